using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Auditing;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Coaching;

internal sealed class CoachingMapping : IEntityTypeConfiguration<CoachingSession>
{
    public void Configure(EntityTypeBuilder<CoachingSession> builder)
    {
        builder.Ignore(s => s.Actions);
        builder.Property(s => s.Revision).IsConcurrencyToken();

        // Private to the two and the line: the audit trail, which administrators read, says that it was written and not what.
        builder.Property(s => s.Facts).HasAnnotation(Secret.Annotation, true).AsJson();
        builder.Property(s => s.Talk).HasAnnotation(Secret.Annotation, true).AsJson();
        builder.Property(s => s.Reply).HasAnnotation(Secret.Annotation, true);
        builder.Property(s => s.Before).HasAnnotation(Secret.Annotation, true);
        builder.Property<List<CoachingAction>>("_actions").HasColumnName("Actions").HasAnnotation(Secret.Annotation, true).AsJson();
        builder.HasIndex(s => new { s.PersonId, s.Day });
        builder.HasIndex(s => s.CoachId);
        builder.HasIndex(s => new { s.CoachId, s.PersonId }).IsUnique().HasFilter("\"State\" = 0"); // Two windows that prepare a talk prepare one.
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.CoachId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal static class CoachingVisibility
{
    extension(IQueryable<CoachingSession> sessions)
    {
        /// <summary>
        /// A session is its coach's until it is held, as long as the person reports to them, and then the coached person's and the managers' above, too. <paramref name="line"/> is the reader and everyone below. Nobody else sees it,
        /// administrators and leadership neither.
        /// </summary>
        public IQueryable<CoachingSession> VisibleTo(long reader, IReadOnlySet<long> line)
        {
            long[] ids = [.. line];
            return sessions.Where(s => s.State == CoachingState.Held ? s.CoachId == reader || EF.Parameter(ids).Contains(s.PersonId) : s.CoachId == reader && EF.Parameter(ids).Contains(s.PersonId));
        }
    }
}

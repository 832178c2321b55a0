using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Auditing;
using Plumbline.People;
using Plumbline.Plans;

namespace Plumbline.Presentations;

internal sealed class PresentationMapping :
    IEntityTypeConfiguration<Presentation>, IEntityTypeConfiguration<Attendee>, IEntityTypeConfiguration<PresentedPlan>, IEntityTypeConfiguration<PlanVoice>, IEntityTypeConfiguration<PlanQuestion>, IEntityTypeConfiguration<SpeakerNote>,
    IEntityTypeConfiguration<BoardChoice>, IEntityTypeConfiguration<CalendarFeed>
{
    public const string PresentationId = "PresentationId";

    public void Configure(EntityTypeBuilder<Presentation> builder)
    {
        builder.Ignore(p => p.Attendees).Ignore(p => p.Plans).Ignore(p => p.Everybody);
        builder.Property(p => p.Revision).IsConcurrencyToken();
        builder.Property(p => p.Notes).HasAnnotation(Secret.Annotation, true); // The leadership's are between them and those concerned.
        builder.HasIndex(p => p.StartsAt);
        builder.HasIndex(p => p.Key).IsUnique();
        builder.HasMany<Attendee>("_attendees").WithOne().HasForeignKey(PresentationId);
        builder.HasMany<PresentedPlan>("_plans").WithOne().HasForeignKey(PresentationId);
        builder.Navigation("_attendees").AutoInclude();
        builder.Navigation("_plans").AutoInclude();
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.ConvenerId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Attendee> builder)
    {
        builder.ToTable("PresentationAttendees").HasKey(PresentationId, nameof(Attendee.PersonId));
        builder.HasIndex(a => a.PersonId);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PresentedPlan> builder)
    {
        builder.ToTable("PresentedPlans").HasKey(PresentationId, nameof(PresentedPlan.PlanId));
        builder.HasIndex(p => p.SalespersonId);
        builder.HasOne<Plan>().WithMany().HasForeignKey(p => p.PlanId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.SalespersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PlanVoice> builder)
    {
        builder.HasKey(v => new { v.PresentationId, v.PlanId, v.PersonId, v.Kind }); // A row each, so that a whole room can speak at once.
        builder.HasIndex(v => v.PlanId);
        builder.Property(v => v.Words).HasAnnotation(Secret.Annotation, true);
        builder.HasOne<Presentation>().WithMany().HasForeignKey(v => v.PresentationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(v => v.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PlanQuestion> builder)
    {
        builder.HasIndex(q => new { q.PresentationId, q.Key }).IsUnique();
        builder.HasIndex(q => q.PlanId);
        builder.Property(q => q.Revision).IsConcurrencyToken();
        builder.Property(q => q.Text).HasAnnotation(Secret.Annotation, true);
        builder.Property(q => q.Answer).HasAnnotation(Secret.Annotation, true);
        builder.HasOne<Presentation>().WithMany().HasForeignKey(q => q.PresentationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(q => q.AskedBy).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SpeakerNote> builder)
    {
        builder.ToTable("SpeakerNotes").HasKey(n => new { n.PlanId, n.Slide });
        builder.Property(n => n.Revision).IsConcurrencyToken();
        builder.Property(n => n.Text).HasAnnotation(Secret.Annotation, true); // The salesperson's own.
        builder.HasOne<Plan>().WithMany().HasForeignKey(n => n.PlanId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<BoardChoice> builder)
    {
        builder.ToTable("BoardChoices").HasKey(c => c.PersonId);
        builder.Property(c => c.PersonId).ValueGeneratedNever();
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<CalendarFeed> builder)
    {
        builder.ToTable("CalendarFeeds").HasKey(f => f.PersonId);
        builder.Property(f => f.PersonId).ValueGeneratedNever();
        builder.Property(f => f.Hash).HasAnnotation(Secret.Annotation, true);
        builder.HasIndex(f => f.Hash).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Comments;

internal sealed class CommentMapping : IEntityTypeConfiguration<Comment>, IEntityTypeConfiguration<CommentWord>
{
    public void Configure(EntityTypeBuilder<Comment> builder)
    {
        builder.ToTable("Comments");
        builder.Ignore(c => c.Subject);
        builder.Property(c => c.Revision).IsConcurrencyToken();
        builder.HasIndex(c => new { c.Kind, c.SubjectId, c.Id });
        builder.HasIndex(c => new { c.PersonId, c.Key }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CommentWord> builder)
    {
        builder.ToTable("CommentWords").HasKey(w => new { w.Word, w.CommentId });
        builder.Property(w => w.Word).InByteOrder();
        builder.HasOne<Comment>().WithMany().HasForeignKey(w => w.CommentId).OnDelete(DeleteBehavior.Cascade);
    }
}

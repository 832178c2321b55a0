using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.People;

namespace Plumbline.Mailing;

internal sealed class MailMapping : IEntityTypeConfiguration<OutgoingMail>, IEntityTypeConfiguration<MailChoice>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.ToTable("OutgoingMails");
        builder.HasIndex(m => m.Key).IsUnique(); // What is written twice is sent once.
        builder.HasIndex(m => new { m.State, m.NextTry });
        builder.HasIndex(m => m.QueuedAt);
        builder.Property(m => m.Tries).IsConcurrencyToken();
        builder.Property(m => m.State).IsConcurrencyToken(); // Who claims it leaves the tries as they are.
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<MailChoice> builder)
    {
        builder.ToTable("MailChoices").HasKey(c => c.PersonId);
        builder.Property(c => c.PersonId).ValueGeneratedNever();
        builder.Property(c => c.Revision).IsConcurrencyToken();
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Accounts;
using Plumbline.People;
using Plumbline.Pipeline;

namespace Plumbline.Commitments;

internal sealed class CommitmentMapping : IEntityTypeConfiguration<Commitment>
{
    public void Configure(EntityTypeBuilder<Commitment> builder)
    {
        builder.Ignore(c => c.IsOpen).Ignore(c => c.Renegotiations);
        builder.Property(c => c.Revision).IsConcurrencyToken();
        builder.HasIndex(c => c.Source).IsUnique();
        builder.HasIndex(c => new { c.PersonId, c.Due });
        builder.HasIndex(c => c.Due);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.ToId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.AskedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Opportunity>().WithMany().HasForeignKey(c => c.OpportunityId).OnDelete(DeleteBehavior.SetNull);
        builder.OwnsMany<Renegotiation>("_renegotiations", moves =>
        {
            moves.ToTable("Renegotiations").WithOwner().HasForeignKey("CommitmentId");
            moves.Property<long>("Id");
            moves.HasKey("Id"); // Numbered in the order in which they were made, in which they are read.
            moves.Ignore(m => m.IsHonest);
        });
    }
}

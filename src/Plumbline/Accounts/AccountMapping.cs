using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Accounts;

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>, IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.Property(a => a.Revision).IsConcurrencyToken();
        builder.HasIndex(a => new { a.System, a.ExternalId }).IsUnique();
        FoundByName(builder);
        builder.HasIndex(a => a.Name);

        // Nearly all accounts stand for themselves: SQLite would take an index over these for a short way, and sort all there are.
        builder.HasIndex(a => a.MergedIntoId).HasFilter($"\"{nameof(Account.MergedIntoId)}\" IS NOT NULL");
        builder.HasIndex(a => new { a.OwnerId, a.FoldedName });
        builder.HasIndex(a => new { a.Industry, a.FoldedName });
        builder.HasIndex(a => new { a.Region, a.FoldedName });
        builder.HasOne<Account>().WithMany().HasForeignKey(a => a.ParentId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Account>().WithMany().HasForeignKey(a => a.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.OwnerId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        FoundByName(builder);
        builder.Property(c => c.Revision).IsConcurrencyToken();
        builder.HasIndex(c => new { c.System, c.ExternalId }).IsUnique();
        builder.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.SetNull);
    }

    private static void FoundByName<T>(EntityTypeBuilder<T> builder) where T : class, IFoundByName
    {
        builder.Property(f => f.FoldedName).InByteOrder();
        builder.Property(f => f.FromSecondWord).InByteOrder();
        builder.Property(f => f.FromThirdWord).InByteOrder();
        builder.HasIndex(nameof(IFoundByName.FoldedName));
        builder.HasIndex(nameof(IFoundByName.FromSecondWord));
        builder.HasIndex(nameof(IFoundByName.FromThirdWord));
    }
}

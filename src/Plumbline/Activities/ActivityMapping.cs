using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Accounts;
using Plumbline.People;
using Plumbline.Pipeline;

namespace Plumbline.Activities;

internal sealed class ActivityMapping : IEntityTypeConfiguration<ActivityType>, IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<ActivityType> builder)
    {
        builder.Property(t => t.Revision).IsConcurrencyToken();
        builder.HasIndex(t => t.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.Property(a => a.Revision).IsConcurrencyToken();
        builder.Ignore(a => a.IsRecordedHere);
        builder.HasIndex(a => new { a.System, a.ExternalId }).IsUnique();
        builder.HasIndex(a => a.Date);
        builder.HasIndex(a => new { a.SalespersonId, a.Date });
        builder.HasIndex(a => new { a.AccountId, a.Date });
        // Most activities belong to no opportunity: counted among the others they make a database take this index for useless.
        builder.HasIndex(a => new { a.OpportunityId, a.Date }).HasFilter("\"OpportunityId\" IS NOT NULL");
        builder.HasOne<ActivityType>().WithMany().HasForeignKey(a => a.TypeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.SalespersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Opportunity>().WithMany().HasForeignKey(a => a.OpportunityId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Contact>().WithMany().HasForeignKey(a => a.ContactId).OnDelete(DeleteBehavior.SetNull);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Accounts;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Cosell;

internal sealed class CosellMapping : IEntityTypeConfiguration<Referral>, IEntityTypeConfiguration<Designation>, IEntityTypeConfiguration<DesignationReading>
{
    public void Configure(EntityTypeBuilder<Referral> builder)
    {
        builder.ToTable("Referrals");
        builder.Ignore(r => r.IsOpen).Ignore(r => r.VendorKnows).Ignore(r => r.Reason).Ignore(r => r.Moves).Ignore(r => r.Steps);
        builder.Property(r => r.Revision).IsConcurrencyToken();
        builder.Property(r => r.Outline).AsJson();
        builder.Property<List<ReferralStep>>("_steps").HasColumnName("Steps").AsJson();
        builder.HasIndex(r => r.Key).IsUnique();
        builder.HasIndex(r => new { r.State, r.ExpiresOn });
        builder.HasIndex(r => r.OpportunityId);
        builder.HasIndex(r => r.AccountId);
        builder.HasIndex(r => r.OwnerId);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Opportunity>().WithMany().HasForeignKey(r => r.OpportunityId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Designation> builder)
    {
        builder.ToTable("Designations");
        builder.Ignore(d => d.Total).Ignore(d => d.IsHeld).Ignore(d => d.ToGo);
        builder.Property(d => d.Revision).IsConcurrencyToken();
        builder.Property(d => d.Terms).AsJson();
        builder.Property(d => d.Categories).AsJson();
        builder.Property(d => d.Now).AsJson();
        builder.HasIndex(d => d.Key).IsUnique();
        builder.HasIndex(d => d.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<DesignationReading> builder)
    {
        builder.ToTable("DesignationReadings").HasKey(r => new { r.DesignationId, r.Day });
        builder.Property(r => r.Points).AsJson();
        builder.HasOne<Designation>().WithMany().HasForeignKey(r => r.DesignationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.By).OnDelete(DeleteBehavior.Restrict);
    }
}

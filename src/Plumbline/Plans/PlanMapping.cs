using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Plans;

internal sealed class PlanMapping : IEntityTypeConfiguration<BusinessPlan>, IEntityTypeConfiguration<PlanVersion>, IEntityTypeConfiguration<PlanDraft>
{
    public void Configure(EntityTypeBuilder<BusinessPlan> builder)
    {
        builder.Ignore(p => p.Versions).Ignore(p => p.Drafts).Ignore(p => p.Comments).Ignore(p => p.OnTable).Ignore(p => p.InForce);
        builder.Property(p => p.Period).HasConversion(new PeriodConverter());
        builder.Property(p => p.Revision).IsConcurrencyToken();
        builder.Property<List<PlanComment>>("_comments").HasColumnName("Comments").AsJson();
        builder.HasIndex(p => new { p.SalespersonId, p.Period }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.SalespersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<PlanVersion>("_versions").WithOne().HasForeignKey("PlanId");
        builder.HasMany<PlanDraft>("_drafts").WithOne().HasForeignKey("PlanId");
        builder.Navigation("_versions").AutoInclude();
        builder.Navigation("_drafts").AutoInclude();
    }

    public void Configure(EntityTypeBuilder<PlanVersion> builder)
    {
        builder.ToTable("PlanVersions").HasKey("PlanId", nameof(PlanVersion.Number)); // Two proposals at once cannot both become version 3.
        builder.Property(v => v.Number).ValueGeneratedNever();
        builder.Ignore(v => v.Content).Ignore(v => v.Signatures).Ignore(v => v.IsIntact);
        builder.Property<List<Signature>>("_signatures").HasColumnName("Signatures").AsJson();
    }

    public void Configure(EntityTypeBuilder<PlanDraft> builder)
    {
        builder.ToTable("PlanDrafts").HasKey("PlanId", nameof(PlanDraft.Side));
        builder.Ignore(d => d.Content);
    }

    /// <summary>Kept as "2027-01/6": a plan is found by its period as a whole.</summary>
    private sealed class PeriodConverter() : ValueConverter<Period, string>(period => Json.WritePeriod(period), text => Json.ReadPeriod(text));
}

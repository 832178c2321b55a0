using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Plumbline.Accounts;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Plans;

internal sealed class PlanMapping : IEntityTypeConfiguration<Plan>, IEntityTypeConfiguration<BusinessPlan>, IEntityTypeConfiguration<AccountPlan>, IEntityTypeConfiguration<PlanVersion>, IEntityTypeConfiguration<PlanDraft>, IEntityTypeConfiguration<PlanCommentWord>
{
    private const string Kind = "Kind";

    public void Configure(EntityTypeBuilder<Plan> builder)
    {
        builder.ToTable("Plans");
        builder.HasDiscriminator<PlanKind>(Kind).HasValue<BusinessPlan>(PlanKind.Business).HasValue<AccountPlan>(PlanKind.Account);
        builder.Ignore(p => p.Versions).Ignore(p => p.Drafts).Ignore(p => p.Comments).Ignore(p => p.OnTable).Ignore(p => p.InForce).Ignore(p => p.Blank);
        builder.Property(p => p.Period).HasConversion(new PeriodConverter());
        builder.Property(p => p.Revision).IsConcurrencyToken();
        builder.Property<List<PlanComment>>("_comments").HasColumnName("Comments").AsJson();
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.SalespersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<PlanVersion>("_versions").WithOne().HasForeignKey("PlanId");
        builder.HasMany<PlanDraft>("_drafts").WithOne().HasForeignKey("PlanId");
        builder.Navigation("_versions").AutoInclude();
        builder.Navigation("_drafts").AutoInclude();
    }

    // Two who begin the same plan at once make one.
    public void Configure(EntityTypeBuilder<BusinessPlan> builder) => builder.HasIndex(p => new { p.SalespersonId, p.Period }).IsUnique().HasFilter("\"Kind\" = 0");

    public void Configure(EntityTypeBuilder<AccountPlan> builder)
    {
        builder.Property(p => p.Outcome).AsJson();
        builder.HasIndex(p => new { p.AccountId, p.SalespersonId, p.Period }).IsUnique();
        builder.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId).OnDelete(DeleteBehavior.Restrict);
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

    public void Configure(EntityTypeBuilder<PlanCommentWord> builder)
    {
        builder.ToTable("PlanCommentWords").HasKey(w => new { w.Word, w.PlanId });
        builder.Property(w => w.Word).InByteOrder();
        builder.HasOne<Plan>().WithMany().HasForeignKey(w => w.PlanId).OnDelete(DeleteBehavior.Cascade);
    }

    /// <summary>What kind of plan a row is; a table of before there were kinds holds business plans.</summary>
    private enum PlanKind
    {
        Business,
        Account,
    }

    /// <summary>Kept as "2027-01/6": a plan is found by its period as a whole.</summary>
    private sealed class PeriodConverter() : ValueConverter<Period, string>(period => Json.WritePeriod(period), text => Json.ReadPeriod(text));
}

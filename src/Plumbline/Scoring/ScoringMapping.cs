using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Activities;
using Plumbline.People;

namespace Plumbline.Scoring;

internal sealed class ScoringMapping : IEntityTypeConfiguration<Target>, IEntityTypeConfiguration<AgreedQuota>, IEntityTypeConfiguration<AgreedActivity>, IEntityTypeConfiguration<QuotaMonth>, IEntityTypeConfiguration<PersonMonth>, IEntityTypeConfiguration<ItemMonth>, IEntityTypeConfiguration<PipelineMonth>, IEntityTypeConfiguration<ActivityMonth>,
    IEntityTypeConfiguration<AccountYear>, IEntityTypeConfiguration<AccountPipeline>, IEntityTypeConfiguration<AccountContact>
{
    public void Configure(EntityTypeBuilder<Target> builder)
    {
        builder.HasIndex(t => new { t.System, t.ExternalId }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(t => t.SalespersonId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(t => t.Period);
    }

    public void Configure(EntityTypeBuilder<AgreedQuota> builder)
    {
        builder.ToTable("AgreedQuotas").HasKey(a => new { a.SalespersonId, a.Month, a.Version });
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.SalespersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AgreedActivity> builder)
    {
        builder.ToTable("AgreedActivities").HasKey(a => new { a.SalespersonId, a.Month, a.Version, a.TypeId });
        builder.HasIndex(a => a.Month);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.SalespersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ActivityType>().WithMany().HasForeignKey(a => a.TypeId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<QuotaMonth> builder) => builder.HasKey(q => new { q.Month, q.SalespersonId, q.TeamId });

    public void Configure(EntityTypeBuilder<PersonMonth> builder)
    {
        builder.HasKey(m => new { m.Month, m.SalespersonId, m.TeamId });
        Flat(builder.ComplexProperty(m => m.Tally));
    }

    public void Configure(EntityTypeBuilder<ItemMonth> builder)
    {
        builder.HasKey(m => new { m.Kind, m.Month, m.ItemId });
        Flat(builder.ComplexProperty(m => m.Tally));
        Flat(builder.ComplexProperty(m => m.Pipeline));
    }

    public void Configure(EntityTypeBuilder<PipelineMonth> builder)
    {
        builder.HasKey(m => new { m.Month, m.SalespersonId });
        Flat(builder.ComplexProperty(m => m.Pipeline));
    }

    public void Configure(EntityTypeBuilder<ActivityMonth> builder) => builder.HasKey(m => new { m.Month, m.SalespersonId, m.TypeId });

    // Without references to the accounts: merging moves whatever refers to an account, and these follow from the facts. The indexes end with the account, by which equal figures are told apart.
    public void Configure(EntityTypeBuilder<AccountYear> builder)
    {
        builder.HasKey(y => new { y.Year, y.AccountId });
        builder.HasIndex(y => new { y.Year, y.Revenue, y.AccountId });
    }

    public void Configure(EntityTypeBuilder<AccountPipeline> builder)
    {
        builder.HasKey(p => p.AccountId);
        builder.Property(p => p.AccountId).ValueGeneratedNever();
        builder.HasIndex(p => new { p.OpenAmount, p.AccountId });
    }

    public void Configure(EntityTypeBuilder<AccountContact> builder)
    {
        builder.HasKey(c => c.AccountId);
        builder.Property(c => c.AccountId).ValueGeneratedNever();
        builder.HasIndex(c => new { c.Last, c.AccountId });
    }

    private static void Flat(ComplexPropertyBuilder<Tally> tally)
    {
        tally.Ignore(t => t.IsEmpty).Ignore(t => t.KnownMargin);
        tally.Property(t => t.Revenue).HasColumnName(nameof(Tally.Revenue));
        tally.Property(t => t.NewRevenue).HasColumnName(nameof(Tally.NewRevenue));
        tally.Property(t => t.Margin).HasColumnName(nameof(Tally.Margin));
        tally.Property(t => t.UnknownMarginRevenue).HasColumnName(nameof(Tally.UnknownMarginRevenue));
        tally.Property(t => t.Bookings).HasColumnName(nameof(Tally.Bookings));
        tally.Property(t => t.Won).HasColumnName(nameof(Tally.Won));
        tally.Property(t => t.Lost).HasColumnName(nameof(Tally.Lost));
    }

    private static void Flat(ComplexPropertyBuilder<Stock> stock)
    {
        stock.Property(s => s.Count).HasColumnName("OpenCount");
        stock.Property(s => s.Amount).HasColumnName("OpenAmount");
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Accounts;
using Plumbline.People;
using Plumbline.Products;
using Plumbline.Storage;

namespace Plumbline.Pipeline;

internal sealed class PipelineMapping : IEntityTypeConfiguration<Opportunity>, IEntityTypeConfiguration<OpportunityChange>, IEntityTypeConfiguration<Stage>, IEntityTypeConfiguration<Booking>, IEntityTypeConfiguration<BookingCredit>
{
    public void Configure(EntityTypeBuilder<Opportunity> builder)
    {
        builder.HasIndex(o => new { o.System, o.ExternalId }).IsUnique();
        builder.HasIndex(o => new { o.SalespersonId, o.Closed });
        builder.HasIndex(o => new { o.Closed, o.State, o.AccountId, o.ProductId, o.Amount }); // By the day, with all that is asked of what accounts bought or turned down in years: the rows need not be read for it.
        builder.HasIndex(o => new { o.ExpectedClose, o.SalespersonId, o.Stage, o.ProductId, o.Amount }).HasFilter("\"State\" = 0"); // What closes in a period, with all that coverage asks of it.
        builder.HasIndex(o => o.AccountId);
        builder.Property(o => o.Revision).IsConcurrencyToken();
        builder.Ignore(o => o.Values);
        foreach (var column in OpportunityNames.Columns)
        {
            // Open ones apart from the many that are over, so that they are found first. By the state and then the name, SQLite would take the index for every question about a state.
            builder.Property<string?>(column).InByteOrder();
            builder.HasIndex(new[] { column }, $"IX_Opportunities_Open_{column}").HasFilter($"\"State\" = 0 AND \"{column}\" IS NOT NULL");
            builder.HasIndex(new[] { column }, $"IX_Opportunities_Over_{column}").HasFilter($"\"State\" <> 0 AND \"{column}\" IS NOT NULL");
        }

        builder.Property(o => o.FoldedName).IsRequired();
        builder.Property(o => o.FoldedCampaign).InByteOrder();
        builder.HasIndex(o => o.FoldedCampaign).HasFilter("\"FoldedCampaign\" IS NOT NULL");
        builder.HasOne<Account>().WithMany().HasForeignKey(o => o.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Product>().WithMany().HasForeignKey(o => o.ProductId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(o => o.SalespersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<OpportunityChange> builder)
    {
        builder.HasIndex(c => new { c.OpportunityId, c.At });
        builder.HasIndex(c => c.At);
        builder.HasOne<Opportunity>().WithMany().HasForeignKey(c => c.OpportunityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.SalespersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.SalespersonBeforeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.SalespersonId).HasFilter("\"SalespersonId\" IS NOT NULL");
        builder.HasIndex(c => c.SalespersonBeforeId).HasFilter("\"SalespersonBeforeId\" IS NOT NULL");
        builder.Ignore(c => c.IsOpening);
    }

    public void Configure(EntityTypeBuilder<Stage> builder)
    {
        builder.HasIndex(s => new { s.System, s.ExternalId }).IsUnique();
        builder.Property(s => s.IsQualified).HasDefaultValue(true).ValueGeneratedNever();
        builder.Property(s => s.Revision).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<Booking> builder)
    {
        builder.HasIndex(b => new { b.System, b.ExternalId }).IsUnique();
        builder.HasIndex(b => b.Date);
        builder.HasIndex(b => b.AccountId);
        builder.HasOne<Account>().WithMany().HasForeignKey(b => b.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Product>().WithMany().HasForeignKey(b => b.ProductId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<BookingCredit> builder)
    {
        builder.HasKey(c => new { c.BookingId, c.SalespersonId });
        builder.HasIndex(c => new { c.SalespersonId, c.Date });
        builder.HasOne<Booking>().WithMany().HasForeignKey(c => c.BookingId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.SalespersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

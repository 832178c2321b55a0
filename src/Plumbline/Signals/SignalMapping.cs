using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Forecasting;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Signals;

internal sealed class SignalMapping : IEntityTypeConfiguration<Signal>, IEntityTypeConfiguration<SignalPolicy>, IEntityTypeConfiguration<LastSignals>
{
    public void Configure(EntityTypeBuilder<Signal> builder)
    {
        builder.ToTable("Signals");
        builder.HasAnnotation(Derived.Annotation, true);
        builder.Ignore(s => s.IsOpen);
        builder.Property(s => s.Revision).IsConcurrencyToken();
        builder.Property(s => s.Evidence).AsJson();
        builder.Property(s => s.Action).AsJson();
        builder.HasIndex(s => new { s.PersonId, s.ResolvedOn });
        builder.HasIndex(s => new { s.PersonId, s.Rule, s.Cause }).IsUnique().HasFilter("\"ResolvedOn\" IS NULL"); // Two that look at once raise a cause once.
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.SnoozedBy).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<SignalPolicy> builder)
    {
        builder.ToTable("SignalPolicies").HasKey(p => p.Rule);
        builder.Property(p => p.Revision).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<LastSignals> builder)
    {
        builder.ToTable("LastSignals");
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.HasData(new { Id = LastSignals.TheOne, Day = DateOnly.MinValue, Forecasts = LastForecast.None });
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

internal sealed class ForecastMapping : IEntityTypeConfiguration<KeptForecast>, IEntityTypeConfiguration<LastForecast>, IEntityTypeConfiguration<MadeUpWeek>, IEntityTypeConfiguration<KeptAhead>, IEntityTypeConfiguration<AskedDay>, IEntityTypeConfiguration<AskedAhead>, IEntityTypeConfiguration<CalledForecast>, IEntityTypeConfiguration<KeptWhatIf>
{
    /// <summary>The filter to those of revenue.</summary>
    public const string OfRevenue = nameof(OfRevenue);

    /// <summary>The filter to what was said at its time.</summary>
    public const string SaidThen = nameof(SaidThen);

    public void Configure(EntityTypeBuilder<KeptForecast> builder)
    {
        builder.ToTable("Forecasts");
        builder.HasIndex(f => new { f.Measure, f.Subject, f.SubjectId, f.First, f.Length, f.AsOf, f.IsAsked }).IsUnique();

        // Who asks for forecasts means those of revenue, said at their time; who means others says so.
        builder.HasQueryFilter(OfRevenue, f => f.Measure == ForecastMeasure.Revenue);
        builder.HasQueryFilter(SaidThen, f => !f.IsAsked);
        builder.HasIndex(f => f.AsOf);
        builder.Property(f => f.Said).AsJson();
        builder.Property(f => f.Basis).AsJson();
        builder.Ignore(f => f.Period);
    }

    public void Configure(EntityTypeBuilder<LastForecast> builder)
    {
        builder.ToTable("LastForecast");
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.HasData(new { Id = LastForecast.TheOne, Version = LastForecast.None, Day = DateOnly.MinValue });
    }

    public void Configure(EntityTypeBuilder<MadeUpWeek> builder)
    {
        builder.ToTable("MadeUpWeeks").HasKey(w => new { w.Measure, w.Week });
        builder.Property(w => w.Records).HasMaxLength(MadeUpWeek.LongestRecords);
    }

    public void Configure(EntityTypeBuilder<KeptAhead> builder)
    {
        builder.ToTable("MonthsAhead");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Ahead).AsJson();
    }

    public void Configure(EntityTypeBuilder<AskedDay> builder)
    {
        builder.ToTable("AskedDays").HasKey(a => a.Day); // Asking twice is asking once.
        builder.Ignore(a => a.IsGivenUp);
        builder.Ignore(a => a.IsWaiting);
    }

    public void Configure(EntityTypeBuilder<AskedAhead> builder)
    {
        builder.ToTable("AskedAheads").HasKey(a => a.Day);
        builder.Property(a => a.Ahead).AsJson();
        builder.HasOne<AskedDay>().WithOne().HasForeignKey<AskedAhead>(a => a.Day).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<CalledForecast> builder)
    {
        builder.ToTable("Calls");
        builder.HasIndex(c => new { c.SalespersonId, c.Length, c.First, c.Day }).IsUnique(); // Two windows that call at once call once.
        builder.Property(c => c.Revision).IsConcurrencyToken();
        builder.Ignore(c => c.Period);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.SalespersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<KeptWhatIf> builder)
    {
        builder.ToTable("WhatIfs");
        builder.HasIndex(k => new { k.PersonId, k.Subject, k.SubjectId, k.First, k.Length });
        builder.Property(k => k.Name).HasMaxLength(KeptWhatIf.LongestName);
        builder.Property(k => k.Supposed).HasMaxLength(KeptWhatIf.LongestSupposed);
        builder.HasOne<Person>().WithMany().HasForeignKey(k => k.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>Of which version of the data the latest forecasts are, and of which day: where that still stands there is nothing new to say.</summary>
internal sealed class LastForecast
{
    public const long TheOne = 1;

    /// <summary>No version at all: they are to be made anew.</summary>
    public const long None = -1;

    public long Id { get; private set; } = TheOne;

    public long Version { get; set; }

    public DateOnly Day { get; set; }
}

/// <summary>A week of which nothing was said at its end, so that it was made up later from history.</summary>
internal sealed class MadeUpWeek
{
    public const int LongestRecords = 64;

    /// <summary>Of which quotas it was made up.</summary>
    public required ForecastMeasure Measure { get; init; }

    /// <summary>Its last day.</summary>
    public required DateOnly Week { get; init; }

    /// <summary>What was recorded up to its end when it was made up (<see cref="RecordsThen"/>).</summary>
    public required string Records { get; init; }
}

/// <summary>What is expected month by month, as of the latest forecasts. One row at most.</summary>
internal sealed class KeptAhead
{
    public const long TheOne = 1;

    public long Id { get; private set; } = TheOne;

    /// <summary>The day at whose end it was told.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>What is expected from then on.</summary>
    public required CompanyAhead Ahead { get; init; }
}

/// <summary>What was expected month by month at the end of a day that somebody asked for. Apart from the day, which is read to know how far it is.</summary>
internal sealed class AskedAhead
{
    public required DateOnly Day { get; init; }

    /// <summary>What was expected from then on.</summary>
    public required CompanyAhead Ahead { get; init; }
}

internal static class KeptForecasts
{
    extension(PlumblineDb db)
    {
        /// <summary>What was said last of each quota that there was then, with what it rests on.</summary>
        public IQueryable<KeptForecast> LatestForecasts => db.LatestForecastsOf(ForecastMeasure.Revenue);

        /// <summary>The same of one measure.</summary>
        public IQueryable<KeptForecast> LatestForecastsOf(ForecastMeasure measure) => db.ForecastsOf(measure).AsNoTracking().Where(f => db.Set<LastForecast>().Any(l => l.Day == f.AsOf));

        /// <summary>Those of one measure.</summary>
        public IQueryable<KeptForecast> ForecastsOf(ForecastMeasure measure) => db.ForecastsOfAll.Where(f => f.Measure == measure);

        /// <summary>Those of all measures.</summary>
        public IQueryable<KeptForecast> ForecastsOfAll => db.Forecasts.IgnoreQueryFilters([ForecastMapping.OfRevenue]);

        /// <summary>What was reckoned later since somebody asked for the day, of all measures.</summary>
        public IQueryable<KeptForecast> AskedForecasts => db.Forecasts.IgnoreQueryFilters().Where(f => f.IsAsked);
    }
}

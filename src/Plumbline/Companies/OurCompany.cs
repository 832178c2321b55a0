using Microsoft.EntityFrameworkCore;
using Plumbline.Storage;

namespace Plumbline.Companies;

/// <summary>The company's settings and its day, read once per request.</summary>
internal sealed class OurCompany(PlumblineDb db, TimeProvider clock)
{
    private Company? _company;

    public async Task<Company> Load(CancellationToken cancel) => _company ??= await db.Companies.AsNoTracking().SingleAsync(cancel);

    /// <summary>The day it is now in the company's time zone.</summary>
    public async Task<DateOnly> Today(CancellationToken cancel) => (await Clock(cancel)).DayOf(clock.GetUtcNow());

    /// <summary>Tells days from instants, and instants from days, where the company is.</summary>
    public async Task<CompanyClock> Clock(CancellationToken cancel) => CompanyClock.Of(await Load(cancel));
}

/// <summary>Days and instants in a time zone.</summary>
internal sealed class CompanyClock(TimeZoneInfo zone)
{
    /// <summary>Where the company is.</summary>
    public static CompanyClock Of(Company company) => new(TimeZoneInfo.FindSystemTimeZoneById(company.TimeZone));

    /// <summary>The day on which an instant falls.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(WallAt(instant));

    /// <summary>What the clock on the wall shows at an instant.</summary>
    public DateTime WallAt(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    /// <summary>The instant at which the clock on the wall shows a time; where it is skipped that day, what it shows once it has gone on.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The first instant of a day. Where clocks are put forward at midnight, the day begins later.</summary>
    public DateTimeOffset BeginOf(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>The first instant after a day.</summary>
    public DateTimeOffset EndOf(DateOnly day) => BeginOf(day.AddDays(1));
}

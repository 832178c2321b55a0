using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Jobs;
using Plumbline.Storage;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Forecasting;

/// <summary>
/// Days that are gone and were asked for: takes the asking down, tells how far it is, and keeps what was reckoned. Nothing of it is on a page that is kept, nor changes what is said of today, so that it raises no version
/// of the data: forecasts and signals would be made anew for nothing.
/// </summary>
internal sealed class AskedDays(PlumblineDb db, OurCompany company, DealReader deals, JobRunner jobs, TimeProvider clock)
{
    private const int FewestDaysBefore = 4;
    private const int MostDaysBefore = 10;

    /// <summary>The first day that can be reckoned: the one of the first result; null where there is none.</summary>
    public Task<DateOnly?> First(CancellationToken cancel) => deals.FirstResult(cancel);

    /// <summary>Why nothing can be told of a day, in words; null where it can.</summary>
    public async Task<string?> WhyNot(DateOnly day, CancellationToken cancel) =>
        day > await company.Today(cancel) ? $"{Figures.Day(day)} is still to come: choose a day until today. What is known now is shown."
        : await First(cancel) is not { } first ? $"By {Figures.Day(day)} nothing was won or lost, nor is by now. What is known now is shown."
        : day < first ? $"By {Figures.Day(day)} nothing was won or lost yet: choose {Figures.Day(first)}, the day of the first result, or a later one. What is known now is shown."
        : null;

    /// <summary>Whether forecasts were ever made here, and so the weeks before made up for: until then a day would be told untaught.</summary>
    public Task<bool> IsTaught(CancellationToken cancel) => db.Set<LastForecast>().AnyAsync(l => l.Day > DateOnly.MinValue, cancel);

    /// <summary>Which data a day is reckoned from.</summary>
    public Task<long> Version(CancellationToken cancel) => db.CurrentVersion(cancel);

    /// <summary>How far a day is; null where nobody asked for it, or long ago.</summary>
    public Task<AskedDay?> Find(DateOnly day, CancellationToken cancel) => db.Set<AskedDay>().AsNoTracking().SingleOrDefaultAsync(a => a.Day == day, cancel);

    /// <summary>What was expected month by month at the end of a day; null where that was not reckoned.</summary>
    public Task<CompanyAhead?> Ahead(DateOnly day, CancellationToken cancel) => db.Set<AskedAhead>().AsNoTracking().Where(a => a.Day == day).Select(a => a.Ahead).SingleOrDefaultAsync(cancel);

    /// <summary>The day of about a week before one, of four to ten days, at whose end it is known what was expected, the nearest to a week; null where none of them was reckoned.</summary>
    public async Task<DateOnly?> WeekBefore(DateOnly day, CancellationToken cancel)
    {
        var (from, until) = (day.AddDays(-MostDaysBefore), day.AddDays(-FewestDaysBefore));
        var known = await db.Set<AskedAhead>().Where(a => a.Day >= from && a.Day <= until).Select(a => a.Day).ToListAsync(cancel);
        return known.Count == 0 ? null : known.MinBy(d => Math.Abs(day.DayNumber - Week.Days - d.DayNumber));
    }

    /// <summary>The days that are still to be reckoned, those that wait longest first.</summary>
    public Task<List<DateOnly>> Waiting(CancellationToken cancel) => StillWaiting.OrderBy(a => a.AskedAt).ThenBy(a => a.Day).Select(a => a.Day).ToListAsync(cancel);

    /// <summary>What becomes of a day that waits, in words.</summary>
    public async Task<string> Progress(AskedDay asked, CancellationToken cancel)
    {
        var day = Figures.Day(asked.Day, await company.Today(cancel));
        return asked.Failed > 0 ? $"{day} could not be reckoned at once. It is tried again after those that wait."
            : (await Waiting(cancel)).IndexOf(asked.Day) is > 0 and var before ? $"{day} waits until {(before == 1 ? "another day is" : $"{Figures.Count(before)} other days are")} reckoned."
            : await IsTaught(cancel) ? $"{day} is being reckoned."
            : $"{day} waits until the first forecasts are made.";
    }

    /// <summary>Asks for a day. Where it was asked for already that stands; where it was given up it is tried once more.</summary>
    public async Task Ask(DateOnly day, CancellationToken cancel)
    {
        var (today, first) = (await company.Today(cancel), await First(cancel));
        Refuse.Unless(first is not null, Refusal.Invalid, "Nothing was won or lost here yet, so that no day can be reckoned.");
        Refuse.Unless(day >= first && day < today, Refusal.Invalid, $"{Figures.Day(day)} cannot be reckoned: choose a day from {Figures.Day(first!.Value)}, the day of the first result, until yesterday.");
        var known = await db.Set<AskedDay>().SingleOrDefaultAsync(a => a.Day == day, cancel);
        if (known is { IsGivenUp: false })
        {
            return;
        }

        await RefuseWhereFull(day, cancel);
        if (known is null)
        {
            db.Add(new AskedDay(day, clock.GetUtcNow()));
        }
        else
        {
            known.AskAgain(clock.GetUtcNow());
        }

        await db.SaveUnlessThere(() => Keep(cancel), () => db.Set<AskedDay>().AnyAsync(a => a.Day == day, cancel));
        await jobs.RunSoon<ReckonDays>(cancel);
    }

    /// <summary>Asks for a day that is reckoned to be reckoned once more, as after records of that time were corrected. What was reckoned goes at once, so that nobody takes it for the new. Where it waits already that stands.</summary>
    public async Task AskAnew(DateOnly day, CancellationToken cancel)
    {
        if (await Find(day, cancel) is { MadeAt: not null })
        {
            await RefuseWhereFull(day, cancel);
            await Together(() => Drop([day], cancel), cancel);
        }

        await Ask(day, cancel);
    }

    /// <summary>Writes down that a day is tried, so that it counts even where the try takes the process down.</summary>
    public async Task Begin(DateOnly day, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        if (await db.Set<AskedDay>().SingleOrDefaultAsync(a => a.Day == day, cancel) is { } asked)
        {
            asked.Try(clock.GetUtcNow());
            await Keep(cancel);
        }
    }

    /// <summary>Forgets that a day was tried: nothing is wrong with it.</summary>
    public async Task TakeBack(DateOnly day, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        if (await db.Set<AskedDay>().SingleOrDefaultAsync(a => a.Day == day, cancel) is { } asked)
        {
            asked.TakeBack();
            await Keep(cancel);
        }
    }

    /// <summary>Counts tries whose end nobody wrote down as failed.</summary>
    /// <param name="ended">Days whose try ended without fault all the same.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The days that failed, and whether each is given up.</returns>
    public async Task<IReadOnlyList<(DateOnly Day, bool IsGivenUp)>> CutOff(IReadOnlySet<DateOnly> ended, CancellationToken cancel)
    {
        var open = await db.Set<AskedDay>().Where(a => a.TriedAt != null).ToListAsync(cancel);
        var failed = open.Where(a => !ended.Contains(a.Day)).ToList();
        open.Except(failed).ToList().ForEach(a => a.TakeBack());
        failed.ForEach(a => a.Fail());
        if (open.Count > 0)
        {
            await Keep(cancel);
        }

        return [.. failed.Select(a => (a.Day, a.IsGivenUp))];
    }

    /// <summary>Keeps what was reckoned of a day, in place of what was before. Of more days than are kept that made longest ago is let go of.</summary>
    public Task Made(DateOnly day, ReckonedDay reckoned, CancellationToken cancel) => Together(
        async () =>
        {
            await db.AskedForecasts.Where(f => f.AsOf == day).ExecuteDeleteAsync(cancel);
            await db.Set<AskedAhead>().Where(a => a.Day == day).ExecuteDeleteAsync(cancel);
            if (await db.Set<AskedDay>().SingleOrDefaultAsync(a => a.Day == day, cancel) is not { } asked)
            {
                return; // It was let go of meanwhile.
            }

            using (var bulk = BulkWriter.Of(db))
            {
                foreach (var row in reckoned.Forecasts)
                {
                    bulk.Number(row);
                }

                bulk.Insert(reckoned.Forecasts);
            }

            asked.Make(clock.GetUtcNow());
            db.Add(new AskedAhead { Day = day, Ahead = reckoned.Ahead });
            await db.SaveChangesAsync(cancel);
            await Drop(await db.Set<AskedDay>().Where(a => a.MadeAt != null).OrderByDescending(a => a.MadeAt).ThenByDescending(a => a.AskedAt).Skip(AskedDay.MostKept).Select(a => a.Day).ToArrayAsync(cancel), cancel);
        },
        cancel);

    /// <summary>Writes down that a day could not be reckoned.</summary>
    /// <returns>Whether it is given up.</returns>
    public async Task<bool> Failed(DateOnly day, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        if (await db.Set<AskedDay>().SingleOrDefaultAsync(a => a.Day == day, cancel) is not { } asked)
        {
            return true;
        }

        asked.Fail();
        await Keep(cancel);
        return asked.IsGivenUp;
    }

    /// <summary>Lets go of days that were asked for long ago. Looks first, since to delete waits for whoever writes.</summary>
    public async Task Forget(CancellationToken cancel)
    {
        var old = clock.GetUtcNow().AddDays(-AskedDay.KeptDays);
        if (await db.Set<AskedDay>().Where(a => a.AskedAt < old).Select(a => a.Day).ToArrayAsync(cancel) is { Length: > 0 } days)
        {
            await Together(() => Drop(days, cancel), cancel);
        }
    }

    /// <summary>Lets go of days, with what was reckoned of them.</summary>
    private async Task Drop(DateOnly[] days, CancellationToken cancel)
    {
        if (days.Length > 0)
        {
            await db.AskedForecasts.Where(f => EF.Parameter(days).Contains(f.AsOf)).ExecuteDeleteAsync(cancel);
            await db.Set<AskedDay>().Where(a => EF.Parameter(days).Contains(a.Day)).ExecuteDeleteAsync(cancel);
        }
    }

    private async Task RefuseWhereFull(DateOnly day, CancellationToken cancel) =>
        Refuse.Unless(await StillWaiting.CountAsync(cancel) < AskedDay.MostWaiting, Refusal.Busy, $"{Figures.Count(AskedDay.MostWaiting)} days wait to be reckoned already, and no more are taken at once. Ask for {Figures.Day(day, await company.Today(cancel))} again in some minutes, when some of them are done.");

    private IQueryable<AskedDay> StillWaiting => db.Set<AskedDay>().Where(a => a.MadeAt == null && a.Failed < AskedDay.MostTries);

    /// <summary>Saves what was changed, without a new version of the data.</summary>
    private async Task Keep(CancellationToken cancel)
    {
        var before = db.IsDrafting;
        try
        {
            db.IsDrafting = true;
            await db.SaveChangesAsync(cancel);
        }
        finally
        {
            db.IsDrafting = before;
        }
    }

    /// <summary>All of it or nothing, likewise.</summary>
    private async Task Together(Func<Task> work, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await work();
        await transaction.CommitAsync(cancel);
    }
}

internal static class AskedDayAnswer
{
    private const string Path = "/reckoning";

    /// <summary>The address at which a page that shows days of the past is told how far one is; but for its end it is the page's own.</summary>
    public static string Of(string href) => href.IndexOf('?') is > 0 and var at ? $"{href[..at]}{Path}{href[at..]}" : $"{href}{Path}";

    /// <summary>Answers beside a page.</summary>
    public static RouteHandlerBuilder MapAskedDays(this IEndpointRouteBuilder routes, string page) => routes.MapGet($"{page}{Path}", Progress);

    private static async Task<IResult> Progress(string? asof, HttpRequest request, HttpResponse response, AskedDays days, OurCompany company, CancellationToken cancel)
    {
        response.Headers.CacheControl = "no-store";
        if (!TypedDay.TryRead(asof, await company.Today(cancel), out var day, out _))
        {
            return Results.NotFound();
        }

        var waiting = await days.Find(day, cancel) is { IsWaiting: true } asked ? asked : null;
        return Results.Json(new { Percent = (int?)null, Words = waiting is null ? null : await days.Progress(waiting, cancel), Done = waiting is null, Href = waiting is null ? $"{request.Path.Value![..^Path.Length]}{request.QueryString}" : null });
    }
}

using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Forecasting;

/// <summary>What a person says will come, as typed.</summary>
public sealed class CallInput
{
    /// <summary>What they stake their name on.</summary>
    public string? Commit { get; set; }

    /// <summary>What it is if things go well.</summary>
    public string? BestCase { get; set; }

    /// <summary>The revision of the day's call that was read; -1 where there was none.</summary>
    public int Revision { get; set; } = None;

    internal const int None = -1;
}

/// <summary>A period that is over: what was called when a third of it was gone, what was computed by then, and what came.</summary>
public sealed record JudgedCall(Period Period, DateOnly Day, decimal Commit, decimal BestCase, decimal? Computed, decimal Came);

/// <summary>What a person calls for a period, and how what they called before turned out.</summary>
/// <param name="Latest">The latest call for the period; null where there is none.</param>
/// <param name="Judged">Ended periods of the same length, the latest first.</param>
public sealed record CallView(CalledForecast? Latest, IReadOnlyList<JudgedCall> Judged)
{
    /// <summary>How far off what was committed to was.</summary>
    public CallAccuracy Commit => CallAccuracy.Of([.. Judged.Select(j => (j.Commit, j.Came))]);

    /// <summary>How far off the best case was.</summary>
    public CallAccuracy BestCase => CallAccuracy.Of([.. Judged.Select(j => (j.BestCase, j.Came))]);

    /// <summary>How far off what was computed by then was.</summary>
    public CallAccuracy Computed => CallAccuracy.Of([.. Judged.Where(j => j.Computed is not null).Select(j => (j.Computed!.Value, j.Came))]);
}

/// <summary>Takes down what salespeople call, each for themselves, and sets it beside what came.</summary>
internal sealed class CallDesk(PlumblineDb db, CurrentPerson me, OurCompany company)
{
    private const int MostPeriods = 8;

    public async Task<CallView> Read(long person, Period period, CancellationToken cancel)
    {
        var (first, length, today) = (period.First, period.Length, await company.Today(cancel));
        var earliest = first.Plus(-length * MostPeriods);
        var calls = (await db.Calls.AsNoTracking().Where(c => c.SalespersonId == person && c.Length == length && c.First >= earliest && c.First <= first).OrderBy(c => c.Day).ToListAsync(cancel)).ToLookup(c => c.Period);
        var over = calls.Where(c => c.Key.LastDay < today).OrderByDescending(c => c.Key.First).ToList();
        var judged = new List<JudgedCall>();
        if (over.Count > 0)
        {
            var months = over.SelectMany(c => c.Key.Months).ToArray();
            var came = await db.PersonMonths.Where(m => m.SalespersonId == person && EF.Parameter(months).Contains(m.Month)).GroupBy(m => m.Month).Select(g => new { g.Key, Revenue = g.Sum(m => m.Tally.Revenue) }).ToDictionaryAsync(g => g.Key, g => g.Revenue, cancel);
            var computed = (await db.Forecasts.AsNoTracking().Where(f => f.Subject == ForecastSubject.Salesperson && f.SubjectId == person && f.Length == length && f.First >= earliest && f.First <= first)
                .Select(f => new { f.First, f.AsOf, f.Said }).ToListAsync(cancel)).ToLookup(f => f.First);
            foreach (var of in over)
            {
                var call = Judged([.. of], of.Key);
                var by = computed[of.Key.First].Where(f => f.AsOf <= call.Day).MaxBy(f => f.AsOf);
                judged.Add(new(of.Key, call.Day, call.Commit, call.BestCase, by is null ? null : (decimal)Math.Round(by.Said.Attainment.Expected, 2), of.Key.Months.Sum(m => came.GetValueOrDefault(m))));
            }
        }

        return new(calls[period].LastOrDefault(), judged);
    }

    /// <summary>How far off what people committed to for the ended periods before one was.</summary>
    public async Task<IReadOnlyDictionary<long, CallAccuracy>> Accuracies(long[] people, Period before, CancellationToken cancel)
    {
        var (length, earliest, end) = (before.Length, before.First.Plus(-before.Length * MostPeriods), before.First);
        var calls = await db.Calls.AsNoTracking().Where(c => EF.Parameter(people).Contains(c.SalespersonId) && c.Length == length && c.First >= earliest && c.First < end).OrderBy(c => c.Day).ToListAsync(cancel);
        long[] callers = [.. calls.Select(c => c.SalespersonId).Distinct()];
        var came = callers.Length == 0 ? [] : await db.PersonMonths.Where(m => EF.Parameter(callers).Contains(m.SalespersonId) && m.Month >= earliest && m.Month < end).GroupBy(m => new { m.SalespersonId, m.Month })
            .Select(g => new { g.Key.SalespersonId, g.Key.Month, Revenue = g.Sum(m => m.Tally.Revenue) }).ToDictionaryAsync(g => (g.SalespersonId, g.Month), g => g.Revenue, cancel);
        return calls.GroupBy(c => c.SalespersonId).ToDictionary(
            ofPerson => ofPerson.Key,
            ofPerson => CallAccuracy.Of([.. ofPerson.GroupBy(c => c.Period).Select(of => (Judged([.. of], of.Key).Commit, of.Key.Months.Sum(m => came.GetValueOrDefault((ofPerson.Key, m)))))]));
    }

    /// <summary>The call that is judged: the last one until a third of the period was gone. Who called later is taken at the first word.</summary>
    internal static CalledForecast Judged(IReadOnlyList<CalledForecast> byDay, Period period) => byDay.LastOrDefault(c => c.Day <= ThirdOf(period)) ?? byDay[0];

    /// <summary>The day on which a third of a period is gone.</summary>
    internal static DateOnly ThirdOf(Period period) => period.FirstDay.AddDays((period.LastDay.DayNumber - period.FirstDay.DayNumber) / 3);

    /// <summary>What the form begins with: what was called last.</summary>
    public static CallInput Begin(CalledForecast? latest, DateOnly today) => new()
    {
        Commit = latest is null ? null : Ui.Figures.Input(latest.Commit),
        BestCase = latest is null ? null : Ui.Figures.Input(latest.BestCase),
        Revision = latest?.Day == today ? latest.Revision : CallInput.None,
    };

    /// <summary>Takes the reader's own call for a period down.</summary>
    public async Task Say(Period period, CallInput input, CancellationToken cancel)
    {
        Refuse.Unless(await me.Has(Roles.Salesperson, cancel), Refusal.NotAllowed, "Salespeople call their own numbers; you are none.");
        Refuse.Unless(period.Length is 1 or 3 or 6, Refusal.Invalid, "Call a month, a quarter or a half.");
        var today = await company.Today(cancel);
        var (commit, best) = (Amount(input.Commit, nameof(CalledForecast.Commit)), Amount(input.BestCase, nameof(CalledForecast.BestCase)));
        var said = await Of();
        if (said is not null && said.Revision != input.Revision && (said.Commit, said.BestCase) != (commit, best)) // Where nothing is said today, the form is of a day before; where the same is, it was sent twice.
        {
            throw Faster(said, input);
        }

        if (said is null)
        {
            db.Calls.Add(CalledForecast.Make(me.Id, period, today, commit, best));
            if (!await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), async () => await Of() is not null))
            {
                throw Faster((await Of())!, input);
            }

            return;
        }

        said.Change(commit, best);
        await db.SaveChangesAsync(cancel);

        Task<CalledForecast?> Of() => db.Calls.SingleOrDefaultAsync(c => c.SalespersonId == me.Id && c.First == period.First && c.Length == period.Length && c.Day == today, cancel);
    }

    /// <summary>Says what was called meanwhile, of which the form knows from then on, so that it is called over when it is sent again.</summary>
    private static RefusedException Faster(CalledForecast said, CallInput input)
    {
        input.Revision = said.Revision;
        return new(Refusal.Conflict, $"You called {Ui.Figures.Bare(said.Commit)} and {Ui.Figures.Bare(said.BestCase)} in another window. What you typed stands here still: call it to say it instead.");
    }

    private static decimal? Amount(string? typed, string field) =>
        string.IsNullOrWhiteSpace(typed) ? null : TypedNumber.TryRead(typed, out var amount) ? amount : throw new RefusedException(Refusal.Invalid, $"“{typed}” is not an amount. Write it as in 120,000 or 120k.", field);
}

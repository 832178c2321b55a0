using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Forecasting;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Signals;

/// <summary>
/// Looks at people by all rules, and lets their signals follow what is found. What rules find is no act of anybody: it is saved without raising the version of the data, and without a line in the audit trail.
/// </summary>
internal sealed class SignalRun(PlumblineDb db, OurCompany company, ColleaguesByVersion byVersion, IEnumerable<SignalRule> rules, TimeProvider time)
{
    private const int KeptDays = 730;

    /// <summary>Looks at everyone where a day went by, the forecasts are others, or a change concerns everyone; else at those whose facts have changed.</summary>
    /// <returns>Whether there was anything to look at.</returns>
    public async Task<bool> Run(CancellationToken cancel)
    {
        var (today, forecasts) = (await company.Today(cancel), await db.Set<LastForecast>().Select(f => f.Version).SingleAsync(cancel));
        var last = await db.Set<LastSignals>().AsNoTracking().SingleAsync(cancel);
        var due = await db.Set<FactsChanged>().AsNoTracking().ToListAsync(cancel);
        if (last.Day != today || last.Forecasts != forecasts || due.Exists(d => d.PersonId == FactsChanged.Everyone))
        {
            if (!await Look(null, isNight: last.Day != today, due, cancel))
            {
                return true; // Another was faster with some of them: all are looked at once more.
            }

            await db.Set<LastSignals>().ExecuteUpdateAsync(set => set.SetProperty(l => l.Day, today).SetProperty(l => l.Forecasts, forecasts), cancel);
            return true;
        }

        if (due.Count > 0)
        {
            await Look([.. due.Select(d => d.PersonId)], isNight: false, due, cancel);
        }

        return due.Count > 0;
    }

    /// <summary>Looks at those of some people whose facts have changed, so that who opens a page sees what holds now.</summary>
    public async Task Refresh(long[] people, CancellationToken cancel)
    {
        var due = await db.Set<FactsChanged>().AsNoTracking().Where(d => EF.Parameter(people).Contains(d.PersonId)).ToListAsync(cancel);
        if (due.Count > 0)
        {
            await Look([.. due.Select(d => d.PersonId)], isNight: false, due, cancel);
        }
    }

    /// <returns>Whether what was found is saved.</returns>
    private async Task<bool> Look(long[]? people, bool isNight, IReadOnlyList<FactsChanged> due, CancellationToken cancel)
    {
        var (ours, today, colleagues) = (await company.Load(cancel), await company.Today(cancel), await byVersion.Load(db, cancel));
        List<Person> looked = [.. colleagues.Working(time.GetUtcNow()).Where(p => (p.Roles & (Roles.Salesperson | Roles.Manager)) != 0 && (people is null || people.Contains(p.Id))).OrderBy(p => p.Id)];
        var half = ours.FiscalYear.Half(today);
        var (first, last) = (half.First, half.Next.Last);
        long[] ids = [.. looked.Select(p => p.Id)];
        var quotas = (await db.QuotaMonths.Where(q => q.Month >= first && q.Month <= last && q.Revenue != null && EF.Parameter(ids).Contains(q.SalespersonId)).Select(q => new { q.SalespersonId, q.Month, Revenue = q.Revenue!.Value }).ToListAsync(cancel))
            .GroupBy(q => (q.SalespersonId, q.Month)).ToDictionary(g => g.Key, g => g.Sum(q => q.Revenue));
        var watch = new Watch(looked, today, 0, quotas, ours, await company.Clock(cancel), colleagues);
        var policies = await db.Set<SignalPolicy>().AsNoTracking().ToDictionaryAsync(p => p.Rule, cancel);
        List<SignalRule> asked = [.. rules.Where(r => isNight || !r.IsNightly)];
        var found = new List<(string, Finding)>();
        foreach (var rule in asked.Where(r => policies.GetValueOrDefault(r.Key)?.IsMuted != true && looked.Count > 0))
        {
            cancel.ThrowIfCancellationRequested();
            var limit = policies.GetValueOrDefault(rule.Key)?.Limit ?? rule.Limit?.Usual ?? 0;
            found.AddRange((await rule.Look(watch with { Limit = limit }, cancel)).Select(f => (rule.Key, f)));
        }

        string[] keys = [.. asked.Select(r => r.Key)];
        var since = today.AddDays(-Signal.SameDays);
        var known = db.Set<Signal>().Where(s => EF.Parameter(keys).Contains(s.Rule) && (s.ResolvedOn == null || s.ResolvedOn >= since));
        var raised = Signal.Follow(await (people is null ? known : known.Where(s => EF.Parameter(people).Contains(s.PersonId))).ToListAsync(cancel), found, today);
        db.AddRange(raised);
        var isSaved = await Save(raised, due, cancel);
        if (people is null && isNight && isSaved)
        {
            var old = today.AddDays(-KeptDays);
            await db.Set<Signal>().Where(s => s.ResolvedOn < old).ExecuteDeleteAsync(cancel);
        }

        return isSaved;
    }

    /// <returns>Whether it is saved; false where another has looked at the same people meanwhile. Whoever is noted still is then, and is looked at once more.</returns>
    private async Task<bool> Save(IReadOnlyList<Signal> raised, IReadOnlyList<FactsChanged> due, CancellationToken cancel)
    {
        db.IsDrafting = true;
        try
        {
            if (!await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), () => IsRaised(raised, cancel)))
            {
                return false;
            }
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.Conflict)
        {
            return false;
        }
        finally
        {
            db.IsDrafting = false;
            db.ChangeTracker.Clear();
        }

        foreach (var (person, times) in due.Select(d => (d.PersonId, d.Times)))
        {
            await db.Set<FactsChanged>().Where(d => d.PersonId == person && d.Times == times).ExecuteDeleteAsync(cancel);
        }

        return true;
    }

    /// <summary>Whether another raised one of these meanwhile.</summary>
    private async Task<bool> IsRaised(IReadOnlyList<Signal> raised, CancellationToken cancel)
    {
        long[] people = [.. raised.Select(s => s.PersonId).Distinct()];
        var open = (await db.Signals.Where(s => s.ResolvedOn == null && EF.Parameter(people).Contains(s.PersonId)).Select(s => new { s.PersonId, s.Rule, s.Cause }).ToListAsync(cancel)).Select(s => (s.PersonId, s.Rule, s.Cause)).ToHashSet();
        return raised.Any(s => open.Contains((s.PersonId, s.Rule, s.Cause)));
    }
}

/// <summary>On which day the signals of everyone were last looked at, and by which forecasts.</summary>
internal sealed class LastSignals
{
    public const long TheOne = 1;

    public long Id { get; private set; } = TheOne;

    public DateOnly Day { get; set; }

    /// <summary>Of which version of the data the forecasts were.</summary>
    public long Forecasts { get; set; }
}

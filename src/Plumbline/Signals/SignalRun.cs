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
            await Look(null, isNight: last.Day != today, due, cancel);
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

    private async Task Look(long[]? people, bool isNight, IReadOnlyList<FactsChanged> due, CancellationToken cancel)
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
        db.AddRange(Signal.Follow(await (people is null ? known : known.Where(s => EF.Parameter(people).Contains(s.PersonId))).ToListAsync(cancel), found, today));
        await Save(due, cancel);
        if (people is null && isNight)
        {
            var old = today.AddDays(-KeptDays);
            await db.Set<Signal>().Where(s => s.ResolvedOn < old).ExecuteDeleteAsync(cancel);
        }
    }

    private async Task Save(IReadOnlyList<FactsChanged> due, CancellationToken cancel)
    {
        db.IsDrafting = true;
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (Exception e) when (e is DbUpdateException or RefusedException { Refusal: Refusal.Conflict })
        {
            return; // Another has looked at the same people meanwhile. Whoever is noted still is, and is looked at once more.
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

using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Signals;

/// <summary>
/// Looks at people by all rules, and lets their signals follow what is found. What rules find is no act of anybody: it is saved without raising the version of the data, and without a line in the audit trail.
/// </summary>
internal sealed partial class SignalRun(PlumblineDb db, OurCompany company, ColleaguesByVersion byVersion, IEnumerable<SignalRule> rules, TimeProvider time, ILogger<SignalRun> log)
{
    public const int KeptDays = 730;

    /// <summary>Looks at everyone by all rules where a day went by, or a change concerns everyone; else at those whose facts have changed, and at everyone by the rules that rest on forecasts where these are others.</summary>
    /// <returns>Whether there was anything to look at.</returns>
    public async Task<bool> Run(CancellationToken cancel)
    {
        // The newest row tells forecasts from those before: each time they are made anew rows are added.
        var (today, forecasts) = (await company.Today(cancel), await db.Forecasts.MaxAsync(f => (long?)f.Id, cancel) ?? 0);
        var last = await db.Set<LastSignals>().AsNoTracking().SingleAsync(cancel);
        var due = await db.Set<FactsChanged>().AsNoTracking().ToListAsync(cancel);
        var (isNight, isOfAll, isForecast) = (last.Day != today, due.Exists(d => d.PersonId == FactsChanged.Everyone), last.Forecasts != forecasts);
        if (!isNight && !isOfAll && due.Count > 0)
        {
            await Look([.. due.Select(d => d.PersonId)], [.. rules], due, cancel);
        }

        if (isNight || isOfAll || isForecast)
        {
            List<SignalRule> asked = [.. rules.Where(r => isNight || isOfAll || r.RestsOnForecasts)];
            if (await Look(null, asked, isNight || isOfAll ? due : [], cancel)) // Else another was faster with some of them, and all are looked at once more.
            {
                await db.Set<LastSignals>().ExecuteUpdateAsync(set => set.SetProperty(l => l.Day, today).SetProperty(l => l.Forecasts, forecasts), cancel);
                if (isNight)
                {
                    var old = today.AddDays(-KeptDays);
                    // What somebody promised about one leads to it for as long as the promise is kept.
                    await db.Signals.Where(s => s.ResolvedOn < old && !db.Commitments.Any(c => c.Kind == CommitmentKind.Signal && (c.PersonId == s.PersonId || c.ToId == s.PersonId) && c.Source.StartsWith("signal/" + s.Id + "/"))).ExecuteDeleteAsync(cancel);
                }
            }
        }

        return isNight || isOfAll || isForecast || due.Count > 0;
    }

    /// <summary>Looks at those of some people whose facts have changed, so that who opens a page sees what holds now.</summary>
    public async Task Refresh(long[] people, CancellationToken cancel)
    {
        var due = await db.Set<FactsChanged>().AsNoTracking().Where(d => EF.Parameter(people).Contains(d.PersonId)).ToListAsync(cancel);
        if (due.Count > 0)
        {
            await Look([.. due.Select(d => d.PersonId)], [.. rules], due, cancel);
        }
    }

    /// <returns>Whether what was found is saved.</returns>
    private async Task<bool> Look(long[]? people, IReadOnlyList<SignalRule> asked, IReadOnlyList<FactsChanged> due, CancellationToken cancel)
    {
        var (ours, today, colleagues) = (await company.Load(cancel), await company.Today(cancel), await byVersion.Load(db, cancel));
        var leaders = colleagues.Teams.Select(t => t.LeaderId).OfType<long>().ToHashSet();
        List<Person> looked = [.. colleagues.Working(time.GetUtcNow()).Where(p => ((p.Roles & (Roles.Salesperson | Roles.Manager | Roles.Leadership | Roles.Marketing)) != 0 || leaders.Contains(p.Id)) && (people is null || people.Contains(p.Id))).OrderBy(p => p.Id)];
        var half = ours.FiscalYear.Half(today);
        var (first, last) = (half.First, half.Next.Last);
        long[] ids = [.. looked.Select(p => p.Id)];
        var quotas = (await db.QuotaMonths.Where(q => q.Month >= first && q.Month <= last && q.Revenue != null && EF.Parameter(ids).Contains(q.SalespersonId)).Select(q => new { q.SalespersonId, q.Month, Revenue = q.Revenue!.Value }).ToListAsync(cancel))
            .GroupBy(q => (q.SalespersonId, q.Month)).ToDictionary(g => g.Key, g => g.Sum(q => q.Revenue));
        var watch = new Watch(looked, people is null, today, 0, quotas, ours, await company.Clock(cancel), colleagues);
        var policies = await db.Set<SignalPolicy>().AsNoTracking().ToDictionaryAsync(p => p.Rule, cancel);
        string[] keys = [.. asked.Select(r => r.Key)];
        var since = today.AddDays(-Signal.SameDays);
        var query = db.Signals.Where(s => EF.Parameter(keys).Contains(s.Rule) && (s.ResolvedOn == null || s.ResolvedOn >= since));
        var known = await (people is null ? query : query.Where(s => EF.Parameter(people).Contains(s.PersonId))).ToListAsync(cancel); // Before the rules are asked: who is slower than another is told so when it saves.
        var found = new List<(string, Finding)>();
        foreach (var rule in asked.Where(r => policies.GetValueOrDefault(r.Key)?.IsMuted != true && looked.Count > 0))
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                found.AddRange((await rule.Look(watch with { Limit = rule.LimitBy(policies.GetValueOrDefault(rule.Key)) }, cancel)).Select(f => (rule.Key, f)));
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested && fault is not RefusedException && DiskTrouble.Of(fault) is null)
            {
                watch.Untold.Add(rule.Key);
                LogFailure(fault, rule.Key); // What it found before stays, and the others are asked all the same.
            }
        }

        var here = ids.ToHashSet();
        var raised = Signal.Follow(known.Where(s => !watch.Untold.Contains(s.Rule)), found, today, s => policies.GetValueOrDefault(s.Rule)?.IsMuted == true ? SignalEnding.Muted : here.Contains(s.PersonId) ? SignalEnding.CauseGone : SignalEnding.Left);
        db.AddRange(raised);
        return await Save(raised, due, cancel);
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

        foreach (var (person, mark) in due.Select(d => (d.PersonId, d.Mark)))
        {
            await db.Set<FactsChanged>().Where(d => d.PersonId == person && d.Mark == mark).ExecuteDeleteAsync(cancel);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The rule {Rule} could not be asked; what it found before stands")]
    private partial void LogFailure(Exception e, string rule);
}

/// <summary>On which day the signals of everyone were last looked at, and by which forecasts.</summary>
internal sealed class LastSignals
{
    public const long TheOne = 1;

    public long Id { get; private set; } = TheOne;

    public DateOnly Day { get; set; }

    /// <summary>The number of the newest forecast then.</summary>
    public long Forecasts { get; set; }
}

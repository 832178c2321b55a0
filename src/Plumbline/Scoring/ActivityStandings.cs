using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>A type of activity against its goal. <paramref name="PerWeek"/> is null where none was agreed; <paramref name="Weeks"/> counts what was done week by week, the latest last.</summary>
public sealed record ActivityLine(long TypeId, string Type, decimal? PerWeek, ActivityProgress Week, ActivityProgress Month, IReadOnlyList<int> Weeks);

/// <summary>A person's activities against what was agreed, in the week and the month that hold a day.</summary>
public sealed record PersonActivity(ActivityDays Week, ActivityDays Month, IReadOnlyList<Week> Weeks, IReadOnlyList<ActivityLine> Lines)
{
    /// <summary>Whether anything was agreed for the month.</summary>
    public bool HasGoals => Lines.Any(l => l.PerWeek is not null);
}

/// <summary>How far activities are done as agreed: for everyone from the summaries by month, for one person day by day.</summary>
internal sealed class ActivityStandings(PlumblineDb db, OurCompany company)
{
    /// <summary>How many weeks back a person's activities are counted week by week.</summary>
    public const int Weeks = 12;

    /// <summary>The score of some people, or of everyone where none are named, over the months of the period in which they have goals, up to today. Goals are cut to the working days that the person was there.</summary>
    public async Task<IReadOnlyDictionary<long, ActivityScore>> Scores(Period period, long[]? of, Roster roster, DateOnly today, CancellationToken cancel)
    {
        var goals = await Goals(period, of, cancel);
        var (first, last, isOfAll) = (period.First, period.Last, of is null);
        var done = goals.Count == 0 ? []
            : await db.ActivityMonths.Where(m => m.Month >= first && m.Month <= last && (isOfAll || EF.Parameter(of!).Contains(m.SalespersonId)))
                .Select(m => new { m.SalespersonId, m.Month, m.TypeId, m.Count }).ToDictionaryAsync(m => (m.SalespersonId, m.Month, m.TypeId), m => m.Count, cancel);
        var progress = new Dictionary<(long Person, long Type), ActivityProgress>();
        foreach (var ((whose, month), asked) in goals.Where(g => g.Key.Month.FirstDay <= today))
        {
            var days = DaysOf(whose, month.FirstDay, new Period(month, 1).LastDay, roster, today, []);
            foreach (var goal in asked)
            {
                var ofMonth = days.Against(goal.TypeId, goal.PerWeek) with { Done = done.GetValueOrDefault((whose, month, goal.TypeId)) };
                progress[(whose, goal.TypeId)] = progress.GetValueOrDefault((whose, goal.TypeId)) + ofMonth;
            }
        }

        return progress.GroupBy(p => p.Key.Person, p => ActivityScore.Of(p.Value)).ToDictionary(g => g.Key, g => g.Aggregate((sum, score) => sum + score));
    }

    /// <summary>A person's activities in the week and the month that hold the day, by type: those with a goal first.</summary>
    public async Task<PersonActivity> Of(long person, DateOnly on, Roster roster, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var thisWeek = Week.Of(on, (await company.Load(cancel)).FirstDayOfWeek);
        var month = new Period(Fiscal.Month.Of(on), 1);
        var weeks = Enumerable.Range(1 - Weeks, Weeks).Select(thisWeek.Plus).ToList();
        var (first, last) = (weeks[0].FirstDay < month.FirstDay ? weeks[0].FirstDay : month.FirstDay, thisWeek.LastDay > month.LastDay ? thisWeek.LastDay : month.LastDay);
        var counts = await db.Activities.Where(a => a.SalespersonId == person && a.Date >= first && a.Date <= last).GroupBy(a => new { a.TypeId, a.Date }).Select(g => new { g.Key.TypeId, g.Key.Date, Count = g.Count() }).ToListAsync(cancel);
        var goals = (await Goals(month, [person], cancel)).Values.SelectMany(g => g).ToDictionary(g => g.TypeId, g => g.PerWeek);
        var (ofWeek, ofMonth) = (Days(thisWeek.FirstDay, thisWeek.LastDay), Days(month.FirstDay, month.LastDay));
        long[] shown = [.. goals.Keys.Union(counts.Select(c => c.TypeId))];
        var types = await db.ActivityTypes.Where(t => EF.Parameter(shown).Contains(t.Id)).OrderBy(t => t.Order).ThenBy(t => t.Name).Select(t => new { t.Id, t.Name }).ToListAsync(cancel);
        return new(ofWeek, ofMonth, weeks,
        [
            .. types.OrderBy(t => !goals.ContainsKey(t.Id)).Select(t => new ActivityLine(
                t.Id, t.Name, goals.TryGetValue(t.Id, out var perWeek) ? perWeek : null, ofWeek.Against(t.Id, perWeek), ofMonth.Against(t.Id, perWeek),
                [.. weeks.Select(w => counts.Where(c => c.TypeId == t.Id && c.Date >= w.FirstDay && c.Date <= w.LastDay).Sum(c => c.Count))])),
        ]);

        ActivityDays Days(DateOnly from, DateOnly until) =>
            DaysOf(person, from, until, roster, today, counts.Where(c => c.Date >= from && c.Date <= until).GroupBy(c => c.TypeId).ToDictionary(g => g.Key, g => g.Sum(c => c.Count)));
    }

    /// <summary>By person: what was agreed for a week of the month, by type.</summary>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<AgreedActivity>>> Agreed(Month month, IReadOnlyCollection<long> people, CancellationToken cancel) =>
        (await Goals(new(month, 1), [.. people], cancel)).ToDictionary(g => g.Key.Person, g => g.Value);

    /// <summary>The goals in force, of some people or of everyone.</summary>
    private async Task<IReadOnlyDictionary<(long Person, Month Month), IReadOnlyList<AgreedActivity>>> Goals(Period period, long[]? people, CancellationToken cancel)
    {
        var (first, last) = (period.First, period.Last);
        var activities = db.AgreedActivities.AsNoTracking().Where(a => a.Month >= first && a.Month <= last);
        var quotas = db.AgreedQuotas.AsNoTracking().Where(a => a.Month >= first && a.Month <= last);
        if (people is not null)
        {
            activities = activities.Where(a => EF.Parameter(people).Contains(a.SalespersonId));
            quotas = quotas.Where(a => EF.Parameter(people).Contains(a.SalespersonId));
        }

        var goals = await activities.ToListAsync(cancel);
        return goals.Count == 0 ? new Dictionary<(long, Month), IReadOnlyList<AgreedActivity>>() : ActivityGoals.InForce(await quotas.ToListAsync(cancel), goals);
    }

    private static ActivityDays DaysOf(long person, DateOnly first, DateOnly last, Roster roster, DateOnly today, Dictionary<long, int> done) =>
        new(first, last, roster.DaysAtWork(person, first, last), roster.DaysAtWork(person, first, today < last ? today : last), done);
}

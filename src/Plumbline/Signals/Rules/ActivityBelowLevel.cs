using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.Scoring;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>Less is done than was agreed.</summary>
internal sealed class ActivityBelowLevel(PlumblineDb db, ActivityStandings standings) : SignalRule
{
    private const int Weeks = 4;
    private const int FewestDays = 10;

    public override string Key => "activity-below-level";

    public override string Name => "Activity below the agreed level";

    public override RuleGroup Group => RuleGroup.PromisesAndRhythm;

    public override RuleLimit Limit => new(70, 10, 100, "% of what was agreed");

    public override string Says(decimal limit) =>
        $"In the last {Weeks} whole weeks less than {limit:0}% of the agreed activities were logged, each type counted as much as any other and at most as reached. Each month’s goals count for its own days at work; with fewer than {FewestDays} of them nothing is said.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var last = Week.Of(watch.Today, watch.Company.FirstDayOfWeek).FirstDay.AddDays(-1);
        var first = last.AddDays(1 - (Weeks * Week.Days));
        var agreed = new Dictionary<Month, IReadOnlyDictionary<long, IReadOnlyList<AgreedActivity>>>();
        foreach (var month in (Month[])[.. new[] { Month.Of(first), Month.Of(last) }.Distinct()])
        {
            agreed[month] = await standings.Agreed(month, watch.SellerIds, cancel);
        }

        long[] people = [.. agreed.Values.SelectMany(a => a.Keys).Distinct()];
        if (people.Length == 0)
        {
            return [];
        }

        var done = (await db.Activities.Where(a => EF.Parameter(people).Contains(a.SalespersonId) && a.Date >= first && a.Date <= last)
            .GroupBy(a => new { a.SalespersonId, a.TypeId, a.Date }).Select(g => new { g.Key.SalespersonId, g.Key.TypeId, g.Key.Date, Count = g.Count() }).ToListAsync(cancel)).ToLookup(d => d.SalespersonId);
        var types = await db.ActivityTypes.ToDictionaryAsync(t => t.Id, t => t.Name, cancel);
        var found = new List<Finding>();
        foreach (var person in people)
        {
            // Each month's goals for its own days: what was agreed from July on is not asked for June.
            var (days, lines) = (0, new Dictionary<long, ActivityProgress>());
            foreach (var (month, goals) in agreed.Where(a => a.Value.ContainsKey(person)))
            {
                var (from, until) = (month.FirstDay > first ? month.FirstDay : first, new Period(month, 1).LastDay < last ? new Period(month, 1).LastDay : last);
                var atWork = watch.Colleagues.Roster.DaysAtWork(person, from, until);
                var of = new ActivityDays(from, until, atWork, atWork, done[person].Where(d => d.Date >= from && d.Date <= until).GroupBy(d => d.TypeId).ToDictionary(g => g.Key, g => g.Sum(d => d.Count)));
                days += atWork;
                foreach (var goal in goals[person])
                {
                    lines[goal.TypeId] = lines.GetValueOrDefault(goal.TypeId) + of.Against(goal.TypeId, goal.PerWeek);
                }
            }

            if (days < FewestDays || lines.Values.Aggregate(default(ActivityScore), (sum, l) => sum + ActivityScore.Of(l)).Share is not { } share || share * 100 >= watch.Limit)
            {
                continue;
            }

            var quota = watch.Quota(person, new(Month.Of(watch.Today), 1));
            found.Add(new(
                person, "activity", quota * (1 - share), watch.Today.AddDays(Week.Days), $"{Figures.Percent(Math.Floor(share * 100) / 100)} of the agreed activities are done",
                $"That is over the {Weeks} weeks to {watch.Day(last)}. Pipeline for the months ahead is made by what is done now.",
                [.. lines.OrderBy(l => l.Value.Pace).ThenBy(l => l.Key).Take(OpenDeals.MostShown).Select(l => new SignalEvidence($"{types[l.Key]}: {Figures.Count(l.Value.Done)} of {Figures.Number(l.Value.Goal)} agreed", $"people/{person}"))],
                new("Log what was done", "activities/log", Line: SignalAction.Review(person))));
        }

        return found;
    }
}

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

    public override RuleLimit Limit => new(70, 10, 100, "% of what was agreed");

    public override string Says(decimal limit) =>
        $"In the last {Weeks} whole weeks less than {limit:0}% of the agreed activities were logged, each type counted as much as any other and at most as reached. Goals are cut to the days at work; with fewer than {FewestDays} of them nothing is said.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var last = Week.Of(watch.Today, watch.Company.FirstDayOfWeek).FirstDay.AddDays(-1);
        var first = last.AddDays(1 - (Weeks * Week.Days));
        var month = Month.Of(last);
        var agreed = await standings.Agreed(month, watch.SellerIds, cancel);
        long[] people = [.. agreed.Keys];
        if (people.Length == 0)
        {
            return [];
        }

        var done = (await db.Activities.Where(a => EF.Parameter(people).Contains(a.SalespersonId) && a.Date >= first && a.Date <= last)
            .GroupBy(a => new { a.SalespersonId, a.TypeId }).Select(g => new { g.Key.SalespersonId, g.Key.TypeId, Count = g.Count() }).ToListAsync(cancel)).ToLookup(d => d.SalespersonId);
        var types = await db.ActivityTypes.ToDictionaryAsync(t => t.Id, t => t.Name, cancel);
        var found = new List<Finding>();
        foreach (var (person, goals) in agreed)
        {
            var days = watch.Colleagues.Roster.DaysAtWork(person, first, last);
            var of = new ActivityDays(first, last, days, days, done[person].ToDictionary(d => d.TypeId, d => d.Count));
            var lines = goals.Select(g => (g.TypeId, Progress: of.Against(g.TypeId, g.PerWeek))).ToList();
            if (days < FewestDays || lines.Aggregate(default(ActivityScore), (sum, l) => sum + ActivityScore.Of(l.Progress)).Share is not { } share || share * 100 >= watch.Limit)
            {
                continue;
            }

            var quota = watch.Quota(person, new(Month.Of(watch.Today), 1));
            found.Add(new(
                person, "activity", quota * (1 - share), watch.Today.AddDays(Week.Days), $"{Figures.Percent(Math.Floor(share * 100) / 100)} of the agreed activities are done",
                $"That is over the {Weeks} weeks to {watch.Day(last)}. Pipeline for the months ahead is made by what is done now.",
                [.. lines.OrderBy(l => l.Progress.Pace).Take(OpenDeals.MostShown).Select(l => new SignalEvidence($"{types[l.TypeId]}: {Figures.Count(l.Progress.Done)} of {Figures.Number(l.Progress.Goal)} agreed", $"people/{person}"))],
                new("Log what was done", "activities/log")));
        }

        return found;
    }
}

using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Scoring;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Forecasting;

/// <summary>How many activities of a type it takes each week, and how many are agreed.</summary>
internal sealed record NeededActivity(string Type, Estimate Needed, decimal? Agreed);

/// <summary>What is to be begun each week for the chance that is wanted, and what that takes.</summary>
internal sealed record WeeklyNeed(string Words, IReadOnlyList<NeededActivity> Activities);

/// <summary>Tells from the odds what a person is to do each week, by how many activities go with one of their opportunities.</summary>
internal sealed class WeeklyWork(PlumblineDb db, CurrentPerson me, PlanFacts facts, ActivityStandings standings)
{
    private const int MostTypes = 6;
    private const int WeeksOfLate = 13; // About a quarter.
    private const int MostTimes = 10;

    /// <summary>What it takes each week; null where the chance is as wanted already, or no pace would do.</summary>
    public async Task<WeeklyNeed?> For(long person, ForecastView view, DateOnly today, CancellationToken cancel)
    {
        if (view.Basis.EachWeek(view.Said.Quota, view.Wanted) is not { } weekly || weekly == 0)
        {
            return null;
        }

        var each = (decimal)weekly;
        var rates = await facts.Rates(person, cancel);
        var agreed = (await standings.Of(person, today, (await me.Colleagues(cancel)).Roster, cancel)).Lines.ToDictionary(l => l.TypeId, l => l.PerWeek);
        var noun = view.IsOfOrders ? "order" : "deal";
        var (since, until) = (today.AddDays(-WeeksOfLate * Week.Days), today);
        var late = view.IsOfOrders ? 0 : (decimal)await db.Opportunities.CountAsync(o => o.SalespersonId == person && o.Opened > since && o.Opened <= until, cancel) / WeeksOfLate;
        return new(
            $"Spread over the {(view.Basis.FromWeeks.Count == 1 ? "week" : $"{Figures.Count(view.Basis.FromWeeks.Count)} weeks")} {(view.IsToCome ? $"until {Figures.Day(view.Now.Period.LastDay, today)}" : "left")} it takes {Figures.Number(each)} new {(each == 1 ? noun : noun + "s")} a week more than at the pace of late{(noun == "order" ? "" : ", since those that come later have less time")}.{OfLate(late, each)}",
            [
                .. rates.Types.Select(type => (type, Rate: rates.PerOpportunity(type))).Where(t => t.Rate is not null)
                    .Select(t => new NeededActivity(t.type.Name, t.Rate!.Value.Times(each), agreed.GetValueOrDefault(t.type.TypeId)))
                    .OrderByDescending(a => a.Agreed is not null).ThenByDescending(a => a.Needed.Mid).Take(MostTypes),
            ]);
    }

    /// <summary>What the pace of late is, so that it is seen how much all of it together asks for.</summary>
    private static string OfLate(decimal late, decimal each)
    {
        var times = late > 0 ? (late + each) / late : 0;
        return late == 0 ? "" : $" In the last {WeeksOfLate} weeks it was {Figures.Number(late)} a week{(times >= MostTimes ? $": that is more than {MostTimes} times as many in all" : times >= 2 ? $": that is {Figures.Number(times)} times as many in all" : "")}.";
    }
}

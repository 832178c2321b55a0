using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>What a team will book in a month falls short of what is planned, and so will the cash.</summary>
internal sealed class BookingsBelowPlan(PlumblineDb db, OpenDeals deals) : SignalRule
{
    private const int MonthsAhead = 2;

    public override string Key => "bookings-below-plan";

    public override string Name => "Bookings of a month below plan";

    public override RuleLimit Limit => new(60, 10, 100, "% of the quotas");

    public override bool RestsOnForecasts => true; // It is told to who leads, and follows what others sell: so do forecasts.

    public override string Says(decimal limit) =>
        $"Booked, and what is open and expected to close in this or the next month by the chance of its stage, is together less than {limit:0}% of the quotas of a team for that month. It is told to whoever leads the team.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var led = watch.Colleagues.Teams.Where(t => watch.People.Any(p => p.Id == t.LeaderId)).Select(t => (Team: t, Within: watch.Colleagues.WithSubteams(t.Id))).ToList();
        if (led.Count == 0)
        {
            return [];
        }

        var now = Month.Of(watch.Today);
        var (first, last) = (now, now.Plus(MonthsAhead - 1));
        var (from, until) = (first.FirstDay, last.Plus(1).FirstDay.AddDays(-1));
        var quotas = (await db.QuotaMonths.Where(q => q.Month >= first && q.Month <= last && q.Revenue != null).Select(q => new { q.TeamId, q.Month, Revenue = q.Revenue!.Value }).ToListAsync(cancel)).ToLookup(q => q.Month);
        var booked = (await db.PersonMonths.Where(m => m.Month >= first && m.Month <= last).GroupBy(m => new { m.TeamId, m.Month }).Select(g => new { g.Key.TeamId, g.Key.Month, Revenue = g.Sum(m => m.Tally.Revenue) }).ToListAsync(cancel)).ToLookup(m => m.Month);
        var within = led.SelectMany(l => l.Within).ToHashSet();
        var teamOf = watch.Colleagues.People.Select(p => (p.Id, Team: watch.Colleagues.Roster.TeamOn(p.Id, watch.Today))).Where(p => within.Contains(p.Team)).ToDictionary(p => p.Id, p => p.Team);
        var open = deals.Of([.. teamOf.Keys]);
        var stages = await deals.Stages(open, cancel);
        if (stages.Stages.Count == 0 && !await db.Opportunities.AnyAsync(cancel))
        {
            return []; // Without any record of a pipeline nobody can say what is likely.
        }

        var closing = (await deals.Shown(open.Where(o => o.ExpectedClose >= from && o.ExpectedClose <= until)).GroupBy(d => new { d.PersonId, d.Stage, d.ExpectedClose!.Value.Year, d.ExpectedClose!.Value.Month })
            .Select(g => new { g.Key.PersonId, g.Key.Stage, g.Key.Year, g.Key.Month, Worth = g.Sum(d => d.Worth) }).ToListAsync(cancel)).ToLookup(d => new Month(d.Year, d.Month));
        var found = new List<Finding>();
        foreach (var (team, teams) in led)
        {
            foreach (var month in Enumerable.Range(0, MonthsAhead).Select(first.Plus))
            {
                var quota = quotas[month].Where(q => teams.Contains(q.TeamId)).Sum(q => q.Revenue);
                var sure = booked[month].Where(b => teams.Contains(b.TeamId)).Sum(b => b.Revenue);
                var likely = closing[month].Where(d => teams.Contains(teamOf[d.PersonId])).Sum(d => d.Worth * stages.ChanceOf(d.Stage));
                if (quota <= 0 || (sure + likely) * 100 >= quota * watch.Limit)
                {
                    continue;
                }

                var name = Figures.Name(month);
                found.Add(new(
                    team.LeaderId!.Value, $"bookings/{team.Id}/{month}", quota - sure - likely, new Period(month, 1).LastDay, $"{name} is short of {watch.Money.Compact(quota - sure - likely)} in {team.Name}",
                    $"{watch.Money.Compact(sure)} is booked and about {watch.Money.Compact(likely)} is likely of what is open, against quotas of {watch.Money.Compact(quota)}. What is not booked then is not paid in the months after.",
                    [
                        new($"Booked in {name}", $"scoreboard?period={watch.Fiscal.Name(new(month, 1))}&team={team.Id}"),
                        new("Open pipeline by month of expected close", $"pipeline?view=coverage&team={team.Id}"),
                    ],
                    new("See what can be pulled in", $"pipeline?view=list&team={team.Id}&month={month}")));
            }
        }

        return found;
    }
}

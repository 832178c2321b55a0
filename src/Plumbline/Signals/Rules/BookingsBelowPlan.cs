using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>What a team will book in a month falls short of what is planned, and so will the cash.</summary>
internal sealed class BookingsBelowPlan(LatestForecasts latest, ForecastReader forecasts, MonthsToCome toCome, CompanyLately lately) : SignalRule
{
    public override string Key => "bookings-below-plan";

    public override string Name => "Bookings of a month below plan";

    public override RuleGroup Group => RuleGroup.QuotaAndForecast;

    public override RuleLimit Limit => new(60, 10, 100, "% of the quotas");

    public override bool RestsOnForecasts => true;

    public override string Says(decimal limit) =>
        $"What a team is expected to book in the month that runs, or in one that begins within {Watch.DaysAhead:0} days, by its forecast, is less than {limit:0}% of its quotas for that month. It is told to {LedTeam.Words}.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var led = watch.Led;
        if (led.Count == 0)
        {
            return [];
        }

        var running = new Period(Month.Of(watch.Today), 1);
        if ((await lately.Ahead(watch, forecasts, cancel)).Ahead is not { } kept || kept.Ahead.First < running.First)
        {
            watch.Untold.Add(Key); // Before forecasts are made for the first time, and on the first of a month until they are made anew.
            return [];
        }

        long[] teams = [.. led.Keys];
        var found = (await latest.Of(ForecastSubject.Team, teams, running, watch, cancel)).Where(t => !t.Value.Said.IsReached).ToList();
        for (var month = running.Next; month.FirstDay <= watch.Today.AddDays(Watch.DaysAhead); month = month.Next)
        {
            found.AddRange((await toCome.OfTeams(month, teams, kept, watch.Colleagues, cancel)).Where(t => !t.Value.IsQuotaTaken)); // Where nothing at all is agreed there is no plan.
        }

        // Where nothing was ever won or lost nobody can say what is likely.
        return [.. found.Where(f => f.Value.Now.Closed > 0 && f.Value.Odds.Expected * 100 < f.Value.Said.Quota * (double)watch.Limit).Select(f => Found(f.Key, led[f.Key], f.Value, watch))];
    }

    private static Finding Found(long team, LedTeam led, ForecastView view, Watch watch)
    {
        var (period, booked, expected, quota) = (view.Now.Period, (decimal)view.Said.Won, (decimal)view.Odds.Expected, (decimal)view.Said.Quota);
        var (month, key) = (Figures.Name(period.First), watch.Fiscal.Name(period));
        return new(
            led.LeaderId, $"team/{team}/bookings/{period.First}", quota - expected, period.LastDay, $"{month} is {watch.Money.Compact(quota - expected)} short in {led.Name}",
            $"{(booked > 0 ? $"{watch.Money.Compact(booked)} is booked, and " : "")}{watch.Money.Compact(expected)} is expected{(booked > 0 ? " in all" : "")}{(view.Now.IsLittle ? ", by general experience, since little is known yet" : "")}, against quotas of {watch.Money.Compact(quota)}{(view.QuotaTaken > 0 ? $"; {watch.Money.Compact(view.QuotaTaken)} of them are this month’s, since not all are agreed for it yet" : "")}. What is not booked then is not paid in the months after.",
            [
                .. ForecastWords.Why(view, watch.Money, own: false).Select(words => new SignalEvidence(words, ForecastWords.Href(key, new(TeamId: team)))),
                new("Open pipeline by month of expected close", $"pipeline?view=coverage&team={team}"),
            ],
            new("See what can be pulled in", ForecastWords.Href(key, new(TeamId: team)), Promise: ForecastWords.ToPullIn(view)));
    }
}

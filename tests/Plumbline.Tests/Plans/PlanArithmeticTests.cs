using FsCheck.Xunit;
using static Plumbline.Plans.SomePlan;
using Plumbline.Scoring;

namespace Plumbline.Plans;

public class PlanArithmeticTests
{
    private static readonly ActivityCount _meetings = new(1, "Meetings", 300);
    private static readonly ActivityCount _calls = new(2, "Calls", 1_200);

    /// <summary>Long enough a history that it could stand alone: 30 of 100 won, 41,000 each, 60 days.</summary>
    private static readonly SellingRates _own = new()
    {
        Won = 30,
        Lost = 70,
        WonValue = 1_230_000,
        LostValue = 3_690_000,
        CycleDays = 60,
        Slippage = 0.2m,
        Opened = 120,
        Activities = [_meetings, _calls],
        Weeks = 52,
    };

    [Fact]
    public void It_goes_from_the_quota_to_the_week_as_reckoned_by_hand()
    {
        var it = Reckon(Plan(quota: 1_200_000, forecast: 830_000), _own, SellingRates.None);

        Assert.Equal(370_000, it.Gap);
        Assert.Equal(10, it.Deals); // 370,000 / 41,000 = 9.02.
        Assert.Equal(1.2m / 0.25m, it.Coverage, 6); // 25% by value, of its own and as assumed.
        Assert.Equal(370_000 * 1.2m / 0.25m, it.PipelineToCreate, 4);
        Assert.Equal((new DateOnly(2027, 5, 1), 120 / 7m, false), (it.CreateBy, it.Weeks, it.IsLate)); // 60 days before 30 Jun; 120 days after 1 Jan.
        var winRate = 31m / 104; // 30 of 100, and one of four assumed.
        Assert.Equal(10 / winRate * 1.2m, it.Opportunities!.Value.Mid, 6);
        var meetings = it.Activities.Single(a => a.Type == _meetings);
        Assert.Equal(2.5m, meetings.PerOpportunity.Mid, 6);
        Assert.Equal(10 / winRate * 1.2m * 2.5m, meetings.Total.Mid, 6);
        Assert.Equal(meetings.Total.Mid / (120 / 7m), meetings.PerWeek.Mid, 6);
        Assert.InRange(meetings.PerWeek.Low, 0.7m * meetings.PerWeek.Mid, 0.9m * meetings.PerWeek.Mid);
        Assert.InRange(meetings.PerWeek.High, 1.1m * meetings.PerWeek.Mid, 1.4m * meetings.PerWeek.Mid);
    }

    [Fact]
    public void Every_step_says_its_reckoning()
    {
        var steps = Reckon(Plan(quota: 1_200_000, forecast: 830_000), _own, SellingRates.None).Steps;

        Assert.Equal(
            ["Quota", "Forecast", "Gap", "Deals needed", "Needed coverage", "Pipeline to create", "Weeks to create it in", "Opportunities to open", "Meetings a week", "Calls a week"],
            steps.Select(s => s.Name));
        Assert.Equal("1,200,000 - 830,000 = 370,000.", steps[2].Words);
        Assert.StartsWith("370,000 / 41,000 per deal = 9.02, so 10: your 30 won deals brought 41,000 each", steps[3].Words, StringComparison.Ordinal);
        Assert.StartsWith("1 / 25% x (1 + 20%) = 4.8: your 25% by value", steps[4].Words, StringComparison.Ordinal);
        Assert.Contains("must be there by Sat 1 May 2027: 17.14 weeks from Fri 1 Jan 2027", steps[6].Words, StringComparison.Ordinal);
        Assert.Contains("your 300 activities of the type Meetings for 120 opportunities", steps[8].Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forecast_that_covers_the_quota_leaves_nothing_to_create()
    {
        var it = Reckon(Plan(quota: 100_000, forecast: 130_000), _own, SellingRates.None);
        Assert.Equal((0m, 0m, 0m, 0m), (it.Gap, it.Deals, it.PipelineToCreate, it.Opportunities!.Value.High));
        Assert.All(it.Activities, a => Assert.Equal(0, a.PerWeek.High));
        Assert.Contains("30,000 to spare", it.Steps[2].Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_quota_it_asks_for_one_and_reckons_nothing_from_it()
    {
        var it = Reckon(Plan(quota: 0, forecast: 130_000), _own, SellingRates.None);

        Assert.Equal(["Quota", "Forecast", "Gap"], it.Steps.Select(s => s.Name));
        Assert.Equal([null, 130_000m, null], it.Steps.Select(s => s.Value?.Mid));
        Assert.StartsWith("There is no quota yet.", it.Steps[0].Words, StringComparison.Ordinal);
        Assert.DoesNotContain(it.Steps, s => s.Words.Contains("covers", StringComparison.Ordinal));
        Assert.Empty(it.Activities);
    }

    [Fact]
    public void The_gap_takes_the_forecast_as_sure_as_it_is()
    {
        var it = Reckon(
            Plan(quota: 100_000, forecast: 0) with
            {
                Forecast =
                [
                    new("k1") { Client = "Likely", Confidence = 0.5m, Months = [new(HalfYear.Last) { Revenue = 60_000 }] },
                    new("k2") { Client = "Certain", Months = [new(HalfYear.Last) { Revenue = 20_000 }] },
                ],
            },
            _own, SellingRates.None);

        Assert.Equal((80_000m, 50_000m, 50_000m), (it.Forecast, it.Weighed, it.Gap));
        Assert.Equal("2 lines add up to 80,000; weighed by your confidence, 50,000. 1 line without a confidence counts in full.", Words(it, "Forecast"));
        Assert.Equal("100,000 - 50,000 = 50,000.", Words(it, "Gap"));
    }

    [Fact]
    public void In_a_running_half_what_is_booked_and_what_is_open_counts()
    {
        // Half of the period is over and brought 40,000; what was forecast for it is past. Of the pipeline, 30,000 is at a client whom the forecast names.
        var content = new BusinessPlanContent(HalfYear)
        {
            Quotas = [.. HalfYear.Months.Select(m => new Quota(m) { Revenue = 50_000 })],
            Forecast = [new("k1") { AccountId = 11, Client = "Corner Bakery", Months = [new(HalfYear.First) { Revenue = 90_000 }, new(HalfYear.Last) { Revenue = 60_000 }] }],
        };
        var so = new PlanSoFar(40_000, new Dictionary<long, decimal> { [11] = 30_000, [12] = 150_000, [0] = 10_000 });

        var it = new PlanArithmetic(content, new(_own, SellingRates.None), new(2027, 4, 1), so);

        Assert.Equal((300_000m, 260_000m, 60_000m, 200_000m, 160_000m), (it.Quota, it.Remaining, it.Weighed, it.Gap, it.OpenPipeline));
        Assert.Equal((200_000 * 4.8m) - 160_000, it.PipelineToCreate, 4);
        Assert.Equal(
            ["Quota", "Booked", "Remaining quota", "Forecast", "Gap", "Deals needed", "Needed coverage", "Open pipeline", "Pipeline to create"],
            it.Steps.Take(9).Select(s => s.Name));
        Assert.Equal("Jan 2027 to Mar 2027 are over and brought 40,000.", Words(it, "Booked"));
        Assert.Equal("300,000 - 40,000 = 260,000.", Words(it, "Remaining quota"));
        Assert.Equal("200,000 x 4.8 - 160,000 = 800,000, beyond what the forecast names.", Words(it, "Pipeline to create"));
        var alone = new PlanArithmetic(content, new(_own, SellingRates.None), new(2027, 4, 1), so with { Pipeline = new Dictionary<long, decimal>() });
        Assert.Equal(alone.Opportunities!.Value.Mid * 800 / 960, it.Opportunities!.Value.Mid, 6);
    }

    [Fact]
    public void Enough_open_pipeline_leaves_nothing_to_create()
    {
        var it = new PlanArithmetic(Plan(quota: 100_000, forecast: 0), new(_own, SellingRates.None), Today, new(0, new Dictionary<long, decimal> { [12] = 500_000 }));
        Assert.Equal((100_000m, 0m, 0m), (it.Gap, it.PipelineToCreate, it.Opportunities!.Value.High));
        Assert.Contains("enough is open", Words(it, "Pipeline to create"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_quota_reached_leaves_nothing_to_do()
    {
        var it = new PlanArithmetic(Plan(quota: 100_000, forecast: 0), new(_own, SellingRates.None), new(2027, 3, 1), new(120_000, new Dictionary<long, decimal>()));
        Assert.Equal((0m, 0m), (it.Remaining, it.Gap));
        Assert.Equal("The quota is reached. Nothing more must be created for this period.", Words(it, "Gap"));
    }

    [Fact]
    public void A_beginner_is_told_that_the_figures_are_the_teams()
    {
        var it = Reckon(Plan(quota: 100_000, forecast: 0), SellingRates.None, _own);

        Assert.Equal(Math.Ceiling(100_000 / 41_000m), it.Deals);
        Assert.Contains("you have won none yet", Words(it, "Deals needed"), StringComparison.Ordinal);
        Assert.Contains("since you have closed nothing yet", Words(it, "Opportunities to open"), StringComparison.Ordinal);
        Assert.Contains("you have none counted yet", Words(it, "Meetings a week"), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_has_a_history_it_says_what_is_assumed_and_what_cannot_be_told()
    {
        var it = Reckon(Plan(quota: 100_000, forecast: 0), SellingRates.None, SellingRates.None);

        Assert.Equal((null, null, 4m), (it.Deals, it.Opportunities, it.Coverage));
        Assert.Empty(it.Activities);
        Assert.Null(it.Steps.Single(s => s.Name == "Deals needed").Value);
        Assert.Contains("25% assumed", Words(it, "Needed coverage"), StringComparison.Ordinal);
        Assert.Contains("90 days assumed", Words(it, "Weeks to create it in"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_teams_rates_carry_a_beginner_and_hardly_move_an_old_hand()
    {
        var team = new SellingRates { Won = 10, Lost = 90, WonValue = 100_000, LostValue = 900_000, CycleDays = 30 };
        var beginner = new SupportedRates(new() { Won = 1, Lost = 0, WonValue = 10_000 }, team);
        var oldHand = new SupportedRates(new() { Won = 500, Lost = 500, WonValue = 5_000_000, LostValue = 5_000_000 }, team);

        Assert.InRange(beginner.WinRate.Value.Mid, 0.15m, 0.25m);
        Assert.InRange(oldHand.WinRate.Value.Mid, 0.49m, 0.5m);
        Assert.InRange(beginner.WinRateByValue.Value.Mid, 0.1m, 0.2m);
    }

    [Fact]
    public void Pipeline_that_had_to_be_there_before_the_period_is_called_late()
    {
        var it = Reckon(Plan(quota: 100_000, forecast: 0), _own with { CycleDays = 200 }, SellingRates.None);
        Assert.True(it.IsLate);
        Assert.Equal(180 / 7m, it.Weeks);
        Assert.Contains("had to be there by", Words(it, "Weeks to create it in"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_weeks_that_are_gone_cannot_be_worked_in_any_more()
    {
        var content = Plan(quota: 100_000, forecast: 0);
        var rates = new SupportedRates(_own, SellingRates.None);
        Assert.Equal(30 / 7m, new PlanArithmetic(content, rates, new(2027, 4, 1)).Weeks);
        Assert.Equal(1, new PlanArithmetic(content, rates, new(2027, 6, 29)).Weeks);
    }

    [Fact]
    public void Where_there_is_no_team_the_figures_are_called_the_companys()
    {
        var it = Reckon(Plan(quota: 100_000, forecast: 0), SellingRates.None, _own with { Whose = "the company", Activities = [new(1, "Calls", 3_076)] });
        Assert.Contains("the company's won deals", Words(it, "Deals needed"), StringComparison.Ordinal);
        Assert.Contains("the company's 3,076 activities of the type Calls for 120 opportunities", Words(it, "Calls a week"), StringComparison.Ordinal);
        Assert.DoesNotContain(it.Steps, s => s.Words.Contains("team", StringComparison.Ordinal));
    }

    [Property]
    public void More_open_pipeline_never_needs_more(uint quota, uint less, uint more)
    {
        PlanArithmetic With(decimal open) => new(Plan(quota + 1m, 0), new(_own, SellingRates.None), Today, new(0, new Dictionary<long, decimal> { [12] = open }));
        var (few, many) = (With(less), With((decimal)less + more));
        Assert.True(many.PipelineToCreate <= few.PipelineToCreate && many.Opportunities!.Value.Mid <= few.Opportunities!.Value.Mid);
    }

    [Property]
    public void A_higher_quota_never_needs_less(uint less, uint more, uint forecast)
    {
        var (low, high) = (Reckon(Plan(less + 1m, forecast), _own, SellingRates.None), Reckon(Plan(less + 1m + more, forecast), _own, SellingRates.None));
        Assert.True(high.Gap >= low.Gap && high.Deals >= low.Deals && high.PipelineToCreate >= low.PipelineToCreate);
        Assert.All(low.Activities.Zip(high.Activities), pair => Assert.True(pair.Second.PerWeek.Mid >= pair.First.PerWeek.Mid && pair.Second.PerWeek.High >= pair.First.PerWeek.High));
    }

    [Property]
    public void Who_wins_more_needs_no_more(byte won, byte more)
    {
        var content = Plan(1_000_000, 0);
        var low = Reckon(content, _own with { Won = won + 1, WonValue = 41_000m * (won + 1) }, SellingRates.None);
        var high = Reckon(content, _own with { Won = won + 1 + more, WonValue = 41_000m * (won + 1 + more) }, SellingRates.None);
        Assert.True(high.Coverage <= low.Coverage && high.Opportunities!.Value.Mid <= low.Opportunities!.Value.Mid);
        Assert.True(high.Activities[0].PerWeek.Mid <= low.Activities[0].PerWeek.Mid);
    }

    [Property]
    public void Ranges_hold_what_they_are_about(byte won, byte lost, byte opened, ushort done, ushort teamDone)
    {
        var own = new SellingRates { Won = won, Lost = lost, WonValue = won * 100m, LostValue = lost * 90m, Opened = opened, Activities = [new(1, "Calls", done)] };
        var it = Reckon(Plan(1_000_000, 0), own, _own with { Activities = [new(1, "Calls", teamDone)] });
        Assert.All(it.Steps.Select(s => s.Value).OfType<Estimate>(), e => Assert.True(e.Low <= e.Mid && e.Mid <= e.High, e.ToString()));
    }

    private static string Words(PlanArithmetic it, string name) => it.Steps.Single(s => s.Name == name).Words;

    private static PlanArithmetic Reckon(BusinessPlanContent content, SellingRates own, SellingRates team) => new(content, new(own, team), Today);

    private static BusinessPlanContent Plan(decimal quota, decimal forecast) => new(HalfYear)
    {
        Quotas = [new(HalfYear.First) { Revenue = quota }],
        Forecast = [new("k1") { Client = "All", Months = [new(HalfYear.Last) { Revenue = forecast }] }],
    };
}

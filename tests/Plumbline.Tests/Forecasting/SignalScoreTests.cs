using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

/// <summary>How far signals could have been trusted.</summary>
public sealed class SignalScoreTests
{
    private static readonly Period _quarter = new(new Month(2026, 1), 3);

    [Fact]
    public void A_quota_told_at_risk_once_counts_once_and_by_what_came()
    {
        var (missed, made, fine) = (Quota(1), Quota(2), Quota(3));
        var score = SignalScore.AtRisk([
            Said(missed, 0, 0.5, 10), Said(missed, 1, 0.2, 10), Said(missed, 2, 0.1, 10),
            Said(made, 0, 0.3, 100), Said(made, 1, 0.9, 100),
            Said(fine, 0, 0.31, 10), Said(fine, 1, 0.6, 10),
            Said(fine, 0, 0, 10) with { Rule = ForecastRule.RunRate },
        ]);

        Assert.Equal(("quota-at-risk", 2, 1, 2, 3), (score.Signal, score.Raised, score.Followed, score.Came, score.Of));
        Assert.Equal((0.5, 0.5, 2 / 3.0), (score.Precision!.Value, score.Recall!.Value, score.Anyway!.Value));
        Assert.Equal(1, score.ShareLeft);
        Assert.Equal((1, 82), (score.FollowedByNone, score.LeadDays)); // The one that was right came at the end of the first week.
        Assert.Null(SignalScore.AtRisk([Said(made, 0, 0.3, 100)]).LeadDays); // What it warned of never came.
    }

    [Fact]
    public void What_was_said_a_month_before_a_quarter_began_counts_by_what_came_of_it()
    {
        var (missed, made, late, unsaid) = (Quota(1), Quota(2), Quota(3), Quota(4));
        var day = new DateOnly(2025, 11, 30);
        QuotaAhead[] ahead = [new(missed, day, 0.3), new(made, day, 0.1), new(late, day, 0.31), new(unsaid, day, 0.1)];

        var score = SignalScore.Ahead(ahead, [Said(missed, 0, 0.9, 10), Said(made, 0, 0.1, 100), Said(late, 0, 0.1, 10), Said(Quota(5), 0, 0.1, 10)]);

        Assert.Equal(("pipeline-ahead", 2, 1, 1, 2, 3), (score.Signal, score.Raised, score.Followed, score.FollowedByNone, score.Came, score.Of)); // Only what was asked both times is judged.
        Assert.Equal((121, null), (score.LeadDays, score.ShareLeft));
    }

    [Fact]
    public void A_month_before_a_quarter_nothing_is_known_of_what_came_later()
    {
        var (start, quarter, asOf) = (new DateOnly(2024, 1, 1), new Period(new(2025, 7), 3), new DateOnly(2025, 5, 31));
        List<Deal> deals = [.. Enumerable.Range(0, 250).Select(i => new Deal(i, 1 + (i % 2), null, start.AddDays(3 * i)) { Closed = start.AddDays((3 * i) + 40 + (i % 50)), IsWon = i % 3 == 0, Value = i % 3 == 0 ? 100 + i : 0 })];
        JudgedQuota[] quotas = [new(1, [1], quarter, 600), new(2, [2], quarter, 3_000), new(3, [1, 2], quarter, 1_500), new(1, [1], new(new(2024, 7), 3), 600), new(1, [1], new(new(2024, 1), 12), 600)];
        var otherwise = deals.ConvertAll(d => d.Closed > asOf ? d with { IsWon = true, Value = 9_000 } : d);

        var said = AheadScore.Of(deals, quotas, null).Quotas;

        Assert.Equal(quotas.Take(3), said.Select(s => s.Judged)); // Of the earlier ones too little was known, or they are longer than is looked ahead.
        Assert.All(said, s => Assert.Equal(asOf, s.AsOf));
        Assert.True(said[0].Chance > said[1].Chance && said[0].Chance is > 0 and < 1, "A higher quota is less likely.");
        Assert.Equal(said.Select(s => s.Chance), AheadScore.Of(otherwise, quotas, null).Quotas.Select(s => s.Chance));
        Assert.True(AheadScore.Of(deals, quotas, _ => new HashSet<long> { 1 }).Quotas[0].Chance < said[0].Chance, "Who has left brings no new deals.");
    }

    [Fact]
    public void Too_thin_a_pipeline_is_told_where_more_than_a_quarter_of_what_is_open_is_missing()
    {
        var (missed, made, enough) = (Quota(1), Quota(2), Quota(3));
        var score = SignalScore.Thin([
            Said(missed, 0, 0.5, 10) with { Missing = 0.2 }, Said(missed, 1, 0.4, 10) with { Missing = 0.3 }, Said(missed, 2, 0.1, 10),
            Said(made, 0, 0.6, 100) with { Missing = double.PositiveInfinity },
            Said(enough, 0, 0.7, 10) with { Missing = 0.25 }, Said(enough, 1, 0.7, 10),
        ]);

        Assert.Equal(("pipeline-thin", 2, 1, 2, 3), (score.Signal, score.Raised, score.Followed, score.Came, score.Of));
        Assert.Equal(1, score.ShareLeft); // The later half of two.
    }

    [Fact]
    public void What_new_pipeline_it_takes_is_told_of_quotas_that_are_neither_at_risk_nor_on_course()
    {
        var day = new DateOnly(2024, 1, 1);
        List<Deal> deals = [.. Enumerable.Range(0, 200).Select(i => new Deal(i, 1 + (i % 2), null, day.AddDays(4 * i)) { Closed = day.AddDays((4 * i) + 20 + (i % 30)), IsWon = i % 3 == 0, Value = i % 3 == 0 ? 100 + i : 0 })];
        Period[] quarters = [new(new(2025, 1), 3), new(new(2025, 4), 3), new(new(2025, 7), 3)];
        var said = Backtest.Run(deals, [.. quarters.SelectMany(q => Enumerable.Range(0, 3).Select(i => new JudgedQuota(i, [1 + (i % 2)], q, 700 + (350 * i))))]).ToList();

        var ours = said.Where(s => s.Rule == ForecastRule.Forecast).ToList();
        Assert.Contains(ours, s => s.Missing > 0);
        Assert.All(ours.Where(s => s.Missing is not null), s => Assert.True(s.Chance is > KeptForecast.AtRisk and < KeptForecast.OnCourse));
        Assert.All(said.Where(s => s.Rule != ForecastRule.Forecast), s => Assert.Null(s.Missing));
    }

    [Fact]
    public void The_pipeline_is_weighted_by_stage_where_enough_were_at_it()
    {
        var day = new DateOnly(2024, 1, 1);
        Deal At(int id, string stage, DateOnly opened, DateOnly? closed, bool isWon) => new(id, 1, null, opened) { Closed = closed, IsWon = isWon, Value = isWon ? 100 : 0, Marks = [new(opened, stage, 100)] };
        List<Deal> past = [.. Enumerable.Range(0, 40).Select(i => At(i, i % 2 == 0 ? "Late" : "Early", day.AddDays(i), day.AddDays(60 + i), i % 2 == 0))];
        Period quarter = new(new(2024, 7), 3);
        double Weighted(string stage) => Backtest.Run([.. past, At(100, stage, new(2024, 6, 1), null, false)], [new(1, [1], quarter, 500)]).First(s => s.Rule == ForecastRule.WeightedPipeline).Projected!.Value;

        Assert.Equal((100, 0, 50), (Weighted("late"), Weighted("Early"), Weighted("Never seen")));
    }

    [Fact]
    public void A_deal_told_stalled_counts_by_whether_it_was_lost()
    {
        var day = new DateOnly(2024, 1, 1);
        Deal Ended(int id, int from, int days, bool isWon) => new(id, 1, null, day.AddDays(from)) { Closed = day.AddDays(from + days), IsWon = isWon, Value = isWon ? 100 : 0 };
        List<Deal> usual = [.. Enumerable.Range(0, 60).Select(i => Ended(i, i * 12, 30, true))];
        var score = SignalScore.OfDeals([.. usual, Ended(100, 400, 200, false), Ended(101, 400, 210, true), Ended(102, 400, 20, false)]);

        Assert.Equal(("opportunity-stalled", 2, 1, 1), (score.Signal, score.Raised, score.Followed, score.Came)); // Deal 102 was over before anybody looked.
        Assert.InRange(score.LeadDays!.Value, 1, 170); // From a month's end on which it had stood for more than the usual 30 days.
        Assert.InRange(score.Of, 30, 36);
        Assert.Equal(0, SignalScore.OfDeals([Ended(1, 0, 400, false), Ended(2, 0, 800, true)]).Raised); // Too few were won to tell.
        Assert.Null(SignalScore.OfDeals([]).Anyway);
    }

    [Fact]
    public void How_long_a_deal_stood_is_told_by_its_stage_however_that_is_written()
    {
        var day = new DateOnly(2024, 1, 1);
        Deal Staged(int id, int from, int atStage, int days, bool isWon, string stage) => new(id, 1, null, day.AddDays(from)) { Closed = day.AddDays(from + days), IsWon = isWon, Value = 1, Marks = [new(day.AddDays(from), "Lead", 1), new(day.AddDays(from + days - atStage), stage, null)] };
        List<Deal> usual = [.. Enumerable.Range(0, 60).Select(i => Staged(i, i * 12, 10, 100, true, "Propose"))];

        Assert.Equal(0, SignalScore.OfDeals([.. usual, Staged(100, 400, 12, 95, false, "propose")]).Raised);
        Assert.Equal(1, SignalScore.OfDeals([.. usual, Staged(100, 400, 90, 100, false, "propose")]).Raised);
    }

    [Fact]
    public void What_was_told_in_earnest_is_judged_by_the_quota_of_the_months_in_which_it_was_told()
    {
        var (missed, made, other) = (Quota(1), Quota(2), Quota(3));
        IEnumerable<JudgedForecast> said = [Said(missed, 0, 0.5, 10), Said(missed, 1, 0.5, 10), Said(made, 0, 0.9, 100), Said(other, 0, 0.2, 10), Said(other, 0, 0.2, 10) with { Rule = ForecastRule.RunRate }];
        SignalScore Told(DateOnly keptSince, params (long Person, DateOnly From, DateOnly? Until)[] told) => SignalScore.OfTold("calls-biased", said, keptSince, told.ToLookup(t => t.Person, t => (t.From, t.Until)));

        // Told to the first twice, to the second once, to the third before the quarter and again too late in it.
        var score = Told(new(2025, 6, 1), (1, new(2026, 2, 14), null), (1, new(2026, 3, 1), new(2026, 3, 2)), (2, new(2025, 12, 1), new(2026, 1, 20)), (3, new(2025, 12, 1), new(2026, 1, 1)), (3, new(2026, 3, 25), null));
        Assert.Equal(("calls-biased", 2, 1, 2, 3), (score.Signal, score.Raised, score.Followed, score.Came, score.Of));
        Assert.Equal(89 / 90.0, score.ShareLeft!.Value, 1e-9); // From the first day on, and 45 days before the end: the later half of two.
        Assert.Equal((0, 0, null), (Told(new(2026, 1, 2), (1, new(2026, 2, 14), null)) is var later ? later.Raised : 1, later.Of, later.Anyway)); // The quarter began before signals were kept.
    }

    private static JudgedQuota Quota(long id) => new(id, [id], _quarter, 100);

    private static JudgedForecast Said(JudgedQuota quota, int week, double chance, double actual) => new(quota, _quarter.FirstDay.AddDays(7 * week), 1 - (week / 10.0), ForecastRule.Forecast, chance, null, null, null, actual);
}

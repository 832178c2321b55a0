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
        var score = SignalScore.OfQuotas([
            Said(missed, 0, 0.5, 10), Said(missed, 1, 0.2, 10), Said(missed, 2, 0.1, 10),
            Said(made, 0, 0.3, 100), Said(made, 1, 0.9, 100),
            Said(fine, 0, 0.31, 10), Said(fine, 1, 0.6, 10),
            Said(fine, 0, 0, 10) with { Rule = ForecastRule.RunRate },
        ]);

        Assert.Equal(("quota-at-risk", 2, 1, 2, 3), (score.Signal, score.Raised, score.Followed, score.Came, score.Of));
        Assert.Equal((0.5, 0.5, 2 / 3.0), (score.Precision!.Value, score.Recall!.Value, score.Anyway!.Value));
        Assert.Equal(1, score.ShareLeft);
    }

    [Fact]
    public void A_deal_told_stalled_counts_by_whether_it_was_lost()
    {
        var day = new DateOnly(2024, 1, 1);
        Deal Ended(int id, int from, int days, bool isWon) => new(id, 1, null, day.AddDays(from)) { Closed = day.AddDays(from + days), IsWon = isWon, Value = isWon ? 100 : 0 };
        List<Deal> usual = [.. Enumerable.Range(0, 60).Select(i => Ended(i, i * 12, 30, true))];
        var score = SignalScore.OfDeals([.. usual, Ended(100, 400, 200, false), Ended(101, 400, 210, true), Ended(102, 400, 20, false)]);

        Assert.Equal(("opportunity-stalled", 2, 1, 1), (score.Signal, score.Raised, score.Followed, score.Came)); // Deal 102 was over before anybody looked.
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

    private static JudgedQuota Quota(long id) => new(id, [id], _quarter, 100);

    private static JudgedForecast Said(JudgedQuota quota, int week, double chance, double actual) => new(quota, _quarter.FirstDay.AddDays(7 * week), 1 - (week / 10.0), ForecastRule.Forecast, chance, null, null, null, actual);
}

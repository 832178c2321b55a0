using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Scoring;
using Plumbline.Ui;

namespace Plumbline.Forecasting;

/// <summary>How a period that runs is likely to end, to be drawn over the months of a scoreboard's chart.</summary>
internal sealed class LikelyEnd(ForecastReader forecasts, OurCompany company)
{
    /// <summary>The band from what is sold by now to the period's end; null where nothing is said of it.</summary>
    /// <param name="period">The period that is asked for.</param>
    /// <param name="scope">Of whom.</param>
    /// <param name="months">The months of the chart, which hold the period.</param>
    /// <param name="measure">Of what these are.</param>
    /// <param name="money">Writes money.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<ChartBand?> Of(Period period, ScoreScope scope, IReadOnlyList<MonthLine> months, ForecastMeasure measure, Figures money, CancellationToken cancel)
    {
        var (today, fiscal) = (await company.Today(cancel), (await company.Load(cancel)).FiscalYear);
        if (months.Count == 0 || !period.Contains(today) || scope is { TeamId: not null, PersonId: not null } || await forecasts.Latest(period, scope, cancel, measure) is not { } said)
        {
            return null;
        }

        var (odds, before) = (said.Attainment, months.Where(m => m.Month < period.First).Sum(m => m.Result));
        // What was sold without its margin counts in the odds as it usually leaves, and is not in the months.
        var soFar = measure == ForecastMeasure.Margin ? before + (decimal)said.Won : months.Where(m => m.Month <= Month.Of(today)).Sum(m => m.Result);
        return new(
            At(Month.Of(today)), At(period.Last), soFar + Rest(odds.Low), soFar + Rest(odds.Expected), soFar + Rest(odds.High),
            $"{Figures.Name(period, fiscal)} is likely to bring {(measure == ForecastMeasure.Margin ? "a margin of " : "")}{Compact(odds.Expected)}, {ForecastWords.Range(odds, money)}.{(before == 0 ? "" : $" The {money.Compact(before)} of the months before it are added here.")}",
            ForecastWords.Href(fiscal.Name(period), scope, measure));

        int At(Month month) => months.TakeWhile(m => m.Month != month).Count();
        decimal Rest(double end) => Math.Round((decimal)(end - said.Won), 2);
        string Compact(double amount) => money.Compact((decimal)amount);
    }
}

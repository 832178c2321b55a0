using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>Too little pipeline to exceed the quota in the time that is left.</summary>
internal sealed class PipelineThin(LatestForecasts forecasts) : SignalRule
{
    public override string Key => "pipeline-thin";

    public override string Name => "Pipeline too thin";

    public override RuleLimit Limit => new(25, 5, 200, "% of the open pipeline");

    public override string Says(decimal limit) =>
        $"The quota of the quarter, or where that is better of the half, is neither at risk nor on course, and it takes new pipeline of more than {limit:0}% of what is open for the chance that the company wants.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var (found, flagged) = (new List<Finding>(), new HashSet<long>());
        foreach (var period in (Period[])[watch.Fiscal.Quarter(watch.Today), watch.Fiscal.Half(watch.Today)])
        {
            foreach (var (person, view) in await forecasts.Of(ForecastSubject.Salesperson, watch.SellerIds, period, watch, cancel))
            {
                if (ForecastWords.Group(view.Now) != ForecastGroup.Open || view.ToAdd() is not { Deals: > 0 } add)
                {
                    continue;
                }

                var open = view.Basis.Outlook.Open.Sum(p => p.Value);
                if (add.Value * 100 <= open * (double)watch.Limit || !flagged.Add(person))
                {
                    continue;
                }

                var href = $"forecast?period={watch.Fiscal.Name(period)}&person={person}";
                found.Add(new(
                    person, $"quota/{period.First}/{period.Length}", (decimal)Math.Max(0, view.Said.Quota - view.Odds.Low) / 2, period.LastDay,
                    $"{watch.Money.Compact((decimal)add.Value)} of pipeline is missing for {Figures.Name(period, watch.Fiscal)}", ForecastWords.ToAdd(view, watch.Money),
                    [.. ForecastWords.Why(view, watch.Money, own: false).Select(words => new SignalEvidence(words, href))],
                    new("See what to begin this week", href)));
            }
        }

        return found;
    }
}

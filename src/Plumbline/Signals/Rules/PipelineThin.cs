using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>Too little pipeline to exceed the quota in the time that is left.</summary>
internal sealed class PipelineThin(LatestForecasts forecasts, PlumblineDb db) : SignalRule
{
    public override string Key => "pipeline-thin";

    public override string Name => "Pipeline too thin";

    public override RuleGroup Group => RuleGroup.Pipeline;

    public override bool RestsOnForecasts => true;

    public override RuleLimit Limit => new(25, 5, 200, "% of the open pipeline");

    public override string Says(decimal limit) =>
        $"Neither the quota of the quarter nor that of the half is at risk, and one of them is less likely to be reached than the company wants; it takes new pipeline of more than {limit:0}% of what is open for that chance.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        Period[] periods = [watch.Fiscal.Quarter(watch.Today), watch.Fiscal.Half(watch.Today)];
        var atRisk = (double)((await db.Set<SignalPolicy>().Where(p => p.Rule == QuotaAtRisk.TheKey).Select(p => p.Limit).SingleOrDefaultAsync(cancel)) ?? QuotaAtRisk.TheLimit.Usual) / 100;
        var (found, flagged) = (new List<Finding>(), new HashSet<long>()); // Whoever is told that a quota is at risk is told so once.
        foreach (var period in periods)
        {
            flagged.UnionWith((await forecasts.Of(ForecastSubject.Salesperson, watch.SellerIds, period, watch, cancel)).Where(f => !f.Value.Said.IsReached && f.Value.Odds.Chance <= atRisk).Select(f => f.Key));
        }

        foreach (var period in periods)
        {
            foreach (var (person, view) in await forecasts.Of(ForecastSubject.Salesperson, watch.SellerIds, period, watch, cancel))
            {
                if (view.Said.IsReached || view.Odds.Chance >= view.Wanted || flagged.Contains(person) || view.ToAdd() is not { Deals: > 0 } add)
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
                    new("See what to begin this week", href, Line: SignalAction.Review(person), Promise: ForecastWords.ToPromise(view, watch.Money))));
            }
        }

        return found;
    }
}

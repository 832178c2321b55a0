using Plumbline.Forecasting;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>Too little pipeline for the quarter after this one: what is to be ordered then is begun now.</summary>
internal sealed class PipelineAhead(ForecastReader forecasts, MonthsToCome toCome, CompanyLately lately) : SignalRule
{
    public override string Key => "pipeline-ahead";

    public override string Name => "Pipeline for next quarter too thin";

    public override bool RestsOnForecasts => true;

    public override RuleLimit Limit => QuotaAtRisk.TheLimit;

    public override string Says(decimal limit) =>
        $"By the open deals and the pace of late the chance of reaching the quota of the next quarter is {limit:0}% or less. Where no quota is agreed for it yet, that of this quarter is taken.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var next = watch.Fiscal.Quarter(watch.Today).Next;
        var (name, found) = (Figures.Name(next, watch.Fiscal), new List<Finding>());
        if ((await lately.Of(Key, watch, async () => new Kept(await forecasts.Ahead(cancel)))).Ahead is not { } kept)
        {
            return found;
        }

        foreach (var (person, view) in await toCome.OfPeople(next, watch.SellerIds, kept, watch.Colleagues, cancel))
        {
            if (view.Said.IsReached || view.Odds.Chance * 100 > (double)watch.Limit)
            {
                continue;
            }

            var href = $"forecast?period={watch.Fiscal.Name(next)}&person={person}";
            found.Add(new(
                person, $"quarter/{next.First}", (decimal)Math.Max(0, view.Said.Quota - view.Odds.Expected), next.FirstDay, view.IsOfOrders ? $"Too few orders are likely in {name}" : $"Pipeline for {name} is too thin",
                $"{(view.Now.IsLittle ? "" : $"The chance is {ForecastWords.Percent(view.Odds.Chance)}. ")}{watch.Money.Compact((decimal)view.Odds.Expected)} of {watch.Money.Compact((decimal)view.Said.Quota)} is expected{(view.QuotaTaken > 0 ? ", this quarter’s quota, since none is agreed for it yet" : "")}.",
                [.. ForecastWords.Why(view, watch.Money, own: false).Append(ForecastWords.ToAdd(view, watch.Money)).Select(words => new SignalEvidence(words, href))],
                new("See what to begin for it", href, Line: SignalAction.Review(person))));
        }

        return found;
    }

    private sealed record Kept((DateOnly AsOf, CompanyAhead Ahead)? Ahead);
}

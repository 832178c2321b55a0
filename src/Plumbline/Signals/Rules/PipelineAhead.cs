using Plumbline.Forecasting;
using Plumbline.Scoring;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>Too little pipeline for the quarter after this one: what is to be ordered then is begun now.</summary>
internal sealed class PipelineAhead(ForecastReader forecasts, MonthsToCome toCome, CompanyLately lately) : SignalRule
{
    public override string Key => "pipeline-ahead";

    public override string Name => "Pipeline for next quarter too thin";

    public override RuleGroup Group => RuleGroup.Pipeline;

    public override bool RestsOnForecasts => true;

    public override RuleLimit Limit => QuotaAtRisk.TheLimit;

    public override string Says(decimal limit) =>
        $"By the open deals and the pace of late the chance of reaching the quota of the next quarter is {limit:0}% or less. Where no quota is agreed for it yet, that of this quarter is taken. Of a team it is told to {LedTeam.Words}.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        if ((await lately.Ahead(watch, forecasts, cancel)).Ahead is not { } kept)
        {
            return [];
        }

        var next = watch.Fiscal.Quarter(watch.Today).Next;
        var led = watch.Led;
        return
        [
            .. (await toCome.OfPeople(next, watch.SellerIds, kept, watch.Colleagues, cancel)).Where(p => IsThin(p.Value, watch))
                .Select(p => Found(p.Key, "", new(PersonId: p.Key), "", p.Value, watch)),
            .. (await toCome.OfTeams(next, [.. led.Keys], kept, watch.Colleagues, cancel)).Where(t => IsThin(t.Value, watch))
                .Select(t => Found(led[t.Key].LeaderId, $"team/{t.Key}/", new(TeamId: t.Key), $" in {led[t.Key].Name}", t.Value, watch)),
        ];
    }

    private static bool IsThin(ForecastView view, Watch watch) => !view.Said.IsReached && view.Odds.Chance * 100 <= (double)watch.Limit;

    private static Finding Found(long told, string cause, ScoreScope scope, string where, ForecastView view, Watch watch)
    {
        var next = view.Now.Period;
        var (name, href) = (Figures.Name(next, watch.Fiscal), ForecastWords.Href(watch.Fiscal.Name(next), scope));
        return new(
            told, $"{cause}quarter/{next.First}", (decimal)Math.Max(0, view.Said.Quota - view.Odds.Expected), next.FirstDay, view.IsOfOrders ? $"Too few orders are likely in {name}{where}" : $"Pipeline for {name} is too thin{where}",
            $"{(view.Now.IsLittle ? "" : $"The chance is {ForecastWords.Percent(view.Odds.Chance)}. ")}{watch.Money.Compact((decimal)view.Odds.Expected)} of {watch.Money.Compact((decimal)view.Said.Quota)} is expected{Taken(view, watch)}.",
            [.. ForecastWords.Why(view, watch.Money, own: false).Append(ForecastWords.ToAdd(view, watch.Money)).Select(words => new SignalEvidence(words, href))],
            new("See what to begin for it", href, Line: scope.PersonId is { } person ? SignalAction.Review(person) : null, Promise: ForecastWords.ToPromise(view, watch.Money)));
    }

    private static string Taken(ForecastView view, Watch watch) =>
        view.QuotaTaken == 0 ? ""
        : view.IsQuotaTaken ? ", this quarter’s quota, since none is agreed for it yet"
        : $"; {watch.Money.Compact(view.QuotaTaken)} of the quota is this quarter’s, since not all are agreed for it yet";
}

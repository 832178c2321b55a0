using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Finance;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Marketing;
using Plumbline.Markets;
using Plumbline.People;
using Plumbline.Presentations;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Leadership;

/// <summary>Something that is not as it should be, and where to look.</summary>
internal sealed record OutlookException(Standing Standing, string Title, string Words, string Href)
{
    /// <summary>How much money it is about, by which it is ordered; 0 where it cannot be told in money.</summary>
    public decimal Stake { get; init; }
}

/// <summary>How a team stands in the running quarter.</summary>
internal sealed record OutlookTeam(long Id, string Name, KeptForecast Forecast);

/// <summary>What the chief executive looks at first.</summary>
internal sealed record ExecutiveView(OutlookView Outlook, Period Quarter, IReadOnlyList<OutlookException> Exceptions, IReadOnlyList<OutlookTeam> Teams, KeptForecast? Company, FunctionsView Plans, BudgetSum Marketing, AttributedSum Came, IReadOnlyList<MarketSegment> Untapped);

/// <summary>Looks over all of the outlook for what is not as it should be, the weightiest first.</summary>
internal sealed class OutlookExceptions(PlumblineDb db, CurrentPerson me, OurCompany company, OutlookReader reader, AgreedDemand demand, MarketReader markets, MarketingBudget budget, MarketingResults results)
{
    private const decimal MuchOnOne = 0.15m; // Of what is expected until the half's end.
    private const int SoonDays = 45; // Before the next half begins its quotas should be agreed.

    public async Task<ExecutiveView?> Read(CancellationToken cancel)
    {
        if (await reader.Read(OutlookScenario.None, cancel) is not { } view)
        {
            return null;
        }

        var (ours, people) = (await company.Load(cancel), await me.Colleagues(cancel));
        var money = new Figures(ours.Currency);
        var quarter = ours.FiscalYear.Quarter(view.Today);
        var (first, length) = (quarter.First, quarter.Length);
        var said = await db.LatestForecasts.Where(f => f.First == first && f.Length == length && f.Subject != ForecastSubject.Salesperson)
            .Select(f => new KeptForecast { Subject = f.Subject, SubjectId = f.SubjectId, First = f.First, Length = f.Length, AsOf = f.AsOf, Said = f.Said, NextWeek = f.NextWeek, Closed = f.Closed }).ToListAsync(cancel);
        var teams = said.Where(f => f.Subject == ForecastSubject.Team).Select(f => (Forecast: f, Team: people.Teams.FirstOrDefault(t => t.Id == f.SubjectId))).Where(t => t.Team is not null)
            .Select(t => new OutlookTeam(t.Team!.Id, t.Team.Name, t.Forecast)).OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var plans = await demand.Plans(view.Half, cancel);
        var marketing = await budget.Read(new(ours.FiscalYear.Cut(view.Today, 12), BudgetBy.Quarter), cancel);
        var came = await results.Read(new(ours.FiscalYear.Cut(view.Today, 12), ResultsBy.Activity, AttributionModel.Even, 1), cancel);
        IReadOnlyList<MarketSegment> untapped = [.. CompanyMarket.Untapped((await markets.Market(cancel)).Segments(MarketCut.Industry)).SelectMany(g => g)];
        var name = ours.FiscalYear.Name(quarter);
        IEnumerable<OutlookException> all =
        [
            .. Gaps(view, money), .. CashGaps(view, money),
            .. teams.Where(t => ForecastWords.Group(t.Forecast) == ForecastGroup.AtRisk).Select(t => new OutlookException(
                Standing.Bad, $"{t.Name} is at risk in {Figures.Name(quarter, ours.FiscalYear)}",
                $"{money.Compact((decimal)t.Forecast.Said.Attainment.Expected)} of {money.Compact((decimal)t.Forecast.Said.Quota)} is likely{(t.Forecast.IsLittle ? "" : $", the chance {ForecastWords.Percent(t.Forecast.Said.Attainment.Chance)}")}.", ForecastWords.Href(name, new(TeamId: t.Id)))
                {
                    Stake = (decimal)Math.Max(0, t.Forecast.Said.Quota - t.Forecast.Said.Attainment.Expected),
                }),
            .. OneDeal(view, money), .. Plans(plans, view), .. NextHalf(view), .. Money(marketing, money), .. Wasted(came, money), .. Untapped(untapped),
        ];
        return new(view, quarter, [.. all.OrderByDescending(e => e.Stake).ThenByDescending(e => e.Standing)], teams, said.FirstOrDefault(f => f.Subject == ForecastSubject.Company), plans, marketing.Total, came.Total, untapped);
    }

    private static IEnumerable<OutlookException> Gaps(OutlookView view, Figures money) => view.Gaps.Count == 0 ? [] :
    [
        new(
            Standing.Bad, view.Gaps.Count == 1 ? $"{Figures.Name(view.Gaps[0].Month.Month)} falls short" : $"{Figures.Count(view.Gaps.Count)} months fall short, {Figures.Name(view.Gaps[0].Month.Month)} first",
            $"{money.Compact(view.Gaps.Sum(g => g.Month.Gap!.Value))} is missing from {(view.Gaps.Count == 1 ? "its" : "their")} quotas{(view.Gaps[0].People is [var most, ..] ? $"; {view.NameOf(most.SalespersonId)} misses most{(view.Gaps.Count == 1 ? "" : " of the first")}" : "")}.", "outlook/finance#gaps")
        {
            Stake = view.Gaps.Sum(g => g.Month.Gap!.Value),
        },
    ];

    private static IEnumerable<OutlookException> CashGaps(OutlookView view, Figures money) => view.Finance.CashGapMonths is not [var first, ..] gaps ? [] :
    [
        new(Standing.Watch, $"Less cash than planned from {Figures.Name(first.Month)}", $"Customers pay {money.Compact(gaps.Sum(m => m.CashGap!.Value))} less in {(gaps.Count == 1 ? "that month" : $"{Figures.Count(gaps.Count)} months")} than quotas would bring.", "outlook/finance#cash")
        {
            Stake = gaps.Sum(m => m.CashGap!.Value),
        },
    ];

    private static IEnumerable<OutlookException> OneDeal(OutlookView view, Figures money)
    {
        var left = view.Finance.Months.Take(view.Half.Length).Count(m => view.Finance.Index(m.Month) is not null);
        var rest = view.Finance.Sum(0, view.Half.Length).Rest;
        return view.Deals.Select(d => (Deal: d, Part: (decimal)(d.Deal.Value * Math.Min(1, d.Deal.Chances.Take(left).Sum())))).Where(d => rest > 0 && d.Part > rest * MuchOnOne).OrderByDescending(d => d.Part).Take(1)
            .Select(d => new OutlookException(Standing.Watch, $"Much rests on {d.Deal.Name}", $"{Figures.Percent(d.Part / rest)} of what the half is expected to bring still, {money.Compact((decimal)d.Deal.Deal.Value)} if it is won.", $"opportunities/{d.Deal.Deal.Id:0}") { Stake = d.Part });
    }

    private static IEnumerable<OutlookException> Plans(FunctionsView plans, OutlookView view) => plans.Without.Count == 0 ? [] :
    [
        new(Standing.Watch, $"{Figures.Count(plans.Without.Count)} without an agreed plan", $"{(plans.Without.Count == 1 ? $"{plans.Without[0].Name} sells" : $"{plans.Without[0].Name} and {Figures.Count(plans.Without.Count - 1)} more sell")} without one in {Figures.Name(view.Half, view.Fiscal)}.", $"presentations/functions?period={view.Fiscal.Name(view.Half)}#without"),
    ];

    private static IEnumerable<OutlookException> NextHalf(OutlookView view)
    {
        var next = view.Half.Next;
        return view.Today.AddDays(SoonDays) < next.FirstDay || view.Finance.Months.Any(m => next.Contains(m.Month) && m.Gap is not null) ? []
            : [new(Standing.Watch, $"Few have a quota for {Figures.Name(next, view.Fiscal)} yet", $"It begins on {Figures.Day(next.FirstDay, view.Today)}, and most plans for it are still to be agreed.", "plans")];
    }

    private static IEnumerable<OutlookException> Wasted(ResultsView came, Figures money) => came.WastedCount == 0 ? [] :
    [
        new(
            Standing.Watch, $"Nothing came of {(came.WastedCount == 1 ? "a marketing activity" : $"{Figures.Count(came.WastedCount)} marketing activities")} this year",
            $"{came.Wasted[0].Activity.Outline.Title} cost {money.Compact(came.Wasted[0].Sum.Cost)}{(came.WastedCount == 1 ? "" : " and is the dearest")}: no lead and no opportunity, {MarketingResults.Patience} days after and more.", "marketing/results#wasted")
        {
            Stake = came.Wasted[0].Sum.Cost,
        },
    ];

    private static IEnumerable<OutlookException> Untapped(IReadOnlyList<MarketSegment> segments) => segments.Count == 0 ? [] :
    [
        new(
            Standing.Watch, segments.Count == 1 ? $"{Name(segments[0])} is worked less than others, and we win there" : $"{Figures.Count(segments.Count)} industries are worked less than others, and we win there",
            $"{string.Join(", ", segments.Take(3).Select(s => $"{Name(s)}: {Figures.Count(s.Counts.NotWorked)} accounts not contacted in 90 days"))}.", "outlook/markets"),
    ];

    private static string Name(MarketSegment segment) => segment.Industry ?? "Industry not known";

    private static IEnumerable<OutlookException> Money(BudgetView budget, Figures money)
    {
        if (budget.Lapsing.Count > 0)
        {
            yield return new(Standing.Watch, $"{money.Compact(budget.Lapsing.Sum(a => a.Funded))} of vendors’ money must be claimed soon", $"{Figures.Count(budget.Lapsing.Count)} {(budget.Lapsing.Count == 1 ? "activity" : "activities")} within 60 days; {budget.Lapsing[0].Outline.Title} by {Figures.Day(budget.Lapsing[0].ClaimBy!.Value, budget.Today)}.", "marketing/budget#lapsing") { Stake = budget.Lapsing.Sum(a => a.Funded) };
        }

        if (budget.Total.Lapsed > 0)
        {
            yield return new(Standing.Bad, $"{money.Compact(budget.Total.Lapsed)} of vendors’ money was lost this year", "It was not claimed in time.", "marketing/budget") { Stake = budget.Total.Lapsed };
        }
    }
}

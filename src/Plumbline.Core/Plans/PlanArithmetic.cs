using Plumbline.Fiscal;
using Plumbline.Scoring;

namespace Plumbline.Plans;

/// <summary>One step of the arithmetic: what is reckoned, what came out, and the reckoning in a sentence.</summary>
/// <param name="Name">As in "Gap".</param>
/// <param name="Value">What came out; null where it cannot be told.</param>
/// <param name="Kind">What the value is.</param>
/// <param name="Words">The sentence, with its figures and where they come from.</param>
public sealed record ArithmeticStep(string Name, Estimate? Value, PlanFieldKind Kind, string Words);

/// <summary>How many activities of a type the plan needs.</summary>
/// <param name="Type">The type.</param>
/// <param name="PerOpportunity">How many go with one opportunity.</param>
/// <param name="Total">How many in all.</param>
/// <param name="PerWeek">How many a week.</param>
/// <param name="Words">The reckoning in a sentence.</param>
public sealed record ActivityNeed(ActivityCount Type, Estimate PerOpportunity, Estimate Total, Estimate PerWeek, string Words);

/// <summary>
/// The one arithmetic that runs through a plan: from the quota by the forecast to the gap, the deals, the pipeline and the day by which it must be
/// there, and on to this week's activities at the person's own rates.
/// </summary>
public sealed class PlanArithmetic
{
    private readonly List<ArithmeticStep> _steps = [];

    /// <summary>Reckons for a plan.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="rates">The person's rates.</param>
    /// <param name="today">The company's day; what is gone cannot be worked in any more.</param>
    public PlanArithmetic(BusinessPlanContent content, SupportedRates rates, DateOnly today)
    {
        var period = content.Period;
        Quota = content.QuotaOf(period).Revenue;
        Forecast = content.ForecastOf(period).Revenue;
        Weighed = content.Forecast.Sum(l => l.Revenue * (l.Confidence ?? 1));
        Gap = Math.Max(0, Quota - Forecast);
        Add("Quota", Quota, PlanFieldKind.Money, $"{Said.Month(period.First)} to {Said.Month(period.Last)} add up to {Said.Money(Quota)}.");
        Add("Forecast", Forecast, PlanFieldKind.Money, content.Forecast.Count == 0
            ? "Nothing is forecast yet."
            : $"{Lines(content.Forecast.Count)} add up to {Said.Money(Forecast)}; weighed by your confidence, {Said.Money(Weighed)}.");
        Add("Gap", Gap, PlanFieldKind.Money, Quota > Forecast
            ? $"{Said.Money(Quota)} - {Said.Money(Forecast)} = {Said.Money(Gap)}."
            : $"The forecast covers the quota, with {Said.Money(Forecast - Quota)} to spare. Nothing more must be created for this period.");
        Deals = ReckonDeals(rates);
        Coverage = (1 + rates.Slippage.Value.Mid) / rates.WinRateByValue.Value.Mid;
        PipelineToCreate = Gap * Coverage;
        Add("Needed coverage", Coverage, PlanFieldKind.Number,
            $"1 / {Said.Share(rates.WinRateByValue.Value.Mid)} x (1 + {Said.Share(rates.Slippage.Value.Mid)}) = {Said.Number(Coverage)}: {rates.WinRateByValue.Words}; {rates.Slippage.Words}.");
        Add("Pipeline to create", PipelineToCreate, PlanFieldKind.Money,
            $"{Said.Money(Gap)} x {Said.Number(Coverage)} = {Said.Money(PipelineToCreate)}, beyond what the forecast names.");
        (CreateBy, Weeks, IsLate) = ReckonTime(period, (int)rates.Cycle.Value.Mid, today, rates.Cycle.Words);
        Opportunities = ReckonOpportunities(rates);
        Activities = [.. rates.Types.Select(t => Need(t, rates)).OfType<ActivityNeed>()];
        _steps.AddRange(Activities.Select(a => new ArithmeticStep($"{a.Type.Name} a week", a.PerWeek, PlanFieldKind.Count, a.Words)));
        if (Opportunities is not null && Activities.Count == 0)
        {
            _steps.Add(new("Activities a week", null, PlanFieldKind.Count, "No activities and opportunities are counted yet, so it cannot be told how many it takes. Log them for a month."));
        }
    }

    /// <summary>The revenue quota of the period.</summary>
    public decimal Quota { get; }

    /// <summary>The revenue forecast by client and product, at full value.</summary>
    public decimal Forecast { get; }

    /// <summary>The revenue forecast, each line weighed by its confidence, at full value where none is given.</summary>
    public decimal Weighed { get; }

    /// <summary>What the forecast leaves open of the quota; not negative.</summary>
    public decimal Gap { get; }

    /// <summary>Whole deals that close the gap; null where no average deal is known.</summary>
    public decimal? Deals { get; }

    /// <summary>How much pipeline it takes for one unit won: 1 / win rate by value x (1 + slippage).</summary>
    public decimal Coverage { get; }

    /// <summary>Pipeline to create for the gap.</summary>
    public decimal PipelineToCreate { get; }

    /// <summary>The day by which it must be there: one sales cycle before the period's last day.</summary>
    public DateOnly CreateBy { get; }

    /// <summary>The weeks left to create it; at least 1.</summary>
    public decimal Weeks { get; }

    /// <summary>Whether <see cref="CreateBy"/> has passed before the work begins.</summary>
    public bool IsLate { get; }

    /// <summary>Opportunities to open; null where no average deal is known.</summary>
    public Estimate? Opportunities { get; }

    /// <summary>What it takes of each type of activity.</summary>
    public IReadOnlyList<ActivityNeed> Activities { get; }

    /// <summary>The whole arithmetic, in order.</summary>
    public IReadOnlyList<ArithmeticStep> Steps => _steps;

    private decimal? ReckonDeals(SupportedRates rates)
    {
        if (rates.AverageDeal is not { } deal)
        {
            _steps.Add(new("Deals needed", null, PlanFieldKind.Count, "Nobody has won a deal yet, so there is no average to divide by."));
            return null;
        }

        var exact = Gap / deal.Value.Mid;
        var deals = Math.Ceiling(exact);
        Add("Deals needed", deals, PlanFieldKind.Count,
            $"{Said.Money(Gap)} / {Said.Money(deal.Value.Mid)} per deal = {Said.Number(exact)}{(deals == exact ? "" : $", so {Said.Number(deals)}")}: {deal.Words}.");
        return deals;
    }

    private (DateOnly By, decimal Weeks, bool IsLate) ReckonTime(Period period, int cycle, DateOnly today, string words)
    {
        var begins = today > period.FirstDay ? today : period.FirstDay;
        var by = period.LastDay.AddDays(-cycle);
        var isLate = by <= begins;
        var weeks = Math.Max(1, ((isLate ? period.LastDay : by).DayNumber - begins.DayNumber) / 7m);
        Add("Weeks to create it in", weeks, PlanFieldKind.Number, isLate
            ? $"{Sentence(words)}, so it had to be there by {Said.Day(by)}. What is created later counts only as far as deals close faster; {Said.Number(weeks)} weeks are left."
            : $"{Sentence(words)}, so it must be there by {Said.Day(by)}: {Said.Number(weeks)} weeks from {Said.Day(begins)}.");
        return (by, weeks, isLate);
    }

    private Estimate? ReckonOpportunities(SupportedRates rates)
    {
        if (Deals is not { } deals)
        {
            return null;
        }

        var slippage = 1 + rates.Slippage.Value.Mid;
        var opportunities = rates.WinRate.Value.Inverse().Times(deals * slippage);
        _steps.Add(new("Opportunities to open", opportunities, PlanFieldKind.Count,
            $"{Said.Number(deals)} deals / {Said.Share(rates.WinRate.Value.Mid)} won x (1 + {Said.Share(slippage - 1)}) = {Said.Range(opportunities)}: {rates.WinRate.Words}."));
        return opportunities;
    }

    private ActivityNeed? Need(ActivityCount type, SupportedRates rates)
    {
        if (Opportunities is not { } opportunities || rates.PerOpportunity(type) is not { } ratio)
        {
            return null;
        }

        var total = opportunities.Times(ratio.Value);
        var perWeek = total.Times(1 / Weeks);
        return new(type, ratio.Value, total, perWeek, opportunities.Mid == 0
            ? $"No further opportunity is needed, so none of these is: {ratio.Words}."
            : $"{Said.Number(opportunities.Mid)} opportunities x {Said.Number(ratio.Value.Mid)} = {Said.Range(total)}; / {Said.Number(Weeks)} weeks = {Said.Range(perWeek)} a week: {ratio.Words}.");
    }

    private void Add(string name, decimal value, PlanFieldKind kind, string words) => _steps.Add(new(name, new Estimate(value, value, value), kind, words));

    private static string Lines(int count) => count == 1 ? "1 line" : $"{count:0} lines";

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}

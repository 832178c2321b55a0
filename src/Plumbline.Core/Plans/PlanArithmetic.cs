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

/// <summary>What has come of a plan's months, and what is on its way, when the arithmetic is made.</summary>
/// <param name="Booked">Revenue of the months that are over.</param>
/// <param name="Pipeline">By account (0 where none is named): the value of the open opportunities expected to close in the plan's months.</param>
public sealed record PlanSoFar(decimal Booked, IReadOnlyDictionary<long, decimal> Pipeline)
{
    /// <summary>Nothing booked, nothing open.</summary>
    public static PlanSoFar Nothing { get; } = new(0, new Dictionary<long, decimal>());
}

/// <summary>
/// The one arithmetic that runs through a plan: from the quota by what is booked and the forecast to the gap, the deals, the pipeline and the day by which it
/// must be there, and on to this week's activities at the person's own rates. Without a quota it ends with the gap: nothing can be asked for.
/// </summary>
public sealed class PlanArithmetic
{
    private readonly List<ArithmeticStep> _steps = [];
    private readonly Month _now;

    /// <summary>Reckons for a plan.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="rates">The person's rates.</param>
    /// <param name="today">The company's day; what is gone cannot be worked in any more.</param>
    /// <param name="soFar">What was booked and is open; nothing where it is left out.</param>
    public PlanArithmetic(BusinessPlanContent content, SupportedRates rates, DateOnly today, PlanSoFar? soFar = null)
    {
        var period = content.Period;
        var facts = soFar ?? PlanSoFar.Nothing;
        _now = Month.Of(today);
        Rates = rates;
        Quota = content.QuotaOf(period).Revenue;
        if (Quota == 0)
        {
            _steps.Add(new("Quota", null, PlanFieldKind.Money, "There is no quota yet. Say what each month is to bring, and the rest is reckoned from that."));
        }
        else
        {
            Add("Quota", Quota, PlanFieldKind.Money, $"{Months(period.First, period.Last)} add up to {Said.Money(Quota)}.");
        }

        Remaining = ReckonRemaining(period, facts.Booked);
        (Forecast, Weighed) = ReckonForecast(content);
        if (Quota == 0)
        {
            _steps.Add(new("Gap", null, PlanFieldKind.Money, "What is missing cannot be told without a quota."));
            return;
        }

        Gap = ReckonGap();
        Deals = ReckonDeals(rates);
        Coverage = (1 + rates.Slippage.Value.Mid) / rates.WinRateByValue.Value.Mid;
        Add("Needed coverage", Coverage, PlanFieldKind.Number,
            $"1 / {Said.Share(rates.WinRateByValue.Value.Mid)} x (1 + {Said.Share(rates.Slippage.Value.Mid)}) = {Said.Number(Coverage)}: {rates.WinRateByValue.Words}; {rates.Slippage.Words}.");
        OpenPipeline = ReckonOpenPipeline(content, facts);
        PipelineToCreate = ReckonPipeline();
        (CreateBy, Weeks, IsLate) = ReckonTime(period, (int)rates.Cycle.Value.Mid, today, rates.Cycle.Words);
        Opportunities = ReckonOpportunities(rates);
        Activities = [.. rates.Types.Select(t => Need(t, rates)).OfType<ActivityNeed>()];
        _steps.AddRange(Activities.Select(a => new ArithmeticStep($"{a.Type.Name} a week", a.PerWeek, PlanFieldKind.Count, a.Words)));
        if (Opportunities is not null && Activities.Count == 0)
        {
            _steps.Add(new("Activities a week", null, PlanFieldKind.Count, "No activities and opportunities are counted yet, so it cannot be told how many it takes. Log them for a month."));
        }
    }

    /// <summary>The rates that it reckons with.</summary>
    public SupportedRates Rates { get; }

    /// <summary>The revenue quota of the period; 0 where none is given yet.</summary>
    public decimal Quota { get; }

    /// <summary>What the months that are over leave of the quota; not negative.</summary>
    public decimal Remaining { get; }

    /// <summary>The revenue forecast by client and product for the months that are not over, at full value.</summary>
    public decimal Forecast { get; }

    /// <summary>The same with each line weighed by its confidence, in full where none is given.</summary>
    public decimal Weighed { get; }

    /// <summary>What the weighed forecast leaves open of what remains; not negative.</summary>
    public decimal Gap { get; }

    /// <summary>Whole deals that close the gap; null where no average deal is known, or no quota.</summary>
    public decimal? Deals { get; }

    /// <summary>How much pipeline it takes for one unit won: 1 / win rate by value x (1 + slippage); 0 where there is no quota.</summary>
    public decimal Coverage { get; }

    /// <summary>Open pipeline of the period at clients that the forecast does not name: what it names counts there already.</summary>
    public decimal OpenPipeline { get; }

    /// <summary>Pipeline to create for the gap, beyond what is open; not negative.</summary>
    public decimal PipelineToCreate { get; }

    /// <summary>The day by which it must be there: one sales cycle before the period's last day.</summary>
    public DateOnly CreateBy { get; }

    /// <summary>The weeks left to create it; at least 1.</summary>
    public decimal Weeks { get; }

    /// <summary>Whether <see cref="CreateBy"/> has passed before the work begins.</summary>
    public bool IsLate { get; }

    /// <summary>Opportunities to open; null where no average deal is known, or no quota.</summary>
    public Estimate? Opportunities { get; }

    /// <summary>What it takes of each type of activity.</summary>
    public IReadOnlyList<ActivityNeed> Activities { get; } = [];

    /// <summary>The whole arithmetic, in order.</summary>
    public IReadOnlyList<ArithmeticStep> Steps => _steps;

    private decimal ReckonRemaining(Period period, decimal booked)
    {
        if (Quota == 0 || !IsOver(period.First))
        {
            return Quota;
        }

        var remaining = Math.Max(0, Quota - booked);
        Add("Booked", booked, PlanFieldKind.Money, $"{Months(period.First, period.Months.Last(IsOver))} {(IsOver(period.First.Plus(1)) && period.Length > 1 ? "are" : "is")} over and brought {Said.Money(booked)}.");
        Add("Remaining quota", remaining, PlanFieldKind.Money, $"{Said.Money(Quota)} - {Said.Money(booked)} = {Said.Money(Quota - booked)}{(booked > Quota ? ": the quota is reached" : "")}.");
        return remaining;
    }

    private (decimal Full, decimal Weighed) ReckonForecast(BusinessPlanContent content)
    {
        var lines = content.Forecast.Select(l => (Revenue: l.Months.Where(m => !IsOver(m.Month)).Sum(m => m.Revenue ?? 0), l.Confidence)).ToList();
        var (full, weighed, sure) = (lines.Sum(l => l.Revenue), lines.Sum(l => l.Revenue * (l.Confidence ?? 1)), lines.Count(l => l.Confidence is null));
        Add("Forecast", weighed, PlanFieldKind.Money, content.Forecast.Count == 0
            ? "Nothing is forecast yet."
            : $"{Lines(lines.Count)} add{(lines.Count == 1 ? "s" : "")} up to {Said.Money(full)}{(IsOver(content.Period.First) ? " in the months that are not over" : "")}; weighed by your confidence, {Said.Money(weighed)}.{(sure == 0 ? "" : $" {Lines(sure)} without a confidence count{(sure == 1 ? "s" : "")} in full.")}");
        return (full, weighed);
    }

    private decimal ReckonGap()
    {
        var gap = Math.Max(0, Remaining - Weighed);
        Add("Gap", gap, PlanFieldKind.Money, gap > 0
            ? $"{Said.Money(Remaining)} - {Said.Money(Weighed)} = {Said.Money(gap)}."
            : Remaining == 0 ? "The quota is reached. Nothing more must be created for this period."
            : $"The forecast covers {(Remaining == Quota ? "the quota" : "what remains of the quota")}, with {Said.Money(Weighed - Remaining)} to spare. Nothing more must be created for this period.");
        return gap;
    }

    // Every open opportunity counts whatever its stage, since the win rate is that of all that were closed: the two must be of the same kind.
    private decimal ReckonOpenPipeline(BusinessPlanContent content, PlanSoFar facts)
    {
        var named = content.Forecast.Where(l => l.Months.Any(m => !IsOver(m.Month))).Select(l => l.AccountId).OfType<long>().ToHashSet();
        var open = facts.Pipeline.Where(p => !named.Contains(p.Key)).Sum(p => p.Value);
        if (facts.Pipeline.Count > 0)
        {
            var all = facts.Pipeline.Values.Sum();
            Add("Open pipeline", open, PlanFieldKind.Money, all == open
                ? $"Open opportunities expected to close in these months add up to {Said.Money(open)}."
                : $"Open opportunities expected to close in these months add up to {Said.Money(all)}; {Said.Money(all - open)} of it is at clients that the forecast names and counts there, so {Said.Money(open)}.");
        }

        return open;
    }

    private decimal ReckonPipeline()
    {
        var needed = Gap * Coverage;
        var missing = Math.Max(0, needed - OpenPipeline);
        var product = $"{Said.Money(Gap)} x {Said.Number(Coverage)}";
        Add("Pipeline to create", missing, PlanFieldKind.Money,
            Gap == 0 ? $"{product} = 0."
            : OpenPipeline == 0 ? $"{product} = {Said.Money(needed)}, beyond what the forecast names."
            : $"{product} - {Said.Money(OpenPipeline)} = {Said.Money(needed - OpenPipeline)}{(missing == 0 ? ": enough is open" : ", beyond what the forecast names")}.");
        return missing;
    }

    private bool IsOver(Month month) => month < _now;

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
        var needed = rates.WinRate.Value.Inverse().Times(deals * slippage);
        var missing = OpenPipeline == 0 || Gap == 0 ? 1 : PipelineToCreate / (Gap * Coverage);
        var opportunities = needed.Times(missing);
        _steps.Add(new("Opportunities to open", opportunities, PlanFieldKind.Count,
            $"{Said.Number(deals)} deals / {Said.Share(rates.WinRate.Value.Mid)} won x (1 + {Said.Share(slippage - 1)}) = {Said.Range(needed)}{(missing == 1 ? "" : $"; {Said.Share(missing)} of the pipeline it takes is not open yet, so {Said.Range(opportunities)}")}: {rates.WinRate.Words}."));
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

    private static string Months(Month first, Month last) => first == last ? Said.Month(first) : $"{Said.Month(first)} to {Said.Month(last)}";

    private static string Lines(int count) => count == 1 ? "1 line" : $"{count:0} lines";

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}

using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>All that a business plan says, for six months as a rule.</summary>
public sealed record BusinessPlanContent : PlanContent
{
    /// <summary>An empty plan for <paramref name="period"/>.</summary>
    public BusinessPlanContent(Period period)
        : base(period)
    {
    }

    /// <inheritdoc/>
    public override PlanForm Form => PlanForm.Business;

    /// <inheritdoc/>
    public override BusinessPlanContent Blank => new(Period);

    /// <summary>The last period in a few words.</summary>
    public LastPeriod LastPeriod { get; init; } = new();

    /// <summary>The book of accounts at a glance.</summary>
    public Market Market { get; init; } = new();

    /// <summary>The accounts that the period is built on.</summary>
    public Rows<NamedAccount> Named { get; init; } = [];

    /// <summary>Goals.</summary>
    public Rows<Goal> Goals { get; init; } = [];

    /// <summary>Training needs.</summary>
    public Rows<TrainingNeed> Training { get; init; } = [];

    /// <summary>The quota of each month that has one.</summary>
    /// <exception cref="RefusedException">A month outside the period.</exception>
    public Rows<Quota> Quotas
    {
        get;
        init
        {
            RefuseForeign(value.Select(q => q.Month));
            field = value;
        }
    } = [];

    /// <summary>What the quota rests on.</summary>
    public Assumptions Assumptions { get; init; } = new();

    /// <summary>The personal goal above the quota.</summary>
    public Levels Levels { get; init; } = new();

    /// <summary>The forecast by client and product.</summary>
    /// <exception cref="RefusedException">A month outside the period.</exception>
    public Rows<ForecastLine> Forecast
    {
        get;
        init
        {
            RefuseForeign(value.SelectMany(l => l.Months).Select(m => m.Month));
            field = value;
        }
    } = [];

    /// <summary>Activity goals by type.</summary>
    public Rows<ActivityGoal> Activities { get; init; } = [];

    /// <summary>Local marketing.</summary>
    public Rows<MarketingActivity> Marketing { get; init; } = [];

    /// <summary>Obstacles and the help needed.</summary>
    public Rows<Obstacle> Obstacles { get; init; } = [];

    /// <summary>What is to be done better.</summary>
    public Rows<Improvement> Improvements { get; init; } = [];

    /// <summary>Commitments, a sentence each.</summary>
    public Rows<PlanCommitment> Commitments { get; init; } = [];

    /// <summary>When the two look at the plan again.</summary>
    public NextReview Review { get; init; } = new();

    /// <summary>The month's quota; blank where none is given.</summary>
    public Quota Quota(Month month) => Quotas.Find(month.ToString()) ?? new(month);

    /// <summary>The quotas of a part of the period, added up.</summary>
    public PlanSum QuotaOf(Period part)
    {
        var quotas = Quotas.Where(q => part.Contains(q.Month)).ToList();
        return new(quotas.Sum(q => q.Revenue ?? 0), quotas.Sum(q => q.Margin ?? 0), quotas.Sum(q => q.NewRevenue ?? 0));
    }

    /// <summary>The forecast of a part of the period, added up at full value; new business is not told apart in it (0).</summary>
    public PlanSum ForecastOf(Period part)
    {
        var cells = Forecast.SelectMany(l => l.Months).Where(m => part.Contains(m.Month)).ToList();
        return new(cells.Sum(m => m.Revenue ?? 0), cells.Sum(m => m.Margin ?? 0), 0);
    }

    /// <summary>What it says of a part of its months: quotas and forecast of others are left out, and forecast lines of which nothing is left.</summary>
    public BusinessPlanContent Within(Period part) => new(part)
    {
        Goals = Goals,
        Training = Training,
        Quotas = [.. Quotas.Where(q => part.Contains(q.Month))],
        Forecast = [.. Forecast.Select(l => l with { Months = [.. l.Months.Where(m => part.Contains(m.Month))] }).Where(l => l.Months.Count > 0)],
        Activities = Activities,
        Marketing = [.. Marketing.Where(m => m.Starts is { } day && part.Contains(day))],
    };

    /// <summary>The same plan with other quotas for some months; what is new business of them stays.</summary>
    /// <exception cref="RefusedException">A month outside the period.</exception>
    public BusinessPlanContent WithQuotas(IReadOnlyCollection<Quota> quotas) => this with
    {
        Quotas = [.. Quotas.Where(q => quotas.All(n => n.Month != q.Month)).Concat(quotas.Select(n => Quota(n.Month) with { Revenue = n.Revenue, Margin = n.Margin })).OrderBy(q => q.Month)],
    };

    /// <summary>
    /// This plan as the start of the next: quotas, forecast and goals move on to the same places of <paramref name="next"/>.
    /// Dates, marketing, improvements, commitments, the opportunities behind the forecast and the look back are left out, since they must be thought anew.
    /// </summary>
    public BusinessPlanContent CarryOver(Period next)
    {
        var months = Period.Months.Zip(next.Months).ToDictionary();
        return new(next)
        {
            Market = Market,
            Named = Named,
            Assumptions = Assumptions with { Gap = "" },
            Levels = Levels,
            Goals = [.. Goals.Select(g => g with { ByWhen = null })],
            Training = [.. Training.Select(t => t with { ByWhen = null })],
            Quotas = [.. Quotas.Where(q => months.ContainsKey(q.Month)).Select(q => q with { Month = months[q.Month] })],
            Forecast = [.. Forecast.Select(l => l with
            {
                OpportunityId = null,
                Opportunity = "",
                Months = [.. l.Months.Where(m => months.ContainsKey(m.Month)).Select(m => m with { Month = months[m.Month] })],
            })],
            Activities = Activities,
            Obstacles = Obstacles,
        };
    }

    private void RefuseForeign(IEnumerable<Month> months) =>
        Refuse.Unless(months.All(Period.Contains), Refusal.Invalid, $"The plan covers {Period} and no other month.");
}

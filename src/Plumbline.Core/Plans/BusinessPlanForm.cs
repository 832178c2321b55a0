using Plumbline.Fiscal;
using static Plumbline.Plans.PlanFieldKind;
using static Plumbline.Plans.SectionsOf<Plumbline.Plans.BusinessPlanContent>;

namespace Plumbline.Plans;

/// <summary>The form of a business plan: every section and field, in the order in which they are read.</summary>
internal static class BusinessPlanForm
{
    private static readonly PlanField<Quota>[] _quotaFields =
    [
        PlanField<Quota>.Number(Money, "revenue", "Revenue", r => r.Revenue, (r, v) => r with { Revenue = v }, "Revenue"),
        PlanField<Quota>.Number(Money, "margin", "Margin", r => r.Margin, (r, v) => r with { Margin = v }, "Margin"),
        PlanField<Quota>.Number(Money, "new", "New business", r => r.NewRevenue, (r, v) => r with { NewRevenue = v }, "New business"),
    ];

    private static readonly PlanField<ForecastLine>[] _forecastFields =
    [
        PlanField<ForecastLine>.Reference("account", "Account", r => r.AccountId, (r, v) => r with { AccountId = v }),
        PlanField<ForecastLine>.Text("client", "Client", r => r.Client, (r, v) => r with { Client = v }),
        PlanField<ForecastLine>.Reference("product-id", "Product number", r => r.ProductId, (r, v) => r with { ProductId = v }),
        PlanField<ForecastLine>.Text("product", "Product", r => r.Product, (r, v) => r with { Product = v }),
        PlanField<ForecastLine>.Reference("opportunity-id", "Opportunity number", r => r.OpportunityId, (r, v) => r with { OpportunityId = v }),
        PlanField<ForecastLine>.Text("opportunity", "Opportunity", r => r.Opportunity, (r, v) => r with { Opportunity = v }),
        PlanField<ForecastLine>.Number(Percent, "confidence", "Confidence", r => r.Confidence, (r, v) => r with { Confidence = v }),
        PlanField<ForecastLine>.Text("source", "Source", r => r.Source, (r, v) => r with { Source = v }),
    ];

    /// <summary>The sections.</summary>
    public static IReadOnlyList<SectionForm> Sections { get; } =
    [
        One(PlanSection.LastPeriod, "last", "Last period", c => c.LastPeriod, (c, r) => c with { LastPeriod = r },
        [
            PlanField<LastPeriod>.Text("worked", "What worked", r => r.Worked, (r, v) => r with { Worked = v }),
            PlanField<LastPeriod>.Text("did-not", "What did not", r => r.DidNot, (r, v) => r with { DidNot = v }),
            PlanField<LastPeriod>.Text("stops", "What I stop", r => r.Stops, (r, v) => r with { Stops = v }),
        ]),
        One(PlanSection.Market, "market", "Market", c => c.Market, (c, r) => c with { Market = r },
        [
            PlanField<Market>.Text("territory", "Territory or book", r => r.Territory, (r, v) => r with { Territory = v }),
            PlanField<Market>.Number(Count, "accounts", "Accounts in the book", r => r.Accounts, (r, v) => r with { Accounts = v }),
            PlanField<Market>.Number(Count, "in-cycle", "In cycle", r => r.InCycle, (r, v) => r with { InCycle = v }),
            PlanField<Market>.Number(Money, "potential", "Potential", r => r.Potential, (r, v) => r with { Potential = v }),
            PlanField<Market>.Text("segments", "Segments", r => r.Segments, (r, v) => r with { Segments = v }),
            PlanField<Market>.Text("threats", "Threats to existing business", r => r.Threats, (r, v) => r with { Threats = v }),
        ]),
        List(PlanSection.Named, "named", "Named accounts", c => c.Named, (c, r) => c with { Named = r }, key => new NamedAccount(key), r => r.Client,
        [
            PlanField<NamedAccount>.Reference("account", "Account number", r => r.AccountId, (r, v) => r with { AccountId = v }),
            PlanField<NamedAccount>.Text("client", "Account", r => r.Client, (r, v) => r with { Client = v }),
            PlanField<NamedAccount>.Choice("rank", "List", r => r.Rank, (r, v) => r with { Rank = v }, [(NamedRank.TopTen, new("top", "Top ten")), (NamedRank.Bench, new("bench", "Bench"))]),
            PlanField<NamedAccount>.Number(Money, "revenue", "Revenue of a year", r => r.Revenue, (r, v) => r with { Revenue = v }),
            PlanField<NamedAccount>.Number(Money, "potential", "Potential of a year", r => r.Potential, (r, v) => r with { Potential = v }),
            PlanField<NamedAccount>.Text("competition", "Competition", r => r.Competition, (r, v) => r with { Competition = v }),
            PlanField<NamedAccount>.Choice("relationship", "Relationship", r => r.Relationship, (r, v) => r with { Relationship = v }, RelationshipChoices.All),
            PlanField<NamedAccount>.Reference("product-id", "Product number", r => r.ProductId, (r, v) => r with { ProductId = v }),
            PlanField<NamedAccount>.Text("product", "Product to sell", r => r.Product, (r, v) => r with { Product = v }),
            PlanField<NamedAccount>.Reference("owner-id", "Person of ours", r => r.OwnerId, (r, v) => r with { OwnerId = v }),
            PlanField<NamedAccount>.Text("owner", "Looked after by", r => r.Owner, (r, v) => r with { Owner = v }),
        ]),
        List(PlanSection.Goals, "goals", "Goals", c => c.Goals, (c, r) => c with { Goals = r }, key => new Goal(key), r => r.Statement,
        [
            PlanField<Goal>.Text("statement", "Goal", r => r.Statement, (r, v) => r with { Statement = v }),
            PlanField<Goal>.Text("measure", "Measure", r => r.Measure, (r, v) => r with { Measure = v }),
            PlanField<Goal>.Number(Number, "baseline", "Today", r => r.Baseline, (r, v) => r with { Baseline = v }),
            PlanField<Goal>.Number(Number, "commit", "Commit", r => r.Commit, (r, v) => r with { Commit = v }),
            PlanField<Goal>.Number(Number, "target", "Target", r => r.Target, (r, v) => r with { Target = v }),
            PlanField<Goal>.Number(Number, "stretch", "Stretch", r => r.Stretch, (r, v) => r with { Stretch = v }),
            PlanField<Goal>.Day("by", "By when", r => r.ByWhen, (r, v) => r with { ByWhen = v }),
            PlanField<Goal>.Text("why", "Why it matters", r => r.Why, (r, v) => r with { Why = v }),
            PlanField<Goal>.Text("proof", "How I will know", r => r.Proof, (r, v) => r with { Proof = v }),
            PlanField<Goal>.Flag("personal", "Personal", r => r.IsPersonal, (r, v) => r with { IsPersonal = v }),
        ]),
        List(PlanSection.Training, "training", "Training", c => c.Training, (c, r) => c with { Training = r }, key => new TrainingNeed(key), r => r.Skill,
        [
            PlanField<TrainingNeed>.Text("skill", "Skill", r => r.Skill, (r, v) => r with { Skill = v }),
            PlanField<TrainingNeed>.Text("why", "Why", r => r.Why, (r, v) => r with { Why = v }),
            PlanField<TrainingNeed>.Text("how", "How", r => r.How, (r, v) => r with { How = v }),
            PlanField<TrainingNeed>.Day("by", "By when", r => r.ByWhen, (r, v) => r with { ByWhen = v }),
            PlanField<TrainingNeed>.Number(Money, "cost", "Cost", r => r.Cost, (r, v) => r with { Cost = v }, "Cost"),
            PlanField<TrainingNeed>.Text("prepares", "Validation it prepares", r => r.Prepares, (r, v) => r with { Prepares = v }),
            PlanField<TrainingNeed>.Text("support", "Support asked", r => r.Support, (r, v) => r with { Support = v }),
        ]),
        new SectionForm<BusinessPlanContent, Quota>(PlanSection.Quotas, "quotas", "Quota", isList: true,
            c => c.Quotas.Select(q => q.Key), IsMonth, (c, key) => c.Quota(MonthOf(c.Period, key)), (c, r) => c with { Quotas = c.Quotas.With(r) },
            r => Said.Month(r.Month), _ => _quotaFields),
        One(PlanSection.Assumptions, "assumptions", "Assumptions", c => c.Assumptions, (c, r) => c with { Assumptions = r },
        [
            PlanField<Assumptions>.Number(Money, "average-deal", "Average deal", r => r.AverageDeal, (r, v) => r with { AverageDeal = v }),
            PlanField<Assumptions>.Number(Percent, "win-rate", "Win rate", r => r.WinRate, (r, v) => r with { WinRate = v }),
            PlanField<Assumptions>.Number(Count, "cycle", "Sales cycle in days", r => r.Cycle, (r, v) => r with { Cycle = v }),
            PlanField<Assumptions>.Number(Count, "deals", "Deals to win", r => r.Deals, (r, v) => r with { Deals = v }),
            PlanField<Assumptions>.Text("gap", "How the gap to the forecast is closed", r => r.Gap, (r, v) => r with { Gap = v }),
        ]),
        One(PlanSection.Levels, "levels", "Personal goal", c => c.Levels, (c, r) => c with { Levels = r },
        [
            PlanField<Levels>.Number(Money, "target-revenue", "Target revenue", r => r.TargetRevenue, (r, v) => r with { TargetRevenue = v }),
            PlanField<Levels>.Number(Money, "target-margin", "Target margin", r => r.TargetMargin, (r, v) => r with { TargetMargin = v }),
            PlanField<Levels>.Number(Money, "stretch-revenue", "Stretch revenue", r => r.StretchRevenue, (r, v) => r with { StretchRevenue = v }),
            PlanField<Levels>.Number(Money, "stretch-margin", "Stretch margin", r => r.StretchMargin, (r, v) => r with { StretchMargin = v }),
        ]),
        new SectionForm<BusinessPlanContent, ForecastLine>(PlanSection.Forecast, "forecast", "Forecast", isList: true,
            c => c.Forecast.Select(l => l.Key), (_, key) => Rows.IsKey(key), (c, key) => c.Forecast.Find(key) ?? new(key), (c, r) => c with { Forecast = c.Forecast.With(r) },
            r => string.Join(", ", new[] { r.Client, r.Product }.Where(s => s != "")), period => [.. _forecastFields, .. period.Months.SelectMany(CellsOf)]),
        List(PlanSection.Activities, "activities", "Activity goals", c => c.Activities, (c, r) => c with { Activities = r }, key => new ActivityGoal(key), r => r.Type,
        [
            PlanField<ActivityGoal>.Reference("type-id", "Activity type", r => r.TypeId, (r, v) => r with { TypeId = v }),
            PlanField<ActivityGoal>.Text("type", "Activity", r => r.Type, (r, v) => r with { Type = v }),
            PlanField<ActivityGoal>.Number(Count, "per-week", "Per week", r => r.PerWeek, (r, v) => r with { PerWeek = v }),
            PlanField<ActivityGoal>.Number(Count, "per-month", "Per month", r => r.PerMonth, (r, v) => r with { PerMonth = v }),
            PlanField<ActivityGoal>.Number(Count, "per-opportunity", "For one opportunity", r => r.PerOpportunity, (r, v) => r with { PerOpportunity = v }),
            PlanField<ActivityGoal>.Text("expected", "Result expected", r => r.Expected, (r, v) => r with { Expected = v }),
            PlanField<ActivityGoal>.Flag("derived", "Derived from the quota", r => r.IsDerived, (r, v) => r with { IsDerived = v }),
        ]),
        List(PlanSection.Marketing, "marketing", "Local marketing", c => c.Marketing, (c, r) => c with { Marketing = r }, key => new MarketingActivity(key), r => r.Title,
        [
            PlanField<MarketingActivity>.Text("title", "Activity", r => r.Title, (r, v) => r with { Title = v }),
            PlanField<MarketingActivity>.Text("vendor", "Vendor", r => r.Vendor, (r, v) => r with { Vendor = v }),
            PlanField<MarketingActivity>.Text("program", "Program", r => r.Program, (r, v) => r with { Program = v }),
            PlanField<MarketingActivity>.Text("audience", "Audience", r => r.Audience, (r, v) => r with { Audience = v }),
            PlanField<MarketingActivity>.Day("starts", "Starts", r => r.Starts, (r, v) => r with { Starts = v }),
            PlanField<MarketingActivity>.Day("ends", "Ends", r => r.Ends, (r, v) => r with { Ends = v }),
            PlanField<MarketingActivity>.Number(Money, "budget", "Budget", r => r.Budget, (r, v) => r with { Budget = v }, "Budget"),
            PlanField<MarketingActivity>.Number(Percent, "funded", "Funded share", r => r.FundedShare, (r, v) => r with { FundedShare = v }),
            PlanField<MarketingActivity>.Number(Count, "leads", "Leads", r => r.Leads, (r, v) => r with { Leads = v }, "Leads"),
            PlanField<MarketingActivity>.Number(Count, "opportunities", "Opportunities", r => r.Opportunities, (r, v) => r with { Opportunities = v }, "Opportunities"),
            PlanField<MarketingActivity>.Number(Money, "pipeline", "Pipeline", r => r.Pipeline, (r, v) => r with { Pipeline = v }, "Pipeline"),
            PlanField<MarketingActivity>.Text("follow-up", "Who follows up", r => r.FollowUp, (r, v) => r with { FollowUp = v }),
            PlanField<MarketingActivity>.Day("claim-by", "Claim by", r => r.ClaimBy, (r, v) => r with { ClaimBy = v }),
        ]),
        List(PlanSection.Obstacles, "obstacles", "Obstacles and help", c => c.Obstacles, (c, r) => c with { Obstacles = r }, key => new Obstacle(key), r => r.What, ObstacleFields.All),
        List(PlanSection.Improvements, "improvements", "Improvements", c => c.Improvements, (c, r) => c with { Improvements = r }, key => new Improvement(key), r => r.Action,
        [
            PlanField<Improvement>.Text("action", "What I do better", r => r.Action, (r, v) => r with { Action = v }),
            PlanField<Improvement>.Text("brings", "What it brings", r => r.Brings, (r, v) => r with { Brings = v }),
            PlanField<Improvement>.Day("by", "By when", r => r.ByWhen, (r, v) => r with { ByWhen = v }),
        ]),
        List(PlanSection.Commitments, "commitments", "Commitments", c => c.Commitments, (c, r) => c with { Commitments = r }, key => new PlanCommitment(key), r => r.Sentence,
        [
            PlanField<PlanCommitment>.Text("sentence", "I commit to", r => r.Sentence, (r, v) => r with { Sentence = v }),
            PlanField<PlanCommitment>.Day("by", "By when", r => r.ByWhen, (r, v) => r with { ByWhen = v }),
        ]),
        One(PlanSection.Review, "review", "Next review", c => c.Review, (c, r) => c with { Review = r }, [PlanField<NextReview>.Day("day", "Day", r => r.Day, (r, v) => r with { Day = v })]),
    ];

    private static IEnumerable<PlanField<ForecastLine>> CellsOf(Month month)
    {
        ForecastMonth Cell(ForecastLine line) => line.Months.Find(month.ToString()) ?? new(month);
        yield return PlanField<ForecastLine>.Number(Money, $"{month}.revenue", $"{Said.Month(month)} revenue",
            r => Cell(r).Revenue, (r, v) => r with { Months = r.Months.With(Cell(r) with { Revenue = v }) }, "Revenue");
        yield return PlanField<ForecastLine>.Number(Margin, $"{month}.margin", $"{Said.Month(month)} margin",
            r => Cell(r).Margin, (r, v) => r with { Months = r.Months.With(Cell(r) with { Margin = v }) }, "Margin");
    }

    private static bool IsMonth(Period period, string key) => period.Months.Any(m => m.ToString() == key);

    private static Month MonthOf(Period period, string key) => period.Months.First(m => m.ToString() == key);
}

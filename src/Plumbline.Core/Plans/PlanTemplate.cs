using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>A plan to begin with where there is neither a last one nor a history: the usual goals and sentences, their figures left open.</summary>
public static class PlanTemplate
{
    /// <summary>The template for a period.</summary>
    public static BusinessPlanContent For(Period period) => new(period)
    {
        Goals =
        [
            new("1") { Statement = "Win new customers", Measure = "Customers with a first order", ByWhen = period.LastDay, Proof = "Their first bookings on the scoreboard" },
            new("2") { Statement = "Sell a further product to existing customers", Measure = "Customers who buy a product for the first time", ByWhen = period.LastDay },
            new("3") { Statement = "Have enough in the pipeline for the next period", Measure = "Open pipeline closing in the next period", ByWhen = period.LastDay },
        ],
        Training = [new("1") { Skill = "Know one more product well enough to show it", How = "Course, then a demo before a colleague" }],
        Obstacles = [new("1") { What = "What could keep me from this?", Help = "Who could help, and how?" }],
        Commitments = [new("1") { Sentence = "Every open opportunity has a next step with a date." }],
    };
}

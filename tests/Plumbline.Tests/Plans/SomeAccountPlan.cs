using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>Account plans for tests.</summary>
internal static class SomeAccountPlan
{
    public static readonly Period Quarter = new(new Month(2027, 1), 3);
    public static readonly AccountPlanContent Blank = new(11, Quarter);
    public static readonly PlanKnown Known = new(new HashSet<long> { 11 }, new HashSet<long> { 21 }, new FiscalYear(1), SplitsNewBusiness: false, Arithmetic: null) { People = new HashSet<long> { 1, 2 } };

    /// <summary>Nothing must be mended in it.</summary>
    public static AccountPlanContent Good(int steps = 2) => Blank with
    {
        Aims = new() { Purpose = AccountPurpose.Penetrate, Revenue = 40_000, Margin = 12_000, KnowsPlan = CustomerKnows.Partly, Renewal = new(2027, 2, 1) },
        Contacts = [new("c1") { Name = "Ada Aldana", Role = BuyingRole.Economic, Influence = Influence.High, Relationship = Relationship.Neutral }],
        Steps = [.. Enumerable.Range(1, steps).Select(i => new PlanStep($"s{i}") { Method = $"Method {i}", Expected = "An order", By = new(2027, 3, i) })],
        Tactics = [.. Enumerable.Range(1, steps).Select(i => new Tactic($"t{i}") { Step = $"s{i}", Action = $"Visit {i}", OwnerId = 1, Owner = "Mary", Due = new(2027, 2, i) })],
    };

    public static AccountPlan Plan(AccountPlanContent? content = null) => new(1, SomePlan.Mary, content ?? Good(), SomePlan.At);

    /// <summary>Both have signed it.</summary>
    public static AccountPlan Agreed()
    {
        var plan = Plan();
        plan.Propose(SomePlan.Mary, null, signs: true, Known, SomePlan.At, SomePlan.Today);
        plan.Sign(SomePlan.Paul, 1, plan.OnTable!.Hash, SomePlan.At, SomePlan.Today);
        return plan;
    }
}

namespace Plumbline.Plans;

/// <summary>A salesperson's plan for six months, with the quotas that results are measured against.</summary>
public sealed class BusinessPlan : Plan
{
    /// <summary>Begins a plan with a draft: an empty one, the last plan carried over, a template or a suggestion.</summary>
    /// <exception cref="RefusedException">Someone else's plan.</exception>
    public BusinessPlan(long salespersonId, Party by, BusinessPlanContent start, DateTimeOffset at)
        : base(salespersonId, by, start, at)
    {
    }

    private BusinessPlan() { }

    /// <inheritdoc/>
    public override BusinessPlanContent Blank => new(Period);
}

namespace Plumbline.Plans;

/// <summary>Fills a section of a draft from another plan: a suggestion, or the last plan carried over.</summary>
public static class PlanFilling
{
    /// <summary>
    /// The content with a section filled: quotas and levels are put in place of those that stand there; of named accounts, forecast lines and activity goals those are added whose account, client and product, or
    /// type, the draft does not have yet, so that nothing typed is lost.
    /// </summary>
    /// <param name="content">The draft.</param>
    /// <param name="source">For the same period.</param>
    /// <param name="section">Named accounts, quotas, levels, forecast or activities.</param>
    /// <param name="newKey">A key for each row added, by its number among them.</param>
    /// <param name="merges">What the draft's numbers have become; none where it is left out.</param>
    /// <exception cref="RefusedException">Another section.</exception>
    public static BusinessPlanContent Fill(BusinessPlanContent content, BusinessPlanContent source, PlanSection section, Func<int, string> newKey, PlanMerges? merges = null) => section switch
    {
        PlanSection.Quotas => content with { Quotas = source.Quotas },
        PlanSection.Levels => content with { Levels = source.Levels },
        PlanSection.Named => content with
        {
            Named =
            [
                .. content.Named,
                .. source.Named.Where(account => !content.Named.Any(mine => SaysOf((merges ?? PlanMerges.None).Follow(mine)) == SaysOf(account))).Select((account, i) => account with { Key = newKey(i) }),
            ],
        },
        PlanSection.Forecast => content with
        {
            Forecast =
            [
                .. content.Forecast,
                .. source.Forecast.Where(line => !content.Forecast.Any(mine => SaysOf((merges ?? PlanMerges.None).Follow(mine)) == SaysOf(line))).Select((line, i) => line with { Key = newKey(i) }),
            ],
        },
        PlanSection.Activities => content with
        {
            Activities = [.. content.Activities, .. source.Activities.Where(goal => !content.Activities.Any(mine => SaysOf(mine) == SaysOf(goal))).Select((goal, i) => goal with { Key = newKey(i) })],
        },
        _ => throw new RefusedException(Refusal.Invalid, "Only named accounts, quotas, levels, forecast and activity goals are filled from elsewhere."),
    };

    private static (long?, string) SaysOf(NamedAccount named) => (named.AccountId, named.AccountId is null ? named.Client.ToUpperInvariant() : "");

    private static (long?, string, long?, string) SaysOf(ForecastLine line) =>
        (line.AccountId, line.AccountId is null ? line.Client.ToUpperInvariant() : "", line.ProductId, line.ProductId is null ? line.Product.ToUpperInvariant() : "");

    private static (long?, string) SaysOf(ActivityGoal goal) => (goal.TypeId, goal.TypeId is null ? goal.Type.ToUpperInvariant() : "");
}

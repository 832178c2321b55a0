using Plumbline.Commitments;

namespace Plumbline.Plans;

/// <summary>What a plan promises for a day.</summary>
/// <param name="Path">The row, as in "goals.k3".</param>
/// <param name="Kind">What kind of promise.</param>
/// <param name="PersonId">Who is to do it.</param>
/// <param name="What">In words.</param>
/// <param name="Due">The day by which.</param>
public sealed record PlanPromise(string Path, CommitmentKind Kind, long PersonId, string What, DateOnly Due);

/// <summary>Reads from a plan what is to be followed in the ledger once it is agreed.</summary>
public static class PlanPromises
{
    /// <summary>
    /// Of a business plan the measurable goals, training needs, improvements, commitments and the next review; of an account plan the steps and tactics, which may be a colleague's. What has no day of its own is for the plan's last day, but for goals and training, which must have one, and the review, which is due on its day or not at all.
    /// </summary>
    /// <param name="content">The plan.</param>
    /// <param name="salespersonId">Whose plan it is.</param>
    public static IReadOnlyList<PlanPromise> Of(PlanContent content, long salespersonId) => content switch
    {
        BusinessPlanContent plan =>
        [
            .. plan.Goals.Where(g => g.ByWhen is not null && g.Statement != "").Select(g => new PlanPromise($"goals.{g.Key}", CommitmentKind.Goal, salespersonId, Worded(g), g.ByWhen!.Value)),
            .. plan.Training.Where(t => t.ByWhen is not null && t.Skill != "").Select(t => new PlanPromise($"training.{t.Key}", CommitmentKind.Training, salespersonId, t.Skill, t.ByWhen!.Value)),
            .. plan.Improvements.Where(i => i.Action != "").Select(i => new PlanPromise($"improvements.{i.Key}", CommitmentKind.Improvement, salespersonId, i.Action, i.ByWhen ?? plan.Period.LastDay)),
            .. plan.Commitments.Where(c => c.Sentence != "").Select(c => new PlanPromise($"commitments.{c.Key}", CommitmentKind.Sentence, salespersonId, c.Sentence, c.ByWhen ?? plan.Period.LastDay)),
            .. plan.Review.Day is { } day ? [new PlanPromise("review", CommitmentKind.Review, salespersonId, "Look at the plan together", day)] : (PlanPromise[])[],
        ],
        AccountPlanContent plan =>
        [
            .. plan.Steps.Where(s => s.Method != "").Select(s => new PlanPromise($"steps.{s.Key}", CommitmentKind.Step, salespersonId, s.Method, s.By ?? plan.Period.LastDay)),
            .. plan.Tactics.Where(t => t.Action != "").Select(t => new PlanPromise($"tactics.{t.Key}", CommitmentKind.Tactic, t.OwnerId ?? salespersonId, t.Action, t.Due ?? plan.Period.LastDay)),
        ],
        _ => throw new InvalidOperationException($"What a {content.GetType().Name} promises, no rule says."),
    };

    private static string Worded(Goal goal) =>
        goal.Commit is { } commit ? $"{goal.Statement}: {Said.Number(commit)} {(goal.Measure == "" ? "" : $"({goal.Measure})")}".TrimEnd() : goal.Statement;
}

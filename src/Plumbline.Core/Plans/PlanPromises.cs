using Plumbline.Commitments;

namespace Plumbline.Plans;

/// <summary>What a plan promises for a day.</summary>
/// <param name="Path">The row, as in "goals.k3".</param>
/// <param name="Kind">What kind of promise.</param>
/// <param name="What">In words.</param>
/// <param name="Due">The day by which.</param>
public sealed record PlanPromise(string Path, CommitmentKind Kind, string What, DateOnly Due);

/// <summary>Reads from a plan what is to be followed in the ledger once it is agreed.</summary>
public static class PlanPromises
{
    /// <summary>Measurable goals, training needs and commitments. A commitment without a day of its own is for the plan's last day.</summary>
    public static IEnumerable<PlanPromise> Of(PlanContent content) =>
    [
        .. content.Goals.Where(g => g.ByWhen is not null && g.Statement != "").Select(g => new PlanPromise($"goals.{g.Key}", CommitmentKind.Goal, Worded(g), g.ByWhen!.Value)),
        .. content.Training.Where(t => t.ByWhen is not null && t.Skill != "").Select(t => new PlanPromise($"training.{t.Key}", CommitmentKind.Training, t.Skill, t.ByWhen!.Value)),
        .. content.Commitments.Where(c => c.Sentence != "").Select(c => new PlanPromise($"commitments.{c.Key}", CommitmentKind.Sentence, c.Sentence, c.ByWhen ?? content.Period.LastDay)),
    ];

    private static string Worded(Goal goal) =>
        goal.Commit is { } commit ? $"{goal.Statement}: {Said.Number(commit)} {(goal.Measure == "" ? "" : $"({goal.Measure})")}".TrimEnd() : goal.Statement;
}

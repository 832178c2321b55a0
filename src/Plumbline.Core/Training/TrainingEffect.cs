namespace Plumbline.Training;

/// <summary>How a person did after a training, beside how they did before it.</summary>
public enum TrainingVerdict
{
    /// <summary>Nobody has looked since.</summary>
    NotSeenSince,

    /// <summary>Somebody has looked since, and nobody before.</summary>
    FirstLook,

    /// <summary>Passed what was not passed, or scored higher.</summary>
    Better,

    /// <summary>As before.</summary>
    Same,

    /// <summary>Did not pass what was passed, or scored lower.</summary>
    Worse,
}

/// <summary>What came of a validation, as far as a training's effect needs it.</summary>
/// <param name="Id">The validation.</param>
/// <param name="FormId">By which form; only the same form measures the same.</param>
/// <param name="Day">The company's day on which it was.</param>
/// <param name="Score">From 0 to 1; null of a certificate.</param>
/// <param name="Passed">Whether it was passed.</param>
public sealed record ScoredResult(long Id, long FormId, DateOnly Day, decimal? Score, bool Passed);

/// <summary>Whether the next look after a training was better than the last before it. It shows what followed, and proves no cause.</summary>
/// <param name="Verdict">How the two compare.</param>
/// <param name="Before">The last by the same form up to the day; null where there is none.</param>
/// <param name="After">The first after the day; null where there is none yet.</param>
public sealed record TrainingEffect(TrainingVerdict Verdict, ScoredResult? Before, ScoredResult? After)
{
    /// <summary>Compares.</summary>
    /// <param name="results">What came of the forms that the training prepares for.</param>
    /// <param name="doneOn">The day on which it was learned. What was seen on that day counts as before.</param>
    public static TrainingEffect Of(IEnumerable<ScoredResult> results, DateOnly doneOn)
    {
        var inOrder = results.OrderBy(r => r.Day).ThenBy(r => r.Id).ToList();
        var before = inOrder.Where(r => r.Day <= doneOn).ToList();
        var since = inOrder.Where(r => r.Day > doneOn).ToList();
        // The first that can be compared, else the first at all.
        if ((since.Find(r => before.Exists(b => b.FormId == r.FormId)) ?? since.FirstOrDefault()) is not { } after)
        {
            return new(TrainingVerdict.NotSeenSince, before.LastOrDefault(), null);
        }

        var last = before.FindLast(b => b.FormId == after.FormId);
        return new(last is null ? TrainingVerdict.FirstLook : Compare(last, after), last, after);
    }

    private static TrainingVerdict Compare(ScoredResult before, ScoredResult after) =>
        (after.Passed.CompareTo(before.Passed), Nullable.Compare(after.Score, before.Score)) switch
        {
            ( > 0, _) => TrainingVerdict.Better,
            ( < 0, _) => TrainingVerdict.Worse,
            (_, > 0) => TrainingVerdict.Better,
            (_, < 0) => TrainingVerdict.Worse,
            _ => TrainingVerdict.Same,
        };
}

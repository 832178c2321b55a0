using Plumbline.Ui;

namespace Plumbline.Reviews;

/// <summary>How reviews read on a page.</summary>
internal static class ReviewTold
{
    public static string Of(ReviewState? state) => state switch
    {
        null => "Not begun",
        ReviewState.Own => "Own view being written",
        ReviewState.Answer => "Waits for the manager",
        ReviewState.Talk => "In the talk",
        ReviewState.Recommitted => "Recommitted",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static Standing ToneOf(ReviewState? state) => state switch { ReviewState.Recommitted => Standing.Good, null => Standing.Neutral, _ => Standing.Watch };

    public static Standing ToneOf(PackVerdict verdict) => verdict switch { PackVerdict.Met => Standing.Good, PackVerdict.Missed => Standing.Bad, PackVerdict.Open => Standing.Watch, _ => Standing.Neutral };

    public static string Of(PackVerdict verdict) => verdict switch { PackVerdict.Met => "met", PackVerdict.Missed => "missed", PackVerdict.Open => "open", _ => "" };
}

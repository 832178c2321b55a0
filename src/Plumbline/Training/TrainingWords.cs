using Plumbline.Commitments;
using Plumbline.Ui;

namespace Plumbline.Training;

/// <summary>How training reads on a page.</summary>
internal static class TrainingWords
{
    /// <summary>How far it is: planned, booked, done, or what became of it.</summary>
    public static string Of(TrainingLine line, DateOnly today) => (line.Commitment.State, line.Booking) switch
    {
        (CommitmentState.Open, { } booking) => booking.Day < today ? $"was booked for {Figures.Day(booking.Day, today)}: is it done?" : $"booked for {Figures.Day(booking.Day, today)}",
        (CommitmentState.Open, null) => line.Commitment.Due < today ? "overdue, not booked" : "planned",
        (CommitmentState.Done, _) => $"done on {Figures.Day(line.Commitment.EndedOn!.Value, today)}",
        _ => CommitmentWords.Of(line.Promised.Standing, line.Commitment.State),
    };

    public static Standing ToneOf(TrainingLine line, DateOnly today) => line.Commitment.State switch
    {
        CommitmentState.Open => line.Commitment.Due < today ? Standing.Bad : line.Booking is not { } booking || booking.Day < today ? Standing.Watch : Standing.Good,
        CommitmentState.Done => Standing.Good,
        _ => Standing.Neutral,
    };

    /// <summary>As in "62% before, 78% after: better".</summary>
    public static string Of(TrainingEffect effect) => effect.Verdict switch
    {
        TrainingVerdict.NotSeenSince => effect.Before is { } before ? $"{Of(before)} before; not seen since" : "never seen",
        TrainingVerdict.FirstLook => $"first seen after it: {Of(effect.After!)}",
        var verdict => $"{Of(effect.Before!)} before, {Of(effect.After!)} after: {verdict switch { TrainingVerdict.Better => "better", TrainingVerdict.Worse => "worse", _ => "the same" }}",
    };

    public static Standing ToneOf(TrainingVerdict verdict) => verdict switch
    {
        TrainingVerdict.Better => Standing.Good,
        TrainingVerdict.Worse => Standing.Bad,
        TrainingVerdict.NotSeenSince => Standing.Watch,
        _ => Standing.Neutral,
    };

    private static string Of(ScoredResult result) => result.Score is { } score ? $"{Figures.Percent(score)}{(result.Passed ? "" : " and not passed")}" : result.Passed ? "passed" : "not passed";
}

using Plumbline.Ui;

namespace Plumbline.Scoring;

/// <summary>What figures of a scoreboard mean, in words.</summary>
internal static class ScoreWords
{
    private const int MostCoverage = 10;

    public static string Of(QuotaSources sources) => sources switch
    {
        QuotaSources.AgreedPlans => "agreed plan",
        QuotaSources.ImportedTargets => "imported target",
        QuotaSources.AgreedPlans | QuotaSources.ImportedTargets => "agreed plans and imported targets",
        _ => "",
    };

    /// <summary>"12% behind pace"; null where there is none to keep.</summary>
    public static string? Pace(decimal? pace) => pace is not { } known ? null : Math.Round((known - 1) * 100) switch
    {
        0 => "on pace",
        <= -100 => "far behind pace",
        > 0 => $"{Figures.Percent(known - 1)} ahead of pace",
        _ => $"{Figures.Percent(1 - known)} behind pace",
    };

    /// <summary>As <see cref="Pace(decimal?)"/>, of a line: where much was sold without a quota, or leaves nobody knows what, there is no pace to tell.</summary>
    public static string? Pace(Scoreline line) => line.IsPartlyMeasured ? Partly(line) : Pace(line.Pace);

    /// <summary>Why the attainment says little.</summary>
    public static string Partly(Scoreline line) => line.LacksMargin ? "margin of much of it unknown" : "no quota for part of it";

    /// <summary>"coverage 1.9×"; null where nothing is missing. Of next to nothing how many times over says nothing.</summary>
    public static string? Coverage(Scoreline line) => line.Coverage is not { } coverage ? null : coverage > MostCoverage ? $"coverage over {MostCoverage:0}×" : $"coverage {Figures.Number(coverage)}×";

    /// <summary>How much of what is reached no quota asked for; null where there is none.</summary>
    public static string? Unmeasured(Scoreline line) => line.Asked is not null && line.Unmeasured != 0 ? $"{Figures.Whole(line.Unmeasured)} without a quota" : null;

    /// <summary>What a score of activities is made of; null where there are no goals.</summary>
    public static string? Activity(ActivityScore score) => score.Share is { } share ? $"{Figures.Percent(share)} of what was agreed to date, over {Figures.Count(score.Goals)} {(score.Goals == 1 ? "goal" : "goals")}; more of one does not make up for less of another" : null;

    /// <summary>"3 of 4.5"; the count alone where nothing was agreed.</summary>
    public static string Done(ActivityProgress progress) => progress.Goal > 0 ? $"{Figures.Count(progress.Done)} of {Figures.Number(progress.Goal)}" : Figures.Count(progress.Done);

    /// <summary>How a pace stands, by the hundredths in which it is told: as agreed, a little behind, or behind.</summary>
    public static Standing Of(decimal? pace) => (pace is { } known ? Math.Round(known, 2) : (decimal?)null) switch { null => Standing.Neutral, >= 1 => Standing.Good, >= 0.8m => Standing.Watch, _ => Standing.Bad };

    /// <summary>The margin as a share of the revenue it is known for, and how much is not known.</summary>
    public static string? Margin(Scoreline line)
    {
        var known = line.Tally.Revenue - line.Tally.UnknownMarginRevenue;
        string?[] words =
        [
            line.Tally.KnownMargin is { } margin && known > 0 ? $"{Figures.Percent(margin / known)} of revenue" : null,
            line.Tally.KnownMargin is not null && line.Tally.UnknownMarginRevenue != 0 ? $"unknown for {Figures.Percent(line.UnknownMarginShare)}" : null,
        ];
        return words.Any(w => w is not null) ? string.Join(", ", words.OfType<string>()) : null;
    }
}

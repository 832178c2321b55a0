using Plumbline.Fiscal;

namespace Plumbline.Scoring;

/// <summary>How many activities of a type a week a version of a plan that both signed asks for in a month; kept from the second signature on.</summary>
/// <param name="SalespersonId">Whose goal.</param>
/// <param name="Month">The month.</param>
/// <param name="TypeId">The activities' type.</param>
/// <param name="PerWeek">How many a week of five working days; above 0.</param>
/// <param name="AgreedOn">The day on which the second of the two signed.</param>
/// <param name="Version">The version, as of the quota of the same month.</param>
public sealed record AgreedActivity(long SalespersonId, Month Month, long TypeId, decimal PerWeek, DateOnly AgreedOn, long Version);

/// <summary>Activities of a type against what was agreed for some days.</summary>
/// <param name="Done">How many were done.</param>
/// <param name="Goal">How many were agreed for all of the days; 0 where none were.</param>
/// <param name="ToDate">How many of them for the days gone.</param>
public readonly record struct ActivityProgress(int Done, decimal Goal, decimal ToDate)
{
    /// <summary>Done ÷ agreed for the days gone: 1 is as many as evenly needed. Null where nothing was agreed or no day is gone.</summary>
    public decimal? Pace => ToDate > 0 ? Done / ToDate : null;

    /// <summary>Two runs of days together.</summary>
    public static ActivityProgress operator +(ActivityProgress a, ActivityProgress b) => new(a.Done + b.Done, a.Goal + b.Goal, a.ToDate + b.ToDate);
}

/// <summary>
/// How far what was agreed is done, over types and people: each goal counts as much as any other, and at most as reached, so that a hundred calls do not stand in for the meetings that were not held.
/// </summary>
/// <param name="Reached">The shares reached of each goal, each from 0 to 1, added up.</param>
/// <param name="Goals">How many goals.</param>
public readonly record struct ActivityScore(decimal Reached, int Goals)
{
    /// <summary>The share reached of an average goal, from 0 to 1. Null where there are no goals.</summary>
    public decimal? Share => Goals == 0 ? null : Reached / Goals;

    /// <summary>The score of one goal; none where no day of it is gone.</summary>
    public static ActivityScore Of(ActivityProgress progress) => progress.Pace is { } pace ? new(Math.Clamp(pace, 0, 1), 1) : default;

    /// <summary>Both together.</summary>
    public static ActivityScore operator +(ActivityScore a, ActivityScore b) => new(a.Reached + b.Reached, a.Goals + b.Goals);
}

/// <summary>What a person did in a run of days, by type, beside the working days of it that they were there for.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, counted.</param>
/// <param name="Days">Working days at work, all of the run.</param>
/// <param name="DaysGone">Those up to today.</param>
/// <param name="Done">Activities by type.</param>
public sealed record ActivityDays(DateOnly First, DateOnly Last, int Days, int DaysGone, IReadOnlyDictionary<long, int> Done)
{
    /// <summary>Activities of a type against so many a week.</summary>
    public ActivityProgress Against(long typeId, decimal perWeek) => new(Done.GetValueOrDefault(typeId), perWeek * Days / Week.DaysWorked, perWeek * DaysGone / Week.DaysWorked);
}

/// <summary>The rule by which agreed plans become the activity goals that count.</summary>
public static class ActivityGoals
{
    /// <summary>The goals of each person and month: those of the version whose quota counts, which may have fewer types than an earlier one. Those without any are left out.</summary>
    /// <param name="versions">The versions agreed, as their quotas tell them.</param>
    /// <param name="goals">What they ask for.</param>
    public static IReadOnlyDictionary<(long Person, Month Month), IReadOnlyList<AgreedActivity>> InForce(IEnumerable<AgreedQuota> versions, IEnumerable<AgreedActivity> goals)
    {
        var byVersion = goals.ToLookup(g => (g.SalespersonId, g.Month, g.Version));
        return versions.GroupBy(v => (v.SalespersonId, v.Month))
            .Select(g => (g.Key, Goals: byVersion[(g.Key.SalespersonId, g.Key.Month, Quotas.InForce(g).Version)].ToList()))
            .Where(g => g.Goals.Count > 0)
            .ToDictionary(g => g.Key, IReadOnlyList<AgreedActivity> (g) => g.Goals);
    }
}

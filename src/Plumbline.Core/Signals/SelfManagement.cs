using Plumbline.Commitments;
using Plumbline.Forecasting;

namespace Plumbline.Signals;

/// <summary>How often a manager is asked to sit down with a person.</summary>
public enum CheckIn
{
    /// <summary>Once a week, as with everyone of whom nothing is known yet.</summary>
    Weekly,

    /// <summary>Every two weeks.</summary>
    EveryTwoWeeks,

    /// <summary>Once a month, as the talk on actual against plan is anyway.</summary>
    Monthly,
}

/// <summary>One of the things that the level rests on.</summary>
/// <param name="Name">As in "Promises kept".</param>
/// <param name="IsMet">Whether it speaks for less attention.</param>
/// <param name="Words">The figures, and what they are held against.</param>
public sealed record SelfManagementPart(string Name, bool IsMet, string Words);

/// <summary>
/// How far a person manages themselves. It only ever lowers how often the manager is asked to look: each part that is met speaks for less attention, none speaks for more than the usual. It ranks nobody and pays nobody;
/// promises renegotiated in time count neither way, so that nobody gains by promising less.
/// </summary>
/// <param name="Parts">What it rests on.</param>
public sealed record SelfManagement(IReadOnlyList<SelfManagementPart> Parts)
{
    /// <summary>So many days back are looked at.</summary>
    public const int Days = 90;

    /// <summary>So many weeks back are looked at for the rhythm of logging.</summary>
    public const int Weeks = 8;

    /// <summary>With fewer promises than this nothing is said of them.</summary>
    public const int EnoughPromises = 5;

    /// <summary>So many promises of a hundred are usually kept by people who manage themselves.</summary>
    public const decimal KeptWell = 0.75m;

    private const int WeeksLogged = 7;
    private const int EnoughWeeks = 3;
    private const int AllParts = 4;

    /// <summary>How many parts are met.</summary>
    public int Met => Parts.Count(p => p.IsMet);

    /// <summary>How often the two sit down: weekly, with two parts met every two weeks, with all four once a month.</summary>
    public CheckIn CheckIn => Met >= AllParts ? CheckIn.Monthly : Met >= AllParts / 2 ? CheckIn.EveryTwoWeeks : CheckIn.Weekly;

    /// <summary>
    /// From what share of the quarter's quota on something at stake asks for a manager: a tenth; of who manages themselves in half a fifth, and of who does in all none, so that a quota at risk and what was left waiting
    /// ask alone. It lowers the attention that is asked, and nothing else.
    /// </summary>
    /// <returns>The share, as a fraction; null where none does.</returns>
    public static decimal? Asks(CheckIn rhythm) => rhythm switch { CheckIn.Weekly => 0.10m, CheckIn.EveryTwoWeeks => 0.20m, _ => null };

    /// <summary>From what is recorded.</summary>
    /// <param name="promises">What became of the promises of the last <see cref="Days"/> days.</param>
    /// <param name="isPlanAgreed">Whether the plan for these months is agreed.</param>
    /// <param name="weeksWithActivity">In how many of the last <see cref="Weeks"/> whole weeks at work anything was logged.</param>
    /// <param name="weeksAtWork">How many of these weeks the person was at work.</param>
    /// <param name="called">How far off what the person called was.</param>
    public static SelfManagement Of(PromisesKept promises, bool isPlanAgreed, int weeksWithActivity, int weeksAtWork, CallAccuracy called)
    {
        var enough = promises.Made >= EnoughPromises;
        var logs = weeksAtWork >= EnoughWeeks && weeksWithActivity * Weeks >= WeeksLogged * weeksAtWork;
        return new([
            new("Promises kept", enough && promises.Rate >= KeptWell, enough
                ? $"{promises.Kept:0} of {promises.Made:0} promises of the last {Days} days kept on the day; {KeptWell * 100:0}% asks for less attention"
                : $"{promises.Made:0} came due in the last {Days} days; from {EnoughPromises} on it counts"),
            new("Planning", isPlanAgreed, isPlanAgreed ? "the plan for these months is agreed" : "no plan for these months is agreed"),
            new("Logging", logs, $"something logged in {weeksWithActivity:0} of {weeksAtWork:0} weeks at work of the last {Weeks}; {WeeksLogged} of {Weeks} asks for less attention{(weeksAtWork < EnoughWeeks ? $", from {EnoughWeeks} weeks on" : "")}"),
            new("Forecasting", called.IsAboutRight, called is { Periods: >= CallAccuracy.EnoughPeriods, IsOfNothing: true } ? $"what was called for {called.Periods:0} periods was too rosy: nothing came" : called.Periods < CallAccuracy.EnoughPeriods || called.Bias is null
                ? $"{called.Periods:0} called {(called.Periods == 1 ? "period" : "periods")} are over; from {CallAccuracy.EnoughPeriods} on it counts"
                : $"what was called for {called.Periods:0} periods was {called.Words}, {called.Bias.Value * 100:+0.0;−0.0;0.0}% off with two more periods counted as right; within {CallAccuracy.AboutRight * 100:0}% asks for less attention"),
        ]);
    }
}

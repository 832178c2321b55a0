using Plumbline.Ui;

namespace Plumbline.Signals;

/// <summary>How signals and what follows from them read on a page.</summary>
internal static class SignalWords
{
    public static string AtStake(decimal stake, Figures company) => $"{company.Compact(stake)} at stake";

    /// <summary>What is at stake and until when, in a line.</summary>
    public static string AtStake(decimal stake, DateOnly by, DateOnly today, Figures company) =>
        $"{(stake > 0 ? $"{AtStake(stake, company)}, " : "")}{(by == today ? "act today" : $"{(by < today ? "late since" : "act by")} {Figures.Day(by, today)}")}";

    /// <summary>What is promised about it, in a line; empty where nothing is.</summary>
    public static string Promised(SignalView view)
    {
        if (view.Promised is not [var first, ..])
        {
            return "";
        }

        var more = view.Promised.Count - 1;
        return $"{(first.By is { } other ? $"{other} promised" : "Promised")} by {Figures.Day(first.Due, view.Today)}{(first.Due < view.Today ? ", overdue" : "")}: {first.What}{(more > 0 ? $" (and {Figures.Count(more)} more)" : "")}";
    }

    /// <summary>"from Mon 16 Nov to Fri 20 Nov"; of a single day "on Mon 16 Nov".</summary>
    public static string WasThere(Signal past, DateOnly today) => past.RaisedOn == past.ResolvedOn ? $"on {Figures.Day(past.RaisedOn, today)}" : $"from {Figures.Day(past.RaisedOn, today)} to {Figures.Day(past.ResolvedOn!.Value, today)}";

    /// <summary>That one which is past was put off while it was there, and why; empty where it was not.</summary>
    public static string WasPutOff(SignalView past) =>
        past.Signal is { SnoozedUntil: { } until, SnoozeReason: { } reason } ? $" {past.SnoozedBy} put it off until {Figures.Day(until, past.Today)}: {reason}" : "";

    /// <summary>Why one that is past is told no more.</summary>
    public static string Why(Signal past, string owner) => past.Ending switch { SignalEnding.Muted => "Nobody is told of this any more", SignalEnding.Left => $"{owner} has left, or does something else now", _ => "Its cause is gone" };

    /// <summary>How many of the signs of self-management are met.</summary>
    public static string Met(SelfManagement level) => $"{level.Met:0} of {level.Parts.Count:0} signs of self-management met";

    public static string Of(RuleGroup group) => group switch
    {
        RuleGroup.QuotaAndForecast => "Quota and forecast",
        RuleGroup.Pipeline => "Pipeline",
        RuleGroup.PromisesAndRhythm => "Promises and rhythm",
        RuleGroup.MarketingAndVendors => "Marketing and vendors’ money",
        _ => "Market",
    };

    public static string Of(CheckIn rhythm) => rhythm switch
    {
        CheckIn.Monthly => "Once a month",
        CheckIn.EveryTwoWeeks => "Every two weeks",
        _ => "Every week",
    };
}

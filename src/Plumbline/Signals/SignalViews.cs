using Plumbline.People;

namespace Plumbline.Signals;

/// <summary>Which signals are shown.</summary>
internal enum SignalShow
{
    Open,
    Snoozed,
    Past,
}

/// <summary>A signal as it is shown.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Rule">What its rule is called.</param>
/// <param name="Says">The rule in words.</param>
/// <param name="Today">The company's day.</param>
/// <param name="Owner">Whom it concerns, by name.</param>
/// <param name="SnoozedBy">Who put it off, by name; "nobody" where nobody did.</param>
public sealed record SignalView(Signal Signal, string Rule, string Says, DateOnly Today, string Owner, string SnoozedBy)
{
    /// <summary>Whether it is put off.</summary>
    public bool IsSnoozed => Signal.IsSnoozed(Today);

    /// <summary>What the reader can do about it.</summary>
    public required SignalAction Action { get; init; }

    /// <summary>What is promised about it and still open, that of the person whom it concerns first, then by day.</summary>
    public IReadOnlyList<SignalPromise> Promised { get; init; } = [];
}

/// <summary>What somebody promised to do about a signal.</summary>
/// <param name="By">Who, by name; null where it is the person whom the signal concerns.</param>
/// <param name="What">In words.</param>
/// <param name="Due">The day promised.</param>
public sealed record SignalPromise(string? By, string What, DateOnly Due);

/// <summary>What somebody will do about a signal, as typed.</summary>
public sealed class SignalPromiseInput
{
    /// <summary>What.</summary>
    public string? What { get; set; }

    /// <summary>The day by which.</summary>
    public string? Due { get; set; }

    /// <summary>A key of the form's own, so that a promise sent twice is one.</summary>
    public string? Key { get; set; }
}

/// <summary>A person's signals as asked for, the weightiest first; past ones the latest first.</summary>
internal sealed record SignalsView(Person Person, SignalShow Show, IReadOnlyList<SignalView> Lines, int Open, int Snoozed, int Past, int Page)
{
    public int Pages => Math.Max(1, (Show switch { SignalShow.Past => Past, SignalShow.Snoozed => Snoozed, _ => Open } + SignalDesk.PerPage - 1) / SignalDesk.PerPage);
}

/// <summary>A person who needs somebody, and why.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Reasons">A few of their signals, the weightiest first, and of those that cannot be told in money the one that waits longest.</param>
/// <param name="Found">How many signals they have in all.</param>
/// <param name="Level">How far they manage themselves; null of who does not sell.</param>
internal sealed record PersonInNeed(long PersonId, IReadOnlyList<ReasonOfNeed> Reasons, int Found, SelfManagement? Level);

/// <summary>A signal for which somebody is needed.</summary>
internal readonly record struct ReasonOfNeed(long Signal, string Title, decimal Stake, DateOnly By);

/// <summary>Who of some people needs somebody.</summary>
/// <param name="Most">Those with the most at stake together, first: a page of them.</param>
/// <param name="Found">How many need somebody.</param>
/// <param name="Others">How many more have something open that can be left to them.</param>
internal sealed record WhoNeeds(IReadOnlyList<PersonInNeed> Most, int Found, int Others);

/// <summary>Why a signal can wait, as typed.</summary>
public sealed class SnoozeInput
{
    /// <summary>Why.</summary>
    public string? Reason { get; set; }

    /// <summary>The day on which it is told again.</summary>
    public string? Until { get; set; }

    /// <summary>The day until which it was put off when the form was drawn; empty where it was not.</summary>
    public string? Was { get; set; }
}

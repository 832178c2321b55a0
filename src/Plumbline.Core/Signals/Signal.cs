using Plumbline.Commitments;
using Plumbline.Fiscal;
using Plumbline.Typing;

namespace Plumbline.Signals;

/// <summary>Why a signal is told no more.</summary>
public enum SignalEnding
{
    /// <summary>What it came from is gone.</summary>
    CauseGone,

    /// <summary>The company wants nobody told of it: its rule was muted.</summary>
    Muted,

    /// <summary>Whom it concerned has left, or does nothing any more that the rules look at.</summary>
    Left,
}

/// <summary>Something goes wrong, or is about to, and somebody can act on it. It is kept for as long as its cause is there, and afterwards as history.</summary>
public sealed class Signal
{
    /// <summary>In so many days what is at stake loses half its weight in the order of signals.</summary>
    public const int HalfDays = 30;

    /// <summary>A cause that is found again within so many days is the same signal, not another.</summary>
    public const int SameDays = 7;

    /// <summary>For so many days at most it can be put off.</summary>
    public const int LongestSnooze = 183;

    /// <summary>So long a reason can be.</summary>
    public const int LongestReason = 300;

    /// <summary>So long what is promised about it can be.</summary>
    public const int LongestPromise = 300;

    /// <summary>So many days at least lie before the Friday that is proposed for a promise.</summary>
    private const int DaysToAct = 2;

    private Signal() => (Rule, Cause, Title, Words, Evidence, Action) = ("", "", "", "", [], new("", ""));

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>The key of the rule that raised it.</summary>
    public string Rule { get; private set; }

    /// <summary>Who can do something about it.</summary>
    public long PersonId { get; private set; }

    /// <summary>What it comes from; see <see cref="Finding"/>.</summary>
    public string Cause { get; private set; }

    /// <summary>The company's day on which it was first found.</summary>
    public DateOnly RaisedOn { get; private set; }

    /// <summary>The company's day from which on it was told no more; null while it is told.</summary>
    public DateOnly? ResolvedOn { get; private set; }

    /// <summary>Why it is told no more; says nothing while it is told.</summary>
    public SignalEnding Ending { get; private set; }

    /// <summary>What is at stake, in the company's currency.</summary>
    public decimal Stake { get; private set; }

    /// <summary>The day by which something is to be done.</summary>
    public DateOnly By { get; private set; }

    /// <summary>What goes wrong, in a line, as it was last found.</summary>
    public string Title { get; private set; }

    /// <summary>The same with its figures.</summary>
    public string Words { get; private set; }

    /// <summary>What it rests on.</summary>
    public IReadOnlyList<SignalEvidence> Evidence { get; private set; }

    /// <summary>What is proposed.</summary>
    public SignalAction Action { get; private set; }

    /// <summary>For how many things it stands, as it was last found.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>For how many it stood when it was put off; null where it was not.</summary>
    public int? SnoozedCount { get; private set; }

    /// <summary>The day on which it is told again; null where it was not put off.</summary>
    public DateOnly? SnoozedUntil { get; private set; }

    /// <summary>Why it was put off; null where it was not.</summary>
    public string? SnoozeReason { get; private set; }

    /// <summary>Who put it off; null where nobody did.</summary>
    public long? SnoozedBy { get; private set; }

    /// <summary>Counts the changes, so that two people who act at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>Whether its cause is there.</summary>
    public bool IsOpen => ResolvedOn is null;

    /// <summary>Raises what was found for the first time.</summary>
    public static Signal Raise(string rule, Finding found, DateOnly today)
    {
        var signal = new Signal { Rule = rule, PersonId = found.PersonId, Cause = found.Cause, RaisedOn = today };
        signal.Tell(found);
        return signal;
    }

    /// <summary>Whether it is put off as of a day.</summary>
    public bool IsSnoozed(DateOnly today) => IsOpen && SnoozedUntil > today;

    /// <summary>By what signals are ordered: what is at stake, and of what need not be done yet the less, half of it for each <see cref="HalfDays"/> days to come.</summary>
    public double Weight(DateOnly today) => Weigh(Stake, By, today);

    /// <summary>The same of what is at stake and the day alone.</summary>
    public static double Weigh(decimal stake, DateOnly by, DateOnly today) => (double)stake * Math.Pow(0.5, Math.Max(0, by.DayNumber - today.DayNumber) / (double)HalfDays);

    /// <summary>Its cause is found again. Nothing changes where all of it is as it was.</summary>
    public void See(Finding found)
    {
        // A day that counts from when it was found does not move on while nobody does anything; once all that it stood for is mended, and it stands for something else, it begins anew.
        var stays = Evidence.Count == 0 || Evidence.Any(e => found.Evidence.Any(f => f.Href == e.Href));
        found = ResolvedOn is null && !found.IsDayGiven && By < found.By && stays ? found with { By = By } : found;
        if (ResolvedOn is not null)
        {
            ResolvedOn = null;
            Revision++;
        }

        // What was known when it was put off can wait; what came since was never weighed.
        if (found.Count > SnoozedCount)
        {
            (SnoozeReason, SnoozedUntil, SnoozedBy, SnoozedCount) = (null, null, null, null);
            Revision++;
        }

        SnoozedCount = found.Count < SnoozedCount ? found.Count : SnoozedCount; // What was mended since makes no room for new ones.
        if (Stake != found.Stake || Count != found.Count || By != found.By || Title != found.Title || Words != found.Words || Action != found.Action || !Evidence.SequenceEqual(found.Evidence))
        {
            Tell(found);
            Revision++;
        }
    }

    /// <summary>It is told no more.</summary>
    public void Resolve(DateOnly today, SignalEnding ending = SignalEnding.CauseGone)
    {
        (ResolvedOn, Ending) = (ResolvedOn ?? today, ResolvedOn is null ? ending : Ending);
        Revision++;
    }

    /// <summary>Puts it off, since what holds it up is known.</summary>
    /// <param name="reason">Why; the others read it.</param>
    /// <param name="until">The day on which it is told again: after today, within <see cref="LongestSnooze"/> days.</param>
    /// <param name="by">Who puts it off.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">Its cause is gone, or one of these cannot be.</exception>
    public void Snooze(string? reason, DateOnly? until, long by, DateOnly today)
    {
        RefuseGone("put off");
        var why = TypedText.OrNull(reason);
        Refuse.Unless(why is not null, Refusal.Invalid, "Say why it can wait. Whoever looks at it next reads it.", "Reason");
        Refuse.Unless(why!.Length <= LongestReason, Refusal.Invalid, $"That is too long: {LongestReason} characters at most.", "Reason");
        Refuse.Unless(until is not null, Refusal.Invalid, "Until when? On that day it is told again.", "Until");
        Refuse.Unless(until > today, Refusal.Invalid, "That day is not after today. On which day is it to be told again?", "Until");
        Refuse.Unless(until <= today.AddDays(LongestSnooze), Refusal.Invalid, $"That is too far off: {LongestSnooze} days at most.", "Until");
        (SnoozeReason, SnoozedUntil, SnoozedBy, SnoozedCount) = (why, until, by, Count);
        Revision++;
    }

    /// <summary>Tells it again at once.</summary>
    /// <exception cref="RefusedException">Its cause is gone, or it was not put off.</exception>
    public void Wake()
    {
        RefuseGone("put off");
        Refuse.Unless(SnoozedUntil is not null, Refusal.Conflict, "It was not put off.");
        (SnoozeReason, SnoozedUntil, SnoozedBy, SnoozedCount) = (null, null, null, null);
        Revision++;
    }

    /// <summary>The day proposed for what is done about it: the one by which something is to be done, or the Friday of this or the next week where that comes first; never before <paramref name="today"/>.</summary>
    public DateOnly DayProposed(DateOnly today)
    {
        var friday = today.AddDays(DaysToAct + (((int)DayOfWeek.Friday - (int)today.AddDays(DaysToAct).DayOfWeek + Week.Days) % Week.Days));
        return By < today ? today : By < friday ? By : friday;
    }

    /// <summary>Somebody promises what they do about it: the person whom it concerns, or a manager above, who promises it to that person.</summary>
    /// <param name="key">What tells this promise from others about the same signal, so that a form sent twice promises once.</param>
    /// <param name="what">In words, no longer than <see cref="LongestPromise"/>.</param>
    /// <param name="due">The day by which: today or later.</param>
    /// <param name="by">Who promises.</param>
    /// <param name="managerId">To whom the person whom it concerns promises; null where that is to the whole team.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">Its cause is gone, or one of these cannot be.</exception>
    public Commitment Promise(string key, string? what, DateOnly? due, long by, long? managerId, DateOnly today)
    {
        RefuseGone("promise");
        var words = TypedText.OrNull(what);
        Refuse.Unless(words is not null, Refusal.Invalid, "Say what you will do.", "What");
        Refuse.Unless(words!.Length <= LongestPromise, Refusal.Invalid, $"That is too long: {LongestPromise} characters at most.", "What");
        Refuse.Unless(due is not null, Refusal.Invalid, "By which day?", "Due");
        Refuse.Unless(due >= today, Refusal.Invalid, "Promise a day to come.", "Due");
        return new(CommitmentKind.Signal, PromisesAbout(Id) + key, by, words, today, due!.Value) { ToId = by == PersonId ? managerId : PersonId };
    }

    /// <summary>With what the sources of all begin that is promised about a signal.</summary>
    public static string PromisesAbout(long signal) => FormattableString.Invariant($"signal/{signal}/");

    /// <summary>
    /// The few that are shown at a time, in their order: the weightiest, and in the last place of what cannot be told in money the one that waits longest past its day, so that it is not behind everything that can for ever.
    /// </summary>
    /// <param name="inOrder">All, the weightiest first.</param>
    /// <param name="most">How many at most, above 1.</param>
    /// <param name="today">The company's day.</param>
    public static IReadOnlyList<Signal> Handful(IReadOnlyList<Signal> inOrder, int most, DateOnly today) => Handful(inOrder, most, today, s => (s.Stake, s.By, s.RaisedOn, s.Id));

    /// <summary>The same of what is known of signals.</summary>
    public static IReadOnlyList<T> Handful<T>(IReadOnlyList<T> inOrder, int most, DateOnly today, Func<T, (decimal Stake, DateOnly By, DateOnly RaisedOn, long Id)> of)
    {
        var waiting = inOrder.Where(s => of(s) is var one && one.Stake == 0 && one.By <= today).OrderBy(s => of(s).By).ThenBy(s => of(s).RaisedOn).ThenBy(s => of(s).Id).Take(1).ToList();
        return inOrder.Count <= most || inOrder.Take(most).Any(s => of(s).Stake == 0) || waiting.Count == 0 ? [.. inOrder.Take(most)] : [.. inOrder.Take(most - 1), .. waiting];
    }

    /// <summary>
    /// Follows what the rules find now: what is found and not known is raised, what is known and found stays, what is not found any more is resolved. One cause is one signal, however often it is looked at.
    /// </summary>
    /// <param name="known">The signals of the people and rules looked at: the open ones, and those resolved in the last <see cref="SameDays"/> days.</param>
    /// <param name="found">All that was found for these people by these rules.</param>
    /// <param name="today">The company's day.</param>
    /// <param name="endingOf">Why one ends that is not found any more; where nothing is given its cause is gone.</param>
    /// <returns>Those that are new.</returns>
    public static IReadOnlyList<Signal> Follow(IEnumerable<Signal> known, IEnumerable<(string Rule, Finding Finding)> found, DateOnly today, Func<Signal, SignalEnding>? endingOf = null)
    {
        var byCause = known.Where(s => s.IsOpen || s.ResolvedOn >= today.AddDays(-SameDays)).GroupBy(s => (s.Rule, s.PersonId, s.Cause)).ToDictionary(g => g.Key, g => g.OrderByDescending(s => s.IsOpen).ThenByDescending(s => s.ResolvedOn).First());
        var seen = new HashSet<(string, long, string)>();
        var raised = new List<Signal>();
        foreach (var (rule, finding) in found)
        {
            var cause = (rule, finding.PersonId, finding.Cause);
            if (!seen.Add(cause))
            {
                throw new InvalidOperationException($"The rule {rule} found {finding.Cause} twice for person {finding.PersonId}.");
            }

            if (byCause.TryGetValue(cause, out var signal))
            {
                signal.See(finding);
            }
            else
            {
                raised.Add(Raise(rule, finding, today));
            }
        }

        foreach (var (cause, signal) in byCause)
        {
            if (signal.IsOpen && !seen.Contains(cause))
            {
                signal.Resolve(today, endingOf?.Invoke(signal) ?? SignalEnding.CauseGone);
            }
        }

        return raised;
    }

    private void Tell(Finding found) => (Stake, By, Title, Words, Evidence, Action, Count) = (found.Stake, found.By, found.Title, found.Words, found.Evidence, found.Action, found.Count);

    private void RefuseGone(string what) => Refuse.Unless(IsOpen, Refusal.Conflict, $"What this was about is gone. There is nothing to {what} any more.");
}

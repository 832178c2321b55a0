using Plumbline.Typing;

namespace Plumbline.Commitments;

/// <summary>What kind of thing was promised, and so where it comes from.</summary>
public enum CommitmentKind
{
    /// <summary>A measurable goal of a business plan.</summary>
    Goal,

    /// <summary>A training need of a business plan.</summary>
    Training,

    /// <summary>A sentence under a plan's commitments.</summary>
    Sentence,

    /// <summary>A step of an account plan.</summary>
    Step,

    /// <summary>A tactic under a step.</summary>
    Tactic,

    /// <summary>The next step of an opportunity, or one noted with an activity.</summary>
    NextStep,

    /// <summary>A promise made in the weekly team meeting.</summary>
    Meeting,

    /// <summary>Something to do better, as a business plan says.</summary>
    Improvement,

    /// <summary>The day on which the two look at a business plan again.</summary>
    Review,

    /// <summary>Decided in a quarterly review.</summary>
    Decision,

    /// <summary>What somebody will do after a coaching session.</summary>
    Coaching,

    /// <summary>What an observer and the person agreed on.</summary>
    Observation,

    /// <summary>A sentence that a salesperson promised when presenting the plan.</summary>
    Presented,

    /// <summary>Help that somebody offered to a colleague who presented a plan.</summary>
    Help,

    /// <summary>What a manager owes who reports to them: a talk, a joint visit, an answer.</summary>
    Inspecting,

    /// <summary>What somebody does about a signal: the person whom it concerns, or a manager above.</summary>
    Signal,
}

/// <summary>Where a commitment stands by what was said of it; <see cref="Commitment.StandingOn"/> weighs that against the day.</summary>
public enum CommitmentState
{
    /// <summary>A colleague is asked for it and has not answered.</summary>
    Asked,

    /// <summary>Promised.</summary>
    Open,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Will not be done, as the person says.</summary>
    GivenUp,

    /// <summary>The colleague who was asked said no.</summary>
    Declined,

    /// <summary>It was promised, and its source no longer asks for it, as after an amendment.</summary>
    Dropped,

    /// <summary>A colleague was asked, and its source no longer asks for it: nothing was promised, and nobody said no.</summary>
    Withdrawn,

    /// <summary>It was not done, and the plan that came after its own promises it anew.</summary>
    CarriedOver,
}

/// <summary>What has become of a promise, as of a day.</summary>
public enum PromiseStanding
{
    /// <summary>Asked of a colleague, not promised yet.</summary>
    Asked,

    /// <summary>Promised, its day has not passed.</summary>
    Open,

    /// <summary>Its day has passed and it is not done.</summary>
    Overdue,

    /// <summary>Done on the day promised or before.</summary>
    Kept,

    /// <summary>Done after the day promised, or moved or carried over only after that day.</summary>
    Late,

    /// <summary>Given up, or dropped after its day.</summary>
    Broken,

    /// <summary>Moved to another day, or carried over into the next plan, while there still was time: honest, and counted neither way.</summary>
    Renegotiated,

    /// <summary>Declined, not asked for any more, or dropped before its day: no promise.</summary>
    Void,
}

/// <summary>A promise for a day was moved to another.</summary>
/// <param name="On">The day on which it was moved.</param>
/// <param name="From">The day promised before.</param>
/// <param name="To">The day promised instead.</param>
/// <param name="Reason">Why.</param>
public sealed record Renegotiation(DateOnly On, DateOnly From, DateOnly To, string Reason)
{
    /// <summary>Whether it was moved while there still was time.</summary>
    public bool IsHonest => On <= From;
}

/// <summary>One day promised, and what came of it. A commitment that was moved twice is three promises.</summary>
public sealed record Promise(DateOnly Due, PromiseStanding Standing);

/// <summary>
/// Someone promised something, to someone, by a day. One ledger keeps what plans, opportunities and meetings promise; the rule by which a promise is kept, late, broken or renegotiated is here and nowhere else.
/// </summary>
public sealed class Commitment
{
    private readonly List<Renegotiation> _renegotiations = [];

    /// <summary>A promise, or what a colleague is asked to promise where <paramref name="askedBy"/> is someone else.</summary>
    /// <param name="kind">What kind of thing.</param>
    /// <param name="source">Where it comes from, as in "plan/12/goals.k3": at most one commitment for each.</param>
    /// <param name="personId">Who is to do it.</param>
    /// <param name="what">In words.</param>
    /// <param name="promisedOn">The company's day.</param>
    /// <param name="due">The day by which.</param>
    /// <param name="askedBy">Who asks; null where the person promises by themselves.</param>
    /// <exception cref="RefusedException">No words.</exception>
    public Commitment(CommitmentKind kind, string source, long personId, string what, DateOnly promisedOn, DateOnly due, long? askedBy = null)
    {
        (Kind, Source, PersonId, PromisedOn, Due) = (kind, source, personId, promisedOn, due);
        What = Worded(what);
        if (askedBy is { } other && other != personId)
        {
            (AskedBy, State) = (other, CommitmentState.Asked);
        }
        else
        {
            State = CommitmentState.Open;
        }
    }

    private Commitment() => (Source, What) = ("", "");

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>What kind of thing it is.</summary>
    public CommitmentKind Kind { get; private set; }

    /// <summary>Where it comes from; unique.</summary>
    public string Source { get; private set; }

    /// <summary>Who promised.</summary>
    public long PersonId { get; private set; }

    /// <summary>To whom; null where it is to the whole team.</summary>
    public long? ToId { get; set; }

    /// <summary>The account that it is about; null where it is about none.</summary>
    public long? AccountId { get; set; }

    /// <summary>The opportunity that it is about; null where it is about none.</summary>
    public long? OpportunityId { get; set; }

    /// <summary>What was promised.</summary>
    public string What { get; private set; }

    /// <summary>The company's day on which it was promised, or asked for.</summary>
    public DateOnly PromisedOn { get; private set; }

    /// <summary>The day promised now.</summary>
    public DateOnly Due { get; private set; }

    /// <summary>Where it stands by what was said of it.</summary>
    public CommitmentState State { get; private set; }

    /// <summary>Who asked a colleague for it; null where the person promised by themselves.</summary>
    public long? AskedBy { get; private set; }

    /// <summary>The company's day on which it was done, given up, declined, dropped, withdrawn or carried over; null until then.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>What came of it; null where nothing is said.</summary>
    public string? Outcome { get; private set; }

    /// <summary>Why it was missed, for learning; null where nothing is said.</summary>
    public string? MissReason { get; private set; }

    /// <summary>How often and why its day was moved, the first first.</summary>
    public IReadOnlyList<Renegotiation> Renegotiations => _renegotiations;

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>Whether anything is still to be done.</summary>
    public bool IsOpen => State is CommitmentState.Open or CommitmentState.Asked;

    /// <summary>Where it stands as of <paramref name="today"/>.</summary>
    public PromiseStanding StandingOn(DateOnly today) => State switch
    {
        CommitmentState.Asked => PromiseStanding.Asked,
        CommitmentState.Declined or CommitmentState.Withdrawn => PromiseStanding.Void,
        CommitmentState.Open => Due < today ? PromiseStanding.Overdue : PromiseStanding.Open,
        CommitmentState.Done => EndedOn <= Due && _renegotiations.TrueForAll(r => r.IsHonest) ? PromiseStanding.Kept : PromiseStanding.Late,
        CommitmentState.GivenUp => PromiseStanding.Broken,
        CommitmentState.Dropped => EndedOn > Due ? PromiseStanding.Broken : PromiseStanding.Void,
        CommitmentState.CarriedOver => EndedOn > Due ? PromiseStanding.Late : PromiseStanding.Renegotiated,
        _ => throw new InvalidOperationException($"{State}: no rule says."),
    };

    /// <summary>Each day promised, the first first, and what came of it as of <paramref name="today"/>.</summary>
    public IReadOnlyList<Promise> Promises(DateOnly today) =>
    [
        .. _renegotiations.Select(r => new Promise(r.From, r.IsHonest ? PromiseStanding.Renegotiated : PromiseStanding.Late)),
        new(Due, State == CommitmentState.Done ? (EndedOn <= Due ? PromiseStanding.Kept : PromiseStanding.Late) : StandingOn(today)),
    ];

    /// <summary>The colleague who was asked takes it on.</summary>
    /// <exception cref="RefusedException">Nobody asks any more.</exception>
    public void Accept(DateOnly today)
    {
        Refuse.Unless(State == CommitmentState.Asked, Refusal.Conflict, "This was answered already.");
        (State, PromisedOn) = (CommitmentState.Open, today);
    }

    /// <summary>The colleague who was asked says no.</summary>
    /// <exception cref="RefusedException">Nobody asks any more, or no reason is given.</exception>
    public void Decline(string reason, DateOnly today)
    {
        Refuse.Unless(State == CommitmentState.Asked, Refusal.Conflict, "This was answered already.");
        Refuse.Unless(!string.IsNullOrWhiteSpace(reason), Refusal.Invalid, "Say why, so that the other can plan anew.", "Reason");
        (State, EndedOn, MissReason) = (CommitmentState.Declined, today, reason.Trim());
    }

    /// <summary>It is done.</summary>
    /// <param name="outcome">What came of it; empty where there is nothing to say.</param>
    /// <param name="on">The day on which it was done; not after <paramref name="today"/>.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">It is not open, or the day is not past yet.</exception>
    public void Do(string? outcome, DateOnly on, DateOnly today)
    {
        RefuseUnlessOpen();
        Refuse.Unless(on <= today, Refusal.Invalid, "It cannot be done on a day to come.", "On");
        Refuse.Unless(on >= PromisedOn, Refusal.Invalid, "That is before it was promised.", "On");
        (State, EndedOn, Outcome) = (CommitmentState.Done, on, TypedText.OrNull(outcome));
    }

    /// <summary>It will not be done. The reason is for learning.</summary>
    /// <exception cref="RefusedException">It is not open, was not promised yet, or no reason is given.</exception>
    public void GiveUp(string reason, DateOnly today)
    {
        RefuseUnlessOpen();
        Refuse.Unless(State != CommitmentState.Asked, Refusal.Conflict, "This is asked for and not promised yet. It is declined, not given up.");
        Refuse.Unless(!string.IsNullOrWhiteSpace(reason), Refusal.Invalid, "Say why, for the next time.", "Reason");
        (State, EndedOn, MissReason) = (CommitmentState.GivenUp, today, reason.Trim());
    }

    /// <summary>Says why it was late; may be said and mended at any time after.</summary>
    public void ExplainMiss(string? reason) => MissReason = TypedText.OrNull(reason);

    /// <summary>Takes back that it was done or given up.</summary>
    /// <exception cref="RefusedException">It is open, or its source dropped it.</exception>
    public void Reopen()
    {
        Refuse.Unless(State is CommitmentState.Done or CommitmentState.GivenUp, Refusal.Conflict, "This is not done, so there is nothing to take back.");
        (State, EndedOn) = (CommitmentState.Open, null);
    }

    /// <summary>Promises another day. Before the day it is honest and recorded; after it the promise is late, and stays so.</summary>
    /// <exception cref="RefusedException">It is not open, there is no reason, or no other day to come.</exception>
    public void Renegotiate(DateOnly due, string reason, DateOnly today)
    {
        RefuseUnlessOpen();
        Refuse.Unless(due != Due, Refusal.Invalid, "That is the day promised now.", "Due");
        Refuse.Unless(due >= today, Refusal.Invalid, "Promise a day to come.", "Due");
        Refuse.Unless(!string.IsNullOrWhiteSpace(reason), Refusal.Invalid, "Say why it is moved.", "Reason");
        if (State == CommitmentState.Open)
        {
            _renegotiations.Add(new(today, Due, due, reason.Trim()));
        }

        Due = due;
    }

    /// <summary>
    /// Follows its source after that was agreed anew: other words, another owner, another day. A day that is moved by what both sides signed is renegotiated like any other; what is done stays as it was done.
    /// Another owner promises, or is asked, for the first time: what the one before moved is not theirs.
    /// </summary>
    /// <param name="personId">Who is to do it.</param>
    /// <param name="toId">To whom it is promised now; null where it is to the whole team.</param>
    /// <param name="what">In words.</param>
    /// <param name="due">The day by which.</param>
    /// <param name="reason">Why the source was changed.</param>
    /// <param name="askedBy">Who asks, where the owner is another person now.</param>
    /// <param name="today">The company's day.</param>
    public void Follow(long personId, long? toId, string what, DateOnly due, string reason, long? askedBy, DateOnly today)
    {
        var isAnothers = personId != PersonId;
        if (State is CommitmentState.Done or CommitmentState.GivenUp or CommitmentState.CarriedOver || (State == CommitmentState.Declined && !isAnothers))
        {
            return; // No is no until someone else is asked.
        }

        (What, ToId) = (Worded(what), toId);
        if (isAnothers)
        {
            _renegotiations.Clear();
        }

        if (isAnothers || !IsOpen)
        {
            (PersonId, AskedBy, PromisedOn, EndedOn, Outcome, MissReason) = (personId, askedBy == personId ? null : askedBy, today, null, null, null);
            State = AskedBy is null ? CommitmentState.Open : CommitmentState.Asked;
            Due = due;
            return;
        }

        if (due != Due)
        {
            if (State == CommitmentState.Open)
            {
                _renegotiations.Add(new(today, Due, due, reason));
            }

            Due = due;
        }
    }

    /// <summary>Its source no longer asks for it. Before its day nothing is owed any more; after it the promise was broken. What was not answered yet was none.</summary>
    public void Drop(DateOnly today)
    {
        if (IsOpen)
        {
            (State, EndedOn) = (State == CommitmentState.Asked ? CommitmentState.Withdrawn : CommitmentState.Dropped, today);
        }
    }

    /// <summary>The plan after its own promises it anew, and it is followed there. Before its day that is honest; after it the promise was late. What was not answered yet was none.</summary>
    /// <param name="into">The plan, as in "the plan for Oct to Dec 2026".</param>
    /// <param name="today">The company's day.</param>
    public void CarryOver(string into, DateOnly today)
    {
        if (State == CommitmentState.Open)
        {
            (State, EndedOn, Outcome) = (CommitmentState.CarriedOver, today, $"Carried over to {into}");
        }
        else
        {
            Drop(today);
        }
    }

    private void RefuseUnlessOpen() => Refuse.Unless(IsOpen, Refusal.Conflict, "This is not open any more: someone answered for it already.");

    private static string Worded(string what)
    {
        Refuse.Unless(!string.IsNullOrWhiteSpace(what), Refusal.Invalid, "Say what is promised.", "What");
        return what.Trim();
    }
}

using Plumbline.Plans;
using Plumbline.Signals;

namespace Plumbline.Coaching;

/// <summary>Where a coaching session stands.</summary>
public enum CoachingState
{
    /// <summary>The coach prepares it; nobody else reads along.</summary>
    Prepared,

    /// <summary>The two have talked, and both read what was taken down.</summary>
    Held,
}

/// <summary>A figure that a session may be about, so that it is seen afterwards whether it moved.</summary>
public enum CoachingFigure
{
    /// <summary>None.</summary>
    None,

    /// <summary>Won ÷ (won + lost) by count over the last year, a fraction.</summary>
    WinRate,

    /// <summary>Promises kept on the day ÷ made over the last 90 days, a fraction.</summary>
    PromisesKept,

    /// <summary>Activities a week, over the last eight weeks.</summary>
    Activities,
}

/// <summary>A figure as it stood when the session was prepared.</summary>
/// <param name="What">As in "Win rate".</param>
/// <param name="Value">As it reads.</param>
/// <param name="Beside">What it is held against, as in "the team: 31%"; null where nothing is.</param>
/// <param name="Href">Where it is seen; null where nowhere.</param>
public sealed record CoachingFact(string What, string Value, string? Beside = null, string? Href = null);

/// <summary>What the two say: goal, reality, options, and what stands in the way.</summary>
public sealed record CoachingTalk
{
    /// <summary>What it is about.</summary>
    public string Topic { get; init; } = "";

    /// <summary>What gave rise to it, as a signal's title; empty where nothing did.</summary>
    public string Trigger { get; init; } = "";

    /// <summary>The coached person's own goal, measurable and dated.</summary>
    public string Goal { get; init; } = "";

    /// <summary>Where things stand, and what was tried.</summary>
    public string Reality { get; init; } = "";

    /// <summary>How near the goal is by the person's own feeling, 0 to 10; null where it is not said.</summary>
    public int? Scale { get; init; }

    /// <summary>What could be done.</summary>
    public string Options { get; init; } = "";

    /// <summary>What stands in the way.</summary>
    public string Obstacles { get; init; } = "";
}

/// <summary>What the person will do, by when.</summary>
/// <param name="Key">Its own within the session.</param>
/// <param name="What">In words.</param>
/// <param name="Due">By when.</param>
/// <param name="Confidence">How sure the person is to do it, 1 to 10; null where it is not said.</param>
public sealed record CoachingAction(string Key, string What, DateOnly Due, int? Confidence);

/// <summary>
/// A coaching session by goal, reality, options and will (Whitmore's GROW). What is said is private to the two and to the managers above the person; only what the person will do stands in the ledger.
/// </summary>
public sealed class CoachingSession
{
    /// <summary>How long each part may be, in characters.</summary>
    public const int Longest = 4_000;

    /// <summary>How many actions a session takes: more are not done.</summary>
    public const int MostActions = 5;

    private readonly List<CoachingAction> _actions = [];

    /// <summary>Prepares one.</summary>
    /// <param name="personId">Who is coached.</param>
    /// <param name="coach">Who coaches: a manager above.</param>
    /// <param name="day">The day of the talk.</param>
    /// <param name="facts">What the two look at.</param>
    /// <exception cref="RefusedException">No manager above.</exception>
    public CoachingSession(long personId, Party coach, DateOnly day, IReadOnlyList<CoachingFact> facts)
    {
        Refuse.Unless(coach.IsInLine, Refusal.NotAllowed, "People are coached by the managers above them.");
        (PersonId, CoachId, Day, Facts, Talk, Reply) = (personId, coach.PersonId, day, facts, new(), "");
    }

    private CoachingSession() => (Facts, Talk, Reply) = ([], new(), "");

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>Who is coached.</summary>
    public long PersonId { get; private set; }

    /// <summary>Who coaches.</summary>
    public long CoachId { get; private set; }

    /// <summary>The day of the talk.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>Where it stands.</summary>
    public CoachingState State { get; private set; }

    /// <summary>What the two look at, as it stood on <see cref="Day"/>.</summary>
    public IReadOnlyList<CoachingFact> Facts { get; private set; }

    /// <summary>What was said.</summary>
    public CoachingTalk Talk { get; private set; }

    /// <summary>The figure that it is about.</summary>
    public CoachingFigure Figure { get; private set; }

    /// <summary>That figure when the session was held; null where it was not known, or there is none.</summary>
    public decimal? Before { get; private set; }

    /// <summary>What the coached person adds; empty where nothing.</summary>
    public string Reply { get; private set; }

    /// <summary>The day on which the two sit down next; null until it is held.</summary>
    public DateOnly? NextOn { get; private set; }

    /// <summary>Counts the changes, so that two windows that save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>What the person will do.</summary>
    public IReadOnlyList<CoachingAction> Actions => _actions;

    /// <summary>The day on which the two sit down next by the rhythm that the person's self-management asks for.</summary>
    public static DateOnly Propose(DateOnly day, CheckIn rhythm) => day.AddDays(rhythm switch { CheckIn.Weekly => 7, CheckIn.EveryTwoWeeks => 14, _ => 28 });

    /// <summary>Takes down what is said; the coach does, before and after the talk.</summary>
    /// <exception cref="RefusedException">Not the coach, or too long.</exception>
    public void Write(long by, CoachingTalk talk, CoachingFigure figure)
    {
        Refuse.Unless(by == CoachId, Refusal.NotAllowed, "The coach takes down what is said; add what you have to say below.");
        Refuse.Unless(State == CoachingState.Prepared || talk.Topic != "", Refusal.Invalid, "Say what it was about.", nameof(talk.Topic));
        Refuse.Unless(State == CoachingState.Prepared || talk.Goal != "", Refusal.Invalid, "Say which goal the other has.", nameof(talk.Goal));
        RefuseLong(talk.Topic, nameof(talk.Topic));
        RefuseLong(talk.Trigger, nameof(talk.Trigger));
        RefuseLong(talk.Goal, nameof(talk.Goal));
        RefuseLong(talk.Reality, nameof(talk.Reality));
        RefuseLong(talk.Options, nameof(talk.Options));
        RefuseLong(talk.Obstacles, nameof(talk.Obstacles));
        Refuse.Unless(talk.Scale is null or (>= 0 and <= 10), Refusal.Invalid, "Say it on a scale from 0 to 10.", nameof(talk.Scale));
        Refuse.Unless(State == CoachingState.Prepared || figure == Figure, Refusal.Conflict, "The figure was chosen when the talk was held: what it was then stands beside what it is now.", nameof(Figure));
        (Talk, Figure) = (talk, figure);
    }

    /// <summary>Takes down something that the person will do.</summary>
    /// <exception cref="RefusedException">Neither of the two, nothing is said, a day gone by, or too many.</exception>
    public CoachingAction Act(long by, string key, string? what, DateOnly due, int? confidence, DateOnly today)
    {
        Refuse.Unless(by == CoachId || (by == PersonId && State == CoachingState.Held), Refusal.NotAllowed, "What is to be done is for the two to say.");
        Refuse.Unless(!string.IsNullOrWhiteSpace(what), Refusal.Invalid, "Say what will be done.", "What");
        Refuse.Unless(due >= today, Refusal.Invalid, "Choose a day to come.", "Due");
        Refuse.Unless(confidence is null or (>= 1 and <= 10), Refusal.Invalid, "Say how sure you are from 1 to 10.", "Confidence");
        Refuse.Unless(_actions.Count < MostActions, Refusal.Invalid, $"A session takes {MostActions:0} actions. Fewer are done more often.");
        var action = new CoachingAction(key, what.Trim(), due, confidence);
        _actions.Add(action);
        return action;
    }

    /// <summary>Takes an action out again; before the talk was held, since then it is promised.</summary>
    /// <exception cref="RefusedException">Not the coach, or the talk was held.</exception>
    public void Drop(long by, string key)
    {
        Refuse.Unless(by == CoachId, Refusal.NotAllowed, "What is to be done is for the two to say.");
        Refuse.Unless(State == CoachingState.Prepared, Refusal.Conflict, "The talk was held, and what was promised stands in the ledger. Answer for it there.");
        _actions.RemoveAll(a => a.Key == key);
    }

    /// <summary>The talk was held: what was taken down is the other's to read.</summary>
    /// <param name="by">The coach.</param>
    /// <param name="facts">What the two looked at, as it stands now.</param>
    /// <param name="before">The figure that it is about, as it is now.</param>
    /// <param name="nextOn">When the two sit down next.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">Not the coach, no topic or goal, or no day to come.</exception>
    public void Hold(long by, IReadOnlyList<CoachingFact> facts, decimal? before, DateOnly nextOn, DateOnly today)
    {
        Refuse.Unless(by == CoachId, Refusal.NotAllowed, "The coach says when the talk was held.");
        Refuse.Unless(State == CoachingState.Prepared, Refusal.Conflict, "This talk was held already.");
        Refuse.Unless(Talk.Topic != "", Refusal.Invalid, "Say what it was about.", nameof(Talk.Topic));
        Refuse.Unless(Talk.Goal != "", Refusal.Invalid, "Say which goal the other has.", nameof(Talk.Goal));
        Refuse.Unless(nextOn > today, Refusal.Invalid, "Choose a day to come.", nameof(NextOn));
        Refuse.Unless(_actions.TrueForAll(a => a.Due >= today), Refusal.Invalid, "The day of something that will be done has gone by since you prepared the talk. Take it out, and add it with another day.");
        (State, Day, Facts, Before, NextOn) = (CoachingState.Held, today, facts, Figure == CoachingFigure.None ? null : before, nextOn);
    }

    /// <summary>What the coached person adds.</summary>
    /// <exception cref="RefusedException">Somebody else, not held yet, or too long.</exception>
    public void Answer(long by, string? words)
    {
        Refuse.Unless(by == PersonId, Refusal.NotAllowed, "Only who was coached adds something here.");
        Refuse.Unless(State == CoachingState.Held, Refusal.Conflict, "The talk has not been held yet.");
        var written = (words ?? "").ReplaceLineEndings("\n").Trim();
        RefuseLong(written, nameof(Reply));
        Reply = written;
    }

    private static void RefuseLong(string words, string field) =>
        Refuse.Unless(words.Length <= Longest, Refusal.Invalid, $"This is {words.Length:0} characters long; {Longest:0} fit.", field);
}

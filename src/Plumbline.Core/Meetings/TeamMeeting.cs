namespace Plumbline.Meetings;

/// <summary>How someone felt the past week went.</summary>
public sealed class WeekRating
{
    private WeekRating() => Words = "";

    internal WeekRating(long meetingId, long personId) => (MeetingId, PersonId, Words) = (meetingId, personId, "");

    /// <summary>The meeting in which it was said.</summary>
    public long MeetingId { get; private set; }

    /// <summary>Who says so.</summary>
    public long PersonId { get; private set; }

    /// <summary>From 1, a lost week, to 5, the best that can be.</summary>
    public int Score { get; internal set; }

    /// <summary>Why; empty where nothing is said.</summary>
    public string Words { get; internal set; }
}

/// <summary>The weekly meeting of a team. Its agenda is the same each week, and it is an hour at most: see <see cref="Agenda"/>.</summary>
public sealed class TeamMeeting
{
    private const int LongestNotes = 10_000;

    /// <summary>Begins the meeting of a week.</summary>
    /// <param name="teamId">The team.</param>
    /// <param name="week">The first day of the week, as the company cuts weeks.</param>
    /// <param name="begunBy">Who begins it.</param>
    /// <param name="at">When.</param>
    public TeamMeeting(long teamId, DateOnly week, long begunBy, DateTimeOffset at) => (TeamId, Week, BegunBy, BegunAt, Notes) = (teamId, week, begunBy, at, "");

    private TeamMeeting() => Notes = "";

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>The team.</summary>
    public long TeamId { get; private set; }

    /// <summary>The first day of the week.</summary>
    public DateOnly Week { get; private set; }

    /// <summary>Who began it.</summary>
    public long BegunBy { get; private set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset BegunAt { get; private set; }

    /// <summary>When it ended and its notes were out; null while it lasts.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What was said, as it is to be remembered.</summary>
    public string Notes { get; private set; }

    /// <summary>Counts the changes of the notes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>Someone says how the past week went, anew or for the first time.</summary>
    /// <param name="earlier">What the person said before in this meeting; null where nothing.</param>
    /// <param name="personId">Who.</param>
    /// <param name="score">From 1 to 5.</param>
    /// <param name="words">Why; may be empty.</param>
    /// <exception cref="RefusedException">The meeting is over, or there is no such score.</exception>
    public WeekRating Rate(WeekRating? earlier, long personId, int score, string? words)
    {
        RefuseEnded();
        Refuse.Unless(score is >= 1 and <= 5, Refusal.Invalid, "Rate the week from 1 to 5.", "Score");
        var rating = earlier ?? new(Id, personId);
        (rating.Score, rating.Words) = (score, (words ?? "").Trim());
        return rating;
    }

    /// <summary>Writes the notes.</summary>
    /// <exception cref="RefusedException">The meeting is over, or the notes are too long.</exception>
    public void Write(string? notes)
    {
        RefuseEnded();
        var written = (notes ?? "").ReplaceLineEndings("\n").Trim();
        Refuse.Unless(written.Length <= LongestNotes, Refusal.Invalid, $"These notes are {written.Length:0} characters long; {LongestNotes:0} fit.", "Notes");
        Notes = written;
    }

    /// <summary>Refuses where the meeting is over: what was said stands.</summary>
    public void RefuseEnded() => Refuse.Unless(EndedAt is null, Refusal.Conflict, "This meeting is over, and its notes are out.");

    /// <summary>Ends it; its notes are out.</summary>
    /// <exception cref="RefusedException">It is over already.</exception>
    public void End(DateTimeOffset at)
    {
        RefuseEnded();
        EndedAt = at;
    }
}

/// <summary>A point of the agenda.</summary>
public sealed record AgendaItem(string Key, string Title, int Minutes, string Words);

/// <summary>The agenda of every team meeting: the same each week, an hour together.</summary>
public static class Agenda
{
    /// <summary>The longest that a meeting may be, in minutes.</summary>
    public const int Longest = 60;

    /// <summary>The points, in order.</summary>
    public static IReadOnlyList<AgendaItem> Items { get; } =
    [
        new("week", "How was the week?", 5, "Everyone rates the past week from 1 to 5, in a sentence."),
        new("kept", "Last week’s promises", 15, "Each accounts for what was promised: done, moved, or missed and why. No blame: what do we learn?"),
        new("month", "Pipeline and forecast of the month", 10, "Where do we stand, and what is at stake?"),
        new("promises", "This week’s promises", 20, "Each promises what will be done by when, the specific ones first. Colleagues propose tactics and offer help."),
        new("notes", "Notes and close", 10, "What is to be remembered goes into the notes, which are out when the meeting ends."),
    ];
}

using Plumbline.Commitments;

namespace Plumbline.Training;

/// <summary>When and where a training need that was promised is learned. Whether it is done is the commitment's to say.</summary>
public sealed class TrainingBooking
{
    /// <summary>So long the name of a course can be, in characters.</summary>
    public const int LongestWords = 200;

    /// <summary>Books what a commitment to learn something promises; <see cref="Book"/> says when.</summary>
    /// <exception cref="RefusedException">The commitment is for something else.</exception>
    public TrainingBooking(Commitment need)
    {
        Refuse.Unless(need.Kind == CommitmentKind.Training, Refusal.Invalid, "Only training is booked here.");
        (CommitmentId, With) = (need.Id, "");
    }

    private TrainingBooking() => With = "";

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>The promise to learn it.</summary>
    public long CommitmentId { get; private set; }

    /// <summary>The first day of it.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>The course, or with whom.</summary>
    public string With { get; private set; }

    /// <summary>What it costs, in the company's currency; null where it is not known.</summary>
    public decimal? Cost { get; private set; }

    /// <summary>Who booked it.</summary>
    public long BookedBy { get; private set; }

    /// <summary>The company's day on which it was booked.</summary>
    public DateOnly BookedOn { get; private set; }

    /// <summary>Counts the changes, so that two windows that save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>Books it, or books it anew.</summary>
    /// <param name="need">The promise, still open.</param>
    /// <param name="by">Who books.</param>
    /// <param name="day">The first day.</param>
    /// <param name="with">The course, or with whom.</param>
    /// <param name="cost">What it costs; not below 0.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">It is not open, a day gone by, nothing said, too long, or a cost below 0.</exception>
    public void Book(Commitment need, long by, DateOnly day, string? with, decimal? cost, DateOnly today)
    {
        var words = (with ?? "").Trim();
        Refuse.Unless(need.State == CommitmentState.Open, Refusal.Conflict, "This was answered for meanwhile, so there is nothing to book any more.");
        Refuse.Unless(day >= today, Refusal.Invalid, "Choose a day to come. Where it is learned already, say that it is done.", nameof(Day));
        Refuse.Unless(words != "", Refusal.Invalid, "Say which course, or with whom.", nameof(With));
        Refuse.Unless(words.Length <= LongestWords, Refusal.Invalid, $"This is {words.Length:0} characters long; {LongestWords:0} fit.", nameof(With));
        Refuse.Unless(cost is null or >= 0, Refusal.Invalid, "A cost is 0 or more.", nameof(Cost));
        (Day, With, Cost, BookedBy, BookedOn) = (day, words, cost, by, today);
    }
}

namespace Plumbline.Inspection;

/// <summary>What the observer does in the meeting: one of these, never a mix.</summary>
public enum ObserverRole
{
    /// <summary>Watches, and helps afterwards.</summary>
    Coach,

    /// <summary>Shows how it is done.</summary>
    Demonstrate,

    /// <summary>Both sell.</summary>
    Joint,
}

/// <summary>What an observer noted.</summary>
public sealed record ObservationNotes
{
    /// <summary>What the observer does in the meeting.</summary>
    public ObserverRole Role { get; init; }

    /// <summary>What the meeting is to achieve.</summary>
    public string Objective { get; init; } = "";

    /// <summary>The one skill that is looked at above all.</summary>
    public string Focus { get; init; } = "";

    /// <summary>What was seen of each criterion.</summary>
    public IReadOnlyList<CriterionScore> Scores { get; init; } = [];

    /// <summary>What went well.</summary>
    public string WentWell { get; init; } = "";

    /// <summary>What to work on first.</summary>
    public string ToWorkOn { get; init; } = "";

    /// <summary>What else to work on; more than two is none.</summary>
    public string AlsoToWorkOn { get; init; } = "";

    /// <summary>What the two agree on that the person does next; empty where nothing.</summary>
    public string Action { get; init; } = "";

    /// <summary>The day by which.</summary>
    public DateOnly? ActionBy { get; init; }
}

/// <summary>Somebody watched a meeting, a role-play or a presentation, and scored what they saw.</summary>
public sealed class Observation : Validation
{
    /// <summary>So long each text can be.</summary>
    public const int LongestWords = 2_000;

    /// <summary>Begins to write about a person.</summary>
    /// <param name="personId">Who is observed.</param>
    /// <param name="form">The form, in use.</param>
    /// <param name="observerId">Who observes; see <see cref="Validation.RefuseObserver"/>.</param>
    /// <param name="day">The day of the meeting.</param>
    /// <exception cref="RefusedException">The form is none for observing, or not in use.</exception>
    public Observation(long personId, ValidationForm form, long observerId, DateOnly day)
        : base(personId, form, observerId, day)
    {
        Refuse.Unless(form.Content.IsScored, Refusal.Invalid, $"“{form.Content.Name}” is no form by which somebody is watched.");
        Notes = new();
    }

    private Observation() => Notes = null!;

    /// <summary>What was noted.</summary>
    public ObservationNotes Notes { get; private set; }

    /// <summary>The account that was visited or called; null for none.</summary>
    public long? AccountId { get; private set; }

    /// <summary>When it was shared; null until then.</summary>
    public DateTimeOffset? SharedAt { get; private set; }

    /// <summary>When the person said that they read it; null until then.</summary>
    public DateTimeOffset? AcknowledgedAt { get; private set; }

    /// <summary>What the person said of it; empty where nothing.</summary>
    public string Comment { get; private set; } = "";

    /// <summary>Writes it, as far as it is known.</summary>
    /// <exception cref="RefusedException">It is shared, the day is to come, or something cannot be.</exception>
    public void Write(ObservationNotes notes, DateOnly day, long? accountId, DateOnly today)
    {
        RefuseFinal();
        Refuse.Unless(day <= today, Refusal.Invalid, "What was seen was not seen on a day to come.", nameof(Day));
        foreach (var (field, words) in new[] { ("Objective", notes.Objective), ("Focus", notes.Focus), ("WentWell", notes.WentWell), ("ToWorkOn", notes.ToWorkOn), ("AlsoToWorkOn", notes.AlsoToWorkOn), ("Action", notes.Action) })
        {
            Refuse.Unless(words.Length <= LongestWords, Refusal.Invalid, $"{LongestWords:0} characters at most.", field);
        }

        foreach (var (at, score) in notes.Scores.Index())
        {
            Refuse.Unless(score.Score is null or (>= 1 and <= FormContent.Scores), Refusal.Invalid, $"Score from 1 to {FormContent.Scores}, or say that you did not see it.", $"Scores[{at}].Score");
            Refuse.Unless(score.Evidence.Length <= LongestWords, Refusal.Invalid, $"{LongestWords:0} characters at most.", $"Scores[{at}].Evidence");
        }

        (Notes, Day, AccountId) = (notes, day, accountId);
    }

    /// <summary>Shares it with the person: from then on it is final.</summary>
    /// <param name="at">When.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">It is shared already, or something is missing.</exception>
    public void Share(DateTimeOffset at, DateOnly today)
    {
        RefuseFinal();
        Refuse.Unless(Notes.Scores.Any(s => s.Score is not null), Refusal.Invalid, "Score what you saw first.", "Scores[0].Score");
        foreach (var (index, score) in Notes.Scores.Index())
        {
            Refuse.Unless(score is not { Score: < Grading.LeastCritical, Evidence: "" }, Refusal.Invalid, "Say what you saw: a low score without it helps nobody.", $"Scores[{index}].Evidence");
        }

        Refuse.Unless(Notes.WentWell != "", Refusal.Invalid, "Say what went well.", nameof(Notes.WentWell));
        Refuse.Unless(Notes.ToWorkOn != "", Refusal.Invalid, "Say one thing to work on.", nameof(Notes.ToWorkOn));
        Refuse.Unless(Notes.Action == "" || Notes.ActionBy is not null, Refusal.Invalid, "Agree on the day, too.", nameof(Notes.ActionBy));
        Refuse.Unless(Notes.Action != "" || Notes.ActionBy is null, Refusal.Invalid, "Say what is done by that day.", nameof(Notes.Action));
        Refuse.Unless(Notes.ActionBy is not { } by || by >= today, Refusal.Invalid, "Agree on a day to come.", nameof(Notes.ActionBy));
        var grade = Grading.Of(Asked, Notes.Scores);
        End(grade.Score, grade.Passed, Day.AddMonths(Asked.Months));
        SharedAt = at;
    }

    /// <summary>The person says that they read it, once.</summary>
    /// <exception cref="RefusedException">It is somebody else's, not shared yet, or was acknowledged already.</exception>
    public void Acknowledge(long by, string? comment, DateTimeOffset at)
    {
        Refuse.Unless(by == PersonId, Refusal.NotAllowed, "Only whom it is about says that they read it.");
        Refuse.Unless(State == ValidationState.Shared, Refusal.Conflict, State == ValidationState.Acknowledged ? "You said already that you read it." : "It is not shared yet.");
        var said = (comment ?? "").Trim();
        Refuse.Unless(said.Length <= LongestWords, Refusal.Invalid, $"{LongestWords:0} characters at most.", nameof(Comment));
        (State, Comment, AcknowledgedAt) = (ValidationState.Acknowledged, said, at);
    }
}

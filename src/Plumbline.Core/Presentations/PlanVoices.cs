namespace Plumbline.Presentations;

/// <summary>What somebody said to a plan that was presented.</summary>
public enum VoiceKind
{
    /// <summary>The leadership stands behind the plan.</summary>
    Endorsed,

    /// <summary>A colleague has heard what was promised, and signs for it.</summary>
    Witnessed,

    /// <summary>Applause.</summary>
    Applauded,
}

/// <summary>Where a plan stands with the leadership.</summary>
public enum PlanDecision
{
    /// <summary>Nobody has spoken yet.</summary>
    Open,

    /// <summary>A question waits for its answer.</summary>
    Questions,

    /// <summary>Somebody endorsed it, and no question is open.</summary>
    Endorsed,
}

/// <summary>Somebody endorsed, witnessed or applauded a plan in a meeting: each once.</summary>
public sealed class PlanVoice
{
    private const int LongestWords = 300;

    /// <summary>Speaks.</summary>
    /// <param name="presentation">The meeting, in which the plan stands on the agenda.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="person">Who speaks.</param>
    /// <param name="kind">What is said.</param>
    /// <param name="heard">What has been said to the plan in this meeting before.</param>
    /// <param name="words">A sentence beside it; may be empty.</param>
    /// <param name="at">When.</param>
    /// <exception cref="RefusedException">It is not this person's to say, or not now.</exception>
    public PlanVoice(Presentation presentation, long plan, long person, VoiceKind kind, PlanHeard heard, string? words, DateTimeOffset at)
    {
        var presented = presentation.Plans.FirstOrDefault(p => p.PlanId == plan) ?? throw RefusedException.NotFound("plan on this agenda");
        Refuse.Unless(presentation.IsOpen, Refusal.Conflict, "This meeting was cancelled.");
        Refuse.Unless(person != presented.SalespersonId, Refusal.NotAllowed, "It is your own plan: others speak to it.");
        (PresentationId, PlanId, PersonId, Kind, Function, At) = (presentation.Id, plan, person, kind, presentation.FunctionOf(person) ?? LeadershipFunction.None, at);
        Words = (words ?? "").Trim();
        Refuse.Unless(Words.Length <= LongestWords, Refusal.Invalid, $"Keep it to {LongestWords:0} characters.", "Words");
        switch (kind)
        {
            case VoiceKind.Endorsed:
                Refuse.Unless(presentation.Kind == PresentationKind.Leadership, Refusal.Invalid, "Plans are endorsed by the leadership; colleagues witness them.");
                Refuse.Unless(presentation.FunctionOf(person) is not null, Refusal.NotAllowed, "Only who was asked to this meeting endorses its plans.");
                Refuse.Unless(heard.Questions.All(q => q.AskedBy != person || q.Answer is not null), Refusal.Conflict, "Your own question still waits for its answer. Endorse the plan once it is there.");
                break;
            case VoiceKind.Witnessed:
                Refuse.Unless(presentation.Kind == PresentationKind.Peers, Refusal.Invalid, "Colleagues witness; the leadership endorses.");
                Refuse.Unless(heard.Sentences > 0, Refusal.Conflict, "There is nothing to witness yet: no sentence has been promised.");
                Refuse.Unless(heard.Unread == 0, Refusal.Conflict, "A sentence that was taken down has not been read back yet.");
                break;
            case VoiceKind.Applauded:
                Refuse.Unless(presentation.Kind == PresentationKind.Peers, Refusal.Invalid, "Colleagues applaud; the leadership endorses.");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    private PlanVoice() => Words = "";

    /// <summary>The meeting.</summary>
    public long PresentationId { get; private set; }

    /// <summary>The plan.</summary>
    public long PlanId { get; private set; }

    /// <summary>Who.</summary>
    public long PersonId { get; private set; }

    /// <summary>What was said.</summary>
    public VoiceKind Kind { get; private set; }

    /// <summary>For what part of the company.</summary>
    public LeadershipFunction Function { get; private set; }

    /// <summary>A sentence beside it; may be empty.</summary>
    public string Words { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; private set; }
}

/// <summary>A question that the leadership has to a plan, and the author's answer.</summary>
public sealed class PlanQuestion
{
    private const int Longest = 2_000;

    /// <summary>Asks.</summary>
    /// <exception cref="RefusedException">It is not this person's to ask, or nothing is asked.</exception>
    public PlanQuestion(Presentation presentation, long plan, long person, string key, string? text, DateTimeOffset at)
    {
        Refuse.Unless(presentation.Plans.Any(p => p.PlanId == plan), Refusal.NotFound, "This plan is not on the agenda.");
        Refuse.Unless(presentation.IsOpen, Refusal.Conflict, "This meeting was cancelled.");
        Refuse.Unless(presentation.Kind == PresentationKind.Leadership, Refusal.Invalid, "Questions are the leadership’s. Comment on the plan instead.");
        Refuse.Unless(presentation.FunctionOf(person) is not null, Refusal.NotAllowed, "Only who was asked to this meeting asks about its plans.");
        (PresentationId, PlanId, AskedBy, Key, Function, AskedAt) = (presentation.Id, plan, person, key, presentation.FunctionOf(person)!.Value, at);
        Text = Said(text, "Write the question.", "Words");
    }

    private PlanQuestion() => (Text, Key) = ("", "");

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>The meeting.</summary>
    public long PresentationId { get; private set; }

    /// <summary>The plan.</summary>
    public long PlanId { get; private set; }

    /// <summary>A key of the form's own, so that one sent twice is one.</summary>
    public string Key { get; private set; }

    /// <summary>Who asks.</summary>
    public long AskedBy { get; private set; }

    /// <summary>For what part of the company.</summary>
    public LeadershipFunction Function { get; private set; }

    /// <summary>The question.</summary>
    public string Text { get; private set; }

    /// <summary>When it was asked.</summary>
    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>The answer; null until there is one.</summary>
    public string? Answer { get; private set; }

    /// <summary>When it was answered; null until then.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Counts changes, so that two who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>The author answers, or answers better.</summary>
    /// <exception cref="RefusedException">It is not this person's plan, or nothing is said.</exception>
    public void Reply(long person, long author, string? answer, DateTimeOffset at)
    {
        Refuse.Unless(person == author, Refusal.NotAllowed, "Only the plan’s author answers.");
        (Answer, AnsweredAt) = (Said(answer, "Write the answer.", "Words"), at);
    }

    private static string Said(string? typed, string missing, string field)
    {
        var said = (typed ?? "").ReplaceLineEndings("\n").Trim();
        Refuse.Unless(said != "", Refusal.Invalid, missing, field);
        Refuse.Unless(said.Length <= Longest, Refusal.Invalid, $"Keep it to {Longest:0} characters.", field);
        return said;
    }
}

/// <summary>What has been said to a plan in a meeting.</summary>
/// <param name="Voices">Endorsements, witnesses and applause.</param>
/// <param name="Questions">The leadership's questions.</param>
/// <param name="Sentences">How many sentences the salesperson has promised in the meeting.</param>
/// <param name="Unread">How many were taken down and not yet read back.</param>
public sealed record PlanHeard(IReadOnlyList<PlanVoice> Voices, IReadOnlyList<PlanQuestion> Questions, int Sentences, int Unread)
{
    /// <summary>Where the plan stands with the leadership: an open question weighs more than an endorsement.</summary>
    public PlanDecision Decision =>
        Questions.Any(q => q.Answer is null) ? PlanDecision.Questions
        : Voices.Any(v => v.Kind == VoiceKind.Endorsed) ? PlanDecision.Endorsed
        : PlanDecision.Open;

    /// <summary>Refuses one more sentence where somebody has signed for those that there are.</summary>
    /// <exception cref="RefusedException">Somebody has witnessed it.</exception>
    public void RefuseWitnessed() => Refuse.Unless(Voices.All(v => v.Kind != VoiceKind.Witnessed), Refusal.Conflict, "A colleague has signed as witness for these sentences: no other is added to them.");
}

/// <summary>What a salesperson says when a section of the plan is on the screen. Their own, and nobody else's to read.</summary>
public sealed class SpeakerNote
{
    /// <summary>How long one may be, in characters.</summary>
    public const int Longest = 4_000;

    /// <summary>Notes to a slide.</summary>
    /// <param name="planId">The plan.</param>
    /// <param name="slide">Which slide: the section's name.</param>
    /// <param name="text">The notes.</param>
    public SpeakerNote(long planId, string slide, string text) => (PlanId, Slide, Text) = (planId, slide, text);

    private SpeakerNote() => (Slide, Text) = ("", "");

    /// <summary>The plan.</summary>
    public long PlanId { get; private set; }

    /// <summary>Which slide.</summary>
    public string Slide { get; private set; }

    /// <summary>The notes.</summary>
    public string Text { get; private set; }

    /// <summary>Counts changes, so that two windows that save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>Writes them anew.</summary>
    /// <exception cref="RefusedException">They are too long.</exception>
    public void Write(string? text)
    {
        var written = (text ?? "").ReplaceLineEndings("\n").Trim();
        Refuse.Unless(written.Length <= Longest, Refusal.Invalid, $"Keep the notes of a slide to {Longest:0} characters.", "Text");
        Text = written;
    }
}

/// <summary>What a person wants shown of their results on the board of commitments.</summary>
public sealed class BoardChoice
{
    /// <summary>A choice.</summary>
    public BoardChoice(long personId) => PersonId = personId;

    private BoardChoice()
    {
    }

    /// <summary>Who.</summary>
    public long PersonId { get; private set; }

    /// <summary>Whether attainment is kept off the board; what was promised and what came of it stays there, as in the ledger.</summary>
    public bool HidesAttainment { get; set; }
}

/// <summary>A calendar of a person that programs read by a secret address.</summary>
public sealed class CalendarFeed
{
    /// <summary>A feed.</summary>
    /// <param name="personId">Whose.</param>
    /// <param name="hash">A hash of the secret in its address: who reads the database does not learn it.</param>
    /// <param name="at">Since when.</param>
    public CalendarFeed(long personId, string hash, DateTimeOffset at) => (PersonId, Hash, At) = (personId, hash, at);

    private CalendarFeed() => Hash = "";

    /// <summary>Whose.</summary>
    public long PersonId { get; private set; }

    /// <summary>A hash of the secret.</summary>
    public string Hash { get; private set; }

    /// <summary>Since when the address is good.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Gives it another address; the old one stops.</summary>
    /// <param name="hash">A hash of the new secret.</param>
    /// <param name="at">From when on.</param>
    public void Renew(string hash, DateTimeOffset at) => (Hash, At) = (hash, at);
}

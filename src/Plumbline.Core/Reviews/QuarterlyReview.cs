using Plumbline.Fiscal;
using Plumbline.Plans;

namespace Plumbline.Reviews;

/// <summary>Where a review stands.</summary>
public enum ReviewState
{
    /// <summary>The salesperson writes; nobody else reads along.</summary>
    Own,

    /// <summary>Handed in: the facts are frozen, and the manager writes.</summary>
    Answer,

    /// <summary>Both views are open to both: the two meet, decide, and set the next quarter's numbers.</summary>
    Talk,

    /// <summary>Both have signed the next quarter's numbers. Nothing changes any more.</summary>
    Recommitted,
}

/// <summary>What was decided in a review, and who does it by when. It stands in the ledger as a promise.</summary>
public sealed record ReviewDecision(string Key, string What, long OwnerId, DateOnly Due);

/// <summary>Someone commits anew to the next quarter, as a version of a plan says it.</summary>
/// <param name="Side">For which side.</param>
/// <param name="PersonId">Who.</param>
/// <param name="At">When.</param>
/// <param name="PlanId">The business plan that covers the next quarter.</param>
/// <param name="Version">Its version.</param>
/// <param name="Hash">The hash of that version's text as it was read.</param>
public sealed record Recommitment(Side Side, long PersonId, DateTimeOffset At, long PlanId, int Version, string Hash);

/// <summary>
/// The review of a salesperson's quarter. The salesperson speaks first, and unread until handed in; the manager answers; then the two meet, decide and recommit: each signs the same version of the plan that covers the next quarter.
/// </summary>
public sealed class QuarterlyReview
{
    /// <summary>How long an answer may be, in characters.</summary>
    public const int LongestAnswer = 4_000;

    /// <summary>How many decisions a review takes.</summary>
    public const int MostDecisions = 20;

    private readonly List<ReviewDecision> _decisions = [];
    private readonly List<Recommitment> _recommitments = [];

    /// <summary>Begins a review.</summary>
    /// <exception cref="RefusedException">Not theirs to begin, or too early.</exception>
    public QuarterlyReview(long salespersonId, Period quarter, Party by, DateOnly today)
    {
        (SalespersonId, Quarter) = (salespersonId, quarter);
        SideOf(by);
        Refuse.Unless(quarter.Length == 3, Refusal.Invalid, "A review looks back on a quarter.");
        Refuse.Unless(!ReviewRhythm.IsPast(quarter, today), Refusal.Invalid, "This quarter ended more than half a year ago. Look ahead instead.");
        Refuse.Unless(ReviewRhythm.IsTime(quarter, today), Refusal.Invalid, $"The quarter runs until {Said.Day(quarter.LastDay)}. Its review begins in its last two weeks, or after.");
    }

    private QuarterlyReview() { }

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>Whose quarter it was.</summary>
    public long SalespersonId { get; private set; }

    /// <summary>The quarter.</summary>
    public Period Quarter { get; private set; }

    /// <summary>Where it stands.</summary>
    public ReviewState State { get; private set; }

    /// <summary>The facts as they were when the salesperson handed in; null until then.</summary>
    public ReviewPack? Pack { get; private set; }

    /// <summary>Its hash as taken then; null until then.</summary>
    public string? PackHash { get; private set; }

    /// <summary>The company's day on which the salesperson handed in; null until then.</summary>
    public DateOnly? HandedInOn { get; private set; }

    /// <summary>The company's day on which the manager's view was given; null until then.</summary>
    public DateOnly? AnsweredOn { get; private set; }

    /// <summary>Who gave it; null until then.</summary>
    public long? AnsweredBy { get; private set; }

    /// <summary>The company's day of the second signature; null until then.</summary>
    public DateOnly? RecommittedOn { get; private set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>What was decided, in the order in which it was.</summary>
    public IReadOnlyList<ReviewDecision> Decisions => _decisions;

    /// <summary>Who has recommitted to what; at most one for each side.</summary>
    public IReadOnlyList<Recommitment> Recommitments => _recommitments;

    /// <summary>Whether the frozen facts are still those that the hash was taken of.</summary>
    public bool IsIntact => Pack?.Hash() == PackHash;

    private Dictionary<string, string> Own { get; set; } = [];

    private Dictionary<string, string> Answer { get; set; } = [];

    /// <summary>The side this person acts for.</summary>
    /// <exception cref="RefusedException">Neither the salesperson nor in the salesperson's line.</exception>
    public Side SideOf(Party by) =>
        by.PersonId == SalespersonId ? Side.Salesperson
        : by.IsInLine ? Side.Manager
        : throw new RefusedException(Refusal.NotAllowed, "A review is between the salesperson and the managers above.");

    /// <summary>What the salesperson has written, by question; null while this person may not read it: until it is handed in it is the salesperson's alone.</summary>
    public IReadOnlyDictionary<string, string>? OwnFor(Party by) => SideOf(by) == Side.Salesperson || State != ReviewState.Own ? Own : null;

    /// <summary>What the manager has written, by question; null while this person may not read it: until it is given it is the managers' alone.</summary>
    public IReadOnlyDictionary<string, string>? AnswerFor(Party by) => SideOf(by) == Side.Manager || State is ReviewState.Talk or ReviewState.Recommitted ? Answer : null;

    /// <summary>Keeps what the salesperson has written so far.</summary>
    /// <exception cref="RefusedException">Not the salesperson, handed in already, or too long.</exception>
    public void WriteOwn(Party by, IReadOnlyDictionary<string, string> answers)
    {
        Refuse.Unless(SideOf(by) == Side.Salesperson, Refusal.NotAllowed, "The salesperson’s own view is theirs to write.");
        Refuse.Unless(State == ReviewState.Own, Refusal.Conflict, "This is handed in, and the other side has it. What is to be added belongs into the talk.");
        Own = Kept(Own, answers, nameof(Own));
    }

    /// <summary>Hands in what the salesperson has written, with the facts as they are now.</summary>
    /// <exception cref="RefusedException">The quarter is not over, or the one thing that must be said is not.</exception>
    public void HandIn(Party by, ReviewPack pack, DateOnly today)
    {
        WriteOwn(by, Own);
        Refuse.Unless(today > Quarter.LastDay, Refusal.Invalid, $"The quarter runs until {Said.Day(Quarter.LastDay)}. What you write is kept; hand it in once the figures are in.");
        RefuseMissing(Own, ReviewQuestions.About(PackParts.Results), nameof(Own));
        (Pack, PackHash, HandedInOn, State) = (pack, pack.Hash(), today, ReviewState.Answer);
    }

    /// <summary>Keeps what the manager has written so far.</summary>
    /// <exception cref="RefusedException">Not a manager above, not their turn, or too long.</exception>
    public void WriteAnswer(Party by, IReadOnlyDictionary<string, string> answers)
    {
        Refuse.Unless(SideOf(by) == Side.Manager, Refusal.NotAllowed, "The manager’s view is the manager’s to write.");
        Refuse.Unless(State != ReviewState.Own, Refusal.Conflict, "The salesperson speaks first. You read it once it is handed in.");
        Refuse.Unless(State == ReviewState.Answer, Refusal.Conflict, "Your view is given, and the salesperson has read it. What is to be added belongs into the talk.");
        Answer = Kept(Answer, answers, nameof(Answer));
    }

    /// <summary>Gives the manager's view to the salesperson.</summary>
    /// <exception cref="RefusedException">The one thing that must be said is not.</exception>
    public void GiveAnswer(Party by, DateOnly today)
    {
        WriteAnswer(by, Answer);
        RefuseMissing(Answer, ReviewQuestions.OfAnswer(Pack!.Attainment), nameof(Answer));
        (AnsweredOn, AnsweredBy, State) = (today, by.PersonId, ReviewState.Talk);
    }

    /// <summary>Takes down what the two decide.</summary>
    /// <exception cref="RefusedException">Not in the talk, nothing is said, a day gone by, or too many.</exception>
    public ReviewDecision Decide(Party by, string key, string? what, long ownerId, DateOnly due, DateOnly today)
    {
        RefuseUnlessTalk(by);
        Refuse.Unless(!string.IsNullOrWhiteSpace(what), Refusal.Invalid, "Say what is decided.", "What");
        Refuse.Unless(due >= today, Refusal.Invalid, "Decide for a day to come.", "Due");
        Refuse.Unless(_decisions.Count < MostDecisions, Refusal.Invalid, $"A review takes {MostDecisions:0} decisions. Fewer are kept more often.");
        var decision = new ReviewDecision(key, what.Trim(), ownerId, due);
        _decisions.Add(decision);
        return decision;
    }

    /// <summary>Signs the next quarter's numbers as a version of the plan says them. The review is closed once both sides have signed the same text; another version takes the place of an earlier signature.</summary>
    /// <exception cref="RefusedException">Not in the talk.</exception>
    public void Recommit(Party by, long planId, int version, string hash, DateTimeOffset at, DateOnly today)
    {
        RefuseUnlessTalk(by);
        var side = SideOf(by);
        _recommitments.RemoveAll(r => r.Side == side);
        _recommitments.Add(new(side, by.PersonId, at, planId, version, hash));
        if (_recommitments is [var first, var second] && (first.PlanId, first.Version, first.Hash) == (second.PlanId, second.Version, second.Hash))
        {
            (State, RecommittedOn) = (ReviewState.Recommitted, today);
        }
    }

    private void RefuseUnlessTalk(Party by)
    {
        SideOf(by);
        Refuse.Unless(State != ReviewState.Recommitted, Refusal.Conflict, "Both have recommitted, and the review is closed. What changes now is an amendment of the plan.");
        Refuse.Unless(State == ReviewState.Talk, Refusal.Conflict, "First both say how they see the quarter: the salesperson hands in, the manager answers.");
    }

    /// <summary>What was answered before and is not asked any more, as when a late order turns a miss into a success, stays.</summary>
    private static Dictionary<string, string> Kept(Dictionary<string, string> before, IReadOnlyDictionary<string, string> answers, string of)
    {
        foreach (var (key, words) in answers)
        {
            Refuse.Unless(ReviewQuestions.IsOne(key), Refusal.Invalid, "This is no question of a review. Load the page again.");
            Refuse.Unless(words.Trim().Length <= LongestAnswer, Refusal.Invalid, $"This answer is {Said.Count(words.Trim().Length)} characters long; {Said.Count(LongestAnswer)} fit.", $"{of}[{key}]");
        }

        return before.Where(b => !answers.ContainsKey(b.Key)).Concat(answers.Where(a => !string.IsNullOrWhiteSpace(a.Value)).Select(a => KeyValuePair.Create(a.Key, a.Value.ReplaceLineEndings("\n").Trim()))).ToDictionary();
    }

    private static void RefuseMissing(Dictionary<string, string> answers, IReadOnlyList<ReviewQuestion> questions, string of)
    {
        foreach (var question in questions.Where(q => q.IsRequired))
        {
            Refuse.Unless(answers.ContainsKey(question.Key), Refusal.Invalid, $"One answer must not be missing: “{question.Words}”", $"{of}[{question.Key}]");
        }
    }
}

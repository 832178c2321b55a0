namespace Plumbline.Presentations;

/// <summary>Before whom plans are presented.</summary>
public enum PresentationKind
{
    /// <summary>The leadership, who endorses each plan or asks; what is said stays with them and those concerned.</summary>
    Leadership,

    /// <summary>Colleagues, who witness what is promised, applaud and offer help; everyone in the company may read it.</summary>
    Peers,
}

/// <summary>Where a meeting stands.</summary>
public enum PresentationState
{
    /// <summary>It is to come, or goes on.</summary>
    Planned,

    /// <summary>It was held, and its minutes are out.</summary>
    Held,

    /// <summary>It does not take place.</summary>
    Cancelled,
}

/// <summary>For what part of the company somebody listens.</summary>
public enum LeadershipFunction
{
    /// <summary>For none in particular.</summary>
    None,

    /// <summary>The company as a whole.</summary>
    Executive,

    /// <summary>Finance: revenue, margin and cash.</summary>
    Finance,

    /// <summary>Marketing: activities, budgets and programs.</summary>
    Marketing,

    /// <summary>Production or operations: what will be asked for, and when.</summary>
    Production,
}

/// <summary>When and where a meeting is.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="StartsAt">When it begins.</param>
/// <param name="Minutes">How long it lasts: 5 to 480.</param>
/// <param name="Place">Where: a room, or an address to dial into; empty where it is not said.</param>
public sealed record PresentationTime(string Title, DateTimeOffset StartsAt, int Minutes, string Place);

/// <summary>A meeting in which salespeople present their agreed business plans, one after the other.</summary>
public sealed class Presentation
{
    /// <summary>How many plans one meeting has time for.</summary>
    public const int MostPlans = 40;

    /// <summary>How many people one meeting holds.</summary>
    public const int MostAttendees = 200;

    private const int LongestWords = 200;
    private const int LongestNotes = 10_000;
    private readonly List<Attendee> _attendees = [];
    private readonly List<PresentedPlan> _plans = [];

    /// <summary>Calls a meeting.</summary>
    /// <param name="kind">Before whom.</param>
    /// <param name="time">When and where.</param>
    /// <param name="convenerId">Who calls it.</param>
    /// <param name="key">The form's own, so that one sent twice is one; null where no form called it.</param>
    /// <exception cref="RefusedException">No title, or no such length.</exception>
    public Presentation(PresentationKind kind, PresentationTime time, long convenerId, string? key = null)
    {
        (Kind, ConvenerId, Key, Title, Place, Notes) = (kind, convenerId, key, "", "", "");
        Set(time);
    }

    private Presentation() => (Title, Place, Notes) = ("", "", "");

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>Before whom.</summary>
    public PresentationKind Kind { get; private set; }

    /// <summary>What it is called.</summary>
    public string Title { get; private set; }

    /// <summary>When it begins.</summary>
    public DateTimeOffset StartsAt { get; private set; }

    /// <summary>How long it lasts, in minutes.</summary>
    public int Minutes { get; private set; }

    /// <summary>Where; empty where it is not said.</summary>
    public string Place { get; private set; }

    /// <summary>Who called it.</summary>
    public long ConvenerId { get; private set; }

    /// <summary>The form's own by which it was called; null where none was.</summary>
    public string? Key { get; private set; }

    /// <summary>Where it stands.</summary>
    public PresentationState State { get; private set; }

    /// <summary>The minutes: what was said, as it is to be remembered.</summary>
    public string Notes { get; private set; }

    /// <summary>When it was held and the minutes were out; null until then.</summary>
    public DateTimeOffset? HeldAt { get; private set; }

    /// <summary>Counts what must be told: a change of time, place, title or people, and that it does not take place.</summary>
    public int Sequence { get; private set; }

    /// <summary>The <see cref="Sequence"/> of which everyone was told; null until the first invitations.</summary>
    public int? ToldSequence { get; private set; }

    /// <summary>Counts changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>Who is asked to come, besides those who present.</summary>
    public IReadOnlyList<Attendee> Attendees => _attendees;

    /// <summary>The plans in the order in which they are presented.</summary>
    public IReadOnlyList<PresentedPlan> Plans => [.. _plans.OrderBy(p => p.Place)];

    /// <summary>Whether people may still speak to the plans: it is not cancelled.</summary>
    public bool IsOpen => State != PresentationState.Cancelled;

    /// <summary>Whether somebody has not been told yet of when and where it is, or that it is not.</summary>
    public bool HasNews => ToldSequence != Sequence && !(ToldSequence is null && State == PresentationState.Cancelled) && State != PresentationState.Held;

    /// <summary>When it ends.</summary>
    public DateTimeOffset EndsAt => StartsAt.AddMinutes(Minutes);

    /// <summary>Everybody who is to come, each once: who called it, who presents, who listens.</summary>
    public IReadOnlyList<long> Everybody => [.. new[] { ConvenerId }.Concat(Plans.Select(p => p.SalespersonId)).Concat(_attendees.Select(a => a.PersonId)).Distinct()];

    /// <summary>The function for which a person listens; null where the person is not asked to.</summary>
    public LeadershipFunction? FunctionOf(long person) => _attendees.Find(a => a.PersonId == person)?.Function;

    /// <summary>Moves it, or names it anew.</summary>
    /// <exception cref="RefusedException">It is over, or what is given is no title or length.</exception>
    public void Move(PresentationTime time)
    {
        RefuseOver();
        if (new PresentationTime(Title, StartsAt, Minutes, Place) is var before && Set(time) != before)
        {
            Sequence++;
        }
    }

    /// <summary>Everyone has been told of it as it stands.</summary>
    public void Told() => ToldSequence = Sequence;

    /// <summary>Says that it does not take place.</summary>
    /// <exception cref="RefusedException">It is over.</exception>
    public void Cancel()
    {
        RefuseOver();
        State = PresentationState.Cancelled;
        Sequence++;
    }

    /// <summary>Asks somebody to come, or says anew for what they listen.</summary>
    /// <exception cref="RefusedException">It is over, or too many come.</exception>
    public void Invite(long person, LeadershipFunction function)
    {
        RefuseOver();
        if (_attendees.Find(a => a.PersonId == person) is { } known)
        {
            known.Function = function;
            return;
        }

        Refuse.Unless(_attendees.Count < MostAttendees, Refusal.Invalid, $"A meeting holds {MostAttendees:0} people.");
        _attendees.Add(new(person, function));
        Sequence++;
    }

    /// <summary>Asks somebody no longer.</summary>
    /// <exception cref="RefusedException">It is over.</exception>
    public void Uninvite(long person)
    {
        RefuseOver();
        Sequence += _attendees.RemoveAll(a => a.PersonId == person);
    }

    /// <summary>Puts an agreed plan at the end of the agenda; once more changes nothing.</summary>
    /// <exception cref="RefusedException">It is over, or the agenda is full.</exception>
    public void Add(long plan, long salesperson)
    {
        RefuseOver();
        if (_plans.All(p => p.PlanId != plan))
        {
            Refuse.Unless(_plans.Count < MostPlans, Refusal.Invalid, $"A meeting has time for {MostPlans:0} plans. Call a second one.");
            _plans.Add(new(plan, salesperson, _plans.Count == 0 ? 1 : _plans.Max(p => p.Place) + 1));
            Sequence++;
        }
    }

    /// <summary>Takes a plan off the agenda, unless somebody has spoken to it.</summary>
    /// <exception cref="RefusedException">It is over, or the plan was spoken to.</exception>
    public void Remove(long plan, bool isSpokenTo)
    {
        RefuseOver();
        Refuse.Unless(!isSpokenTo, Refusal.Conflict, "Somebody has spoken to this plan: it stays on the agenda.");
        Sequence += _plans.RemoveAll(p => p.PlanId == plan);
    }

    /// <summary>Has a plan presented one place earlier.</summary>
    /// <exception cref="RefusedException">It is over.</exception>
    public void Earlier(long plan)
    {
        RefuseOver();
        var order = Plans;
        var at = order.ToList().FindIndex(p => p.PlanId == plan);
        if (at > 0)
        {
            (order[at].Place, order[at - 1].Place) = (order[at - 1].Place, order[at].Place);
        }
    }

    /// <summary>Writes the minutes.</summary>
    /// <exception cref="RefusedException">It is over, or they are too long.</exception>
    public void Write(string? notes)
    {
        RefuseOver();
        var written = (notes ?? "").ReplaceLineEndings("\n").Trim();
        Refuse.Unless(written.Length <= LongestNotes, Refusal.Invalid, $"These minutes are {written.Length:0} characters long; {LongestNotes:0} fit.", "Notes");
        Notes = written;
    }

    /// <summary>Says that it was held: the minutes are out, and questions and endorsements may still come.</summary>
    /// <exception cref="RefusedException">It is over, has not begun, or has no plan.</exception>
    public void Hold(DateTimeOffset at)
    {
        RefuseOver();
        Refuse.Unless(_plans.Count > 0, Refusal.Invalid, "No plan stands on the agenda: put one there, or cancel the meeting.");
        Refuse.Unless(at >= StartsAt.AddHours(-1), Refusal.Invalid, "This meeting is still to come. Move it where it was held earlier.");
        (State, HeldAt) = (PresentationState.Held, at);
    }

    private void RefuseOver() => Refuse.Unless(
        State == PresentationState.Planned, Refusal.Conflict, State == PresentationState.Held ? "This meeting was held, and its minutes are out." : "This meeting was cancelled.");

    private PresentationTime Set(PresentationTime time)
    {
        var title = time.Title.Trim();
        var place = time.Place.Trim();
        Refuse.Unless(title != "", Refusal.Invalid, "Give the meeting a title.", "Title");
        Refuse.Unless(title.Length <= LongestWords, Refusal.Invalid, $"Keep the title to {LongestWords:0} characters.", "Title");
        Refuse.Unless(place.Length <= LongestWords, Refusal.Invalid, $"Keep the place to {LongestWords:0} characters.", "Place");
        Refuse.Unless(time.Minutes is >= 5 and <= 480, Refusal.Invalid, "Say how long it lasts, from 5 to 480 minutes.", "Minutes");
        (Title, StartsAt, Minutes, Place) = (title, time.StartsAt, time.Minutes, place);
        return new(title, time.StartsAt, time.Minutes, place);
    }
}

/// <summary>Somebody who is asked to come and listen.</summary>
public sealed class Attendee
{
    private Attendee()
    {
    }

    internal Attendee(long personId, LeadershipFunction function) => (PersonId, Function) = (personId, function);

    /// <summary>Who.</summary>
    public long PersonId { get; private set; }

    /// <summary>For what part of the company.</summary>
    public LeadershipFunction Function { get; internal set; }
}

/// <summary>A plan on the agenda of a meeting.</summary>
public sealed class PresentedPlan
{
    private PresentedPlan()
    {
    }

    internal PresentedPlan(long planId, long salespersonId, int place) => (PlanId, SalespersonId, Place) = (planId, salespersonId, place);

    /// <summary>The business plan.</summary>
    public long PlanId { get; private set; }

    /// <summary>Whose it is, and so who presents.</summary>
    public long SalespersonId { get; private set; }

    /// <summary>Its place on the agenda: they rise, with gaps where one was taken off.</summary>
    public int Place { get; internal set; }
}

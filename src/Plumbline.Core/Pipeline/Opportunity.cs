using Plumbline.Companies;
using Plumbline.Typing;

namespace Plumbline.Pipeline;

/// <summary>Something we may sell to someone.</summary>
public sealed class Opportunity
{
    /// <summary>The longest text that a person may type into one of its fields.</summary>
    public const int LongestText = 400;

    /// <summary>The longest name of a campaign that a person may type.</summary>
    public const int LongestCampaign = 100;

    /// <summary>The database's number for the opportunity; 0 until saved.</summary>
    public long Id { get; set; }

    /// <summary>The system it came from.</summary>
    public required string System { get; set; }

    /// <summary>Its id in that system, or its natural key.</summary>
    public required string ExternalId { get; set; }

    /// <summary>What it is called.</summary>
    public required string Name { get; set; }

    /// <summary>Who may buy; null where it is not said.</summary>
    public long? AccountId { get; set; }

    /// <summary>What they may buy; null where it is not said.</summary>
    public long? ProductId { get; set; }

    /// <summary>Who works it; null where it is not said.</summary>
    public long? SalespersonId { get; set; }

    /// <summary>How far it is, in the source's words.</summary>
    public string? Stage { get; set; }

    /// <summary>Whether it is open, won or lost.</summary>
    public OpportunityState State { get; set; }

    /// <summary>What it brought or may bring; null where it is not known.</summary>
    public decimal? Amount { get; set; }

    /// <summary>The chance the source gives it, as a fraction; null where it gives none.</summary>
    public decimal? Probability { get; set; }

    /// <summary>The day on which it was opened; null where it is not known.</summary>
    public DateOnly? Opened { get; set; }

    /// <summary>The day on which it is expected to close; null where it is not known.</summary>
    public DateOnly? ExpectedClose { get; set; }

    /// <summary>The day on which it was won or lost; null while open, or where it is not known.</summary>
    public DateOnly? Closed { get; set; }

    /// <summary>Why it was won or lost; null where it is not known.</summary>
    public string? Reason { get; set; }

    /// <summary>Whether the customer is new; null where it is not said.</summary>
    public bool? IsNewBusiness { get; set; }

    /// <summary>What is to be done next; null where nothing is planned.</summary>
    public string? NextStep { get; set; }

    /// <summary>By when; null where nothing is planned.</summary>
    public DateOnly? NextStepDue { get; set; }

    /// <summary>Who else wants the order, or got it; null where nobody is known.</summary>
    public string? Competitor { get; set; }

    /// <summary>The campaign that it came from, as typed or as its system calls it; null where none is named.</summary>
    public string? Campaign { get; set; }

    /// <summary>The campaign as it is compared; null where none is named. It follows the campaign by itself.</summary>
    public string? FoldedCampaign { get => Campaign is null ? null : Folded.Name(Campaign); private set { } }

    /// <summary>The import that added it; null where added by hand.</summary>
    public long? ImportId { get; set; }

    /// <summary>The whole name, folded. It and the words after its first are what an opportunity is found by; they follow the name by themselves.</summary>
    public string FoldedName { get => Folded.Name(Name); private set { } }

    /// <summary>The second word of the folded name; null where it has one only.</summary>
    public string? SecondWord { get => Folded.Word(FoldedName, 2); private set { } }

    /// <summary>The third word; null where it has no third.</summary>
    public string? ThirdWord { get => Folded.Word(FoldedName, 3); private set { } }

    /// <summary>The fourth word; null where it has no fourth.</summary>
    public string? FourthWord { get => Folded.Word(FoldedName, 4); private set { } }

    /// <summary>The fifth word; null where it has no fifth.</summary>
    public string? FifthWord { get => Folded.Word(FoldedName, 5); private set { } }

    /// <summary>The sixth word; null where it has no sixth.</summary>
    public string? SixthWord { get => Folded.Word(FoldedName, 6); private set { } }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>What its history keeps, as it is now.</summary>
    public OpportunityValues Values => new(State, Stage, Amount, ExpectedClose, SalespersonId);

    /// <summary>The fields that may be changed here: all of what was recorded here, else those that the company keeps.</summary>
    public OpportunityFields Editable(OpportunityFields keptHere) => System == RecordedHere.System ? OpportunityFields.All : keptHere;

    /// <summary>Opens one that is recorded here.</summary>
    /// <param name="key">Tells it from others; the same form sent twice has the same one.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="stage">How far it is; one of the stages of what is open.</param>
    /// <param name="salespersonId">Who works it.</param>
    /// <param name="expectedClose">When it is expected to close; today or later.</param>
    /// <param name="today">The company's day, which is its first.</param>
    /// <exception cref="RefusedException">One of these cannot be.</exception>
    public static Opportunity Open(string key, string? name, Stage stage, long salespersonId, DateOnly expectedClose, DateOnly today)
    {
        Refuse.Unless(RecordedHere.IsKey(key), Refusal.Invalid, "The form lost its key. Load the page again.");
        var opportunity = new Opportunity { System = RecordedHere.System, ExternalId = key, Name = "", SalespersonId = salespersonId, Opened = today };
        opportunity.Rename(name);
        opportunity.MoveTo(stage);
        opportunity.Expect(expectedClose, today);
        return opportunity;
    }

    /// <summary>Calls it something else.</summary>
    public void Rename(string? name)
    {
        Name = Text(name, nameof(Name)) ?? throw new RefusedException(Refusal.Invalid, "Give it a name.", nameof(Name));
    }

    /// <summary>Moves it to another stage of what is open. To win or lose it takes more to be said.</summary>
    public void MoveTo(Stage stage)
    {
        RefuseClosed("move it");
        Refuse.Unless(stage.State == OpportunityState.Open, Refusal.Invalid, $"{stage.Name} ends it. Say how it ended instead.", nameof(Stage));
        (Stage, Probability) = (stage.Name, stage.Probability ?? Probability);
    }

    /// <summary>Says what it may bring; null where that is not known.</summary>
    public void Value(decimal? amount)
    {
        Refuse.Unless(amount is null or >= 0, Refusal.Invalid, "An amount is not negative.", nameof(Amount));
        Refuse.Unless(State != OpportunityState.Won || amount is not null, Refusal.Invalid, "It was won: say for how much.", nameof(Amount));
        Amount = amount;
    }

    /// <summary>Says when it is expected to close. What stays as it was may lie in the past, what is new may not.</summary>
    public void Expect(DateOnly day, DateOnly today)
    {
        if (day == ExpectedClose)
        {
            return;
        }

        RefuseClosed("change when it is expected to close");
        Refuse.Unless(day >= today, Refusal.Invalid, "That day is gone. When do you expect it to close?", nameof(ExpectedClose));
        ExpectedClose = day;
    }

    /// <summary>Gives it to somebody to work.</summary>
    public void GiveTo(long salespersonId) => SalespersonId = salespersonId;

    /// <summary>Names a competitor; null where none is known.</summary>
    public void Meet(string? competitor) => Competitor = Text(competitor, nameof(Competitor));

    /// <summary>Names the campaign that it came from; null where it came from none.</summary>
    public void ComeFrom(string? campaign) => Campaign = TypedText.OrNull(campaign) == Campaign ? Campaign : Text(campaign, nameof(Campaign), LongestCampaign); // What a file calls it may be longer.

    /// <summary>Ends it with an order.</summary>
    /// <param name="stage">One of the stages of what is won.</param>
    /// <param name="amount">What was ordered.</param>
    /// <param name="on">The day of the order.</param>
    /// <param name="reason">Why they chose us; null where it is not said.</param>
    /// <param name="competitor">Who wanted the order, too; null where nobody did, or it is not known.</param>
    /// <param name="today">The company's day.</param>
    public void Win(Stage stage, decimal? amount, DateOnly on, string? reason, string? competitor, DateOnly today)
    {
        Refuse.Unless(amount is >= 0, Refusal.Invalid, "For how much was it won?", nameof(Amount));
        var named = Text(competitor, nameof(Competitor));
        Close(stage, OpportunityState.Won, on, Text(reason, nameof(Reason)), today);
        (Amount, Competitor) = (amount, named ?? Competitor);
    }

    /// <summary>Ends it without an order.</summary>
    /// <param name="stage">One of the stages of what is lost.</param>
    /// <param name="on">The day on which it was lost.</param>
    /// <param name="reason">Why; without it nothing is learned.</param>
    /// <param name="competitor">Who got the order; null where nobody did, or it is not known.</param>
    /// <param name="today">The company's day.</param>
    public void Lose(Stage stage, DateOnly on, string? reason, string? competitor, DateOnly today)
    {
        var said = Text(reason, nameof(Reason)) ?? throw new RefusedException(Refusal.Invalid, "Say why it was lost: it is what the next one is won by.", nameof(Reason));
        var named = Text(competitor, nameof(Competitor));
        Close(stage, OpportunityState.Lost, on, said, today);
        Competitor = named ?? Competitor;
    }

    /// <summary>Takes a win or a loss back: it is worked again.</summary>
    public void Reopen(Stage stage, DateOnly expectedClose, DateOnly today)
    {
        Refuse.Unless(State != OpportunityState.Open, Refusal.Conflict, "It is open already.");
        Refuse.Unless(stage.State == OpportunityState.Open, Refusal.Invalid, "Choose a stage in which it is worked again.", nameof(Stage));
        Refuse.Unless(expectedClose >= today, Refusal.Invalid, "That day is gone. When do you expect it to close now?", nameof(ExpectedClose));
        (State, Closed, Reason) = (OpportunityState.Open, null, null);
        MoveTo(stage);
        ExpectedClose = expectedClose;
    }

    /// <summary>
    /// Becomes what its stage counts as since an administrator said so. One that ends without a day of its own ends on the day it was expected to close, or today where that is to come or not known; one that is open again has none.
    /// </summary>
    public void CountAs(OpportunityState state, DateOnly today)
    {
        (State, Closed, Probability) = (state, state == OpportunityState.Open ? null : Closed ?? EndsOn(today), state switch { OpportunityState.Won => 1, OpportunityState.Lost => 0, _ => null });
        if (state == OpportunityState.Open)
        {
            Reason = null; // Of what is worked again nobody knows yet why it ends.
            return;
        }

        ClearNext();
    }

    /// <summary>The day on which one ended of which only the stage says so: the day it was expected to close, or today where that is to come or not known.</summary>
    public DateOnly EndsOn(DateOnly today) => ExpectedClose is { } expected && expected <= today && !(expected < Opened) ? expected : today;

    /// <summary>Says what is to be done next, and by when.</summary>
    public void PlanNext(string? step, DateOnly? due, DateOnly today)
    {
        RefuseClosed("plan a next step");
        var what = Text(step, nameof(NextStep)) ?? throw new RefusedException(Refusal.Invalid, "What is to be done next?", nameof(NextStep));
        Refuse.Unless(due is not null, Refusal.Invalid, "By when? A step without a day is not taken.", nameof(NextStepDue));
        Refuse.Unless(due >= today || (due == NextStepDue && what == NextStep), Refusal.Invalid, "That day is gone. By when will it be done?", nameof(NextStepDue));
        Refuse.Unless(due <= today.AddYears(1) || due == NextStepDue, Refusal.Invalid, "That is more than a year ahead. Is the year right? A step is what comes next.", nameof(NextStepDue));
        (NextStep, NextStepDue) = (what, due);
    }

    /// <summary>Nothing is planned any more: it was done, or will not be.</summary>
    public void ClearNext() => (NextStep, NextStepDue) = (null, null);

    private void Close(Stage stage, OpportunityState state, DateOnly on, string? reason, DateOnly today)
    {
        RefuseClosed("end it once more");
        Refuse.Unless(stage.State == state, Refusal.Invalid, $"{stage.Name} is not a stage of what is {(state == OpportunityState.Won ? "won" : "lost")}.", nameof(Stage));
        Refuse.Unless(on <= today, Refusal.Invalid, "That day is still to come.", nameof(Closed));
        Refuse.Unless(Opened is not { } opened || on >= opened, Refusal.Invalid, "It was opened after that day.", nameof(Closed));
        (State, Stage, Probability, Closed, Reason) = (state, stage.Name, state == OpportunityState.Won ? 1 : 0, on, reason);
        ClearNext();
    }

    private void RefuseClosed(string what) =>
        Refuse.Unless(State == OpportunityState.Open, Refusal.Conflict, $"It was {(State == OpportunityState.Won ? "won" : "lost")}. Reopen it first to {what}.");

    private static string? Text(string? typed, string field, int longest = LongestText)
    {
        var text = TypedText.OrNull(typed);
        Refuse.Unless(text is null || text.Length <= longest, Refusal.Invalid, $"That is too long: {longest} characters at most.", field);
        return text;
    }
}

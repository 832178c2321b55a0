namespace Plumbline.Activities;

/// <summary>A kind of activity, as the company counts them.</summary>
public sealed class ActivityType
{
    /// <summary>The database's number for the type; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>What it is called, as in "Meeting".</summary>
    public required string Name { get; set; }

    /// <summary>Where it stands in the chain from a first touch to an order.</summary>
    public ActivityKind Kind { get; set; }

    /// <summary>Its place among the types, from the lowest; equal ones stand by name.</summary>
    public int Order { get; set; }

    /// <summary>Whether it is offered for new activities and goals.</summary>
    public bool IsOffered { get; set; } = true;

    /// <summary>The name by which files know it, once it is called otherwise here; null while files and people say the same.</summary>
    public string? ImportedName { get; set; }

    /// <summary>The import that first named it; null where added by hand.</summary>
    public long? ImportId { get; set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }
}

/// <summary>What a person says of an activity of theirs. A next step comes with the day by which it is to be done.</summary>
public sealed record ToldActivity(long TypeId, DateOnly Date, long? AccountId, long? ContactId, long? OpportunityId, string? Outcome, string? NextStep, DateOnly? NextStepDue);

/// <summary>Something a salesperson did.</summary>
public sealed class Activity
{
    /// <summary>The longest note.</summary>
    public const int MostLetters = 4_000;

    /// <summary>The longest next step.</summary>
    public const int MostOfNextStep = 300;

    /// <summary>The database's number for the activity; 0 until saved.</summary>
    public long Id { get; set; }

    /// <summary>The system it came from.</summary>
    public required string System { get; set; }

    /// <summary>Its id in that system, or its natural key.</summary>
    public required string ExternalId { get; set; }

    /// <summary>Its type.</summary>
    public required long TypeId { get; set; }

    /// <summary>The day on which it happened.</summary>
    public DateOnly Date { get; set; }

    /// <summary>Who did it.</summary>
    public long SalespersonId { get; set; }

    /// <summary>With which account; null where it is not said.</summary>
    public long? AccountId { get; set; }

    /// <summary>About which opportunity; null where it is not said.</summary>
    public long? OpportunityId { get; set; }

    /// <summary>With whom; null where it is not said.</summary>
    public long? ContactId { get; set; }

    /// <summary>What it was about; null where it is not said.</summary>
    public string? Subject { get; set; }

    /// <summary>What came of it; null where it is not said.</summary>
    public string? Outcome { get; set; }

    /// <summary>What is to be done next; null where nothing was said.</summary>
    public string? NextStep { get; set; }

    /// <summary>By when; null where there is no next step.</summary>
    public DateOnly? NextStepDue { get; set; }

    /// <summary>The import that added it; null where added by hand.</summary>
    public long? ImportId { get; set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>Whether somebody logged it here; what came from another system is changed there.</summary>
    public bool IsRecordedHere => System == RecordedHere.System;

    /// <summary>Takes down what a person says of it.</summary>
    /// <exception cref="RefusedException">The day is still to come (a day's grace covers every time zone), a text is too long, or a next step lacks its day or its words.</exception>
    public void Tell(ToldActivity told, DateOnly today)
    {
        Refuse.Unless(told.Date <= today.AddDays(1), Refusal.Invalid, "That day is still to come. Log what was done; what is planned is a next step.", "Day");
        Refuse.Unless(told.Outcome is null or { Length: <= MostLetters }, Refusal.Invalid, $"The note is too long: at most {MostLetters} letters.", "Outcome");
        Refuse.Unless(told.NextStep is null or { Length: <= MostOfNextStep }, Refusal.Invalid, $"The next step is too long: at most {MostOfNextStep} letters.", "NextStep");
        Refuse.Unless(told.NextStep is null || told.NextStepDue is not null, Refusal.Invalid, "Give the day by which the next step is to be done.", "NextStepDue");
        Refuse.Unless(told.NextStep is not null || told.NextStepDue is null, Refusal.Invalid, "Say what the next step is, or leave out its day.", "NextStep");
        Refuse.Unless(told.NextStepDue is not { } due || due >= told.Date, Refusal.Invalid, "The next step is due before the activity itself.", "NextStepDue");
        (TypeId, Date, AccountId, ContactId, OpportunityId) = (told.TypeId, told.Date, told.AccountId, told.ContactId, told.OpportunityId);
        (Outcome, NextStep, NextStepDue) = (told.Outcome, told.NextStep, told.NextStepDue);
    }
}

namespace Plumbline.Pipeline;

/// <summary>What the history of an opportunity keeps: its values at a time. Null where there was none.</summary>
public readonly record struct OpportunityValues(OpportunityState State, string? Stage, decimal? Amount, DateOnly? ExpectedClose, long? SalespersonId);

/// <summary>Values of an opportunity by name.</summary>
[Flags]
public enum OpportunityValueNames
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>The stage.</summary>
    Stage = 1,

    /// <summary>The amount.</summary>
    Amount = 2,

    /// <summary>The expected closing day.</summary>
    ExpectedClose = 4,

    /// <summary>Who works it.</summary>
    Salesperson = 8,
}

/// <summary>
/// What an opportunity became at an instant: the values after the change, null where they did not change or are not known, and where they are known those before it.
/// History from another system tells the values after only.
/// </summary>
public sealed class OpportunityChange
{
    /// <summary>The database's number for the change; 0 until saved.</summary>
    public long Id { get; set; }

    /// <summary>What changed.</summary>
    public required long OpportunityId { get; set; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; set; }

    /// <summary>The new stage.</summary>
    public string? Stage { get; set; }

    /// <summary>The new amount.</summary>
    public decimal? Amount { get; set; }

    /// <summary>The new expected closing day.</summary>
    public DateOnly? ExpectedClose { get; set; }

    /// <summary>The new chance, as a fraction.</summary>
    public decimal? Probability { get; set; }

    /// <summary>What it became: open again, won or lost.</summary>
    public OpportunityState? State { get; set; }

    /// <summary>Who works it from then on.</summary>
    public long? SalespersonId { get; set; }

    /// <summary>The values that were taken away and not replaced, so that null is what they became.</summary>
    public OpportunityValueNames Emptied { get; set; }

    /// <summary>Whether what stood before is known; then null before a value that changed means that there was none.</summary>
    public bool KnowsBefore { get; set; }

    /// <summary>The stage before.</summary>
    public string? StageBefore { get; set; }

    /// <summary>The amount before.</summary>
    public decimal? AmountBefore { get; set; }

    /// <summary>The expected closing day before.</summary>
    public DateOnly? ExpectedCloseBefore { get; set; }

    /// <summary>What it was before; null where it was opened by this.</summary>
    public OpportunityState? StateBefore { get; set; }

    /// <summary>Who worked it before.</summary>
    public long? SalespersonBeforeId { get; set; }

    /// <summary>The import that added it; null where recorded here.</summary>
    public long? ImportId { get; set; }

    /// <summary>Whether it was opened by this: what its values were from the beginning.</summary>
    public bool IsOpening => KnowsBefore && State is not null && StateBefore is null;

    /// <summary>The first entry of a history: all values as they are at the beginning.</summary>
    public static OpportunityChange Opening(Opportunity opened, DateTimeOffset at)
    {
        var first = opened.Values;
        return new()
        {
            OpportunityId = opened.Id,
            At = at,
            KnowsBefore = true,
            State = first.State,
            Stage = first.Stage,
            Amount = first.Amount,
            ExpectedClose = first.ExpectedClose,
            SalespersonId = first.SalespersonId,
            Probability = opened.Probability,
            Emptied = EmptyOf(first),
        };
    }

    /// <summary>What differs between two states of an opportunity; null where nothing does that its history keeps.</summary>
    public static OpportunityChange? Between(long opportunityId, OpportunityValues before, OpportunityValues after, DateTimeOffset at) => before == after ? null : new()
    {
        OpportunityId = opportunityId,
        At = at,
        KnowsBefore = true,
        Stage = before.Stage == after.Stage ? null : after.Stage,
        StageBefore = before.Stage == after.Stage ? null : before.Stage,
        Amount = before.Amount == after.Amount ? null : after.Amount,
        AmountBefore = before.Amount == after.Amount ? null : before.Amount,
        ExpectedClose = before.ExpectedClose == after.ExpectedClose ? null : after.ExpectedClose,
        ExpectedCloseBefore = before.ExpectedClose == after.ExpectedClose ? null : before.ExpectedClose,
        State = before.State == after.State ? null : after.State,
        StateBefore = before.State == after.State ? null : before.State,
        SalespersonId = before.SalespersonId == after.SalespersonId ? null : after.SalespersonId,
        SalespersonBeforeId = before.SalespersonId == after.SalespersonId ? null : before.SalespersonId,
        Emptied = EmptyOf(after) & ~EmptyOf(before),
    };

    /// <summary>Whether it says what the value became.</summary>
    public bool Tells(OpportunityValueNames name) => (Emptied & name) != 0 || name switch
    {
        OpportunityValueNames.Stage => Stage is not null,
        OpportunityValueNames.Amount => Amount is not null,
        OpportunityValueNames.ExpectedClose => ExpectedClose is not null,
        _ => SalespersonId is not null,
    };

    private static OpportunityValueNames EmptyOf(OpportunityValues values) =>
        (values.Stage is null ? OpportunityValueNames.Stage : 0) | (values.Amount is null ? OpportunityValueNames.Amount : 0)
        | (values.ExpectedClose is null ? OpportunityValueNames.ExpectedClose : 0) | (values.SalespersonId is null ? OpportunityValueNames.Salesperson : 0);
}

using System.Globalization;
using Plumbline.Companies;
using Plumbline.Hosting;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Opportunities;

/// <summary>An opportunity as typed. What may be changed and is not sent, or empty, is taken away; of a field that a CRM keeps, of the stage, the salesperson and the expected close nothing sent means that it stays.</summary>
public sealed class OpportunityInput
{
    /// <summary>Made when the form is drawn; tells one new opportunity from another.</summary>
    public string? Key { get; set; }

    /// <summary>What it is called.</summary>
    public string? Name { get; set; }

    /// <summary>The account's name.</summary>
    public string? Account { get; set; }

    /// <summary>The account chosen from the list, where one was.</summary>
    public string? AccountId { get; set; }

    /// <summary>Whether an account of a name that nobody knows is added.</summary>
    public bool AddAccount { get; set; }

    /// <summary>The product's name.</summary>
    public string? Product { get; set; }

    /// <summary>The product chosen from the list, where one was.</summary>
    public string? ProductId { get; set; }

    /// <summary>Who works it.</summary>
    public string? Salesperson { get; set; }

    /// <summary>The stage's name.</summary>
    public string? Stage { get; set; }

    /// <summary>What it may bring.</summary>
    public string? Amount { get; set; }

    /// <summary>When it is expected to close.</summary>
    public string? ExpectedClose { get; set; }

    /// <summary>What is to be done next.</summary>
    public string? NextStep { get; set; }

    /// <summary>By when.</summary>
    public string? NextStepDue { get; set; }

    /// <summary>Who else wants the order.</summary>
    public string? Competitor { get; set; }

    /// <summary>The marketing campaign that it came from.</summary>
    public string? Campaign { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static OpportunityInput New(long salespersonId, string? account, string stage) => new()
    {
        Key = Guid.NewGuid().ToString("n"),
        Salesperson = salespersonId.ToString(CultureInfo.InvariantCulture),
        Account = account,
        Stage = stage,
    };

    internal static OpportunityInput Of(OpportunityRead read) => new()
    {
        Name = read.Record.Name,
        Account = read.Account,
        AccountId = read.Record.AccountId?.ToString(CultureInfo.InvariantCulture),
        Product = read.Product,
        ProductId = read.Record.ProductId?.ToString(CultureInfo.InvariantCulture),
        Salesperson = read.Record.SalespersonId?.ToString(CultureInfo.InvariantCulture),
        Stage = read.Record.Stage,
        Amount = read.Record.Amount is { } amount ? Figures.Input(amount) : null,
        ExpectedClose = TypedDay.Show(read.Record.ExpectedClose),
        NextStep = read.Record.NextStep,
        NextStepDue = TypedDay.Show(read.Record.NextStepDue),
        Competitor = read.Record.Competitor,
        Campaign = read.Record.Campaign,
        Revision = read.Record.Revision,
    };

    internal static decimal? ReadAmount(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        Refuse.Unless(TypedNumber.TryRead(typed, out var amount) && amount is >= 0 and <= 10_000_000_000m, Refusal.Invalid, $"“{typed}” is no amount. Write it as 12,500.00, or leave it empty where it is not known.", nameof(Amount));
        return Math.Round(amount, 4);
    }

    /// <summary>Of the fields that a CRM may keep, those that the text says otherwise than the record does.</summary>
    internal OpportunityFields Differing(OpportunityRead read, OpportunityFields editable)
    {
        var now = Of(read);
        return Differing(OpportunityFields.Name, Differs(Sent(OpportunityFields.Name, Name), now.Name))
            | Differing(OpportunityFields.Account, Differs(Sent(OpportunityFields.Account, Account), now.Account))
            | Differing(OpportunityFields.Product, Differs(Sent(OpportunityFields.Product, Product), now.Product))
            | Differing(OpportunityFields.Salesperson, Differs(Salesperson, now.Salesperson))
            | Differing(OpportunityFields.Stage, Differs(Stage, now.Stage))
            | Differing(OpportunityFields.Amount, Sent(OpportunityFields.Amount, Amount) is { } amount && ReadAmount(amount) != read.Record.Amount)
            | Differing(OpportunityFields.ExpectedClose, ExpectedClose is not null && TypedDay.Read(ExpectedClose, nameof(ExpectedClose)) != read.Record.ExpectedClose);

        string? Sent(OpportunityFields field, string? typed) => typed ?? (editable.HasFlag(field) ? "" : null);

        static OpportunityFields Differing(OpportunityFields field, bool differs) => differs ? field : OpportunityFields.None;

        static bool Differs(string? typed, string? now) => typed is not null && typed.Trim() != (now ?? "").Trim();
    }
}

/// <summary>How an opportunity ended, as typed.</summary>
public sealed class CloseInput
{
    /// <summary>What was ordered.</summary>
    public string? Amount { get; set; }

    /// <summary>The day of the order or the loss.</summary>
    public string? Closed { get; set; }

    /// <summary>Why.</summary>
    public string? Reason { get; set; }

    /// <summary>Who got the order.</summary>
    public string? Competitor { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }
}

/// <summary>Where an opportunity is moved to, as chosen; or when it is expected to close now that it is open again.</summary>
public sealed class MoveInput
{
    /// <summary>The stage's name.</summary>
    public string? Stage { get; set; }

    /// <summary>When it is expected to close, where it is opened again.</summary>
    public string? ExpectedClose { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    /// <summary>As the endpoint reads it.</summary>
    public static ValueTask<MoveInput?> BindAsync(HttpContext http) => JsonBody.Read<MoveInput>(http);
}

/// <summary>The marketing activity that an opportunity is tied to, as chosen.</summary>
public sealed class TieInput
{
    /// <summary>Its number.</summary>
    public string? Activity { get; set; }
}

/// <summary>What is to be done next, as typed.</summary>
public sealed class NextStepInput
{
    /// <summary>What.</summary>
    public string? NextStep { get; set; }

    /// <summary>By when.</summary>
    public string? NextStepDue { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }
}

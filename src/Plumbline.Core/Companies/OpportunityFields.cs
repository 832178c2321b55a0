namespace Plumbline.Companies;

/// <summary>Fields of an opportunity of which it is told who keeps them: this system or the CRM that sent it.</summary>
[Flags]
public enum OpportunityFields
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>What it is called.</summary>
    Name = 1,

    /// <summary>Who may buy.</summary>
    Account = 2,

    /// <summary>What they may buy.</summary>
    Product = 4,

    /// <summary>Who works it.</summary>
    Salesperson = 8,

    /// <summary>How far it is, and so whether and why it was won or lost.</summary>
    Stage = 16,

    /// <summary>What it may bring.</summary>
    Amount = 32,

    /// <summary>When it is expected to close.</summary>
    ExpectedClose = 64,

    /// <summary>All of them.</summary>
    All = Name | Account | Product | Salesperson | Stage | Amount | ExpectedClose,
}

using Plumbline.Typing;

namespace Plumbline.Accounts;

/// <summary>A customer or a prospect.</summary>
public sealed class Account : IFoundByName
{
    /// <summary>The database's number for the account; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>As we call it.</summary>
    public required string Name { get; set; }

    /// <summary>What it does for a living; null where it is not known.</summary>
    public string? Industry { get; set; }

    /// <summary>Where it is; null where it is not known.</summary>
    public string? Region { get; set; }

    /// <summary>The account it belongs to; null where it stands alone.</summary>
    public long? ParentId { get; set; }

    /// <summary>So many days after the sale it usually pays, 0 to <see cref="Companies.PaymentTerm.Longest"/>; null where the company's own term counts.</summary>
    public int? PaymentDays { get; set; }

    /// <summary>The salesperson who looks after it; null where nobody does.</summary>
    public long? OwnerId { get; set; }

    /// <summary>The system it came from; null where added by hand.</summary>
    public string? System { get; set; }

    /// <summary>Its id in that system.</summary>
    public string? ExternalId { get; set; }

    /// <summary>The account it turned out to be the same as; null for all others.</summary>
    public long? MergedIntoId { get; set; }

    /// <summary>The import that first named it; null where added by hand.</summary>
    public long? ImportId { get; set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <inheritdoc/>
    public string FoldedName { get => Folded.Name(Name); private set { } }

    /// <inheritdoc/>
    public string? FromSecondWord { get => Folded.From(FoldedName, 2); private set { } }

    /// <inheritdoc/>
    public string? FromThirdWord { get => Folded.From(FoldedName, 3); private set { } }

    /// <summary>Whether another system looks after it: then its master data are changed there, and only who looks after it is said here.</summary>
    public bool IsFromElsewhere => System is not null && System != RecordedHere.System;
}

/// <summary>A person at an account.</summary>
public sealed class Contact : IFoundByName
{
    /// <summary>The database's number for the contact; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>The person's name.</summary>
    public required string Name { get; set; }

    /// <summary>Where the person works; null where it is not known.</summary>
    public long? AccountId { get; set; }

    /// <summary>Job title; null where it is not known.</summary>
    public string? Title { get; set; }

    /// <summary>Mail address; null where none is known.</summary>
    public string? Email { get; set; }

    /// <summary>Telephone number as written; null where none is known.</summary>
    public string? Phone { get; set; }

    /// <summary>The system it came from; null where added by hand.</summary>
    public string? System { get; set; }

    /// <summary>Its id in that system.</summary>
    public string? ExternalId { get; set; }

    /// <summary>The import that first named it; null where added by hand.</summary>
    public long? ImportId { get; set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <inheritdoc/>
    public string FoldedName { get => Folded.Name(Name); private set { } }

    /// <inheritdoc/>
    public string? FromSecondWord { get => Folded.From(FoldedName, 2); private set { } }

    /// <inheritdoc/>
    public string? FromThirdWord { get => Folded.From(FoldedName, 3); private set { } }

    /// <summary>Whether another system looks after it, where alone it is changed.</summary>
    public bool IsFromElsewhere => System is not null && System != RecordedHere.System;
}

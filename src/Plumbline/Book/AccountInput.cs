using System.Globalization;
using Plumbline.Accounts;

namespace Plumbline.Book;

/// <summary>An account as typed.</summary>
public sealed class AccountInput
{
    /// <summary>What tells a new account from others, so that a form sent twice adds it once.</summary>
    public string? Key { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>What it does; empty where it is not known.</summary>
    public string? Industry { get; set; }

    /// <summary>Where it is; empty where it is not known.</summary>
    public string? Region { get; set; }

    /// <summary>The name of the account it belongs to; empty for none.</summary>
    public string? Parent { get; set; }

    /// <summary>The number of that account, where it was chosen from a list.</summary>
    public string? ParentId { get; set; }

    /// <summary>After how many days it pays; empty where the company's own term counts.</summary>
    public string? PaymentDays { get; set; }

    /// <summary>The number of who looks after it; empty for nobody.</summary>
    public string? OwnerId { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static AccountInput Of(Account account, string? parent) => new()
    {
        Name = account.Name,
        Industry = account.Industry,
        Region = account.Region,
        Parent = parent,
        ParentId = account.ParentId?.ToString(CultureInfo.InvariantCulture),
        PaymentDays = account.PaymentDays?.ToString(CultureInfo.InvariantCulture),
        OwnerId = account.OwnerId?.ToString(CultureInfo.InvariantCulture),
        Revision = account.Revision,
    };
}

/// <summary>A contact as typed.</summary>
public sealed class ContactInput
{
    /// <summary>What tells a new contact from others, so that a form sent twice adds them once.</summary>
    public string? Key { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>Job title; empty where it is not known.</summary>
    public string? Title { get; set; }

    /// <summary>Mail address; empty where none is known.</summary>
    public string? Email { get; set; }

    /// <summary>Telephone number; empty where none is known.</summary>
    public string? Phone { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static ContactInput Of(Contact contact) => new() { Name = contact.Name, Title = contact.Title, Email = contact.Email, Phone = contact.Phone, Revision = contact.Revision };
}

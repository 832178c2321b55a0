using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Plumbline.Pipeline;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Cosell;

/// <summary>A referral as typed.</summary>
public sealed class ReferralInput
{
    /// <summary>With which vendor.</summary>
    [Required(ErrorMessage = "Say which vendor it is shared with.")]
    public string? Vendor { get; set; }

    /// <summary>The name of the kind.</summary>
    public string? Kind { get; set; }

    /// <summary>Whether the vendor sent it.</summary>
    public bool IsFromVendor { get; set; }

    /// <summary>What the deal is called.</summary>
    [Required(ErrorMessage = "Give the deal a name.")]
    public string? Name { get; set; }

    /// <summary>What the vendor's portal calls it by.</summary>
    public string? ExternalId { get; set; }

    /// <summary>The customer's name among the accounts.</summary>
    public string? Account { get; set; }

    /// <summary>The account that was chosen.</summary>
    public string? AccountId { get; set; }

    /// <summary>The customer in words.</summary>
    public string? Customer { get; set; }

    /// <summary>Whether the customer has consented.</summary>
    public bool HasConsent { get; set; }

    /// <summary>The area.</summary>
    public string? SolutionArea { get; set; }

    /// <summary>The play.</summary>
    public string? Play { get; set; }

    /// <summary>What it may bring.</summary>
    public string? Value { get; set; }

    /// <summary>When it is expected to close.</summary>
    public string? ExpectedClose { get; set; }

    /// <summary>What the vendor is asked to help with.</summary>
    public string? Help { get; set; }

    /// <summary>Who works it at the vendor's.</summary>
    public string? VendorPeople { get; set; }

    /// <summary>When the vendor closes it by itself.</summary>
    public string? ExpiresOn { get; set; }

    /// <summary>Who works it here.</summary>
    public string? Owner { get; set; }

    /// <summary>Our opportunity.</summary>
    public string? Opportunity { get; set; }

    /// <summary>A key of the form's own, so that one sent twice is one.</summary>
    public string? Key { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static ReferralInput Of(Referral referral, string? account)
    {
        var outline = referral.Outline;
        return new()
        {
            Vendor = outline.Vendor,
            Kind = outline.Kind.ToString(),
            IsFromVendor = outline.IsFromVendor,
            Name = outline.Name,
            ExternalId = outline.ExternalId,
            Account = account,
            AccountId = Number(referral.AccountId),
            Customer = outline.Customer,
            HasConsent = outline.HasConsent,
            SolutionArea = outline.SolutionArea,
            Play = outline.Play,
            Value = outline.Value is { } value ? Figures.Input(value) : null,
            ExpectedClose = TypedDay.Show(outline.ExpectedClose),
            Help = outline.Help,
            VendorPeople = outline.VendorPeople,
            ExpiresOn = TypedDay.Show(outline.ExpiresOn),
            Owner = Number(referral.OwnerId),
            Opportunity = Number(referral.OpportunityId),
            Revision = referral.Revision,
        };
    }

    /// <summary>An opportunity that is to be shared.</summary>
    internal static ReferralInput Of(Opportunity opportunity, string? account, long? owner) => new()
    {
        Name = opportunity.Name,
        Account = account,
        AccountId = Number(opportunity.AccountId),
        Value = opportunity.Amount is { } value ? Figures.Input(value) : null,
        ExpectedClose = TypedDay.Show(opportunity.ExpectedClose),
        Owner = Number(owner),
        Opportunity = Number(opportunity.Id),
    };

    /// <summary>Reads what was typed, or refuses at its field.</summary>
    internal ReferralOutline Outline()
    {
        Refuse.Unless(Enum.TryParse<ReferralKind>(Kind, out var kind) && Enum.IsDefined(kind), Refusal.Invalid, "Choose who works the deal.", nameof(Kind));
        return new()
        {
            Vendor = Plain(Vendor),
            Kind = kind,
            IsFromVendor = IsFromVendor,
            Name = Plain(Name),
            ExternalId = Plain(ExternalId),
            Customer = Plain(Customer),
            HasConsent = HasConsent,
            SolutionArea = Plain(SolutionArea),
            Play = Plain(Play),
            Value = Amount(Value, nameof(Value)),
            ExpectedClose = TypedDay.Read(ExpectedClose, nameof(ExpectedClose)),
            Help = Plain(Help),
            VendorPeople = Plain(VendorPeople),
            ExpiresOn = TypedDay.Read(ExpiresOn, nameof(ExpiresOn)),
        };
    }

    /// <summary>An amount as typed; null where nothing is.</summary>
    internal static decimal? Amount(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        Refuse.Unless(TypedNumber.TryRead(typed, out var amount) && amount is >= 0 and <= 1_000_000_000, Refusal.Invalid, $"“{typed}” is no amount. Write it as 12,500.00, or leave it empty where it is not known.", field);
        return Math.Round(amount, 4);
    }

    private static string? Number(long? id) => id?.ToString(CultureInfo.InvariantCulture);

    private static string Plain(string? typed) => (typed ?? "").ReplaceLineEndings("\n").Trim();
}

/// <summary>What is noted of a referral's way, as typed.</summary>
public sealed class ReferralMoveInput
{
    /// <summary>What it came to: the name of a <see cref="ReferralState"/>.</summary>
    public string? State { get; set; }

    /// <summary>The day.</summary>
    public string? On { get; set; }

    /// <summary>What was won.</summary>
    public string? Value { get; set; }

    /// <summary>Why, or what the vendor said.</summary>
    public string? Words { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }
}

namespace Plumbline.Cosell;

/// <summary>What a referral says: whom it is about, what for, and what the vendor is asked to do.</summary>
public sealed record ReferralOutline
{
    /// <summary>The longest name, and the longest of the short texts.</summary>
    public const int LongestName = 200;

    /// <summary>The longest of the other texts.</summary>
    public const int LongestText = 2_000;

    private const decimal MostMoney = 1_000_000_000;

    /// <summary>With which vendor.</summary>
    public string Vendor { get; init; } = "";

    /// <summary>Who works the deal.</summary>
    public ReferralKind Kind { get; init; } = ReferralKind.CoSell;

    /// <summary>Whether the vendor sent it: then nothing is to be shared, and the customer's consent is the vendor's to get.</summary>
    public bool IsFromVendor { get; init; }

    /// <summary>What the deal is called.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the vendor's portal calls it by; empty where it is not there, or not known.</summary>
    public string ExternalId { get; init; } = "";

    /// <summary>The customer in words: size, business, what it wants; empty where the account says enough.</summary>
    public string Customer { get; init; } = "";

    /// <summary>Whether the customer has said yes to being named to the vendor.</summary>
    public bool HasConsent { get; init; }

    /// <summary>The area, as the vendor names it.</summary>
    public string SolutionArea { get; init; } = "";

    /// <summary>The play within the area, as the vendor names it.</summary>
    public string Play { get; init; } = "";

    /// <summary>What the deal may bring, in the company's currency; null where that is not known.</summary>
    public decimal? Value { get; init; }

    /// <summary>The day on which it is expected to close; null where that is not known.</summary>
    public DateOnly? ExpectedClose { get; init; }

    /// <summary>What the vendor is asked to help with.</summary>
    public string Help { get; init; } = "";

    /// <summary>Who works it at the vendor's.</summary>
    public string VendorPeople { get; init; } = "";

    /// <summary>The day after which the vendor closes it by itself; null where it does not, or that is not known.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Whether the customer must have consented before the vendor is told.</summary>
    public bool NeedsConsent => Kind != ReferralKind.Private && !IsFromVendor;

    /// <summary>Refuses what cannot be.</summary>
    /// <exception cref="RefusedException">At its field.</exception>
    public void RefuseUnfit()
    {
        Refuse.Unless(Vendor != "", Refusal.Invalid, "Say which vendor it is shared with.", nameof(Vendor));
        Refuse.Unless(Name != "", Refusal.Invalid, "Give the deal a name.", nameof(Name));
        foreach (var (field, text) in new[] { (nameof(Vendor), Vendor), (nameof(Name), Name), (nameof(ExternalId), ExternalId), (nameof(SolutionArea), SolutionArea), (nameof(Play), Play) })
        {
            Refuse.Unless(text.Length <= LongestName, Refusal.Invalid, $"This is {text.Length:0} characters long; {LongestName:0} fit.", field);
        }

        foreach (var (field, text) in new[] { (nameof(Customer), Customer), (nameof(Help), Help), (nameof(VendorPeople), VendorPeople) })
        {
            Refuse.Unless(text.Length <= LongestText, Refusal.Invalid, $"This is {text.Length:0} characters long; {LongestText:0} fit.", field);
        }

        Refuse.Unless(Value is null or (>= 0 and <= MostMoney), Refusal.Invalid, "A value is 0 or more.", nameof(Value));
    }
}

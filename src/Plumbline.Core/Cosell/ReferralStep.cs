namespace Plumbline.Cosell;

/// <summary>Who works the deal that is referred.</summary>
public enum ReferralKind
{
    /// <summary>Only the company does; the vendor's sales people are not told.</summary>
    Private,

    /// <summary>The company leads, and the vendor helps where it is asked.</summary>
    PartnerLed,

    /// <summary>The company and the vendor sell together.</summary>
    CoSell,
}

/// <summary>How far a referral is.</summary>
public enum ReferralState
{
    /// <summary>It is noted here; what is to be shared with the vendor is not yet.</summary>
    New,

    /// <summary>It is shared with the vendor, whose answer is awaited.</summary>
    Shared,

    /// <summary>It was accepted, and the deal is worked.</summary>
    Active,

    /// <summary>The customer bought.</summary>
    Won,

    /// <summary>The customer did not buy.</summary>
    Lost,

    /// <summary>One of the two does not want to work it.</summary>
    Declined,

    /// <summary>Nobody answered in time.</summary>
    Expired,

    /// <summary>The deal is referred already.</summary>
    Duplicate,
}

/// <summary>Something that happened to a referral.</summary>
/// <param name="State">What it came to.</param>
/// <param name="On">The company's day.</param>
/// <param name="By">Who noted it.</param>
/// <param name="Words">Why, or what the vendor said; empty where nothing is said.</param>
public sealed record ReferralStep(ReferralState State, DateOnly On, long By, string Words);

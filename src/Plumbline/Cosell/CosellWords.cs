using Plumbline.Pipeline;
using Plumbline.Ui;
using Standing = Plumbline.Ui.Standing;

namespace Plumbline.Cosell;

/// <summary>How referrals and designations read on a page.</summary>
internal static class CosellWords
{
    /// <summary>What ends within so many days is near.</summary>
    public const int NearDays = 14;

    public static string Of(ReferralState state) => state switch
    {
        ReferralState.New => "new",
        ReferralState.Shared => "shared",
        ReferralState.Active => "active",
        ReferralState.Won => "won",
        ReferralState.Lost => "lost",
        ReferralState.Declined => "declined",
        ReferralState.Expired => "expired",
        ReferralState.Duplicate => "duplicate",
    };

    /// <summary>What is said that brings a referral to a state.</summary>
    public static string Do(Referral referral, ReferralState state) => state switch
    {
        ReferralState.Shared => "It is shared with the vendor",
        ReferralState.Active => "It was accepted and is worked",
        ReferralState.Won => "The customer bought",
        ReferralState.Lost => "The customer did not buy",
        ReferralState.Declined when !referral.VendorKnows => "It is not needed any more",
        ReferralState.Declined => "It was declined",
        ReferralState.Expired => "It has expired",
        _ => "It is a duplicate",
    };

    public static string Of(ReferralKind kind) => kind switch
    {
        ReferralKind.Private => "Private: we work it alone",
        ReferralKind.PartnerLed => "Led by us, the vendor helps",
        _ => "Co-sell: we sell together",
    };

    public static string Short(ReferralKind kind) => kind switch
    {
        ReferralKind.Private => "private",
        ReferralKind.PartnerLed => "led by us",
        _ => "co-sell",
    };

    public static string Of(CategoryKind kind) => kind switch
    {
        CategoryKind.Deals => "Deals that are won",
        CategoryKind.Training => "People who are certified",
        _ => "What customers use",
    };

    public static Standing ToneOf(ReferralState state) => state switch
    {
        ReferralState.Won => Standing.Good,
        ReferralState.Lost or ReferralState.Declined or ReferralState.Expired => Standing.Bad,
        _ => Standing.Neutral,
    };

    /// <summary>The class of a state's pill.</summary>
    public static string? PillOf(ReferralState state) => ToneOf(state) switch { Standing.Good => "state-good", Standing.Bad => "state-bad", _ => null };

    /// <summary>How a day weighs by which something is to be done: gone, near, or with time.</summary>
    public static Standing ToneOf(DateOnly day, DateOnly today) => day < today ? Standing.Bad : day <= today.AddDays(NearDays) ? Standing.Watch : Standing.Neutral;

    /// <summary>What our opportunity says that the referral does not yet; null where it says nothing.</summary>
    public static string? Told(ReferralLine line, DateOnly today) => line switch
    {
        { Opportunity: null } => null,
        { Referral: var referral, Opportunity: { } opportunity } when (referral.ToldBy(opportunity.State) ?? referral.OverBy(opportunity.State)) is not null => opportunity.State == OpportunityState.Won ? "our opportunity was won" : "our opportunity was lost",
        { Referral: var referral, Opportunity: { State: OpportunityState.Open, ExpectedClose: { } close } } when referral.ExpiresBefore(close) => $"expected to close on {Figures.Day(close, today)}, after it expires",
        _ => null,
    };

    /// <summary>Points with two places at most, as in "8.33".</summary>
    public static string Points(decimal points) => points.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>As in "1 point" or "12.5 points".</summary>
    public static string PointsLong(decimal points) => points == 1 ? "1 point" : $"{Points(points)} points";

    /// <summary>What is missing to a designation, each in a few words; nothing where it is held.</summary>
    public static IReadOnlyList<string> Missing(Designation designation) =>
    [
        .. designation.ToGo > 0 ? new[] { $"{PointsLong(designation.ToGo)} in all" } : [],
        .. designation.Categories.Where(c => designation.Lacks(c) > 0).Select(c => $"{PointsLong(designation.Lacks(c))} in {c.Name}"),
    ];
}

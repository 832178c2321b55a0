using Plumbline.Forecasting;

namespace Plumbline.Finance;

/// <summary>What somebody supposes of the months ahead. Nothing of it is saved.</summary>
/// <param name="Slipped">The open deals that come later than is likely.</param>
/// <param name="Later">By how many months, 1 to <see cref="MostLater"/>.</param>
/// <param name="Change">By how much more or less is sold than expected, as a fraction from -1 to 1: -0.25 is a quarter less.</param>
public sealed record OutlookScenario(IReadOnlySet<long> Slipped, int Later, decimal Change)
{
    /// <summary>By so many months deals slip at most.</summary>
    public const int MostLater = 6;

    /// <summary>By so many deals slip where nobody says otherwise: a quarter.</summary>
    public const int UsualLater = 3;

    /// <summary>Nothing is supposed.</summary>
    public static OutlookScenario None { get; } = new(new HashSet<long>(), UsualLater, 0);

    /// <summary>Whether anything is.</summary>
    public bool IsAny => Slipped.Count > 0 || Change != 0;

    /// <summary>What is expected under it.</summary>
    /// <exception cref="RefusedException">It supposes what cannot be.</exception>
    public CompanyAhead Of(CompanyAhead ahead)
    {
        Refuse.Unless(Later is >= 1 and <= MostLater, Refusal.Invalid, $"Deals slip by 1 to {MostLater:0} months.", nameof(Later));
        Refuse.Unless(Change is >= -1 and <= 1, Refusal.Invalid, "From 100% less to 100% more.", nameof(Change));
        return IsAny ? ahead.If(Slipped, Later, 1 + (double)Change) : ahead;
    }
}

namespace Plumbline.Plans;

/// <summary>What tells whether an account deserves a plan; money in the company's currency.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="OpenPipeline">What the salesperson has open with it.</param>
/// <param name="LastYear">Revenue of the fiscal year before.</param>
/// <param name="ThisYear">Revenue of the fiscal year so far.</param>
/// <param name="LastContact">The last day of an activity with it; null where there is none.</param>
public sealed record AccountStanding(long AccountId, decimal OpenPipeline, decimal LastYear, decimal ThisYear, DateOnly? LastContact)
{
    /// <summary>What was bought last year and nothing since; else 0.</summary>
    public decimal AtRisk => ThisYear <= 0 ? Math.Max(0, LastYear) : 0;
}

/// <summary>The rule by which accounts are suggested for a plan.</summary>
public static class AccountsWorthAPlan
{
    /// <summary>So many days without an activity are long.</summary>
    public const int LongSilence = 60;

    /// <summary>
    /// The accounts in which most money lies, open or at risk, the most first; of those in which none lies the ones that buy and that nobody has spoken to for long, the longest first; last those that are to be
    /// opened, of which all is whitespace, the ones spoken to lately first.
    /// </summary>
    /// <param name="accounts">The salesperson's.</param>
    /// <param name="today">The company's day.</param>
    /// <param name="most">So many at most.</param>
    public static IReadOnlyList<AccountStanding> Of(IEnumerable<AccountStanding> accounts, DateOnly today, int most) =>
    [
        .. accounts.Where(a => a.OpenPipeline + a.AtRisk > 0 || a.ThisYear <= 0 || IsSilent(a, today))
            .OrderByDescending(a => a.OpenPipeline + a.AtRisk).ThenByDescending(a => a.ThisYear > 0)
            .ThenBy(a => a.ThisYear > 0 ? a.LastContact ?? DateOnly.MinValue : DateOnly.MaxValue).ThenByDescending(a => a.LastContact ?? DateOnly.MinValue)
            .ThenByDescending(a => a.ThisYear).ThenBy(a => a.AccountId)
            .Take(most),
    ];

    /// <summary>Why the account deserves a plan, in words.</summary>
    /// <param name="account">The account.</param>
    /// <param name="bought">How many of our products it has bought.</param>
    /// <param name="sold">How many products we sell.</param>
    /// <param name="today">The company's day.</param>
    public static IReadOnlyList<string> Explain(AccountStanding account, int bought, int sold, DateOnly today)
    {
        List<string> reasons = [];
        if (account.OpenPipeline > 0)
        {
            reasons.Add($"{Said.Money(account.OpenPipeline)} of open pipeline");
        }

        if (account.AtRisk > 0)
        {
            reasons.Add($"bought for {Said.Money(account.AtRisk)} last year and nothing this year");
        }

        if (sold > bought)
        {
            reasons.Add(bought == 0 ? "has bought nothing yet" : $"has bought {Said.Number(bought)} of {Said.Number(sold)} products");
        }

        if (IsSilent(account, today))
        {
            reasons.Add(account.LastContact is { } last ? $"no contact since {Said.Day(last)}" : "no contact on record");
        }

        return reasons;
    }

    private static bool IsSilent(AccountStanding account, DateOnly today) => account.LastContact is not { } last || last < today.AddDays(-LongSilence);
}

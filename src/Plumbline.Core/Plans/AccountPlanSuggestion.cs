using System.Globalization;
using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>A deal with the account. <paramref name="Day"/> is the day it was won or is expected to close.</summary>
public sealed record AccountDeal(long Id, string Name, long? ProductId, decimal? Amount, DateOnly? Day);

/// <summary>Someone whom we know at the account, and the day of the last activity with them.</summary>
public sealed record KnownContact(long Id, string Name, string? Title, DateOnly? LastContact);

/// <summary>One of our products, with the last day on which the account bought it; null where it never did.</summary>
public sealed record AccountProduct(long Id, string Name, DateOnly? LastBought);

/// <summary>What is known of an account before a plan is written.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Won">Deals won, the latest first.</param>
/// <param name="Open">Deals that are open, the largest first.</param>
/// <param name="Contacts">Those spoken to last come first.</param>
/// <param name="Products">What we sell and what they bought.</param>
/// <param name="LastYear">Revenue of the fiscal year before, in the company's currency.</param>
/// <param name="ThisYear">Revenue of the fiscal year so far.</param>
public sealed record AccountHistory(
    long AccountId, IReadOnlyList<AccountDeal> Won, IReadOnlyList<AccountDeal> Open, IReadOnlyList<KnownContact> Contacts, IReadOnlyList<AccountProduct> Products, decimal LastYear, decimal ThisYear);

/// <summary>An account plan as history suggests it.</summary>
public static class AccountPlanSuggestion
{
    /// <summary>How many key contacts are suggested at most.</summary>
    public const int MostContacts = 8;

    /// <summary>How many past successes are suggested at most.</summary>
    public const int MostSuccesses = 3;

    /// <summary>How many products are suggested at most: those they have, had or are offered, then others.</summary>
    public const int MostProducts = 10;

    private const int MostDeals = 3;
    private const int HasItMonths = 24;

    /// <summary>Suggests a plan for a quarter.</summary>
    /// <param name="history">What is known.</param>
    /// <param name="quarter">The quarter.</param>
    /// <param name="today">The company's day.</param>
    public static AccountPlanContent From(AccountHistory history, Period quarter, DateOnly today)
    {
        var closing = history.Open.Where(d => d.Day is { } day && quarter.Contains(day)).Sum(d => d.Amount ?? 0);
        return new(history.AccountId, quarter)
        {
            Aims = new()
            {
                Purpose = history is { LastYear: > 0, ThisYear: <= 0 } ? AccountPurpose.Defend : history.Products.Any(p => p.LastBought is not null) || history.ThisYear > 0 ? AccountPurpose.Penetrate : AccountPurpose.Open,
                Revenue = closing > 0 ? Whole.Round(closing) : null,
            },
            Contacts = [.. history.Contacts.Take(MostContacts).Select((c, i) => new KeyContact(KeyOf(i)) { ContactId = c.Id, Name = c.Name, Title = c.Title ?? "", LastContact = c.LastContact })],
            Successes = [.. history.Won.Take(MostSuccesses).Select(SuccessOf)],
            Whitespace = WhitespaceOf(history, today),
            Steps = [.. history.Open.Take(MostDeals).Select((d, i) => StepOf(d, KeyOf(i), quarter))],
        };
    }

    /// <summary>A won deal as a past success, its number being the key.</summary>
    public static PastSuccess SuccessOf(AccountDeal deal) => new(Canonical.Of(deal.Id)) { What = deal.Name, When = deal.Day, Value = deal.Amount, OpportunityId = deal.Id };

    /// <summary>Adds rows of a suggestion that a draft does not have yet, so that nothing typed is lost.</summary>
    /// <param name="content">The draft.</param>
    /// <param name="source">The suggestion.</param>
    /// <param name="section">Contacts, past successes or whitespace.</param>
    /// <param name="newKey">A key for each row added, by its number among them.</param>
    /// <param name="merges">What the draft's numbers have become.</param>
    /// <exception cref="RefusedException">Another section.</exception>
    public static AccountPlanContent Fill(AccountPlanContent content, AccountPlanContent source, PlanSection section, Func<int, string> newKey, PlanMerges merges) => section switch
    {
        PlanSection.Contacts => content with { Contacts = Join(content.Contacts, source.Contacts, (row, i) => row with { Key = newKey(i) }, c => c.ContactId, c => c.Name) },
        PlanSection.Successes => content with { Successes = Join(content.Successes, source.Successes, (row, i) => row with { Key = newKey(i) }, s => s.OpportunityId, s => s.What) },
        PlanSection.Whitespace => content with { Whitespace = Join(content.Whitespace, source.Whitespace, (row, i) => row with { Key = newKey(i) }, w => merges.Product(w.ProductId), w => w.Product) },
        _ => throw new RefusedException(Refusal.Invalid, "Only contacts, past successes and whitespace are filled from elsewhere."),
    };

    private static Rows<T> Join<T>(Rows<T> mine, Rows<T> theirs, Func<T, int, T> named, Func<T, long?> id, Func<T, string> name)
        where T : class, IPlanRow =>
        [.. mine, .. theirs.Where(row => !mine.Any(m => id(m) is { } known ? known == id(row) : name(m).Equals(name(row), StringComparison.OrdinalIgnoreCase))).Select((row, i) => named(row, i))];

    private static Rows<WhitespaceLine> WhitespaceOf(AccountHistory history, DateOnly today)
    {
        var offered = history.Open.Where(d => d.ProductId is not null).GroupBy(d => d.ProductId!.Value).ToDictionary(g => g.Key, g => g.Sum(d => d.Amount ?? 0));
        var lines = history.Products.OrderByDescending(p => p.LastBought is not null).ThenByDescending(p => offered.GetValueOrDefault(p.Id)).ThenBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Take(MostProducts);
        return
        [
            .. lines.Select((p, i) => new WhitespaceLine(KeyOf(i))
            {
                ProductId = p.Id,
                Product = p.Name,
                Standing = p.LastBought is { } bought ? bought >= today.AddMonths(-HasItMonths) ? Whitespace.Have : Whitespace.Had : offered.ContainsKey(p.Id) ? Whitespace.CouldUse : null,
                Estimate = offered.TryGetValue(p.Id, out var amount) && amount > 0 ? amount : null,
                Note = p.LastBought is { } last ? $"Bought last on {Said.Day(last)}" : offered.ContainsKey(p.Id) ? "In an open opportunity" : "",
            }),
        ];
    }

    private static PlanStep StepOf(AccountDeal deal, string key, Period quarter) => new(key)
    {
        Method = $"Win {deal.Name}",
        Expected = deal.Amount is { } amount ? $"An order of {Said.Money(amount)}" : "An order",
        Measure = "The signed order",
        OpportunityId = deal.Id,
        Opportunity = deal.Name,
        By = deal.Day is { } day && quarter.Contains(day) ? day : null,
    };

    private static string KeyOf(int i) => (i + 1).ToString(CultureInfo.InvariantCulture);
}

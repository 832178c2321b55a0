using System.Globalization;
using Plumbline.Ui;

namespace Plumbline.Marketing;

/// <summary>What two versions of terms say of one thing.</summary>
internal sealed record TermsChange(string Field, string Before, string After);

/// <summary>How programs and their terms read.</summary>
internal static class ProgramWords
{
    /// <summary>A fund whose claims end within so many days is near.</summary>
    public const int NearDays = 60;

    /// <summary>A rate as it is typed, with all its digits.</summary>
    public static string Rate(decimal rate) => rate.ToString("0.############", CultureInfo.InvariantCulture);

    /// <summary>Everything that terms say, by its label; empty where they do not say.</summary>
    private static readonly (string Label, Func<ProgramTerms, string> Says)[] _fields =
    [
        ("Vendor", t => t.Vendor),
        ("Name", t => t.Name),
        ("Kind", t => Of(t.Kind)),
        ("What it pays for", t => t.Funds),
        ("Kinds of activity", t => Listed(t.Categories)),
        ("The vendor’s share", t => t.Share is { } share ? Figures.Percent(share, 2).Replace(".00%", "%", StringComparison.Ordinal) : ""),
        ("The most for one activity", t => Amount(t.Cap, t)),
        ("Earned at least", t => Amount(t.Threshold, t)),
        ("Currency", t => t.Currency),
        ("Rate", t => t.Rate == 1 ? "" : Rate(t.Rate)),
        ("Runs from", t => Day(t.From)),
        ("Runs until", t => Day(t.Until)),
        ("Who may use it", t => t.Eligible),
        ("Region", t => t.Region),
        ("Products", t => Listed(t.Families)),
        ("Industries", t => Listed(t.Industries)),
        ("How to apply", t => t.Apply),
        ("Before the activity", t => t.NeedsApproval ? "the vendor must say yes" : "nothing is asked"),
        ("Proof", t => Listed(t.Proof)),
        ("Claim within", t => t.ClaimDays is { } days ? $"{Days(days)} after the activity" : ""),
        ("Days of grace", t => t.GraceDays == 0 ? "" : $"{Days(t.GraceDays)} after money may be used for the last time"),
        ("Whom to ask", t => t.Contact),
        ("Address", t => t.Address),
        ("Note", t => t.Note),
        ("Checked with the vendor", t => Day(t.CheckedOn)),
    ];

    public static string Of(ProgramKind kind) => kind switch
    {
        ProgramKind.CoOp => "Co-op",
        ProgramKind.MarketDevelopment => "Market development",
        ProgramKind.Campaign => "Campaign",
        ProgramKind.Event => "Event",
        ProgramKind.CoSell => "Co-sell",
        _ => "Incentive",
    };

    /// <summary>By when something must be claimed, in short.</summary>
    public static string ClaimRule(ProgramTerms terms) => (terms.ClaimDays, terms.GraceDays) switch
    {
        ({ } days, _) => $"within {Days(days)}",
        (_, > 0) => $"{Days(terms.GraceDays)} of grace",
        _ => "by the fund’s day",
    };

    /// <summary>An amount in the program's currency, which may be another than the company's.</summary>
    public static string Amount(decimal? amount, ProgramTerms terms) => amount is { } known ? new Figures(terms.Currency).Exact(known) : "";

    /// <summary>The terms for a reader, what is not said left out.</summary>
    public static IEnumerable<(string Label, string Says)> Read(ProgramTerms terms) => _fields.Select(f => (f.Label, Says: f.Says(terms))).Where(f => f.Says != "" && f.Label is not ("Vendor" or "Name" or "Currency" or "Checked with the vendor"));

    /// <summary>What is said otherwise in the later terms.</summary>
    public static IReadOnlyList<TermsChange> Changes(ProgramTerms before, ProgramTerms after) =>
        [.. _fields.Select(f => new TermsChange(f.Label, f.Says(before), f.Says(after))).Where(c => c.Before != c.After)];

    /// <summary>Whether the terms are old enough to be doubted: nobody checked them, or not within a year.</summary>
    public static bool IsDoubtful(ProgramTerms terms, DateOnly today) => terms.CheckedOn is not { } day || day < today.AddYears(-1);

    /// <summary>How far a day is, as in "in 12 days" or "3 days ago".</summary>
    public static string Away(DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch
    {
        0 => "today",
        1 => "tomorrow",
        > 1 and var days => $"in {Days(days)}",
        var days => $"{Days(-days)} ago",
    };

    public static string Days(int days) => days == 1 ? "1 day" : $"{Figures.Count(days)} days";

    /// <summary>Entries as they stand in a text field, a line each.</summary>
    public static string Lines(IEnumerable<string> entries) => string.Join('\n', entries);

    /// <summary>The entries of a text field, each once.</summary>
    public static IReadOnlyList<string> Entries(string? typed, params char[] separators) =>
        [.. (typed ?? "").Split(['\n', .. separators], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string Listed(IEnumerable<string> entries) => string.Join("; ", entries);

    private static string Day(DateOnly? day) => day is { } known ? Figures.Day(known) : "";
}

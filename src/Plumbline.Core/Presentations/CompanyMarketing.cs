using Plumbline.Fiscal;
using Plumbline.Plans;

namespace Plumbline.Presentations;

/// <summary>A marketing activity, and what it still lacks.</summary>
/// <param name="Plan">The plan in which it stands.</param>
/// <param name="Activity">What it is.</param>
public sealed record MarketingEntry(PlanInForce Plan, MarketingActivity Activity)
{
    /// <summary>The vendor's part of the budget, in the company's currency; null where budget or share are not given.</summary>
    public decimal? Funded => Activity.Budget * Activity.FundedShare is { } funded ? Math.Round(funded, 4, MidpointRounding.AwayFromZero) : null;

    /// <summary>Whether no program of a vendor is named.</summary>
    public bool HasNoProgram => Activity.Program.Trim() == "";

    /// <summary>Whether it is not said when it begins.</summary>
    public bool HasNoDay => Activity.Starts is null;

    /// <summary>Whether neither leads nor opportunities nor pipeline are expected of it.</summary>
    public bool HasNoResult => (Activity.Leads, Activity.Opportunities, Activity.Pipeline) is (null, null, null);

    /// <summary>Whether a vendor pays a part, and it is not said until when it can be claimed.</summary>
    public bool HasNoClaimDay => Activity is { FundedShare: > 0, ClaimBy: null };

    /// <summary>Whether it lacks anything of the above.</summary>
    public bool LacksSomething => HasNoProgram || HasNoDay || HasNoResult || HasNoClaimDay;
}

/// <summary>Several activities together.</summary>
/// <param name="Name">What they have in common, as written; empty where it is not said.</param>
/// <param name="Month">The month in which they begin; null where they have something else in common, or no day.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Budget">What they cost.</param>
/// <param name="Funded">What vendors pay of it.</param>
/// <param name="Leads">Leads expected.</param>
/// <param name="Opportunities">Opportunities expected.</param>
/// <param name="Pipeline">Pipeline expected.</param>
public sealed record MarketingSum(string Name, Month? Month, int Count, KnownSum Budget, KnownSum Funded, KnownSum Leads, KnownSum Opportunities, KnownSum Pipeline)
{
    internal static MarketingSum Of(string name, Month? month, IReadOnlyCollection<MarketingEntry> entries) => new(
        name,
        month,
        entries.Count,
        KnownSum.Of(entries.Select(e => e.Activity.Budget)),
        KnownSum.Of(entries.Select(e => e.Funded)),
        KnownSum.Of(entries.Select(e => e.Activity.Leads)),
        KnownSum.Of(entries.Select(e => e.Activity.Opportunities)),
        KnownSum.Of(entries.Select(e => e.Activity.Pipeline)));
}

/// <summary>All marketing activities of the agreed plans of a half. One counts in the month in which it begins.</summary>
public sealed class CompanyMarketing
{
    /// <summary>Gathers them.</summary>
    public CompanyMarketing(Period half, IEnumerable<PlanInForce> plans)
    {
        Half = half;
        Entries =
        [
            .. plans.SelectMany(p => p.Content.Marketing.Where(m => BelongsTo(half, p, m)).Select(m => new MarketingEntry(p, m)))
                .OrderBy(e => e.Activity.Starts is null).ThenBy(e => e.Activity.Starts).ThenBy(e => e.Activity.Title, StringComparer.OrdinalIgnoreCase),
        ];
        ByMonth = [.. half.Months.Select(month => MarketingSum.Of("", month, [.. Entries.Where(e => e.Activity.Starts is { } day && Month.Of(day) == month)]))];
        Outside = MarketingSum.Of("", null, [.. Entries.Where(e => e.Activity.Starts is { } day && !half.Contains(day))]);
        WithoutDay = MarketingSum.Of("", null, [.. Entries.Where(e => e.HasNoDay)]);
        ByProgram =
        [
            .. Entries.GroupBy(NameOf, StringComparer.OrdinalIgnoreCase).Select(g => MarketingSum.Of(g.Key, null, [.. g]))
                .OrderBy(s => s.Name == "").ThenByDescending(s => s.Budget.Sum).ThenBy(s => s.Name, StringComparer.OrdinalIgnoreCase),
        ];
        Total = MarketingSum.Of("", null, Entries);
    }

    /// <summary>The months it is about.</summary>
    public Period Half { get; }

    /// <summary>Each activity, in order of its first day; those without a day come last.</summary>
    public IReadOnlyList<MarketingEntry> Entries { get; }

    /// <summary>Those that begin in each month of the half, in order.</summary>
    public IReadOnlyList<MarketingSum> ByMonth { get; }

    /// <summary>Those that stand in the half's plans and begin before or after it.</summary>
    public MarketingSum Outside { get; }

    /// <summary>Those of which it is not said when they begin.</summary>
    public MarketingSum WithoutDay { get; }

    /// <summary>Those of each vendor's program, the largest budget first; those without a program come last.</summary>
    public IReadOnlyList<MarketingSum> ByProgram { get; }

    /// <summary>All of them.</summary>
    public MarketingSum Total { get; }

    // Of a plan that covers other months, too, what begins in those is theirs.
    private static bool BelongsTo(Period half, PlanInForce plan, MarketingActivity activity) =>
        activity.Starts is not { } day || half.Contains(day) || !plan.Content.Period.Contains(day);

    private static string NameOf(MarketingEntry entry) => entry.HasNoProgram ? ""
        : entry.Activity.Vendor.Trim() is { Length: > 0 } vendor ? $"{vendor}: {entry.Activity.Program.Trim()}" : entry.Activity.Program.Trim();
}

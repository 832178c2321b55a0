using Plumbline.Activities;

namespace Plumbline.Scoring;

/// <summary>How many activities of a type were done.</summary>
public sealed record ActivityCount(long TypeId, string Name, int Count, ActivityKind Kind = ActivityKind.Other);

/// <summary>What became of someone's work in the months looked at: the counts that rates are made of.</summary>
public sealed record SellingRates
{
    /// <summary>Nothing known.</summary>
    public static SellingRates None { get; } = new();

    /// <summary>Whose counts they are where they are not the person's own, as in "the team" or "the company".</summary>
    public string Whose { get; init; } = "the team";

    /// <summary>Opportunities won.</summary>
    public int Won { get; init; }

    /// <summary>Opportunities lost, those without a decision among them.</summary>
    public int Lost { get; init; }

    /// <summary>What the won ones brought.</summary>
    public decimal WonValue { get; init; }

    /// <summary>What the lost ones would have brought, without those that never qualified.</summary>
    public decimal LostValue { get; init; }

    /// <summary>Median days from opened to won; null where none was won.</summary>
    public int? CycleDays { get; init; }

    /// <summary>The share of pipeline whose expected close moved out of its period, from 0; null where it is not known.</summary>
    public decimal? Slippage { get; init; }

    /// <summary>Opportunities opened, in the days that <see cref="Activities"/> cover.</summary>
    public int Opened { get; init; }

    /// <summary>Those of the opened ones that a proposal was made for.</summary>
    public int Proposed { get; init; }

    /// <summary>Those of them that were won since.</summary>
    public int ProposedWon { get; init; }

    /// <summary>Those of them that were lost since.</summary>
    public int ProposedLost { get; init; }

    /// <summary>Activities done, by type.</summary>
    public IReadOnlyList<ActivityCount> Activities { get; init; } = [];

    /// <summary>How many weeks the activities and the opportunities opened cover.</summary>
    public decimal Weeks { get; init; }

    /// <summary>Won and lost.</summary>
    public int Closed => Won + Lost;

    /// <summary>Average won deal; null where none was won.</summary>
    public decimal? AverageDeal => Won == 0 ? null : WonValue / Won;

    /// <summary>Won value out of won and lost value; null where nothing of value was closed.</summary>
    public decimal? WinRateByValue => WonValue + LostValue == 0 ? null : WonValue / (WonValue + LostValue);

    /// <summary>Activities of a kind.</summary>
    public int CountOf(ActivityKind kind) => Activities.Where(a => a.Kind == kind).Sum(a => a.Count);

    /// <summary>Activities of a type.</summary>
    public int CountOf(long typeId) => Activities.FirstOrDefault(a => a.TypeId == typeId)?.Count ?? 0;
}

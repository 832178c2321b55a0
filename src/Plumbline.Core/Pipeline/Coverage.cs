using Plumbline.Fiscal;

namespace Plumbline.Pipeline;

/// <summary>Open pipeline by expected closing month against what is still missing of the quota. Money in the company's currency.</summary>
/// <param name="Month">The month; null for what all months shown have together.</param>
/// <param name="Open">All open pipeline expected to close in it.</param>
/// <param name="Qualified">The part of it in qualified stages.</param>
/// <param name="Weighted">All of it, each amount by the chance of its stage.</param>
/// <param name="Quota">The quota; null where none is in force.</param>
/// <param name="Booked">What is booked already.</param>
public sealed record CoverageLine(Month? Month, decimal Open, decimal Qualified, decimal Weighted, decimal? Quota, decimal Booked)
{
    /// <summary>What is still missing of the quota, not below 0; null where there is none.</summary>
    public decimal? Remaining => Quota is { } quota ? Math.Max(0, quota - Booked) : null;

    /// <summary>How many people have a quota in it where that is half of those who have one in another month, or fewer: what all of them have open says nothing of these quotas. Null where most have one, or nobody has.</summary>
    public int? AskedOfOnly { get; init; }

    /// <summary>Whether its pipeline can be set against its quota.</summary>
    public bool IsMeasured => Quota is not null && AskedOfOnly is null;

    /// <summary>Of several months, the qualified pipeline of those with a quota: what closes in the others counts for none. Null of a single month.</summary>
    public decimal? QualifiedForQuota { get; init; }

    /// <summary>open qualified pipeline ÷ (quota − booked); null where nothing is missing or no quota is known.</summary>
    public decimal? Coverage => AskedOfOnly is null && Remaining is > 0 and { } missing ? (QualifiedForQuota ?? Qualified) / missing : null;

    /// <summary>max(0, remaining quota × needed coverage − open qualified pipeline); null where there is no quota, or only of some.</summary>
    public decimal? ToCreate(decimal needed) => AskedOfOnly is null && Remaining is { } missing ? Math.Max(0, (missing * needed) - (QualifiedForQuota ?? Qualified)) : null;

    /// <summary>All months as one: months without a quota, or with one of some people alone, add none, and what was booked above one month's quota does not make up for another's.</summary>
    public static CoverageLine Sum(IReadOnlyList<CoverageLine> months) => new(
        null, months.Sum(m => m.Open), months.Sum(m => m.Qualified), months.Sum(m => m.Weighted),
        months.Any(m => m.IsMeasured) ? months.Where(m => m.IsMeasured).Sum(m => m.Quota!.Value) : null,
        months.Where(m => m.IsMeasured).Sum(m => Math.Min(m.Booked, m.Quota!.Value)))
    {
        QualifiedForQuota = months.Where(m => m.IsMeasured).Sum(m => m.Qualified),
    };
}

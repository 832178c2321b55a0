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

    /// <summary>Of several months, the qualified pipeline of those with a quota: what closes in the others counts for none. Null of a single month.</summary>
    public decimal? QualifiedForQuota { get; init; }

    /// <summary>open qualified pipeline ÷ (quota − booked); null where nothing is missing or no quota is known.</summary>
    public decimal? Coverage => Remaining is > 0 and { } missing ? (QualifiedForQuota ?? Qualified) / missing : null;

    /// <summary>max(0, remaining quota × needed coverage − open qualified pipeline); null where there is no quota.</summary>
    public decimal? ToCreate(decimal needed) => Remaining is { } missing ? Math.Max(0, (missing * needed) - (QualifiedForQuota ?? Qualified)) : null;

    /// <summary>All months as one: months without a quota add none, and what was booked above one month's quota does not make up for another's.</summary>
    public static CoverageLine Sum(IReadOnlyList<CoverageLine> months) => new(
        null, months.Sum(m => m.Open), months.Sum(m => m.Qualified), months.Sum(m => m.Weighted),
        months.Any(m => m.Quota is not null) ? months.Sum(m => m.Quota ?? 0) : null,
        months.Sum(m => m.Quota is { } quota ? Math.Min(m.Booked, quota) : 0))
    {
        QualifiedForQuota = months.Where(m => m.Quota is not null).Sum(m => m.Qualified),
    };
}

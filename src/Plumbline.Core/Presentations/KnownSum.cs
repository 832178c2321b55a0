namespace Plumbline.Presentations;

/// <summary>A sum of what is known, which says how much is not: what a plan leaves open is not zero.</summary>
/// <param name="Sum">What is known, added up.</param>
/// <param name="Known">How many figures it is made of.</param>
/// <param name="Missing">How many more there would be.</param>
public readonly record struct KnownSum(decimal Sum, int Known, int Missing)
{
    /// <summary>Whether figures are missing and none is known.</summary>
    public bool IsUnknown => Known == 0 && Missing > 0;

    /// <summary>One figure; missing where it is null.</summary>
    public static KnownSum Of(decimal? figure) => figure is { } known ? new(known, 1, 0) : new(0, 0, 1);

    /// <summary>Figures; those that are null are missing.</summary>
    public static KnownSum Of(IEnumerable<decimal?> figures) => Of(figures.Select(figure => Of(figure)));

    /// <summary>Sums added up.</summary>
    public static KnownSum Of(IEnumerable<KnownSum> sums) => sums.Aggregate(default(KnownSum), (all, one) => all + one);

    /// <summary>Both together.</summary>
    public static KnownSum operator +(KnownSum a, KnownSum b) => new(a.Sum + b.Sum, a.Known + b.Known, a.Missing + b.Missing);
}

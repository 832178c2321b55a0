namespace Plumbline.Scoring;

/// <summary>A line with its place.</summary>
/// <param name="Line">The line.</param>
/// <param name="Rank">From 1; null where there is no attainment to rank by, or one of a part of the results only.</param>
public readonly record struct RankedLine(Scoreline Line, int? Rank);

/// <summary>Who stands where.</summary>
public static class Ranking
{
    /// <summary>
    /// Ranks by attainment, the highest first, and puts those last who have no quota, or none for much of what they sold (<see cref="Scoreline.IsPartlyMeasured"/>). Equal attainment shares a rank, and the ranks it takes up are left out: 1, 2, 2, 4.
    /// Within a rank, and among those without, who reached more stands first, then the name.
    /// </summary>
    public static IReadOnlyList<RankedLine> ByAttainment(IEnumerable<Scoreline> lines)
    {
        var ranked = new List<RankedLine>();
        foreach (var line in lines.OrderBy(l => l.Attainment is null).ThenBy(l => l.IsPartlyMeasured).ThenByDescending(l => l.Attainment).ThenByDescending(l => l.Reached).ThenBy(l => l.Name, StringComparer.OrdinalIgnoreCase).ThenBy(l => l.Id))
        {
            var shares = ranked is [.., var above] && above.Line.Attainment == line.Attainment ? above.Rank : null;
            ranked.Add(new(line, line.Attainment is null || line.IsPartlyMeasured ? null : shares ?? ranked.Count + 1));
        }

        return ranked;
    }
}

namespace Plumbline.Inspection;

/// <summary>By how much an observer scores higher (above 0) or lower than others who saw the same.</summary>
/// <param name="ObserverId">Who.</param>
/// <param name="Difference">In scores, the mean over the criteria that both saw.</param>
/// <param name="Pairs">With how many observations of others theirs were compared.</param>
public sealed record Drift(long ObserverId, decimal Difference, int Pairs)
{
    /// <summary>With fewer a difference tells nothing.</summary>
    public const int LeastPairs = 3;

    /// <summary>Compares all who saw the same person by the same form on the same day; of fewer than <see cref="LeastPairs"/> pairs nothing is told.</summary>
    /// <param name="shared">Observations that are shared.</param>
    public static IReadOnlyList<Drift> Of(IEnumerable<Observation> shared)
    {
        var differences = from side in shared.GroupBy(o => (o.PersonId, o.FormId, o.Day))
                          from own in side
                          from other in side
                          where own.ObserverId != other.ObserverId
                          let both = own.Notes.Scores.Join(other.Notes.Scores, s => s.Key, s => s.Key, (a, b) => a.Score - b.Score).OfType<int>().ToList()
                          where both.Count > 0
                          select (Observer: own.ObserverId!.Value, Mean: (decimal)both.Sum() / both.Count);
        return [.. differences.GroupBy(d => d.Observer).Where(g => g.Count() >= LeastPairs).Select(g => new Drift(g.Key, g.Average(d => d.Mean), g.Count())).OrderByDescending(d => Math.Abs(d.Difference)).ThenBy(d => d.ObserverId)];
    }
}

namespace Plumbline.Markets;

/// <summary>Keeps those together that cannot be told apart: nobody is ranked inside the noise.</summary>
internal static class Alike
{
    /// <summary>The largest first, cut only where every range before lies above every range behind.</summary>
    public static IEnumerable<IReadOnlyList<T>> Groups<T>(IReadOnlyCollection<T> all, Func<T, Estimate> of)
    {
        var left = all.Select(one => (One: one, Range: of(one))).OrderByDescending(e => e.Range.Low).ToList();

        // By low ends, all behind a place lie below it as soon as the highest of them does.
        var highest = new decimal[left.Count + 1];
        highest[left.Count] = decimal.MinValue;
        for (var at = left.Count - 1; at >= 0; at--)
        {
            highest[at] = Math.Max(highest[at + 1], left[at].Range.High);
        }

        List<T> group = [];
        foreach (var (at, (one, range)) in left.Index())
        {
            group.Add(one);
            if (highest[at + 1] < range.Low)
            {
                yield return group;
                group = [];
            }
        }
    }
}

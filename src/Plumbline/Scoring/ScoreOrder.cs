namespace Plumbline.Scoring;

/// <summary>The columns by which lines are put in order. Numbers begin with the highest, names with A.</summary>
internal static class ScoreOrder
{
    private static readonly Dictionary<string, Func<Scoreline, decimal?>> _numbers = new(StringComparer.Ordinal)
    {
        ["quota"] = l => l.Asked,
        ["actual"] = l => l.Reached,
        ["attainment"] = l => l.Attainment,
        ["gap"] = l => l.Gap,
        ["revenue"] = l => l.Tally.Revenue,
        ["margin"] = l => l.Tally.KnownMargin,
        ["won"] = l => l.Tally.Won,
        ["lost"] = l => l.Tally.Lost,
        ["open"] = l => l.Open.Amount,
        ["activity"] = l => l.Activity.Share,
    };

    /// <summary>Puts the lines in order; what is not known stands last in either direction. Without a known column by attainment, then what is reached.</summary>
    public static IEnumerable<Scoreline> Order(IEnumerable<Scoreline> lines, string? sort)
    {
        var usual = Ranking.ByAttainment(lines).Select(r => r.Line);
        var turned = sort is ['-', ..];
        var column = turned ? sort![1..] : sort;
        if (column == "name")
        {
            return turned ? usual.OrderByDescending(l => l.Name, StringComparer.OrdinalIgnoreCase) : usual.OrderBy(l => l.Name, StringComparer.OrdinalIgnoreCase);
        }

        if (column is null || !_numbers.TryGetValue(column, out var number))
        {
            return usual;
        }

        var knownFirst = usual.OrderBy(l => number(l) is null);
        return turned ? knownFirst.ThenBy(number) : knownFirst.ThenByDescending(number);
    }
}

using System.Globalization;

namespace Plumbline.Importing;

/// <summary>What the years of a column's dates say about slips: a mistyped one would have the history begin, or the results end, a century off.</summary>
internal sealed class YearEvidence
{
    private const int LongestGap = 30; // Years: a company that is old has days in between.
    private const int LeastOthers = 3; // Dates: of fewer nobody can say which is the slip.
    private const int OneOf = 100; // Dates: of so many one may be a slip.

    private readonly SortedDictionary<int, int> _dates = []; // How many there are of each year.

    /// <summary>The first and the last year that are no slip: one date, or one in a hundred at most, that lies 30 years or more before or after all others has a mistyped year.</summary>
    public (int First, int Last) Sound => (BehindGap(_dates) ?? int.MinValue, BehindGap(_dates.Reverse()) ?? int.MaxValue);

    /// <summary>Takes one more date into account, whichever of day and month stands first.</summary>
    public void Observe(ReadOnlySpan<char> text)
    {
        var year = text.Length > 4 && text[4] is '-' && int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first
            : DateText.TryParse(text, DateOrder.DayFirst, out var day) || DateText.TryParse(text, DateOrder.MonthFirst, out day) ? day.Year : 0;
        if (year > 0)
        {
            _dates[year] = _dates.GetValueOrDefault(year) + 1;
        }
    }

    private static int? BehindGap(IEnumerable<KeyValuePair<int, int>> years)
    {
        var (all, before, last) = (years.Sum(y => y.Value), 0, (int?)null);
        foreach (var (year, count) in years)
        {
            if (last is { } earlier && Math.Abs(year - earlier) >= LongestGap)
            {
                return (before == 1 || before * OneOf <= all) && all - before >= LeastOthers ? year : null;
            }

            (before, last) = (before + count, year);
        }

        return null;
    }
}

using System.Globalization;

namespace Plumbline.Fiscal;

/// <summary>
/// How the company cuts time: its fiscal year begins with <paramref name="FirstMonth"/> (1 to 12) and is called after the
/// calendar year in which it ends, as vendors do: with July as the first month, FY2026 runs from July 2025 to June 2026.
/// </summary>
public sealed record FiscalYear(int FirstMonth)
{
    /// <summary>The fiscal quarter that holds <paramref name="date"/>.</summary>
    public Period Quarter(DateOnly date) => Cut(date, 3);

    /// <summary>The fiscal half that holds <paramref name="date"/>.</summary>
    public Period Half(DateOnly date) => Cut(date, 6);

    /// <summary>The fiscal year that holds <paramref name="date"/>.</summary>
    public Period Year(DateOnly date) => Cut(date, 12);

    /// <summary>The period of this length (1, 3, 6 or 12 months) that holds <paramref name="date"/>.</summary>
    public Period Cut(DateOnly date, int length)
    {
        var monthsIntoYear = (date.Month - FirstMonth + 12) % 12;
        return new(Month.Of(date).Plus(-(monthsIntoYear % length)), length);
    }

    /// <summary>The period's name as typed in an address or a command: 2017-03, 2017-Q1, 2017-H1 or 2017.</summary>
    public string Name(Period period)
    {
        if (period.Length == 1)
        {
            return period.First.ToString();
        }

        var year = Year(period.FirstDay);
        var part = (MonthsFrom(year.First, period.First) / period.Length) + 1;
        var name = year.Last.Year.ToString("0000", CultureInfo.InvariantCulture);
        return period.Length switch
        {
            3 => $"{name}-Q{part}",
            6 => $"{name}-H{part}",
            12 => name,
            _ => period.ToString(),
        };
    }

    /// <summary>Reads a period's name: 2017-03 (a calendar month), 2017-Q1, 2017-H1 or 2017 (fiscal).</summary>
    /// <returns>Whether <paramref name="name"/> names a period.</returns>
    public bool TryParse(string? name, out Period period)
    {
        period = default;
        var parts = (name ?? "").Trim().Split('-');
        if (parts.Length > 2 || parts[0].Length != 4 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1901 or > 9000)
        {
            return false;
        }

        var first = new Month(FirstMonth == 1 ? year : year - 1, FirstMonth);
        Period? found = parts is [_, var part]
            ? part.ToUpperInvariant() switch
            {
                ['Q', >= '1' and <= '4' and var q] => new(first.Plus(3 * (q - '1')), 3),
                ['H', >= '1' and <= '2' and var h] => new(first.Plus(6 * (h - '1')), 6),
                [_, _] when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12 => new(new(year, month), 1),
                _ => null,
            }
            : new(first, 12);
        period = found ?? default;
        return found is not null;
    }

    private static int MonthsFrom(Month a, Month b) => ((b.Year - a.Year) * 12) + b.Number - a.Number;
}

using Plumbline.Importing.Facts;

namespace Plumbline.Importing;

/// <summary>A table of quotas whose columns are people and whose rows are periods, as a sales manager writes it in a spreadsheet: where it begins and which columns say the period.</summary>
/// <param name="Header">How many records stand before the one with the people.</param>
/// <param name="Keys">How many columns say the period: 1, or 2 where the year stands in a column of its own.</param>
/// <param name="OfQuarters">Whether a bare number beside a year is a quarter's and not a month's.</param>
public sealed record Turned(int Header, int Keys, bool OfQuarters)
{
    /// <summary>What the column of the people is called once it is one.</summary>
    public const string People = "Salesperson";

    private const int LeastPeople = 2;
    private const int LeastPeriods = 2;

    private static readonly string[] _quotaWords = ["quota", "target", "goal", "budget", "ziel", "soll", "objecti", "cuota", "quote", "kvot"];
    private static readonly HashSet<string> _years = ["year", "fiscalyear", "jahr", "fy", "annee", "ano"];
    private static readonly HashSet<string> _quarters = ["quarter", "fiscalquarter", "quartal", "trimestre"];
    private static readonly HashSet<string> _periods = [.. _years, .. _quarters, "", "period", "month", "fiscalperiod", "zeitraum", "monat", "mois", "mes"];
    private static readonly HashSet<string> _sums = ["total", "totals", "sum", "summe", "gesamt", "grandtotal", "team", "fullyear"];

    /// <summary>
    /// Looks for people across and periods down in the first records; null where they are not so. A column that means anything else makes it a table as others are, and so does it where nothing says that it is of quotas: regions and
    /// products are set out in the same way.
    /// </summary>
    /// <param name="name">What the file or its sheet is called.</param>
    /// <param name="records">Its first records.</param>
    /// <param name="isOfTargets">Whether the person says that it holds targets.</param>
    public static Turned? Of(string name, IReadOnlyList<string[]> records, bool isOfTargets)
    {
        for (var i = 0; i + LeastPeriods < records.Count; i++)
        {
            foreach (var keys in (ReadOnlySpan<int>)[1, 2])
            {
                if (IsHeader(records[i], keys) && new Turned(i, keys, _quarters.Contains(Importing.Header.Plain(records[i][keys - 1]))) is var turned && turned.Fits(records) && (isOfTargets || records.Take(i + 1).SelectMany(r => r).Prepend(name).Any(IsOfQuotas)))
                {
                    return turned;
                }
            }
        }

        return null;
    }

    /// <summary>Whether these words say that something is of quotas.</summary>
    public static bool IsOfQuotas(string words) => Importing.Header.Plain(words) is var plain && Array.Exists(_quotaWords, w => plain.Contains(w, StringComparison.Ordinal));

    private static bool IsHeader(string[] cells, int keys)
    {
        var plain = cells.Select(Importing.Header.Plain).ToArray();
        var people = plain.Skip(keys).Where(p => p.Length > 0 && !_sums.Contains(p)).ToList();
        return people.Count >= LeastPeople && plain.Take(keys).All(_periods.Contains) && (keys == 1 || _years.Contains(plain[0]))
            && people.TrueForAll(p => char.IsLetter(p[0]) && !Recognition.Knows(p)) && people.Distinct().Count() == people.Count
            && !cells.Skip(keys).Any(c => Importing.Header.MonthOf(c) is not null || Importing.Header.QuarterOf(c) is not null);
    }

    private bool Fits(IReadOnlyList<string[]> records)
    {
        List<string> heads = [];
        var (numbers, others) = (0, 0);
        foreach (var row in records.Skip(Header + 1).Where(r => r.Any(c => !string.IsNullOrWhiteSpace(c))))
        {
            if (PeriodOf(row) is { } head)
            {
                heads.Add(head);
            }
            else if (!row.Take(Keys).Any(c => _sums.Contains(Importing.Header.Plain(c)) || PeriodText.YearIn(c) is not null))
            {
                return false;
            }

            foreach (var cell in row.Skip(Keys).Where(c => !NumberText.IsNone(c.Trim())))
            {
                var isNumber = NumberText.TryParse(cell, DecimalMark.Point, out _) || NumberText.TryParse(cell, DecimalMark.Comma, out _);
                (numbers, others) = isNumber ? (numbers + 1, others) : (numbers, others + 1);
            }
        }

        return numbers > others && PeriodColumn.In(heads).Count > 0; // A single cell that is no number is a slip, and said so with its person.
    }

    /// <summary>The head of the column that a row becomes, as a wide table has it; null where its first cells are no period with its year.</summary>
    public string? PeriodOf(IReadOnlyList<string> row)
    {
        var head = Keys == 1 ? row[0] : row.Count < Keys ? "" : OfQuarters && row[1].Trim().Length == 1 ? $"Q{row[1].Trim()} {row[0]}" : $"{row[1]} {row[0]}";
        return (Importing.Header.MonthOf(head) ?? Importing.Header.QuarterOf(head)) is { Item1: > 0 } ? head : null;
    }
}

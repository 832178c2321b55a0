using Plumbline.Fiscal;

namespace Plumbline.Importing.Facts;

/// <summary>Reads quotas that were set elsewhere: a row per person and period, or a column per month or quarter.</summary>
internal sealed class TargetFacts(RowReader row, SourceTable table, IReadOnlyList<PeriodColumn> periods, DecimalMark markOfPeriods, Joins joins, ReadingHints hints)
{
    private static readonly string[] _rollUpWords = ["team", "rollup", "company", "total", "division", "region"];
    private static readonly string[] _countWords = ["number", "count", "no.", "calls", "leads", "cases", "units", "quantity", "meetings", "appointments"];

    private static readonly HashSet<string> _wholeWords = new(["total", "all", "overall", "sum", "gesamt", "insgesamt", "alle", "tout", "tous", "todo", "todos", "totale"], StringComparer.OrdinalIgnoreCase);
    private static readonly string[] _kinds = ["revenue", "umsatz", "new", "renew", "existing", "expansion", "upsell", "crosssell", "recurring", "onetime", "service", "licen", "hardware", "software", "subscription", "support", "consulting", "training", "maintenance", "neu", "bestand"];
    private readonly List<(TargetRow Row, string Part)> _held = [];
    private readonly bool _saysBeginsAlone = row.Has(Field.From) && !row.Has(Field.To);
    private readonly int _monthsOfColumn = periods.Count > 0 && periods.All(p => p is { Months: 1, Year: > 0 }) ? LengthByBegins([.. periods.Select(p => new Month(p.Year, p.Number)).Order()]) : 1;

    /// <summary>Reads a row. One that says for which part of the business it is, or on which day its period begins and no more, waits until all are known.</summary>
    public void Read(List<FactRow> into)
    {
        var before = into.Count;
        ReadRow(into);
        if ((PartOf() ?? (_saysBeginsAlone ? "" : null)) is { } part)
        {
            _held.AddRange(into.Skip(before).Select(t => ((TargetRow)t, part)));
            into.RemoveRange(before, into.Count - before);
        }
    }

    /// <summary>A quota in parts, as by product line or of new business and renewals, is their sum, or what a row of them all says; of revenue and of margin they are two sides of one.</summary>
    /// <param name="leave">Takes down why a row is left.</param>
    public IEnumerable<FactRow> PutTogether(Action<string> leave)
    {
        var months = _saysBeginsAlone ? LengthByBegins([.. _held.Select(h => h.Row.Period.First).Distinct().Order()]) : 1;
        var held = months == 1 ? _held : _held.ConvertAll(h => h with { Row = h.Row with { Period = new(h.Row.Period.First, months) } });
        return held.GroupBy(p => (p.Row.Id, p.Row.Salesperson, p.Row.Period, p.Row.Currency)).SelectMany(group => group.ToList() is { Count: > 1 } rows && rows.DistinctBy(r => (r.Part.ToUpperInvariant(), r.Row.Revenue is null)).Count() == rows.Count
            ? [Together(rows)]
            : group.Select(p => p.Row));

        TargetRow Together(List<(TargetRow Row, string Part)> rows)
        {
            for (var part = 1; part < rows.Count; part++)
            {
                leave("further parts of quotas, which count with the first");
            }

            return rows[0].Row with { Revenue = Of(rows, r => r.Revenue), Margin = Of(rows, r => r.Margin) };
        }

        static decimal? Of(List<(TargetRow Row, string Part)> rows, Func<TargetRow, decimal?> amount)
        {
            var said = rows.FindAll(r => amount(r.Row) is not null);
            return said.Find(r => r.Part.Split(' ').Any(_wholeWords.Contains)) is { Row: { } whole } ? amount(whole) : said.Count > 0 ? said.Sum(r => amount(r.Row)) : null;
        }
    }

    /// <summary>How long periods are of which only the beginnings are said: a quarter, a half or a year where they begin so far apart and never closer; else a month.</summary>
    private static int LengthByBegins(IReadOnlyList<Month> begins)
    {
        var apart = begins.Zip(begins.Skip(1), (a, b) => ((b.Year - a.Year) * 12) + b.Number - a.Number).DefaultIfEmpty(1).ToList();
        return begins.Count > 2 && apart.Min() is var length && length is 3 or 6 or 12 && apart.TrueForAll(a => a % length == 0) ? length : 1;
    }

    /// <summary>The part of the business, or which side of it is measured; null where the row says neither. A kind that is none of these, as an actual beside a quota, is no part.</summary>
    private string? PartOf()
    {
        var kind = row.Text(Field.Metric) is { } metric && (IsMargin(metric) || Header.Plain(metric) is var plain && _kinds.Any(plain.Contains) || _wholeWords.Contains(metric)) ? metric : null;
        string[] parts = [.. new[] { row.Text(Field.Product), kind }.OfType<string>()];
        return parts.Length == 0 ? null : string.Join(' ', parts);
    }

    private static bool IsMargin(string metric) => metric.Contains("margin", StringComparison.OrdinalIgnoreCase) || metric.Contains("profit", StringComparison.OrdinalIgnoreCase);

    private void ReadRow(List<FactRow> into)
    {
        var who = row.Reference(Field.SalespersonId, Field.Salesperson);
        if (who.IsEmpty)
        {
            row.Refuse($"{row.ColumnOf(Field.Salesperson)?.Header ?? row.ColumnOf(Field.SalespersonId)?.Header}: the row does not say whose target it is. Fill in the salesperson.");
            return;
        }

        if (IsRollUp())
        {
            row.Leave("goals that sum up the goals of others, which are taken themselves");
            return;
        }

        var metric = row.Text(Field.Metric) ?? "";
        if (_countWords.Any(w => metric.Contains(w, StringComparison.OrdinalIgnoreCase)))
        {
            row.Leave("goals that do not count money");
            return;
        }

        var isMargin = IsMargin(metric);
        if (periods.Count > 0)
        {
            ReadPeriods(who, isMargin, into);
            return;
        }

        var (revenue, margin) = (row.Number(Field.Revenue) * table.Scale, row.Number(Field.Margin) * table.Scale);
        if (revenue is null or 0 && margin is null or 0)
        {
            row.Leave("without a target (none, or 0)");
        }
        else if (PeriodOf() is { } period)
        {
            into.Add(new TargetRow(row.Line, row.Text(Field.Id), who, period, isMargin ? margin : revenue, isMargin ? margin ?? revenue : margin, CurrencyWords.Of(row, Field.Revenue, hints.Currency)));
        }
    }

    private bool IsRollUp() =>
        row.Text(Field.GoalName) is { } name
        && (joins.ParentGoals.Contains(name) || (row.Text(Field.Id) is { } id && joins.ParentGoals.Contains(id))
            || Header.Plain(name).Contains("rollup", StringComparison.Ordinal)
            || name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(w => _rollUpWords.Contains(w.ToLowerInvariant())));

    private void ReadPeriods(Reference who, bool isMargin, List<FactRow> into)
    {
        var year = YearOf(row.Text(Field.Year));
        var any = false;
        foreach (var column in periods)
        {
            if (row.NumberAt(column.Index, $"{who.Name ?? who.Id}, {column.Header}", markOfPeriods, column.Scale) is not { } amount || amount == 0)
            {
                continue;
            }

            if ((column.Year > 0 ? column.Year : year) is not { } of)
            {
                row.Refuse($"{row.ColumnOf(Field.Year)?.Header ?? "Year"}: the row does not say which year its {(column.Months == 1 ? "months" : "quarters")} belong to. Fill in a year such as 2027, or write it in the headers ({(column.Months == 1 ? "Jan 2027" : "Q1 2027")}).");
                return;
            }

            any = true;
            var period = column.Months == 1 ? new Period(new(of, column.Number), _monthsOfColumn) : Quarter(of, column.Number);
            into.Add(new TargetRow(row.Line, null, who, period, isMargin ? null : amount * table.Scale, isMargin ? amount * table.Scale : null, CurrencyWords.Of(row, Field.Revenue, hints.Currency)));
        }

        if (!any && row.Problem is null)
        {
            row.Leave("without a target (none, or 0)");
        }
    }

    private Period Quarter(int year, int number) => PeriodText.TryParse($"Q{number}", year, 3, hints.Fiscal, out var quarter) ? quarter : throw new InvalidOperationException($"{year} has no quarter {number}.");

    private Period? PeriodOf()
    {
        if (row.Date(Field.From) is { } from)
        {
            var to = row.Date(Field.To) ?? (row.Has(Field.To) ? null : Month.Of(from).Plus(1).FirstDay.AddDays(-1));
            if (to is { } last && last >= from && from.Day == 1 && last.AddDays(1).Day == 1)
            {
                return new(Month.Of(from), ((last.Year - from.Year) * 12) + last.Month - from.Month + 1);
            }

            row.Refuse($"{row.ColumnOf(Field.From)!.Header}: {from:yyyy-MM-dd} to {to:yyyy-MM-dd} is no run of whole months. Give the first day of a month and the last day of a month.");
            return null;
        }

        var year = YearOf(row.Text(Field.Year));
        foreach (var field in (ReadOnlySpan<Field>)[Field.Month, Field.Quarter, Field.Period])
        {
            if (row.Text(field) is { } text)
            {
                var header = row.ColumnOf(field)!.Header;
                var calendar = header.Contains("calendar", StringComparison.OrdinalIgnoreCase) ? new FiscalYear(1) : hints.Fiscal;
                if (PeriodText.TryParse(text, year, field == Field.Quarter ? 3 : 1, calendar, out var period))
                {
                    return period;
                }

                row.Refuse($"{header}: \"{text}\" is no period. Write a month as in 2027-04, or a quarter as in 2027-Q2{(year is null ? "" : " (or fill in the year)")}.");
                return null;
            }
        }

        if (year is { } whole && PeriodText.TryParse($"{whole}", null, 12, hints.Fiscal, out var all))
        {
            return all;
        }

        row.Refuse("The row does not say for which period its target is. Fill in a month as in 2027-04, or a quarter as in 2027-Q2.");
        return null;
    }

    private static int? YearOf(string? text) => text is null ? null : PeriodText.YearIn(text);
}

using Plumbline.Fiscal;

namespace Plumbline.Importing.Facts;

/// <summary>Reads quotas that were set elsewhere: a row per person and period, or a column per month or quarter.</summary>
internal sealed class TargetFacts(RowReader row, SourceTable table, IReadOnlyList<PeriodColumn> periods, DecimalMark markOfPeriods, Joins joins, ReadingHints hints)
{
    private static readonly string[] _rollUpWords = ["team", "rollup", "company", "total", "division", "region"];
    private static readonly string[] _countWords = ["number", "count", "no.", "calls", "leads", "cases", "units", "quantity", "meetings", "appointments"];

    public void Read(List<FactRow> into)
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

        var isMargin = metric.Contains("margin", StringComparison.OrdinalIgnoreCase) || metric.Contains("profit", StringComparison.OrdinalIgnoreCase);
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
            if (row.NumberAt(column.Index, column.Header, markOfPeriods, column.Scale) is not { } amount || amount == 0)
            {
                continue;
            }

            if ((column.Year > 0 ? column.Year : year) is not { } of)
            {
                row.Refuse($"{row.ColumnOf(Field.Year)?.Header ?? "Year"}: the row does not say which year its {(column.Months == 1 ? "months" : "quarters")} belong to. Fill in a year such as 2027, or write it in the headers ({(column.Months == 1 ? "Jan 2027" : "Q1 2027")}).");
                return;
            }

            any = true;
            var period = column.Months == 1 ? new Period(new(of, column.Number), 1) : Quarter(of, column.Number);
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

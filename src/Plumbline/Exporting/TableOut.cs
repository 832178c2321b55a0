using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Plumbline.Exporting;

/// <summary>A table that a page gives as a file, as CSV or as a workbook, with the same cells in both.</summary>
/// <param name="Name">What it is called, as in "outlook-finance".</param>
/// <param name="Columns">Its columns; a file of CSV calls "Expected still" expected_still.</param>
/// <param name="Rows">Its rows: texts, decimals, counts, days, or null for what is not known.</param>
internal sealed record TableOut(string Name, IReadOnlyList<SheetColumn> Columns, IEnumerable<IReadOnlyList<object?>> Rows)
{
    /// <summary>Answers with CSV.</summary>
    /// <param name="day">The day in the file's name.</param>
    public FileStreamHttpResult Csv(DateOnly day)
    {
        var file = new MemoryStream();
        using (var csv = new CsvOut(file, withMark: true))
        {
            csv.Row(Columns.Select(c => c.Header.ToLowerInvariant().Replace(' ', '_')));
            foreach (var row in Rows)
            {
                foreach (var cell in row)
                {
                    _ = cell switch { decimal number => csv.Cell(Plain(number)), int count => csv.Cell(count), DateOnly on => csv.Cell(on), _ => csv.Cell(cell as string) };
                }

                csv.EndRow();
            }
        }

        return Answer(file, "text/csv; charset=utf-8", "csv", day);
    }

    /// <summary>Answers with a workbook.</summary>
    /// <param name="day">The day in the file's name.</param>
    public FileStreamHttpResult Sheet(DateOnly day)
    {
        var file = new MemoryStream();
        using (var sheet = new SheetOut(file, Name, Columns))
        {
            foreach (var row in Rows)
            {
                foreach (var (at, cell) in row.Index())
                {
                    _ = cell switch { decimal number => sheet.Cell(number, Columns[at].IsShare), int count => sheet.Cell(count), DateOnly on => sheet.Cell(on), _ => sheet.Cell(cell as string) };
                }

                sheet.EndRow();
            }
        }

        return Answer(file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", day);
    }

    /// <summary>To four places, without needless zeros.</summary>
    private static decimal? Plain(decimal? number) => number is { } known ? decimal.Parse(Math.Round(known, 4, MidpointRounding.AwayFromZero).ToString("0.####", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    private FileStreamHttpResult Answer(MemoryStream file, string type, string extension, DateOnly day)
    {
        file.Position = 0;
        return TypedResults.File(file, type, FormattableString.Invariant($"{Name}-{day:yyyy-MM-dd}.{extension}"));
    }
}

using System.Globalization;
using System.Text.Json;
using Plumbline.Exporting;

namespace Plumbline.Scoring;

/// <summary>A line as other programs read it. Fractions for attainment, to four places; null where there is no quota or the margin is not known. Of a scoreboard by margin quota and actual are margin.</summary>
internal sealed record ScoreboardRow(string Name, decimal? Quota, decimal? Actual, decimal? Attainment, decimal? Margin, int Won, int Lost, int Open, decimal OpenAmount)
{
    public static ScoreboardRow Of(Scoreline line) => new(
        line.Name, Plain(line.Asked), Plain(line.Reached), Plain(line.Attainment), Plain(line.Tally.KnownMargin), line.Tally.Won, line.Tally.Lost, line.Open.Count, Plain(line.Open.Amount)!.Value);

    /// <summary>To four places, without needless zeros.</summary>
    public static decimal? Plain(decimal? number) => number is { } known ? decimal.Parse(Math.Round(known, 4, MidpointRounding.AwayFromZero).ToString("0.####", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}

/// <summary>Writes scoreboards for spreadsheets and programs.</summary>
internal static class ScoreboardFile
{
    private static readonly string[] _columns = ["name", "quota", "actual", "attainment", "margin", "won", "lost", "open", "open_amount"];
    private static readonly JsonSerializerOptions _json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Writes the contract's columns; <paramref name="forExcel"/> puts a byte-order mark first.</summary>
    public static void Csv(Stream to, IEnumerable<ShownLine> lines, bool forExcel)
    {
        using var csv = new CsvOut(to, forExcel);
        csv.Row(_columns);
        foreach (var row in lines.Select(l => ScoreboardRow.Of(l.Line)))
        {
            csv.Cell(row.Name).Cell(row.Quota).Cell(row.Actual).Cell(row.Attainment).Cell(row.Margin).Cell(row.Won).Cell(row.Lost).Cell(row.Open).Cell(row.OpenAmount).EndRow();
        }
    }

    public static void Sheet(Stream to, string title, IEnumerable<ShownLine> lines)
    {
        using var sheet = new SheetOut(to, title, [new("Name", 32), new("Quota"), new("Actual"), new("Attainment"), new("Margin"), new("Won", 10), new("Lost", 10), new("Open", 10), new("Open amount")]);
        foreach (var row in lines.Select(l => ScoreboardRow.Of(l.Line)))
        {
            sheet.Cell(row.Name).Cell(row.Quota).Cell(row.Actual).Cell(row.Attainment, isShare: true).Cell(row.Margin).Cell(row.Won).Cell(row.Lost).Cell(row.Open).Cell(row.OpenAmount).EndRow();
        }
    }

    public static string JsonOf(IEnumerable<ShownLine> lines) => JsonSerializer.Serialize(lines.Select(l => ScoreboardRow.Of(l.Line)), _json);

    /// <summary>For reading in a terminal, with all lines together at the end.</summary>
    public static void Table(TextWriter to, ScoreboardView view)
    {
        string[][] rows = [_columns, .. view.Lines.Select(l => Cells(l.Line, l.Depth)), Cells(view.Total with { Name = "Total" }, 0)];
        var widths = Enumerable.Range(0, _columns.Length).Select(i => rows.Max(r => r[i].Length)).ToArray();
        foreach (var row in rows)
        {
            to.WriteLine(string.Join("  ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))));
        }
    }

    private static string[] Cells(Scoreline line, int depth)
    {
        var row = ScoreboardRow.Of(line);
        return
        [
            new string(' ', depth * 2) + row.Name, Amount(row.Quota), Amount(row.Actual), row.Attainment?.ToString("0.0%", CultureInfo.InvariantCulture) ?? "", Amount(row.Margin),
            Amount(row.Won), Amount(row.Lost), Amount(row.Open), Amount(row.OpenAmount),
        ];
    }

    private static string Amount(decimal? amount) => amount?.ToString("#,##0.####", CultureInfo.InvariantCulture) ?? "";
}

using System.Security.Cryptography;
using System.Text;

namespace Plumbline.Importing.Reading;

/// <summary>A column of a file, with what stands in it.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Samples">Its first values.</param>
/// <param name="Field">The field that it is read as; null where it is not used.</param>
public sealed record FileColumn(string Header, IReadOnlyList<string> Samples, string? Field);

/// <summary>A file, or a sheet of a workbook, and what we make of it.</summary>
public sealed class RecognisedFile
{
    private const int RowsBetweenChecks = 1024;
    private readonly TableSource? _source;
    private readonly TableReading? _table;
    private readonly int _headerRecord;

    private RecognisedFile(string fileName, string? reasonLeft) => (FileName, ReasonLeft) = (fileName, reasonLeft);

    /// <summary>A table; <paramref name="headerRecord"/> records, the header among them, stand before its rows.</summary>
    internal RecognisedFile(TableSource source, TableReading? table, int headerRecord, IReadOnlyList<string> header, IReadOnlyList<string[]> samples, string? reasonLeft)
        : this(source.Name, reasonLeft ?? table?.Left)
    {
        (_source, _table, _headerRecord) = (source, table, headerRecord);
        Columns = [.. header.Select((h, i) => new FileColumn(h, [.. samples.Where(s => i < s.Length && s[i].Length > 0).Select(s => s[i]).Take(3)], table?.FieldOf(i)))];
        Signature = SignatureOf(header);
        Format = source.Format;
        Notes = [.. headerRecord > 1 && table is not null ? (string[])[$"{headerRecord - 1} {(headerRecord == 2 ? "line" : "lines")} before the header skipped"] : [], .. source.Turned is null ? (string[])[] : ["Each column is a salesperson and each row a period: read turned, a line for each salesperson"], .. table?.Notes ?? []];
    }

    /// <summary>The file's name, below the folder that was named; with the sheet where a workbook has several.</summary>
    public string FileName { get; }

    /// <summary>What its rows are; null where they are no facts of ours.</summary>
    public FactKind? Kind => ReasonLeft is null ? _table?.Kind : null;

    /// <summary>The source system; null where the file is not recognised.</summary>
    public string? Profile => _table?.Profile;

    /// <summary>The source systems that its header fits.</summary>
    public IReadOnlyList<string> MayBeFrom => _table?.MayBeFrom ?? [];

    /// <summary>The columns in the file's order.</summary>
    public IReadOnlyList<FileColumn> Columns { get; } = [];

    /// <summary>How its text is written, in words; null for a sheet.</summary>
    public string? Format { get; }

    /// <summary>What to say about the file.</summary>
    public IReadOnlyList<string> Notes { get; } = [];

    /// <summary>Why the file is left; null where it is read.</summary>
    public string? ReasonLeft { get; }

    /// <summary>Why the file cannot be read until something is said; null where it can.</summary>
    public string? Refusal => ReasonLeft is null ? _table?.Refusal : null;

    /// <summary>The same without how to answer it on the command line.</summary>
    public string? Question => ReasonLeft is null ? _table?.Question : null;

    /// <summary>What its rows would be, also where the file is left.</summary>
    public FactKind? LikelyKind => _table?.Kind;

    /// <summary>Whether its targets may be meant for territories that several people share.</summary>
    public bool MayBeShared => _table?.MayBeShared == true;

    /// <summary>Why the order of day and month must be told first; null where the columns tell it.</summary>
    public string? DatesQuestion => _table?.DatesQuestion;

    /// <summary>Why the decimal mark must be told first; null where the columns tell it.</summary>
    public string? DecimalsQuestion => _table?.DecimalsQuestion;

    /// <summary>The fields that columns of its kind can be mapped to.</summary>
    public IReadOnlyList<ImportField> Fields => Kind is { } kind ? Recognition.FieldsFor(kind) : [];

    /// <summary>The header, whatever the order of its columns, as one text: under it a mapping is remembered.</summary>
    public string Signature { get; } = "";

    /// <summary>The rows that hold anything.</summary>
    public int Rows => _table?.Rows ?? 0;

    /// <summary>Whether there is anything below its header, known as facts of ours or not.</summary>
    public bool HasRows => Rows > 0 || Columns.Any(c => c.Samples.Count > 0);

    /// <summary>Teams that follow from who reports to whom; they are to be there before the people of this file.</summary>
    public IReadOnlyList<TeamRow> Teams => _table?.Teams ?? [];

    /// <summary>What was left while reading, in words: deleted rows, footers. Complete when everything was read.</summary>
    public IReadOnlyList<string> RowsLeft => _table?.RowsLeft ?? [];

    /// <summary>How many rows were left while reading.</summary>
    public int LeftCount => _table?.LeftCount ?? 0;

    /// <summary>A file that holds no table.</summary>
    public static RecognisedFile NoTable(string fileName, string reason) => new(fileName, reason);

    /// <summary>Reads the rows in the file's order.</summary>
    public IEnumerable<ReadResult> Read(CancellationToken cancelled)
    {
        if (ReasonLeft is not null || _table is null || _source is null || Refusal is not null)
        {
            throw new RefusedException(Plumbline.Refusal.Invalid, $"{FileName}: {Refusal ?? ReasonLeft}");
        }

        return Rows(_source, _table, _headerRecord, cancelled);

        static IEnumerable<ReadResult> Rows(TableSource source, TableReading table, int headerRecord, CancellationToken cancelled)
        {
            var cells = new Cells();
            var results = new List<ReadResult>();
            table.Begin();
            using var reader = source.Open();
            for (var record = 0; reader.Read(cells); record++)
            {
                if (record < headerRecord)
                {
                    continue;
                }

                if (record % RowsBetweenChecks == 0)
                {
                    cancelled.ThrowIfCancellationRequested();
                }

                table.Map(cells, results);
                foreach (var result in results)
                {
                    yield return result;
                }

                results.Clear();
            }

            table.End(results);
            foreach (var result in results)
            {
                yield return result;
            }
        }
    }

    /// <summary>The cells of the records that begin on these lines, as they stand.</summary>
    public IEnumerable<(int Line, string[] Cells)> CellsOf(IReadOnlySet<int> lines)
    {
        var cells = new Cells();
        using var reader = _source!.Open();
        while (reader.Read(cells))
        {
            if (lines.Contains(cells.Line))
            {
                yield return (cells.Line, cells.ToArray());
            }
        }
    }

    internal static string SignatureOf(IReadOnlyList<string> header) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', header.Select(Header.Plain).Where(h => h.Length > 0).Order(StringComparer.Ordinal)))));
}

using System.Text;

namespace Plumbline.Importing.Reading;

/// <summary>A table in a file: all of a text file, or one sheet of a workbook.</summary>
/// <param name="Path">Where the file is.</param>
/// <param name="Name">What the person calls it.</param>
/// <param name="Sheet">The sheet; null for text.</param>
/// <param name="Encoding">Of text.</param>
/// <param name="Dialect">Of text.</param>
internal sealed record TableSource(string Path, string Name, string? Sheet, Encoding? Encoding, Dialect? Dialect)
{
    private const int ReadAhead = 1 << 16;

    /// <summary>How the text is written, in words; null for a sheet.</summary>
    public string? Format => Dialect is null ? null : $"{TextEncoding.NameOf(Encoding!)}, parted by {Dialect.SeparatorName}";

    /// <summary>How people across and periods down are turned; null where the table is read as it stands.</summary>
    public Turned? Turned { get; init; }

    /// <summary>Begins to read from the first record on.</summary>
    public TableReader Open() => Turned is null ? AsItStands() : new TurningReader(AsItStands(), Turned);

    private TableReader AsItStands() => Sheet is null
        ? new DelimitedReader(new StreamReader(Path, Encoding!, true, new FileStreamOptions { BufferSize = ReadAhead, Options = FileOptions.SequentialScan, Share = FileShare.ReadWrite }), Dialect!)
        : new SheetReader(Path, Sheet);
}

using DocumentFormat.OpenXml.Packaging;
using Plumbline.Files;
using Plumbline.Importing;
using Plumbline.Importing.Reading;

namespace Plumbline.Marketing;

/// <summary>A cell of a list.</summary>
/// <param name="Text">Without blanks around it.</param>
/// <param name="IsTyped">Whether a workbook keeps it as a number or a day.</param>
internal sealed record ListCell(string Text, bool IsTyped);

/// <summary>A row of a list that is not blank.</summary>
/// <param name="Line">The file's line on which it begins.</param>
/// <param name="Cells">As many as stand there.</param>
/// <param name="IsBroken">Whether a quotation mark in it is opened and never closed.</param>
internal sealed record ListRow(int Line, List<ListCell> Cells, bool IsBroken)
{
    public ListCell At(int index) => index < Cells.Count ? Cells[index] : new("", false);
}

/// <summary>Reads a list that somebody sends, as separated text or a workbook's first sheet. It is read at once and not kept.</summary>
internal static class ListFile
{
    /// <summary>Reads the rows that are not blank, headers and all, up to one more than <paramref name="most"/>.</summary>
    /// <exception cref="RefusedException">There is no file, or it cannot be read; the words are for <paramref name="field"/>.</exception>
    public static async Task<List<ListRow>> Read(IFormFile? file, int most, string field, CancellationToken cancel)
    {
        Refuse.Unless(file is not null, Refusal.Invalid, "Choose a file.", field);
        FileRules.RefuseSize(FileName.Clean(file.FileName), file.Length, field);
        var folder = Directory.CreateTempSubdirectory("plumbline-list-");
        try
        {
            var path = Path.Combine(folder.FullName, "list");
            await using (var to = File.Create(path))
            {
                await file.CopyToAsync(to, cancel);
            }

            return RowsOf(path, most, field);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or FileFormatException or OpenXmlPackageException or System.Xml.XmlException)
        {
            throw new RefusedException(Refusal.Invalid, "The file cannot be read. Save it anew as CSV or XLSX.", field);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<ListRow> RowsOf(string path, int most, string field)
    {
        var known = TextEncoding.Known(path);
        Refuse.Unless(known is null or "xlsx", Refusal.Invalid, known ?? "", field);
        TableSource source;
        if (known is not null)
        {
            var sheets = SheetReader.SheetsOf(path);
            Refuse.Unless(sheets.Count > 0, Refusal.Invalid, "The workbook shows no sheet.", field);
            source = new(path, "list", sheets[0], null, null);
        }
        else
        {
            var encoding = TextEncoding.Of(path);
            Refuse.Unless(encoding is not null, Refusal.Invalid, "The file is no text and no workbook.", field);
            source = new(path, "list", null, encoding, Dialect.Of(path, encoding));
        }

        var rows = new List<ListRow>();
        var cells = new Cells();
        using var reader = source.Open();
        while (rows.Count <= most && reader.Read(cells))
        {
            if (!cells.IsBlank)
            {
                rows.Add(new(cells.Line, [.. cells.ToArray().Select((text, at) => new ListCell(text.Trim(), cells.IsTyped(at)))], cells.IsBroken));
            }
        }

        return rows;
    }
}

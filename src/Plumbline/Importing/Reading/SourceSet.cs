namespace Plumbline.Importing.Reading;

/// <summary>The files of one import run, recognised together: what is referred to comes first, and what one file says about another's rows is known.</summary>
internal sealed class SourceSet
{
    private const int MostBeforeHeader = 30;
    private const string NoRows = "It has a header and no rows. Export it again with rows in it.";
    private const int SampleRecords = MostBeforeHeader + 20;
    private static readonly string[] _tableExtensions = [".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm"];

    private readonly ReadingOptions _options;
    private readonly Joins _joins = new();

    private SourceSet(ReadingOptions options) => _options = options;

    /// <summary>The files: facts by kind in the order in which they land, then what is left.</summary>
    public IReadOnlyList<RecognisedFile> Files { get; private set; } = [];

    /// <summary>Opens files and folders (with all that lies below them), recognises each, and looks through it once.</summary>
    /// <exception cref="RefusedException">A path, profile or mapped field does not exist.</exception>
    public static SourceSet Open(IEnumerable<string> paths, ReadingOptions options) => Open(paths.Select(p => new SourcePath(p)), options);

    /// <summary>Opens files and folders under the names that the person knows.</summary>
    /// <exception cref="RefusedException">A path, profile or mapped field does not exist.</exception>
    public static SourceSet Open(IEnumerable<SourcePath> paths, ReadingOptions options)
    {
        Refuse.Unless(options.Profile is null || Recognition.Profiles.Contains(options.Profile), Plumbline.Refusal.Invalid, $"There is no profile \"{options.Profile}\". There are: {string.Join(", ", Recognition.Profiles)}.", "profile");
        foreach (var (field, _) in options.Map)
        {
            Refuse.Unless(Recognition.IsField(field), Plumbline.Refusal.Invalid, $"There is no field \"{field}\" to map a column to. There are: {string.Join(", ", Recognition.FieldNames)}.", "map");
        }

        var set = new SourceSet(options);
        var files = paths.SelectMany(FilesOf).ToList();
        var repeated = files.CountBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Where(n => n.Value > 1).Select(n => n.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        set.Recognise([.. files.SelectMany(f => set.TablesOf(f.Path, repeated.Contains(f.Name) ? f.Path : f.Name, f.IsNamed))]);
        return set;
    }

    /// <summary>The files of a path, by their names within it.</summary>
    private static IEnumerable<(string Path, string Name, bool IsNamed)> FilesOf(SourcePath source)
    {
        if (Directory.Exists(source.Path))
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };
            return Directory.EnumerateFiles(source.Path, "*", options).Order(StringComparer.Ordinal).Select(f => (f, Path.GetRelativePath(source.Path, f), false));
        }

        Refuse.Unless(File.Exists(source.Path), Plumbline.Refusal.NotFound, $"There is no file or folder {source.Name ?? source.Path}.", "files");
        return [(source.Path, source.Name ?? Path.GetFileName(source.Path), true)];
    }

    /// <summary>A file of a folder that does not look like a table is left unread; one that the person names is looked into whatever it is called.</summary>
    private IEnumerable<Found> TablesOf(string path, string name, bool isNamed)
    {
        if (!isNamed && !_tableExtensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
        {
            return [Found.None(name, "Neither CSV nor XLSX.")];
        }

        try
        {
            if (new FileInfo(path).Length == 0)
            {
                return [Found.None(name, "The file is empty.")];
            }

            var known = TextEncoding.Known(path);
            if (known == "xlsx")
            {
                var sheets = SheetReader.SheetsOf(path);
                return [.. sheets.Select(s => Sample(new(path, sheets.Count == 1 ? name : $"{name} [{s}]", s, null, null))).Where(f => sheets.Count == 1 || f.Records.Count > 0)];
            }

            return known is not null ? [Found.None(name, known)]
                : TextEncoding.Of(path) is { } encoding ? [Sample(new(path, name, null, encoding, Dialect.Of(path, encoding)))]
                : [Found.None(name, "The file is no text and no workbook.")];
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FileFormatException or UnauthorizedAccessException or DocumentFormat.OpenXml.Packaging.OpenXmlPackageException or System.Xml.XmlException)
        {
            return [Found.None(name, $"The file cannot be read: {e.Message}")];
        }
    }

    private Found Sample(TableSource source)
    {
        var records = FirstRecords(source);
        return source.Turned is null && Turned.Of(source.Name, records, _options.Kind == FactKind.Target) is { } turned ? Sample(source with { Turned = turned }) : new(source.Name, source, records, null);
    }

    private static List<string[]> FirstRecords(TableSource source)
    {
        var records = new List<string[]>();
        var cells = new Cells();
        using var reader = source.Open();
        while (records.Count < SampleRecords && reader.Read(cells))
        {
            records.Add(cells.ToArray());
        }

        while (records.Count > 0 && records[^1].All(string.IsNullOrWhiteSpace))
        {
            records.RemoveAt(records.Count - 1);
        }

        return records;
    }

    private void Recognise(List<Found> found)
    {
        // first each by itself; then again in favour of the system that most of its neighbours come from
        var alone = found.ConvertAll(f => Best(f, null));
        var systems = found.Zip(alone).Where(p => p.Second is { } b && b.Table.Profile != "generic").GroupBy(p => FolderOf(p.First))
            .ToDictionary(g => g.Key, g => g.GroupBy(p => p.Second!.Value.Table.Profile).OrderByDescending(p => p.Sum(x => x.Second!.Value.Score)).First().Key);
        var recognised = found.ConvertAll(f => Best(f, systems.GetValueOrDefault(FolderOf(f))));
        foreach (var (file, best) in found.Zip(recognised))
        {
            Observe(file, best);
        }

        foreach (var best in recognised)
        {
            best?.Table.Settle(_joins);
        }

        var files = found.Zip(recognised, Describe).ToList();
        foreach (var (_, column) in _options.Map)
        {
            Refuse.Unless(files.Any(f => f.Columns.Any(c => string.Equals(c.Header.Trim(), column.Trim(), StringComparison.OrdinalIgnoreCase))), Plumbline.Refusal.Invalid, $"No file has a column \"{column}\".", "map");
        }

        Files = [.. files.OrderBy(f => f.Kind is { } kind ? (int)kind : int.MaxValue)];
    }

    private static string FolderOf(Found file) => file.Source is { } source ? Path.GetDirectoryName(source.Path) ?? "" : "";

    /// <summary>The record that makes the best header; a mapping remembered for it comes before anything recognised.</summary>
    private (TableReading Table, double Score, int Record)? Best(Found file, string? profile)
    {
        (TableReading Table, double Score, int Record)? best = null;
        for (var i = 0; i < Math.Min(file.Records.Count, MostBeforeHeader); i++)
        {
            var header = file.Records[i];
            if (_options.Remembered.Count > 0 && _options.Remembered.TryGetValue(RecognisedFile.SignatureOf(header), out var mapping) && Recognition.Recall(header, mapping, _options) is { } recalled)
            {
                return (recalled, double.MaxValue, i);
            }

            if (Recognition.Recognise(header, Path.GetFileName(file.Source?.Sheet is { } sheet && file.Name.Contains('[', StringComparison.Ordinal) ? sheet : file.Name), _options, profile) is { } found && (best is null || found.Score > best.Value.Score))
            {
                best = (found.Table, found.Score, i);
            }
        }

        return best;
    }

    private void Observe(Found file, (TableReading Table, double Score, int Record)? best)
    {
        if (best is not { } found || (found.Table.Kind is null && !found.Table.IsJoined))
        {
            return;
        }

        var cells = new Cells();
        using var reader = file.Source!.Open();
        for (var record = 0; reader.Read(cells); record++)
        {
            if (record > found.Record)
            {
                found.Table.Observe(cells, _joins);
            }
        }
    }

    private RecognisedFile Describe(Found file, (TableReading Table, double Score, int Record)? best)
    {
        if (file.Source is null)
        {
            return RecognisedFile.NoTable(file.Name, file.Reason!);
        }

        var records = file.Records;
        if (best is { } found)
        {
            var hasRows = found.Table.Rows > 0 || records.Skip(found.Record + 1).Any(r => r.Any(c => !string.IsNullOrWhiteSpace(c)));
            var reasonLeft = !hasRows ? NoRows : _options.LeftOut.Contains(RecognisedFile.SignatureOf(found.Table.Header)) ? "You left it out." : null;
            return new(file.Source, found.Table, found.Record + 1, found.Table.Header, [.. records.Skip(found.Record + 1)], reasonLeft);
        }

        var filled = records.Count(r => r.Any(c => !string.IsNullOrWhiteSpace(c)));
        var widest = records.Count == 0 ? 0 : records.Max(r => r.Length);
        var full = records.FindIndex(r => r.Length == widest && Filled(r) * 2 >= widest); // What fills less than half the line is a title before the header.
        var at = full < 0 ? records.FindIndex(r => r.Length == widest) : full;
        var header = at < 0 ? [] : Trimmed(records[at]);
        var reason = filled == 0 ? "The file is empty."
            : widest < 2 ? "It is no table: its lines have one cell each."
            : filled == 1 ? NoRows
            : LooksLikeHeader(header) ? $"Its columns are none that we know ({string.Join(", ", header.Take(6))}{(header.Length > 6 ? ", ..." : "")}). If it holds sales facts, say what they are (--as) and which column is what (--map)."
            : "It has no header row, so nothing tells what its columns are. Put one in, and import it again.";
        return new(file.Source, null, at + 1, header, [.. records.Skip(at + 1)], reason);
    }

    private static int Filled(string[] cells) => cells.Count(c => !string.IsNullOrWhiteSpace(c));

    private static bool LooksLikeHeader(string[] cells) =>
        cells.Count(c => c.Any(char.IsLetter) && !DateText.TryParse(c, DateOrder.DayFirst, out _)) > cells.Length / 2 && cells.Distinct(StringComparer.OrdinalIgnoreCase).Count() > cells.Length / 2;

    /// <summary>The header without the empty cells that a trailing separator leaves.</summary>
    private static string[] Trimmed(string[] header)
    {
        var length = header.Length;
        while (length > 1 && string.IsNullOrWhiteSpace(header[length - 1]))
        {
            length--;
        }

        return header[..length];
    }

    private sealed record Found(string Name, TableSource? Source, List<string[]> Records, string? Reason)
    {
        public static Found None(string name, string reason) => new(name, null, [], reason);
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Plumbline.CommandLine;
using Plumbline.Importing.Reading;

namespace Plumbline.Importing;

/// <summary><c>plumbline import</c>: brings files into the database.</summary>
internal static class ImportVerb
{
    private const int AllTaken = 0;
    private const int NothingDone = 1;
    private const int SomeRefused = 2;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private static readonly Argument<string[]> _paths = new("paths") { Description = "Files (CSV, XLSX) or folders of them.", Arity = ArgumentArity.OneOrMore, HelpName = "FILE|FOLDER" };
    private static readonly Option<string?> _targets = new("--targets") { Description = "Whose targets are that may be meant for territories which several people share: own (each person's own, the default) or leave (they are not taken).", HelpName = "WHOSE" };
    private static readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show what would come of it, and change nothing." };
    private static readonly Option<string?> _refused = new("--refused") { Description = "Where rows that cannot be taken are written, with the line and the reason. Of several files each has its own columns, so there is one for each: FILE-NAME. Default: refused-NAME.csv in the working folder, and nowhere on a dry run.", HelpName = "FILE" };
    private static readonly Option<bool> _asJson = new("--json") { Description = "Write the result as JSON." };

    public static Command Create()
    {
        _targets.AcceptOnlyFromAmong("own", "leave");
        var import = new Command("import", "Bring people, products, customers, opportunities, bookings and targets in from files. Exits with 0 when all was taken, 2 when some rows were refused, 1 when nothing was done.") { _paths };
        foreach (var flag in (IEnumerable<Option>)[.. ReadingFlags.All, _targets, _dryRun, _refused, _asJson])
        {
            import.Add(flag);
        }

        import.SetAction((parsed, cancel) => Verb.Run(parsed, services => services.AddImporting(), (services, stop) => Run(parsed, services.GetRequiredService<FileImport>(), stop), cancel));
        return import;
    }

    private static async Task<int> Run(ParseResult parsed, FileImport importing, CancellationToken cancel)
    {
        if (parsed.GetValue(_refused) is { } refused)
        {
            CheckWritable(refused);
        }

        var hints = ReadingFlags.Hints(parsed) with { LeavesSharedTargets = parsed.GetValue(_targets) == "leave" };
        var set = await importing.Open((parsed.GetValue(_paths) ?? []).Select(p => new SourcePath(p)), hints, cancel);
        var options = ReadingFlags.Landing(parsed) with { IsDryRun = parsed.GetValue(_dryRun) };
        var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var progress = Console.IsErrorRedirected ? null : new TerminalProgress(errors);
        var result = await importing.Run(set, options, progress, cancel);
        progress?.End();
        if (hints.Map.Count > 0 && !options.IsDryRun)
        {
            await importing.Remember(set, _ => true, cancel);
        }

        var (written, unwritten) = WriteRefused(parsed, set, result);
        Tell(output, result, Open(parsed, set, result), written, options.IsDryRun, parsed.GetValue(_asJson));
        if (unwritten is not null)
        {
            await errors.WriteLineAsync($"{(options.IsDryRun ? "The" : "The import has landed, but the")} refused rows could not be written: {unwritten} Import the files again with --refused and a place that can be written: what has landed stays as it is.");
            return SomeRefused;
        }

        var taken = result.Files.Sum(f => (long)f.Added + f.Changed + f.Unchanged);
        return taken == 0 ? NothingDone : result.Files.Any(f => f.Refused > 0) ? SomeRefused : AllTaken;
    }

    /// <summary>Refuses before anything lands where the refused rows could not be written afterwards.</summary>
    private static void CheckWritable(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var probe = Path.Combine(folder, Path.GetRandomFileName());
        try
        {
            Refuse.Unless(!Directory.Exists(path), Refusal.Invalid, $"--refused {path} is a folder. Name a file in it.");
            using var file = File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Write) : new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(Refusal.Invalid, $"--refused {path} cannot be written: {(e is DirectoryNotFoundException ? $"there is no folder {folder}." : e.Message)} Nothing was imported.");
        }
    }

    /// <summary>One file for each source, since each keeps its own columns. Rows of an earlier import that nobody has mended yet are not written over.</summary>
    /// <returns>Where the rows of each file are, and why some could not be written.</returns>
    private static (Dictionary<int, string> Written, string? Unwritten) WriteRefused(ParseResult parsed, SourceSet set, ImportResult result)
    {
        var written = new Dictionary<int, string>();
        var named = parsed.GetValue(_refused);
        if (named is null && parsed.GetValue(_dryRun))
        {
            return (written, null);
        }

        foreach (var file in result.Refused.Keys.Order())
        {
            try
            {
                written.Add(file, named is not null && result.Refused.Count == 1 ? Write(named, FileMode.Create) : WriteFree(NameFor(file)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return (written, e.Message);
            }

            string Write(string path, FileMode mode)
            {
                using var to = new FileStream(path, mode);
                FileImport.WriteRefused(set, result, file, to);
                return path;
            }

            string WriteFree(string path)
            {
                var stem = Path.ChangeExtension(path, null);
                for (var n = 2; File.Exists(path); n++)
                {
                    path = string.Create(CultureInfo.InvariantCulture, $"{stem}-{n}{Path.GetExtension(path)}");
                }

                return Write(path, FileMode.CreateNew);
            }
        }

        return (written, null);

        string NameFor(int file)
        {
            var name = string.Concat(Path.ChangeExtension(result.Files[file].File, null).Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '-')).Trim('-');
            return named is null ? $"refused-{name}.csv" : Path.Combine(Path.GetDirectoryName(named) ?? "", $"{Path.GetFileNameWithoutExtension(named)}-{name}{Path.GetExtension(named)}");
        }
    }

    /// <summary>What the files do not say, what was done about it, and with which flag it is said.</summary>
    private static IReadOnlyList<string> Open(ParseResult parsed, SourceSet set, ImportResult result) =>
    [
        .. result.LacksCurrency ? (string[])["The currency of the amounts, and the company has none yet. Say it with --currency, as in --currency EUR."] : [],
        .. parsed.GetValue(_targets) is null
            ? set.Files.Where(f => f.MayBeShared && f.Kind is not null)
                .Select(f => $"Whose the targets in {f.FileName} are. They count as each person's own. Say --targets own if that is right, or --targets leave if they are for territories that several people share.")
            : [],
    ];

    private static void Tell(TextWriter output, ImportResult result, IReadOnlyList<string> open, Dictionary<int, string> refused, bool isDryRun, bool asJson)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    Files = result.Files.Select((f, i) => new { f.File, f.Kind, f.Profile, f.Read, f.Added, f.Changed, f.Unchanged, f.Refused, f.Left, f.Format, f.Notes, RefusedRows = refused.GetValueOrDefault(i) }),
                    Open = open,
                    Import = result.ImportId,
                    DryRun = isDryRun,
                },
                _json));
            return;
        }

        foreach (var (file, i) in result.Files.Select((f, i) => (f, i)))
        {
            output.WriteLine(file.Kind is null
                ? $"{file.File}: left."
                : string.Create(CultureInfo.InvariantCulture, $"{file.File} ({file.Kind}, {file.Profile}): {file.Read:N0} read, {file.Added:N0} added, {file.Changed:N0} changed, {file.Unchanged:N0} unchanged, {file.Refused:N0} refused."));
            foreach (var note in file.AllNotes())
            {
                output.WriteLine($"  {note}");
            }

            if (refused.TryGetValue(i, out var path))
            {
                output.WriteLine($"  The refused rows are in {path}, with the reasons.");
            }
        }

        foreach (var question in open)
        {
            output.WriteLine($"Not said: {question}");
        }

        output.WriteLine(isDryRun ? "This was a dry run: nothing has changed." : result.Files.Any(f => f.Added + f.Changed > 0) ? $"This is import {result.ImportId}." : $"This is import {result.ImportId}: nothing changed.");
    }

    /// <summary>One line on the terminal that is written over and over.</summary>
    private sealed class TerminalProgress(TextWriter errors) : IProgress<ImportProgress>
    {
        private int _width;

        public void Report(ImportProgress value)
        {
            errors.Write($"\r{value.Words.PadRight(_width)}");
            _width = value.Words.Length;
        }

        public void End() => errors.Write($"\r{new string(' ', _width)}\r");
    }
}

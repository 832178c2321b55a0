using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Exporting;
using Plumbline.Importing.Reading;
using Plumbline.Storage;

namespace Plumbline.Importing;

/// <summary>Imports files: what the import verb and the import pages do.</summary>
internal sealed class FileImport(PlumblineDb db, Landing landing, KnownSystems systems, OurCompany company)
{
    /// <summary>Opens and recognises files, with what the company and earlier imports tell.</summary>
    public async Task<SourceSet> Open(IEnumerable<SourcePath> paths, ReadingOptions options, CancellationToken cancel)
    {
        var remembered = await db.ColumnMappings.AsNoTracking().ToDictionaryAsync(m => m.Signature, m => new RememberedMapping(m.Kind, m.Profile, m.Columns), cancel);
        foreach (var (signature, mapping) in options.Remembered)
        {
            remembered[signature] = mapping; // What is said now counts more.
        }

        var fiscal = (await company.Load(cancel)).FiscalYear;
        return await Task.Run(() => SourceSet.Open(paths, options with { Remembered = remembered, Fiscal = fiscal }), cancel);
    }

    /// <summary>Lands what was recognised. A file about which something must be said first is left, with the question.</summary>
    public async Task<ImportResult> Run(SourceSet set, LandingOptions options, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        var known = await systems.Of([.. Readable(set)], cancel);
        var loose = await systems.OfLoose([.. Readable(set)], cancel);
        var files = Readable(set).Select(f =>
        {
            var system = loose.GetValueOrDefault(f) ?? known.GetValueOrDefault(f.Profile!) ?? LandingFile.SystemOf(f.Profile!);
            string[] told = system == LandingFile.SystemOf(f.Profile!) ? []
                : loose.ContainsKey(f) ? [$"Its ids are those of opportunities from {system}, and are taken as the same."]
                : [$"Its rows are known here from {(system == "files" ? "files of no particular system" : system)}, and are taken as the same."];
            return new LandingFile(f.FileName, f.Kind!.Value, f.Profile!, f.Read, () => [.. f.Notes, .. told, .. f.RowsLeft]) { System = system, Format = f.Format, Teams = f.Teams, Left = () => f.LeftCount };
        });
        var left = set.Files.Where(f => f.Kind is null || f.Refusal is not null).Select(f => f.Refusal is { } question
            ? new ImportedFile(f.FileName, f.Kind, f.Profile, f.Rows, 0, 0, 0, f.Rows, [question])
            : new ImportedFile(f.FileName, null, f.Profile, 0, 0, 0, 0, 0, [f.ReasonLeft ?? "It holds no facts of ours."]));
        return await landing.Run([.. files], [.. left], options, progress, cancel);
    }

    /// <summary>Keeps how the columns of these files were mapped, for the next files with these headers.</summary>
    public async Task Remember(SourceSet set, Predicate<RecognisedFile> which, CancellationToken cancel)
    {
        foreach (var file in Readable(set).Where(f => which(f)).DistinctBy(f => f.Signature))
        {
            var columns = file.Columns.Where(c => c.Field is not null and not TableReading.APeriod).GroupBy(c => c.Field!).ToDictionary(c => c.Key, c => c.First().Header);
            if (await db.ColumnMappings.FindAsync([file.Signature], cancel) is { } known)
            {
                (known.Kind, known.Profile, known.Columns) = (file.Kind!.Value, file.Profile!, columns);
            }
            else
            {
                db.ColumnMappings.Add(new() { Signature = file.Signature, Kind = file.Kind!.Value, Profile = file.Profile!, Columns = columns });
            }
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Writes the refused rows of one file, to be mended and imported again.</summary>
    /// <param name="set">The files that were imported.</param>
    /// <param name="result">What came of them.</param>
    /// <param name="file">The file's place in the result.</param>
    /// <param name="to">Where the rows go; left open.</param>
    public static void WriteRefused(SourceSet set, ImportResult result, int file, Stream to)
    {
        var source = Readable(set).ElementAt(file);
        var refused = result.Refused[file];
        var cells = new Dictionary<int, string[]>();
        foreach (var (line, text) in source.CellsOf(refused.Where(r => r.Cells.Count == 0).Select(r => r.Line).ToHashSet()))
        {
            cells.TryAdd(line, text);
        }

        using var rows = new RefusedOut(to, [.. source.Columns.Select(c => c.Header)]);
        foreach (var row in refused)
        {
            rows.Row(row.Cells.Count > 0 ? row : row with { Cells = cells.GetValueOrDefault(row.Line) ?? [] });
        }
    }

    /// <summary>In the order of kinds, as they land: an import's result counts files so.</summary>
    private static IEnumerable<RecognisedFile> Readable(SourceSet set) => set.Files.Where(f => f.Kind is not null && f.Refusal is null).OrderBy(f => f.Kind);
}

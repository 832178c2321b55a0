using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Importing.Reading;
using Plumbline.Storage;

namespace Plumbline.Importing.Uploading;

/// <summary>What was recognised of the files that were sent, and what is to be said about them.</summary>
/// <param name="Upload">What was sent.</param>
/// <param name="Tables">Tables that can be imported, one for all files with the same header.</param>
/// <param name="Others">Files that are no facts of ours, with the reason.</param>
/// <param name="LeftOpen">What the files leave open.</param>
public sealed record UploadView(Upload Upload, IReadOnlyList<TableView> Tables, IReadOnlyList<RecognisedFile> Others, LeftOpen LeftOpen);

/// <summary>A table: the first of its files, all of them, whether it was left out, and its first rows where they can be read.</summary>
public sealed record TableView(RecognisedFile File, IReadOnlyList<RecognisedFile> Files, bool IsLeftOut, TablePreview? Preview);

/// <summary>What the files leave open; null or empty for what need not be asked.</summary>
public sealed record LeftOpen
{
    /// <summary>Whether the company has no currency yet and amounts are to come.</summary>
    public bool Currency { get; init; }

    /// <summary>The currencies that the first rows name.</summary>
    public IReadOnlyList<string> CurrenciesNamed { get; init; } = [];

    /// <summary>Whether the order of day and month.</summary>
    public bool Dates { get; init; }

    /// <summary>Whether the decimal mark.</summary>
    public bool Decimals { get; init; }

    /// <summary>Where results would come from if nothing is said; null where that is clear.</summary>
    public BookingsFrom? BookingsFrom { get; init; }

    /// <summary>Whether targets are for shared territories.</summary>
    public bool WhoseTargets { get; init; }

    /// <summary>Whether anything.</summary>
    public bool Any => Currency || Dates || Decimals || BookingsFrom is not null || WhoseTargets;
}

/// <summary>Shows what was recognised, takes what is said about it, and starts the import.</summary>
internal sealed class UploadReview(Uploads uploads, FileImport importing, ImportRunner runner, OurCompany ourCompany, PlumblineDb db)
{
    private static readonly TimeSpan _mostToWait = TimeSpan.FromSeconds(4);

    /// <summary>Recognises what was sent, with what was said so far.</summary>
    public async Task<UploadView> Look(Upload upload, CancellationToken cancel)
    {
        var answers = upload.Answers;
        var set = await importing.Open(uploads.Sources(upload), answers.ForReading(), cancel);
        var usable = set.Files.Where(f => f.Columns.Count > 1 && (f.LikelyKind is not null || f.Profile is null)).ToList();
        var tables = usable.GroupBy(f => f.Signature).Select(g => new TableView(g.First(), [.. g], answers.LeftOut.Contains(g.Key), PreviewOf(g.First(), cancel))).ToList();
        var company = await ourCompany.Load(cancel);
        var hasBookings = set.Files.Any(f => f.Kind == FactKind.Booking);
        var open = new LeftOpen
        {
            Currency = company.Currency is null && set.Files.Any(f => f.Kind is FactKind.Opportunity or FactKind.Booking or FactKind.Target),
            CurrenciesNamed = [.. tables.SelectMany(t => t.Preview?.Currencies ?? []).Distinct()],
            Dates = answers.Dates is not null || set.Files.Any(f => f.Kind is not null && f.DatesQuestion is not null),
            Decimals = answers.Decimals is not null || set.Files.Any(f => f.Kind is not null && f.DecimalsQuestion is not null),
            BookingsFrom = !hasBookings || !(set.Files.Any(f => f.Kind == FactKind.Opportunity) || await db.Opportunities.AnyAsync(cancel)) ? null
                : await db.Bookings.AnyAsync(cancel) ? company.BookingsFrom
                : Companies.BookingsFrom.Finance,
            WhoseTargets = set.Files.Any(f => f.MayBeShared),
        };
        return new(upload, tables, [.. set.Files.Except(usable)], open);
    }

    /// <summary>Keeps what was said.</summary>
    public async Task<Upload> Answer(UploadView view, UploadInput input, CancellationToken cancel)
    {
        runner.Forget(view.Upload.Id);
        var answers = input.Read(view.Upload.Answers);
        foreach (var (i, posted) in (input.Tables ?? []).Index())
        {
            var table = view.Tables.FirstOrDefault(t => t.File.Signature == posted.Signature);
            Refuse.Unless(table is not null, Refusal.Conflict, "The files are recognised differently by now. Load the page again.");
            answers = await Answer(answers, view.Upload, table, posted, i, cancel);
        }

        var upload = view.Upload with { Answers = answers };
        await uploads.Save(upload, cancel);
        return upload;
    }

    /// <summary>Starts the import of what was sent, if nothing is left to be said.</summary>
    public async Task Start(Upload upload, long personId, CancellationToken cancel)
    {
        var view = await Look(upload, cancel);
        foreach (var (i, table) in view.Tables.Index())
        {
            Refuse.Unless(table.File.Question is null, Refusal.Invalid, $"{table.File.FileName}: {table.File.Question} Or leave the file out.", $"Tables[{i}].Kind");
        }

        Refuse.Unless(view.Tables.Any(t => t.File.Kind is not null), Refusal.Invalid, "No file is left that can be imported. Say of at least one what it is about.");
        Refuse.Unless(!view.LeftOpen.Currency || upload.Answers.Currency is not null || view.LeftOpen.CurrenciesNamed.Count > 0, Refusal.Invalid, "Say in which currency the amounts are.", nameof(UploadInput.Currency));
        runner.Start(upload, personId, isLook: false);
    }

    /// <summary>Finds out what would come of the import, unless something is to be said first. What takes long goes on after the page was answered.</summary>
    public async Task Try(Upload upload, long personId, CancellationToken cancel)
    {
        var view = await Look(upload, cancel);
        if (view.Tables.Any(t => t.File.Question is not null) || !view.Tables.Any(t => t.File.Kind is not null))
        {
            return;
        }

        runner.Start(upload, personId, isLook: true);
        await runner.Wait(_mostToWait, cancel);
    }

    private static TablePreview? PreviewOf(RecognisedFile file, CancellationToken cancel) => file.Kind is null || file.Refusal is not null ? null : TablePreview.Of(file, cancel);

    private async Task<UploadAnswers> Answer(UploadAnswers answers, Upload upload, TableView table, TableInput posted, int at, CancellationToken cancel)
    {
        var file = table.File;
        if (posted.Kind == TableInput.LeaveOut)
        {
            return answers with { LeftOut = answers.LeftOut.Add(file.Signature) };
        }

        answers = answers with { LeftOut = answers.LeftOut.Remove(file.Signature) };
        if (string.IsNullOrEmpty(posted.Kind))
        {
            return answers;
        }

        Refuse.Unless(Enum.TryParse<FactKind>(posted.Kind, out var kind) && Enum.IsDefined(kind), Refusal.Invalid, "Choose what the file is about.", $"Tables[{at}].Kind");
        if (kind != file.LikelyKind)
        {
            return answers with { Mappings = answers.Mappings.SetItem(file.Signature, await Guess(upload, file, kind, cancel)) };
        }

        if (posted.Columns is not { } columns || file.Columns.Index().All(c => c.Item.Field == TableReading.APeriod || (c.Item.Field ?? "") == (columns.ElementAtOrDefault(c.Index) ?? "")))
        {
            return answers;
        }

        var mapped = new Dictionary<string, string>();
        foreach (var (i, column) in file.Columns.Index())
        {
            if (columns.ElementAtOrDefault(i) is { Length: > 0 } field)
            {
                Refuse.Unless(Recognition.IsField(field), Refusal.Invalid, $"There is no field {field}.", $"Tables[{at}].Columns[{i}]");
                Refuse.Unless(mapped.TryAdd(field, column.Header), Refusal.Invalid, $"{file.FileName}: {column.Header} and {mapped.GetValueOrDefault(field)} cannot both be the same field. Choose one of them.", $"Tables[{at}].Columns[{i}]");
            }
        }

        return answers with { Mappings = answers.Mappings.SetItem(file.Signature, new(kind, file.Profile ?? "generic", mapped)) };
    }

    /// <summary>What the columns may be, if the file is about this.</summary>
    private async Task<RememberedMapping> Guess(Upload upload, RecognisedFile file, FactKind kind, CancellationToken cancel)
    {
        var options = upload.Answers.ForReading() with { Kind = kind, Remembered = upload.Answers.Mappings.Remove(file.Signature), LeftOut = [] };
        var again = (await importing.Open(uploads.Sources(upload), options, cancel)).Files.FirstOrDefault(f => f.Signature == file.Signature && f.LikelyKind == kind);
        var columns = (again?.Columns ?? []).Where(c => c.Field is not null and not TableReading.APeriod).GroupBy(c => c.Field!).ToDictionary(g => g.Key, g => g.First().Header);
        return new(kind, again?.Profile ?? "generic", columns);
    }
}

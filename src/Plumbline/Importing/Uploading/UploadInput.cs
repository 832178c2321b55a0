using Plumbline.Companies;
using Plumbline.Typing;

namespace Plumbline.Importing.Uploading;

/// <summary>What the page about sent files asks.</summary>
public sealed class UploadInput
{
    /// <summary>The button that starts the import says so; the other only shows what was said.</summary>
    public const string Import = "import";

    /// <summary>The tables, in the page's order.</summary>
    public List<TableInput>? Tables { get; set; }

    /// <summary>Three letters, as in EUR.</summary>
    public string? Currency { get; set; }

    /// <summary>The name of the order; empty for none.</summary>
    public string? Dates { get; set; }

    /// <summary>The name of the mark; empty for none.</summary>
    public string? Decimals { get; set; }

    /// <summary>The name of the source; empty for none.</summary>
    public string? BookingsFrom { get; set; }

    /// <summary>"leave" where shared targets are to be left.</summary>
    public string? Targets { get; set; }

    /// <summary>What the button is for.</summary>
    public string? Then { get; set; }

    internal static UploadInput Of(UploadView view) => new()
    {
        Currency = view.Upload.Answers.Currency,
        Dates = view.Upload.Answers.Dates?.ToString(),
        Decimals = view.Upload.Answers.Decimals?.ToString(),
        BookingsFrom = (view.Upload.Answers.BookingsFrom ?? view.LeftOpen.BookingsFrom)?.ToString(),
        Targets = view.Upload.Answers.LeavesSharedTargets ? "leave" : "own",
        Tables = [.. view.Tables.Select(t => new TableInput
        {
            Signature = t.File.Signature,
            Kind = t.IsLeftOut ? TableInput.LeaveOut : t.File.LikelyKind?.ToString(),
            Columns = [.. t.File.Columns.Select(c => c.Field ?? "")],
        })],
    };

    /// <summary>The answers but for those about tables.</summary>
    internal UploadAnswers Read(UploadAnswers before)
    {
        var currency = TypedText.OrNull(Currency)?.ToUpperInvariant();
        Refuse.Unless(currency is null or { Length: 3 } && currency?.All(char.IsAsciiLetterUpper) != false, Refusal.Invalid, "A currency has three letters, as in EUR.", nameof(Currency));
        return before with
        {
            Currency = currency,
            Dates = Enum.TryParse<DateOrder>(Dates, out var dates) ? dates : null,
            Decimals = Enum.TryParse<DecimalMark>(Decimals, out var decimals) ? decimals : null,
            BookingsFrom = Enum.TryParse<BookingsFrom>(BookingsFrom, out var from) ? from : null,
            LeavesSharedTargets = Targets == "leave",
        };
    }
}

/// <summary>What is said about a table.</summary>
public sealed class TableInput
{
    /// <summary>In place of a kind: the table is left out.</summary>
    public const string LeaveOut = "leave";

    /// <summary>Of its header.</summary>
    public string? Signature { get; set; }

    /// <summary>The name of the kind, <see cref="LeaveOut"/>, or empty where nothing is said.</summary>
    public string? Kind { get; set; }

    /// <summary>The field of each column, in the file's order; empty for none.</summary>
    public List<string>? Columns { get; set; }
}

using Plumbline.Companies;

namespace Plumbline.Importing;

/// <summary>A file's rows on their way into the database.</summary>
/// <param name="FileName">As the person calls it.</param>
/// <param name="Kind">What its rows are.</param>
/// <param name="Profile">The source system as recognised, or "generic".</param>
/// <param name="Read">Reads the rows, from the first on.</param>
/// <param name="Notes">What to say about the file once it was read.</param>
internal sealed record LandingFile(string FileName, FactKind Kind, string Profile, Func<CancellationToken, IEnumerable<ReadResult>> Read, Func<IReadOnlyList<string>> Notes)
{
    /// <summary>The system that its ids belong to; files of none that we know share one.</summary>
    public string System { get => field ?? SystemOf(Profile); init; }

    /// <summary>How its text is written, in words; null for a sheet.</summary>
    public string? Format { get; init; }

    /// <summary>Teams that follow from the people of the file, to be there before them.</summary>
    public IReadOnlyList<TeamRow> Teams { get; init; } = [];

    /// <summary>The system of a profile's ids, where they are not known under another.</summary>
    public static string SystemOf(string profile) => profile == "generic" ? "files" : profile;

    /// <summary>How many rows were left once the file was read.</summary>
    public Func<int> Left { get; init; } = () => 0;
}

/// <summary>What the person says about an import. All of it may be left out.</summary>
internal sealed record LandingOptions
{
    /// <summary>The company's currency as an ISO 4217 code, where it is not yet known.</summary>
    public string? Currency { get; init; }

    /// <summary>Where the company's results come from.</summary>
    public BookingsFrom? BookingsFrom { get; init; }

    /// <summary>Whether everything is taken back at the end.</summary>
    public bool IsDryRun { get; init; }
}

/// <summary>How far an import is.</summary>
/// <param name="File">The file that is landing.</param>
/// <param name="Number">Its place among the files, from 1.</param>
/// <param name="Files">How many files there are.</param>
/// <param name="Rows">Its rows done.</param>
/// <param name="Words">The same in words.</param>
internal sealed record ImportProgress(string File, int Number, int Files, int Rows, string Words);

/// <summary>What came of an import.</summary>
/// <param name="ImportId">The import's number; null for a dry run.</param>
/// <param name="Files">What came of each file, those left among them.</param>
/// <param name="Refused">The rows that could not be taken, by the file's place in <paramref name="Files"/>. Those refused while landing hold no cells.</param>
internal sealed record ImportResult(long? ImportId, IReadOnlyList<ImportedFile> Files, IReadOnlyDictionary<int, IReadOnlyList<RefusedRow>> Refused)
{
    /// <summary>Whether amounts landed of which neither the files nor the company say the currency.</summary>
    public bool LacksCurrency { get; init; }

    /// <summary>Those of the first file's notes that are about all of them: people and names that were added or taken for others, and the currency.</summary>
    public required IReadOnlyList<string> OfAll { get; init; }
}

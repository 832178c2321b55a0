namespace Plumbline.Importing;

/// <summary>How far an import is.</summary>
public enum ImportState
{
    /// <summary>Landed whole.</summary>
    Done,

    /// <summary>Taken back whole.</summary>
    Undone,
}

/// <summary>A run of import: what was taken, by whom, and whether it was taken back.</summary>
public sealed class Import
{
    /// <summary>The database's number for the import; 0 until saved.</summary>
    public long Id { get; set; }

    /// <summary>When it landed.</summary>
    public required DateTimeOffset At { get; set; }

    /// <summary>Who ran it; null from the command line.</summary>
    public long? PersonId { get; set; }

    /// <summary>How far it is.</summary>
    public ImportState State { get; set; }

    /// <summary>What came of each file, in the order in which they landed.</summary>
    public required IReadOnlyList<ImportedFile> Files { get; set; }
}

/// <summary>
/// What came of a file. <paramref name="Kind"/> is null where the file is no fact of ours; <paramref name="Notes"/> say what was left, assumed or not known;
/// <paramref name="Left"/> counts the rows left as no facts of ours, which are not among those read; <paramref name="Format"/> says how text is written, as "UTF-8, parted by commas".
/// </summary>
public sealed record ImportedFile(string File, FactKind? Kind, string? Profile, int Read, int Added, int Changed, int Unchanged, int Refused, IReadOnlyList<string> Notes, int Left = 0, string? Format = null)
{
    /// <summary>How it is written, and what to say about it.</summary>
    public IEnumerable<string> AllNotes() => Format is null ? Notes : Notes.Prepend(Format);
}

/// <summary>What a record was before an import changed it, so that the import can be undone.</summary>
public sealed class ImportChange
{
    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; set; }

    /// <summary>The import that changed it.</summary>
    public required long ImportId { get; set; }

    /// <summary>What kind of record, as the class is called: "Opportunity".</summary>
    public required string Subject { get; set; }

    /// <summary>The record's number.</summary>
    public required long RecordId { get; set; }

    /// <summary>What was changed, by property, as JSON: what it said before, and after, by which it is known whether anyone changed it since.</summary>
    public required string Before { get; set; }
}

/// <summary>A name or id by which files call a person, team, product or account of ours; a merge once made is remembered here.</summary>
public sealed class KnownName
{
    /// <summary>What kind of record.</summary>
    public required FactKind Kind { get; set; }

    /// <summary>The name in upper case with single blanks, or the id with its system ("hubspot:4711"), or two names that do not mean the same ("apart:AURORA|AURORE").</summary>
    public required string Text { get; set; }

    /// <summary>The record's number; 0 where the text is about no one record.</summary>
    public required long RecordId { get; set; }

    /// <summary>The import that said so; null where a person did.</summary>
    public long? ImportId { get; set; }
}

/// <summary>How a file's columns were mapped by hand, remembered by its header.</summary>
public sealed class ColumnMapping
{
    /// <summary>The header it fits.</summary>
    public required string Signature { get; set; }

    /// <summary>What the file is about.</summary>
    public required FactKind Kind { get; set; }

    /// <summary>The source system that it was based on.</summary>
    public required string Profile { get; set; }

    /// <summary>The column of each field.</summary>
    public required IReadOnlyDictionary<string, string> Columns { get; set; }
}

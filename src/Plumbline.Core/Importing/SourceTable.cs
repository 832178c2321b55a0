namespace Plumbline.Importing;

/// <summary>What a file tells about others of its run, without being facts itself.</summary>
internal enum Side
{
    None,
    DealCompany,
    DealContact,
    OwnerTeam,
    MergedDeal,
    Engagement,
    EngagementCompany,
    EngagementContact,
    EngagementDeal,
}

/// <summary>One table of one source system: by which headers it is known, and what they mean.</summary>
/// <param name="Profile">The source system.</param>
/// <param name="Kind">What its rows are; null where they are no facts of ours.</param>
/// <param name="FileNames">Names that its file usually has, parted by |.</param>
internal sealed record SourceTable(string Profile, FactKind? Kind, string FileNames)
{
    private readonly Dictionary<string, (Field Field, int Rank)> _fieldOf = [];

    /// <summary>Fields with their headers, parted by |, the best first. "EmployeeKey=employee_key:" puts that prefix before each value.</summary>
    public (Field Field, string Headers)[] Fields { get; init; } = [];

    /// <summary>Headers that carry nothing we keep but tell the table, parted by |.</summary>
    public string Marks { get; init; } = "";

    /// <summary>Of each group one field must be there.</summary>
    public Field[][] Needs { get; init; } = [];

    /// <summary>Headers that together tell another table, parted by |; none where it is empty.</summary>
    public string NotWith { get; init; } = "";

    /// <summary>Whether one of the marks must be there, too.</summary>
    public bool NeedsMark { get; init; }

    /// <summary>Why its rows are left, where they are.</summary>
    public string? Left { get; init; }

    /// <summary>What its rows tell about others.</summary>
    public Side Side { get; init; }

    /// <summary>The activity's type where no column says it.</summary>
    public string? ActivityType { get; init; }

    /// <summary>What each number of a target is multiplied with.</summary>
    public decimal Scale { get; init; } = 1;

    /// <summary>Something to say about the rows.</summary>
    public string? Note { get; init; }

    /// <summary>Whether its targets may be meant for territories that several people share.</summary>
    public bool MayBeShared { get; init; }

    /// <summary>Whether a column per month makes a table of this kind.</summary>
    public bool IsWide { get; init; }

    public HashSet<string> PlainFileNames { get; private init; } = [];

    public HashSet<string> PlainMarks { get; private init; } = [];

    public HashSet<string> PlainNotWith { get; private init; } = [];

    /// <summary>Prefixes of values, by plain header.</summary>
    public Dictionary<string, string> Prefixes { get; private init; } = [];

    /// <summary>The table with its look-ups made.</summary>
    public SourceTable Prepared()
    {
        var table = this with
        {
            PlainFileNames = [.. Split(FileNames)],
            PlainMarks = [.. Split(Marks)],
            PlainNotWith = [.. Split(NotWith)],
            Prefixes = [],
        };
        table._fieldOf.Clear();
        foreach (var (field, headers) in Fields)
        {
            var rank = 0;
            foreach (var header in headers.Split('|'))
            {
                var cut = header.IndexOf('=', StringComparison.Ordinal);
                var plain = Header.Plain(cut < 0 ? header : header[..cut]);
                table._fieldOf.TryAdd(plain, (field, rank++));
                if (cut >= 0)
                {
                    table.Prefixes[plain] = header[(cut + 1)..];
                }
            }
        }

        return table;
    }

    public IEnumerable<string> PlainHeaders => _fieldOf.Keys;

    /// <summary>The field that a plain header stands for, and how far down the list of its headers.</summary>
    public (Field Field, int Rank)? FieldOf(string plainHeader) => _fieldOf.TryGetValue(plainHeader, out var found) ? found : null;

    private static IEnumerable<string> Split(string names) => names.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(Header.Plain);
}

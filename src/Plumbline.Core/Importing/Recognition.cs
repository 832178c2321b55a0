using Plumbline.Importing.Profiles;

namespace Plumbline.Importing;

/// <summary>Tells by its header what a table is.</summary>
public static class Recognition
{
    // a table of no particular system must not outbid one that a system's own words speak for
    private const double GenericWeight = 0.6;
    private const double SameNameBonus = 1;
    private const double LikeNameBonus = 0.4;
    private const double SameProfileBonus = 0.5;

    // beside files of a system a header is of that system, too, unless another's words speak for it much louder
    private const double NearlyAsWell = 0.8;

    // a file so named holds what was sold, unless it says a word of quotas, too
    private static readonly string[] _wordsOfSales = ["actual", "achieved", "result", "sold", "sales", "revenue", "booking", "umsatz", "ergebnis", "ventes", "ventas", "vendite", "omzet"];

    private static readonly string[] _wordsOfPlans = ["plan", "forecast", "commit", "vorgabe", "prevision"];

    private static readonly SourceTable[] _tables =
    [
        .. ((SourceTable[])[.. Salesforce.Tables, .. Dynamics.Tables, .. HubSpot.Tables, .. Pipedrive.Tables, .. Close.Tables, .. Odoo.Tables, .. AdventureWorks.Tables, .. Maven.Tables, .. Generic.Tables.Select(OtherLanguages.Added)])
            .Select(t => t.Prepared()),
    ];

    private static readonly Dictionary<string, int> _uses = _tables.SelectMany(t => t.PlainHeaders.Concat(t.PlainMarks).Distinct()).CountBy(h => h).ToDictionary();

    private static readonly Field[][][] _required =
    [
        [[Field.Name]],
        [[Field.Name, Field.LastName]],
        [[Field.Name]],
        [[Field.Name]],
        [[Field.Name, Field.LastName, Field.FirstName, Field.Email]],
        [[Field.Name, Field.Id]],
        [[Field.Name, Field.Id, Field.Account, Field.AccountId]],
        [[Field.OpportunityId, Field.Opportunity], [Field.At]],
        [[Field.Date], [Field.Revenue, Field.UnitPrice], [Field.Salesperson, Field.SalespersonId]],
        [[Field.Date]],
        [[Field.Salesperson, Field.SalespersonId], [Field.Revenue, Field.Margin]],
    ];

    /// <summary>The source systems that are known by name.</summary>
    public static IReadOnlyList<string> Profiles { get; } = [.. _tables.Select(t => t.Profile).Distinct()];

    /// <summary>The fields that columns of this kind can be mapped to.</summary>
    public static IReadOnlyList<ImportField> FieldsFor(FactKind kind) => FieldsOf.Kind(kind);

    /// <summary>The names of all fields that columns can be mapped to.</summary>
    public static IReadOnlyList<string> FieldNames => FieldsOf.Names;

    /// <summary>Whether a field of this name exists, so that a mapping can be checked before anything is read.</summary>
    public static bool IsField(string name) => FieldsOf.Named(name) is not null;

    /// <summary>Whether a table that is known has a column of this plain header.</summary>
    internal static bool Knows(string plainHeader) => _uses.ContainsKey(plainHeader);

    /// <summary>Recognises a table by its header.</summary>
    /// <param name="header">The cells of the row that may be the header.</param>
    /// <param name="fileName">The file's name, which decides between tables that look alike.</param>
    /// <param name="hints">What the person said.</param>
    /// <param name="profileOfNeighbours">The source system of the files beside it; null where unknown.</param>
    /// <returns>The table and how sure it is, or null where nothing fits.</returns>
    public static (TableReading Table, double Score)? Recognise(IReadOnlyList<string> header, string fileName, ReadingHints hints, string? profileOfNeighbours)
    {
        var plain = PlainOf(header);
        if (plain is [.., "line", "reason"])
        {
            // a mended file of refused rows: these two are ours
            plain[^1] = plain[^2] = "";
        }

        if (plain.All(h => h.Length == 0))
        {
            return null;
        }

        var isWide = PeriodColumn.In(header).Count > 0;
        var name = PlainName(fileName);
        var own = PlainName(fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..]);
        var isSold = hints.Kind is null && Array.Exists(_wordsOfSales, w => own.Contains(w, StringComparison.Ordinal)) && !Array.Exists(_wordsOfPlans, w => own.Contains(w, StringComparison.Ordinal)) && !header.Prepend(fileName).Any(Turned.IsOfQuotas);
        SourceTable? best = null;
        var bestScore = 0.0;
        List<Fit> fits = [];
        foreach (var table in _tables)
        {
            if ((hints.Profile is { } profile && table.Profile != profile && table.Profile != "generic") || (hints.Kind is { } kind && table.Kind != kind))
            {
                continue;
            }

            if (isSold && table is { Kind: FactKind.Target, Profile: "generic" })
            {
                continue; // What each sold in each month looks as what each is to sell.
            }

            var score = Score(table, header, plain, isWide, hints);
            if (score > 0)
            {
                score *= table.Profile == "generic" ? GenericWeight : 1;
                var alone = score;
                score += table.PlainFileNames.Contains(name) ? SameNameBonus : table.PlainFileNames.Any(n => n.Length > 3 && name.Contains(n, StringComparison.Ordinal)) ? LikeNameBonus : 0;
                score += table.Profile == profileOfNeighbours ? SameProfileBonus : 0;
                fits.Add(new(table, alone, score));
            }

            if (score > bestScore)
            {
                (best, bestScore) = (table, score);
            }
        }

        if (best is null && hints.Kind is { } forced && plain.Count(h => h.Length > 0) > 1)
        {
            // told what it is, we map what we can and ask for the rest
            best = _tables.First(t => t.Profile == "generic" && t.Kind == forced);
        }

        if (best?.Kind is not { } found || fits.Count == 0)
        {
            return best is null ? null : (Read(best, header, plain, hints), bestScore);
        }

        var alike = fits.FindAll(f => f.Table.Kind == found);
        return (Read(OfSystem(alike, profileOfNeighbours), header, plain, hints, [.. alike.Select(f => f.Table.Profile).Distinct()]), bestScore);
    }

    /// <summary>
    /// The file's name and its neighbours helped to tell the kind; the system is the header's matter, because ids belong to it: the same file under another name must not be another system's.
    /// Neighbours count only where no system's own words speak for the header much louder.
    /// </summary>
    private static SourceTable OfSystem(List<Fit> fits, string? profileOfNeighbours)
    {
        var surest = fits.MaxBy(f => f.Alone)!;
        var neighbour = fits.Where(f => f.Table.Profile == profileOfNeighbours).MaxBy(f => f.Alone);
        var system = neighbour is not null && (surest.Table.Profile == "generic" || neighbour.Alone >= surest.Alone * NearlyAsWell) ? neighbour.Table.Profile : surest.Table.Profile;
        return fits.Where(f => f.Table.Profile == system).MaxBy(f => f.Score)!.Table;
    }

    /// <summary>Reads a table as mapped by hand before.</summary>
    /// <returns>Null where a mapped column is not in the header.</returns>
    public static TableReading? Recall(IReadOnlyList<string> header, RememberedMapping mapping, ReadingHints hints)
    {
        var periods = PeriodColumn.In(header);
        var isWide = periods.Count > 0;
        var candidates = _tables.Where(t => t.Kind == mapping.Kind && (t.Profile == mapping.Profile || t.Profile == "generic")).OrderBy(t => t.Profile == "generic").ToList();
        var table = candidates.Find(t => t.IsWide == isWide) ?? candidates[0];
        var columns = new List<Column>();
        foreach (var (name, column) in mapping.Columns)
        {
            if (FieldsOf.Named(name) is not { } field || IndexOf(header, column) is not (>= 0 and var index))
            {
                return null;
            }

            columns.Add(new(field, index, header[index], table.Prefixes.GetValueOrDefault(Header.Plain(header[index]))));
        }

        return new(table, header, columns, table.IsWide ? [.. periods.Where(p => !columns.Exists(c => c.Index == p.Index))] : [], hints) { MayBeFrom = [.. candidates.Select(t => t.Profile).Distinct()] };
    }

    /// <summary>The fields of which one must be mapped, by kind; each group needs one.</summary>
    internal static Field[][] RequiredBy(FactKind kind) => _required[(int)kind];

    /// <summary>The column of this header; -1 where there is none.</summary>
    internal static int IndexOf(IReadOnlyList<string> header, string column)
    {
        for (var i = 0; i < header.Count; i++)
        {
            if (string.Equals(header[i].Trim(), column.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The plain headers; without the currency that one ends in where it is known only so, and no other column is called so.</summary>
    private static string[] PlainOf(IReadOnlyList<string> header)
    {
        var plain = header.Select(Header.Plain).ToArray();
        for (var i = 0; i < plain.Length; i++)
        {
            if (!Knows(plain[i]) && Header.CurrencyBehind(header[i]) is { } behind && Header.Plain(behind.Bare) is var bare && Knows(bare) && !plain.Contains(bare))
            {
                plain[i] = bare;
            }
        }

        return plain;
    }

    /// <summary>How well a header fits a table, by itself and with what name and neighbours tell.</summary>
    private sealed record Fit(SourceTable Table, double Alone, double Score);

    private static double Score(SourceTable table, IReadOnlyList<string> header, string[] plain, bool isWide, ReadingHints hints)
    {
        var found = new HashSet<Field>();
        double score = 0;
        var marks = 0;
        foreach (var word in plain.Distinct())
        {
            var known = false;
            if (table.FieldOf(word) is { } match)
            {
                found.Add(match.Field);
                known = true;
            }

            if (table.PlainMarks.Contains(word))
            {
                marks++;
                known = true;
            }

            score += known ? 1.0 / _uses[word] : 0;
        }

        foreach (var (name, column) in hints.Map)
        {
            if (FieldsOf.Named(name) is { } field && IndexOf(header, column) >= 0)
            {
                found.Add(field);
                score++;
            }
        }

        if ((table.IsWide && !isWide) || (table.PlainNotWith.Count > 0 && table.PlainNotWith.All(plain.Contains)))
        {
            return 0;
        }

        score += table.IsWide ? 1 : 0;
        return (marks > 0 || !table.NeedsMark) && table.Needs.All(group => group.Any(found.Contains)) ? score : 0;
    }

    private static TableReading Read(SourceTable table, IReadOnlyList<string> header, string[] plain, ReadingHints hints, IReadOnlyList<string>? profiles = null)
    {
        var columns = new Dictionary<Field, Column>();
        foreach (var (name, column) in hints.Map)
        {
            if (FieldsOf.Named(name) is { } field && (table.Kind is not { } kind || FieldsOf.Has(kind, field)) && IndexOf(header, column) is >= 0 and var index)
            {
                columns[field] = new(field, index, header[index], null);
            }
        }

        Fill(columns, table, header, plain);
        if (table.Kind is { } factKind && table.Profile != "generic" && !table.IsWide)
        {
            Fill(columns, _tables.First(t => t.Profile == "generic" && t.Kind == factKind), header, [.. plain.Select(h => table.PlainMarks.Contains(h) ? "" : h)]);
        }

        return new(table, header, [.. columns.Values], table.IsWide ? PeriodColumn.In(header) : [], hints) { MayBeFrom = profiles ?? [table.Profile] };
    }

    private static void Fill(Dictionary<Field, Column> columns, SourceTable table, IReadOnlyList<string> header, string[] plain)
    {
        var taken = columns.Values.Select(c => c.Index).ToHashSet();
        var matches = new List<(Field Field, int Rank, int Index)>();
        for (var i = 0; i < plain.Length; i++)
        {
            if (!taken.Contains(i) && table.FieldOf(plain[i]) is { } match)
            {
                matches.Add((match.Field, match.Rank, i));
            }
        }

        foreach (var (field, _, index) in matches.OrderBy(m => m.Rank).ThenBy(m => m.Index))
        {
            if (!taken.Contains(index) && columns.TryAdd(field, new(field, index, header[index], table.Prefixes.GetValueOrDefault(plain[index]))))
            {
                taken.Add(index);
            }
        }
    }

    private static string PlainName(string fileName)
    {
        var cut = fileName.LastIndexOf('.');
        return Header.Plain(cut > 0 ? fileName[..cut] : fileName).TrimEnd([.. "0123456789"]);
    }
}

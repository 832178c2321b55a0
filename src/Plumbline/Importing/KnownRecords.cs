using System.Linq.Expressions;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Importing;

/// <summary>How a record was found.</summary>
internal enum Match
{
    /// <summary>By its own id or name.</summary>
    Own,

    /// <summary>By the id or name of another that was merged into it: what the row says is not about this record itself.</summary>
    Merged,

    /// <summary>By a name that differs in blanks and marks only, or of a person in the order of the names, middle initials and marks over letters.</summary>
    Alike,
}

/// <summary>The people, teams, products or accounts as files call them: by name, or by an id in some system.</summary>
internal sealed class KnownRecords(FactKind kind, long importId)
{
    private const long Several = -1;

    /// <summary>Before two names that do not mean the same, among the names by which records are known.</summary>
    public const string ApartMark = "apart:";

    // With such a letter the name of a system begins, and no name: those are kept in capitals.
    private const string SmallLetters = "abcdefghijklmnopqrstuvwxyz";

    private readonly Dictionary<string, (long Id, bool IsMerged)> _texts = [];
    private readonly Dictionary<string, long> _folds = [];
    private readonly Dictionary<string, long> _people = [];
    private readonly HashSet<(long Id, string KindOfId)> _hasId = [];
    private readonly Dictionary<(string System, Reference), long> _found = [];
    private readonly List<KnownName> _learned = [];
    private readonly HashSet<string> _apart = [];
    private readonly Dictionary<long, string> _names = [];

    /// <summary>Names that were joined to a record which is written with other blanks or marks.</summary>
    public SortedDictionary<string, long> Joined { get; } = new(StringComparer.Ordinal);

    /// <summary>Makes a record known. Of several with one name the first counts.</summary>
    public void Add(long id, string name, string? system = null, string? externalId = null, bool isMerged = false)
    {
        _texts.TryAdd(NameLikeness.Key(name), (id, isMerged));
        _names.TryAdd(id, name);
        var fold = NameLikeness.Fold(name);
        if (fold.Length > 0 && !isMerged)
        {
            _folds[fold] = _folds.TryGetValue(fold, out var other) && other != id ? Several : id;
        }

        foreach (var way in kind == FactKind.Person ? NameLikeness.WaysToWrite(name) : [])
        {
            _people[way] = _people.TryGetValue(way, out var another) && another != id ? Several : id;
        }

        if (system is not null && externalId is not null)
        {
            AddText(TextOf(system, externalId), id, isMerged);
        }
    }

    /// <summary>Makes a name or id known that was remembered before.</summary>
    public void Add(KnownName known)
    {
        if (known.Text.StartsWith(ApartMark, StringComparison.Ordinal))
        {
            _apart.Add(known.Text);
        }
        else
        {
            AddText(known.Text, known.RecordId, isMerged: known.ImportId is null);
        }
    }

    /// <summary>How it is kept that two names do not mean the same.</summary>
    public static string Apart(string name, string other)
    {
        var (a, b) = (NameLikeness.Key(name), NameLikeness.Key(other));
        return string.CompareOrdinal(a, b) < 0 ? $"{ApartMark}{a}|{b}" : $"{ApartMark}{b}|{a}";
    }

    /// <summary>Finds what a file calls so: by id, else by name unless that one has another id in the same system.</summary>
    public (long Id, Match Match)? Find(string system, string? id, string? name)
    {
        if (!string.IsNullOrEmpty(id) && _texts.TryGetValue(TextOf(system, id), out var byId))
        {
            return (byId.Id, byId.IsMerged ? Match.Merged : Match.Own);
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        if (_texts.TryGetValue(NameLikeness.Key(name), out var byName) && MayBe(byName.Id))
        {
            return (byName.Id, byName.IsMerged ? Match.Merged : Match.Own);
        }

        if (IsAlike(_folds, NameLikeness.Fold(name), out var alike))
        {
            return (alike, Match.Alike);
        }

        foreach (var way in kind == FactKind.Person ? NameLikeness.WaysToWrite(name) : [])
        {
            if (IsAlike(_people, way, out alike) && NameLikeness.MayBeOne(name, _names[alike]))
            {
                return (alike, Match.Alike);
            }
        }

        return null;

        bool IsAlike(Dictionary<string, long> folds, string fold, out long one) => folds.TryGetValue(fold, out one) && one != Several && MayBe(one) && !_apart.Contains(Apart(name, _names[one]));

        bool MayBe(long record) => string.IsNullOrEmpty(id) || !_hasId.Contains((record, KindOfId(TextOf(system, id))));
    }

    /// <summary>Finds what a file refers to, and remembers under which new id or spelling it was found.</summary>
    public long? Find(string system, Reference reference)
    {
        if (_found.TryGetValue((system, reference), out var known))
        {
            return known;
        }

        if (Find(system, reference.Id, reference.Name) is not { } found)
        {
            return null;
        }

        Learn(system, reference.Id, reference.Name, found.Id, found.Match);
        return _found[(system, reference)] = found.Id;
    }

    /// <summary>Remembers the id, and a spelling that is not the record's own.</summary>
    public void Learn(string system, string? id, string? name, long record, Match match)
    {
        if (!string.IsNullOrEmpty(id))
        {
            Learn(TextOf(system, id), record);
        }

        if (match == Match.Alike)
        {
            if (NameLikeness.Key(NameLikeness.InOrder(name!)) != NameLikeness.Key(_names[record]))
            {
                Joined[name!] = record;
            }

            LearnName(name!, record);
        }
    }

    /// <summary>Remembers how a file writes a record's name.</summary>
    public void LearnName(string name, long record) => Learn(NameLikeness.Key(name), record);

    /// <summary>Writes what was learned.</summary>
    public void Flush(BulkWriter bulk)
    {
        bulk.Insert(_learned);
        _learned.Clear();
    }

    /// <summary>Tells an id in some system from a name, in which a colon may stand, too.</summary>
    internal static Expression<Func<KnownName, bool>> IsId { get; } = known => SmallLetters.Contains(known.Text.Substring(0, 1));

    /// <summary>The opposite of <see cref="IsId"/>.</summary>
    internal static Expression<Func<KnownName, bool>> IsName { get; } = known => !SmallLetters.Contains(known.Text.Substring(0, 1));

    internal static string TextOf(string system, string id) => $"{system}:{id}";

    // What stands before the last colon tells the ways apart by which one system keys a thing.
    private static string KindOfId(string text) => text.Length > 0 && SmallLetters.Contains(text[0]) && text.LastIndexOf(':') is > 0 and var end ? text[..end] : "";

    private void Learn(string text, long record)
    {
        if (!_texts.ContainsKey(text))
        {
            AddText(text, record, isMerged: false);
            _learned.Add(new() { Kind = kind, Text = text, RecordId = record, ImportId = importId });
        }
    }

    private void AddText(string text, long id, bool isMerged)
    {
        _texts.TryAdd(text, (id, isMerged)); // A record's own name goes before one that was remembered.
        if (!isMerged && KindOfId(text) is { Length: > 0 } kindOfId)
        {
            _hasId.Add((id, kindOfId));
        }
    }
}

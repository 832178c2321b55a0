using System.Collections;
using System.Runtime.CompilerServices;

namespace Plumbline.Plans;

/// <summary>A line of a plan's list, known by its key, so that an edit stays with the line when others come and go.</summary>
public interface IPlanRow
{
    /// <summary>Stable within its list: 1 to 24 of a to z, 0 to 9 and hyphen.</summary>
    string Key { get; }

    /// <summary>Whether nothing is filled in. A blank row is no row: to clear the last field is to delete it.</summary>
    bool IsBlank { get; }
}

/// <summary>
/// The rows of one list of a plan: an immutable value, always in the order of the keys (the shorter first, then by character) and
/// without blank rows, so that the same content is the same value however it came about.
/// </summary>
[CollectionBuilder(typeof(Rows), nameof(Rows.Of))]
public sealed class Rows<T> : IReadOnlyList<T>, IEquatable<Rows<T>>
    where T : class, IPlanRow
{
    private readonly T[] _rows;

    internal Rows(IEnumerable<T> rows)
    {
        _rows = [.. rows.Where(r => !r.IsBlank)];
        Array.Sort(_rows, (a, b) => Rows.Compare(a.Key, b.Key));
        for (var i = 0; i < _rows.Length; i++)
        {
            Rows.RefuseOddKey(_rows[i].Key);
            Refuse.Unless(i == 0 || _rows[i].Key != _rows[i - 1].Key, Refusal.Invalid, $"Two rows have the key {_rows[i].Key}.");
        }
    }

    private Rows(T[] sorted) => _rows = sorted;

    /// <inheritdoc/>
    public int Count => _rows.Length;

    /// <inheritdoc/>
    public T this[int index] => _rows[index];

    /// <summary>The row with this key; null where there is none.</summary>
    public T? Find(string key) => Array.Find(_rows, r => r.Key == key);

    /// <summary>These rows with <paramref name="row"/> in place of the one with its key, or added.</summary>
    public Rows<T> With(T row)
    {
        var (key, at) = (row.Key, 0);
        Rows.RefuseOddKey(key);
        while (at < _rows.Length && Rows.Compare(_rows[at].Key, key) < 0)
        {
            at++;
        }

        var after = at < _rows.Length && _rows[at].Key == key ? at + 1 : at;
        return new(row.IsBlank ? [.. _rows[..at], .. _rows[after..]] : (T[])[.. _rows[..at], row, .. _rows[after..]]);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _rows.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Rows<T>? other) => other is not null && _rows.SequenceEqual(other._rows);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Rows<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var row in _rows)
        {
            hash.Add(row);
        }

        return hash.ToHashCode();
    }
}

/// <summary>Makes rows and keys.</summary>
public static class Rows
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static readonly DateTimeOffset _beginning = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>These rows, in order of their keys.</summary>
    /// <exception cref="RefusedException">A key twice, or none.</exception>
    public static Rows<T> Of<T>(ReadOnlySpan<T> rows)
        where T : class, IPlanRow => new(rows.ToArray());

    /// <summary>A key for a new row that no one else will take at the same moment: later ones sort after earlier ones.</summary>
    /// <param name="at">Now.</param>
    /// <param name="personId">Who adds the row.</param>
    /// <param name="nth">Counts the rows that this person adds at once, 0 to 1295.</param>
    public static string NewKey(DateTimeOffset at, long personId, int nth = 0) =>
        $"{Base36((long)(at - _beginning).TotalSeconds, 7)}{Base36(nth, 2)}{Base36(personId, 1)}";

    /// <summary>Whether the key is one of <see cref="NewKey"/>, and so of no other row whatever the plan; a suggestion counts its rows from 1.</summary>
    public static bool IsOfOneRow(string key) => key.Length >= 10;

    internal static bool IsKey(string key) => key.Length is >= 1 and <= 24 && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    internal static void RefuseOddKey(string key) =>
        Refuse.Unless(IsKey(key), Refusal.Invalid, "A row's key is 1 to 24 of a to z, 0 to 9 and hyphen.");

    internal static int Compare(string a, string b) => a.Length != b.Length ? a.Length - b.Length : string.CompareOrdinal(a, b);

    private static string Base36(long number, int atLeast)
    {
        var digits = "";
        for (; number > 0 || digits.Length < atLeast; number /= 36)
        {
            digits = Digits[(int)(number % 36)] + digits;
        }

        return digits;
    }
}

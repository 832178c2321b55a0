using System.Text;

namespace Plumbline.Typing;

/// <summary>Two records that may be the same, by their names.</summary>
public readonly record struct LikeNames(long First, long Second);

/// <summary>Tells whether two names mean the same thing, and which may.</summary>
public static class NameLikeness
{
    private const int ShortestToMistype = 5;

    private static readonly HashSet<string> _suffixes = new(StringComparer.Ordinal) { "JR", "SR", "II", "III", "IV", "PHD", "MD", "MBA", "CPA", "ESQ", "DR" };

    private static readonly HashSet<string> _particles = new(StringComparer.OrdinalIgnoreCase) { "van", "von", "vom", "zu", "zum", "zur", "de", "del", "della", "den", "der", "des", "di", "da", "do", "dos", "du", "la", "le", "el", "al", "ten", "ter", "st.", "mac", "mc", "o'" };

    private static readonly HashSet<string> _legalForms = new(StringComparer.Ordinal)
    {
        "INC", "INCORPORATED", "LTD", "LIMITED", "LLC", "LLP", "PLC", "CORP", "CORPORATION", "CO", "COMPANY", "GMBH", "AG", "KG", "SE", "SA", "SAS", "SARL", "SPA", "SRL", "BV", "NV", "AB", "AS", "OY", "OYJ", "APS", "PTY",
    };

    /// <summary>The name in upper case with single blanks: under it names are compared.</summary>
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        var blank = false;
        foreach (var letter in name)
        {
            if (char.IsWhiteSpace(letter))
            {
                blank = key.Length > 0;
                continue;
            }

            if (blank)
            {
                key.Append(' ');
                blank = false;
            }

            key.Append(char.ToUpperInvariant(letter));
        }

        return key.ToString();
    }

    /// <summary>The first name before the last: "Anna Meyer" for "Meyer, Anna". What has no comma, more than a last name before it, or something else than first names behind it, as it is.</summary>
    public static string InOrder(string person) =>
        person.Split(',', StringSplitOptions.TrimEntries) is [{ Length: > 0 } last, { Length: > 0 } first] && IsLastName(last) && first.Split(' ').Length <= 3 && IsName(first)
        && !_suffixes.Contains(Fold(first)) && !_legalForms.Contains(Fold(first)) ? $"{first} {last}" : person;

    /// <summary>
    /// A person's name in the ways in which files write it: in upper case, the first name first, without middle initials, and marks over letters either left out or, of umlauts, written with an E. Two names that share one of them may be of one person.
    /// Empty where there are no letters.
    /// </summary>
    public static IReadOnlyList<string> WaysToWrite(string person)
    {
        string[] ways = [Way(person), Way(person.Normalize(NormalizationForm.FormC).Replace("ä", "ae", StringComparison.OrdinalIgnoreCase).Replace("ö", "oe", StringComparison.OrdinalIgnoreCase).Replace("ü", "ue", StringComparison.OrdinalIgnoreCase))];
        return [.. ways.Where(w => w.Length > 0).Distinct()];

        static string Way(string name) => WordsOf(name) is var words ? string.Join(' ', words.Where((_, i) => !IsInitial(words, i))) : "";
    }

    /// <summary>Whether two people whose names can be written alike may be one: not where each has a middle initial, and they differ.</summary>
    public static bool MayBeOne(string person, string other)
    {
        var (a, b) = (Initials(person), Initials(other));
        return a.Length == 0 || b.Length == 0 || a == b;

        static string Initials(string name) => WordsOf(name) is var words ? string.Concat(words.Where((_, i) => IsInitial(words, i))) : "";
    }

    private static List<string> WordsOf(string person) => [.. InOrder(person).Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormD).Split([' ', '.', '-', '\u00a0'], StringSplitOptions.RemoveEmptyEntries).Select(Fold).Where(w => w.Length > 0)];

    private static bool IsInitial(List<string> words, int at) => words[at].Length == 1 && at > 0 && at < words.Count - 1;

    private static bool IsLastName(string text) => IsName(text) && text.Split(' ') is var words && words[..^1].All(_particles.Contains);

    private static bool IsName(string text) => text.All(c => char.IsLetter(c) || c is ' ' or '.' or '-' or '\'' or '’');

    /// <summary>Only the letters and digits, in upper case: the same for "GTX Pro", "GTX-Pro" and "gtxpro". Empty where there are none.</summary>
    public static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant));

    /// <summary>
    /// Whether the names differ by so little that they may be the same: by blanks, marks or a legal form such as Ltd, or by one letter left out, put in, mistaken or swapped with its neighbour.
    /// Names with different digits are never close.
    /// </summary>
    public static bool AreClose(string a, string b)
    {
        var (first, second) = (WithoutLegalForm(a), WithoutLegalForm(b));
        return first.Length > 0 && second.Length > 0
            && (first == second || (Math.Min(first.Length, second.Length) >= ShortestToMistype && Digits(first) == Digits(second) && IsOneSlipAway(first, second)));
    }

    /// <summary>The pairs of names that are close, each pair once. The work grows with the number of names, not with that of pairs.</summary>
    public static IReadOnlyList<LikeNames> Pairs(IEnumerable<(long Id, string Name)> names)
    {
        // A name and its one-slip neighbour always share a form: both as they are, or each with the right letter left out.
        var buckets = new Dictionary<int, List<(long Id, string Name)>>();
        foreach (var named in names)
        {
            var folded = WithoutLegalForm(named.Name);
            foreach (var form in Forms(folded).ToHashSet())
            {
                if (!buckets.TryGetValue(form, out var bucket))
                {
                    buckets[form] = bucket = [];
                }

                bucket.Add(named);
            }
        }

        var pairs = new HashSet<LikeNames>();
        foreach (var bucket in buckets.Values.Where(b => b.Count > 1))
        {
            for (var i = 0; i < bucket.Count; i++)
            {
                for (var j = i + 1; j < bucket.Count; j++)
                {
                    var pair = new LikeNames(Math.Min(bucket[i].Id, bucket[j].Id), Math.Max(bucket[i].Id, bucket[j].Id));
                    if (pair.First != pair.Second && !pairs.Contains(pair) && AreClose(bucket[i].Name, bucket[j].Name))
                    {
                        pairs.Add(pair);
                    }
                }
            }
        }

        return [.. pairs.OrderBy(p => p.First).ThenBy(p => p.Second)];
    }

    private static IEnumerable<int> Forms(string folded)
    {
        if (folded.Length == 0)
        {
            yield break;
        }

        // Names that differ in digits are never close, so the digits may keep the buckets small.
        var digits = string.GetHashCode(Digits(folded), StringComparison.Ordinal);
        yield return HashCode.Combine(digits, string.GetHashCode(folded, StringComparison.Ordinal));
        if (folded.Length < ShortestToMistype)
        {
            yield break;
        }

        for (var i = 0; i < folded.Length; i++)
        {
            if (!char.IsDigit(folded[i]))
            {
                yield return HashCode.Combine(digits, string.GetHashCode(folded.Remove(i, 1), StringComparison.Ordinal));
            }
        }
    }

    private static string WithoutLegalForm(string name)
    {
        var words = name.Split([' ', ',', '.', '\t', '\u00A0'], StringSplitOptions.RemoveEmptyEntries).Select(Fold).Where(w => w.Length > 0).ToList();
        while (words.Count > 1 && _legalForms.Contains(words[^1]))
        {
            words.RemoveAt(words.Count - 1);
        }

        return string.Concat(words);
    }

    private static string Digits(string folded) => string.Concat(folded.Where(char.IsDigit));

    private static bool IsOneSlipAway(string a, string b)
    {
        var (shorter, longer) = a.Length <= b.Length ? (a, b) : (b, a);
        if (longer.Length - shorter.Length > 1)
        {
            return false;
        }

        var i = 0;
        while (i < shorter.Length && shorter[i] == longer[i])
        {
            i++;
        }

        if (longer.Length > shorter.Length)
        {
            return shorter.AsSpan(i).SequenceEqual(longer.AsSpan(i + 1));
        }

        return shorter.AsSpan(Math.Min(i + 1, shorter.Length)).SequenceEqual(longer.AsSpan(Math.Min(i + 1, longer.Length)))
            || (i + 1 < shorter.Length && shorter[i] == longer[i + 1] && shorter[i + 1] == longer[i] && shorter.AsSpan(i + 2).SequenceEqual(longer.AsSpan(i + 2)));
    }
}

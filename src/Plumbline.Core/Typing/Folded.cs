using System.Globalization;
using System.Text;

namespace Plumbline.Typing;

/// <summary>What is found by the beginning of its name, or of the second or third word of it. The texts are folded by <see cref="Folded"/> and follow the name by themselves.</summary>
public interface IFoundByName
{
    /// <summary>The database's number for the record.</summary>
    long Id { get; }

    /// <summary>The whole name, folded.</summary>
    string FoldedName { get; }

    /// <summary>The folded name from its second word; null where it has one only.</summary>
    string? FromSecondWord { get; }

    /// <summary>The folded name from its third word; null where it has no third.</summary>
    string? FromThirdWord { get; }
}

/// <summary>Texts as they are compared when something is looked for: in upper case, without accents, words apart by one blank and nothing else. Databases fold A to Z only, so that it is done here.</summary>
public static class Folded
{
    /// <summary>Comes behind every text that begins with what stands before it, in the order of bytes.</summary>
    private const char Last = '\uffff';

    private const int LongestName = 120;

    /// <summary>The text folded: "Nyström &amp; Söhne" is "NYSTROM SOHNE". A text without letters and digits stays as it is, and one of nothing is a question mark.</summary>
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        var blank = false;
        foreach (var letter in Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(letter))
            {
                if (blank && folded.Length > 0)
                {
                    folded.Append(' ');
                }

                blank = false;
                Append(folded, letter);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                blank = true;
            }
        }

        return folded.Length > 0 ? folded.ToString() : text.Trim() is { Length: > 0 } marks ? marks.ToUpperInvariant() : "?";
    }

    /// <summary>A name folded, no longer than an index takes with ease.</summary>
    public static string Name(string name) => Of(name) is var folded && folded.Length > LongestName ? folded[..LongestName] : folded;

    /// <summary>A folded text from its word <paramref name="number"/>, counted from 1; null where it has fewer.</summary>
    public static string? From(string folded, int number)
    {
        var at = 0;
        for (var word = 1; word < number; word++)
        {
            at = folded.IndexOf(' ', at) + 1;
            if (at == 0)
            {
                return null;
            }
        }

        return folded[at..];
    }

    /// <summary>The word <paramref name="number"/> of a folded text, counted from 1; null where it has fewer.</summary>
    public static string? Word(string folded, int number) => From(folded, number) is { } from ? from.IndexOf(' ') is var blank and >= 0 ? from[..blank] : from : null;

    /// <summary>The words of a text, folded, each once; none where it has no letters and digits.</summary>
    public static IReadOnlyList<string> Words(string text) => Of(text) is var folded && folded.Any(char.IsLetterOrDigit) ? [.. folded.Split(' ').Distinct()] : [];

    /// <summary>What no text that begins with the folded <paramref name="beginning"/> reaches, in the order of bytes: these lie from the one up to before the other.</summary>
    public static string Behind(string beginning) => beginning + Last;

    private static void Append(StringBuilder folded, char letter)
    {
        _ = letter switch
        {
            'ß' or 'ẞ' => folded.Append("SS"),
            'ø' or 'Ø' => folded.Append('O'),
            'ł' or 'Ł' => folded.Append('L'),
            'đ' or 'Đ' or 'ð' or 'Ð' => folded.Append('D'),
            'æ' or 'Æ' => folded.Append("AE"),
            'œ' or 'Œ' => folded.Append("OE"),
            'þ' or 'Þ' => folded.Append("TH"),
            'ı' => folded.Append('I'),
            _ => folded.Append(char.ToUpperInvariant(letter)),
        };
    }
}

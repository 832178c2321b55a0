using System.Globalization;
using System.Text;

namespace Plumbline.Files;

/// <summary>Files' names: what they may be called here, and what their extension is.</summary>
public static class FileName
{
    /// <summary>The longest name, in characters, with its extension.</summary>
    public const int Longest = 120;

    private const int LongestExtension = 12;

    /// <summary>A name that can be shown, kept and given back: the last part of a path, without control characters and what turns the direction of text, without dots before or behind, short, and never empty.</summary>
    public static string Clean(string sent)
    {
        var name = string.Concat(sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..].EnumerateRunes().Where(IsVisible)).Trim().TrimEnd('.', ' ');
        var extension = Extension(name) is { Length: <= LongestExtension } known ? known : "";
        var stem = name[..^extension.Length].TrimStart('.', ' ').TrimEnd();
        if (stem.Length > Longest - extension.Length)
        {
            stem = stem[..(Longest - extension.Length)];
            stem = (char.IsHighSurrogate(stem[^1]) ? stem[..^1] : stem).TrimEnd();
        }

        return (stem == "" ? "file" : stem) + name[^extension.Length..];
    }

    /// <summary>As in ".pdf", in small letters; empty where there is none.</summary>
    public static string Extension(string name) => name.LastIndexOf('.') is >= 0 and var dot ? name[dot..].ToLowerInvariant() : "";

    // Format characters, too: among them are those that turn the direction of text, by which an .exe reads as a .pdf.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}

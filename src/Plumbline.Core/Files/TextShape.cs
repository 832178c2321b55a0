using System.Buffers;
using System.Text.Unicode;

namespace Plumbline.Files;

/// <summary>Tells text from what only pretends to be some.</summary>
internal static class TextShape
{

    private static readonly SearchValues<byte> _controls = SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);
    private static readonly SearchValues<byte> _unassigned = SearchValues.Create([0x81, 0x8D, 0x8F, 0x90, 0x9D]); // In Windows-1252.

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Whether somebody could have typed it: UTF-8 or the like of Windows-1252, without control characters but tabs and ends of lines, and nothing that a browser would take for a page or a drawing.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes) => !IsMarkup(bytes) && !bytes.ContainsAny(_controls) && (Utf8.IsValid(bytes) || !bytes.ContainsAny(_unassigned));

    /// <summary>Whether it begins like HTML, SVG or other XML: browsers look for that behind blanks.</summary>
    public static bool IsMarkup(ReadOnlySpan<byte> bytes) => WithoutMark(bytes).TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Mark) ? bytes[Mark.Length..] : bytes;
}

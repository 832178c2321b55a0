using System.Globalization;

namespace Plumbline.Ui;

/// <summary>
/// Reads what an address asks for. Addresses are typed, cut short and mended by hand, so a page takes each value as text: one of another type would refuse the whole
/// page, with an error, for a value that it cannot read.
/// </summary>
internal static class Asked
{
    private const int MostPages = 1_000_000;

    /// <summary>The page of a list, from 1; the first where none can be read.</summary>
    public static int Page(string? text) => Number(text) is { } page and > 0 and < MostPages ? page : 1;

    /// <summary>A whole number from 0; null where none can be read.</summary>
    public static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A record's number; null where none can be read.</summary>
    public static long? Id(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Whether it says "true", as the links and forms of these pages write it.</summary>
    public static bool Yes(string? text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
}

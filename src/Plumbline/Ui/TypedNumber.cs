using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Plumbline.Ui;

/// <summary>
/// Numbers as people type and paste them: thousands separators, a decimal comma, currency signs, brackets for a minus, 12k and 1.5 M.
/// The grid in the browser reads them by the same rules (numbers.js); numbers.cases.json holds both to it.
/// </summary>
public static partial class TypedNumber
{
    private const string Currency = @"(?:\p{Sc}|[A-Z]{3}|kr\.?|лв\.?|zł|Kč|Ft|lei)";

    private const string Minus = "\u2212\u2013-";

    /// <summary>Reads an amount or a count. A lone separator before three digits groups thousands: 1.250 and 1,250 are both 1250.</summary>
    /// <returns>Whether it is one; what is followed by a percent sign is not.</returns>
    public static bool TryParse(string? typed, out decimal number) => TryRead(typed, fraction: false, out number, out var percent) && !percent;

    /// <summary>Reads a quantity of which thousandths are usual: 1.250 is one and a quarter.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryParseFine(string? typed, out decimal number) => TryRead(typed, fraction: true, out number, out var percent) && !percent;

    /// <summary>Reads hundredths, with or without the sign: 12.5 and 12.5% are both 0.125.</summary>
    /// <returns>Whether it is a percentage.</returns>
    public static bool TryParsePercent(string? typed, out decimal fraction)
    {
        var reads = TryRead(typed, fraction: true, out var number, out _);
        fraction = number / 100;
        return reads;
    }

    internal static bool TryRead(string? typed, bool fraction, out decimal number, out bool percent)
    {
        (number, percent) = (0, false);
        var text = (typed ?? "").Trim().Replace('\u00a0', ' ').Replace('\u202f', ' ').Replace('\u2009', ' ');
        var bracketed = text is ['(', .., ')'];
        var found = Shape().Match(bracketed ? text[1..^1].Trim() : text);
        var (before, after) = (found.Groups["sign"].Value, found.Groups["after"].Value);
        var scale = found.Groups["scale"].Value;
        percent = found.Groups["percent"].Length > 0;
        if (!found.Success || (before != "" && after != "") || (bracketed && before + after != "") || (scale != "" && percent)
            || Split(found.Groups["digits"].Value.Trim(), fraction) is not { } plain
            || !decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size))
        {
            return false;
        }

        var factor = scale.ToUpperInvariant() switch { "K" => 1_000m, "M" => 1_000_000m, _ => 1m };
        if (size > decimal.MaxValue / factor)
        {
            return false;
        }

        number = size * factor * (bracketed || after != "" || before is not ("" or "+") ? -1 : 1);
        return true;
    }

    private static string? Split(string digits, bool fraction)
    {
        var groups = digits.Replace('\'', ' ').Replace('\u2019', ' ');
        var (dots, commas) = (groups.Count(c => c == '.'), groups.Count(c => c == ','));
        char? sign = (dots, commas) switch
        {
            ( > 0, > 0) => groups.LastIndexOf('.') > groups.LastIndexOf(',') ? '.' : ',',
            (1, 0) => !fraction && Thousands().IsMatch(groups) ? null : '.',
            (0, 1) => Thousands().IsMatch(groups) ? null : ',',
            _ => null,
        };
        var at = sign is { } known ? groups.LastIndexOf(known) : groups.Length;
        var (whole, rest) = (groups[..at], sign is null ? "" : groups[(at + 1)..]);
        return rest.All(char.IsAsciiDigit) && Whole().IsMatch(whole) && (sign is null || !whole.Contains(sign.Value, StringComparison.Ordinal))
            ? new StringBuilder().Append(whole.Where(char.IsAsciiDigit).ToArray()).Append('.').Append(rest).ToString()
            : null;
    }

    [GeneratedRegex($@"^(?:{Currency})?\s*(?<sign>[+{Minus}])?\s*(?:{Currency})?\s*(?<digits>[0-9][0-9.,'\u2019\s]*|[.,][0-9]+)\s*(?<scale>[kKmM]?)\s*(?<percent>%?)\s*(?:{Currency})?\s*(?<after>[{Minus}])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^[1-9][0-9]{0,2}[.,][0-9]{3}\z")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"^(?:[0-9]*|[0-9]{1,3}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*)\z")]
    private static partial Regex Whole();
}

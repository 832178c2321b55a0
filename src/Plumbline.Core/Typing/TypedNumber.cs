using System.Globalization;
using System.Text.RegularExpressions;

namespace Plumbline.Typing;

/// <summary>
/// Reads one number as people type and paste it: thousands separators, a decimal comma, currency signs, a minus on either side or brackets, 12k, 1.5 M, 3 Mio. and 2bn.
/// A lone dash is zero, with a currency sign or without: a sheet's accounting format shows a zero so, and an empty cell empty.
/// The grid in the browser reads it by the same rules (numbers.js); numbers.cases.json holds both to them.
/// </summary>
public static partial class TypedNumber
{
    private const int Longest = 64;
    private const string Currency = @"(?:\p{Sc}|[A-Z]{3}|[A-Z]{1,2}\p{Sc}|kr\.?|Fr\.?|лв\.?|zł|Kč|Ft|lei)";

    /// <summary>Reads an amount or a count. A lone separator before three digits groups thousands: 1.250 and 1,250 are both 1250.</summary>
    /// <returns>Whether it is one; what is followed by a percent sign is not.</returns>
    public static bool TryRead(string? typed, out decimal number) => TryRead(typed, fraction: false, out number, out var isPercent) && !isPercent;

    /// <summary>Reads a share, typed in percent (60, 60%, 1.250%) or as a fraction below 1 (0.6).</summary>
    /// <returns>Whether it is a number; 60% is 0.6.</returns>
    public static bool TryReadShare(string? typed, out decimal share)
    {
        var read = TryRead(typed, fraction: true, out share, out var isPercent);
        share = isPercent || Math.Abs(share) >= 1 ? share / 100 : share;
        return read;
    }

    /// <param name="typed">As typed.</param>
    /// <param name="fraction">Whether a lone point is decimal even before three digits.</param>
    /// <param name="number">The number before the percent sign.</param>
    /// <param name="isPercent">Whether there is a percent sign.</param>
    internal static bool TryRead(string? typed, bool fraction, out decimal number, out bool isPercent)
    {
        (number, isPercent) = (0, false);
        var text = Plain(typed ?? "");
        if (text.Length <= Longest && Dash().IsMatch(text))
        {
            return true;
        }

        var inBrackets = text is ['(', .., ')'];
        var found = Shape().Match(inBrackets ? text[1..^1].Trim() : text);
        var (before, after) = (found.Groups["before"].Value, found.Groups["after"].Value);
        var scale = found.Groups["scale"].Value;
        isPercent = found.Groups["percent"].Length > 0;
        if (text.Length > Longest || !found.Success || (before != "" && after != "") || (inBrackets && before + after != "") || (scale != "" && isPercent)
            || Digits(found.Groups["digits"].Value, fraction, loneIsDecimal: scale != "" || isPercent) is not { } digits
            || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size))
        {
            return false;
        }

        var factor = NumberScale.Of(scale) ?? 1;
        if (size > decimal.MaxValue / factor)
        {
            return false;
        }

        number = size * factor * (inBrackets || before + after == "-" ? -1 : 1);
        return true;
    }

    /// <summary>Every kind of space and minus as the plain one.</summary>
    private static string Plain(string text) => string.Concat(text.Select(c => c switch
    {
        '\u2212' or '\u2012' or '\u2013' => '-',
        '\ufeff' => ' ',
        _ when char.IsWhiteSpace(c) => ' ',
        _ => c,
    })).Trim();

    /// <summary>Digits with a decimal point; null where what stands between them makes no number.</summary>
    private static string? Digits(string typed, bool fraction, bool loneIsDecimal)
    {
        var groups = Apostrophe().Replace(typed, " ");
        var (dots, commas) = (groups.Count(c => c == '.'), groups.Count(c => c == ','));
        char? sign = (dots, commas) switch
        {
            ( > 0, > 0) => groups.LastIndexOf('.') > groups.LastIndexOf(',') ? '.' : ',',
            (1, 0) => Thousands().IsMatch(groups) && !loneIsDecimal && !fraction ? null : '.',
            (0, 1) => Thousands().IsMatch(groups) && !loneIsDecimal ? null : ',',
            _ => null,
        };
        var at = sign is { } known ? groups.LastIndexOf(known) : groups.Length;
        var (whole, rest) = (groups[..at], sign is null ? "" : groups[(at + 1)..]);
        return rest.All(char.IsAsciiDigit) && Whole().IsMatch(whole) && (sign is null || !whole.Contains(sign.Value, StringComparison.Ordinal))
            ? $"{string.Concat(whole.Where(char.IsAsciiDigit))}.{rest}"
            : null;
    }

    [GeneratedRegex($@"^(?:{Currency})? *(?<before>[+-])? *(?:{Currency})? *(?<digits>[0-9](?:[0-9.,'\u2019\u02bc ]*[0-9.,])?|[.,][0-9]+) *(?<scale>[kKmMB]|bn|Mio\.?|Mrd\.?)? *(?<percent>%)? *(?:{Currency})? *(?<after>-)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex($@"^(?:{Currency})? *- *(?:{Currency})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Dash();

    [GeneratedRegex(@"['\u2019\u02bc]")]
    private static partial Regex Apostrophe();

    [GeneratedRegex(@"^[1-9][0-9]{0,2}[.,][0-9]{3}\z")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"^(?:[0-9]*|[0-9]{1,3}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*)\z")]
    private static partial Regex Whole();
}

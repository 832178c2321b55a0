using System.Globalization;
using System.Text.RegularExpressions;

namespace Plumbline.Typing;

/// <summary>
/// Reads one number as people type it: with thousands separators (comma, point, space, apostrophe), decimal comma or point, currency signs, percent,
/// parentheses or a minus on either side for negatives, k, M or bn for thousands, millions and billions.
/// </summary>
/// <remarks>
/// With one separator only, followed by exactly three digits, as in 1,200 or 1.200, the thousands are meant: money has two decimals or none.
/// <see cref="Show"/> never writes a number that would be read otherwise.
/// </remarks>
public static partial class TypedNumber
{
    private const int Longest = 64;

    /// <summary>Reads a number.</summary>
    /// <returns>Whether <paramref name="typed"/> is one; 12% is 0.12.</returns>
    public static bool TryRead(string? typed, out decimal number) => TryRead(typed, out number, out _);

    /// <summary>Reads a share, typed in percent (60, 60%) or as a fraction below 1 (0.6).</summary>
    /// <returns>Whether <paramref name="typed"/> is a number; 60% is 0.6.</returns>
    public static bool TryReadShare(string? typed, out decimal share)
    {
        var read = TryRead(typed, out share, out var isPercent);
        share = isPercent || Math.Abs(share) < 1 ? share : share / 100;
        return read;
    }

    /// <summary>A number as it is put into a field: plain, with a decimal point.</summary>
    public static string Show(decimal number)
    {
        var text = number.ToString("0.############################", CultureInfo.InvariantCulture);
        return text.Length > 3 && text[^4] == '.' ? text + "0" : text;
    }

    private static bool TryRead(string? typed, out decimal number, out bool isPercent)
    {
        (number, isPercent) = (0, false);
        var text = (typed ?? "").Trim();
        if (text.Length is 0 or > Longest || Shape().Match(Plain(text)) is not { Success: true } match)
        {
            return false;
        }

        isPercent = match.Groups["percent"].Success;
        var scale = match.Groups["scale"].Value switch { "k" or "K" => 1_000m, "m" or "M" => 1_000_000m, "bn" => 1_000_000_000m, _ => 1m };
        var negatives = match.Groups["open"].Captures.Count + match.Groups["minus"].Captures.Count;
        if (negatives > 1 || match.Groups["open"].Success != match.Groups["close"].Success || !TryDigits(match.Groups["body"].Value, isPercent || scale > 1, out number))
        {
            return false;
        }

        try
        {
            number *= (isPercent ? 0.01m : 1m) * scale * (negatives == 1 ? -1 : 1);
            return true;
        }
        catch (OverflowException)
        {
            number = 0;
            return false;
        }
    }

    /// <summary>Every kind of space, minus and apostrophe as the plain one.</summary>
    private static string Plain(string text) => string.Concat(text.Select(c => c switch
    {
        '\u2212' or '\u2012' or '\u2013' => '-',
        '\u2019' or '\u02BC' => '\'',
        _ when char.IsWhiteSpace(c) => ' ',
        _ => c,
    }));

    private static bool TryDigits(string body, bool oneMarkIsDecimal, out decimal number)
    {
        number = 0;
        var mark = DecimalMark(body, oneMarkIsDecimal);
        var at = mark is { } m ? body.LastIndexOf(m) : body.Length;
        var (whole, decimals) = (body[..at], at < body.Length ? body[(at + 1)..] : "");
        var separators = whole.Where(c => !char.IsAsciiDigit(c)).Distinct().ToArray();
        if (separators.Length > 1 || separators.Any(s => s == mark) || !decimals.All(char.IsAsciiDigit))
        {
            return false;
        }

        var groups = separators is [var separator] ? whole.Split(separator) : [whole];
        return (groups.Length == 1 || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(g => g.Length == 3)))
            && decimal.TryParse($"{string.Concat(groups)}.{decimals}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The comma or point that begins the decimals; null where there is none.</summary>
    private static char? DecimalMark(string body, bool oneMarkIsDecimal)
    {
        var (comma, point) = (body.LastIndexOf(','), body.LastIndexOf('.'));
        if (comma >= 0 && point >= 0)
        {
            return comma > point ? ',' : '.';
        }

        var at = Math.Max(comma, point);
        if (at < 0 || body.IndexOf(body[at], StringComparison.Ordinal) < at)
        {
            return null;
        }

        var isGrouped = body.Contains(' ', StringComparison.Ordinal) || body.Contains('\'', StringComparison.Ordinal);
        var isThousands = at is >= 1 and <= 3 && body[0] != '0' && body.Length - at == 4 && !isGrouped && !oneMarkIsDecimal;
        return isThousands ? null : body[at];
    }

    [GeneratedRegex(
        @"^(?<open>\()? ?(?<minus>-)?\+? ?(\p{Sc}|[A-Z]{3}|[A-Z]{1,2}\p{Sc}|kr\.?|Fr\.?)? ?(?<minus>-)? ?(?<body>[0-9][0-9., ']*(?<![ '])|[.,][0-9]+) ?(?<scale>[kKmM]|bn)? ?(?<percent>%)? ?(\p{Sc}|[A-Z]{3}|kr\.?|Fr\.?)? ?(?<minus>-)? ?(?<close>\))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 500)]
    private static partial Regex Shape();
}

using System.Globalization;

namespace Plumbline.Importing;

/// <summary>What stands before the fraction of a number.</summary>
public enum DecimalMark
{
    /// <summary>As in 1,234.50.</summary>
    Point,

    /// <summary>As in 1.234,50.</summary>
    Comma,
}

/// <summary>Reads numbers as people and programs write them.</summary>
public static class NumberText
{
    private const int MostDigitsOfLong = 18;

    /// <summary>Whether the text stands for "nothing here": empty, NULL, a dash, n/a.</summary>
    public static bool IsNone(ReadOnlySpan<char> text) => text.Length switch
    {
        0 => true,
        1 => text[0] is '-' or '–' or '—',
        2 => text is "--" or "\\N",
        3 => text.Equals("n/a", StringComparison.OrdinalIgnoreCase),
        4 => text.Equals("null", StringComparison.OrdinalIgnoreCase) || text.Equals("#n/a", StringComparison.OrdinalIgnoreCase)
            || text.Equals("none", StringComparison.OrdinalIgnoreCase),
        _ => text.Trim().IsEmpty,
    };

    /// <summary>
    /// Reads a number with or without thousands separators, a currency, a percent sign (left out, not applied), a minus before or after, or parentheses
    /// for a negative one.
    /// </summary>
    /// <returns>Whether the text is a number or stands for none (then <paramref name="value"/> is null).</returns>
    public static bool TryParse(ReadOnlySpan<char> text, DecimalMark mark, out decimal? value)
    {
        value = null;
        text = text.Trim();
        if (IsNone(text))
        {
            return true;
        }

        var negative = Strip(ref text);
        if (text.IsEmpty || !char.IsAsciiDigit(text[^1]) && text[^1] != Sign(mark))
        {
            return false;
        }

        if (!TryDigits(text, mark, out var number))
        {
            return false;
        }

        value = negative ? -number : number;
        return true;
    }

    private static char Sign(DecimalMark mark) => mark == DecimalMark.Point ? '.' : ',';

    /// <summary>Takes off what dresses a number: sign, currency, percent, parentheses.</summary>
    private static bool Strip(ref ReadOnlySpan<char> text)
    {
        if (char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1]))
        {
            return false;
        }

        var negative = false;
        if (text is ['(', .., ')'])
        {
            negative = true;
            text = text[1..^1].Trim();
        }

        var letters = 0;
        var start = 0;
        for (; start < text.Length && !char.IsAsciiDigit(text[start]); start++)
        {
            var c = text[start];
            if (c is '-' or '−')
            {
                negative = true;
            }
            else if (c is '.' or ',')
            {
                // ".5" is a number, "Fr. 5" a currency
                if (letters == 0)
                {
                    break;
                }
            }
            else if (!IsDress(c, ref letters))
            {
                break;
            }
        }

        var end = text.Length;
        letters = 0;
        for (; end > start && !char.IsAsciiDigit(text[end - 1]); end--)
        {
            var c = text[end - 1];
            if (c is '-' or '−')
            {
                negative = true;
            }
            else if ((c is '.' or ',' && (letters == 0 || end - 2 >= start && char.IsAsciiDigit(text[end - 2]))) || (c != '.' && !IsDress(c, ref letters)))
            {
                break;
            }
        }

        text = text[start..end];
        return negative;
    }

    private static bool IsDress(char c, ref int letters)
    {
        if (char.IsLetter(c))
        {
            // the longest currency that stands beside a number: three letters
            return ++letters <= 3;
        }

        return c is '+' or '%' || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, DecimalMark mark, out decimal number)
    {
        number = 0;
        var sign = Sign(mark);
        long digits = 0;
        int count = 0, scale = -1, group = -1, run = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                if (++count <= MostDigitsOfLong)
                {
                    digits = (digits * 10) + (c - '0');
                }

                run++;
                scale += scale >= 0 ? 1 : 0;
            }
            else if (c == sign && scale < 0)
            {
                if (group >= 0 && run != 3)
                {
                    return false;
                }

                scale = 0;
            }
            else if (scale < 0 && IsGroup(c, mark) && run is > 0 and <= 3 && (group < 0 || run is 2 or 3))
            {
                group = run;
                run = 0;
            }
            else
            {
                return TryExponent(text, mark, out number);
            }
        }

        if (count == 0 || (scale < 0 && group >= 0 && run != 3))
        {
            return false;
        }

        if (count > MostDigitsOfLong)
        {
            return TryLong(text, mark, out number);
        }

        number = new decimal((int)digits, (int)(digits >> 32), 0, false, (byte)Math.Max(scale, 0));
        return true;
    }

    private static bool IsGroup(char c, DecimalMark mark) => c is ' ' or '\u00A0' or '\u202F' or '\u2009' or '\'' or '’' || c == (mark == DecimalMark.Point ? ',' : '.');

    private static bool TryExponent(ReadOnlySpan<char> text, DecimalMark mark, out decimal number)
    {
        number = 0;
        return text.IndexOfAny('e', 'E') > 0
            && decimal.TryParse(text.ToString().Replace(Sign(mark), '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryLong(ReadOnlySpan<char> text, DecimalMark mark, out decimal number)
    {
        Span<char> plain = stackalloc char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) || c == Sign(mark))
            {
                plain[length++] = c == Sign(mark) ? '.' : c;
            }
        }

        return decimal.TryParse(plain[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }
}

/// <summary>What the numbers of a column say about how they are written.</summary>
public sealed class NumberEvidence
{
    /// <summary>Numbers that can only have a decimal point.</summary>
    public int Points { get; private set; }

    /// <summary>Numbers that can only have a decimal comma.</summary>
    public int Commas { get; private set; }

    /// <summary>Numbers such as 1.234, which is one and a bit or one thousand.</summary>
    public int DottedThousands { get; private set; }

    /// <summary>Whether any number bears a percent sign.</summary>
    public bool HasPercent { get; private set; }

    /// <summary>Whether any number lies above 1, so that a column of shares must be percent.</summary>
    public bool IsAboveOne { get; private set; }

    /// <summary>Takes one more number into account; whether it lies above 1 only where it <paramref name="isShare"/>.</summary>
    public void Observe(ReadOnlySpan<char> text, bool isShare = false)
    {
        int points = 0, commas = 0, last = -1, digitsBefore = 0, digitsAfter = 0;
        var leading = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                leading = leading == '\0' ? c : leading;
                digitsAfter++;
            }
            else if (c is '.' or ',' && i + 1 < text.Length && (digitsAfter + digitsBefore > 0 || char.IsAsciiDigit(text[i + 1])))
            {
                points += c == '.' ? 1 : 0;
                commas += c == ',' ? 1 : 0;
                digitsBefore += digitsAfter;
                digitsAfter = 0;
                last = i;
            }
            else if (c == '%')
            {
                HasPercent = true;
            }
        }

        if (points + commas > 0)
        {
            Weigh(text[last] == '.', points, commas, digitsBefore, digitsAfter, leading);
        }

        IsAboveOne |= isShare && !IsAboveOne && NumberText.TryParse(text, Commas > Points ? DecimalMark.Comma : DecimalMark.Point, out var value) && value > 1;
    }

    private void Weigh(bool lastIsPoint, int points, int commas, int digitsBefore, int digitsAfter, char leading)
    {
        var both = points > 0 && commas > 0;
        var repeated = !both && points + commas > 1;
        var surelyFraction = both || (!repeated && (digitsAfter != 3 || digitsBefore is 0 or > 3 || leading == '0'));
        if (surelyFraction)
        {
            Points += lastIsPoint ? 1 : 0;
            Commas += lastIsPoint ? 0 : 1;
        }
        else if (repeated)
        {
            // a mark that occurs twice parts thousands, so the other one parts the fraction
            Points += lastIsPoint ? 0 : 1;
            Commas += lastIsPoint ? 1 : 0;
        }
        else if (lastIsPoint)
        {
            DottedThousands++;
        }
    }
}

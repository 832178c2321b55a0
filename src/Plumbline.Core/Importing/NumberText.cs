using System.Globalization;
using Plumbline.Companies;
using Plumbline.Typing;

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
    /// Reads a number with or without thousands separators, a currency, a word for its last noughts (250k, 3 Mio), a percent sign (left out, not applied), a minus before or
    /// after, or parentheses for a negative one. With any other letters it is no number: what they mean is not guessed.
    /// </summary>
    /// <returns>Whether the text is a number or stands for none (then <paramref name="value"/> is null).</returns>
    public static bool TryParse(ReadOnlySpan<char> text, DecimalMark mark, out decimal? value) => TryParse(text, mark, out value, out _);

    /// <summary>Reads a number as the other does, and the <paramref name="currency"/> that stands beside it, as <see cref="CurrencySigns"/> names it; null where none does.</summary>
    /// <returns>Whether the text is a number or stands for none (then <paramref name="value"/> is null).</returns>
    public static bool TryParse(ReadOnlySpan<char> text, DecimalMark mark, out decimal? value, out string? currency) => TryParse(text, mark, out value, out currency, out _);

    /// <summary>The same, and whether a word for its last noughts stands beside it.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, DecimalMark mark, out decimal? value, out string? currency, out bool isScaled)
    {
        (value, currency, isScaled) = (null, null, false);
        text = text.Trim();
        if (IsNone(text))
        {
            return true;
        }

        var dress = default(Dress);
        if (!TryStrip(ref text, ref dress) || (!char.IsAsciiDigit(text[^1]) && text[^1] != Sign(mark)) || !TryDigits(text, mark, out var number))
        {
            return false;
        }

        if (dress.Scale is { } scale)
        {
            if (Math.Abs(number) > decimal.MaxValue / scale)
            {
                return false;
            }

            (number, isScaled) = (number * scale, true);
        }

        (value, currency) = (dress.IsNegative ? -number : number, dress.Currency);
        return true;
    }

    private static char Sign(DecimalMark mark) => mark == DecimalMark.Point ? '.' : ',';

    /// <summary>Takes off what dresses a number and keeps what it says: sign, currency, scale, percent, parentheses.</summary>
    /// <returns>Whether all of it is known and digits are left.</returns>
    private static bool TryStrip(ref ReadOnlySpan<char> text, ref Dress dress)
    {
        if (char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1]))
        {
            return true;
        }

        if (text is ['(', .., ')'])
        {
            dress.IsNegative = true;
            text = text[1..^1].Trim();
        }

        var start = text.IndexOfAnyInRange('0', '9');
        if (start < 0)
        {
            return false;
        }

        if (start > 0 && text[start - 1] is '.' or ',' && (start == 1 || !char.IsLetter(text[start - 2])))
        {
            start--; // ".5" is a number, "Fr.5" a currency
        }

        var end = text.LastIndexOfAnyInRange('0', '9') + 1;
        if (end < text.Length && text[end] is '.' or ',')
        {
            end++;
        }

        if (!TryWords(text[..start], isBehind: false, ref dress) || !TryWords(text[end..], isBehind: true, ref dress))
        {
            return false;
        }

        text = text[start..end];
        return true;
    }

    private static bool TryWords(ReadOnlySpan<char> words, bool isBehind, ref Dress dress)
    {
        while (!words.IsEmpty)
        {
            var length = 1;
            if (IsMark(words[0]))
            {
                dress.IsNegative |= words[0] is '-' or '−';
            }
            else
            {
                while (length < words.Length && !IsMark(words[length]))
                {
                    length++;
                }

                if (!TryWord(words[..length], isBehind, ref dress))
                {
                    return false;
                }
            }

            words = words[length..];
        }

        return true;

        static bool IsMark(char c) => c is '-' or '−' or '+' or '%' || char.IsWhiteSpace(c);
    }

    /// <summary>A word beside a number: a currency, or behind it a scale, or both in one as in 5k€.</summary>
    private static bool TryWord(ReadOnlySpan<char> word, bool isBehind, ref Dress dress)
    {
        if (word.IsEmpty)
        {
            return true;
        }

        if (CurrencySigns.Find(word) is { } currency)
        {
            dress.Currency = dress.Currency is null ? currency : CurrencySigns.Both(dress.Currency, currency);
            return dress.Currency is not null;
        }

        for (var length = Math.Min(NumberScale.Longest, word.Length); isBehind && dress.Scale is null && length > 0; length--)
        {
            if (NumberScale.Of(word[..length]) is { } factor)
            {
                dress.Scale = factor;
                return TryWord(word[length..], isBehind, ref dress);
            }
        }

        return false;
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

    /// <summary>What stands around the digits.</summary>
    private struct Dress
    {
        public bool IsNegative;
        public decimal? Scale;
        public string? Currency;
    }
}

/// <summary>What the numbers of a column say about how they are written.</summary>
public sealed class NumberEvidence
{
    private decimal _highest;
    private bool _hasCurrency;

    /// <summary>Numbers that can only have a decimal point.</summary>
    public int Points { get; private set; }

    /// <summary>Numbers that can only have a decimal comma.</summary>
    public int Commas { get; private set; }

    /// <summary>Numbers such as 1.234, which is one and a bit or one thousand.</summary>
    public int DottedThousands { get; private set; }

    /// <summary>Whether any number bears a percent sign.</summary>
    public bool HasPercent { get; private set; }

    /// <summary>Whether any number lies above 1, so that a column of shares must be percent.</summary>
    public bool IsAboveOne => _highest > 1;

    /// <summary>Whether a number lies above 100 or bears a currency, so that a column is none of shares.</summary>
    public bool AreAmounts => _highest > 100 || _hasCurrency;

    /// <summary>Whether a number lies between 0 and 1, as shares do that are not in percent.</summary>
    public bool HasFraction { get; private set; }

    /// <summary>Takes one more number into account; how high it is only where it <paramref name="isShare"/>.</summary>
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
            else if (c is '.' or ',' && i + 1 < text.Length && (digitsAfter + digitsBefore > 0 || char.IsAsciiDigit(text[i + 1])) && (i == 0 || !char.IsLetter(text[i - 1])))
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

        if (isShare && NumberText.TryParse(text, Commas > Points ? DecimalMark.Comma : DecimalMark.Point, out var value, out var currency))
        {
            _highest = Math.Max(_highest, value ?? 0);
            HasFraction |= value is > 0 and < 1;
            _hasCurrency |= currency is not null;
        }
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

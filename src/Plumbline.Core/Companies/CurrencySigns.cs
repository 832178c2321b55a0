using System.Collections.Frozen;

namespace Plumbline.Companies;

/// <summary>
/// What stands beside an amount and says its currency: a code or a sign. A sign that means one currency is kept as its code; one of several, such as $ or kr, as it is,
/// and agrees with each of them.
/// </summary>
public static class CurrencySigns
{
    private static readonly FrozenDictionary<string, string[]> _signs = string.Join(
            '\n',
            "$ ARS AUD BBD BMD BND BSD BZD CAD CLP COP CVE DOP FJD GYD HKD JMD KYD LRD MXN NAD NIO NZD SBD SGD SRD SVC TTD TWD USD UYU XCD ZWG",
            "US$ USD\nU$ USD\nC$ CAD NIO\nCA$ CAD\nA$ AUD\nAU$ AUD\nNZ$ NZD\nHK$ HKD\nS$ SGD\nSG$ SGD\nNT$ TWD\nR$ BRL\nMX$ MXN",
            "€ EUR\nEURO EUR\nEUROS EUR\n£ GBP EGP FKP GIP LBP SDG SHP SSP SYP\n¥ JPY CNY\n￥ JPY CNY\n円 JPY\n元 CNY TWD\n₹ INR\nRS INR LKR MUR NPR PKR SCR\n₽ RUB\nРУБ RUB BYN\n₴ UAH\nГРН UAH\n₺ TRY\nTL TRY\n₩ KRW KPW",
            "₪ ILS\n฿ THB\n₫ VND\n₱ PHP\n₦ NGN\n₡ CRC\n₲ PYG\n₵ GHS\n₸ KZT\n₼ AZN\n₾ GEL\n֏ AMD\n៛ KHR\n₭ LAK\n₮ MNT\n৳ BDT\n؋ AFN\nRM MYR\nRP IDR\nR ZAR",
            "KR SEK NOK DKK ISK\nFR CHF BIF CDF DJF GNF KMF RWF XAF XOF XPF\nSFR CHF\nZŁ PLN\nZL PLN\nKČ CZK\nFT HUF\nЛВ BGN\nLEI RON MDL\nLEU RON MDL\nDIN RSD")
        .Split('\n').Select(line => line.Split(' ')).ToFrozenDictionary(words => words[0], words => words[1..], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> _bySpan = _signs.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What a word beside an amount says: the code where it means one currency, the sign where several. Null where it is no currency that we know.</summary>
    public static string? Find(ReadOnlySpan<char> word)
    {
        word = word.EndsWith('.') ? word[..^1] : word; // as in "kr." and "Fr."
        if (_bySpan.TryGetValue(word, out var codes))
        {
            return codes is [var only] ? only : word.ToString();
        }

        return word.Length == 3 && word.ToString().ToUpperInvariant() is var code && Currencies.Has(code) ? code : null;
    }

    /// <summary>The currencies that a code or sign may mean: of a code itself, whether there is such a currency or not.</summary>
    public static IReadOnlyList<string> MayMean(string said) => _signs.TryGetValue(said, out var codes) ? codes : [said];

    /// <summary>What two codes or signs say together: the one that says more. Null where both cannot be true.</summary>
    public static string? Both(string one, string other)
    {
        var (mine, theirs) = (MayMean(one), MayMean(other));
        return !mine.Intersect(theirs, StringComparer.Ordinal).Any() ? null : mine.Count <= theirs.Count ? one : other;
    }
}

using System.Collections.Frozen;

namespace Plumbline.Companies;

/// <summary>The currencies in use, by ISO 4217: without metals, funds and codes for testing.</summary>
public static class Currencies
{
    private static readonly FrozenSet<string> _codes = string.Join(
            ' ',
            "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD",
            "HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR",
            "PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether there is a currency with these three capital letters.</summary>
    public static bool Has(string code) => _codes.Contains(code);

    /// <summary>The code as it is kept: EUR for "eur ".</summary>
    /// <exception cref="RefusedException">There is no such currency; the words are for <paramref name="field"/>.</exception>
    public static string Read(string? typed, string field)
    {
        var code = (typed ?? "").Trim().ToUpperInvariant();
        Refuse.Unless(code.Length == 3 && code.All(char.IsAsciiLetterUpper), Refusal.Invalid, "A currency has three letters, as in EUR.", field);
        Refuse.Unless(Has(code), Refusal.Invalid, $"There is no currency {code}. Write the three letters of ISO 4217, as in EUR.", field);
        return code;
    }
}

using System.Globalization;
using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>Figures as they stand in a sentence.</summary>
internal static class Said
{
    /// <summary>Whole units of the currency, as in "1,200,000".</summary>
    public static string Money(decimal money) => money.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A number of things, as in "3,076".</summary>
    public static string Count(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>At most two decimals, as in "9.02".</summary>
    public static string Number(decimal number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>As in "28.5%".</summary>
    public static string Share(decimal share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    /// <summary>As in "Tue 24 Nov 2026".</summary>
    public static string Day(DateOnly day) => day.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>As in "Nov 2026".</summary>
    public static string Month(Month month) => month.FirstDay.ToString("MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>As in "3.4 (2.6 to 4.5)".</summary>
    public static string Range(Estimate estimate) => $"{Number(estimate.Mid)} ({Number(estimate.Low)} to {Number(estimate.High)})";
}

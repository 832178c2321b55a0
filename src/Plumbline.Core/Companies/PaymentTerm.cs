using System.Globalization;
using System.Text.RegularExpressions;
using Plumbline.Fiscal;
using Plumbline.Typing;

namespace Plumbline.Companies;

/// <summary>
/// How many days after the sale customers pay. A month's revenue is taken to be sold in equal parts on each of its days, and each day's part is paid so many days later: 30 days after
/// the 1st to 31st of January are the 31st of January, all of February and the 1st and 2nd of March (28 days), which get 1, 28 and 2 parts of 31.
/// </summary>
public readonly partial record struct PaymentTerm
{
    /// <summary>The longest term, in days.</summary>
    public const int Longest = 180;

    /// <summary>So many days.</summary>
    /// <exception cref="RefusedException">Below 0, or above <see cref="Longest"/>.</exception>
    public PaymentTerm(int days)
    {
        Refuse.Unless(days is >= 0 and <= Longest, Refusal.Invalid, $"Customers pay from 0 to {Longest:0} days after the sale.", "days");
        Days = days;
    }

    /// <summary>What is reckoned with where nobody says otherwise: 30 days.</summary>
    public static PaymentTerm Usual { get; } = new(30);

    /// <summary>The days, 0 to <see cref="Longest"/>.</summary>
    public int Days { get; }

    /// <summary>Reads whole days as typed.</summary>
    /// <returns>Whether it is a term; <paramref name="term"/> is the usual one where it is not.</returns>
    public static bool TryRead(string? typed, out PaymentTerm term)
    {
        var isTerm = TypedNumber.TryRead(typed, out var days) && days == decimal.Truncate(days) && days is >= 0 and <= Longest;
        term = isTerm ? new((int)days) : Usual;
        return isTerm;
    }

    /// <summary>
    /// Reads a term as other systems word it: "30", "Net 45", "30 days", "2% 10, Net 30" (the longest counts, as a shorter one is a discount), "due on receipt" (0 days).
    /// </summary>
    /// <returns>The days; null where nothing says them up to <see cref="Longest"/>.</returns>
    public static int? DaysIn(string? words) => words is null ? null
        : DayNumbers().Matches(words) is { Count: > 0 } numbers ? numbers.Select(n => int.TryParse(n.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= Longest ? days : (int?)null).Max()
        : AtOnce().IsMatch(words) ? 0 : null;

    /// <summary>Whether anything that is sold in a month is paid in another.</summary>
    public bool Reaches(Month sold, Month paid) => sold.FirstDay.AddDays(Days) < paid.Plus(1).FirstDay && sold.Plus(1).FirstDay.AddDays(Days - 1) >= paid.FirstDay;

    /// <summary>
    /// In which months the revenue of <paramref name="month"/> arrives, and how much of it in each, in order. The parts differ from equal days by less than a ten-thousandth, which goes to the
    /// largest remainders, so that they add up to the revenue exactly.
    /// </summary>
    public IReadOnlyList<(Month Month, decimal Amount)> Spread(Month month, decimal revenue)
    {
        var (first, term) = (month.FirstDay, Days);
        var days = month.Plus(1).FirstDay.DayNumber - first.DayNumber;
        var arrivals = Enumerable.Range(0, days).GroupBy(day => Month.Of(first.AddDays(day + term)), (arrives, of) => (Month: arrives, Days: (decimal)of.Count())).ToList();
        return [.. arrivals.Zip(Split.ByWeight(revenue, [.. arrivals.Select(a => a.Days)]), (arrival, amount) => (arrival.Month, amount))];
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex DayNumbers();

    [GeneratedRegex("receipt|immediate|prepaid|in advance|cash", RegexOptions.IgnoreCase)]
    private static partial Regex AtOnce();
}

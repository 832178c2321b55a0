using Plumbline.Forecasting;

namespace Plumbline.Finance;

/// <summary>Someone who is expected to bring less in a month than they are asked for.</summary>
/// <param name="SalespersonId">Who.</param>
/// <param name="Quota">What they are asked for.</param>
/// <param name="Expected">What they sold, and are expected to sell still.</param>
public sealed record ShortPerson(long SalespersonId, decimal Quota, decimal Expected)
{
    /// <summary>What is missing.</summary>
    public decimal Missing => Quota - Expected;
}

/// <summary>An open deal that is likelier to be won later than in the month.</summary>
/// <param name="Deal">The deal.</param>
/// <param name="ByThen">The chance that it is won by the month's end, from 0 to 1.</param>
/// <param name="Adds">What the month would gain where it is won by its end for sure.</param>
public sealed record PulledDeal(DealAhead Deal, double ByThen, decimal Adds);

/// <summary>Why a month falls short, and what could close it.</summary>
/// <param name="Month">The month.</param>
/// <param name="People">Those who miss most, the largest first.</param>
/// <param name="Without">What is sold or expected of those who are asked for nothing, which makes up for some of it.</param>
/// <param name="Pull">Open deals that may be won by the month's end, those first that would likely bring most if they were.</param>
/// <param name="FromNow">The chance that a deal that is begun today is won in the month, from 0 to 1.</param>
/// <param name="Pipeline">The value of new deals, begun today, that would bring what is missing; null where too few of them are won just then.</param>
public sealed record GapCauses(FinanceMonth Month, IReadOnlyList<ShortPerson> People, decimal Without, IReadOnlyList<PulledDeal> Pull, double FromNow, decimal? Pipeline)
{
    /// <summary>So many people and deals are named.</summary>
    public const int Named = 3;

    /// <summary>Looks for them.</summary>
    /// <param name="outlook">The outlook.</param>
    /// <param name="month">One of its gap months.</param>
    /// <param name="quota">What each is asked for in the month.</param>
    /// <param name="sold">What each has sold in it.</param>
    public static GapCauses Of(FinanceOutlook outlook, FinanceMonth month, IReadOnlyDictionary<long, decimal> quota, IReadOnlyDictionary<long, decimal> sold)
    {
        var (ahead, at) = (outlook.Facts.Expected.Ahead, outlook.Index(month.Month)!.Value);
        var expected = outlook.Facts.Expected.ByPerson.ToDictionary(p => p.Key, p => p.Months[at]);
        var people = quota.Keys.Concat(sold.Keys).Concat(expected.Keys).Distinct().Select(p => new ShortPerson(p, quota.GetValueOrDefault(p), sold.GetValueOrDefault(p) + expected.GetValueOrDefault(p))).ToList();
        var fromNow = ahead.FromNow[at] - (at == 0 ? 0 : ahead.FromNow[at - 1]); // What is won before counts for the months before.
        return new(
            month,
            [.. people.Where(p => p is { Quota: > 0, Missing: > 0 }).OrderByDescending(p => p.Missing).ThenBy(p => p.SalespersonId).Take(Named)],
            people.Where(p => p.Quota == 0).Sum(p => p.Expected),
            [
                .. ahead.Deals.Select(d => (Deal: d, ByThen: d.Told(0, at + 1))).Where(d => d.ByThen is >= ForecastBasis.TooLate and < 0.9)
                    .Select(d => new PulledDeal(d.Deal, d.ByThen, Math.Round((decimal)(d.Deal.Value * (1 - d.ByThen)), 2))).OrderByDescending(d => d.ByThen * (double)d.Adds).ThenBy(d => d.Deal.Id).Take(Named),
            ],
            fromNow,
            fromNow < ForecastBasis.TooLate ? null : Math.Round(month.Gap!.Value / (decimal)fromNow, 2));
    }
}

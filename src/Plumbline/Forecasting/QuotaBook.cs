using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>A quota to say something about: of whom, whose results count, and how much.</summary>
internal sealed record AskedQuota(ForecastSubject Subject, long SubjectId, IReadOnlyList<long> People, decimal Quota);

/// <summary>The quotas of people, teams and the company in a period. Imported targets of years before count as quotas there.</summary>
internal sealed class QuotaBook
{
    private readonly ILookup<long, (Month Month, decimal Amount)> _months;
    private readonly Colleagues _colleagues;

    private QuotaBook(FiscalYear fiscal, ILookup<long, (Month, decimal)> months, Colleagues colleagues) => (Fiscal, _months, _colleagues) = (fiscal, months, colleagues);

    public FiscalYear Fiscal { get; }

    /// <summary>How many people have any.</summary>
    public int People => _months.Count;

    public bool IsEmpty => People == 0;

    public static async Task<QuotaBook> Load(PlumblineDb db, ForecastMeasure measure, FiscalYear fiscal, Colleagues colleagues, CancellationToken cancel) => new(
        fiscal,
        (await db.QuotaMonths.AsNoTracking().Select(q => new { q.SalespersonId, q.Month, Amount = measure == ForecastMeasure.Margin ? q.Margin : q.Revenue }).Where(q => q.Amount != null).ToListAsync(cancel)).ToLookup(q => q.SalespersonId, q => (q.Month, q.Amount!.Value)),
        colleagues);

    /// <summary>What a person is asked for in a period; 0 where that is not said of each of its months.</summary>
    public decimal Of(long person, Period period)
    {
        var months = _months[person].Where(q => period.Contains(q.Month)).ToList();
        return months.Select(q => q.Month).Distinct().Count() == period.Length ? months.Sum(q => q.Amount) : 0;
    }

    /// <summary>All quotas of a period, with the teams as they are on a day. Whoever sold without a quota counts for the team and the company.</summary>
    public IEnumerable<AskedQuota> Of(Period period, DateOnly day, IEnumerable<long> sellers)
    {
        var people = sellers.Concat(_months.Select(m => m.Key)).Distinct().Order().Select(p => (Person: p, Quota: Of(p, period))).ToList();
        return
        [
            .. people.Where(p => p.Quota > 0).Select(p => new AskedQuota(ForecastSubject.Salesperson, p.Person, [p.Person], p.Quota)),
            .. people.GroupBy(p => _colleagues.Roster.TeamOn(p.Person, day)).Where(t => t.Key != 0).OrderBy(t => t.Key).Select(t => Sum(ForecastSubject.Team, t.Key, [.. t])).OfType<AskedQuota>(),
            .. Sum(ForecastSubject.Company, 0, people) is { } all ? (AskedQuota[])[all] : [],
        ];

        static AskedQuota? Sum(ForecastSubject subject, long id, IReadOnlyList<(long Person, decimal Quota)> people) =>
            people.Sum(p => p.Quota) is > 0 and var quota ? new(subject, id, [.. people.Select(p => p.Person)], quota) : null;
    }
}

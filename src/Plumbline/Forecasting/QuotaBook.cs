using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>A quota to say something about: of whom, whose results count, and how much.</summary>
internal sealed record AskedQuota(ForecastSubject Subject, long SubjectId, IReadOnlyList<long> People, decimal Quota)
{
    /// <summary>By whose earlier forecasts it is corrected: a team that has all of the company's quota is told as the company is, and not by what smaller teams teach.</summary>
    public ForecastSubject Record { get; init; } = Subject;
}

/// <summary>The quotas of people, teams and the company in a period. Imported targets of years before count as quotas there.</summary>
internal sealed class QuotaBook
{
    private readonly ILookup<long, (Month Month, decimal Amount)> _months;
    private readonly Colleagues _colleagues;
    private readonly ILookup<long, long> _teamsOver; // By team: itself and those above it.

    private QuotaBook(FiscalYear fiscal, ILookup<long, (Month, decimal)> months, Colleagues colleagues) => (Fiscal, _months, _colleagues, _teamsOver) =
        (fiscal, months, colleagues, colleagues.Teams.SelectMany(t => colleagues.WithSubteams(t.Id), (over, team) => (Team: team, Over: over.Id)).ToLookup(t => t.Team, t => t.Over));

    public FiscalYear Fiscal { get; }

    /// <summary>How many people have any.</summary>
    public int People => _months.Count;

    public bool IsEmpty => People == 0;

    /// <summary>Those of a measure.</summary>
    /// <param name="db">Where they are kept.</param>
    /// <param name="measure">Which.</param>
    /// <param name="by">The day whose quotas are wanted; null for those of now.</param>
    /// <param name="fiscal">The company's year.</param>
    /// <param name="colleagues">Who was where.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async Task<QuotaBook> Load(PlumblineDb db, ForecastMeasure measure, DateOnly? by, FiscalYear fiscal, Colleagues colleagues, CancellationToken cancel)
    {
        IEnumerable<QuotaMonth> months = await db.QuotaMonths.AsNoTracking().ToListAsync(cancel);
        if (by is { } day && await db.AgreedQuotas.Where(a => a.AgreedOn > day).Select(a => a.SalespersonId).Distinct().Order().ToArrayAsync(cancel) is { Length: > 0 } people)
        {
            // Who agreed a plan since may have had another quota then.
            var (agreed, targets) = (await db.AgreedQuotas.AsNoTracking().Where(a => EF.Parameter(people).Contains(a.SalespersonId)).ToListAsync(cancel), await db.Targets.AsNoTracking().Where(t => EF.Parameter(people).Contains(t.SalespersonId)).ToListAsync(cancel));
            months = months.Where(q => Array.BinarySearch(people, q.SalespersonId) < 0).Concat(Quotas.Of(agreed, targets, colleagues.Roster, day));
        }

        return new(fiscal, months.Select(q => (q.SalespersonId, q.Month, Amount: measure == ForecastMeasure.Margin ? q.Margin : q.Revenue)).Where(q => q.Amount is not null).ToLookup(q => q.SalespersonId, q => (q.Month, q.Amount!.Value)), colleagues);
    }

    /// <summary>What a person is asked for in a period; 0 where that is not said of each of its months.</summary>
    public decimal Of(long person, Period period)
    {
        var months = _months[person].Where(q => period.Contains(q.Month)).ToList();
        return months.Select(q => q.Month).Distinct().Count() == period.Length ? months.Sum(q => q.Amount) : 0;
    }

    /// <summary>All quotas of a period, with the teams as they are on a day, each with those below it. Whoever sold without a quota counts for the team and the company.</summary>
    public IEnumerable<AskedQuota> Of(Period period, DateOnly day, IEnumerable<long> sellers)
    {
        var people = sellers.Concat(_months.Select(m => m.Key)).Distinct().Order().Select(p => (Person: p, Quota: Of(p, period))).ToList();
        var all = Sum(ForecastSubject.Company, 0, people);
        return
        [
            .. people.Where(p => p.Quota > 0).Select(p => new AskedQuota(ForecastSubject.Salesperson, p.Person, [p.Person], p.Quota)),
            .. people.SelectMany(p => _teamsOver[_colleagues.Roster.TeamOn(p.Person, day)], (p, team) => (Team: team, p)).GroupBy(p => p.Team, p => p.p).OrderBy(t => t.Key).Select(t => Sum(ForecastSubject.Team, t.Key, [.. t])).OfType<AskedQuota>()
                .Select(t => t.Quota == all?.Quota ? t with { Record = ForecastSubject.Company } : t),
            .. all is null ? (AskedQuota[])[] : [all],
        ];

        static AskedQuota? Sum(ForecastSubject subject, long id, IReadOnlyList<(long Person, decimal Quota)> people) =>
            people.Sum(p => p.Quota) is > 0 and var quota ? new(subject, id, [.. people.Select(p => p.Person)], quota) : null;
    }
}

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
    private readonly ILookup<long, (long Team, Month Month, decimal Amount)> _byTeam; // By person.
    private readonly Colleagues _colleagues;
    private readonly Roster _roster;
    private readonly ILookup<long, long> _teamsOver; // By team: itself and those above it.

    private QuotaBook(FiscalYear fiscal, ILookup<long, (long Team, Month Month, decimal Amount)> months, Colleagues colleagues, Roster roster) => (Fiscal, _byTeam, _months, _colleagues, _roster, _teamsOver) =
        (fiscal, months, months.SelectMany(p => p, (p, q) => (p.Key, q.Month, q.Amount)).ToLookup(q => q.Key, q => (q.Month, q.Amount)), colleagues, roster, colleagues.Teams.SelectMany(t => colleagues.WithSubteams(t.Id), (over, team) => (Team: team, Over: over.Id)).ToLookup(t => t.Team, t => t.Over));

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
        var roster = by is { } then ? colleagues.Roster.KnownAt(then) : colleagues.Roster;
        if (by is { } day && await db.AgreedQuotas.Where(a => a.AgreedOn > day).Select(a => a.SalespersonId).Distinct().ToListAsync(cancel) is var later && later.Union(colleagues.Roster.ChangedSince(day)).Order().ToArray() is { Length: > 0 } people)
        {
            // Who agreed a plan since, moved or left may have had another quota then.
            var (agreed, targets) = (await db.AgreedQuotas.AsNoTracking().Where(a => EF.Parameter(people).Contains(a.SalespersonId)).ToListAsync(cancel), await db.Targets.AsNoTracking().Where(t => EF.Parameter(people).Contains(t.SalespersonId)).ToListAsync(cancel));
            months = months.Where(q => Array.BinarySearch(people, q.SalespersonId) < 0).Concat(Quotas.Of(agreed, targets, roster, day));
        }

        return new(fiscal, months.Select(q => (q.SalespersonId, q.TeamId, q.Month, Amount: measure == ForecastMeasure.Margin ? q.Margin : q.Revenue)).Where(q => q.Amount is not null).ToLookup(q => q.SalespersonId, q => (q.TeamId, q.Month, q.Amount!.Value)), colleagues, roster);
    }

    /// <summary>What a person is asked for in a period; 0 where that is not said of each of its months.</summary>
    public decimal Of(long person, Period period) => Quotas.Whole(_months[person], person, period, _roster);

    /// <summary>The teams that what a person brings on a day counts for: theirs on that day and those above it.</summary>
    public IEnumerable<long> TeamsOf(long person, DateOnly day) => _teamsOver[_roster.TeamOn(person, day)];

    /// <summary>Who had left the company at the end of a day.</summary>
    public IReadOnlySet<long> GoneBy(DateOnly day) => _colleagues.People.Where(p => p.Left <= day).Select(p => p.Id).ToHashSet();

    /// <summary>
    /// All quotas of a period, each team's with those below it. Of whoever moved in it a team has the quota of the time that they were there, and the people are those of a day. Whoever sold without a quota counts for the team and the company.
    /// </summary>
    public IEnumerable<AskedQuota> Of(Period period, DateOnly day, IEnumerable<long> sellers)
    {
        var people = sellers.Concat(_months.Select(m => m.Key)).Distinct().Order().Select(p => (Person: p, Quota: Of(p, period))).ToList();
        var all = Sum(ForecastSubject.Company, 0, people);
        return
        [
            .. people.Where(p => p.Quota > 0).Select(p => new AskedQuota(ForecastSubject.Salesperson, p.Person, [p.Person], p.Quota)),
            .. Teams().OrderBy(t => t.SubjectId)
                .Select(t => t.Quota == all?.Quota ? t with { Record = ForecastSubject.Company } : t),
            .. all is null ? (AskedQuota[])[] : [all],
        ];

        IEnumerable<AskedQuota> Teams()
        {
            var quotas = people.Where(p => p.Quota > 0).SelectMany(p => _byTeam[p.Person].Where(q => period.Contains(q.Month)).SelectMany(q => _teamsOver[q.Team], (q, team) => (Team: team, q.Amount)))
                .GroupBy(q => q.Team).ToDictionary(g => g.Key, g => g.Sum(q => q.Amount));
            var members = people.SelectMany(p => TeamsOf(p.Person, day), (p, team) => (team, p.Person)).ToLookup(p => p.team, p => p.Person);
            return quotas.Where(q => q.Value > 0).Select(q => new AskedQuota(ForecastSubject.Team, q.Key, [.. members[q.Key]], q.Value));
        }

        static AskedQuota? Sum(ForecastSubject subject, long id, IReadOnlyList<(long Person, decimal Quota)> people) =>
            people.Sum(p => p.Quota) is > 0 and var quota ? new(subject, id, [.. people.Select(p => p.Person)], quota) : null;
    }
}

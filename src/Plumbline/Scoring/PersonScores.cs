using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>How often a person did something, by month.</summary>
internal sealed record ActivityCounts(string Type, IReadOnlyList<int> Counts)
{
    public int Sum => Counts.Sum();
}

/// <summary>A month's quota of a person, and where it comes from.</summary>
internal sealed record QuotaLine(Month Month, decimal? Revenue, decimal? Margin, QuotaSource Source, string Team);

/// <summary>How a person stands.</summary>
internal sealed record PersonView(
    Person Person, string? Team, Period Period, DateOnly Today, Scoreline Line, IReadOnlyList<MonthLine> Months, ItemLines Products, ItemLines Accounts, IReadOnlyList<Month> ActivityMonths,
    IReadOnlyList<ActivityCounts> Activities, IReadOnlyList<QuotaLine> Quotas, RecordsView Open, PersonActivity Activity, IReadOnlyList<ChainLink> Chain)
{
    public decimal ShareGone => WorkingDays.ShareGone(Period, Today);
}

/// <summary>Puts a person's own page together, and the manager's page of their people.</summary>
internal sealed class PersonScores(PlumblineDb db, OurCompany company, ColleaguesByVersion byVersion, Scoreboard scoreboard, ItemScores items, ScoreRecords records, ActivityStandings activities, SellingHistory history)
{
    /// <summary>Products and accounts shown; the others are on the scoreboard.</summary>
    public const int MostItems = 8;

    /// <summary>How many months of activities are shown.</summary>
    public const int Months = 6;

    public async Task<PersonView> Read(long id, Period period, CancellationToken cancel)
    {
        var people = await byVersion.Load(db, cancel);
        var person = people.Find(id) ?? throw RefusedException.NotFound("person");
        var today = await company.Today(cancel);
        var chart = Scoreboard.ChartMonths(period, (await company.Load(cancel)).FiscalYear);
        var standings = await scoreboard.Load(period, chart, [id], people, today, cancel);
        var scope = new ScoreScope(PersonId: id);
        var teams = people.Teams.ToDictionary(t => t.Id, t => t.Name);
        var (first, last) = (period.First, period.Last);
        var quotas = await db.QuotaMonths.AsNoTracking().Where(q => q.SalespersonId == id && q.Month >= first && q.Month <= last).OrderBy(q => q.Month).ThenBy(q => q.TeamId).ToListAsync(cancel);
        var (own, team) = await history.Chain(id, cancel);
        var months = new Period(period.Last.Plus(1 - Months), Months).Months.ToList();
        return new(
            person, teams.GetValueOrDefault(people.Roster.TeamOn(id, Scoreboard.EndOf(period, today))), period, today, standings.Total(null, person.Name), standings.ByMonth(chart, null),
            Largest(await items.Read(ItemKind.Product, period, scope, "actual", null, people, today, cancel)), Largest(await items.Read(ItemKind.Account, period, scope, "actual", null, people, today, cancel)),
            months, await Activities(id, months, cancel),
            quotas.ConvertAll(q => new QuotaLine(q.Month, q.Revenue, q.Margin, q.Source, teams.GetValueOrDefault(q.TeamId, Scoreboard.NoTeam))),
            await records.Read(new(ScoreFigure.Open, period, scope), cancel),
            await activities.Of(id, Scoreboard.EndOf(period, today), people.Roster, cancel), ConversionChain.Of(own, team));
    }

    /// <summary>A line for each of a manager's people who is here in the period or has any figure in it, by attainment.</summary>
    public async Task<IReadOnlyList<(Person Person, Scoreline Line)>> Below(long manager, Period period, CancellationToken cancel)
    {
        var people = await byVersion.Load(db, cancel);
        var today = await company.Today(cancel);
        var ids = people.Below(manager);
        var standings = await scoreboard.Load(period, [], [.. ids], people, today, cancel);
        var lines = standings.ByPerson(null, _ => "").ToDictionary(l => l.Id);
        var below = ids.Select(id => people.Find(id)!)
            .Where(p => lines.ContainsKey(p.Id) || ((p.Joined is not { } joined || joined <= period.LastDay) && (p.Left is not { } left || left >= period.FirstDay)))
            .ToDictionary(p => p.Id);
        return [.. Ranking.ByAttainment(below.Values.Select(p => lines.TryGetValue(p.Id, out var line) ? line with { Name = p.Name } : new Scoreline { Id = p.Id, Name = p.Name })).Select(r => (below[r.Line.Id], r.Line))];
    }

    private static ItemLines Largest(ItemLines all) => all with { Lines = [.. all.Lines.Take(MostItems)] };

    private async Task<IReadOnlyList<ActivityCounts>> Activities(long id, List<Month> months, CancellationToken cancel)
    {
        var (first, last) = (months[0], months[^1]);
        var counts = await db.ActivityMonths.Where(m => m.SalespersonId == id && m.Month >= first && m.Month <= last)
            .Join(db.ActivityTypes, m => m.TypeId, t => t.Id, (m, t) => new { t.Name, m.Month, m.Count }).ToListAsync(cancel);
        return [.. counts.GroupBy(c => c.Name).OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase).Select(g => new ActivityCounts(g.Key, [.. months.Select(m => g.Where(c => c.Month == m).Sum(c => c.Count))]))];
    }
}

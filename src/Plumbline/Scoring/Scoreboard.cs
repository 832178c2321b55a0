using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>A line of the page.</summary>
/// <param name="Line">The figures.</param>
/// <param name="Rank">Its place by attainment; null where it has none.</param>
/// <param name="Depth">How deep in the tree of teams; 0 elsewhere.</param>
public sealed record ShownLine(Scoreline Line, int? Rank, int Depth);

/// <summary>A scoreboard, ready to be shown or written.</summary>
/// <param name="Ask">What was asked for.</param>
/// <param name="Today">The company's day.</param>
/// <param name="ScopeName">Whose figures these are, in words.</param>
/// <param name="Lines">The lines of this page.</param>
/// <param name="Total">All lines together, those of other pages too.</param>
/// <param name="Months">Result and quota by month around the period, for the chart.</param>
/// <param name="Found">How many lines there are on all pages.</param>
/// <param name="Pages">How many pages.</param>
/// <param name="IsNew">Whether nothing at all has been counted yet, in any period.</param>
public sealed record ScoreboardView(
    ScoreboardAsk Ask, DateOnly Today, string ScopeName, IReadOnlyList<ShownLine> Lines, Scoreline Total, IReadOnlyList<MonthLine> Months, int Found, int Pages, bool IsNew)
{
    /// <summary>The share of the period's working days gone, from 0 to 1.</summary>
    public decimal ShareGone => WorkingDays.ShareGone(Ask.Period, Today);

    /// <summary>Whether today lies in the period.</summary>
    public bool IsRunning => Ask.Period.Contains(Today);

    /// <summary>Whether the period has not begun.</summary>
    public bool IsToCome => Ask.Period.FirstDay > Today;
}

/// <summary>Puts scoreboards together from the summaries, at a cost that follows what is shown and not the company's history.</summary>
internal sealed class Scoreboard(PlumblineDb db, OurCompany company, ColleaguesByVersion byVersion, ItemScores items, ActivityStandings activities, ClosingByVersion closings)
{
    /// <summary>Lines on a page, where there are more.</summary>
    public const int PerPage = 200;

    public const string NoSalesperson = "No salesperson";
    public const string NoTeam = "No team";

    private static readonly Dictionary<long, decimal> _nothing = [];

    public async Task<ScoreboardView> Read(ScoreboardAsk ask, CancellationToken cancel)
    {
        var people = await byVersion.Load(db, cancel);
        var ours = await company.Load(cancel);
        var today = await company.Today(cancel);
        var scopeName = NameOf(ask.Scope, people, ours);
        var teams = ask.Scope.TeamId is { } team ? people.WithSubteams(team) : null;
        if (ask.By is ScoreBy.Product or ScoreBy.Account)
        {
            return await ReadItems(ask, people, today, scopeName, cancel);
        }

        var chart = ChartMonths(ask.Period, ours.FiscalYear);
        var standings = await Load(ask.Period, chart, ask.Scope.PersonId is { } one ? [one] : null, people, today, cancel, ask.IsOfMargin);
        var total = standings.Total(teams, scopeName);
        var months = standings.ByMonth(chart, teams);
        IReadOnlyList<ShownLine> lines = ask.By switch
        {
            ScoreBy.Company => [new(total, null, 0)],
            ScoreBy.Team => Trees(standings.ByTeam([.. people.Teams.Where(t => teams?.Contains(t.Id) != false)], siblings => ScoreOrder.Order(siblings, ask.Sort), teams is null || ask.Scope.TeamId == 0 ? NoTeam : null)),
            _ => Ranked(standings.ByPerson(teams, id => id == 0 ? NoSalesperson : people.NameOf(id)), ask.Sort),
        };
        var page = ask.Page is { } asked && ask.By == ScoreBy.Salesperson ? lines.Skip((asked - 1) * PerPage).Take(PerPage).ToList() : lines;
        return new(ask, today, scopeName, page, total, months, lines.Count, PagesOf(lines.Count), total.IsEmpty && await IsNew(cancel));
    }

    /// <summary>The figures of some people, or of all where none are named, by revenue or by margin, over the months of the period and of a chart. A page of a few names them: those of all are many where the company is large.</summary>
    public async Task<Standings> Load(Period period, IReadOnlyList<Month> chart, long[]? of, Colleagues people, DateOnly today, CancellationToken cancel, bool isOfMargin = false)
    {
        var lastOfTrend = Earlier(period.Last, Month.Of(today));
        var first = Earlier(Earlier(period.Previous.First, lastOfTrend.Plus(1 - Standings.TrendMonths)), chart.Count > 0 ? chart[0] : period.First);
        var last = chart.Count > 0 && chart[^1] > period.Last ? chart[^1] : period.Last;
        var quotasFrom = chart.Count > 0 ? Earlier(chart[0], period.First) : period.First;

        var isOfAll = of is null;
        var results = await db.PersonMonths.AsNoTracking().Where(m => m.Month >= first && m.Month <= last && (isOfAll || EF.Parameter(of!).Contains(m.SalespersonId))).ToListAsync(cancel);
        var quotas = await db.QuotaMonths.AsNoTracking().Where(q => q.Month >= quotasFrom && q.Month <= last && (isOfAll || EF.Parameter(of!).Contains(q.SalespersonId))).ToListAsync(cancel);
        var now = Counting.Now;
        var open = await db.PipelineMonths.Where(m => m.Month > period.Last && (isOfAll || EF.Parameter(of!).Contains(m.SalespersonId)))
            .GroupBy(m => m.SalespersonId)
            .Select(g => new
            {
                g.Key,
                Now = new Stock(g.Sum(m => m.Month == now ? m.Pipeline.Count : 0), g.Sum(m => m.Month == now ? m.Pipeline.Amount : 0)),
                After = new Stock(g.Sum(m => m.Month == now ? 0 : m.Pipeline.Count), g.Sum(m => m.Month == now ? 0 : m.Pipeline.Amount)),
            })
            .ToDictionaryAsync(g => g.Key, g => g.Now + -g.After, cancel);
        var end = EndOf(period, today);
        var activity = await activities.Scores(period, of, people.Roster, today, cancel);
        return new(period, lastOfTrend, results, quotas, open, period.Contains(today) ? await Closing(period, of, today, cancel) : _nothing, activity, id => people.Roster.TeamOn(id, end), id => people.Roster.ShareGone(id, period, today), isOfMargin);
    }

    /// <summary>What is qualified and expected to close in the months that are left of a period that runs, by salesperson: what pipeline coverage goes by.</summary>
    private async Task<IReadOnlyDictionary<long, decimal>> Closing(Period period, long[]? of, DateOnly today, CancellationToken cancel)
    {
        if (of is not null)
        {
            return await ReadClosing(period, of, today, cancel);
        }

        var kept = closings.At(await db.CurrentVersion(cancel), today);
        return kept.TryGetValue(period, out var found) ? found : kept[period] = await ReadClosing(period, null, today, cancel);
    }

    private async Task<IReadOnlyDictionary<long, decimal>> ReadClosing(Period period, long[]? of, DateOnly today, CancellationToken cancel)
    {
        var (isOfAll, since, until) = (of is null, Month.Of(today).FirstDay, period.LastDay);
        var closing = await (
            from opportunity in db.Opportunities.Where(o => o.State == OpportunityState.Open && o.ExpectedClose >= since && o.ExpectedClose <= until && (isOfAll || EF.Parameter(of!).Contains(o.SalespersonId ?? 0)))
            join product in db.Products on opportunity.ProductId equals product.Id into products
            from product in products.DefaultIfEmpty()
            group opportunity.Amount ?? product!.ListPrice ?? 0 by new { Person = opportunity.SalespersonId ?? 0, opportunity.Stage } into g
            select new { g.Key.Person, g.Key.Stage, Worth = g.Sum() }).ToListAsync(cancel);
        var unqualified = new StageList(closing.Count == 0 ? [] : await db.Stages.AsNoTracking().ToListAsync(cancel)).Unqualified();
        return closing.Where(c => c.Stage is null || !unqualified.Contains(c.Stage)).GroupBy(c => c.Person).ToDictionary(g => g.Key, g => g.Sum(c => c.Worth));
    }

    /// <summary>The months of a chart: the fiscal half that holds the period, or its year.</summary>
    public static IReadOnlyList<Month> ChartMonths(Period period, FiscalYear fiscal) => [.. fiscal.Cut(period.FirstDay, period.Length > 6 ? 12 : 6).Months];

    /// <summary>The day on which what stands open is looked at: the period's last, or today.</summary>
    public static DateOnly EndOf(Period period, DateOnly today) => today < period.LastDay && today >= period.FirstDay ? today : period.LastDay;

    private async Task<ScoreboardView> ReadItems(ScoreboardAsk ask, Colleagues people, DateOnly today, string scopeName, CancellationToken cancel)
    {
        var kind = ask.By == ScoreBy.Product ? ItemKind.Product : ItemKind.Account;
        var found = await items.Read(kind, ask.Period, ask.Scope, ask.Sort, ask.Page, people, today, cancel);
        return new(ask, today, scopeName, [.. found.Lines.Select(l => new ShownLine(l, null, 0))], found.Total with { Name = scopeName }, [], found.Found, PagesOf(found.Found), found.Total.IsEmpty && await IsNew(cancel));
    }

    private async Task<bool> IsNew(CancellationToken cancel) => !await db.PersonMonths.AnyAsync(cancel) && !await db.PipelineMonths.AnyAsync(cancel) && !await db.QuotaMonths.AnyAsync(cancel);

    private static int PagesOf(int lines) => Math.Max(1, (lines + PerPage - 1) / PerPage);

    private static string NameOf(ScoreScope scope, Colleagues people, Company ours)
    {
        var team = scope.TeamId switch
        {
            null => null,
            0 => NoTeam,
            { } id => people.Teams.FirstOrDefault(t => t.Id == id)?.Name ?? throw RefusedException.NotFound("team"),
        };
        var person = scope.PersonId switch
        {
            null => null,
            0 => NoSalesperson,
            { } id => people.Find(id)?.Name ?? throw RefusedException.NotFound("person"),
        };
        return (person, team) switch
        {
            (null, null) => ours.Name.Length > 0 ? ours.Name : "Company",
            (null, _) => team,
            (_, null) => person,
            _ => $"{person}, {team}",
        };
    }

    private static List<ShownLine> Ranked(IReadOnlyList<Scoreline> lines, string? sort)
    {
        // Nobody has no place among people.
        var ranks = Ranking.ByAttainment(lines.Where(l => l.Id != 0)).ToDictionary(r => r.Line.Id, r => r.Rank);
        return [.. ScoreOrder.Order(lines, sort).Select(l => new ShownLine(l, ranks.GetValueOrDefault(l.Id), 0))];
    }

    /// <summary>Teams are ranked among those of the same team above.</summary>
    private static IReadOnlyList<ShownLine> Trees(IReadOnlyList<TeamLine> lines)
    {
        var ranks = lines.Where(l => l.Line.Id != 0).GroupBy(l => l.ParentId).SelectMany(g => Ranking.ByAttainment(g.Select(l => l.Line))).ToDictionary(r => r.Line.Id, r => r.Rank);
        return [.. lines.Select(l => new ShownLine(l.Line, ranks.GetValueOrDefault(l.Line.Id), l.Depth))];
    }

    private static Month Earlier(Month a, Month b) => a < b ? a : b;
}

/// <summary>Keeps what closes in a period that runs, by salesperson: all that is open is read for it.</summary>
internal sealed class ClosingByVersion : FiguresByVersion<Period, IReadOnlyDictionary<long, decimal>>;

using FsCheck.Xunit;
using Plumbline.Fiscal;
using Plumbline.People;

namespace Plumbline.Scoring;

public class StandingsTests
{
    private static readonly Period _quarter = new(new(2026, 10), 3);

    [Property]
    public void The_company_is_the_sum_of_its_people_and_of_its_teams_at_the_top(int seed)
    {
        var world = new RandomWorld(new(seed));
        var total = world.Standings.Total(null, "Company");
        AssertSame(total, Scoreline.Sum(0, "Company", world.Standings.ByPerson(null, id => $"Person {id}")));
        AssertSame(total, Scoreline.Sum(0, "Company", world.Standings.ByTeam(world.Teams, l => l, "No team").Where(t => t.Depth == 0).Select(t => t.Line)));
        Assert.Equal(total.Tally.Revenue, world.Standings.ByMonth(_quarter.Months, null).Sum(m => m.Result));
        Assert.Equal(total.Quota ?? 0, world.Standings.ByMonth(_quarter.Months, null).Sum(m => m.Quota ?? 0));
    }

    [Property]
    public void A_team_is_the_sum_of_those_in_it_and_its_sub_teams(int seed)
    {
        var world = new RandomWorld(new(seed));
        foreach (var team in world.Standings.ByTeam(world.Teams, l => l, "No team"))
        {
            AssertSame(team.Line, Scoreline.Sum(0, "", world.Standings.ByPerson(RandomWorld.WithSubteams(team.Line.Id), id => $"Person {id}")));
        }
    }

    [Property]
    public void Ranks_follow_attainment_and_ties_share_one(int seed)
    {
        var chance = new Random(seed);
        var lines = Enumerable.Range(1, chance.Next(1, 20)).Select(i => new Scoreline { Id = i, Name = $"P{chance.Next(5)}", Quota = chance.Next(4) == 0 ? null : chance.Next(-1, 4) * 10, Tally = new() { Revenue = chance.Next(-2, 5) * 5 } }).ToList();
        var ranked = Ranking.ByAttainment(lines);
        Assert.Equal(lines.Count, ranked.Select(r => r.Line.Id).Distinct().Count());
        Assert.All(ranked, r => Assert.Equal(r.Line.Attainment is { } own ? 1 + lines.Count(l => l.Attainment > own) : null, r.Rank));
        Assert.DoesNotContain(ranked.SkipWhile(r => r.Rank is not null), r => r.Rank is not null);
    }

    [Property]
    public void Stays_say_the_same_as_each_day_does(int seed)
    {
        var chance = new Random(seed);
        var first = new DateOnly(2026, 10, 1);
        var memberships = Enumerable.Range(0, chance.Next(5)).Select(_ => new TeamMembership
        {
            PersonId = 1,
            TeamId = chance.Next(1, 4),
            From = chance.Next(4) == 0 ? null : first.AddDays(chance.Next(-20, 110)),
            Until = chance.Next(3) == 0 ? null : first.AddDays(chance.Next(-20, 110)),
        }).ToList();
        var roster = new Roster([], memberships, []);
        var stays = roster.Stays(1, first, first.AddDays(91));
        var days = stays.SelectMany(s => Enumerable.Range(0, s.Until.DayNumber - s.From.DayNumber + 1).Select(i => (Day: s.From.AddDays(i), s.TeamId))).ToList();
        Assert.Equal(Enumerable.Range(0, 92).Select(i => (first.AddDays(i), roster.TeamOn(1, first.AddDays(i)))), days);
        Assert.All(stays.Zip(stays.Skip(1)), pair => Assert.NotEqual(pair.First.TeamId, pair.Second.TeamId));
    }

    [Theory]
    [InlineData(null, 50, null, null)]
    [InlineData(0, 50, null, -50)]
    [InlineData(-100, 50, null, -150)]
    [InlineData(100, 0, 0.0, 100)]
    [InlineData(100, -25, -0.25, 125)]
    [InlineData(100, 150, 1.5, -50)]
    public void A_quota_that_asks_for_nothing_has_no_attainment(int? quota, int revenue, double? attainment, int? gap)
    {
        var line = new Scoreline { Id = 1, Name = "Mary", Quota = quota, Tally = new() { Revenue = revenue } };
        Assert.Equal((decimal?)attainment, line.Attainment);
        Assert.Equal(gap, line.Gap);
    }

    [Fact]
    public void Pace_and_trend_compare_with_the_working_days_gone()
    {
        var line = new Scoreline { Id = 1, Name = "Mary", Quota = 100, QuotaByNow = 50, Tally = new() { Revenue = 40 }, Before = 64 };
        Assert.Equal(0.8m, line.Pace);
        Assert.Equal(0.25m, line.Change(0.5m));
        Assert.Null((line with { QuotaByNow = 0 }).Pace);
        Assert.Null(line.Change(0));
        Assert.Null((line with { Before = 0 }).Change(0.5m));
    }

    [Fact]
    public void The_quota_due_by_now_is_that_of_each_persons_own_days_and_adds_up()
    {
        QuotaMonth[] quotas = [.. new long[] { 1, 2 }.Select(p => new QuotaMonth { Month = new(2026, 12), SalespersonId = p, TeamId = p, Revenue = 200, Source = QuotaSource.AgreedPlan })];
        var standings = new Standings(_quarter, _quarter.Last, [], quotas, new Dictionary<long, Stock>(), new Dictionary<long, decimal>(), new Dictionary<long, ActivityScore>(), _ => 1, person => person == 1 ? 0.5m : 0.1m);

        Assert.Equal([(1L, 100m), (2L, 20m)], standings.ByPerson(null, _ => "").OrderBy(l => l.Id).Select(l => (l.Id, l.QuotaByNow!.Value)));
        Assert.Equal(120, standings.Total(null, "").QuotaByNow);
        Assert.Equal(20, standings.Total(new HashSet<long> { 2 }, "").QuotaByNow);
    }

    [Fact]
    public void Results_stay_with_the_team_of_the_day_and_what_is_open_goes_with_the_person()
    {
        var standings = new Standings(
            _quarter, _quarter.Last,
            [new() { Month = new(2026, 10), SalespersonId = 1, TeamId = 1, Tally = new() { Revenue = 70 } }, new() { Month = new(2026, 12), SalespersonId = 1, TeamId = 2, Tally = new() { Revenue = 30 } }],
            [], new Dictionary<long, Stock> { [1] = new(2, 500) }, new Dictionary<long, decimal> { [1] = 300 }, new Dictionary<long, ActivityScore> { [1] = new(1.5m, 2) }, _ => 2, _ => 1);
        Assert.Equal((70m, 0m, 0m), Figures(standings.Total(new HashSet<long> { 1 }, "")));
        Assert.Equal((30m, 500m, 300m), Figures(standings.Total(new HashSet<long> { 2 }, "")));
        Assert.Equal((null, 0.75m), (standings.Total(new HashSet<long> { 1 }, "").Activity.Share, standings.Total(new HashSet<long> { 2 }, "").Activity.Share));
        Assert.Equal([0m, 0, 0, 70, 0, 30], standings.Total(null, "").Trend);

        static (decimal, decimal, decimal) Figures(Scoreline line) => (line.Tally.Revenue, line.Open.Amount, line.Closing);
    }

    [Fact]
    public void What_was_sold_without_a_quota_is_told_apart_and_who_sold_much_so_is_not_ranked()
    {
        QuotaMonth Quota(long person, Month month) => new() { Month = month, SalespersonId = person, TeamId = 1, Revenue = 100, Source = QuotaSource.AgreedPlan };
        PersonMonth Sold(long person, Month month, decimal revenue) => new() { Month = month, SalespersonId = person, TeamId = 2, Tally = new() { Revenue = revenue } };
        var standings = new Standings(
            _quarter, _quarter.Last, [Sold(1, new(2026, 10), 50), Sold(1, new(2026, 11), 90), Sold(2, new(2026, 10), 80), Sold(0, new(2026, 10), 10)],
            [Quota(1, new(2026, 10)), Quota(2, new(2026, 10))], new Dictionary<long, Stock> { [1] = new(1, 70), [2] = new(2, 90) }, new Dictionary<long, decimal> { [1] = 70, [2] = 50 }, new Dictionary<long, ActivityScore>(), _ => 1, _ => 1);

        var lines = standings.ByPerson(null, id => $"{id}");

        Assert.Equal([(0L, 10m, false), (1, 90, true), (2, 0, false)], lines.OrderBy(l => l.Id).Select(l => (l.Id, l.Unmeasured, l.IsPartlyMeasured)));
        Assert.Equal([null, null, 2.5m], lines.OrderBy(l => l.Id).Select(l => l.Coverage)); // 50 that close in time for 20 that are missing.
        Assert.Equal([(2L, 1), (1, null), (0, (int?)null)], Ranking.ByAttainment(lines).Select(r => (r.Line.Id, r.Rank)));
        Assert.Equal(100, standings.Total(null, "").Unmeasured);
    }

    [Fact]
    public void By_margin_all_that_is_told_of_quota_and_result_is_margin_and_who_lacks_much_of_it_is_not_ranked()
    {
        QuotaMonth Quota(long person, decimal? margin) => new() { Month = new(2026, 10), SalespersonId = person, TeamId = 1, Revenue = 1_000, Margin = margin, Source = QuotaSource.AgreedPlan };
        PersonMonth Sold(long person, decimal margin, decimal unknown) => new() { Month = new(2026, 10), SalespersonId = person, TeamId = 1, Tally = new() { Revenue = 400, Margin = margin, UnknownMarginRevenue = unknown } };
        var standings = new Standings(
            _quarter, _quarter.Last, [Sold(1, 60, 0), Sold(2, 90, 80), Sold(3, 0, 400), Sold(4, 30, 0)], [Quota(1, 120), Quota(2, 120), Quota(3, 120), Quota(4, null)], new Dictionary<long, Stock>(), new Dictionary<long, decimal> { [1] = 500 },
            new Dictionary<long, ActivityScore>(), _ => 1, _ => 0.5m, isOfMargin: true);

        var lines = standings.ByPerson(null, id => $"{id}");

        Assert.Equal([(1L, 120m, 60m, 0.5m), (2, 120, 90, 0.75m), (3, 120, null, null), (4, null, 30, null)], lines.OrderBy(l => l.Id).Select(l => (l.Id, l.Asked, l.Reached, l.Attainment)));
        Assert.Equal([(1L, 1), (2, null), (4, null), (3, (int?)null)], Ranking.ByAttainment(lines).Select(r => (r.Line.Id, r.Rank)));
        var first = lines.Single(l => l.Id == 1);
        Assert.Equal((60m, 1m, null), (first.Gap, first.Pace, first.Coverage));
        Assert.Equal([0m, 0, 0, 60, 0, 0], first.Trend);
        Assert.Equal((360m, 180m, 30m), (standings.Total(null, "").Asked, standings.Total(null, "").Reached, standings.Total(null, "").Unmeasured));
        Assert.Equal((180m, 360m), (standings.ByMonth([new(2026, 10)], null)[0].Result, standings.ByMonth([new(2026, 10)], null)[0].Quota));
    }

    private static void AssertSame(Scoreline a, Scoreline b) =>
        Assert.Equal((a.Quota, a.QuotaByNow, a.MarginQuota, a.Sources, a.Tally, a.Unmeasured, a.Open, a.Closing, a.Activity), (b.Quota, b.QuotaByNow, b.MarginQuota, b.Sources, b.Tally, b.Unmeasured, b.Open, b.Closing, b.Activity));

    /// <summary>Some people, four teams in a tree, a year of figures.</summary>
    private sealed class RandomWorld
    {
        private static readonly long[][] _parents = [[1], [2, 1], [3, 1], [4, 2]];

        public RandomWorld(Random chance)
        {
            Teams = [.. _parents.Select(p => MakeTeam(p[0], p.Length > 1 ? p[1] : null))];
            var months = Enumerable.Range(0, 12).Select(i => new Month(2026, 1).Plus(i)).ToList();
            var keys = months.SelectMany(m => Enumerable.Range(0, 5).SelectMany(p => Enumerable.Range(0, 5).Select(t => (Month: m, Person: (long)p, Team: (long)t)))).ToList();
            var open = Enumerable.Range(0, 5).Where(_ => chance.Next(2) == 0).ToDictionary(p => (long)p, p => new Stock(chance.Next(1, 3), chance.Next(100)));
            Standings = new(
                _quarter, _quarter.Last,
                [.. keys.Where(_ => chance.Next(3) == 0).Select(k => new PersonMonth { Month = k.Month, SalespersonId = k.Person, TeamId = k.Team, Tally = new() { Revenue = Math.Round(chance.Next(-100, 1000) / 7m, 4), Margin = chance.Next(50), Won = chance.Next(3), Lost = chance.Next(3) } })],
                [.. keys.Where(k => k.Person > 0 && chance.Next(3) == 0).Select(k => Quota(k.Month, k.Person, k.Team, chance))],
                open,
                open.ToDictionary(o => o.Key, o => o.Value.Amount / 2),
                Enumerable.Range(1, 4).Where(_ => chance.Next(2) == 0).ToDictionary(p => (long)p, _ => new ActivityScore(chance.Next(4), 4)),
                person => person % 5,
                person => person / 8m);
        }

        public IReadOnlyList<Team> Teams { get; }

        public Standings Standings { get; }

        public static HashSet<long> WithSubteams(long team) => team switch { 1 => [1, 2, 3, 4], 2 => [2, 4], _ => [team] };

        /// <summary>Asks for revenue, margin or both, as every quota that is kept does; at times for nothing of either (0).</summary>
        private static QuotaMonth Quota(Month month, long person, long team, Random chance)
        {
            var (asksRevenue, asksMargin) = chance.Next(3) switch { 0 => (true, false), 1 => (false, true), _ => (true, true) };
            return new()
            {
                Month = month,
                SalespersonId = person,
                TeamId = team,
                Source = (QuotaSource)chance.Next(2),
                Revenue = asksRevenue ? chance.Next(4) * 250 : null,
                Margin = asksMargin ? chance.Next(2) * 5 : null,
            };
        }

        private static Team MakeTeam(long id, long? parent)
        {
            var team = new Team { Name = $"Team {id}", ParentId = parent };
            typeof(Team).GetProperty(nameof(Team.Id))!.SetValue(team, id);
            return team;
        }
    }
}

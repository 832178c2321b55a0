using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Importing;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;
using static Plumbline.Importing.ImportWorld;

namespace Plumbline.Scoring;

public class ScoreboardTests
{
    private const int Worlds = 4;
    private static readonly Period _quarter = new(new(2027, 1), 3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Everyone_is_ranked_by_attainment_against_their_quota(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(
            Target("Anna Berg", 1_000), Target("Ben Carlsson", 4_000),
            Won(2, "a", 900), Won(3, "b", 2_000, seller: "Ben Carlsson"), Won(4, "c", 5_000, seller: "Cleo"), Won(5, "d", 70, seller: null), Deal(6, "e", amount: 300), Deal(7, "f", seller: "Cleo", state: OpportunityState.Lost, closed: new(2027, 2, 1)));

        var board = await Read(world, new(_quarter, ScoreBy.Salesperson));

        Assert.Equal([("Anna Berg", 1, 900m), ("Ben Carlsson", 2, 2_000m), ("Cleo", null, 5_000m), ("No salesperson", null, 70m)], board.Lines.Select(l => (l.Line.Name, l.Rank, l.Line.Tally.Revenue)));
        Assert.Equal((0.9m, 100m, 1, 300m), (board.Lines[0].Line.Attainment, board.Lines[0].Line.Gap, board.Lines[0].Line.Open.Count, board.Lines[0].Line.Open.Amount));
        Assert.Equal((5_000m, 7_970m, 4, 1), (board.Total.Quota, board.Total.Tally.Revenue, board.Total.Tally.Won, board.Total.Tally.Lost));
        Assert.Equal(QuotaSources.ImportedTargets, board.Total.Sources);
    }

    [Theory, EachDatabase]
    public async Task The_figures_of_a_few_are_those_that_they_have_among_all(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(
            Target("Anna Berg", 1_000), Target("Ben Carlsson", 4_000),
            Won(2, "a", 900), Won(3, "b", 2_000, seller: "Ben Carlsson"), Won(4, "c", 5_000, seller: "Cleo"), Won(5, "d", 70, seller: null), Deal(6, "e", amount: 300), Deal(7, "f", seller: "Cleo", state: OpportunityState.Lost, closed: new(2027, 2, 1)),
            Call(8, "Anna Berg"), Call(9, "Anna Berg"), Call(10, "Ben Carlsson"), Call(11, "Cleo"));
        await world.Db(async db =>
        {
            var call = await db.ActivityTypes.SingleAsync(t => t.Name == "Call", Cancel);
            foreach (var person in await db.People.Where(p => p.Name != "Cleo").ToListAsync(Cancel))
            {
                db.Add(new AgreedQuota(person.Id, new(2027, 2), 500, null, new(2027, 1, 5), 1));
                db.Add(new AgreedActivity(person.Id, new(2027, 2), call.Id, person.Name == "Anna Berg" ? 1 : 2, new(2027, 1, 5), 1));
            }

            return await db.SaveChangesAsync(Cancel);
        });

        var all = await Lines(null);
        Assert.Equal([("Anna Berg", 0.5m), ("Ben Carlsson", 0.125m)], all.Where(l => l.Activity.Goals > 0).OrderBy(l => l.Name).Select(l => (l.Name, l.Activity.Share!.Value)));
        var few = await Lines([.. all.Where(l => l.Name is "Anna Berg" or "Cleo").Select(l => l.Id)]);

        Assert.Equal(["Anna Berg", "Cleo"], few.Select(l => l.Name).Order());
        Assert.All(few, line => Assert.Equivalent(all.Single(l => l.Id == line.Id), line, strict: true));

        Task<IReadOnlyList<Scoreline>> Lines(long[]? of) => world.With(async services =>
        {
            var db = services.GetRequiredService<PlumblineDb>();
            var people = await new ColleaguesByVersion().Load(db, Cancel);
            return (await Board(services).Load(_quarter, [], of, people, _quarter.LastDay, Cancel)).ByPerson(null, id => id == 0 ? "nobody" : people.NameOf(id));
        });
    }

    [Theory, EachDatabase]
    public async Task Results_stay_with_the_team_of_the_day(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Person(2, "Anna Berg", team: "North"), Won(2, "a", 100, new(2027, 1, 20)), Won(3, "b", 40, new(2027, 3, 5)), Deal(4, "c", amount: 7));
        await world.Import(Person(2, "Ben Carlsson", team: "South"));
        await Move(world, "Anna Berg", "South", new(2027, 2, 1));

        var board = await Read(world, new(_quarter, ScoreBy.Team));

        Assert.Equal([("North", 100m, 0m), ("South", 40m, 7m)], board.Lines.Select(l => (l.Line.Name, l.Line.Tally.Revenue, l.Line.Open.Amount)));
        var north = board.Lines[0].Line.Id;
        Assert.Equal([("Anna Berg", 100m)], (await Read(world, new(_quarter, ScoreBy.Salesperson, new(north)))).Lines.Select(l => (l.Line.Name, l.Line.Tally.Revenue)));
        Assert.Equal([("Migration", 100m)], (await Read(world, new(_quarter, ScoreBy.Product, new(north)))).Lines.Select(l => (l.Line.Name, l.Line.Tally.Revenue)));
    }

    [Theory, EachDatabase]
    public async Task A_team_holds_its_sub_teams(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(
            new TeamRow(2, "top", "Sales", default), new TeamRow(3, "sub", "North", new("top", null)),
            Person(2, "Anna Berg", team: "Sales"), Person(3, "Ben Carlsson", team: "North"), Won(2, "a", 100), Won(3, "b", 40, seller: "Ben Carlsson"));

        var board = await Read(world, new(_quarter, ScoreBy.Team));

        Assert.Equal([("Sales", 0, 140m), ("North", 1, 40m)], board.Lines.Select(l => (l.Line.Name, l.Depth, l.Line.Tally.Revenue)));
        Assert.Equal(140, (await Read(world, new(_quarter, ScoreBy.Salesperson, new(board.Lines[0].Line.Id)))).Total.Tally.Revenue);
    }

    [Theory, EachDatabase]
    public async Task Credits_that_are_split_add_up(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(new LandingOptions { BookingsFrom = BookingsFrom.Finance }, Booking(2, "b", 100, "Migration", ("Anna Berg", 0.333m), ("Ben Carlsson", 0.667m)));
        await AddBookingOfNobody(world, 11);

        var board = await Read(world, new(_quarter, ScoreBy.Salesperson));

        Assert.Equal([("Ben Carlsson", 66.7m), ("Anna Berg", 33.3m), ("No salesperson", 11m)], board.Lines.Select(l => (l.Line.Name, l.Line.Tally.Revenue)));
        Assert.Equal(111, board.Total.Tally.Revenue);
        var records = await world.With(s => Records(s).Read(new(ScoreFigure.Revenue, _quarter, new(PersonId: board.Lines[1].Line.Id)), Cancel));
        Assert.Equal((33.3m, 0.333m), (Assert.Single(records.Records).Amount, records.Records[0].Share));
    }

    [Theory, EachDatabase]
    public async Task A_quota_that_was_not_in_force_is_not_shown(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Target("Anna Berg", 900), Won(2, "a", 90));
        Assert.Equal(300, (await Read(world, new(new(new(2027, 2), 1), ScoreBy.Company))).Total.Quota);
        Assert.Null((await Read(world, new(_quarter.Next, ScoreBy.Company))).Total.Quota);
    }

    /// <summary>Whatever was imported: the records behind each figure of each scoreboard are as many as, and add up to, the figure.</summary>
    [Theory, EachDatabase]
    public void Every_figure_is_the_sum_of_its_records(Provider provider) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(provider == Provider.Sqlite ? Worlds : Worlds / 2), Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => HoldsFor(provider, new(seed))));

    private static async Task<bool> HoldsFor(Provider provider, Random chance)
    {
        await using var world = await Create(provider);
        var from = chance.Next(2) == 0 ? BookingsFrom.Finance : BookingsFrom.WonOpportunities;
        await world.Import(new LandingOptions { BookingsFrom = from }, [.. RandomRows(chance)]);
        await AddBookingOfNobody(world, chance.Next(100));
        await Move(world, "Anna", "South", new DateOnly(2027, 1, 1).AddDays(chance.Next(90)));
        var teams = await world.Db(db => db.Teams.Select(t => t.Id).ToListAsync(Cancel));
        var people = await world.Db(db => db.People.Select(p => p.Id).ToListAsync(Cancel));
        ScoreScope[] scopes = [default, new(0), .. teams.Select(t => new ScoreScope(t)), new(PersonId: people[0]), new(PersonId: 0)];
        chance.Shuffle(scopes);
        foreach (var period in new[] { _quarter, new Period(new(2027, 2), 1) })
        {
            foreach (var scope in scopes.Take(period.Length == 1 ? 1 : 2))
            {
                var whole = (await Read(world, new(period, ScoreBy.Company, scope))).Total;
                foreach (var by in new[] { ScoreBy.Salesperson, ScoreBy.Product, ScoreBy.Account })
                {
                    var board = await Read(world, new(period, by, scope, Page: null));
                    AssertSame(whole, Scoreline.Sum(0, "", board.Lines.Select(l => l.Line)));
                    AssertSame(whole, board.Total);
                    foreach (var (line, _, _) in board.Lines)
                    {
                        await AssertRecords(world, line, figure => by switch
                        {
                            ScoreBy.Product => new(figure, period, scope, Product: line.Id),
                            ScoreBy.Account => new(figure, period, scope, Account: line.Id),
                            _ => new(figure, period, scope with { PersonId = line.Id }),
                        });
                    }
                }
            }
        }

        return true;
    }

    private static async Task AssertRecords(ImportWorld world, Scoreline line, Func<ScoreFigure, RecordsAsk> ask)
    {
        foreach (var figure in Enum.GetValues<ScoreFigure>())
        {
            var (found, amount, margin) = (0, 0m, 0m);
            RecordsView view;
            do
            {
                view = await world.With(s => Records(s).Read(ask(figure) with { Page = 1 + (found / ScoreRecords.PerPage) }, Cancel));
                found += view.Records.Count;
                amount += view.Records.Sum(r => r.Amount ?? 0);
                margin += view.Records.Sum(r => r.Margin ?? 0);
            }
            while (found < view.Found && view.Records.Count > 0);

            Assert.Equal(view.Found, found);
            switch (figure)
            {
                case ScoreFigure.Revenue:
                    Assert.Equal((line.Tally.Bookings, line.Tally.Revenue, line.Tally.Revenue), (found, amount, view.Sum));
                    break;
                case ScoreFigure.Margin:
                    Assert.Equal((line.Tally.Margin, line.Tally.KnownMargin), (margin, view.Sum));
                    break;
                case ScoreFigure.Won:
                    Assert.Equal(line.Tally.Won, found);
                    break;
                case ScoreFigure.Lost:
                    Assert.Equal(line.Tally.Lost, found);
                    break;
                default:
                    Assert.Equal((line.Open.Count, line.Open.Amount), (found, amount));
                    break;
            }
        }
    }

    private static IEnumerable<FactRow> RandomRows(Random chance)
    {
        string[] people = ["Anna", "Ben", "Cleo"];
        string?[] accounts = ["Aurora", "Borealis", null];
        string?[] products = ["Migration", "Care", null];
        T Pick<T>(T[] of) => of[chance.Next(of.Length)];
        DateOnly Day() => new DateOnly(2026, 12, 20).AddDays(chance.Next(120));
        yield return new TeamRow(2, "top", "Sales", default);
        yield return new TeamRow(3, "north", "North", new("top", null));
        yield return new TeamRow(4, "south", "South", default);
        yield return Person(2, "Anna", team: "North");
        yield return Person(3, "Ben", team: chance.Next(2) == 0 ? "Sales" : null);
        yield return new ProductRow(2, "care", "Care", null, null, 120, 50, null);
        for (var i = 0; i < 25; i++)
        {
            var state = (OpportunityState)chance.Next(3);
            yield return new OpportunityRow(i, $"o{i}", null, new(null, Pick(accounts)), new(null, Pick(products)), new(null, chance.Next(6) == 0 ? null : Pick(people)), $"{state}", state,
                chance.Next(4) == 0 ? null : chance.Next(9_000) / 7m, null, null, chance.Next(5) == 0 ? null : Day(), null, state == OpportunityState.Open ? null : Day(), null, null);
        }

        for (var i = 0; i < 12; i++)
        {
            var share = chance.Next(1, 100) / 100m;
            (string, decimal)[] credits = chance.Next(2) switch { 0 => [(Pick(people), 1)], _ => [("Anna", share), (Pick(["Ben", "Cleo"]), 1 - share)] };
            yield return Booking(i, $"b{i}", chance.Next(-200, 5_000) / 3m, Pick(["Migration", "Care"]), credits) with { Date = Day(), Account = new(null, Pick(accounts)) };
        }
    }

    private static void AssertSame(Scoreline a, Scoreline b) => Assert.Equal(
        (a.Tally.Revenue, a.Tally.Margin, a.Tally.UnknownMarginRevenue, a.Tally.Won, a.Tally.Lost, a.Open), (b.Tally.Revenue, b.Tally.Margin, b.Tally.UnknownMarginRevenue, b.Tally.Won, b.Tally.Lost, b.Open));

    private static TargetRow Target(string who, decimal revenue) => new(2, null, new(null, who), _quarter, revenue, null, null);

    private static ActivityRow Call(int line, string who) => new(line, $"call{line}", "Call", new(2027, 2, 3), new(null, who), default, default, default, null, null);

    private static Task<int> AddBookingOfNobody(ImportWorld world, decimal revenue) => world.Db(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
        using var bulk = BulkWriter.Of(db);
        db.Bookings.Add(new() { System = "test", ExternalId = "nobody's", Date = new(2027, 2, 2), Revenue = revenue });
        await db.SaveChangesAsync(Cancel);
        await Recounting.Whole(db, bulk, Cancel);
        await transaction.CommitAsync(Cancel);
        return 0;
    });

    private static Task<int> Move(ImportWorld world, string person, string team, DateOnly from) => world.With(async services =>
    {
        var db = services.GetRequiredService<PlumblineDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
        using var bulk = BulkWriter.Of(db);
        var before = await CountingContext.Load(db, Cancel);
        var who = await db.People.SingleAsync(p => p.Name == person, Cancel);
        foreach (var old in await db.TeamMemberships.Where(m => m.PersonId == who.Id).ToListAsync(Cancel))
        {
            old.Until = from.AddDays(-1);
        }

        db.TeamMemberships.Add(new() { PersonId = who.Id, TeamId = (await db.Teams.SingleAsync(t => t.Name == team, Cancel)).Id, From = from });
        await db.SaveChangesAsync(Cancel);
        await Recounting.Follow(db, bulk, before, Cancel);
        await transaction.CommitAsync(Cancel);
        return 0;
    });

    private static Task<ScoreboardView> Read(ImportWorld world, ScoreboardAsk ask) => world.With(s => Board(s).Read(ask, Cancel));

    private static Scoreboard Board(IServiceProvider services) =>
        new(services.GetRequiredService<PlumblineDb>(), services.GetRequiredService<OurCompany>(), new ColleaguesByVersion(), Items(services), new(services.GetRequiredService<PlumblineDb>(), services.GetRequiredService<OurCompany>()), new ClosingByVersion());

    private static ItemScores Items(IServiceProvider services) => new(services.GetRequiredService<PlumblineDb>(), services.GetRequiredService<OurCompany>());

    private static ScoreRecords Records(IServiceProvider services) =>
        new(services.GetRequiredService<PlumblineDb>(), services.GetRequiredService<OurCompany>(), new ColleaguesByVersion(), Board(services), Items(services));
}

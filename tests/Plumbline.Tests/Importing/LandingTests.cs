using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Pipeline;
using static Plumbline.Importing.ImportWorld;

namespace Plumbline.Importing;

public class LandingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static FactRow[] Everything =>
    [
        new TeamRow(2, "t1", "Nord", default) { Lead = new(null, "Mona Manager") },
        Person(2, "Mona Manager"), Person(3, "Anna Berg", "Mona Manager", "Nord"), Person(4, "Ben Carlsson", "Mona Manager", "Nord"),
        new ProductRow(2, "p1", "Migration", "M-1", "Cloud", 400, 300, null),
        new AccountRow(2, "a1", "Aurora", "Retail", "North", default, new(null, "Anna Berg")),
        new ContactRow(2, "c1", "Carla", "CEO", "carla@aurora.example", null, new(null, "Aurora")),
        new StageRow(2, "s9", "Signed", OpportunityState.Won, 1, 9),
        Won(2, "o1", 1_000), Deal(3, "o2", stage: "Signed", state: null, amount: 500, closed: new(2027, 2, 1)), Deal(4, "o3", account: "Borealis", product: "Care"),
        new OpportunityChangeRow(2, null, new("o3", null), new(2027, 1, 20, 10, 0, 0, TimeSpan.Zero), "Qualify", 900, null, null),
        Booking(2, "b1", 800, "Migration", ("Anna Berg", 0.6m), ("Ben Carlsson", 0.4m)),
        new ActivityRow(2, "x1", "Meeting", new(2027, 2, 2), new(null, "Anna Berg"), new(null, "Aurora"), new("o3", null), new("c1", null), "First talk", null),
        new TargetRow(2, null, new(null, "Anna Berg"), new(new(2027, 1), 3), 9_000, null, "EUR"),
    ];

    [Theory, EachDatabase]
    public async Task Importing_twice_is_importing_once(Provider provider)
    {
        await using var world = await Create(provider);
        var options = new LandingOptions { BookingsFrom = BookingsFrom.Finance };
        var first = await world.Import(options, Everything);
        var after = await world.Contents();

        var second = await world.Import(options, Everything);

        Assert.All(first.Files, f => Assert.Equal((f.Read, 0, 0, 0), (f.Added, f.Changed, f.Unchanged, f.Refused)));
        Assert.All(second.Files, f => Assert.Equal((0, 0, f.Read, 0), (f.Added, f.Changed, f.Unchanged, f.Refused)));
        Assert.Equal(after, await world.Contents());
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task Who_is_called_by_an_address_is_who_has_that_name(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Won(2, "o1", 1_000), Won(3, "o2", 500, seller: "anna.berg@firm.example"), Won(4, "o3", 10, seller: "someone@firm.example"));
        Assert.Equal(["Anna Berg", "someone@firm.example"], await world.Db(db => db.People.Where(p => db.Opportunities.Any(o => o.SalespersonId == p.Id)).OrderBy(p => p.Name).Select(p => p.Name).ToListAsync(Cancel)));

        // Of whom an address is known, that one is meant, and no other.
        await world.Import(Person(2, "Elisabeth Müller") with { Email = "emueller@firm.example" }, Person(3, "Anna Berg") with { Email = "anna.berg@firm.example" });
        await world.Import(Won(5, "o4", 500, seller: "emueller@firm.example"), Won(6, "o5", 500, seller: "anna.berg@partner.example"));
        Assert.Equal(["Elisabeth Müller", "anna.berg@partner.example"], await world.Db(async db => (await db.Opportunities.Where(o => o.ExternalId == "o4" || o.ExternalId == "o5").OrderBy(o => o.ExternalId).Select(o => db.People.Single(p => p.Id == o.SalespersonId).Name).ToListAsync(Cancel))));
    }

    [Theory, EachDatabase]
    public async Task Who_is_new_and_in_no_file_of_people_is_in_the_team_that_their_records_name_most(Provider provider)
    {
        await using var world = await Create(provider);
        FactRow[] rows =
        [
            Person(2, "Anna Berg", "Mona Manager", "North"), Of(2, "o1", "Anna Berg", "South"),
            Of(3, "o2", "Cleo Dahl", "South"), Of(4, "o3", "Cleo Dahl", "North"), Of(5, "o4", "Cleo Dahl", "South"), Of(6, "o5", "Dan Ek", " "),
            Booking(2, "b1", 800, "Migration", ("Eva Falk", 1m)) with { Team = "West" }, Booking(3, "b2", 800, "Migration", ("Gus Holm", 0.5m), ("Eva Falk", 0.5m)) with { Team = "East" },
        ];
        var told = await world.Import(new LandingOptions { BookingsFrom = BookingsFrom.WonOpportunities }, rows);

        Assert.Equal(["Anna Berg: North", "Cleo Dahl: South", "Eva Falk: West"], await Teams());
        Assert.Contains(told.Files.SelectMany(f => f.Notes), n => n.StartsWith("2 people who are new here", StringComparison.Ordinal));
        Assert.Empty(await world.Differences());

        // Who is known here stays where they are.
        await world.Import(Of(3, "o2", "Cleo Dahl", "West"), Of(6, "o5", "Dan Ek", "West"));
        Assert.Equal(["Anna Berg: North", "Cleo Dahl: South", "Eva Falk: West"], await Teams());

        static OpportunityRow Of(int line, string id, string who, string team) => Won(line, id, 1_000) with { Salesperson = new(null, who), Team = team };

        Task<List<string>> Teams() => world.Db(db => db.TeamMemberships.Join(db.People, m => m.PersonId, p => p.Id, (m, p) => new { m.TeamId, p.Name }).Join(db.Teams, m => m.TeamId, t => t.Id, (m, t) => m.Name + ": " + t.Name).OrderBy(n => n).ToListAsync(Cancel));
    }

    [Theory, EachDatabase]
    public async Task What_a_stage_means_is_told_by_the_file_of_stages(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(new LandingOptions { BookingsFrom = BookingsFrom.WonOpportunities }, Everything);

        var opportunity = await world.Db(db => db.Opportunities.SingleAsync(o => o.ExternalId == "o2", Cancel));

        Assert.Equal((OpportunityState.Won, new DateOnly(2027, 2, 1)), (opportunity.State, opportunity.Closed));
    }

    [Theory, EachDatabase]
    public async Task What_an_administrator_says_of_a_stage_outlives_imports(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Db(async db =>
        {
            db.Add(new Stage { System = "test", ExternalId = "Phase 9", Name = "Phase 9", State = OpportunityState.Lost, IsStateOurs = true });
            return await db.SaveChangesAsync(Cancel);
        });
        FactRow[] rows = [new StageRow(2, "s9", "Phase 9", OpportunityState.Open, 0.3m, 3), Deal(3, "o1", stage: "Phase 9") with { ExpectedClose = new(2027, 2, 4) }];

        await world.Import(rows);
        var second = await world.Import(rows);

        Assert.All(second.Files, f => Assert.Equal((0, 0, 1), (f.Added, f.Changed, f.Unchanged)));
        var stage = await world.Db(db => db.Stages.SingleAsync(Cancel));
        Assert.Equal(("s9", OpportunityState.Lost, 3), (stage.ExternalId, stage.State, stage.Order!.Value));
        var opportunity = await world.Db(db => db.Opportunities.SingleAsync(Cancel));
        Assert.Equal((OpportunityState.Lost, new DateOnly(2027, 2, 4)), (opportunity.State, opportunity.Closed));
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task People_land_with_roles_managers_teams_and_without_sign_in(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(new LandingOptions { BookingsFrom = BookingsFrom.Finance }, [.. Everything, Won(9, "o9", 10, seller: "Cleo Unknown")]);

        var people = await world.Db(db => db.People.AsNoTracking().ToDictionaryAsync(p => p.Name, Cancel));
        var team = await world.Db(db => db.Teams.SingleAsync(Cancel));
        var members = await world.Db(db => db.TeamMemberships.Select(m => m.PersonId).ToListAsync(Cancel));

        Assert.Equal(Roles.Manager, people["Mona Manager"].Roles);
        Assert.Equal(Roles.Salesperson, people["Anna Berg"].Roles);
        Assert.Equal(Roles.Salesperson, people["Cleo Unknown"].Roles);
        Assert.Equal(people["Mona Manager"].Id, people["Anna Berg"].ManagerId);
        Assert.Equal(people["Mona Manager"].Id, team.LeaderId);
        Assert.Equal([people["Anna Berg"].Id, people["Ben Carlsson"].Id], members.Order());
        Assert.Equal(0, await world.Db(db => db.Users.CountAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task A_change_of_stage_or_amount_is_kept_as_a_change_at_the_time_of_the_import(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Deal(2, "o1", stage: "Qualify", amount: 1_000));
        await world.Import(Deal(2, "o1", stage: "Propose", amount: 1_000));

        var change = await world.Db(db => db.OpportunityChanges.SingleAsync(Cancel));

        Assert.Equal(("Propose", null, world.Clock.GetUtcNow()), (change.Stage, change.Amount, change.At));
        Assert.Equal(("Qualify", null, true), (change.StageBefore, change.AmountBefore, change.KnowsBefore));
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task What_the_company_keeps_here_an_import_says_once_and_an_undone_import_leaves_no_change_behind(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Deal(2, "o1", stage: "Qualify", amount: 1_000));
        await world.Db(async db =>
        {
            (await db.Companies.SingleAsync(Cancel)).KeptHere = OpportunityFields.Stage;
            return await db.SaveChangesAsync(Cancel);
        });
        var before = await world.Contents();

        var result = await world.Import(Deal(2, "o1", stage: "Propose", amount: 2_000));
        var opportunity = await world.Db(db => db.Opportunities.AsNoTracking().SingleAsync(Cancel));
        Assert.Equal(("Qualify", 2_000m, 1), (opportunity.Stage, opportunity.Amount!.Value, opportunity.Revision));
        Assert.Equal(1_000, (await world.Db(db => db.OpportunityChanges.SingleAsync(Cancel))).AmountBefore);
        await world.Undo(result.ImportId!.Value);

        Assert.Equal(before, await world.Contents());
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task A_campaign_follows_the_file_that_names_one_and_an_undone_import_brings_the_old_one_back(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import((OpportunityRow)Deal(2, "o1") with { Campaign = "Spring fair" });
        await world.Import(Deal(2, "o1", amount: 70)); // A file without the column takes nothing away.
        Assert.Equal(("Spring fair", "SPRING FAIR"), await Named());
        var later = await world.Import((OpportunityRow)Deal(2, "o1", amount: 70) with { Campaign = "Autumn seminar" });
        Assert.Equal(("Autumn seminar", "AUTUMN SEMINAR"), await Named());
        await world.Undo(later.ImportId!.Value);
        Assert.Equal(("Spring fair", "SPRING FAIR"), await Named());

        Task<(string?, string?)> Named() => world.Db(async db => await db.Opportunities.Select(o => new { o.Campaign, o.FoldedCampaign }).SingleAsync(Cancel) is var o ? (o.Campaign, o.FoldedCampaign) : default);
    }

    [Theory, EachDatabase]
    public async Task A_person_who_changes_teams_keeps_the_history_with_the_old_one(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Person(2, "Anna Berg", team: "Nord"), Won(2, "o1", 1_000));
        await world.Import(Person(2, "Anna Berg", team: "South"));

        var months = await world.Db(db => db.PersonMonths.AsNoTracking().ToListAsync(Cancel));
        var nord = await world.Db(db => db.Teams.Where(t => t.Name == "Nord").Select(t => t.Id).SingleAsync(Cancel));
        var memberships = await world.Db(db => db.TeamMemberships.OrderBy(m => m.Id).Select(m => new { m.From, m.Until }).ToListAsync(Cancel));

        Assert.Equal((nord, 1_000), (Assert.Single(months).TeamId, months[0].Tally.Revenue));
        Assert.Equal([new { From = (DateOnly?)null, Until = (DateOnly?)new DateOnly(2027, 3, 9) }, new { From = (DateOnly?)new DateOnly(2027, 3, 10), Until = (DateOnly?)null }], memberships);
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task A_cost_that_comes_later_changes_the_margins_counted_before(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Won(2, "o1", 1_000));
        Assert.Equal(1_000, (await world.Db(db => db.PersonMonths.SingleAsync(Cancel))).Tally.UnknownMarginRevenue);

        await world.Import(new ProductRow(2, "p1", "Migration", null, null, 400, 300, null));

        Assert.Equal(250, (await world.Db(db => db.PersonMonths.SingleAsync(Cancel))).Tally.Margin);
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task A_second_row_about_the_same_is_refused_with_the_line_of_the_first_and_the_same_once_more_is_no_news(Provider provider)
    {
        await using var world = await Create(provider);
        var result = await world.Import(Won(2, "o1", 1_000), Won(3, "o1", 1_000), Won(4, "o1", 2_000));

        var file = Assert.Single(result.Files);
        Assert.Equal((3, 1, 0, 1, 1), (file.Read, file.Added, file.Changed, file.Unchanged, file.Refused));
        Assert.Equal("Line 2 is about the same opportunity, and says something else. Keep the one that is right.", Assert.Single(result.Refused[0]).Reason);
    }

    [Theory, EachDatabase]
    public async Task Money_in_another_currency_is_refused_and_money_in_several_is_asked_about(Provider provider)
    {
        await using var world = await Create(provider);
        var mixed = await Assert.ThrowsAsync<RefusedException>(() => world.Import(Deal(2, "o1", currency: "EUR"), Deal(3, "o2", currency: "USD")));
        Assert.Contains("--currency EUR", mixed.Message, StringComparison.Ordinal);
        Assert.Equal(0, await world.Db(db => db.Opportunities.CountAsync(Cancel)));

        await world.Import(Deal(2, "o1", currency: "EUR"));
        var other = await world.Import(Deal(2, "o2", currency: "USD"));

        Assert.Equal("EUR", await world.Db(db => db.Companies.Select(c => c.Currency).SingleAsync(Cancel)));
        Assert.Contains("no rates are known", Assert.Single(other.Refused[0]).Reason, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Where_results_come_from_is_asked_when_there_are_both(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Won(2, "o1", 1_000));
        var asked = await Assert.ThrowsAsync<RefusedException>(() => world.Import(Booking(2, "b1", 800, "Migration", ("Anna Berg", 1))));
        Assert.Equal("bookings-from", asked.Field);

        await world.Import(new LandingOptions { BookingsFrom = BookingsFrom.Finance }, Booking(2, "b1", 800, "Migration", ("Anna Berg", 1)));

        var month = await world.Db(db => db.PersonMonths.SingleAsync(Cancel));
        Assert.Equal((800, 1), (month.Tally.Revenue, month.Tally.Won));
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task Shares_in_thirds_add_up_to_the_whole(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Booking(2, "b1", 100, "Migration", ("Anna", 1 / 3m), ("Ben", 1 / 3m), ("Cleo", 1 / 3m)), Booking(3, "b2", 100, "Migration", ("Anna", 0.5m)));

        var credits = await world.Db(db => db.BookingCredits.AsNoTracking().ToListAsync(Cancel));
        var months = await world.Db(db => db.PersonMonths.AsNoTracking().ToListAsync(Cancel));

        Assert.Equal((3, 1m), (credits.Count, credits.Sum(c => c.Share)));
        Assert.Equal(100, months.Sum(m => m.Tally.Revenue));
    }

    [Theory, EachDatabase]
    public async Task Cancelled_half_way_nothing_stands(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Won(2, "o0", 1));
        var before = await world.Contents();
        using var stop = new CancellationTokenSource();
        var rows = Enumerable.Range(1, 20_000).Select(i => (FactRow)Won(i, $"n{i}", i, seller: $"Seller {i % 30}")).ToList();
        var progress = new StopAfter(8_000, stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Import(new LandingOptions(), progress, stop.Token, File(FactKind.Opportunity, rows)));

        Assert.Equal(before, await world.Contents());
        Assert.Equal(1, await world.Db(db => db.Imports.CountAsync(Cancel)));
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task A_file_that_breaks_half_way_leaves_nothing(Provider provider)
    {
        await using var world = await Create(provider);
        static IEnumerable<ReadResult> Broken()
        {
            for (var i = 0; i < 10_000; i++)
            {
                yield return new(Won(i, $"n{i}", i), null);
            }

            throw new IOException("The disk is gone.");
        }

        await Assert.ThrowsAsync<IOException>(() => world.Import(new LandingOptions(), null, Cancel, new LandingFile("broken.csv", FactKind.Opportunity, "test", _ => Broken(), () => [])));

        Assert.Equal(0, await world.Db(db => db.Opportunities.CountAsync(Cancel)));
        Assert.Equal(0, await world.Db(db => db.PersonMonths.CountAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task A_dry_run_tells_and_changes_nothing(Provider provider)
    {
        await using var world = await Create(provider);
        var before = await world.Contents();

        var result = await world.Import(new LandingOptions { IsDryRun = true, Currency = "EUR" }, Won(2, "o1", 1_000));

        Assert.Null(result.ImportId);
        Assert.Equal(1, Assert.Single(result.Files).Added);
        Assert.Equal(before, await world.Contents());
    }

    [Theory, EachDatabase]
    public async Task A_salesperson_known_by_id_only_gets_a_name_when_the_file_of_people_comes(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Won(2, "o1", 10) with { Salesperson = new("005A", null) });
        await world.Import(Person(2, "Anna Berg", id: "005A"));

        Assert.Equal("Anna Berg", (await world.Db(db => db.People.SingleAsync(Cancel))).Name);
    }

    private sealed class StopAfter(int rows, CancellationTokenSource stop) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Rows >= rows)
            {
                stop.Cancel();
            }
        }
    }

    [Theory, EachDatabase]
    public async Task Two_meetings_on_one_day_are_two_and_what_was_imported_without_the_time_is_the_first(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var morning = new ActivityRow(2, null, "Meeting", new(2027, 2, 3), new(null, "Anna Berg"), new(null, "Aurora"), default, default, "Review", null);
        Assert.Equal(1, (await world.Import(morning)).Files[0].Added);

        ActivityRow[] both = [morning with { Start = new(9, 0) }, morning with { Line = 3, Start = new(14, 30) }];
        var timed = (await world.Import(both)).Files[0];
        Assert.Equal((1, 0, 1, 0), (timed.Added, timed.Changed, timed.Unchanged, timed.Refused));
        Assert.Equal(2, (await world.Import(both)).Files[0].Unchanged);
    }

    [Theory, EachDatabase]
    public async Task A_sign_agrees_with_each_currency_that_it_means_and_with_no_other(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(new LandingOptions { Currency = "CAD" }, Deal(2, "o1"));
        var result = await world.Import(Deal(2, "o2", currency: "$"), Deal(3, "o3", currency: "kr"), Deal(4, "o4", currency: "USD"));

        Assert.Equal((1, 2), (result.Files[0].Added, result.Files[0].Refused));
        Assert.Equal("The amount is in kr, the company's currency is CAD, and no rates are known. Give the amount in CAD.", result.Refused[0][0].Reason);
        var other = await world.Import(new ProductRow(2, "p9", "Audit", null, null, 400, 300, null) { Currency = "EUR" }, new OpportunityChangeRow(2, null, new("o1", null), new(2027, 1, 20, 10, 0, 0, TimeSpan.Zero), null, 900, null, null) { Currency = "EUR" });
        Assert.Equal([1, 1], other.Files.Select(f => f.Refused));
    }

    [Theory, EachDatabase]
    public async Task A_sign_of_several_currencies_does_not_say_which_is_the_companys(Provider provider)
    {
        await using var world = await Create(provider);
        var mixed = await Assert.ThrowsAsync<RefusedException>(() => world.Import(Deal(2, "o1", currency: "$"), Deal(3, "o2", currency: "EUR")));
        Assert.Equal("The files hold amounts in $ and in EUR. Say which is the company's: --currency EUR; rows in the other are then refused.", mixed.Message);
        Assert.Contains("--currency and its three letters", (await Assert.ThrowsAsync<RefusedException>(() => world.Import(Deal(2, "o1", currency: "$"), Deal(3, "o2", currency: "kr")))).Message, StringComparison.Ordinal);

        Assert.True((await world.Import(Deal(2, "o1", currency: "$"))).LacksCurrency);
        Assert.Null(await world.Db(db => db.Companies.Select(c => c.Currency).SingleAsync(Cancel)));
        Assert.False((await world.Import(Deal(2, "o1", currency: "$"), Deal(3, "o2", currency: "AUD"))).LacksCurrency);
        Assert.Equal("AUD", await world.Db(db => db.Companies.Select(c => c.Currency).SingleAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task Equal_bookings_without_an_id_count_once_and_are_named(Provider provider)
    {
        await using var world = await Create(provider);
        BookingRow sale = Booking(2, null, 800, "Care", ("Anna", 1)), other = Booking(5, "b1", 10, "Care", ("Anna", 1));
        FactRow[] rows = [sale, sale with { Line = 3 }, sale with { Line = 4 }, other, other with { Line = 6 }];

        foreach (var (file, added) in new[] { ((await world.Import(rows)).Files[0], 2), ((await world.Import(rows)).Files[0], 0) })
        {
            Assert.Equal((added, 5 - added, 0), (file.Added, file.Unchanged, file.Refused));
            Assert.Equal("Not counted again: another row says the very same, and no id tells the two apart. If each is a sale of its own, take this import back, add a column with an id, and import the file again (2 rows).", Assert.Single(file.Notes, n => n.Contains("very same", StringComparison.Ordinal)));
        }

        Assert.Equal(810, await world.Db(async db => (await db.Bookings.Select(b => b.Revenue).ToListAsync(Cancel)).Sum()));
    }

    [Theory, EachDatabase]
    public async Task A_currency_that_does_not_exist_is_refused(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => world.Import(new LandingOptions { Currency = "ZZZ" }, ImportWorld.Won(2, "o1", 5)));
        Assert.Equal("There is no currency ZZZ. Write the three letters of ISO 4217, as in EUR.", refused.Message);
        Assert.Equal(1, (await world.Import(ImportWorld.Won(2, "o1", 5) with { Currency = "ZZZ" })).Files[0].Refused);
    }
}

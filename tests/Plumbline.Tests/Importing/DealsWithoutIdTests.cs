using Microsoft.EntityFrameworkCore;
using Plumbline.Pipeline;
using static Plumbline.Importing.ImportWorld;

namespace Plumbline.Importing;

/// <summary>Deals that no id tells apart: none is lost to another, and the same once more is no news.</summary>
public sealed class DealsWithoutIdTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Deals_without_an_id_are_told_apart_by_how_they_ended(Provider provider)
    {
        await using var world = await Create(provider);
        OpportunityRow[] first = [Nameless(2, OpportunityState.Won, 1_000, new(2027, 1, 10)), Nameless(3, OpportunityState.Won, 700, new(2027, 2, 10)), Nameless(4, OpportunityState.Won, 800, new(2027, 2, 10)), Nameless(5, OpportunityState.Open, 900), Nameless(6, OpportunityState.Open, 500)];
        Assert.Equal((5, 0), Counts(await world.Import(first)));

        // The same once more, in another order, or a part of it, is no news; the very same row twice is one.
        Assert.Equal((0, 0), Counts(await world.Import([first[4], first[2], first[0], first[3], first[1]])));
        Assert.Equal((0, 0), Counts(await world.Import(first[4])));
        var twice = await world.Import(first[0], first[0] with { Line = 3 });
        Assert.Equal((0, 0), Counts(twice));
        Assert.Contains(twice.Files.Single().Notes, n => n.StartsWith("Not counted again", StringComparison.Ordinal));
        Assert.Contains(twice.Files.Single().Notes, n => n.StartsWith("Without an id and a day of opening", StringComparison.Ordinal));

        // What was open and ended is no other one, whichever it was; both are found again afterwards.
        OpportunityRow[] later = [.. first[..3], Nameless(5, OpportunityState.Lost, 500, new(2027, 3, 12)), Nameless(6, OpportunityState.Won, 950, new(2027, 3, 13)), Nameless(7, OpportunityState.Open, 50)];
        var ended = await world.Import(later);
        Assert.Equal((1, 2), Counts(ended));
        Assert.Equal((0, 0), Counts(await world.Import(later)));
        Assert.Equal((3_450m, 6), await world.Db(async db => ((await db.Opportunities.Where(o => o.State == OpportunityState.Won).ToListAsync(Cancel)).Sum(o => o.Amount!.Value), await db.Opportunities.CountAsync(Cancel))));

        // Taken back, what ended is open again, and found again.
        await world.Undo(ended.ImportId!.Value);
        Assert.Equal((0, 0), Counts(await world.Import(first)));
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task No_open_deal_without_an_id_is_lost_to_another_that_ended(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Nameless(2, OpportunityState.Open, 900));

        // Somebody else's, and one that ended before this one was known, are others, wherever in the files they stand.
        var others = await world.Import(new LandingOptions(), null, Cancel,
            File(FactKind.Opportunity, [Nameless(2, OpportunityState.Won, 40, new(2027, 3, 20), "Ben Carlsson"), Nameless(3, OpportunityState.Won, 900, new(2024, 1, 10))]), File(FactKind.Opportunity, [Nameless(2, OpportunityState.Open, 900)]));
        Assert.Equal([(2, 0), (0, 0)], others.Files.Select(f => (f.Added, f.Changed)));
        Assert.Equal([(OpportunityState.Open, 900m)], await world.Db(async db => (await db.Opportunities.Where(o => o.State == OpportunityState.Open).ToListAsync(Cancel)).Select(o => (o.State, o.Amount!.Value)).ToList()));
        await world.Undo(others.ImportId!.Value);
        Assert.Equal(1, await world.Db(db => db.Opportunities.CountAsync(Cancel)));

        // A name tells one deal, so that its closing day may be corrected; and two where a file has two.
        var harbour = Won(2, "", 1_000, new(2027, 2, 10)) with { Id = null, Name = "Harbour", Opened = null };
        Assert.Equal((1, 0), Counts(await world.Import(harbour)));
        Assert.Equal((0, 1), Counts(await world.Import(harbour with { Closed = new(2027, 2, 12) })));
        Assert.Equal((1, 0), Counts(await world.Import(harbour with { Closed = new(2027, 2, 12) }, harbour with { Line = 3, Closed = new(2027, 3, 1) })));
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task Lines_of_one_description_are_deals_of_their_own_where_they_say_another_amount_day_stage_or_seller(Provider provider)
    {
        await using var world = await Create(provider);
        OpportunityRow[] first =
        [
            Renewal(2, OpportunityState.Won, 1_000, new(2027, 2, 5)), Renewal(3, OpportunityState.Won, 2_000, new(2027, 2, 5)), Renewal(4, OpportunityState.Won, 1_000, new(2027, 2, 5), "Ben Carlsson"),
            Renewal(5, OpportunityState.Won, 1_000, new(2027, 3, 5)), Renewal(6, OpportunityState.Open, 4_000), Renewal(7, OpportunityState.Open, 5_000), Renewal(8, OpportunityState.Won, 1_000, new(2027, 2, 5)) with { Product = new(null, "Care") },
            Renewal(9, OpportunityState.Open, 4_000) with { Stage = "Negotiation" },
        ];
        var told = (await world.Import([.. first, first[1] with { Line = 10 }])).Files.Single();
        Assert.Equal((9, 8, 1, 0), (told.Read, told.Added, told.Unchanged, told.Refused));
        Assert.Contains(told.Notes, n => n.StartsWith("Not counted again", StringComparison.Ordinal));

        // The same once more is no news, in whichever order.
        var contents = await world.Contents();
        Assert.Equal((0, 0), Counts(await world.Import(first)));
        Assert.Equal((0, 0), Counts(await world.Import([.. first.Reverse().Select((row, i) => row with { Line = i + 2 })])));
        Assert.Equal(contents, await world.Contents());

        // Some have been won since, one of them before it was known here; one was handed over, another is new.
        OpportunityRow[] later = [.. first[..4], Renewal(6, OpportunityState.Won, 4_000, new(2027, 3, 2)), Renewal(7, OpportunityState.Won, 5_500, new(2027, 3, 12)), first[6], first[7] with { Salesperson = new(null, "Ben Carlsson") }, Renewal(10, OpportunityState.Open, 700)];
        Assert.Equal((1, 3), Counts(await world.Import(later)));
        Assert.Equal((0, 0), Counts(await world.Import(later)));
        Assert.Equal([(OpportunityState.Open, 2, 4_700m), (OpportunityState.Won, 7, 15_500m)], await ByState());

        // Part of what is known, and a new one, take nothing from what was won.
        Assert.Equal((1, 0), Counts(await world.Import(later[1], later[2], Renewal(4, OpportunityState.Open, 90, seller: "Cleo Dahl"))));
        Assert.Equal([(OpportunityState.Open, 3, 4_790m), (OpportunityState.Won, 7, 15_500m)], await ByState());
        Assert.Empty(await world.Differences());

        static OpportunityRow Renewal(int line, OpportunityState state, decimal amount, DateOnly? closed = null, string seller = "Anna Berg") =>
            Deal(line, null, seller: seller, state: state, stage: state.ToString(), amount: amount, closed: closed) with { Name = "Renewal" };

        Task<List<(OpportunityState, int, decimal)>> ByState() => world.Db(async db => (await db.Opportunities.ToListAsync(Cancel)).GroupBy(o => o.State).OrderBy(g => g.Key).Select(g => (g.Key, g.Count(), g.Sum(o => o.Amount!.Value))).ToList());
    }

    [Theory, EachDatabase]
    public async Task A_row_for_each_product_with_the_amount_of_all_is_one_deal(Provider provider)
    {
        await using var world = await Create(provider);
        OpportunityRow[] lines = [Line(2, "Harbour", "Cranes", 30_000), Line(3, "Harbour", "Care", 30_000), Line(4, "Docks", "Cranes", 9_000), Line(5, "Docks", "Care", 9_000), Line(6, "Quay", "Care", 700)];
        var told = (await world.Import(lines)).Files.Single();
        Assert.Equal((3, 2), (told.Added, told.Left));
        Assert.Contains("Left: further lines of opportunities, whose amount stands in each of them (2 rows).", told.Notes);
        Assert.Equal((0, 0), Counts(await world.Import(lines)));
        Assert.Equal(39_700, await world.Db(async db => (await db.Opportunities.ToListAsync(Cancel)).Sum(o => o.Amount)));

        static OpportunityRow Line(int line, string name, string product, decimal amount) => Deal(line, null, state: OpportunityState.Won, amount: amount, closed: new(2027, 2, 5)) with { Name = name, Product = new(null, product) };
    }

    [Theory, EachDatabase]
    public async Task Of_several_that_a_file_does_not_tell_apart_the_one_that_moved_is_that_of_the_same_expected_day(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Hours(2, 3_000, 20), Hours(3, 4_000, 22), Hours(4, 5_500, 21), Hours(5, 4_000, 25));

        // In another order nothing is another one's.
        Assert.Equal((0, 0), Counts(await world.Import(Hours(2, 4_000, 25), Hours(3, 4_000, 22))));
        Assert.Equal((0, 0), Counts(await world.Import(Hours(2, 4_000, 22), Hours(3, 4_000, 25))));

        await world.Import(Hours(2, 4_000, 22), Hours(3, 6_000, 21)); // Not all are in it.

        Assert.Equal([3_000m, 4_000m, 4_000m, 6_000m], (await world.Db(db => db.Opportunities.Select(o => o.Amount!.Value).ToListAsync(Cancel))).Order());

        static OpportunityRow Hours(int line, decimal amount, int day) => Deal(line, null, amount: amount) with { Name = "Hours", ExpectedClose = new(2027, 12, day) };
    }

    [Theory, EachDatabase]
    public async Task What_a_list_without_ids_created_in_one_minute_under_one_name_is_told_apart_as_well(Provider provider)
    {
        await using var world = await Create(provider);
        var folder = Directory.CreateDirectory(Path.Combine(Storage.RunFolder.Path, Guid.NewGuid().ToString("N"))).FullName;
        const string Header = "Opportunity Name,Account Name,Opportunity Owner,Stage,Amount,Created Date,Close Date\n";
        await Write("Renewal |#5,Aurora,Anna Berg,Closed Won,1000,2027-01-05 10:15,2027-02-05\nRenewal |#5,Aurora,Anna Berg,Proposal,2000,2027-01-05 10:15,2027-05-05\n");
        Assert.Equal((2, 0), Counts(await world.ImportFolder(folder, new() { Currency = "EUR" })));
        Assert.Equal((0, 0), Counts(await world.ImportFolder(folder, new())));

        await Write("Renewal |#5,Aurora,Anna Berg,Closed Won,2000,2027-01-05 10:15,2027-03-05\nRenewal |#5,Aurora,Anna Berg,Closed Won,1000,2027-01-05 10:15,2027-02-05\n");
        Assert.Equal((0, 1), Counts(await world.ImportFolder(folder, new())));
        Assert.Equal((0, 0), Counts(await world.ImportFolder(folder, new())));
        Assert.Equal(3_000, await world.Db(async db => (await db.Opportunities.Where(o => o.State == OpportunityState.Won).ToListAsync(Cancel)).Sum(o => o.Amount)));

        Task Write(string rows) => System.IO.File.WriteAllTextAsync(Path.Combine(folder, "list.csv"), Header + rows, Cancel);
    }

    [Theory, EachDatabase]
    public async Task Files_of_one_day_each_keep_what_changed_between_them_though_one_import_brings_them_all(Provider provider)
    {
        await using var world = await Create(provider);
        var folder = Directory.CreateDirectory(Path.Combine(Storage.RunFolder.Path, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var (day, stage, amount) in new[] { (1, "Qualification", 1_000), (8, "Proposal", 1_000), (15, "Proposal", 1_200) })
        {
            await System.IO.File.WriteAllTextAsync(Path.Combine(folder, $"pipeline-{day:00}.csv"), $"Snapshot Date,Opportunity ID,Owner,Account,Amount,Stage,Created Date,Close Date\n2027-02-{day:00},1,Ann,Acme,{amount},{stage},2027-01-20,2027-04-01\n", Cancel);
        }

        await world.ImportFolder(folder, new() { Currency = "EUR" });

        var changes = await world.Db(db => db.OpportunityChanges.OrderBy(c => c.At).ToListAsync(Cancel));
        Assert.Equal([(8, "Proposal", null), (15, null, 1_200m)], changes.Select(c => (c.At.UtcDateTime.Day, c.Stage, c.Amount)));
        // In whichever order: what comes late is of an earlier day, and changes nothing.
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, "very-late.csv"), "Snapshot Date,Opportunity ID,Owner,Account,Amount,Stage,Created Date,Close Date\n2027-02-20,2,Ann,Acme,9,Proposal,2027-01-20,2027-04-01\n", Cancel);
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, "very-much-later.csv"), "Snapshot Date,Opportunity ID,Owner,Account,Amount,Stage,Created Date,Close Date\n2027-02-10,2,Ann,Acme,5,Qualification,2027-01-20,2027-04-01\n", Cancel);
        await world.ImportFolder(folder, new());
        Assert.Equal(9, await world.Db(async db => (await db.Opportunities.SingleAsync(o => o.ExternalId == "2", Cancel)).Amount));
        Assert.Equal(2, await world.Db(db => db.OpportunityChanges.CountAsync(Cancel)));
        Assert.Equal(("Proposal", 1_200m), await world.Db(async db => await db.Opportunities.SingleAsync(o => o.ExternalId == "1", Cancel) is var deal ? (deal.Stage!, deal.Amount!.Value) : default));
        Assert.Empty(await world.Differences());
    }

    private static OpportunityRow Nameless(int line, OpportunityState state, decimal amount, DateOnly? closed = null, string seller = "Anna Berg") => Deal(line, null, seller: seller, state: state, stage: state.ToString(), amount: amount, closed: closed) with { Opened = null };

    private static (int Added, int Changed) Counts(ImportResult result) => (result.Files.Single().Added, result.Files.Single().Changed);
}

using Microsoft.EntityFrameworkCore;
using static Plumbline.Importing.ImportWorld;

namespace Plumbline.Importing;

public class MergingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_name_written_with_other_blanks_is_joined_at_once(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(new ProductRow(2, null, "GTX Pro", null, null, 400, null, null));
        var result = await world.Import(Won(2, "o1", 1_000, product: "GTXPro"));

        Assert.Equal(["GTX Pro"], await world.Db(db => db.Products.Select(p => p.Name).ToListAsync(Cancel)));
        Assert.Contains("\"GTXPro\" was taken for \"GTX Pro\".", result.Files[0].Notes);
    }

    [Theory, EachDatabase]
    public async Task A_misspelt_product_is_offered_merged_and_remembered(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(new ProductRow(2, "p1", "Migration", null, null, 400, 300, null), Won(2, "o1", 1_000, product: "Migratoin"));
        var offered = Assert.Single(await world.With(s => Service(s).Suggestions(Cancel)));
        Assert.Equal(("Migration", "Migratoin"), (offered.Name, offered.OtherName));

        await world.Merge(m => m.Products(offered.OtherId, offered.Id, Cancel));
        var again = await world.Import(Won(2, "o1", 1_000, product: "Migratoin"), Won(3, "o2", 10, product: "MIGRATOIN"));

        Assert.Equal((1, 0, 1), (again.Files[0].Added, again.Files[0].Changed, again.Files[0].Unchanged));
        Assert.All(await world.Db(db => db.Opportunities.Select(o => o.ProductId).ToListAsync(Cancel)), p => Assert.Equal(offered.Id, p));
        Assert.Equal(252.5m, (await world.Db(db => db.PersonMonths.SingleAsync(Cancel))).Tally.Margin);
        Assert.Empty(await world.With(s => Service(s).Suggestions(Cancel)));
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task Merged_people_share_their_credits_and_next_time_both_names_mean_the_one(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Person(2, "Anna Berg", team: "Nord", id: "7"), Booking(2, "b1", 100, "Care", ("Anna Berg", 0.5m), ("Ana Berg", 0.25m), ("Ben", 0.25m)), new TargetRow(2, null, new(null, "Ana Berg"), new(new(2027, 1), 1), 500, null, null));
        var people = await world.Db(db => db.People.ToDictionaryAsync(p => p.Name, p => p.Id, Cancel));

        await world.Merge(m => m.People(people["Ana Berg"], people["Anna Berg"], Cancel));
        var again = await world.Import(Booking(2, "b1", 100, "Care", ("Anna Berg", 0.5m), ("Ana Berg", 0.25m), ("Ben", 0.25m)));

        Assert.Equal(1, again.Files[0].Unchanged);
        Assert.Equal(0.75m, await world.Db(db => db.BookingCredits.Where(c => c.SalespersonId == people["Anna Berg"]).Select(c => c.Share).SingleAsync(Cancel)));
        Assert.Equal(500, await world.Db(db => db.QuotaMonths.Where(q => q.SalespersonId == people["Anna Berg"]).Select(q => q.Revenue).SingleAsync(Cancel)));
        Assert.DoesNotContain("Ana Berg", await world.Db(db => db.People.Select(p => p.Name).ToListAsync(Cancel)));
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task Names_said_to_be_different_stay_so_also_when_their_records_come_anew(Provider provider)
    {
        await using var world = await Create(provider);
        var import = await world.Import(Won(2, "o1", 1_000, account: "Aurora"), Won(3, "o2", 5, account: "Aurore"));
        var offered = Assert.Single(await world.With(s => Service(s).Suggestions(Cancel)));
        Assert.False(offered.IsApart);

        await world.Merge(m => m.KeepApart(offered, true, Cancel));
        await world.Undo(import.ImportId!.Value);
        await world.Import(Won(2, "o1", 1_000, account: "Aurore"), Won(3, "o2", 5, account: "Aurora"));
        var said = Assert.Single(await world.With(s => Service(s).Suggestions(Cancel)));
        Assert.True(said.IsApart);

        await world.Merge(m => m.KeepApart(said, false, Cancel));
        Assert.False(Assert.Single(await world.With(s => Service(s).Suggestions(Cancel))).IsApart);
    }

    [Theory, EachDatabase]
    public async Task An_import_undone_after_a_merge_leaves_what_was_merged_where_it_is(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Won(2, "o1", 1_000, account: "Aurora Ltd", seller: "Ana Berg"), Won(3, "o2", 5, account: "Aurora", seller: "Anna Berg"));
        var later = await world.Import(Won(2, "o1", 3_000, account: "Borealis", seller: "Ben"));
        var accounts = await world.Db(db => db.Accounts.ToDictionaryAsync(a => a.Name, a => a.Id, Cancel));
        var people = await world.Db(db => db.People.ToDictionaryAsync(p => p.Name, p => p.Id, Cancel));
        await world.Merge(m => m.Accounts(accounts["Aurora Ltd"], accounts["Aurora"], Cancel));
        await world.Merge(m => m.People(people["Ana Berg"], people["Anna Berg"], Cancel));

        await world.Undo(later.ImportId!.Value);

        var opportunity = await world.Db(db => db.Opportunities.SingleAsync(o => o.ExternalId == "o1", Cancel));
        Assert.Equal((1_000, accounts["Aurora"], people["Anna Berg"]), (opportunity.Amount, opportunity.AccountId, opportunity.SalespersonId));
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task A_name_with_a_colon_is_a_name(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(new AccountRow(2, "a1", "Acme North", null, null, default, default));
        await world.Import(Deal(2, "o1", account: "Acme: North"), Deal(3, "o2", account: "Acme-North"));
        var joined = await world.With(s => Service(s).Joined(Cancel));
        Assert.Equal(["ACME-NORTH", "ACME: NORTH"], joined.Select(j => j.Text).Order(StringComparer.Ordinal));

        await world.Merge(m => m.Part(joined.Single(j => j.Text == "ACME-NORTH"), Cancel));
        Assert.Equal("ACME: NORTH", Assert.Single(await world.With(s => Service(s).Joined(Cancel))).Text);
    }

    private static Merging Service(IServiceProvider services) => (Merging)services.GetService(typeof(Merging))!;
}

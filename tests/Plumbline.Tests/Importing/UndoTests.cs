using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Administration;
using Plumbline.Comments;
using Plumbline.Companies;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Scoring;
using static Plumbline.Importing.ImportWorld;

namespace Plumbline.Importing;

public class UndoTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Undone_everything_is_as_before(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(
            Person(2, "Mona"), Person(3, "Anna Berg", "Mona", "Nord"), new ProductRow(2, "p1", "Migration", null, null, 400, 300, null), Won(2, "o1", 1_000), Deal(3, "o2"),
            new TargetRow(2, null, new(null, "Anna Berg"), new(new(2027, 1), 3), 9_000, null, null));
        var before = await world.Contents();

        var later = await world.Import(
            new LandingOptions { Currency = "EUR", BookingsFrom = BookingsFrom.Finance },
            Person(2, "Anna Berg", "Mona", "South"), Person(3, "New One", "Anna Berg", "South"), new ProductRow(2, "p1", "Migration", null, null, 500, 100, null), new ProductRow(3, "p2", "Care", null, null, 50, 10, null),
            Won(2, "o1", 2_000, seller: "New One"), Deal(3, "o2", stage: "Lost", state: OpportunityState.Lost, closed: new(2027, 3, 1)), Won(4, "o3", 70, account: "Borealis"),
            Booking(2, "b1", 800, "Care", ("Anna Berg", 0.5m), ("New One", 0.5m)), new TargetRow(2, null, new(null, "Anna Berg"), new(new(2027, 1), 3), 12_000, null, "EUR"),
            new TargetRow(3, null, new(null, "New One"), new(new(2027, 2), 1), 1_000, null, "EUR"));
        Assert.NotEqual(before, await world.Contents());

        var undone = await world.Undo(later.ImportId!.Value);

        Assert.Empty(undone.Kept);
        Assert.Equal(before, await world.Contents());
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task Undone_whatever_it_was_everything_is_as_before(Provider provider)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            await using var world = await Create(provider);
            await world.Import(new LandingOptions { BookingsFrom = BookingsFrom.Finance }, [.. SummaryLawTests.Rows(new(seed))]);
            var before = await world.Contents();
            var later = await world.Import([.. SummaryLawTests.Rows(new(100 + seed))]);

            var undone = await world.Undo(later.ImportId!.Value);

            Assert.Equal((before, 0), (await world.Contents(), undone.ByHand));
        }
    }

    [Theory, EachDatabase]
    public async Task What_somebody_typed_since_stays(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(new ProductRow(2, "p1", "Migration", null, "Services", 400, 300, null), Person(2, "Mona"), Person(3, "Ben"), Won(2, "o1", 1_000, seller: "Mona"));
        var later = await world.Import(
            new ProductRow(2, "p1", "Migration", null, "Cloud", 500, 100, null), new ProductRow(3, "p2", "Care", null, null, 50, 10, null), new ProductRow(4, "p3", "Audit", null, null, 60, 10, null),
            new PersonRow(2, null, "Mona", "mona@x.example", "Seller", default, default, null, null, []), new PersonRow(3, null, "Ben", null, "Seller", default, default, null, null, []));
        await world.Db(async db =>
        {
            foreach (var name in (string[])["Migration", "Care"])
            {
                var product = await db.Products.AsNoTracking().SingleAsync(p => p.Name == name, Cancel);
                var typed = ProductInput.Of(product);
                typed.Cost = "77";
                await new ProductRecords(db).Change(product.Id, typed, Cancel);
            }

            (await db.People.SingleAsync(p => p.Name == "Mona", Cancel)).Title = "Director";
            return await db.SaveChangesAsync(Cancel);
        });

        var undone = await world.Undo(later.ImportId!.Value);

        Assert.Equal(2, undone.ByHand);
        Assert.Equal(["The product Care stays: somebody changed it since."], undone.Kept);
        Assert.Equal([("Care", 50m, 77m, null), ("Migration", 400m, 77m, "Services")], await world.Db(async db =>
            (await db.Products.AsNoTracking().OrderBy(p => p.Name).ToListAsync(Cancel)).Select(p => (p.Name, p.ListPrice!.Value, p.Cost!.Value, p.Family))));
        Assert.Equal([("Ben", null, null), ("Mona", null, "Director")], await world.Db(async db => (await db.People.AsNoTracking().OrderBy(p => p.Name).ToListAsync(Cancel)).Select(p => (p.Name, p.Email, p.Title))));
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task A_merge_since_is_no_change_by_hand(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Won(2, "o1", 1_000, seller: "Anna Berg"));
        var later = await world.Import(Won(2, "o1", 1_000, seller: "Ana Berg"));
        var (anna, ana) = await world.Db(async db => (await db.People.SingleAsync(p => p.Name == "Anna Berg", Cancel), await db.People.SingleAsync(p => p.Name == "Ana Berg", Cancel)));
        var third = await world.Import(Won(2, "o1", 1_000, seller: "Cleo"));
        await world.Undo(third.ImportId!.Value);
        await world.Merge(merging => merging.People(ana.Id, anna.Id, Cancel));

        Assert.Equal(0, (await world.Undo(later.ImportId!.Value)).ByHand);
        Assert.Equal(["Anna Berg"], await world.Db(db => db.Opportunities.Select(o => db.People.Single(p => p.Id == o.SalespersonId).Name).ToListAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task Credits_that_an_import_changed_are_as_before(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Booking(2, "b1", 800, "Care", ("Anna", 0.5m), ("Ben", 0.5m)));
        var before = await world.Contents();
        var later = await world.Import(Booking(2, "b1", 900, "Care", ("Anna", 0.2m), ("Cleo", 0.8m)));

        await world.Undo(later.ImportId!.Value);

        Assert.Equal(before, await world.Contents());
        Assert.Empty(await world.Differences());
    }

    [Theory, EachDatabase]
    public async Task Only_the_latest_can_be_undone_and_only_once(Provider provider)
    {
        await using var world = await Create(provider);
        var first = await world.Import(Won(2, "o1", 1_000));
        var second = await world.Import(Won(2, "o2", 1_000));
        await world.Import(Won(2, "o2", 1_000)); // Nothing new: it does not stand in the way.

        var refused = await Assert.ThrowsAsync<RefusedException>(() => world.Undo(first.ImportId!.Value));
        Assert.EndsWith($": {second.ImportId}.", refused.Message, StringComparison.Ordinal);
        await world.Undo(second.ImportId!.Value);
        await world.Undo(first.ImportId!.Value);
        await Assert.ThrowsAsync<RefusedException>(() => world.Undo(first.ImportId!.Value));

        Assert.Equal(0, await world.Db(db => db.People.CountAsync(Cancel)));
        Assert.Equal(0, await world.Db(db => db.PersonMonths.CountAsync(Cancel)));
        Assert.Equal(0, await world.Db(db => db.ItemMonths.CountAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task What_others_refer_to_by_now_stays_and_is_named(Provider provider)
    {
        await using var world = await Create(provider);
        var import = await world.Import(Won(2, "o1", 1_000));
        await world.Db(async db =>
        {
            var anna = await db.People.SingleAsync(Cancel);
            db.Accounts.Add(new() { Name = "By hand", OwnerId = anna.Id });
            return await db.SaveChangesAsync(Cancel);
        });

        var undone = await world.Undo(import.ImportId!.Value);

        Assert.Equal(["Anna Berg stays: others refer to this person by now."], undone.Kept);
        Assert.Equal(["Anna Berg"], await world.Db(db => db.People.Select(p => p.Name).ToListAsync(Cancel)));
        Assert.Equal(0, await world.Db(db => db.Opportunities.CountAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task What_somebody_changed_commented_on_or_named_in_a_plan_since_stays_and_is_named(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Person(2, "Mona"));
        string[] accounts = ["Changed", "Commented", "Merged", "Planned", "Untouched", "Worked"];
        string[] products = ["Care", "Sold", "Audit"];
        var import = await world.Import(
        [
            .. accounts.Select((name, i) => new AccountRow(i + 2, $"a{i}", name, "Retail", null, default, default)),
            .. products.Select((name, i) => new ProductRow(i + 2, $"p{i}", name, null, null, 10, 5, null)),
            .. ((string[])["Carla", "Carl", "Key"]).Select((name, i) => new ContactRow(i + 2, $"c{i}", name, "CEO", null, null, default)),
            Deal(2, "o1", "Worked", "Sold", "Mona"), Deal(3, "o2", "Worked", "Sold", "Mona"),
        ]);
        var into = await world.Db(async db =>
        {
            var mona = (await db.People.SingleAsync(Cancel)).Id;
            var account = await db.Accounts.ToDictionaryAsync(a => a.Name, Cancel);
            var product = await db.Products.ToDictionaryAsync(p => p.Name, p => p.Id, Cancel);
            account["Changed"].Industry = "Steel";
            (await db.Contacts.SingleAsync(c => c.Name == "Carla", Cancel)).Title = "Owner";
            (await db.Opportunities.SingleAsync(o => o.ExternalId == "o2", Cancel)).Name = "By hand";
            db.Add(new Comment(new(SubjectKind.Account, account["Commented"].Id), "k1", mona, "They move.", world.Clock.GetUtcNow()));
            db.Add(new Comment(new(SubjectKind.Commitment, account["Untouched"].Id), "k2", mona, "Of something else.", world.Clock.GetUtcNow()));

            var elsewhere = new Account { Name = "By hand" };
            db.Add(elsewhere);
            await db.SaveChangesAsync(Cancel);

            // One plan was put forward, of the other there is only a draft.
            var (line, by, at) = (SomePlan.Content().Forecast[0] with { AccountId = account["Planned"].Id, ProductId = product["Care"] }, new Party(mona, false), world.Clock.GetUtcNow());
            var half = new BusinessPlan(mona, by, SomePlan.Content() with { Forecast = [line] }, at);
            half.Propose(by, null, signs: true, SomePlan.Known with { Accounts = new HashSet<long> { account["Planned"].Id }, Products = new HashSet<long> { product["Care"] } }, at, SomePlan.Today);
            var key = await db.Contacts.Where(c => c.Name == "Key").Select(c => c.Id).SingleAsync(Cancel);
            db.AddRange(half, new AccountPlan(mona, by, new(elsewhere.Id, SomeAccountPlan.Quarter) { Contacts = [new("c1") { ContactId = key, Name = "Key" }] }, at));
            await db.SaveChangesAsync(Cancel);
            return (From: account["Merged"].Id, Into: elsewhere.Id);
        });
        await world.Merge(merging => merging.Accounts(into.From, into.Into, Cancel));

        var undone = await world.Undo(import.ImportId!.Value);

        Assert.Equal(
        [
            "The product Care stays: a plan names it by now.",
            "The product Sold stays: others refer to it by now.",
            "The account Changed stays: somebody changed it since.",
            "The account Commented stays: somebody commented on it since.",
            "The account Planned stays: a plan names it by now.",
            "The account Worked stays: others refer to it by now.",
            "The contact Carla stays: somebody changed it since.",
            "The contact Key stays: a plan names it by now.",
            "The opportunity By hand stays: somebody changed it since.",
        ], undone.Kept);
        Assert.Equal(["By hand", "Changed", "Commented", "Planned", "Worked"], await world.Db(db => db.Accounts.OrderBy(a => a.Name).Select(a => a.Name).ToListAsync(Cancel)));
        Assert.Equal("Steel", await world.Db(db => db.Accounts.Where(a => a.Name == "Changed").Select(a => a.Industry).SingleAsync(Cancel)));
        Assert.Equal(["o2"], await world.Db(db => db.Opportunities.Select(o => o.ExternalId).ToListAsync(Cancel)));
        Assert.Empty(await world.Differences());
    }
}

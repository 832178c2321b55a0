using Microsoft.EntityFrameworkCore;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Administration;

public class ProductPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_new_cost_counts_margins_anew(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ann = await site.Add("Ann", Roles.Salesperson);
        await site.Change(db => db.Products.Add(new() { Name = "Care" }));
        await site.Change(db => db.Opportunities.Add(new()
        {
            System = "test",
            ExternalId = "1",
            Name = "Deal",
            ProductId = 1,
            SalespersonId = ann.Id,
            State = OpportunityState.Won,
            Amount = 1_000,
            Opened = new(2026, 10, 1),
            Closed = new(2026, 11, 2),
        }));
        await site.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            using var bulk = BulkWriter.Of(db);
            await Recounting.Whole(db, bulk, Cancel);
            await transaction.CommitAsync(Cancel);
            return true;
        });
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));

        var wrong = await (await (await visitor.Open("/products")).Follow("Care")).Submit("product", new() { ["Cost"] = "cheap" });
        Assert.Contains("is no amount", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("cheap", wrong.The("input[name='Input.Cost']").GetAttribute("value"));
        wrong = await wrong.Submit("product", new() { ["Cost"] = "-" }); // zero elsewhere; here it may mean that nobody knows
        Assert.Contains("is no amount", wrong.Text, StringComparison.Ordinal);
        var saved = await wrong.Submit("product", new() { ["ListPrice"] = "200", ["Cost"] = "150", ["Family"] = "Services" });

        Assert.Contains("25%", saved.Text, StringComparison.Ordinal);
        Assert.Equal(250, (await site.Db(db => db.PersonMonths.SingleAsync(Cancel))).Tally.Margin);
        Assert.Empty(await site.Db(db => Recounting.Differences(db, Cancel)));
    }

    [Fact]
    public async Task Who_saves_second_is_told()
    {
        await using var site = await TheSite.Start();
        await site.Change(db => db.Products.Add(new() { Name = "Care" }));
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));
        var mine = await visitor.Open("/products/1");
        await (await visitor.Open("/products/1")).Submit("product", new() { ["DefaultMargin"] = "30%" });

        var told = await mine.Submit("product", new() { ["DefaultMargin"] = "20", ["Family"] = "Services", ["IsSold"] = "" });
        Assert.Contains("Saved meanwhile: 30%", told.Text, StringComparison.Ordinal);
        Assert.Contains("Saved meanwhile: nothing", told.Text, StringComparison.Ordinal);
        Assert.Contains("Saved meanwhile: yes", told.Text, StringComparison.Ordinal);
        await told.Submit("product");

        Assert.Equal(0.2m, (await site.Db(db => db.Products.SingleAsync(Cancel))).DefaultMargin);
    }
}

using Microsoft.EntityFrameworkCore;
using Plumbline.People;

namespace Plumbline.Activities;

public class TypesPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Types_are_added_renamed_put_in_order_and_no_longer_offered(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ada = await site.Add("Ada", Roles.Administrator);
        var visitor = await site.As(ada);
        var usual = await (await visitor.Open("/activities/types")).Submit("usual");
        Assert.Equal(UsualTypes.Names.Count + 1, usual.Document.QuerySelectorAll("tbody tr").Length);

        var saved = await usual.Submit("types", new()
        {
            ["Input.Rows[0].Name"] = "Phone call",
            ["Input.Rows[0].Order"] = "55",
            ["Input.Rows[1].IsOffered"] = "",
            ["Input.Rows[2].Delete"] = "on",
            [$"Input.Rows[{UsualTypes.Names.Count}].Name"] = "Ride-along",
            [$"Input.Rows[{UsualTypes.Names.Count}].Kind"] = "Meeting",
        });

        Assert.Contains("Saved.", saved.Text, StringComparison.Ordinal);
        var types = await site.Db(db => db.ActivityTypes.AsNoTracking().OrderBy(t => t.Order).ToListAsync(Cancel));
        Assert.Equal(["Meeting", "Demo", "Proposal", "Phone call", "Referral asked"], types.Take(5).Select(t => t.Name));
        Assert.Equal((false, ActivityKind.Meeting), (types[0].IsOffered, types.Single(t => t.Name == "Ride-along").Kind));
        Assert.DoesNotContain("Meeting", (await visitor.Open("/activities/log")).The(".choices").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_in_use_is_not_deleted_and_no_two_have_one_name()
    {
        await using var site = await TheSite.Start();
        var ada = await site.Add("Ada", Roles.Administrator);
        await site.Change(db => db.AddRange(new ActivityType { Name = "Call", Order = 1 }, new ActivityType { Name = "Visit", Order = 2 }));
        await site.Change(db => db.Add(new Activity { System = "test", ExternalId = "1", TypeId = 1, Date = new(2026, 11, 20), SalespersonId = ada.Id }));
        var page = await (await site.As(ada)).Open("/activities/types");

        Assert.Contains("in use", page.Text, StringComparison.Ordinal);
        var fields = page.Fields("types");
        fields.Add(new("Input.Rows[0].Delete", "true"));
        Assert.Contains("is in use, so that it cannot be deleted", (await page.Visitor.Post(new(site.Address, "/activities/types"), fields)).Text, StringComparison.Ordinal);
        Assert.Contains("is there twice", (await page.Submit("types", new() { ["Input.Rows[1].Name"] = " call " })).Text, StringComparison.Ordinal);
        Assert.Equal(["Call", "Visit"], await site.Db(db => db.ActivityTypes.OrderBy(t => t.Order).Select(t => t.Name).ToListAsync(Cancel)));
    }

    [Fact]
    public async Task Who_saves_types_second_is_told()
    {
        await using var site = await TheSite.Start();
        await site.Change(db => db.Add(new ActivityType { Name = "Call", Order = 1 }));
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));
        var mine = await visitor.Open("/activities/types");
        await (await visitor.Open("/activities/types")).Submit("types", new() { ["Input.Rows[0].Name"] = "Telephone" });

        var told = await mine.Submit("types", new() { ["Input.Rows[0].Name"] = "Ring" });
        Assert.Contains("Someone changed the type “Telephone”", told.Text, StringComparison.Ordinal);
        Assert.Contains("Saved meanwhile: Telephone, not in the chain, place 1, offered", told.Text, StringComparison.Ordinal);
        Assert.Equal("Telephone", (await site.Db(db => db.ActivityTypes.SingleAsync(Cancel))).Name);

        Assert.Contains("Saved.", (await told.Submit("types")).Text, StringComparison.Ordinal);
        Assert.Equal("Ring", (await site.Db(db => db.ActivityTypes.AsNoTracking().SingleAsync(Cancel))).Name);

        var late = await visitor.Open("/activities/types");
        await site.Change(db => db.ActivityTypes.Remove(db.ActivityTypes.Single()));
        var gone = await late.Submit("types", new() { ["Input.Rows[0].Name"] = "Phone" });
        Assert.Contains("Save again to add it anew", gone.Text, StringComparison.Ordinal);
        await gone.Submit("types");
        Assert.Equal("Phone", (await site.Db(db => db.ActivityTypes.AsNoTracking().SingleAsync(Cancel))).Name);
    }
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.Inspection;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Products;

namespace Plumbline.Cosell;

public sealed class DesignationPagesTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    private static readonly Dictionary<string, string> _baking = new()
    {
        ["Input.Vendor"] = "Hearth",
        ["Input.Name"] = "Baking",
        ["Input.Needed"] = "70",
        ["Input.LeastEach"] = "1",
        ["Input.RenewsOn"] = "2027-03-01",
        ["Input.Rows[0].Name"] = "New customers",
        ["Input.Rows[0].Kind"] = "Deals",
        ["Input.Rows[0].Most"] = "40",
        ["Input.Rows[0].Family"] = "Ovens",
        ["Input.Rows[2].Name"] = "Certified people",
        ["Input.Rows[2].Kind"] = "Training",
        ["Input.Rows[2].Most"] = "60",
        ["Input.Rows[2].MovedBy"] = "The baker’s certificate",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_start_is_taken_once_and_holds_no_points(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var empty = await (await site.As(await site.Add("Adam", Roles.Administrator))).Open("/designations");
        Assert.Contains("No designations yet", empty.Text, StringComparison.Ordinal);
        var taken = await empty.Submit("starting");
        Assert.Contains("6 designations were added", taken.Text, StringComparison.Ordinal);
        Assert.Contains("check each with the vendor", taken.Text, StringComparison.Ordinal);
        Assert.Contains("All of them are here already", (await taken.Submit("starting")).Text, StringComparison.Ordinal);

        var edit = await taken.Visitor.Open("/designations/1/edit");
        Assert.Equal("/designations", (await edit.Submit("delete")).Path);
        Assert.Equal("/designations", (await edit.Submit("delete")).Path); // Once more does no harm.
        Assert.Equal(5, await site.Db(db => db.Set<Designation>().CountAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task It_is_added_read_and_seen_to_move(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (mary, paul) = (await site.Add("Mary", Roles.Salesperson), await site.Add("Paul", Roles.Manager));
        var gone = await site.Add("Gone", Roles.Salesperson);
        await site.Change(db => db.AddRange(new Product { Name = "Oven", Family = "Ovens" }, new Product { Name = "Mixer", Family = "Mixers" }, SomeForm.Of(SomeForm.Paper)));
        await site.Change(db => db.People.Single(p => p.Id == gone.Id).Left = new(2026, 10, 1));
        await site.Change(db =>
        {
            var form = db.ValidationForms.Single();
            db.AddRange(new Certificate(mary.Id, form, paul.Id, "1", new(2026, 5, 1), null, _today), new Certificate(mary.Id, form, paul.Id, "2", new(2026, 6, 1), null, _today));
            db.AddRange(new Certificate(paul.Id, form, mary.Id, "3", new(2024, 5, 1), null, _today), new Certificate(gone.Id, form, paul.Id, "4", new(2026, 5, 1), null, _today)); // Run out, and not here any more.
            db.AddRange(Won("a", 1, new(2026, 3, 1)), Won("b", 1, new(2025, 11, 1)), Won("c", 2, new(2026, 3, 1))); // Of the family and the last twelve months, the first alone.
        });
        var max = await site.As(await site.Add("Max", Roles.Marketing));
        var form = await max.Open("/designations/new");
        foreach (var (field, typed, says) in new[]
        {
            ("Input.Vendor", "", "Say whose designation it is."), ("Input.Needed", "many", "“many” is no number of points"), ("Input.Needed", "120", "give 100 points at most"), ("Input.RenewsOn", "soon", "soon"), ("Input.Rows[2].Name", "", "Name the category"), ("Input.Rows[2].Most", "0.5", "cannot give fewer"),
        })
        {
            var refused = await form.Submit("designation", new(_baking) { [field] = typed });
            Assert.Contains(says, refused.Text, StringComparison.Ordinal);
            Assert.Equal("New customers", refused.The("input[name='Input.Rows[0].Name']").GetAttribute("value"));
            Assert.Equal("The baker’s certificate", refused.The("input[name='Input.Rows[1].MovedBy']").GetAttribute("value")); // Moved up beside the first.
        }

        var saved = await form.Submit("designation", _baking);
        Assert.Equal("/designations/1", saved.Path);
        Assert.Equal("/designations/1", (await form.Submit("designation", _baking)).Path); // Sent twice, it is one.
        Assert.Contains("already", (await (await max.Open("/designations/new")).Submit("designation", _baking)).Text, StringComparison.Ordinal);
        Assert.Contains("1 of us holds a certificate that is valid", saved.The("#categories").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 deal won in Ovens within twelve months", saved.The("#categories").TextContent, StringComparison.Ordinal);

        var wrong = await saved.Submit("note", new() { ["Reading.Rows[0].Points"] = "41", ["Reading.Rows[1].Points"] = "55" });
        Assert.Contains("New customers gives 40 points at most", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("Say how many points there are in Certified people", (await saved.Submit("note", new() { ["Reading.Rows[0].Points"] = "4" })).Text, StringComparison.Ordinal);
        var first = await wrong.Submit("note", new() { ["Reading.Day"] = "2026-10-01", ["Reading.Rows[0].Points"] = "0.5" });
        Assert.Contains("14.5 points in all; 0.5 points in New customers", first.Text, StringComparison.Ordinal);
        await wrong.Submit("note", new() { ["Reading.Day"] = "2026-10-01", ["Reading.Rows[0].Points"] = "0.5" }); // Sent twice, it is one.
        var held = await first.Submit("note", new() { ["Reading.Rows[0].Points"] = "15" });
        Assert.Contains("held", held.Text, StringComparison.Ordinal);
        Assert.Contains("+14.5", held.The("#readings").TextContent, StringComparison.Ordinal);
        var replaced = await held.Submit("note", new() { ["Reading.Rows[0].Points"] = "16" });
        Assert.Equal(2, replaced.Document.QuerySelectorAll("#readings tbody tr").Length); // A day has one reading.
        Assert.Contains("held as of Tue 24 Nov", (await max.Open("/designations")).Text, StringComparison.Ordinal);
        Assert.Contains("Points are noted of it", await Delete(await max.Open("/designations/1/edit")), StringComparison.Ordinal);

        Opportunity Won(string key, long product, DateOnly day) => new() { System = "crm", ExternalId = key, Name = key, ProductId = product, State = OpportunityState.Won, Closed = day, SalespersonId = mary.Id };
    }

    [Theory, EachDatabase]
    public async Task Everyone_reads_and_marketing_and_administrators_write_and_see_each_others_changes(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (max, adam) = (await site.As(await site.Add("Max", Roles.Marketing)), await site.As(await site.Add("Adam", Roles.Administrator)));
        await (await max.Open("/designations/new")).Submit("designation", _baking);
        foreach (var role in new[] { Roles.Salesperson, Roles.Manager, Roles.Leadership })
        {
            var visitor = await site.As(await site.Add($"{role}", role));
            var page = await visitor.Open("/designations/1");
            Assert.Contains("Certified people", page.Text, StringComparison.Ordinal);
            Assert.Null(page.Document.QuerySelector("#note"));
            Assert.Null((await visitor.Open("/designations")).Document.QuerySelector("form[method=post] input[value='starting']"));
            Assert.NotEqual(HttpStatusCode.OK, (await visitor.Open("/designations/1/edit")).Status);
        }

        var (first, second, stale) = (await max.Open("/designations/1/edit"), await adam.Open("/designations/1/edit"), await adam.Open("/designations/1"));
        await first.Submit("designation", new() { ["Input.Needed"] = "65", ["Input.Rows[1].Most"] = "50" });
        var told = await second.Submit("designation", new() { ["Input.Needed"] = "80" });
        Assert.Contains("Saved meanwhile: 65", told.Text, StringComparison.Ordinal);
        Assert.Contains("Saved meanwhile: New customers, 40 points at most, Ovens; Certified people, 50 points at most", told.Text, StringComparison.Ordinal);
        Assert.Equal("80", told.The("input[name='Input.Needed']").GetAttribute("value"));
        Assert.Contains("Somebody noted points or changed the designation meanwhile", (await stale.Submit("note", new() { ["Reading.Rows[0].Points"] = "1", ["Reading.Rows[1].Points"] = "1" })).Text, StringComparison.Ordinal);
    }

    private static async Task<string> Delete(Page edit)
    {
        Assert.DoesNotContain("Take it out", edit.Text, StringComparison.Ordinal); // The button is gone, and what an older page sends is refused.
        var fields = edit.Fields("designation").FindAll(f => f.Key.StartsWith("__", StringComparison.Ordinal));
        fields.Add(new("_handler", "delete"));
        return (await edit.Visitor.Post(edit.Answer.RequestMessage!.RequestUri!, fields)).Text;
    }
}

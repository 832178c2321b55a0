using Microsoft.EntityFrameworkCore;
using Plumbline.People;

namespace Plumbline.Inspection;

public class FormPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Good_forms_are_there_with_one_press_and_are_the_companys_to_change(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        await site.Change(db => db.Products.Add(new() { Name = "Deck oven", Family = "Ovens" }));
        var list = await (await (await site.As(await site.Add("Ada", Roles.Administrator))).Open("/administration/validation")).Submit("good");
        Assert.Contains("Demonstration: Ovens", list.Text, StringComparison.Ordinal);
        Assert.Contains("4 forms", list.Text, StringComparison.Ordinal);

        var form = await list.Follow("Customer meeting");
        var wrong = await form.Submit("form", new() { ["Input.Criteria[0].Anchors"] = "one line", ["Input.Name"] = "Visit" });
        Assert.Contains("Say in 5 lines what each score looks like", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("Visit", wrong.The("input[name='Input.Name']").GetAttribute("value"));
        var saved = await form.Submit("form", new() { ["Input.Name"] = "Visit", ["Input.PassMark"] = "70%", ["Input.Criteria[1].Name"] = "" });
        Assert.Contains("Saved.", saved.Text, StringComparison.Ordinal);
        var content = (await site.Db(db => db.ValidationForms.ToListAsync(Cancel))).Single(f => f.Content.Name == "Visit").Content;
        Assert.Equal((0.7m, 6, "prepare"), (content.PassMark, content.Criteria.Count, content.Criteria[0].Key));
    }

    [Theory, EachDatabase]
    public async Task A_quiz_is_written_with_a_line_for_each_choice(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var page = await (await site.As(await site.Add("Ada", Roles.Administrator))).Open("/administration/validation/new");
        Dictionary<string, string> quiz = new()
        {
            ["Input.Name"] = "Ovens",
            ["Input.Area"] = "CanSell",
            ["Input.Kind"] = "Quiz",
            ["Input.Minutes"] = "20",
            ["Input.Questions[1].Text"] = "How hot?",
            ["Input.Questions[1].Choices"] = "* 250°\n25°",
        };
        var refused = await page.Submit("form", quiz);
        Assert.Contains("What somebody knows does not show that they can sell.", refused.Text, StringComparison.Ordinal);
        quiz["Input.Area"] = "KnowsOffering";
        quiz["Input.Family"] = "Ovens";
        Assert.Contains("Saved.", (await page.Submit("form", quiz)).Text, StringComparison.Ordinal);

        var question = Assert.Single((await site.Db(db => db.ValidationForms.SingleAsync(Cancel))).Content.Questions);
        Assert.Equal([("250°", true), ("25°", false)], question.Choices.Select(c => (c.Text, c.IsRight)));
    }

    [Theory, EachDatabase]
    public async Task A_later_edit_changes_no_past_result_and_two_who_save_at_once_are_told(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await InspectionWorld.On(site);
        await world.Observed(world.Mary, world.Paul, InspectionWorld.Today);
        var visitor = await site.As(world.Ada);
        var (mine, theirs) = (await visitor.Open("/administration/validation/1"), await visitor.Open("/administration/validation/1"));
        await theirs.Submit("form", new() { ["Input.PassMark"] = "100%", ["Input.Criteria[0].Name"] = "Keeps silent" });

        var told = await mine.Submit("form", new() { ["Input.Months"] = "6" });
        Assert.Contains("Saved meanwhile: 100%", told.Text, StringComparison.Ordinal);
        Assert.Contains("Saved meanwhile: Keeps silent", told.Text, StringComparison.Ordinal);
        await told.Submit("form");

        Assert.Equal((0.6m, 6), (await site.Db(db => db.ValidationForms.SingleAsync(Cancel))).Content is var now ? (now.PassMark, now.Months) : default);
        var kept = await site.Db(db => db.Validations.SingleAsync(Cancel));
        Assert.Equal((12, new DateOnly(2027, 11, 24), true), (kept.Asked.Months, kept.ValidUntil!.Value, kept.Passed!.Value));
        Assert.Contains("its area and its kind stay", (await (await visitor.Open("/administration/validation/1")).Submit("form", new() { ["Input.Area"] = "RepresentsUs" })).Text, StringComparison.Ordinal);
    }
}

using Plumbline.Companies;
using Plumbline.Inspection;
using Plumbline.People;

namespace Plumbline.Plans;

public class ValidationChecksTests
{
    private static readonly PlanKnown _known = SomePlan.Known with { MissingValidations = [new("Can sell", "lapsed after Tue 20 Oct", ["Customer meeting", "Role-play"])] };

    [Fact]
    public void What_is_not_valid_and_no_training_prepares_is_told()
    {
        var told = Assert.Single(Of(""), f => f.Path == "training");
        Assert.Equal(Severity.WorthALook, told.Severity);
        Assert.StartsWith("Can sell: lapsed after Tue 20 Oct.", told.Words, StringComparison.Ordinal);
        Assert.Contains(Of("Presenting"), f => f.Words == told.Words);

        Assert.DoesNotContain(Of("can SELL, at last"), f => f.Words == told.Words);
        Assert.DoesNotContain(Of("the róle play with Paul"), f => f.Words == told.Words);
    }

    [Fact]
    public void The_company_says_whether_it_must_be_mended() =>
        Assert.Contains(PlanChecks.Of(Training(""), _known with { ValidationsWeigh = Severity.MustMend }), f => f is { Severity: Severity.MustMend, Path: "training" });

    [Theory, EachDatabase]
    public async Task A_plan_is_put_forward_once_training_prepares_what_lapsed_where_the_company_wants_it(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await site.Change(db => db.Add(SomeForm.Of(SomeForm.Meeting)));
        await site.Change(db => db.Add(SomeForm.Shared(world.Mary, db.ValidationForms.Single(), world.Paul, InspectionWorld.Today.AddDays(-400))));
        var plan = await world.Plan(_ => { });
        const string Told = "Can sell: lapsed after Tue 20 Oct.";
        var mary = await site.As(world.Mary);
        var ada = await site.As(await site.Add("Ada", Roles.Administrator));

        Assert.Contains(Told, (await mary.Open($"/plans/{plan}/edit")).Text, StringComparison.Ordinal);
        await (await ada.Open("/administration/company")).Submit("company", new() { ["Input.Name"] = "Ovens", ["Input.Currency"] = "EUR", ["Input.ValidationPolicy"] = nameof(ValidationPolicy.Block) });
        var panel = (await mary.Open($"/plans/{plan}/edit")).Document.QuerySelectorAll(".findings-must li").Select(l => l.TextContent);
        Assert.Contains(panel, words => words.Contains(Told, StringComparison.Ordinal));
        await (await ada.Open("/administration/company")).Submit("company", new() { ["Input.ValidationPolicy"] = nameof(ValidationPolicy.Off) });
        Assert.DoesNotContain(Told, (await mary.Open($"/plans/{plan}/edit")).Text, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Finding> Of(string prepares) => PlanChecks.Of(Training(prepares), _known);

    private static BusinessPlanContent Training(string prepares) => SomePlan.Content() with { Training = [new("t1") { Skill = "Closing", ByWhen = new(2027, 2, 1), Prepares = prepares }] };
}

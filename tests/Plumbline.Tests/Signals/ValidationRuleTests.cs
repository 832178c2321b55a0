using Plumbline.Inspection;

namespace Plumbline.Signals;

/// <summary>Of the rule about validations, what it must find and what it must not.</summary>
public sealed class ValidationRuleTests
{
    private const string Rule = "validation-due";

    [Theory]
    [EachDatabase]
    public async Task What_was_not_passed_lapsed_or_lapses_soon_is_told_until_it_is_passed(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await InspectionWorld.On(site);
        await SignalNights.Night(site);
        Assert.Empty(await SignalNights.Open(site, world.Mary, Rule)); // Nobody has looked yet.

        await world.Observed(world.Mary, world.Paul, InspectionWorld.Today.AddDays(-400));
        Assert.Equal("Can sell: lapsed after Tue 20 Oct", await SignalNights.Title(site, world.Mary, Rule));
        Assert.Equal(new DateOnly(2026, 10, 20), Assert.Single(await SignalNights.Open(site, world.Mary, Rule)).By);
        Assert.Contains("Can sell: lapsed after Tue 20 Oct", (await (await site.As(world.Paul)).Open("/team")).The("#needs").TextContent, StringComparison.Ordinal); // It waits for more than a week.
        await world.Observed(world.Mary, world.Paul, InspectionWorld.Today.AddDays(-330));
        Assert.Equal("Can sell: due by Tue 29 Dec", await SignalNights.Title(site, world.Mary, Rule));
        await world.Observed(world.Mary, world.Paul, InspectionWorld.Today.AddDays(-1), 2);
        Assert.Equal("Can sell: not passed on Mon 23 Nov", await SignalNights.Title(site, world.Mary, Rule));
        var signal = Assert.Single(await SignalNights.Open(site, world.Mary, Rule));
        Assert.Equal(new SignalAction("Observe", $"inspection/observe?person={world.Mary.Id}&form=1", new("See where you stand", $"inspection?person={world.Mary.Id}")), signal.Action);
        Assert.NotNull((await (await site.As(world.Mary)).Open($"/signals/{signal.Id}")).Document.QuerySelector($"a.btn-primary[href='inspection?person={world.Mary.Id}']")); // Nobody observes themselves.
        Assert.NotNull((await (await site.As(world.Paul)).Open($"/signals/{signal.Id}")).Document.QuerySelector("a.btn-primary[href^='inspection/observe']"));
        Assert.StartsWith("A manager is to see: ", signal.Words, StringComparison.Ordinal);
        Assert.Equal("inspection/3", Assert.Single(signal.Evidence).Href);

        await world.Observed(world.Mary, world.Paul, InspectionWorld.Today);
        await SignalNights.Night(site);
        Assert.Empty(await SignalNights.Open(site, world.Mary, Rule));
    }

    [Theory]
    [EachDatabase]
    public async Task What_is_not_required_or_not_in_use_is_not_told(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await InspectionWorld.On(site);
        await world.Observed(world.Mary, world.Paul, InspectionWorld.Today, 1);
        await SignalNights.Night(site);
        Assert.Single(await SignalNights.Open(site, world.Mary, Rule));

        await site.Change(db => db.ValidationForms.Single().Write(SomeForm.Meeting, isRequired: false, isRetired: false, hasResults: true));
        await SignalNights.Night(site);
        Assert.Empty(await SignalNights.Open(site, world.Mary, Rule));
        await site.Change(db => db.ValidationForms.Single().Write(SomeForm.Meeting, isRequired: true, isRetired: true, hasResults: true));
        await SignalNights.Night(site);
        Assert.Empty(await SignalNights.Open(site, world.Mary, Rule));
    }
}

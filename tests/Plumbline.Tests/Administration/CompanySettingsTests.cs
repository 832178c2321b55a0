using Microsoft.EntityFrameworkCore;
using Plumbline.Forecasting;
using Plumbline.People;

namespace Plumbline.Administration;

public sealed class CompanySettingsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task The_second_who_saves_sees_both_versions_and_decides(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ada = await site.As(await site.Add("Ada", Roles.Administrator));
        var start = new Dictionary<string, string> { ["Name"] = "Ours", ["Currency"] = "EUR" };
        var mine = await (await ada.Open("/administration/company")).Submit("company", start);
        var theirs = await ada.Open("/administration/company");

        await theirs.Submit("company", new() { ["Name"] = "Theirs" });
        var told = await mine.Submit("company", new() { ["Name"] = "Mine" });

        Assert.Contains("Someone changed the settings", told.Text, StringComparison.Ordinal);
        Assert.Contains("Saved meanwhile: Theirs", told.Text, StringComparison.Ordinal);
        Assert.Equal("Mine", told.The("input[name='Input.Name']").GetAttribute("value"));
        Assert.Equal("Theirs", await Name(site));

        await told.Submit("company");
        Assert.Equal("Mine", await Name(site));
    }

    [Fact]
    public async Task Pipeline_is_reckoned_for_the_chance_that_the_company_wants()
    {
        await using var made = await SomeHistory.Make();
        await made.Forecast();
        var ada = await made.Site.As(await made.Site.Add("Root", Roles.Administrator));
        var settings = await ada.Open("/administration/company");
        Assert.Equal("80%", settings.The("input[name='Input.WantedChance']").GetAttribute("value"));

        var refused = await settings.Submit("company", new() { ["Name"] = "Ours", ["Currency"] = "EUR", ["WantedChance"] = "99" });
        Assert.Contains("From 50% to 95%.", refused.Text, StringComparison.Ordinal);
        await refused.Submit("company", new() { ["WantedChance"] = "65" });

        var forecast = await (await made.Site.As(made.Ben)).Open($"/forecast?person={made.Ben.Id}");
        Assert.Contains("For a chance of 65%, by how often and how soon qualified deals are won", forecast.Text, StringComparison.Ordinal);
        Assert.Contains("would make the chance 65%", forecast.Text, StringComparison.Ordinal);
    }

    private static Task<string> Name(TheSite site) => site.Db(db => db.Companies.Select(c => c.Name).SingleAsync(Cancel));
}

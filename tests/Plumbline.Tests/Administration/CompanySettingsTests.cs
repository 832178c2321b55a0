using Microsoft.EntityFrameworkCore;
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

    private static Task<string> Name(TheSite site) => site.Db(db => db.Companies.Select(c => c.Name).SingleAsync(Cancel));
}

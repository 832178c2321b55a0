using Microsoft.EntityFrameworkCore;
using Plumbline.People;

namespace Plumbline.Marketing;

public class ProgramFundTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);
    private static readonly ProgramTerms _terms = new() { Vendor = "Hearth", Name = "Co-op", Currency = "EUR", Share = 0.5m, GraceDays = 45, NeedsApproval = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Money_is_noted_once_and_its_day_to_claim_follows_from_the_days_of_grace(Provider provider)
    {
        await using var site = await ProgramPagesTests.Site(provider);
        var max = await site.Add("Max", Roles.Marketing);
        await ProgramPagesTests.Put(site, _terms, max);
        var form = await (await (await site.As(max)).Open("/programs/1")).Follow("Note money");
        var refused = await form.Submit("fund", new() { ["Earned"] = "Jan to Jun 2026", ["Amount"] = "lots", ["UsableFrom"] = "2026-07-01", ["UsableUntil"] = "2026-12-31" });
        Assert.Contains("is no amount", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Jan to Jun 2026", refused.The("input[name='Input.Earned']").GetAttribute("value"));
        Assert.Contains("It ends before it begins.", (await refused.Submit("fund", new() { ["Amount"] = "12k", ["UsableUntil"] = "2026-06-01" })).Text, StringComparison.Ordinal);

        var noted = await refused.Submit("fund", new() { ["Amount"] = "12k" });
        Assert.Contains("Sun 14 Feb 2027", noted.The("#funds").TextContent, StringComparison.Ordinal); // 45 days after the last day of the year.
        await refused.Submit("fund", new() { ["Amount"] = "12k" });
        Assert.Equal(1, await site.Db(db => db.Set<ProgramFund>().CountAsync(Cancel))); // Sent twice, it is there once.

        var (mine, theirs) = (await noted.Follow("Jan to Jun 2026"), await noted.Follow("Jan to Jun 2026"));
        await theirs.Submit("fund", new() { ["Amount"] = "13,000" });
        var told = await mine.Submit("fund", new() { ["Amount"] = "11,000", ["ClaimBy"] = "2027-01-31" });
        Assert.Contains("Saved meanwhile: 13,000", told.Text, StringComparison.Ordinal);
        await told.Submit("fund");
        var fund = await site.Db(db => db.Set<ProgramFund>().SingleAsync(Cancel));
        Assert.Equal((11_000m, new DateOnly(2027, 1, 31)), (fund.Amount, fund.ClaimBy));

        Assert.Contains("No money is noted", (await told.Submit("delete")).Text, StringComparison.Ordinal);
        Assert.Contains("No money is noted", (await told.Submit("delete")).Text, StringComparison.Ordinal); // Sent twice.
    }

    [Theory, EachDatabase]
    public async Task A_balance_has_each_activity_once_where_it_stands(Provider provider)
    {
        await using var site = await ProgramPagesTests.Site(provider);
        var max = await site.Add("Max", Roles.Marketing);
        var program = await ProgramPagesTests.Put(site, _terms, max);
        var (fund, later) = (Fund(program, 10_000, 40), Fund(program, 1_000, 300));
        await site.Change(db => db.AddRange(fund, later));
        await site.Change(db => db.AddRange(
            Activity("planned", 2_000), Activity("approved", 1_000, FundingStage.Applied, FundingStage.Approved),
            Activity("executed", 600, FundingStage.Applied, FundingStage.Approved, FundingStage.Executed),
            Activity("claimed", 400, FundingStage.Applied, FundingStage.Approved, FundingStage.Executed, FundingStage.Proven, FundingStage.Claimed),
            Activity("paid", 200, FundingStage.Applied, FundingStage.Approved, FundingStage.Executed, FundingStage.Proven, FundingStage.Claimed, FundingStage.Paid),
            Activity("off", 5_000, FundingStage.Cancelled)));
        var page = await (await site.As(await site.Add("Mary", Roles.Salesperson))).Open("/programs");

        Assert.Equal(["10,000", "1,000", "500", "300", "200", "100", "7,900"], ProgramPagesTests.Cells(page, "#funds tbody tr:nth-child(1)").Skip(2));
        Assert.Contains("in 40 days", page.The("#funds tbody tr:nth-child(1)").TextContent, StringComparison.Ordinal);
        Assert.Contains("€9,700 at stake", Words(page, "#funds tbody tr:nth-child(1)"), StringComparison.Ordinal);
        Assert.DoesNotContain("at stake", page.The("#funds tbody tr:nth-child(2)").TextContent, StringComparison.Ordinal);
        var own = await page.Follow("Co-op");
        Assert.Equal("approved, called off, claimed, paid, planned, took place", string.Join(", ", own.Document.QuerySelectorAll("#activities tbody tr td:nth-child(3)").Select(c => c.TextContent).Order(StringComparer.Ordinal)));

        var form = await (await site.As(max)).Open($"/programs/{program.Id}/funds/{fund.Id}");
        Assert.Contains("An activity uses this money", (await form.Submit("delete")).Text, StringComparison.Ordinal);
        Assert.Contains("outside of these days", (await form.Submit("fund", new() { ["UsableUntil"] = "2026-11-05", ["ClaimBy"] = "" })).Text, StringComparison.Ordinal);

        site.Clock.Advance(TimeSpan.FromDays(41));
        var lapsed = await (await site.As(max)).Open("/programs");
        Assert.Contains("€9,700 lapsed", Words(lapsed, "#funds tbody tr:nth-child(2)"), StringComparison.Ordinal); // Behind what can still be claimed.

        LocalActivity Activity(string title, decimal budget, params FundingStage[] moves)
        {
            var activity = new LocalActivity(new() { Title = title, First = new(2026, 11, 10), Last = new(2026, 11, 10), Budget = budget }, max.Id, program, fund, title, max.Id, new(2026, 11, 1));
            foreach (var stage in moves)
            {
                decimal? amount = stage switch { FundingStage.Approved => budget / 2, FundingStage.Executed => budget, FundingStage.Claimed or FundingStage.Paid => budget / 2, _ => null };
                activity.Move(stage, stage <= FundingStage.Approved ? new(2026, 11, 2) : new(2026, 11, 12), amount, "ref", max.Id, _today);
            }

            return activity;
        }
    }

    private static ProgramFund Fund(MarketingProgram program, decimal amount, int claimDays)
    {
        var fund = new ProgramFund(program.Id);
        fund.Write("Jan to Jun 2026", amount, new(2026, 7, 1), new(2026, 12, 31), _today.AddDays(claimDays), program.Terms);
        return fund;
    }

    private static string Words(Page page, string selector) => string.Join(' ', page.The(selector).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

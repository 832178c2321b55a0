using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Auditing;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Opportunities;
using Plumbline.Pipeline;
using Plumbline.Scoring;

namespace Plumbline.Book;

/// <summary>What somebody left is given to others on one page.</summary>
public sealed class LeftPagesTests
{
    private static readonly DateOnly _gone = new(2026, 11, 20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task All_of_it_goes_to_one_but_for_what_is_said_otherwise(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var (cranes, tugs) = (await Deal(made, "Cranes", 20_000), await Deal(made, "Tugs", 10_000));
        await made.Site.Change(db => db.Add(new Account { Name = "Borealis", OwnerId = made.Mary.Id }));
        await made.Site.Change(db =>
        {
            db.Add(new AccountYear { Year = new(2025, 1), AccountId = 2, Revenue = 8_000 });
            var deal = db.Opportunities.Single(o => o.Id == cranes);
            (deal.NextStep, deal.NextStepDue) = ("Call them", new DateOnly(2026, 12, 1));
            db.Add(new Commitment(CommitmentKind.NextStep, $"opportunity/{cranes}/k1", made.Mary.Id, "Call them", new(2026, 11, 1), new(2026, 12, 1)) { OpportunityId = cranes });
        });
        var ada = await made.Site.As(made.Ada);
        Assert.Contains("Mary is here", (await ada.Open($"/people/{made.Mary.Id}/left")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("has nobody yet", (await ada.Open($"/people/{made.Mary.Id}")).Text, StringComparison.Ordinal);

        await Leave(made);
        var form = await (await ada.Open($"/people/{made.Mary.Id}")).Follow("Give it to somebody");
        Assert.Equal(["Cranes", "Tugs", "Borealis", "Aurora Shipping"], form.Document.QuerySelectorAll("ul.lines li a").Select(a => a.TextContent));
        Assert.Matches(@"20 k, Proposal, expected to close Thu 10 Dec", form.The("#opportunities").TextContent.Replace('\u00a0', ' '));
        Assert.Contains("in 2025", form.The("#accounts").TextContent, StringComparison.Ordinal);
        Assert.Contains("Choose who gets them.", (await form.Submit("give")).Text, StringComparison.Ordinal);

        var given = await form.Submit("give", new() { ["Input.To"] = $"{made.Ben.Id}", ["Input.Lines[1].To"] = LeftChoice.Leave, ["Input.Lines[2].To"] = $"{made.Ada.Id}" });
        Assert.Contains("3 are given to somebody.", given.Text, StringComparison.Ordinal);
        Assert.Equal(["Tugs"], given.Document.QuerySelectorAll("ul.lines li a").Select(a => a.TextContent));
        Assert.Equal([made.Ben.Id, made.Mary.Id], await made.Site.Db(db => db.Opportunities.OrderBy(o => o.Id).Select(o => o.SalespersonId!.Value).ToListAsync(Cancel)));
        Assert.Equal([made.Ben.Id, made.Ada.Id], await made.Site.Db(db => db.Accounts.OrderBy(a => a.Id).Select(a => a.OwnerId!.Value).ToListAsync(Cancel)));

        // As by the form of each: the history, the promise and the trail follow.
        Assert.Equal(made.Ben.Id, await made.Site.Db(db => db.OpportunityChanges.Where(c => c.OpportunityId == cranes).OrderByDescending(c => c.Id).Select(c => c.SalespersonId).FirstAsync(Cancel)));
        Assert.Equal(made.Ben.Id, await made.Site.Db(db => db.Commitments.Where(c => c.OpportunityId == cranes).Select(c => c.PersonId).SingleAsync(Cancel)));
        Assert.Equal(2, await made.Site.Db(db => db.Set<AuditEntry>().CountAsync(a => a.Subject == nameof(Account) && a.Action == "changed" && a.PersonId == made.Ada.Id, Cancel)));

        await given.Submit("give", new() { ["Input.To"] = $"{made.Ben.Id}" });
        Assert.Contains("Nothing is left", (await ada.Open($"/people/{made.Mary.Id}/left")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("has nobody yet", (await ada.Open($"/people/{made.Mary.Id}")).Text, StringComparison.Ordinal);
        Assert.NotEqual(0, tugs);
    }

    [Theory, EachDatabase]
    public async Task What_somebody_gave_away_meanwhile_is_told_and_the_rest_is_as_it_was_chosen(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var (cranes, tugs) = (await Deal(made, "Cranes", 20_000), await Deal(made, "Tugs", 10_000));
        var wharf = await Deal(made, "Wharf", 5_000);
        await Leave(made);
        var form = await (await made.Site.As(made.Ada)).Open($"/people/{made.Mary.Id}/left");
        await made.Site.Change(db =>
        {
            db.Opportunities.Single(o => o.Id == cranes).GiveTo(made.Ben.Id);
            var lost = db.Opportunities.Single(o => o.Id == tugs);
            (lost.State, lost.Closed) = (OpportunityState.Lost, new(2026, 11, 23));
        });

        var told = await form.Submit("give", new() { ["Input.To"] = $"{made.Ben.Id}", ["Input.Lines[3].To"] = $"{made.Ada.Id}" });
        Assert.Contains("Cranes is with Ben already. Tugs is not open any more. Nothing is given yet.", told.Text, StringComparison.Ordinal);
        Assert.Equal(made.Mary.Id, await made.Site.Db(db => db.Accounts.Select(a => a.OwnerId).SingleAsync(Cancel)));
        Assert.Equal(["Wharf", "Aurora Shipping"], told.Document.QuerySelectorAll("ul.lines li a").Select(a => a.TextContent));
        await told.Submit("give");
        Assert.Equal((made.Ben.Id, made.Ada.Id), (await made.Site.Db(db => db.Opportunities.Where(o => o.Id == wharf).Select(o => o.SalespersonId!.Value).SingleAsync(Cancel)), await made.Site.Db(db => db.Accounts.Select(a => a.OwnerId!.Value).SingleAsync(Cancel))));
    }

    [Theory, EachDatabase]
    public async Task Where_one_cannot_be_given_none_is(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await Deal(made, "Cranes", 20_000);
        await Leave(made);
        var form = await (await made.Site.As(made.Ada)).Open($"/people/{made.Mary.Id}/left");

        // Zoe does not report to Ada, so that she may look after the account and not work the opportunity.
        Assert.DoesNotContain("Zoe", form.The("#opportunities").TextContent, StringComparison.Ordinal);
        Assert.Contains("Zoe", form.The("#accounts").TextContent, StringComparison.Ordinal);
        var refused = await form.Submit("give", new() { ["Input.To"] = $"{made.Zoe.Id}" });
        Assert.Contains("Cranes: Choose who works it", refused.Text, StringComparison.Ordinal);
        Assert.Equal(made.Mary.Id, await made.Site.Db(db => db.Accounts.Select(a => a.OwnerId).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task Who_is_not_above_gives_accounts_and_no_opportunity_and_what_a_CRM_keeps_is_given_there()
    {
        await using var made = await SomePipeline.Make();
        await Deal(made, "Cranes", 20_000);
        await made.Crm("Buoys", "Proposal", 3_000);
        await made.Site.Change(db => db.Companies.First().KeptHere = OpportunityFields.None);
        await Leave(made);

        var ada = await (await made.Site.As(made.Ada)).Open($"/people/{made.Mary.Id}/left");
        Assert.Contains("keeps who works it: change it there", ada.The("#opportunities").TextContent, StringComparison.Ordinal);
        Assert.Single(ada.Document.QuerySelectorAll("#opportunities select"));

        var zoe = await (await made.Site.As(made.Zoe)).Open($"/people/{made.Mary.Id}/left");
        Assert.Contains("for the managers above to give", zoe.The("#opportunities").TextContent, StringComparison.Ordinal);
        Assert.Empty(zoe.Document.QuerySelectorAll("#opportunities select"));
        var forged = await zoe.Submit("give", new() { ["Input.To"] = $"{made.Zoe.Id}", ["Input.Lines[0].Key"] = "opportunities/1" });
        Assert.Contains("Cranes: Only the one who works it and their managers can change it.", forged.Text, StringComparison.Ordinal);
        await zoe.Submit("give", new() { ["Input.To"] = $"{made.Zoe.Id}" });
        Assert.Equal(made.Zoe.Id, await made.Site.Db(db => db.Accounts.Select(a => a.OwnerId).SingleAsync(Cancel)));
        Assert.Equal([made.Mary.Id], await made.Site.Db(db => db.Opportunities.Select(o => o.SalespersonId!.Value).Distinct().ToListAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task What_belongs_to_nobody_is_given_in_the_same_way_a_page_at_a_time(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db => db.AddRange(Enumerable.Range(2, LeftDesk.MostShown + 3).Select(n => new Account { Name = $"Harbour {n}" })));
        await made.Site.Change(db => db.AddRange(Enumerable.Range(2, LeftDesk.MostShown + 2).Select(n => new AccountYear { Year = new(2025, 1), AccountId = n, Revenue = 100 * n }))); // The last one never bought.
        var ben = await made.Site.As(made.Ben);

        var form = await (await ben.Open("/accounts?whose=nobody")).Follow("Give them to somebody");
        Assert.Equal("Harbour 28", form.The("#accounts li a").TextContent);
        Assert.Contains("The largest; 2 more come once these are given", form.The("#accounts").TextContent, StringComparison.Ordinal);
        var next = await form.Submit("give", new() { ["Input.To"] = $"{made.Ben.Id}" });
        Assert.Equal(["Harbour 3", "Harbour 2"], next.Document.QuerySelectorAll("#accounts li a").Select(a => a.TextContent));
        Assert.Equal(LeftDesk.MostShown, await made.Site.Db(db => db.Accounts.CountAsync(a => a.OwnerId == made.Ben.Id, Cancel)));
        Assert.Contains("Nothing is left", (await next.Submit("give", new() { ["Input.To"] = $"{made.Ben.Id}" })).Text, StringComparison.Ordinal);
    }

    private static Task Leave(SomePipeline made) => made.Site.Change(db => db.People.Single(p => p.Id == made.Mary.Id).Left = _gone);

    /// <summary>An opportunity that was opened here.</summary>
    private static async Task<long> Deal(SomePipeline made, string name, decimal amount)
    {
        var deal = new Opportunity { System = RecordedHere.System, ExternalId = name, Name = name, Stage = "Proposal", Amount = amount, SalespersonId = made.Mary.Id, AccountId = 1, Opened = new(2026, 9, 1), ExpectedClose = new(2026, 12, 10) };
        await made.Site.Change(db => db.Add(deal));
        return deal.Id;
    }
}

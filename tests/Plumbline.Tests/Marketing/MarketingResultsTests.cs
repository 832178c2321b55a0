using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.Opportunities;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Products;

namespace Plumbline.Marketing;

public class MarketingResultsTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_campaign_code_ties_what_names_it_and_the_results_tell_what_came(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db => db.Add(new Product { Name = "Oven", DefaultMargin = 0.25m }));
        var seminar = await Held(made, "Seminar", made.Mary, new(2026, 9, 1), 2_000);
        await Held(made, "Fair", made.Ben, new(2026, 8, 3), 5_000);
        var won = await made.Crm("Bakery line", "Won", 12_000, opened: new(2026, 9, 10));
        await made.Site.Change(db =>
        {
            var kept = db.Opportunities.Single(o => o.Id == won);
            (kept.State, kept.Closed, kept.ProductId, kept.Campaign) = (OpportunityState.Won, new(2026, 10, 1), 1, "autumn SEMINAR");
        });

        var mary = await made.Site.As(made.Mary);
        Assert.Contains("“autumn SEMINAR” (1)", (await mary.Open("/marketing/results?period=2026")).Text, StringComparison.Ordinal);
        var page = await (await mary.Open($"/marketing/{seminar}")).Submit("results", new() { ["Noted.Code"] = "Autumn Seminar", ["Noted.LeadsCounted"] = "40" });
        Assert.Contains("Bakery line", page.The("#results").TextContent, StringComparison.Ordinal);
        Assert.Contains("€50", page.The("#results").TextContent, StringComparison.Ordinal); // For each lead.
        Assert.Contains("150%", page.The("#results").TextContent, StringComparison.Ordinal); // A quarter of 12,000, of 2,000.

        // Everyone sees what came; what cost money and brought nothing is named first.
        var results = await (await made.Site.As(made.Zoe)).Open("/marketing/results?period=2026");
        Assert.Contains("Fair", results.The("#wasted").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Seminar", results.The("#wasted").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("no activity has", results.Text, StringComparison.Ordinal);
        Assert.Contains("12,000", results.The("#lines tfoot").TextContent, StringComparison.Ordinal);
        foreach (var by in Enum.GetNames<ResultsBy>())
        {
            foreach (var model in Enum.GetNames<AttributionModel>())
            {
                Assert.Contains("12,000", (await results.Visitor.Open($"/marketing/results?period=2026&by={by}&model={model}")).The("#lines tfoot").TextContent, StringComparison.Ordinal);
            }
        }

        var csv = await results.Visitor.Http.GetStringAsync("/marketing/results.csv?period=2026&by=salesperson", Cancel);
        Assert.Contains("looked_after_by,activities", csv, StringComparison.Ordinal);
        Assert.Contains("Mary,1,2000,2000,40,50,1,2000,0,0,1,2000,12000,12000,3000,0,1.5,1.5", csv, StringComparison.Ordinal);
        using var sheet = await results.Visitor.Http.GetAsync("/marketing/results.xlsx?period=2026", Cancel);
        Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
    }

    [Theory, EachDatabase]
    public async Task A_code_belongs_to_one_activity_also_where_two_save_at_once(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var (seminar, fair) = (await Held(made, "Seminar", made.Mary, new(2026, 9, 1), 2_000), await Held(made, "Fair", made.Mary, new(2026, 8, 3), 5_000));
        var mary = await made.Site.As(made.Mary);
        await (await mary.Open($"/marketing/{seminar}")).Submit("results", new() { ["Noted.Code"] = "Bakers 26" });
        var refused = await (await mary.Open($"/marketing/{fair}")).Submit("results", new() { ["Noted.Code"] = "bakers-26" });
        Assert.Contains("This is the code of “Seminar” already.", refused.Text, StringComparison.Ordinal);
        Assert.Equal("bakers-26", refused.The("input[name='Noted.Code']").GetAttribute("value"));
        var form = await mary.Open("/marketing/new");
        Assert.Contains("This is the code of “Seminar” already.", (await form.Submit("activity", new() { ["Input.Title"] = "Mailing", ["Input.First"] = "2026-12-01", ["Input.Code"] = "BAKERS 26" })).Text, StringComparison.Ordinal);

        var (first, second) = (await mary.Open($"/marketing/{seminar}"), await mary.Open($"/marketing/{fair}"));
        var saved = await Task.WhenAll(first.Submit("results", new() { ["Noted.Code"] = "Same" }), second.Submit("results", new() { ["Noted.Code"] = "Same" }));
        Assert.All(saved, page => Assert.True(page.Status < HttpStatusCode.InternalServerError));
        Assert.Equal(1, await made.Site.Db(db => db.Set<LocalActivity>().CountAsync(a => a.FoldedCode == "SAME", Cancel)));
    }

    [Theory, EachDatabase]
    public async Task Opportunities_are_tied_by_hand_from_either_side_by_whoever_looks_after_it(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var seminar = await Held(made, "Seminar", made.Ben, new(2026, 9, 1), 2_000);
        var deal = await made.Crm("Bakery line", "Proposal", 8_000, opened: new(2026, 8, 1));
        var ben = await made.Site.As(made.Ben);
        var none = await (await ben.Open($"/marketing/{seminar}")).Submit("tie", new() { ["Tie.Name"] = "Nothing of the kind" });
        Assert.Contains("There is no opportunity “Nothing of the kind”.", none.Text, StringComparison.Ordinal);
        var tied = await none.Submit("tie", new() { ["Tie.Name"] = "bakery LINE", ["Tie.Id"] = $"{deal}" });
        Assert.Contains("tied by hand", tied.The("#results").TextContent, StringComparison.Ordinal);
        Assert.Contains("€8,000", tied.The("#results").TextContent, StringComparison.Ordinal);
        await none.Submit("tie", new() { ["Tie.Name"] = "Bakery line", ["Tie.Id"] = $"{deal}" }); // Sent twice, it is one.
        Assert.Equal(1, await made.Site.Db(db => db.Set<MarketingTouch>().CountAsync(Cancel)));

        // Whoever works the opportunity takes the tie back, and ties it again; others cannot.
        var mary = await (await made.Site.As(made.Mary)).Open($"/opportunities/{deal}");
        Assert.Contains("Seminar", mary.The("#marketing").TextContent, StringComparison.Ordinal);
        Assert.Null((await (await made.Site.As(made.Zoe)).Open($"/opportunities/{deal}")).Document.QuerySelector("#marketing form"));
        var untied = await mary.Submit($"untie-{seminar}");
        Assert.Contains("No marketing is tied to it", untied.The("#marketing").TextContent, StringComparison.Ordinal);
        Assert.Contains("Choose the activity.", (await untied.Submit("tie")).Text, StringComparison.Ordinal);
        Assert.Contains("by hand", (await untied.Submit("tie", new() { ["Tie.Activity"] = $"{seminar}" })).The("#marketing").TextContent, StringComparison.Ordinal);
        Assert.Null((await mary.Visitor.Open($"/marketing/{seminar}")).Document.QuerySelector("#results form"));
    }

    [Theory, EachDatabase]
    public async Task Leads_are_pasted_followed_up_and_become_opportunities_and_their_names_are_for_few(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var leader = await made.Site.Add("Lea", Roles.Leadership);
        var seminar = await Held(made, "Seminar", made.Ben, new(2026, 11, 20), 2_000);
        var deal = await made.Crm("Bakery line", "Proposal", 8_000, opened: new(2026, 11, 22));
        var ada = await (await made.Site.As(made.Ada)).Open($"/marketing/{seminar}");
        var refused = await ada.Submit("leads", new() { ["Pasted.Lines"] = "Ann Berg; Aurora Shipping; ann@aurora.example\n; Borealis", ["Pasted.Follower"] = $"{made.Mary.Id}" });
        Assert.Contains("Line 2: the name is missing", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Ann Berg", refused.The("textarea[name='Pasted.Lines']").TextContent, StringComparison.Ordinal); // Nothing typed is lost.
        Dictionary<string, string> list = new() { ["Pasted.Lines"] = "Ann Berg; Aurora Shipping; ann@aurora.example\nBo Lind; Borealis", ["Pasted.Follower"] = $"{made.Mary.Id}" };
        var added = await refused.Submit("leads", list);
        Assert.Contains("2 listed, 2 wait", added.The("#leads").TextContent, StringComparison.Ordinal);
        await refused.Submit("leads", list); // Sent twice, each is there once.
        var leads = await made.Site.Db(db => db.Set<MarketingLead>().AsNoTracking().OrderBy(l => l.Id).ToListAsync(Cancel));
        Assert.Equal([("Ann Berg", 1L, made.Mary.Id), ("Bo Lind", null, made.Mary.Id)], leads.Select(l => (l.Name, l.AccountId, l.FollowerId)));

        // Who follows them up and the leadership read the names, others the number.
        Assert.Contains("Bo Lind", (await (await made.Site.As(leader)).Open($"/marketing/{seminar}")).The("#leads").TextContent, StringComparison.Ordinal);
        var zoe = await (await made.Site.As(made.Zoe)).Open($"/marketing/{seminar}");
        Assert.DoesNotContain("Bo Lind", zoe.Text, StringComparison.Ordinal);
        Assert.Contains("2 listed", zoe.The("#leads").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await zoe.Visitor.Open($"/marketing/leads/{leads[0].Id}")).Status);

        var mary = await (await made.Site.As(made.Mary)).Open($"/marketing/{seminar}");
        Assert.Null(mary.Document.QuerySelector("textarea[name='Pasted.Lines']"));
        var followed = await mary.Submit($"follow-{leads[1].Id}");
        Assert.Contains("2 listed, 1 wait", followed.The("#leads").TextContent, StringComparison.Ordinal);
        var form = await mary.Visitor.Open($"/marketing/leads/{leads[0].Id}");
        Assert.Contains("Say which opportunity it is", (await form.Submit("lead", new() { ["Input.Outcome"] = "Opportunity" })).Text, StringComparison.Ordinal);
        await form.Submit("lead", new() { ["Input.Outcome"] = "Opportunity", ["Input.Opportunity"] = "Bakery line" });
        Assert.Contains("by a lead", (await mary.Visitor.Open($"/opportunities/{deal}")).The("#marketing").TextContent, StringComparison.Ordinal);
        Assert.Contains("€8,000", (await mary.Visitor.Open($"/marketing/{seminar}")).The("#results").TextContent, StringComparison.Ordinal);

        // Two who say what became of it at once see each other's.
        var (early, late) = (await ada.Visitor.Open($"/marketing/leads/{leads[1].Id}"), await mary.Visitor.Open($"/marketing/leads/{leads[1].Id}"));
        await early.Submit("lead", new() { ["Input.Outcome"] = "NotInterested", ["Input.Note"] = "Wants a call in May" });
        Assert.Contains("Saved meanwhile: Wants a call in May", (await late.Submit("lead", new() { ["Input.Outcome"] = "FollowedUp", ["Input.Note"] = "Too dear" })).Text, StringComparison.Ordinal);
        var last = await early.Visitor.Open($"/marketing/leads/{leads[1].Id}");
        await last.Submit("remove");
        Assert.Equal("/marketing", (await last.Submit("remove")).Path); // Sent twice, it is one.
        Assert.Equal(1, await made.Site.Db(db => db.Set<MarketingLead>().CountAsync(Cancel)));
        Assert.Equal(HttpStatusCode.NotFound, (await early.Visitor.Open($"/marketing/leads/{leads[1].Id}")).Status);

        // Who was taken off is named nowhere any more, also not in the trail of what was done.
        var trail = await made.Site.Db(db => db.Audit.Where(a => a.Subject == nameof(MarketingLead)).Select(a => a.Before + a.After).ToListAsync(Cancel));
        Assert.NotEmpty(trail);
        foreach (var theirs in new[] { "Bo Lind", "Borealis", "call in May", "aurora.example" })
        {
            Assert.DoesNotContain(trail, told => told.Contains(theirs, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory, EachDatabase]
    public async Task What_is_split_with_an_activity_of_another_year_stands_there_with_its_part(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var (old, recent) = (await Held(made, "Fair", made.Ben, new(2025, 11, 3), 5_000), await Held(made, "Seminar", made.Mary, new(2026, 9, 1), 2_000));
        var deal = await made.Crm("Bakery line", "Proposal", 1_000, opened: new(2026, 9, 10));
        await made.Site.Change(db => db.AddRange(new MarketingTouch(old, deal, made.Mary.Id, _today), new MarketingTouch(recent, deal, made.Mary.Id, _today)));
        Assert.Equal((500m, 1_000m, 0m, 0.5m), (await Influenced("2026", AttributionModel.Even), await Influenced("2026", AttributionModel.Last), await Influenced("2026", AttributionModel.First), (await Sum("2025", AttributionModel.Even)).Opportunities));

        async Task<decimal> Influenced(string year, AttributionModel model) => (await Sum(year, model)).Influenced;

        Task<AttributedSum> Sum(string year, AttributionModel model) => made.Site.With<MarketingResults, AttributedSum>(async results =>
            (await results.All(new(new(new(int.Parse(year, null), 1), 12), ResultsBy.Program, model, 1), Cancel)).Total);
    }

    [Theory, EachDatabase]
    public async Task The_lines_are_the_total_by_every_cut_and_model_whatever_the_ties_are(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db => db.Add(new Product { Name = "Oven", DefaultMargin = 0.25m }));
        var (seminar, fair) = (await Held(made, "Seminar", made.Mary, new(2026, 9, 1), 2_000), await Held(made, "Fair", made.Ben, new(2026, 8, 3), 5_000));
        var (won, open) = (await made.Crm("Bakery line", "Won", 12_000, opened: new(2026, 9, 10)), await made.Crm("Ovens", "Proposal", 1_000, opened: new(2026, 8, 10)));
        await made.Site.Change(db =>
        {
            db.Set<LocalActivity>().Single(a => a.Id == seminar).CallIt("Autumn");
            var kept = db.Opportunities.Single(o => o.Id == won);
            (kept.State, kept.Closed, kept.ProductId, kept.Campaign) = (OpportunityState.Won, new(2026, 10, 1), 1, "autumn");
            foreach (var (name, deal) in new[] { ("Ann Berg", won), ("Bo Lind", open) })
            {
                var lead = new MarketingLead(fair, new(name, "", "", ""), null, made.Ben.Id, made.Ben.Id, new(2026, 8, 4));
                lead.Become(LeadOutcome.Opportunity, _today, deal, _today);
                db.Add(lead);
            }

            // The first is tied to the seminar by its code as well, and counts with it once; the second was opened before the seminar.
            db.AddRange(new MarketingTouch(seminar, won, made.Mary.Id, _today), new MarketingTouch(seminar, open, made.Mary.Id, _today));
        });

        var whole = new AttributedSum { Activities = 2, Cost = 7_000, Own = 7_000, Leads = 2, Opportunities = 2, Influenced = 1_000, Wins = 1, Revenue = 12_000, SourcedRevenue = 12_000, Margin = 3_000 };
        foreach (var (model, sourced) in new[] { (AttributionModel.First, 1_000m), (AttributionModel.Last, 0m), (AttributionModel.Even, 500m) })
        {
            foreach (var by in Enum.GetValues<ResultsBy>())
            {
                var (lines, total) = await made.Site.With<MarketingResults, (IReadOnlyList<ResultLine> Lines, AttributedSum Total)>(results => results.All(Of2026(by, model), Cancel));
                Assert.Equal(whole with { Sourced = sourced }, total);
                Assert.Equal(total, lines.Aggregate(AttributedSum.None, (sum, line) => sum + line.Sum));
            }
        }
    }

    [Theory, EachDatabase]
    public async Task Money_is_wasted_where_it_was_spent_and_nothing_that_counts_is_tied_however_it_is_split(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var (seminar, fair, late) = (await Held(made, "Seminar", made.Mary, new(2026, 9, 1), 2_000), await Held(made, "Fair", made.Ben, new(2026, 8, 3), 5_000), await Held(made, "Too late", made.Ben, new(2026, 9, 20), 700));
        var (open, over) = (await made.Crm("Bakery line", "Proposal", 8_000, opened: new(2026, 9, 10)), await made.Crm("Ovens", "Lost", 1_000, opened: new(2026, 8, 10)));
        await made.Site.Change(db =>
        {
            var lost = db.Opportunities.Single(o => o.Id == over);
            (lost.State, lost.Closed) = (OpportunityState.Lost, new(2026, 9, 1));
            db.AddRange(new MarketingTouch(seminar, open, made.Mary.Id, _today), new MarketingTouch(fair, open, made.Mary.Id, _today), new MarketingTouch(late, over, made.Mary.Id, _today));
            db.Add(new LocalActivity(new() { Title = "Never noted as held", First = new(2026, 9, 1), Last = new(2026, 9, 1), Budget = 900 }, made.Mary.Id, null, null, "n", made.Mary.Id, new(2026, 8, 1)));
        });
        foreach (var model in Enum.GetValues<AttributionModel>())
        {
            var view = await made.Site.With<MarketingResults, ResultsView>(results => results.Read(Of2026(ResultsBy.Activity, model), Cancel));
            Assert.Equal(["Too late"], view.Wasted.Select(w => w.Activity.Outline.Title));
        }
    }

    [Theory, EachDatabase]
    public async Task A_vendor_is_one_line_however_its_programs_spell_it(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        foreach (var (vendor, name) in new[] { ("Hearth", "Co-op"), ("HEARTH", "Growth") })
        {
            var program = new MarketingProgram(new() { Vendor = vendor, Name = name, Currency = "EUR", Share = 0.5m, CheckedOn = _today }, made.Mary.Id, _today);
            await made.Site.Change(db => db.Add(program));
            await made.Site.Change(db => db.Add(new LocalActivity(
                new() { Title = "Tasting", First = new(2026, 9, 1), Last = new(2026, 9, 1), Budget = 100 }, made.Mary.Id, db.Set<MarketingProgram>().Single(p => p.Id == program.Id), null, vendor, made.Mary.Id, new(2026, 8, 1))));
        }

        var (lines, _) = await made.Site.With<MarketingResults, (IReadOnlyList<ResultLine> Lines, AttributedSum Total)>(results => results.All(Of2026(ResultsBy.Vendor, AttributionModel.Even), Cancel));
        Assert.Equal(2, Assert.Single(lines).Sum.Activities);
    }

    [Theory, EachDatabase]
    public async Task Who_has_left_is_given_no_leads(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var seminar = await Held(made, "Seminar", made.Ben, new(2026, 10, 20), 2_000);
        await made.Site.Change(db => db.People.Single(p => p.Id == made.Ben.Id).Left = new(2026, 11, 1));
        var page = await (await made.Site.As(made.Ada)).Open($"/marketing/{seminar}");
        Assert.DoesNotContain("Ben", page.The("select[name='Pasted.Follower']").TextContent, StringComparison.Ordinal);
        Assert.Contains("Choose yourself, or somebody here", (await page.Submit("leads", new() { ["Pasted.Lines"] = "Ann Berg", ["Pasted.Follower"] = $"{made.Ben.Id}" })).Text, StringComparison.Ordinal);
        await page.Submit("leads", new() { ["Pasted.Lines"] = "Ann Berg" });
        Assert.Equal(made.Ada.Id, (await made.Site.Db(db => db.Set<MarketingLead>().SingleAsync(Cancel))).FollowerId);
    }

    private static ResultsAsk Of2026(ResultsBy by, AttributionModel model) => new(new(new(2026, 1), 12), by, model, 1);

    private static async Task<long> Held(SomePipeline made, string title, Person owner, DateOnly day, decimal spent)
    {
        var activity = new LocalActivity(new() { Title = title, First = day, Last = day, Budget = spent }, owner.Id, null, null, title, owner.Id, day);
        activity.Move(FundingStage.Executed, day, spent, "", owner.Id, _today);
        await made.Site.Change(db => db.Add(activity));
        return activity.Id;
    }
}

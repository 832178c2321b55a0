using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Companies;
using Plumbline.Cosell;
using Plumbline.Marketing;
using Plumbline.Opportunities;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Products;
using Plumbline.Scoring;

namespace Plumbline.Signals;

/// <summary>Of each rule about markets that nobody works, what it must find and what it must not.</summary>
public sealed class MarketRuleTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    [Theory]
    [EachDatabase]
    public async Task Accounts_that_buy_and_see_nobody_are_told(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db => db.AddRange(
            new Account { Name = "Borealis", OwnerId = made.Mary.Id }, new Account { Name = "Cirrus", OwnerId = made.Mary.Id },
            new AccountYear { Year = new(2025, 1), AccountId = 1, Revenue = 40_000 }, new AccountYear { Year = new(2025, 1), AccountId = 2, Revenue = 40_000 },
            new AccountContact { AccountId = 2, Last = _today.AddDays(-89) }));
        await SignalNights.Night(made.Site);
        var signal = Assert.Single(await SignalNights.Open(made.Site, made.Mary, "account-quiet"));
        Assert.Equal(("Nobody speaks with Aurora Shipping", 10_000m, "activities/log?account=1"), (signal.Title, signal.Stake, signal.Action.Href));

        await made.Crm("Another chance", "Proposal", 1_000);
        await SignalNights.Night(made.Site);
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "account-quiet"));
    }

    [Theory]
    [EachDatabase]
    public async Task Money_of_a_vendor_is_told_before_it_lapses_and_no_more_once_it_is_claimed(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var terms = new ProgramTerms { Vendor = "Hearth", Name = "Co-op", Currency = "EUR", Share = 0.5m, Proof = ["invoice"], ClaimDays = 20 };
        var program = new MarketingProgram(terms, made.Mary.Id, new(2026, 7, 1));
        await made.Site.Change(db => db.Add(program));
        LocalActivity Held(string title, DateOnly day)
        {
            var activity = new LocalActivity(new() { Title = title, First = day, Last = day, Budget = 3_000 }, made.Mary.Id, program, null, title, made.Mary.Id, day);
            activity.Move(FundingStage.Executed, day, 2_000, "", made.Mary.Id, _today);
            return activity;
        }

        var (soon, over) = (Held("Seminar", new(2026, 11, 10)), Held("Fair", new(2026, 11, 3)));
        await made.Site.Change(db => db.AddRange(soon, over)); // The fair's day to claim went by yesterday: nothing can be done about it any more.
        await SignalNights.Night(made.Site);
        var signal = Assert.Single(await SignalNights.Open(made.Site, made.Mary, "funds-lapsing"));
        Assert.Equal((1_000m, new DateOnly(2026, 11, 30), $"marketing/{soon.Id}#proof"), (signal.Stake, signal.By, signal.Action.Href));
        Assert.Contains("Still missing: invoice.", signal.Words, StringComparison.Ordinal);

        await made.Site.Change(db =>
        {
            var kept = db.Set<LocalActivity>().Single(a => a.Id == soon.Id);
            kept.Prove(new("a", 1, "invoice"));
            kept.Move(FundingStage.Proven, _today, null, "", made.Mary.Id, _today);
            kept.Move(FundingStage.Claimed, _today, 1_000, "C-1", made.Mary.Id, _today);
        });
        await SignalNights.Night(made.Site);
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "funds-lapsing"));
    }

    [Theory]
    [EachDatabase]
    public async Task A_referral_is_told_before_it_expires_and_where_its_opportunity_is_over(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var (open, over) = (await made.Crm("Ovens", "Proposal", 4_000), await made.Crm("Mixers", "Proposal", 3_000));
        Referral Shared(string name, DateOnly? expires, long? opportunity = null, decimal? value = null)
        {
            var referral = new Referral(name, new() { Vendor = "Hearth", Name = name, HasConsent = true, ExpiresOn = expires, Value = value }, made.Mary.Id, 1, opportunity, made.Mary.Id, new(2026, 11, 2));
            referral.Move(ReferralState.Shared, new(2026, 11, 3), null, "", made.Mary.Id, _today);
            return referral;
        }

        var declined = Shared("declined", new(2026, 11, 30));
        declined.Move(ReferralState.Declined, _today, null, "Too small", made.Mary.Id, _today);
        await made.Site.Change(db => db.AddRange(Shared("soon", new(2026, 12, 8), open), Shared("later", new(2026, 12, 9), open), Shared("unknown", null, open), Shared("behind", new(2027, 6, 1), over, 2_500), Shared("gone", new(2026, 11, 20)), declined,
            new Referral("quiet", new() { Vendor = "Hearth", Name = "quiet" }, made.Mary.Id, 1, over, made.Mary.Id, new(2026, 11, 2))));
        await SignalNights.Night(made.Site);
        Assert.Equal(
            [("The referral soon expires on Tue 8 Dec", 4_000m, new DateOnly(2026, 12, 8), "cosell/1"), ("The referral gone has expired", 0m, _today, "cosell/5#next")],
            (await SignalNights.Open(made.Site, made.Mary, "referral-expiring")).OrderBy(s => s.Action.Href).Select(s => (s.Title, s.Stake, s.By, s.Action.Href)));

        await made.Site.Change(db =>
        {
            var won = db.Opportunities.Single(o => o.Id == over);
            (won.State, won.Closed) = (OpportunityState.Won, _today);
            foreach (var shared in db.Set<Referral>().Where(r => r.Id == 1 || r.Id == 5))
            {
                shared.Move(ReferralState.Expired, _today, null, "", made.Mary.Id, _today);
            }
        });
        await SignalNights.Minute(made.Site); // Without waiting for the night.
        var told = await SignalNights.Open(made.Site, made.Mary, "referral-expiring");
        Assert.Equal(2, told.Count);
        Assert.Contains(told, s => s.Title == "Our opportunity is over, and the referral quiet is still open" && s.Action.Href == "cosell/7#next"); // The vendor knows of none, and is to be told nothing.
        var behind = told.Single(s => s.Action.Href == "cosell/4#next");
        Assert.Equal(("Hearth does not know how behind ended", 0m, "cosell/4#next"), (behind.Title, behind.Stake, behind.Action.Href));
        Assert.Empty(await SignalNights.Open(made.Site, made.Ada, "referral-expiring"));
    }

    [Theory]
    [EachDatabase]
    public async Task Who_only_leads_is_not_led_to_a_page_for_those_who_sell(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Crm("Harbour cranes", "Proposal", 20_000);
        await made.Site.Change(db =>
        {
            db.People.Single(p => p.Id == made.Mary.Id).Left = new(2026, 11, 20);
            db.People.Single(p => p.Id == made.Ada.Id).Roles = Roles.Leadership;
        });
        await SignalNights.Night(made.Site);

        var signal = Assert.Single(await SignalNights.Open(made.Site, made.Ada, "left-behind"));
        Assert.Equal($"people/{made.Mary.Id}", signal.Action.Href);
        Assert.Equal(HttpStatusCode.OK, (await (await made.Site.As(made.Ada)).Get($"/{signal.Action.Href}")).Status);
    }

    [Theory]
    [InlineData(false, Provider.Sqlite)]
    [InlineData(true, Provider.Sqlite)]
    [InlineData(false, Provider.Postgres)]
    [InlineData(true, Provider.Postgres)]
    public async Task What_somebody_left_behind_is_told_to_the_manager_until_it_is_given_to_somebody_or_over(bool isWon, Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db => db.Add(new AccountYear { AccountId = 1, Year = new(2026, 1), Revenue = 8_000 }));
        var deal = await made.Crm("Harbour cranes", "Proposal", 20_000);
        await SignalNights.Night(made.Site);
        Assert.Empty(await SignalNights.Open(made.Site, made.Ada, "left-behind"));
        var before = Assert.Single(await SignalNights.Open(made.Site, made.Mary, "opportunity-stalled")).Id;

        await made.Site.Change(db => db.People.Single(p => p.Id == made.Mary.Id).Left = new(2026, 11, 20));
        await SignalNights.Night(made.Site);
        var signal = Assert.Single(await SignalNights.Open(made.Site, made.Ada, "left-behind"));
        Assert.Equal(("Mary left 1 open opportunity and 1 account behind", 2, $"people/{made.Mary.Id}/left"), (signal.Title, signal.Count, signal.Action.Href));
        Assert.Contains("was here until Fri 20 Nov", signal.Words, StringComparison.Ordinal);
        Assert.Equal(SignalEnding.Left, await made.Site.Db(db => db.Signals.Where(s => s.Id == before).Select(s => s.Ending).SingleAsync(TestContext.Current.CancellationToken)));
        Assert.Contains("Mary has left", (await (await made.Site.As(made.Ada)).Open($"/signals/{before}")).Text, StringComparison.Ordinal);

        await made.Site.Change(db => db.Accounts.Single(a => a.Id == 1).OwnerId = made.Ben.Id);
        await made.Site.Change(db =>
        {
            var open = db.Opportunities.Single(o => o.Id == deal);
            if (isWon)
            {
                (open.State, open.Closed) = (OpportunityState.Won, _today);
            }
            else
            {
                open.GiveTo(made.Ben.Id);
            }
        });
        await SignalNights.Minute(made.Site); // Without waiting for the night.
        Assert.Empty(await SignalNights.Open(made.Site, made.Ada, "left-behind"));
    }

    [Theory]
    [InlineData(false, Provider.Sqlite)]
    [InlineData(true, Provider.Sqlite)]
    [InlineData(false, Provider.Postgres)]
    [InlineData(true, Provider.Postgres)]
    public async Task Accounts_that_belong_to_nobody_are_told_to_the_manager_of_who_sold_there_until_somebody_has_them(bool isFromFinance, Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var lea = await made.Site.Add("Lea", Roles.Leadership);
        await made.Site.Change(db => db.AddRange(
            new Account { Name = "Borealis" }, new Account { Name = "Cirrus" }, new Account { Name = "Dolphin" }, new Account { Name = "Eider", MergedIntoId = 1 },
            new AccountYear { Year = new(2025, 1), AccountId = 1, Revenue = 90_000 }, // It has somebody.
            new AccountYear { Year = new(2026, 1), AccountId = 2, Revenue = 8_000 }, // And more in 2025, as is sold below.
            new AccountYear { Year = new(2026, 1), AccountId = 3, Revenue = 4_000 },
            new AccountYear { Year = new(2024, 1), AccountId = 4, Revenue = 70_000 }, // Too long ago.
            new AccountYear { Year = new(2026, 1), AccountId = 5, Revenue = 60_000 })); // It is another by now.
        await made.Site.Change(db => db.Companies.First().BookingsFrom = isFromFinance ? BookingsFrom.Finance : BookingsFrom.WonOpportunities);
        if (isFromFinance)
        {
            var booking = new Booking { System = "erp", ExternalId = "1", Date = new(2025, 5, 6), AccountId = 2, Revenue = 40_000 };
            await made.Site.Change(db => db.AddRange(booking, new AccountYear { Year = new(2025, 1), AccountId = 2, Revenue = 40_000 }));
            await made.Site.Change(db => db.AddRange(new BookingCredit { BookingId = booking.Id, SalespersonId = made.Ben.Id, Share = 0.7m, Date = booking.Date }, new BookingCredit { BookingId = booking.Id, SalespersonId = made.Zoe.Id, Share = 0.3m, Date = booking.Date }));
        }
        else
        {
            await made.Site.Change(db => db.AddRange(Won("a", made.Ben.Id, 35_000), Won("b", made.Zoe.Id, 5_000)));
        }

        await SignalNights.Night(made.Site);

        var signal = Assert.Single(await SignalNights.Open(made.Site, made.Ada, "accounts-unowned"));
        Assert.Equal(("Borealis belongs to nobody", 10_000m, "accounts/unowned", 1), (signal.Title, signal.Stake, signal.Action.Href, signal.Count));
        var unsold = Assert.Single(await SignalNights.Open(made.Site, lea, "accounts-unowned")); // Of that nobody knows who sold there.
        Assert.Equal(("Cirrus belongs to nobody", 1_000m, "accounts?whose=nobody&sort=last"), (unsold.Title, unsold.Stake, unsold.Action.Href));
        Assert.Empty(await SignalNights.Open(made.Site, made.Ben, "accounts-unowned"));

        await (await (await made.Site.As(made.Ada)).Open($"/{signal.Action.Href}")).Submit("give", new() { ["Input.To"] = $"{made.Ben.Id}", ["Input.Lines[1].To"] = "leave" });
        await SignalNights.Minute(made.Site); // Without waiting for the night.
        Assert.Empty(await SignalNights.Open(made.Site, made.Ada, "accounts-unowned"));
        Assert.Single(await SignalNights.Open(made.Site, lea, "accounts-unowned"));

        Opportunity Won(string id, long seller, decimal amount) => new() { System = "crm", ExternalId = id, Name = id, State = OpportunityState.Won, Closed = new(2025, 5, 6), AccountId = 2, SalespersonId = seller, Amount = amount };
    }

    [Theory]
    [EachDatabase]
    public async Task Money_of_which_nothing_came_is_told_until_a_lead_or_an_opportunity_is_noted(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        LocalActivity Held(string title, int daysAgo, decimal spent = 2_000)
        {
            var day = _today.AddDays(-daysAgo);
            var activity = new LocalActivity(new() { Title = title, First = day, Last = day, Budget = spent }, made.Mary.Id, null, null, title, made.Mary.Id, day);
            activity.Move(FundingStage.Executed, day, spent, "", made.Mary.Id, _today);
            return activity;
        }

        var (seminar, coded, barren) = (Held("Seminar", 31), Held("Mailing", 90), Held("Fair", 91));
        coded.CallIt("Mailing 26");
        await made.Site.Change(db => db.AddRange(seminar, coded, barren, Held("Too early to say", 30), Held("Too long ago", 180), Held("For nothing", 60, 0)));
        var deal = await made.Crm("Bakery line", "Proposal", 8_000);
        await made.Site.Change(db => db.Opportunities.Single(o => o.Id == deal).Campaign = "mailing 26");
        await SignalNights.Night(made.Site);
        Assert.Equal(2, (await SignalNights.Open(made.Site, made.Mary, "spend-without-leads")).Count);
        await made.Site.Change(db => db.Add(new MarketingLead(barren.Id, new("Ada Lead", "Borealis", "", ""), null, made.Mary.Id, made.Mary.Id, _today)));
        await SignalNights.Night(made.Site);
        Assert.Contains(await SignalNights.Open(made.Site, made.Mary, "spend-without-leads"), s => s.Title == "€2,000 went into Fair, and no opportunity has come of it"); // A lead alone is no pipeline.
        var signal = Assert.Single(await SignalNights.Open(made.Site, made.Mary, "spend-without-leads"), s => s.Cause == $"results/{seminar.Id}");
        Assert.Equal(("€2,000 went into Seminar, and nothing has come of it", 2_000m, $"marketing/{seminar.Id}#results"), (signal.Title, signal.Stake, signal.Action.Href));

        var mary = await made.Site.As(made.Mary);
        await (await mary.Open($"/marketing/{seminar.Id}")).Submit("tie", new() { ["Tie.Name"] = "Bakery line" });
        await mary.Open("/signals"); // It is looked at again as soon as something is noted.
        Assert.DoesNotContain(await SignalNights.Open(made.Site, made.Mary, "spend-without-leads"), s => s.Cause == $"results/{seminar.Id}");
    }

    [Theory]
    [EachDatabase]
    public async Task Leads_that_wait_too_long_are_told_to_who_follows_them_up(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var day = _today.AddDays(-6);
        var activity = new LocalActivity(new() { Title = "Seminar", First = day, Last = day, Budget = 500, FollowUpDays = 5 }, made.Ben.Id, null, null, "s", made.Ben.Id, day);
        await made.Site.Change(db => db.Add(activity));
        MarketingLead Lead(string name, DateOnly notedOn, long follower) => new(activity.Id, new(name, "", "", ""), null, follower, made.Ben.Id, notedOn);
        var ann = Lead("Ann Berg", day, made.Mary.Id);
        var done = Lead("Followed up", day, made.Mary.Id);
        done.Become(LeadOutcome.FollowedUp, day, null, _today);
        await made.Site.Change(db => db.AddRange(ann, Lead("Noted later", day.AddDays(1), made.Mary.Id), Lead("Ben’s", day.AddDays(1), made.Ben.Id), done));
        await SignalNights.Night(made.Site);
        var signal = Assert.Single(await SignalNights.Open(made.Site, made.Mary, "leads-waiting"));
        Assert.Equal(("A lead of Seminar waits to be followed up", $"marketing/{activity.Id}#leads"), (signal.Title, signal.Action.Href));
        Assert.Empty(await SignalNights.Open(made.Site, made.Ben, "leads-waiting"));

        var mary = await made.Site.As(made.Mary);
        await (await mary.Open($"/marketing/{activity.Id}")).Submit($"follow-{ann.Id}");
        await mary.Open("/signals");
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "leads-waiting"));
    }

    [Theory]
    [EachDatabase]
    public async Task Leads_of_somebody_who_has_left_are_told_to_who_looks_after_the_activity_or_above(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var day = _today.AddDays(-20);
        var activity = new LocalActivity(new() { Title = "Seminar", First = day, Last = day, Budget = 500, FollowUpDays = 5 }, made.Ben.Id, null, null, "s", made.Ben.Id, day);
        await made.Site.Change(db => db.Add(activity));
        await made.Site.Change(db => db.AddRange(new MarketingLead(activity.Id, new("Ann Berg", "", "", ""), null, made.Mary.Id, made.Ben.Id, day), new MarketingLead(activity.Id, new("Bo Lind", "", "", ""), null, made.Ben.Id, made.Ben.Id, day)));
        await Leaves(made.Mary);
        Assert.Equal("2 leads of Seminar wait to be followed up", await SignalNights.Title(made.Site, made.Ben, "leads-waiting"));
        var ben = await made.Site.As(made.Ben);
        await (await ben.Open($"/marketing/{activity.Id}")).Submit("follow-1"); // Mary’s.
        await ben.Open("/signals");
        Assert.Equal("A lead of Seminar waits to be followed up", Assert.Single(await SignalNights.Open(made.Site, made.Ben, "leads-waiting")).Title);
        await Leaves(made.Ben);
        Assert.Equal("A lead of Seminar waits to be followed up", await SignalNights.Title(made.Site, made.Ada, "leads-waiting"));

        Task Leaves(People.Person who) => made.Site.Change(db => db.People.Single(p => p.Id == who.Id).Left = new(2026, 11, 1));
    }

    [Theory]
    [EachDatabase]
    public async Task Accounts_that_an_activity_was_for_and_nobody_spoke_with_are_told_to_who_looks_after_them(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var gone = await made.Site.Add("Gone", People.Roles.Salesperson);
        await made.Site.Change(db => db.AddRange(
            new Account { Name = "Borealis", OwnerId = made.Mary.Id }, new Account { Name = "Cirrus", OwnerId = made.Mary.Id }, new Account { Name = "Dune", OwnerId = made.Mary.Id }, new Account { Name = "Elm" }, new Account { Name = "Fjord", OwnerId = gone.Id },
            new Account { Name = "Aurora old", OwnerId = made.Mary.Id, MergedIntoId = 1 }, new Account { Name = "Spoken with", OwnerId = made.Mary.Id }));
        await made.Site.Change(db => db.People.Single(p => p.Id == gone.Id).Left = new(2026, 11, 1));
        LocalActivity Held(string title, int daysAgo, bool isHeld = true, params long[] accounts)
        {
            var day = _today.AddDays(-daysAgo);
            var activity = new LocalActivity(new() { Title = title, First = day, Last = day, Budget = 500, FollowUpDays = 5 }, made.Ben.Id, null, null, title, made.Ben.Id, day);
            activity.Invite(accounts);
            if (isHeld)
            {
                activity.Move(FundingStage.Executed, day, 500, "", made.Ben.Id, _today);
            }

            return activity;
        }

        var seminar = Held("Seminar", 6, true, 7, 2, 3, 4, 5, 6, 8);
        await made.Site.Change(db => db.AddRange(seminar, Held("There is time", 5, true, 2), Held("Too long ago", 66, true, 2), Held("Nobody said that it took place", 10, false, 2), Held("For nobody", 10)));
        await made.Site.Change(db => db.Add(new Activities.ActivityType { Name = "Call" }));
        Activities.Activity Spoke(string key, long account, int daysAgo) => new() { System = "test", ExternalId = key, TypeId = 1, Date = _today.AddDays(-daysAgo), SalespersonId = made.Zoe.Id, AccountId = account };
        await made.Site.Change(db => db.AddRange(Spoke("on the day", 8, 6), Spoke("the day before", 2, 7)));
        await SignalNights.Night(made.Site);
        var signal = Assert.Single(await SignalNights.Open(made.Site, made.Mary, "audience-not-followed-up"));
        Assert.Equal(("4 accounts wait to be followed up after Seminar", $"marketing/{seminar.Id}#audience"), (signal.Title, signal.Action.Href));
        Assert.Contains("With Aurora Shipping, Borealis, Cirrus and 1 more no activity is logged since.", signal.Words, StringComparison.Ordinal);
        Assert.Equal("2 accounts wait to be followed up after Seminar", Assert.Single(await SignalNights.Open(made.Site, made.Ben, "audience-not-followed-up")).Title); // Nobody looks after one of them, and who did after the other has left.

        await made.Site.Change(db => db.AddRange(Spoke("a", 1, 0), Spoke("b", 2, 1), Spoke("c", 3, 2)));
        var ben = await made.Site.As(made.Ben);
        await (await ben.Open($"/marketing/{seminar.Id}")).Submit("leave-out-4");
        await (await made.Site.As(made.Mary)).Open("/signals"); // Who looks after what was left out is looked at again.
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "audience-not-followed-up"));
    }

    [Theory]
    [EachDatabase]
    public async Task A_product_that_like_accounts_buy_is_told_and_a_rare_one_is_not(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db => db.AddRange(new Product { Name = "Backup" }, new Product { Name = "Rarity" }));
        for (var i = 2; i <= 7; i++)
        {
            await made.Site.Change(db => db.Add(new Account { Name = $"Account {i}", OwnerId = made.Mary.Id, Industry = "Retail" }));
        }

        await made.Site.Change(db =>
        {
            for (var account = 2; account <= 6; account++)
            {
                db.Add(Won($"b{account}", account, account <= 4 ? 1 : 2));
            }

            db.Add(Won("b7", 5, 1));
        });
        await SignalNights.Night(made.Site);
        var titles = (await SignalNights.Open(made.Site, made.Mary, "product-gap")).Select(s => s.Title).Order();
        Assert.Equal(["1 account in Retail might buy Backup", "3 accounts in Retail might buy Rarity"], titles);

        // Who sells it there hears no more of it at once, and not the next morning.
        await made.Site.Change(db => db.Add(Won("late", 6, 1)));
        await SignalNights.Minute(made.Site);
        Assert.Equal("3 accounts in Retail might buy Rarity", Assert.Single(await SignalNights.Open(made.Site, made.Mary, "product-gap")).Title);

        // Nor of what is being sold to one of them, or was declined not long ago; the way leads to selling it to the one that is left.
        await made.Site.Change(db => db.AddRange(Won("open", 2, 2, OpportunityState.Open), Won("declined", 3, 2, OpportunityState.Lost)));
        await SignalNights.Minute(made.Site);
        var left = Assert.Single(await SignalNights.Open(made.Site, made.Mary, "product-gap"));
        Assert.Equal(("1 account in Retail might buy Rarity", $"opportunities/new?account=4&product=2&salesperson={made.Mary.Id}"), (left.Title, left.Action.Href));
        var form = await (await made.Site.As(made.Mary)).Open("/" + left.Action.Href);
        Assert.Equal(("Account 4", "Rarity"), (form.The("[name='Input.Account']").GetAttribute("value"), form.The("[name='Input.Product']").GetAttribute("value")));

        // Their manager opens it for whom the signal concerns, and nobody for a stranger.
        var managers = await (await made.Site.As(made.Ada)).Open("/" + left.Action.Href);
        Assert.Equal("Mary", managers.The("[name='Input.Salesperson'] [selected]").TextContent.Trim());
        Assert.Equal("Ben", (await managers.Visitor.Open($"/opportunities/new?salesperson={made.Zoe.Id}")).The("[name='Input.Salesperson'] [selected]").TextContent.Trim());

        Opportunity Won(string key, long account, long product, OpportunityState state = OpportunityState.Won) => new() { System = "crm", ExternalId = key, Name = key, SalespersonId = made.Mary.Id, AccountId = account, ProductId = product, Amount = 8_000, State = state, Opened = new(2026, 1, 1), Closed = state switch { OpportunityState.Open => null, OpportunityState.Lost => new(2026, 10, 1), _ => new(2026, 5, 1) } };
    }

    [Theory]
    [EachDatabase]
    public async Task A_segment_in_which_more_is_won_and_nobody_is_seen_is_told(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db =>
        {
            for (var i = 2; i <= 9; i++)
            {
                db.Add(new Account { Name = $"Account {i}", OwnerId = i <= 5 ? made.Mary.Id : made.Ben.Id, Industry = i <= 5 ? "Retail" : "Energy" });
            }
        });
        await made.Site.Change(db =>
        {
            for (var i = 0; i < 40; i++)
            {
                var retail = i % 2 == 0;
                db.Add(new Opportunity { System = "crm", ExternalId = $"{i}", Name = $"{i}", AccountId = retail ? 2 : 6, Amount = 2_000, State = retail ? OpportunityState.Won : OpportunityState.Lost, Opened = new(2026, 1, 1), Closed = new(2026, 5, 1) });
            }
        });
        await SignalNights.Night(made.Site);
        Assert.Equal("4 of 4 accounts in Retail had no contact", Assert.Single(await SignalNights.Open(made.Site, made.Mary, "segment-unworked")).Title);
        Assert.Empty(await SignalNights.Open(made.Site, made.Ben, "segment-unworked"));

        // Two of them are spoken with.
        await made.Site.Change(db => db.Add(new ActivityType { Name = "Call" }));
        await made.Site.Change(db => db.AddRange(Spoke("s1", 2), Spoke("s2", 3)));
        await SignalNights.Minute(made.Site);
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "segment-unworked"));

        Activity Spoke(string key, long account) => new() { System = "test", ExternalId = key, SalespersonId = made.Mary.Id, TypeId = 1, Date = new(2026, 11, 23), AccountId = account };
    }
}

using static Plumbline.Plans.SomePlan;
using Plumbline.Pipeline;
using Plumbline.Scoring;

namespace Plumbline.Plans;

public class PlanChecksTests
{
    private static readonly BusinessPlanContent _good = Content();

    [Fact]
    public void Nothing_must_be_mended_in_a_good_plan() => Assert.DoesNotContain(Check(_good), f => f.Severity == Severity.MustMend);

    [Fact]
    public void A_forecast_below_the_quota_is_said_of_month_quarter_and_whole()
    {
        var found = Check(_good with { Forecast = [_good.Forecast[0] with { Months = [new(HalfYear.First) { Revenue = 45_000, Margin = 15_000 }] }] });

        AssertFound(found, Severity.WorthALook, "forecast", "The forecast for the whole period is 45,000, 15,000 short of the quota of 60,000.");
        AssertFound(found, Severity.WorthALook, "forecast", "The forecast for Apr 2027 to Jun 2027 is 0, 30,000 short of the quota of 30,000.");
        AssertFound(found, Severity.WorthALook, "quotas.2027-02.revenue", "The forecast for Feb 2027 is 0, 10,000 short of the quota of 10,000.");
        Assert.DoesNotContain(found, f => f.Words.Contains("Jan 2027 to Mar 2027", StringComparison.Ordinal));
    }

    [Fact]
    public void Quarters_are_the_companys() =>
        AssertFound(Check(_good with { Forecast = [] }, Known with { FiscalYear = new(2) }), Severity.WorthALook, "forecast", "The forecast for Feb 2027 to Apr 2027 is 0, 30,000 short of the quota of 30,000.");

    [Fact]
    public void A_margin_quota_that_the_forecasts_margin_does_not_reach_is_said_with_the_figures() =>
        AssertFound(
            Check(_good with { Forecast = [_good.Forecast[0] with { Months = [new(HalfYear.First) { Revenue = 60_000, Margin = 12_000 }] }] }),
            Severity.WorthALook, "quotas.2027-01.margin",
            "The quota asks for a margin of 25%; the forecast brings 20%. At that, revenue of 60,000 makes 12,000, 3,000 short of the margin quota.");

    [Fact]
    public void An_unknown_margin_is_not_taken_for_zero() =>
        Assert.DoesNotContain(Check(_good with { Forecast = [_good.Forecast[0] with { Months = [new(HalfYear.First) { Revenue = 60_000 }] }] }), f => f.Words.Contains("margin", StringComparison.Ordinal));

    [Fact]
    public void A_client_that_does_not_exist_must_be_mended() =>
        AssertFound(CheckLine(l => l with { AccountId = 99 }), Severity.MustMend, "forecast.k1.account", "Corner Bakery is not among the accounts. Choose another, or name a prospect.");

    [Fact]
    public void A_prospect_by_name_is_a_client() =>
        Assert.DoesNotContain(CheckLine(l => l with { AccountId = null, Client = "New Café" }), f => f.Severity == Severity.MustMend);

    [Fact]
    public void A_client_who_is_no_account_is_said_to_be_counted_as_a_prospect_with_the_account_that_may_be_meant()
    {
        IReadOnlyList<Finding> Named(string client) => Check(
            _good with { Forecast = [_good.Forecast[0] with { AccountId = null, Client = client }] },
            Known with { LikeAccounts = new Dictionary<string, string> { ["Birchmont Counsil"] = "Birchmont Council", ["corner bakery"] = "Corner Bakery" } });

        const string path = "forecast.k1.client";
        AssertFound(Named("New Café"), Severity.WorthALook, path, "New Café is not among the accounts, so it is counted as a prospect.");
        AssertFound(Named("Birchmont Counsil"), Severity.WorthALook, path, "Birchmont Counsil is not among the accounts; did you mean Birchmont Council? Otherwise it is counted as a prospect.");
        AssertFound(Named("corner bakery"), Severity.WorthALook, path, "There is an account called Corner Bakery: choose it from the list. Otherwise corner bakery is counted as a prospect.");
    }

    [Fact]
    public void A_forecast_for_nobody_must_be_mended() =>
        AssertFound(CheckLine(l => l with { AccountId = null, Client = "" }), Severity.MustMend, "forecast.k1.client", "A forecast of 60,000 names no client.");

    [Fact]
    public void A_product_that_does_not_exist_must_be_mended() =>
        AssertFound(CheckLine(l => l with { ProductId = 99 }), Severity.MustMend, "forecast.k1.product-id", "Ovens is not among the products.");

    [Fact]
    public void A_product_by_name_only_is_worth_a_look() =>
        AssertFound(CheckLine(l => l with { ProductId = null }), Severity.WorthALook, "forecast.k1.product", "The forecast for Corner Bakery names Ovens, which is not among the products.");

    [Fact]
    public void A_month_without_quota_must_be_mended() =>
        AssertFound(CheckQuota(q => q with { Revenue = null, Margin = null }), Severity.MustMend, "quotas.2027-01.revenue", "Jan 2027 has no quota.");

    [Fact]
    public void More_new_business_than_quota_must_be_mended() =>
        AssertFound(CheckQuota(q => q with { NewRevenue = 10_001 }), Severity.MustMend, "quotas.2027-01.new", "Jan 2027: new business of 10,001 is more than the whole quota of 10,000.");

    [Fact]
    public void New_business_is_asked_for_only_where_the_company_tells_it_apart()
    {
        const string words = "Jan 2027 does not say how much is new business.";
        Assert.DoesNotContain(Check(_good), f => f.Words == words);
        AssertFound(Check(_good, Known with { SplitsNewBusiness = true }), Severity.WorthALook, "quotas.2027-01.new", words);
    }

    [Fact]
    public void More_margin_than_revenue_must_be_mended() =>
        AssertFound(CheckQuota(q => q with { Margin = 10_001 }), Severity.MustMend, "quotas.2027-01.margin", "Jan 2027: the margin of 10,001 is more than the revenue of 10,000.");

    [Fact]
    public void Levels_rise_from_quota_to_target_to_stretch()
    {
        var found = Check(_good with { Levels = new() { TargetRevenue = 59_999, StretchRevenue = 59_998, TargetMargin = 15_000, StretchMargin = 15_000 } });

        AssertFound(found, Severity.MustMend, "levels.target-revenue", "The target revenue of 59,999 is below the quota of 60,000.");
        AssertFound(found, Severity.MustMend, "levels.stretch-revenue", "The stretch revenue of 59,998 is below the target of 59,999.");
        Assert.DoesNotContain(found, f => f.Path.EndsWith("-margin", StringComparison.Ordinal));
    }

    [Fact]
    public void A_goal_without_measure_or_date_must_be_mended()
    {
        var found = Check(_good with { Goals = [new("k1") { Statement = "Win five customers", Commit = 5, Target = 4 }] });

        AssertFound(found, Severity.MustMend, "goals.k1.measure", "Win five customers: say what is counted, or nobody will know whether it was reached.");
        AssertFound(found, Severity.MustMend, "goals.k1.by", "Win five customers: give the day by which.");
        AssertFound(found, Severity.WorthALook, "goals.k1.target", "Win five customers: the target of 4 is below the commit of 5.");
    }

    [Fact]
    public void A_training_need_without_a_date_must_be_mended() =>
        AssertFound(Check(_good with { Training = [new("k1") { Skill = "Demos" }] }), Severity.MustMend, "training.k1.by", "Demos has no date.");

    [Fact]
    public void Activity_goals_too_low_for_the_quota_are_said_with_the_persons_own_rates()
    {
        var content = _good with
        {
            Forecast = [],
            Activities = [new("k1") { TypeId = 1, Type = "Meetings", PerWeek = 1 }, new("k2") { TypeId = 2, Type = "Calls", PerWeek = 500 }],
        };
        var rates = new SellingRates { Won = 30, Lost = 70, WonValue = 30_000, LostValue = 70_000, CycleDays = 60, Opened = 100, Activities = [new(1, "Meetings", 300), new(2, "Calls", 900)] };

        var found = Check(content, Known with { Arithmetic = new(content, new(rates, SellingRates.None), Today) });

        var low = Assert.Single(found, f => f.Path.StartsWith("activities.", StringComparison.Ordinal));
        Assert.Equal("activities.k1.per-week", low.Path);
        Assert.StartsWith("Meetings: 1 a week. To close the gap of 60,000 it takes 35.", low.Words, StringComparison.Ordinal);
        Assert.Contains("your 300 activities of the type Meetings for 100 opportunities", low.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_of_activity_that_is_needed_and_has_no_goal_is_said()
    {
        var content = _good with { Forecast = [], Activities = [new("k1") { TypeId = 2, Type = "Calls", PerWeek = 500 }] };
        var rates = new SellingRates { Won = 30, Lost = 70, WonValue = 30_000, LostValue = 70_000, CycleDays = 60, Opened = 100, Activities = [new(1, "Meetings", 300), new(2, "Calls", 900)] };

        var found = Assert.Single(Check(content, Known with { Arithmetic = new(content, new(rates, SellingRates.None), Today) }), f => f.Path.StartsWith("activities", StringComparison.Ordinal));

        Assert.Equal((Severity.WorthALook, "activities"), (found.Severity, found.Path));
        Assert.StartsWith("There is no goal for Meetings. To close the gap of 60,000 it takes 35.", found.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_of_activity_that_is_not_known_is_said() =>
        AssertFound(Check(_good with { Activities = [new("k1") { Type = "Cals", PerWeek = 10 }] }), Severity.WorthALook, "activities.k1.type", "Cals is not among the types of activity, so nothing will be counted for it. Choose one from the list.");

    [Fact]
    public void Week_and_month_that_contradict_each_other_are_worth_a_look() =>
        AssertFound(Check(_good with { Activities = [new("k1") { Type = "Calls", PerWeek = 10, PerMonth = 20 }] }), Severity.WorthALook, "activities.k1.per-month", "Calls: 10 a week make 43.33 a month, and you say 20.");

    [Fact]
    public void An_activity_goal_without_number_must_be_mended() =>
        AssertFound(Check(_good with { Activities = [new("k1") { Type = "Calls" }] }), Severity.MustMend, "activities.k1.per-week", "Calls has no number.");

    [Fact]
    public void Marketing_is_tied_to_a_program_and_claimed_in_time()
    {
        var found = Check(_good with
        {
            Marketing =
            [
                new("k1") { Title = "Seminar", Starts = new(2027, 3, 1) },
                new("k2") { Title = "Mailing", Program = "Co-op", Starts = new(2027, 3, 1), Ends = new(2027, 3, 31), ClaimBy = new(2027, 3, 15) },
                new("k3") { Title = "Fair", Program = "Co-op", Starts = new(2027, 3, 1), ClaimBy = new(2027, 5, 15) },
            ],
        });

        AssertFound(found, Severity.MustMend, "marketing.k1.program", "Seminar is not tied to a vendor's program.");
        AssertFound(found, Severity.MustMend, "marketing.k1.claim-by", "Seminar has no claim deadline: funds not claimed in time are lost.");
        AssertFound(found, Severity.MustMend, "marketing.k2.claim-by", "Mailing ends on Wed 31 Mar 2027, after its claim deadline on Mon 15 Mar 2027.");
        Assert.DoesNotContain(found, f => f.Path.StartsWith("marketing.k3", StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_section_is_worth_a_look()
    {
        AssertFound(Check(_good), Severity.WorthALook, "training", "There is nothing under Training yet.");
        Assert.DoesNotContain(Check(Full()), f => f.Words.StartsWith("There is nothing under", StringComparison.Ordinal));
    }

    [Fact]
    public void Ten_accounts_are_named_and_fifteen_wait_on_the_bench()
    {
        static IEnumerable<NamedAccount> Some(int count, NamedRank rank) => Enumerable.Range(1, count).Select(i => new NamedAccount($"{(char)('a' + (int)rank)}{i}") { Client = $"{rank} {i}", Rank = rank });

        Assert.DoesNotContain(Check(_good with { Named = [.. Some(10, NamedRank.TopTen), .. Some(15, NamedRank.Bench)] }), f => f.Path.StartsWith("named", StringComparison.Ordinal));
        var many = Check(_good with { Named = [.. Some(11, NamedRank.TopTen), .. Some(16, NamedRank.Bench)] });
        AssertFound(many, Severity.WorthALook, "named", "There are 11 accounts in the top ten, and it holds 10: nobody works more of them in earnest. Move some to the bench.");
        AssertFound(many, Severity.WorthALook, "named", "There are 16 accounts in the bench, and it holds 15: nobody works more of them in earnest. Let some go.");

        var odd = Check(_good with { Named = [new("1") { AccountId = 99, Client = "Gone", Rank = NamedRank.Bench }, new("2") { Revenue = 20, Potential = 10 }, new("3") { Client = "gone", Rank = NamedRank.Bench }] });
        AssertFound(odd, Severity.MustMend, "named.1.client", "Gone is not among the accounts. Choose another, or name a prospect.");
        AssertFound(odd, Severity.MustMend, "named.2.client", "A named account has no name.");
        AssertFound(odd, Severity.WorthALook, "named.2.rank", "A named account: say whether it is among the top ten or on the bench.");
        AssertFound(odd, Severity.WorthALook, "named.2.potential", "A named account buys for 20 a year already, more than its potential of 10.");
        AssertFound(odd, Severity.WorthALook, "named.3.client", "Gone stands 2 times among the named accounts.");
    }

    [Fact]
    public void What_is_assumed_must_make_the_quota_and_be_borne_out_by_history()
    {
        var plan = _good with { Assumptions = new() { AverageDeal = 5_000, Deals = 10, WinRate = 0.9m, Cycle = 5 }, Forecast = [] };
        var rates = new SupportedRates(new SellingRates { Weeks = 52, Won = 20, Lost = 60, WonValue = 60_000, LostValue = 180_000, CycleDays = 80 }, SellingRates.None);
        var found = Check(plan, Known with { Arithmetic = new(plan, rates, Today) });

        AssertFound(found, Severity.WorthALook, "assumptions.deals", "10 deals of 5,000 make 50,000, 10,000 short of the quota of 60,000.");
        AssertFound(found, Severity.WorthALook, "assumptions.gap", "The forecast leaves 60,000 of the quota open, and nothing says how that is closed.");
        Assert.Contains(found, f => f.Path == "assumptions.win-rate" && f.Words.StartsWith("A win rate of 90% is more than history bears out", StringComparison.Ordinal));
        Assert.Contains(found, f => f.Path == "assumptions.cycle");
        Assert.Contains(found, f => f.Path == "assumptions.average-deal");
        var told = plan with { Assumptions = new() { AverageDeal = 3_000, Deals = 20, WinRate = 0.2m, Cycle = 90, Gap = "Two more assessments a month" } };
        Assert.DoesNotContain(Check(told, Known with { Arithmetic = new(told, rates, Today) }), f => f.Path.StartsWith("assumptions", StringComparison.Ordinal));
    }

    [Fact]
    public void A_forecast_rests_on_an_opportunity_that_can_bring_it()
    {
        IReadOnlyList<Finding> Resting(long? id, NamedOpportunity? on) => Check(
            _good with { Forecast = [_good.Forecast[0] with { OpportunityId = id, Opportunity = "First oven" }] },
            Known with { Opportunities = on is null ? new Dictionary<long, NamedOpportunity>() : new() { [7] = on } });
        const string path = "forecast.k1.opportunity";
        var open = new NamedOpportunity("First oven", OpportunityState.Open, 60_000, new(2027, 3, 1));

        Assert.DoesNotContain(Resting(7, open), f => f.Path == path);
        AssertFound(Resting(null, null), Severity.WorthALook, path, "First oven, on which the forecast for Corner Bakery rests, cannot be told among the open opportunities. Choose it from the list.");
        AssertFound(Resting(7, null), Severity.MustMend, path, "The opportunity on which the forecast for Corner Bakery rests is gone. Choose another, or none.");
        AssertFound(Resting(7, open with { State = OpportunityState.Lost }), Severity.WorthALook, path, "The forecast for Corner Bakery rests on First oven, which was lost.");
        AssertFound(Resting(7, open with { Amount = 50_000 }), Severity.WorthALook, path, "The forecast for Corner Bakery is 60,000; First oven, on which it rests, is worth 50,000.");
        Assert.Contains(Resting(7, open with { ExpectedClose = new(2027, 7, 1) }), f => f.Path == path && f.Words.Contains("after the plan's last month", StringComparison.Ordinal));
    }

    [Fact]
    public void The_next_review_is_within_the_plan_or_soon_after()
    {
        IReadOnlyList<Finding> On(DateOnly day) => Check(_good with { Review = new() { Day = day } });
        Assert.DoesNotContain(On(new(2027, 7, 20)).Concat(On(new(2027, 1, 1))), f => f.Path == "review.day");
        Assert.Contains(On(new(2026, 12, 31)), f => f.Path == "review.day");
        Assert.Contains(On(new(2027, 9, 1)), f => f.Path == "review.day");
    }

    [Fact]
    public void Every_finding_leads_to_a_field_or_a_section()
    {
        var found = Check(Full(3)).Concat(Check(new(HalfYear))).Concat(Check(_good with { Goals = [new("g") { Why = "?" }], Training = [new("t") { Why = "?" }] }));
        Assert.All(found, f => Assert.True(PlanForm.Business.Find(HalfYear, f.Path) is not null || PlanForm.Business.Sections.Any(s => s.Name == f.Path), f.Path));
    }

    private static IReadOnlyList<Finding> Check(BusinessPlanContent content, PlanKnown? known = null) => PlanChecks.Of(content, known ?? Known);

    private static IReadOnlyList<Finding> CheckLine(Func<ForecastLine, ForecastLine> change) => Check(_good with { Forecast = [change(_good.Forecast[0])] });

    private static IReadOnlyList<Finding> CheckQuota(Func<Quota, Quota> change) => Check(_good with { Quotas = _good.Quotas.With(change(_good.Quotas[0])) });

    private static void AssertFound(IReadOnlyList<Finding> found, Severity severity, string path, string words) => Assert.Contains(new Finding(severity, words, path), found);
}

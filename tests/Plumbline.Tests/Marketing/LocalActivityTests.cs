using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Plumbline.Marketing;

public class LocalActivityTests
{
    private const long Mary = 1;
    private static readonly DateOnly _today = new(2026, 11, 24);
    private static readonly ActivityOutline _seminar = new() { Title = "Seminar on ovens", First = new(2026, 11, 10), Last = new(2026, 11, 11), Budget = 4_000 };
    private static readonly ProgramTerms _terms = new() { Vendor = "Hearth", Name = "Co-op", Currency = "EUR", Share = 0.5m, Cap = 1_500, NeedsApproval = true, Proof = ["invoice", "list of attendees"], ClaimDays = 45 };

    [Fact]
    public void It_goes_from_the_plan_to_the_money()
    {
        var activity = Planned(_terms);
        Assert.Equal((FundingStage.Planned, 1_500m, 2_500m), (activity.Stage, activity.Funded, activity.Own));
        Assert.Equal((FundingStage.Applied, new DateOnly(2026, 11, 9)), activity.Deadline!.Value);
        activity.Move(FundingStage.Applied, new(2026, 11, 2), null, "", Mary, _today);
        Refused("Words", () => activity.Move(FundingStage.Approved, new(2026, 11, 4), 1_200, " ", Mary, _today));
        activity.Move(FundingStage.Approved, new(2026, 11, 4), 1_200, "PO-7", Mary, _today);
        Assert.Equal(1_200, activity.Funded);
        Refused("On", () => activity.Move(FundingStage.Executed, new(2026, 11, 9), 3_000, "", Mary, _today));
        activity.Move(FundingStage.Executed, new(2026, 11, 11), 2_000, "", Mary, _today);
        Assert.Equal((1_000m, 1_000m, new DateOnly(2026, 12, 26)), (activity.Funded, activity.Own, activity.Deadline!.Value.By));

        activity.Prove(new("a", 1, "Invoice"));
        Refused("Proof", () => activity.Move(FundingStage.Proven, _today, null, "", Mary, _today));
        activity.Prove(new("b", 2, "list of attendees"));
        activity.Move(FundingStage.Proven, _today, null, "", Mary, _today);
        Assert.Equal(2, activity.Unprove("b"));
        Assert.Equal(FundingStage.Executed, activity.Stage); // Not together any more.
        activity.Prove(new("c", 3, "list of attendees"));
        activity.Move(FundingStage.Proven, _today, null, "", Mary, _today);

        Refused("Amount", () => activity.Move(FundingStage.Claimed, _today, 1_000.01m, "C-1", Mary, _today));
        activity.Move(FundingStage.Claimed, _today, 900, "C-1", Mary, _today);
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(() => activity.Unprove("a")).Refusal);
        Refused("Amount", () => activity.Move(FundingStage.Paid, _today, 901, "", Mary, _today));
        activity.Move(FundingStage.Paid, _today, 850, "", Mary, _today);
        Assert.Equal((850m, 1_150m), (activity.Funded, activity.Own));
        Assert.Empty(activity.Moves);
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(() => activity.Move(FundingStage.Paid, _today, 850, "", Mary, _today)).Refusal); // Sent twice.
    }

    [Fact]
    public void Without_a_vendor_it_is_planned_and_takes_place()
    {
        var activity = Planned(null);
        Assert.Equal((0m, 4_000m), (activity.Funded, activity.Own));
        activity.Move(FundingStage.Executed, new(2026, 11, 11), 4_100, "", Mary, _today);
        Assert.Equal((4_100m, 0), (activity.Own, activity.Moves.Count));
        Assert.Null(activity.Deadline);
    }

    [Fact]
    public void What_is_called_off_or_refused_costs_the_vendor_nothing()
    {
        var off = Planned(_terms);
        Refused("Words", () => off.Move(FundingStage.Cancelled, _today, null, "", Mary, _today));
        off.Move(FundingStage.Cancelled, _today, null, "Nobody came forward", Mary, _today);
        Assert.Equal((0m, 0m, 0m), (off.Cost, off.Funded, off.Own));

        var refused = Planned(_terms);
        refused.Move(FundingStage.Applied, _today, null, "", Mary, _today);
        refused.Move(FundingStage.Refused, _today, null, "No money left", Mary, _today);
        Assert.Equal((true, 0m, new BudgetSum(0, 0, 0, 0, 0, 0, 0, 0)), (refused.IsOff, refused.Cost, BudgetSum.Of([refused], _today))); // It did not take place, and nothing was spent.

        var claimed = Planned(_terms with { NeedsApproval = false, Proof = [] });
        claimed.Move(FundingStage.Executed, new(2026, 11, 11), 2_000, "", Mary, _today);
        claimed.Move(FundingStage.Proven, _today, null, "", Mary, _today);
        claimed.Move(FundingStage.Claimed, _today, 1_000, "C-1", Mary, _today);
        claimed.Move(FundingStage.Refused, _today, null, "Too late", Mary, _today);
        Assert.Equal((2_000m, 0m, 2_000m), (claimed.Cost, claimed.Funded, claimed.Own));
    }

    [Fact]
    public void What_the_vendor_refused_before_takes_place_without_it_and_is_ours_to_pay()
    {
        var fund = Fund(10_000);
        var activity = new LocalActivity(_seminar with { Share = 0.25m, ClaimBy = new(2026, 12, 1) }, Mary, Program(_terms), fund, "s", Mary, new(2026, 11, 1));
        activity.Move(FundingStage.Applied, new(2026, 11, 2), null, "", Mary, _today);
        activity.Move(FundingStage.Refused, new(2026, 11, 4), null, "No money left", Mary, _today);
        Assert.Equal([FundingStage.Planned], activity.Moves);
        Refused("On", () => activity.Move(FundingStage.Planned, new(2026, 11, 3), null, "", Mary, _today)); // Nobody knew it then.
        activity.Move(FundingStage.Planned, new(2026, 11, 5), null, "We hold it all the same", Mary, _today);
        Assert.Equal((4_000m, 0m, 4_000m, false, false), (activity.Cost, activity.Funded, activity.Own, activity.IsFunded, activity.IsOff));
        Assert.Equal(((long?)null, (long?)null, (DateOnly?)null, (decimal?)null), (activity.ProgramId, activity.FundId, activity.ClaimBy, activity.Outline.Share));
        Assert.Equal((FundingStage.Planned, "We hold it all the same"), (activity.Steps[^1].Stage, activity.Steps[^1].Words));
        Assert.Equal(4, activity.Steps.Count); // What was before is not forgotten.
        activity.Move(FundingStage.Executed, new(2026, 11, 11), 4_100, "", Mary, _today);
        Assert.Equal((4_100m, 0), (activity.Own, activity.Moves.Count));

        // What was refused after it took place stays as it was held: the money is spent.
        var claimed = Planned(_terms with { NeedsApproval = false, Proof = [] });
        claimed.Move(FundingStage.Executed, new(2026, 11, 11), 2_000, "", Mary, _today);
        claimed.Move(FundingStage.Refused, _today, null, "Nobody kept the list", Mary, _today);
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(() => claimed.Move(FundingStage.Planned, _today, null, "", Mary, _today)).Refusal);
    }

    [Fact]
    public void An_audience_holds_each_account_once_up_to_its_most_and_helpers_are_others()
    {
        var activity = Planned(null);
        activity.Invite([7, 8, 7]);
        activity.Invite([8, 9]);
        Assert.Equal([7, 8, 9], activity.AccountIds);
        Refused("Account", () => activity.Invite(Enumerable.Range(1_000, LocalActivity.MostAccounts - 2).Select(n => (long)n)));
        activity.Invite(Enumerable.Range(1_000, LocalActivity.MostAccounts - 3).Select(n => (long)n));
        activity.Invite([7]); // It is in already.
        activity.LeaveOut([8, 4]);
        Assert.Equal(LocalActivity.MostAccounts - 1, activity.AccountIds.Count);

        Refused("Person", () => activity.TakeHelpOf(Mary));
        foreach (var person in Enumerable.Range(2, LocalActivity.MostHelpers))
        {
            activity.TakeHelpOf(person);
        }

        activity.TakeHelpOf(2);
        Refused("Person", () => activity.TakeHelpOf(99));
        activity.Write(_seminar, 3, null, null); // Who helped looks after it from now on.
        activity.SpareHelpOf(2);
        Assert.Equal(LocalActivity.MostHelpers - 2, activity.HelperIds.Count);

        activity.Move(FundingStage.Cancelled, _today, null, "No room", Mary, _today);
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(() => activity.Invite([1])).Refusal);
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(() => activity.TakeHelpOf(5)).Refusal);
    }

    [Theory]
    [InlineData("2026-12-01", 31, "2027-01-01")]
    [InlineData("2027-01-31", 28, "2027-02-28")]
    [InlineData("2027-01-31", 29, "2027-03-01")]
    [InlineData("2028-01-31", 29, "2028-02-29")]
    [InlineData("2028-02-29", 366, "2029-03-01")]
    [InlineData("2027-12-31", 0, "2027-12-31")]
    public void Days_to_claim_are_counted_over_the_ends_of_months_and_years(string last, int days, string until) => Assert.Equal(Day(until), Held(Day(last), 0, days).ClaimBy);

    [Property]
    public Property A_claim_is_taken_on_its_last_day_and_not_on_the_next_whatever_month_or_year_it_falls_in(ushort start, byte length, ushort days)
    {
        var (last, claimDays) = (new DateOnly(2023, 11, 1).AddDays(start % 3_000), days % 400);
        var (inTime, late) = (Held(last, length % 300, claimDays), Held(last, length % 300, claimDays));
        var by = inTime.ClaimBy!.Value;
        inTime.Move(FundingStage.Claimed, by, 1_000, "C", Mary, by);
        var isRefused = Throws(() => late.Move(FundingStage.Claimed, by.AddDays(1), 1_000, "C", Mary, by.AddDays(1)));
        return (by.DayNumber - last.DayNumber == claimDays && isRefused && inTime.Stage == FundingStage.Claimed && late.Stage == FundingStage.Proven
            && BudgetSum.LapsedOf(late, by) == 0 && BudgetSum.LapsedOf(late, by.AddDays(1)) == late.Funded && BudgetSum.LapsedOf(inTime, by.AddDays(1)) == 0).ToProperty();
    }

    [Fact]
    public void A_claim_after_its_day_is_refused_and_the_day_is_the_earlier_of_terms_and_fund()
    {
        var fund = Fund(10_000, claimBy: new(2026, 11, 20));
        var activity = new LocalActivity(_seminar, Mary, Program(_terms with { NeedsApproval = false, Proof = [] }), fund, "s", Mary, _today);
        Assert.Equal(new DateOnly(2026, 11, 20), activity.ClaimBy);
        activity.Move(FundingStage.Executed, new(2026, 11, 11), 2_000, "", Mary, _today);
        activity.Move(FundingStage.Proven, new(2026, 11, 12), null, "", Mary, _today);
        Refused("On", () => activity.Move(FundingStage.Claimed, new(2026, 11, 21), 1_000, "C-1", Mary, _today));

        // The vendor gives more time: the fund says so, and the activity follows, up to what the terms say.
        fund.Write("Jan to Jun 2026", 10_000, new(2026, 7, 1), new(2026, 11, 20), new(2027, 2, 14), _terms);
        activity.Follow(fund);
        Assert.Equal(new DateOnly(2026, 12, 26), activity.ClaimBy);
        activity.Move(FundingStage.Claimed, new(2026, 11, 21), 1_000, "C-1", Mary, _today);
        fund.Write("Jan to Jun 2026", 10_000, new(2026, 7, 1), new(2026, 11, 20), new(2026, 11, 20), _terms);
        activity.Follow(fund);
        Assert.Equal(new DateOnly(2026, 12, 26), activity.ClaimBy); // What is claimed stands.
    }

    [Fact]
    public void Where_the_share_is_agreed_each_time_what_was_approved_can_be_claimed()
    {
        var asked = Planned(_terms with { Share = null, Proof = [] });
        Assert.Equal(0, asked.Funded); // Nothing to count on yet.
        asked.Move(FundingStage.Applied, _today, null, "", Mary, _today);
        asked.Move(FundingStage.Approved, _today, 1_200, "PO-7", Mary, _today);
        Assert.Equal(1_200, asked.Funded);
        asked.Move(FundingStage.Executed, new(2026, 11, 11), 1_000, "", Mary, _today);
        Assert.Equal(1_000, asked.MostToClaim(1_000)); // Not more than was spent.

        var unasked = Planned(_terms with { Share = null, NeedsApproval = false, Proof = [] });
        unasked.Move(FundingStage.Executed, new(2026, 11, 11), 3_000, "", Mary, _today);
        Assert.Equal(1_500, unasked.Funded); // Up to the cap.
    }

    [Fact]
    public void A_share_above_the_terms_is_refused_and_one_below_them_counts()
    {
        Refused("Share", () => _ = new LocalActivity(_seminar with { Share = 0.6m }, Mary, Program(_terms), null, "s", Mary, _today));
        Assert.Equal(400, new LocalActivity(_seminar with { Share = 0.1m }, Mary, Program(_terms), null, "s", Mary, _today).Funded);
    }

    [Fact]
    public void A_vendor_who_takes_the_claim_later_is_noted_and_what_is_not_claimed_any_more_is_closed()
    {
        var late = Planned(_terms with { NeedsApproval = false, Proof = [], ClaimDays = 5 });
        late.Move(FundingStage.Executed, new(2026, 11, 11), 2_000, "", Mary, _today);
        late.Move(FundingStage.Proven, new(2026, 11, 12), null, "", Mary, _today);
        Refused("On", () => late.Move(FundingStage.Claimed, _today, 1_000, "C-1", Mary, _today));
        late.TakeClaimsUntil(new(2026, 11, 30), null);
        late.Move(FundingStage.Claimed, _today, 1_000, "C-1", Mary, _today);
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(() => late.TakeClaimsUntil(null, null)).Refusal);

        var lost = Planned(_terms with { NeedsApproval = false, Proof = [] });
        lost.Move(FundingStage.Executed, new(2026, 11, 11), 2_000, "", Mary, _today);
        lost.Move(FundingStage.Refused, _today, null, "Nobody kept the list", Mary, _today);
        Assert.Equal((2_000m, 0m, false), (lost.Cost, lost.Funded, lost.IsOff));
    }

    [Fact]
    public void Money_of_another_program_or_another_time_is_not_used()
    {
        Refused("Pays", () => _ = new LocalActivity(_seminar, Mary, null, Fund(1), "s", Mary, _today));
        Refused("Pays", () => _ = new LocalActivity(_seminar with { First = new(2027, 1, 5), Last = new(2027, 1, 5) }, Mary, Program(_terms), Fund(1), "s", Mary, _today));
    }

    [Fact]
    public void Terms_that_change_later_change_nothing_of_what_the_vendor_was_asked()
    {
        var program = Program(_terms);
        var activity = new LocalActivity(_seminar, Mary, program, null, "s", Mary, _today);
        program.Change(_terms with { Share = 0.25m }, Mary, _today);
        activity.Write(_seminar, Mary, program, null);
        Assert.Equal(1_000, activity.Funded); // Nothing was asked yet.
        activity.Move(FundingStage.Applied, _today, null, "", Mary, _today);
        program.Change(_terms with { Share = 0.1m }, Mary, _today);
        activity.Write(_seminar with { Budget = 2_000 }, Mary, program, null);
        Assert.Equal(500, activity.Funded);
        Assert.Equal([0.5m, 0.25m, 0.1m], program.Versions.Select(v => v.Terms.Share!.Value));
    }

    [Property]
    public Property A_claim_is_never_above_cap_share_or_approval_and_the_parts_are_the_whole(PositiveInt cents, byte share, byte own, PositiveInt cap, bool isCapped, PositiveInt approved, PositiveInt spent)
    {
        var terms = _terms with { Share = share / 255m, Cap = isCapped ? cap.Get / 10m : null, Proof = [], Rate = 0.9m };
        var activity = new LocalActivity(_seminar with { Budget = cents.Get / 100m, Share = own > share ? null : own / 255m }, Mary, Program(terms), null, "s", Mary, _today);
        var isWhole = activity.Own + activity.Funded == activity.Cost;
        activity.Move(FundingStage.Applied, new(2026, 11, 1), null, "", Mary, _today);
        activity.Move(FundingStage.Approved, new(2026, 11, 2), approved.Get, "PO", Mary, _today);
        activity.Move(FundingStage.Executed, new(2026, 11, 11), spent.Get / 100m, "", Mary, _today);
        activity.Move(FundingStage.Proven, _today, null, "", Mary, _today);
        var most = activity.MostToClaim(activity.Spent!.Value);
        var isBelow = most <= terms.Share * activity.Spent && !(most > terms.CapHere) && most <= approved.Get && most <= activity.Spent;
        var isAboveRefused = Throws(() => activity.Move(FundingStage.Claimed, _today, most + 0.01m, "C", Mary, _today));
        return (isWhole && isBelow && isAboveRefused && activity.Own + activity.Funded == activity.Cost && activity.Own >= 0).ToProperty();
    }

    [Fact]
    public void What_nobody_claimed_in_time_is_lost_and_ours_to_bear()
    {
        var lost = Planned(_terms with { NeedsApproval = false, Proof = [] });
        lost.Move(FundingStage.Executed, new(2026, 11, 11), 2_000, "", Mary, _today);
        Assert.Equal(new(1, 0, 0, 2_000, 1_000, 0, 0, 0), BudgetSum.Of([lost], new(2026, 12, 26)));
        var late = BudgetSum.Of([lost], new(2026, 12, 27));
        Assert.Equal((0m, 1_000m, 2_000m), (late.Vendors, late.Lapsed, late.Own));
    }

    [Fact]
    public void What_shares_a_day_gets_in_each_others_way()
    {
        LocalActivity On(int first, int last, bool isOff = false)
        {
            var activity = new LocalActivity(_seminar with { First = new(2026, 11, first), Last = new(2026, 11, last) }, Mary, null, null, "s", Mary, new(2026, 11, 1));
            if (isOff)
            {
                activity.Move(FundingStage.Cancelled, new(2026, 11, 1), null, "No room", Mary, _today);
            }

            return activity;
        }

        LocalActivity[] all = [On(9, 12), On(2, 3), On(3, 3), On(12, 12), On(11, 11), On(11, 11, isOff: true)];
        Assert.Equal([[all[4], all[3]], [all[2]], [all[1]], [all[0]], [all[0]], []], Overlaps.Of(all));
    }

    [Property]
    public Property However_a_budget_is_cut_the_lines_add_up_to_the_total_and_those_who_bear_it_to_the_cost(NonEmptyArray<(byte Way, PositiveInt Budget)> given)
    {
        LocalActivity[] activities = [.. given.Get.Select((g, nth) => Lived(g.Way, g.Budget.Get))];
        var total = BudgetSum.Of(activities, _today);
        var parts = activities.Index().GroupBy(a => a.Index % 3, a => a.Item).Select(g => BudgetSum.Of(g, _today)).ToList();
        return (total == new BudgetSum(parts.Sum(p => p.Count), parts.Sum(p => p.Planned), parts.Sum(p => p.Committed), parts.Sum(p => p.Spent), parts.Sum(p => p.Vendors), parts.Sum(p => p.Claimed), parts.Sum(p => p.Paid), parts.Sum(p => p.Lapsed))
            && total.Own + total.Vendors == activities.Sum(a => a.Cost) && total.Own >= 0 && total.Claimed + total.Paid <= total.Vendors).ToProperty();
    }

    [Property]
    public Property What_a_fund_had_is_what_is_taken_and_what_remains(decimal earned, (FundingStage Stage, short Amount)[] taken)
    {
        (FundingStage Stage, decimal Amount)[] given = [.. taken.Where(t => t.Stage is not (FundingStage.Refused or FundingStage.Cancelled)).Select(t => (t.Stage, (decimal)t.Amount))];
        earned = Math.Clamp(Math.Round(earned), -1_000_000, 1_000_000);
        var balance = FundBalance.Of(earned, given);
        return (balance.Remaining + given.Sum(g => g.Amount) == earned).ToProperty();
    }

    /// <summary>An activity that has gone some way, by the number.</summary>
    private static LocalActivity Lived(byte way, decimal budget)
    {
        var activity = new LocalActivity(_seminar with { Budget = budget }, Mary, way % 5 == 4 ? null : Program(_terms with { NeedsApproval = way % 2 == 0, Proof = [], ClaimDays = way % 3 == 0 ? 0 : 45 }), null, "s", Mary, new(2026, 11, 1));
        for (var moves = way % 7; moves > 0 && activity.Moves is [var first, ..]; moves--)
        {
            var next = first == FundingStage.Approved && way % 4 == 2 ? FundingStage.Refused : first; // Of these some are held without the vendor.
            if (next == FundingStage.Claimed && activity.MostToClaim(activity.Spent!.Value) == 0)
            {
                break;
            }

            activity.Move(next, next == FundingStage.Claimed ? activity.ClaimBy!.Value < _today ? activity.ClaimBy.Value : _today : next == FundingStage.Paid ? _today : new(2026, 11, next is FundingStage.Executed or FundingStage.Proven ? 11 : 5), next switch { FundingStage.Approved => 900, FundingStage.Executed => budget, FundingStage.Claimed => activity.MostToClaim(activity.Spent!.Value), FundingStage.Paid => activity.Claimed, _ => null }, "said", Mary, _today);
        }

        return activity;
    }

    /// <summary>One that took place, with its proof together on the last day.</summary>
    private static LocalActivity Held(DateOnly last, int days, int claimDays)
    {
        var activity = new LocalActivity(_seminar with { First = last.AddDays(-days), Last = last }, Mary, Program(_terms with { NeedsApproval = false, Proof = [], ClaimDays = claimDays }), null, "s", Mary, last.AddDays(-days));
        activity.Move(FundingStage.Executed, last, 2_000, "", Mary, last);
        activity.Move(FundingStage.Proven, last, null, "", Mary, last);
        return activity;
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);

    private static LocalActivity Planned(ProgramTerms? terms) => new(_seminar, Mary, terms is null ? null : Program(terms), null, "s", Mary, new(2026, 11, 1));

    private static MarketingProgram Program(ProgramTerms terms) => new(terms, Mary, _today);

    private static ProgramFund Fund(decimal amount, DateOnly? claimBy = null)
    {
        var fund = new ProgramFund(0);
        fund.Write("Jan to Jun 2026", amount, new(2026, 7, 1), claimBy ?? new(2026, 12, 31), claimBy, _terms);
        return fund;
    }

    private static void Refused(string field, Action act) => Assert.Equal(field, Assert.Throws<RefusedException>(act).Field);

    private static bool Throws(Action act)
    {
        try
        {
            act();
            return false;
        }
        catch (RefusedException)
        {
            return true;
        }
    }
}

using System.Globalization;
using FsCheck.Xunit;
using static Plumbline.Plans.SomeAccountPlan;
using static Plumbline.Plans.SomePlan;

namespace Plumbline.Plans;

public class AccountPlanTests
{
    [Fact]
    public void The_text_of_a_signed_account_plan_never_changes()
    {
        const string expected = "account plan 1\t2027-01\t3\t11\naims.purpose\tdefend\nwhitespace.w1.product-id\t21\nwhitespace.w1.standing\tcould-use\n"
            + "steps.s1.method\tVisit\nsteps.s1.by\t2027-02-01\ntactics.t1.step\ts1\ntactics.t1.action\tCall\n";
        var content = Blank with
        {
            Aims = new() { Purpose = AccountPurpose.Defend },
            Whitespace = [new("w1") { ProductId = 21, Standing = Plans.Whitespace.CouldUse }],
            Steps = [new("s1") { Method = "Visit", By = new(2027, 2, 1) }],
            Tactics = [new("t1") { Step = "s1", Action = "Call" }],
        };

        Assert.Equal(expected, PlanText.Of(content));
        Assert.Equal(content, PlanText.Read(expected));
    }

    [Property]
    public void The_text_gives_back_the_content(int seed)
    {
        var content = Arbitrary(Blank, seed);
        Assert.Equal(content, PlanText.Read(PlanText.Of(content)));
    }

    [Property]
    public void The_difference_makes_the_one_into_the_other(int before, int after)
    {
        var (a, b) = (Arbitrary(Blank, before), Arbitrary(Blank, after));
        Assert.Equal(b, PlanDifference.Between(a, b).ApplyTo(a));
    }

    [Fact]
    public void The_difference_makes_five_steps_into_five_others()
    {
        var (a, b) = (Good(5), Good(5) with { Steps = [.. Enumerable.Range(0, 5).Select(i => new PlanStep($"r{i}") { Method = "Other" })] });
        Assert.Equal(b, PlanDifference.Between(a, b).ApplyTo(a));
        Assert.Equal(a, PlanDifference.Between(b, a).ApplyTo(b));
    }

    [Fact]
    public void Every_field_of_the_form_is_kept_and_told_by_the_text()
    {
        var full = Full(Blank);
        Assert.Equal(Places(Blank, ["k1", "k2"]).Count(), PlanLines.Of(full).Count());
        Assert.All(PlanLines.Of(full).ToList(), line => Assert.NotEqual(PlanText.Of(full), PlanText.Of(PlanLines.Write(full, line.Path, ""))));
    }

    [Fact]
    public void Plans_for_different_accounts_are_not_compared() =>
        Assert.Throws<RefusedException>(() => PlanDifference.Between(Blank, new AccountPlanContent(12, Quarter)));

    [Fact]
    public void A_sixth_step_is_refused_since_focus_is_the_point()
    {
        Assert.Contains("focus is the point", Assert.Throws<RefusedException>(() => Good(6)).Message, StringComparison.Ordinal);

        var typed = PlanEdits.Apply(Good(5), [new("steps.s6.method", "", "One more"), new("aims.revenue", "40000", "50,000")]);

        Assert.Contains("focus is the point", Assert.Single(typed.Problems).Words, StringComparison.Ordinal);
        Assert.Equal((5, 50_000m), (typed.Content.Account.Steps.Count, typed.Content.Account.Aims.Revenue!.Value));
    }

    [Property]
    public void Whatever_is_typed_and_pasted_there_are_five_steps_at_most(int[] keys)
    {
        PlanContent content = Good();
        foreach (var key in keys)
        {
            content = PlanEdits.Apply(content, [new($"steps.k{Math.Abs((long)key) % 9}.method", "", key % 4 == 0 ? "" : "Something")]).Content;
            Assert.InRange(content.Account.Steps.Count, 0, 5);
        }
    }

    [Fact]
    public void A_sixth_step_of_the_other_side_is_not_taken_either()
    {
        var plan = Plan(Good(5));
        plan.Propose(Mary, null, signs: true, SomeAccountPlan.Known, At, Today);
        plan.Replace(Paul, Good(5) with { Steps = [.. Good(4).Steps, new("r1") { Method = "Ask for a referral", By = new(2027, 2, 2) }], Tactics = [.. Good(4).Tactics, new("r1") { Step = "r1", Action = "Ask", OwnerId = 2, Due = new(2027, 2, 2) }] }, At);
        plan.Propose(Paul, 1, signs: true, SomeAccountPlan.Known, At, Today);

        Assert.Throws<RefusedException>(() => plan.Accept(Mary, 2, ["steps.r1.method"], At));
        plan.Accept(Mary, 2, ["steps.r1.method", "steps.s5.method", "steps.s5.expected", "steps.s5.by"], At);

        Assert.Equal(["r1", "s1", "s2", "s3", "s4"], plan.DraftOf(Side.Salesperson)!.Account.Steps.Select(s => s.Key));
    }

    [Theory]
    [InlineData("aims.purpose", "Defend", "defend")]
    [InlineData("contacts.c1.role", "economic BUYER", "economic")]
    [InlineData("contacts.c1.relationship", "champion", "champion")]
    [InlineData("whitespace.w1.standing", "could-use", "could-use")]
    [InlineData("aims.knows", "", "")]
    public void A_choice_is_typed_by_its_words(string path, string typed, string value)
    {
        Assert.True(PlanEdits.TryRead(Blank, path, typed, out var read, out _));
        Assert.Equal(value, read);
    }

    [Fact]
    public void What_is_no_choice_is_refused_with_the_choices()
    {
        Assert.False(PlanEdits.TryRead(Blank, "aims.purpose", "attack", out _, out var words));
        Assert.Equal("“attack” is none of these: Open, Penetrate, Defend.", words);
    }

    [Fact]
    public void A_good_plan_has_nothing_to_mend() => Assert.DoesNotContain(PlanChecks.Of(Good(), SomeAccountPlan.Known), f => f.Severity == Severity.MustMend);

    [Fact]
    public void What_must_be_mended_is_told_with_its_place()
    {
        var content = Good(1) with
        {
            Steps = [new("s1") { Method = "Visit", By = new(2027, 4, 1) }, new("s2") { Method = "Call" }],
            Tactics =
            [
                new("t1") { Step = "s1", Action = "Ask", Owner = "Somebody" }, new("t2") { Step = "s1", Action = "Show", OwnerId = 9, Owner = "Zoe", Due = new(2026, 12, 31) },
                new("t3") { Step = "gone", Action = "Wait", OwnerId = 1, Due = new(2027, 1, 5) },
            ],
        };

        Assert.Equal(
            [
                ("steps.s1.by", "Visit is dated Thu 1 Apr 2027, and the quarter runs from Fri 1 Jan 2027 to Wed 31 Mar 2027."), ("steps.s2.by", "Call has no date."),
                ("steps.s2.method", "Call has no tactics: who does what, and by when?"), ("tactics.t1.owner", "Ask: Somebody is none of our people, or more than one."), ("tactics.t1.due", "Ask has no date."),
                ("tactics.t2.owner", "Show: Zoe is none of our people."), ("tactics.t2.due", "Show is dated Thu 31 Dec 2026, and the quarter runs from Fri 1 Jan 2027 to Wed 31 Mar 2027."), ("tactics.t3.step", "Wait belongs to no step."),
            ],
            PlanChecks.Of(content, SomeAccountPlan.Known).Where(f => f.Severity == Severity.MustMend).Select(f => (f.Path, f.Words)));
        Assert.Equal("The plan has no step.", PlanChecks.Of(Blank, SomeAccountPlan.Known)[0].Words);
    }

    [Fact]
    public void What_is_thin_is_worth_a_look()
    {
        var content = Good(1) with
        {
            Aims = new(),
            Contacts = [new("c1") { Name = "Ada", Role = BuyingRole.User }],
            Competition = [new("k1") { Name = "Nimbus" }],
            Steps = [new("s1") { Method = "Visit", By = new(2027, 2, 1) }],
        };

        var found = PlanChecks.Of(content, SomeAccountPlan.Known).Select(f => f.Words).ToList();

        Assert.Superset(
            new HashSet<string>
            {
                "The plan has no objective for the quarter, in revenue or margin.", "Nobody among the key contacts decides: find the economic buyer.", "Nimbus has no answer from us.", "There is nothing under Whitespace yet.", "Visit names no result.",
            },
            found.ToHashSet());
        Assert.All(PlanChecks.Of(content, SomeAccountPlan.Known), f => Assert.True(PlanForm.Account.Find(Quarter, f.Path) is not null || PlanForm.Account.Find(f.Path) is not null, f.Path));
    }

    [Fact]
    public void What_is_unfinished_comes_along_to_the_next_quarter_and_is_dated_anew()
    {
        var content = Good(3) with { Competition = [new("k1") { Name = "Nimbus" }], Tactics = [.. Good(3).Tactics, new("u1") { Step = "s1", Action = "Call back", OwnerId = 1, Due = new(2027, 3, 3) }] };

        var next = content.CarryOver(12, Quarter.Next, new HashSet<string> { "s2", "t1" });

        Assert.Equal((12, Quarter.Next), (next.AccountId, next.Period)); // The account went into another since.
        Assert.Equal(["s1", "s3"], next.Steps.Select(s => s.Key));
        Assert.Equal(["t3", "u1"], next.Tactics.Select(t => t.Key));
        Assert.All(next.Tactics, t => Assert.Null(t.Due));
        Assert.Equal(content.Competition, next.Competition);
        Assert.Equal((AccountPurpose.Penetrate, null, null), (next.Aims.Purpose, next.Aims.Revenue, next.Aims.Renewal));
    }

    [Fact]
    public void A_step_takes_its_tactics_with_it_when_it_is_deleted()
    {
        var content = Good();
        Assert.Equal(["t2"], PlanEdits.Apply(content, PlanEdits.Deleting(content, PlanSection.Steps, "s1")).Content.Account.Tactics.Select(t => t.Key));
    }

    [Fact]
    public void It_is_reviewed_at_its_end_and_changes_no_more()
    {
        var plan = Agreed();
        Assert.Contains("Review it in its last two weeks", Assert.Throws<RefusedException>(() => plan.Review(Mary, "a", "b", At, new(2027, 3, 1))).Message, StringComparison.Ordinal);
        Assert.Throws<RefusedException>(() => plan.Review(new(3, IsInLine: false), "a", "b", At, new(2027, 3, 20)));
        Assert.Throws<RefusedException>(() => plan.Review(Paul, "Visits", " ", At, new(2027, 3, 20)));

        plan.Review(Paul, " Visits ", "Mailings", At, new(2027, 3, 20));

        Assert.Equal((PlanState.Reviewed, new PlanReview(2, At, "Visits", "Mailings")), (plan.State, plan.Outcome));
        Assert.All(Enum.GetValues<PlanMove>().Except([PlanMove.Comment]), move => Assert.False(plan.CanDo(Mary, move)));
        Assert.NotNull(plan.InForce);
        Assert.Throws<RefusedException>(() => plan.Review(Mary, "a", "b", At, new(2027, 3, 20)));
        Assert.Throws<RefusedException>(() => Plan().Review(Mary, "a", "b", At, new(2027, 3, 20)));
    }

    [Fact]
    public void A_plan_for_another_account_or_kind_does_not_take_its_place()
    {
        var plan = Plan();
        Assert.Throws<RefusedException>(() => plan.Replace(Mary, new AccountPlanContent(12, Quarter), At));
        Assert.Throws<RefusedException>(() => plan.Replace(Mary, new BusinessPlanContent(Quarter), At));
        Assert.Throws<RefusedException>(() => new AccountPlan(1, Mary, new AccountPlanContent(11, HalfYear), At));
    }

    [Fact]
    public void History_suggests_contacts_whitespace_successes_and_a_step_for_each_large_deal()
    {
        var today = new DateOnly(2026, 12, 1);
        var history = new AccountHistory(
            11, [new(5, "Ovens", 21, 9_000, new(2026, 3, 1))], [new(6, "Mixers", 22, 70_040, new(2027, 2, 1)), new(7, "Later", null, 5_000, new(2027, 8, 1))],
            [new(31, "Ada Aldana", "Owner", new(2026, 10, 1))], [new(21, "Ovens", new(2026, 3, 1)), new(22, "Mixers", null), new(23, "Knives", new(2020, 1, 1)), new(24, "Trays", null)], LastYear: 100, ThisYear: 9_000);

        var content = AccountPlanSuggestion.From(history, Quarter, today);

        Assert.Equal((AccountPurpose.Penetrate, 70_000m), (content.Aims.Purpose!.Value, content.Aims.Revenue!.Value));
        Assert.Equal((31L, new DateOnly(2026, 10, 1)), (content.Contacts[0].ContactId!.Value, content.Contacts[0].LastContact!.Value));
        Assert.Equal((5L, 9_000m), (content.Successes[0].OpportunityId!.Value, content.Successes[0].Value!.Value));
        Assert.Equal(
            [("Knives", Plans.Whitespace.Had), ("Ovens", Plans.Whitespace.Have), ("Mixers", Plans.Whitespace.CouldUse), ("Trays", (Whitespace?)null)],
            content.Whitespace.Select(w => (w.Product, w.Standing)));
        Assert.Equal([("Win Mixers", (DateOnly?)new DateOnly(2027, 2, 1)), ("Win Later", null)], content.Steps.Select(s => (s.Method, s.By)));
        Assert.Equal(AccountPurpose.Defend, AccountPlanSuggestion.From(history with { ThisYear = 0 }, Quarter, today).Aims.Purpose);

        Assert.Equal(content, Again(content, PlanMerges.None));
        var before = content with { Whitespace = [.. content.Whitespace.Select(w => w.ProductId == 21 ? w with { ProductId = 20, Product = "Old ovens" } : w)] };
        Assert.Equal(before, Again(before, new(new Dictionary<long, long>(), new Dictionary<long, long> { [20] = 21 })));

        AccountPlanContent Again(AccountPlanContent draft, PlanMerges merges) => AccountPlanSuggestion.Fill(draft, content, PlanSection.Whitespace, i => i.ToString(CultureInfo.InvariantCulture), merges);
    }

    [Fact]
    public void Accounts_with_money_open_or_at_risk_deserve_a_plan_first_and_say_why()
    {
        var today = new DateOnly(2026, 11, 24);
        var accounts = new AccountStanding[]
        {
            new(1, 0, 0, 0, null), new(2, 500, 900, 900, today), new(3, 0, 8_000, 0, new(2026, 5, 1)), new(4, 0, 10, 10, new(2026, 2, 1)), new(5, 0, 10, 10, today), new(6, 20_000, 0, 0, null), new(7, 0, 0, 0, today),
        };

        var worth = AccountsWorthAPlan.Of(accounts, today, 3);

        Assert.Equal([6, 3, 2], worth.Select(a => a.AccountId));
        Assert.Equal([6, 3, 2, 4, 7, 1], AccountsWorthAPlan.Of(accounts, today, 9).Select(a => a.AccountId));
        Assert.Equal(["20,000 of open pipeline", "has bought nothing yet", "no contact on record"], AccountsWorthAPlan.Explain(worth[0], 0, 3, today));
        Assert.Equal(["bought for 8,000 last year and nothing this year", "has bought 1 of 3 products", "no contact since Fri 1 May 2026"], AccountsWorthAPlan.Explain(worth[1], 1, 3, today));
    }
}

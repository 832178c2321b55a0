using Plumbline.Fiscal;
using static Plumbline.Plans.SomePlan;

namespace Plumbline.Plans;

public class BusinessPlanTests
{
    private const string January = "quotas.2027-01.revenue";
    private readonly BusinessPlan _plan = new(salespersonId: 1, Mary, Content(), At);

    [Fact]
    public void A_plan_is_in_force_once_both_have_signed_the_same_version()
    {
        var version = Propose(Mary, signs: true);
        Assert.Equal(PlanState.Submitted, _plan.State);
        Assert.Null(_plan.InForce);

        Sign(Paul, version);

        Assert.Equal((PlanState.Agreed, version), (_plan.State, _plan.InForce));
        Assert.Equal([(Side.Salesperson, 1L, version.Hash), (Side.Manager, 2L, version.Hash)], version.Signatures.Select(s => (s.Side, s.PersonId, s.Hash)));
        Assert.Equal(Today, version.AgreedOn);
        Assert.Empty(_plan.Drafts);
    }

    [Fact]
    public void Proposing_is_not_signing()
    {
        var version = Propose(Mary, signs: false);
        Sign(Paul, version);
        Assert.Equal(PlanState.Submitted, _plan.State);

        Sign(Mary, version);
        Assert.Equal(PlanState.Agreed, _plan.State);
    }

    [Fact]
    public void A_counter_proposal_needs_both_signatures_again()
    {
        var first = Propose(Mary, signs: true);
        Type(Paul, January, "10000", "12000");
        var second = Propose(Paul, signs: false);

        Assert.Equal((PlanState.Negotiating, Standing.Countered), (_plan.State, first.Standing));
        Assert.Empty(second.Signatures);
        Assert.Equal(10_000, first.Content.Business.Quotas[0].Revenue);
    }

    [Fact]
    public void Replacing_ones_own_proposal_is_no_counter_and_can_be_taken_back()
    {
        var first = Propose(Mary, signs: true);
        Type(Mary, January, "10000", "9000");
        var second = Propose(Mary, signs: true);

        Assert.Equal((PlanState.Submitted, Standing.Replaced, Standing.OnTable), (_plan.State, first.Standing, second.Standing));
        Assert.Equal(9_000, ((BusinessPlanContent?)_plan.DraftOf(Side.Salesperson))?.Quotas[0].Revenue);
        _plan.Withdraw(Mary, At);
        Assert.Equal(PlanState.Draft, _plan.State);

        var third = Propose(Mary, signs: false);
        Type(Paul, January, "9000", "12000");
        Propose(Paul, signs: false);
        Assert.Equal((PlanState.Negotiating, Standing.Countered), (_plan.State, third.Standing));
    }

    [Fact]
    public void A_draft_is_discarded_by_either_side_as_long_as_nobody_was_shown_a_version()
    {
        var another = new BusinessPlan(salespersonId: 1, Mary, Content(), At);
        another.Discard(Paul);
        Assert.Empty(another.Drafts);

        Propose(Mary, signs: false);
        _plan.Withdraw(Mary, At);
        Assert.Contains("was submitted once", Assert.Throws<RefusedException>(() => _plan.Discard(Mary)).Message, StringComparison.Ordinal);
        Assert.NotEmpty(_plan.Drafts);
    }

    [Fact]
    public void A_list_of_a_plan_has_five_hundred_rows_at_most()
    {
        BusinessPlanContent Goals(int count) => Content() with { Goals = [.. Enumerable.Range(1, count).Select(i => new Goal($"k{i}") { Statement = "Win one" })] };

        _plan.Replace(Mary, Goals(500), At);
        var result = _plan.Edit(Mary, [new("goals.k9.measure", "", "Orders"), new("goals.k501.statement", "", "One more")], At);

        Assert.Equal("goals.k9.measure", Assert.Single(result.Taken).Path);
        Assert.Equal("Goals has room for 500 rows and no more. Delete one first.", Assert.Single(result.Problems).Words);
        Assert.Equal((Refusal.Invalid, "goals"), Assert.Throws<RefusedException>(() => _plan.Replace(Mary, Goals(501), At)) is var refused ? (refused.Refusal, refused.Field) : default);
        Assert.Throws<RefusedException>(() => new BusinessPlan(salespersonId: 1, Mary, Goals(501), At));
    }

    [Fact]
    public void Remarks_are_bounded_in_number_and_in_length()
    {
        Assert.Equal("text", Assert.Throws<RefusedException>(() => _plan.Comment(Mary, "", new('x', 2_001), At)).Field);
        for (var i = 0; i < 500; i++)
        {
            _plan.Comment(i % 2 == 0 ? Mary : Paul, "", new('x', 2_000), At);
        }

        Assert.Contains("500 comments", Assert.Throws<RefusedException>(() => _plan.Comment(Mary, "", "One more", At)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Signing_a_stale_page_says_so_and_signs_nothing()
    {
        var first = Propose(Mary, signs: true);
        Type(Paul, January, "10000", "12000");
        Propose(Paul, signs: true);

        var refused = Assert.Throws<RefusedException>(() => Sign(Mary, first));

        Assert.Equal((Refusal.Conflict, "number"), (refused.Refusal, refused.Field));
        Assert.Equal(PlanState.Negotiating, _plan.State);
    }

    [Fact]
    public void Nobody_signs_another_text_than_was_read()
    {
        var version = Propose(Mary, signs: false);
        var refused = Assert.Throws<RefusedException>(() => _plan.Sign(Paul, version.Number, PlanText.Hash("something else"), At, Today));
        Assert.Equal(Refusal.Conflict, refused.Refusal);
        Assert.Empty(version.Signatures);
    }

    [Fact]
    public void Signing_twice_is_signing_once()
    {
        var version = Propose(Mary, signs: true);
        _plan.Sign(Mary, version.Number, version.Hash, At.AddHours(1), Today);
        Assert.Equal(At, Assert.Single(version.Signatures).At);
    }

    [Fact]
    public void Whoever_is_above_now_signs_and_is_named()
    {
        var version = Propose(Mary, signs: true);
        Sign(new(7, IsInLine: true), version);
        Assert.Equal(7, version.SignatureOf(Side.Manager)?.PersonId);
    }

    [Fact]
    public void The_salesperson_does_not_sign_for_the_manager()
    {
        var version = Propose(Mary, signs: true);
        Sign(Mary with { IsInLine = true }, version);
        Assert.Equal(PlanState.Submitted, _plan.State);
    }

    [Fact]
    public void Nothing_is_countered_unread()
    {
        Propose(Mary, signs: false);
        Type(Paul, January, "10000", "12000");
        Propose(Paul, signs: false);

        var refused = Assert.Throws<RefusedException>(() => _plan.Propose(Mary, answers: 1, signs: false, Known, At, Today));
        Assert.Equal(Refusal.Conflict, refused.Refusal);
    }

    [Fact]
    public void A_proposal_that_says_the_same_is_no_counter()
    {
        Propose(Mary, signs: false);
        Assert.Equal(Refusal.Invalid, Assert.Throws<RefusedException>(() => Propose(Paul, signs: false)).Refusal);
    }

    [Fact]
    public void What_must_be_mended_is_not_submitted()
    {
        Type(Mary, January, "10000", "");
        Type(Mary, "quotas.2027-01.margin", "2500", "");
        var refused = Assert.Throws<RefusedException>(() => Propose(Mary, signs: true));
        Assert.Equal((January, PlanState.Draft), (refused.Field, _plan.State));
    }

    [Fact]
    public void My_counter_begins_with_what_I_said_and_takes_from_theirs_what_I_accept()
    {
        Propose(Mary, signs: false);
        Type(Paul, January, "10000", "12000");
        Type(Paul, "quotas.2027-02.revenue", "10000", "13000");
        var theirs = Propose(Paul, signs: false);

        Assert.Equal(10_000, _plan.DraftOf(Side.Salesperson)?.Business.Quotas[0].Revenue);
        _plan.Accept(Mary, theirs.Number, [January], At);

        var mine = _plan.DraftOf(Side.Salesperson)!;
        Assert.Equal((12_000m, 10_000m), (mine.Business.Quotas[0].Revenue, mine.Business.Quotas[1].Revenue));
    }

    [Fact]
    public void Accepting_a_line_that_the_other_removed_removes_it()
    {
        Propose(Mary, signs: false);
        Type(Paul, "forecast.k1.product", "Ovens", "");
        var theirs = Propose(Paul, signs: false);
        _plan.Accept(Mary, theirs.Number, ["forecast.k1.product"], At);
        Assert.Equal("", _plan.DraftOf(Side.Salesperson)?.Business.Forecast[0].Product);
    }

    [Fact]
    public void Before_it_is_submitted_both_write_in_one_draft()
    {
        Type(Mary, January, "10000", "11000");
        var result = _plan.Edit(Paul, [new(January, "10000", "12000"), new("quotas.2027-02.revenue", "10000", "12000")], At);

        Assert.Single(result.Conflicts);
        Assert.Equal((11_000m, 12_000m), (_plan.DraftOf(Side.Salesperson)!.Business.Quotas[0].Revenue, _plan.DraftOf(Side.Manager)!.Business.Quotas[1].Revenue));
        Assert.Single(_plan.Drafts);
    }

    [Fact]
    public void After_it_is_submitted_each_side_writes_its_own()
    {
        Propose(Mary, signs: false);
        Type(Paul, January, "10000", "12000");
        Type(Mary, January, "10000", "9000");
        Assert.Equal((9_000m, 12_000m), (_plan.DraftOf(Side.Salesperson)!.Business.Quotas[0].Revenue, _plan.DraftOf(Side.Manager)!.Business.Quotas[0].Revenue));
    }

    [Fact]
    public void A_submitted_plan_is_taken_back_with_what_was_written_since()
    {
        Propose(Mary, signs: true);
        Type(Mary, January, "10000", "9000");

        _plan.Withdraw(Mary, At);

        Assert.Equal((PlanState.Draft, Standing.Withdrawn), (_plan.State, _plan.Versions[0].Standing));
        Assert.Equal(9_000, _plan.DraftOf(Side.Salesperson)?.Business.Quotas[0].Revenue);
        Assert.Equal(2, Propose(Mary, signs: true).Number);
    }

    [Fact]
    public void An_amendment_leaves_the_old_version_in_force_until_both_have_signed()
    {
        var first = Agree();
        _plan.Amend(Paul, " A customer left ", At);
        Type(Paul, January, "10000", "8000");
        var second = Propose(Paul, signs: true);

        Assert.Equal((PlanState.Amending, first, "A customer left"), (_plan.State, _plan.InForce, second.Reason));

        Sign(Mary, second, new(2027, 3, 10));
        Assert.Equal((PlanState.Agreed, second, Standing.Superseded), (_plan.State, _plan.InForce, first.Standing));
        Assert.Equal(10_000, first.Content.Business.Quotas[0].Revenue);
        Assert.Null(_plan.AmendmentReason);
    }

    [Fact]
    public void A_dropped_amendment_changes_nothing()
    {
        var first = Agree();
        _plan.Amend(Mary, "A customer left", At);
        Type(Mary, January, "10000", "8000");
        var second = Propose(Mary, signs: true);

        _plan.Withdraw(Mary, At);

        Assert.Equal((PlanState.Agreed, first, Standing.Withdrawn), (_plan.State, _plan.InForce, second.Standing));
        _plan.Amend(Paul, "Another", At);
        Assert.Equal(10_000, _plan.DraftOf(Side.Manager)?.Business.Quotas[0].Revenue);
    }

    [Fact]
    public void An_amendment_needs_a_reason()
    {
        Agree();
        Assert.Equal("reason", Assert.Throws<RefusedException>(() => _plan.Amend(Mary, " ", At)).Field);
    }

    [Fact]
    public void A_month_is_measured_against_the_last_version_agreed_by_its_last_day()
    {
        Assert.Null(_plan.InForceOn(new(2027, 1, 1)));
        var first = Agree(new DateOnly(2027, 2, 3));
        _plan.Amend(Mary, "A customer left", At);
        Type(Mary, January, "10000", "8000");
        var second = Propose(Mary, signs: true);
        Sign(Paul, second, new(2027, 4, 30));

        Assert.Equal(first, _plan.InForceFor(new Month(2027, 1))); // Nothing was agreed yet in January: the first agreement counts.
        Assert.Equal(first, _plan.InForceFor(new Month(2027, 3)));
        Assert.Equal(second, _plan.InForceOn(new(2027, 4, 1)));
        Assert.Equal(second, _plan.InForceFor(new Month(2027, 6)));
    }

    [Fact]
    public void A_remark_is_kept_with_its_line()
    {
        _plan.Comment(Paul, January, " Is this enough? ", At);
        Assert.Equal(new PlanComment(January, 2, "Is this enough?", At), Assert.Single(_plan.Comments));
        Assert.Equal(Refusal.NotFound, Assert.Throws<RefusedException>(() => _plan.Comment(Paul, "quotas.2030-01.revenue", "Well?", At)).Refusal);
        Assert.Equal("text", Assert.Throws<RefusedException>(() => _plan.Comment(Paul, "", " ", At)).Field);
    }

    [Fact]
    public void A_plan_for_other_months_does_not_replace_the_draft() =>
        Assert.Equal(Refusal.Invalid, Assert.Throws<RefusedException>(() => _plan.Replace(Mary, new BusinessPlanContent(HalfYear.Next), At)).Refusal);

    [Fact]
    public void A_stranger_begins_no_plan_for_someone_else() =>
        Assert.Equal(Refusal.NotAllowed, Assert.Throws<RefusedException>(() => new BusinessPlan(salespersonId: 5, Mary, Content(), At)).Refusal);

    private PlanVersion Agree(DateOnly? on = null)
    {
        var version = Propose(Mary, signs: true);
        Sign(Paul, version, on);
        return version;
    }

    private PlanVersion Propose(Party by, bool signs) => _plan.Propose(by, _plan.OnTable?.Number, signs, Known, At, Today);

    private void Sign(Party by, PlanVersion version, DateOnly? on = null) => _plan.Sign(by, version.Number, version.Hash, At, on ?? Today);

    private void Type(Party by, string path, string seen, string typed) => Assert.Single(_plan.Edit(by, [new(path, seen, typed)], At).Taken);
}

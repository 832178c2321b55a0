using Plumbline.Fiscal;
using Plumbline.Plans;

namespace Plumbline.Reviews;

public class QuarterlyReviewTests
{
    private static readonly Period _quarter = new(new Month(2026, 7), 3);
    private static readonly DateOnly _today = new(2026, 10, 5);
    private static readonly Party _mary = new(1, IsInLine: false);
    private static readonly Party _paul = new(2, IsInLine: true);
    private static readonly Party _ben = new(3, IsInLine: false);
    private static readonly DateTimeOffset _at = new(2026, 10, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, string> _said = new() { ["results-why"] = "Two orders slipped.", ["results-change"] = "Ask for the date in the first talk." };

    [Fact]
    public void A_review_begins_in_the_last_two_weeks_of_its_quarter()
    {
        Assert.Equal(Refusal.Invalid, Assert.Throws<RefusedException>(() => new QuarterlyReview(1, _quarter, _mary, new(2026, 9, 15))).Refusal);
        Assert.Equal(ReviewState.Own, new QuarterlyReview(1, _quarter, _paul, new(2026, 9, 16)).State);
        Assert.Equal(Refusal.NotAllowed, Assert.Throws<RefusedException>(() => new QuarterlyReview(1, _quarter, _ben, _today)).Refusal);
    }

    [Fact]
    public void Nobody_reads_the_own_view_before_it_is_handed_in_nor_the_managers_before_it_is_given()
    {
        var review = new QuarterlyReview(1, _quarter, _mary, _today);
        review.WriteOwn(_mary, _said);
        Assert.Null(review.OwnFor(_paul));
        Assert.Equal("Two orders slipped.", review.OwnFor(_mary)!["results-why"]);
        Assert.Throws<RefusedException>(() => review.OwnFor(_ben));

        review.HandIn(_mary, Pack(), _today);
        review.WriteAnswer(_paul, new Dictionary<string, string> { ["see"] = "In the same way." });
        Assert.NotNull(review.OwnFor(_paul));
        Assert.Null(review.AnswerFor(_mary));
        review.GiveAnswer(_paul, _today);
        Assert.Equal("In the same way.", review.AnswerFor(_mary)!["see"]);
    }

    [Fact]
    public void Each_part_is_its_sides_to_write_and_only_in_its_turn()
    {
        var review = new QuarterlyReview(1, _quarter, _mary, _today);
        Assert.Equal(Refusal.NotAllowed, Assert.Throws<RefusedException>(() => review.WriteOwn(_paul, _said)).Refusal);
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(() => review.WriteAnswer(_paul, _said)).Refusal);
        Assert.Equal(Refusal.NotAllowed, Assert.Throws<RefusedException>(() => review.WriteAnswer(_mary, _said)).Refusal);
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(() => review.Decide(_mary, "k1", "Call", 1, _today, _today)).Refusal);
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(() => review.Recommit(_mary, 1, 1, "h", _at, _today)).Refusal);

        review.WriteOwn(_mary, _said);
        review.HandIn(_mary, Pack(), _today);
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(() => review.WriteOwn(_mary, _said)).Refusal);
    }

    [Fact]
    public void What_must_be_said_is_asked_for_by_its_field_and_nothing_is_handed_in_before_the_quarter_is_over()
    {
        var review = new QuarterlyReview(1, _quarter, _mary, _today);
        Assert.Equal("Own[results-why]", Assert.Throws<RefusedException>(() => review.HandIn(_mary, Pack(), _today)).Field);
        review.WriteOwn(_mary, _said);
        Assert.Contains("Wed 30 Sep 2026", Assert.Throws<RefusedException>(() => review.HandIn(_mary, Pack(), _quarter.LastDay)).Message, StringComparison.Ordinal);
        review.HandIn(_mary, Pack(), _today);
        Assert.Equal("Answer[see]", Assert.Throws<RefusedException>(() => review.GiveAnswer(_paul, _today)).Field);
        Assert.Equal("Answer[see]", Assert.Throws<RefusedException>(() => review.WriteAnswer(_paul, new Dictionary<string, string> { ["see"] = new('x', QuarterlyReview.LongestAnswer + 1) })).Field);
    }

    [Fact]
    public void A_review_is_closed_once_both_have_signed_the_same_text()
    {
        var review = Talk();
        review.Recommit(_mary, 7, 2, "two", _at, _today);
        review.Recommit(_paul, 7, 3, "three", _at, _today);
        Assert.Equal(ReviewState.Talk, review.State);
        review.Recommit(_mary, 7, 3, "three", _at, _today);
        Assert.Equal((ReviewState.Recommitted, _today), (review.State, review.RecommittedOn));
        Assert.Equal(2, review.Recommitments.Count);
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(() => review.Recommit(_mary, 7, 4, "four", _at, _today)).Refusal);
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(() => review.Decide(_mary, "k1", "Call", 1, _today, _today)).Refusal);
    }

    [Fact]
    public void Decisions_name_what_and_a_day_to_come()
    {
        var review = Talk();
        Assert.Equal("What", Assert.Throws<RefusedException>(() => review.Decide(_mary, "k1", " ", 1, _today, _today)).Field);
        Assert.Equal("Due", Assert.Throws<RefusedException>(() => review.Decide(_mary, "k1", "Call", 1, _today.AddDays(-1), _today)).Field);
        review.Decide(_paul, "k1", " A day of presales a fortnight ", 2, _today.AddDays(7), _today);
        Assert.Equal(new ReviewDecision("k1", "A day of presales a fortnight", 2, _today.AddDays(7)), Assert.Single(review.Decisions));
    }

    [Theory]
    [InlineData(0.8, "missed")]
    [InlineData(1.0, "exceeded")]
    public void Who_missed_is_asked_other_things_than_who_exceeded(double attainment, string kind)
    {
        Assert.Contains(ReviewQuestions.OfOwn((decimal)attainment), q => q.Key.StartsWith(kind, StringComparison.Ordinal));
        Assert.Contains(ReviewQuestions.OfAnswer((decimal)attainment), q => q.Key.StartsWith(kind, StringComparison.Ordinal));
        Assert.DoesNotContain(ReviewQuestions.OfOwn(null), q => q.Key.StartsWith(kind, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_part_has_its_day()
    {
        Assert.Equal(new(2026, 10, 10), ReviewRhythm.Due(null, _quarter, null));
        Assert.Equal(new(2026, 10, 12), ReviewRhythm.Due(ReviewState.Answer, _quarter, _today));
        Assert.Equal(new(2026, 10, 30), ReviewRhythm.Due(ReviewState.Talk, _quarter, _today));
        Assert.Null(ReviewRhythm.Due(ReviewState.Recommitted, _quarter, _today));
    }

    [Fact]
    public void A_pack_has_the_hash_of_all_that_it_says()
    {
        Assert.Equal(Pack().Hash(), Pack().Hash());
        ReviewPack[] others =
        [
            Pack() with { Revenue = 1 }, Pack() with { Quota = null }, Pack() with { PlanVersion = 9 }, Pack("10", "1"), Pack("1", "01"), Pack() with { Parts = [] },
        ];
        Assert.Equal(others.Length + 1, others.Append(Pack()).Select(p => p.Hash()).Distinct().Count());
    }

    [Fact]
    public void What_reads_otherwise_later_is_told_line_by_line()
    {
        var changes = Pack().ChangesTo(Pack("100", "95"));
        Assert.Equal("95", changes[(PackParts.Results, "q")]!.Came);
        Assert.Null(Assert.Single(Pack().ChangesTo(Pack() with { Parts = [] })).Value);
        Assert.Empty(Pack().ChangesTo(Pack()));
    }

    private static QuarterlyReview Talk()
    {
        var review = new QuarterlyReview(1, _quarter, _mary, _today);
        review.WriteOwn(_mary, _said);
        review.HandIn(_mary, Pack(), _today);
        review.WriteAnswer(_paul, new Dictionary<string, string> { ["see"] = "So do I." });
        review.GiveAnswer(_paul, _today);
        return review;
    }

    private static ReviewPack Pack(string planned = "100", string came = "90") =>
        new(_quarter, 7, 2, 100, 90, [new(PackParts.Results, "Quota and results", null, [new("q", "Revenue", planned, came, PackVerdict.Missed)])]);
}

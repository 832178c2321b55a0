using FsCheck;
using FsCheck.Fluent;

namespace Plumbline.Inspection;

public class GradingTests
{
    [Theory]
    [InlineData(5, 5, 1, true)]
    [InlineData(1, 1, 0, false)]
    [InlineData(1, 4, 0.5, false)]
    [InlineData(2, 4, 0.5833, false)]
    [InlineData(3, 4, 0.6667, true)]
    [InlineData(5, 2, 0.5, false)]
    public void The_result_is_the_mean_by_weight_where_1_counts_nothing_and_5_all(int listen, int close, double score, bool passed)
    {
        var grade = Grading.Of(SomeForm.Meeting, [new("listen", listen, ""), new("close", close, "")]);

        Assert.Equal(((decimal)score, passed), (Math.Round(grade.Score, 4), grade.Passed));
    }

    [Fact]
    public void With_less_than_half_of_the_weight_seen_nobody_passes()
    {
        Assert.False(Grading.Of(SomeForm.Meeting, [new("listen", 5, ""), new("close", null, "")]).Passed);
        Assert.True(Grading.Of(SomeForm.Meeting, [new("listen", null, ""), new("close", 5, "")]).Passed);
        Assert.Equal((0m, 0m, false), Grading.Of(SomeForm.Meeting, []) is var none ? (none.Score, none.Seen, none.Passed) : default);
    }

    [Fact]
    public void A_result_lies_between_0_and_1() => Check.QuickThrowOnFailure(Prop.ForAll(Seen, seen => Grading.Of(seen.Form, seen.Scores) is { Score: >= 0 and <= 1, Seen: >= 0 and <= 1 }));

    [Fact]
    public void To_raise_a_score_lowers_no_result() => Check.QuickThrowOnFailure(Prop.ForAll(Seen, seen =>
    {
        var before = Grading.Of(seen.Form, seen.Scores);
        return seen.Scores.Index().Where(s => s.Item.Score < FormContent.Scores).All(s =>
        {
            var after = Grading.Of(seen.Form, [.. seen.Scores.Select((score, at) => at == s.Index ? score with { Score = score.Score + 1 } : score)]);
            return after.Score >= before.Score && (after.Passed || !before.Passed);
        });
    }));

    [Fact]
    public void Who_is_weak_in_something_critical_never_passes() => Check.QuickThrowOnFailure(Prop.ForAll(Seen, seen =>
        !seen.Form.Criteria.Zip(seen.Scores).Any(c => c.First.IsCritical && c.Second.Score < Grading.LeastCritical) || !Grading.Of(seen.Form, seen.Scores).Passed));

    /// <summary>A form of some criteria, each with its weight, and a score or none.</summary>
    private static Arbitrary<(FormContent Form, IReadOnlyList<CriterionScore> Scores)> Seen
    {
        get
        {
            var one = from weight in Gen.Choose(1, 9)
                      from critical in Gen.Elements(true, false)
                      from score in Gen.Choose(0, FormContent.Scores)
                      select (weight, critical, score);
            return (from mark in Gen.Choose(0, 100)
                    from some in one.NonEmptyListOf()
                    select (
                        SomeForm.Meeting with { PassMark = mark / 100m, Criteria = [.. some.Select((c, at) => new Criterion($"{at}", $"{at}", c.weight, c.critical, SomeForm.Anchors))] },
                        (IReadOnlyList<CriterionScore>)[.. some.Select((c, at) => new CriterionScore($"{at}", c.score == 0 ? null : c.score, ""))])).ToArbitrary();
        }
    }
}

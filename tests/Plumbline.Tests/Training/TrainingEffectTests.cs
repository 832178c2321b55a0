namespace Plumbline.Training;

public class TrainingEffectTests
{
    private static readonly DateOnly _done = new(2026, 10, 1);

    [Fact]
    public void Nobody_has_looked_since()
    {
        Assert.Equal(new(TrainingVerdict.NotSeenSince, null, null), TrainingEffect.Of([], _done));
        var onTheDay = Seen(1, 0, 0.5m);
        Assert.Equal(new(TrainingVerdict.NotSeenSince, onTheDay, null), TrainingEffect.Of([onTheDay], _done));
    }

    [Theory]
    [InlineData(0.5, true, 0.6, true, TrainingVerdict.Better)]
    [InlineData(0.5, false, 0.5, true, TrainingVerdict.Better)]
    [InlineData(0.7, true, 0.8, false, TrainingVerdict.Worse)] // What is critical weighs more than the score.
    [InlineData(0.7, true, 0.6, true, TrainingVerdict.Worse)]
    [InlineData(0.7, true, 0.7, true, TrainingVerdict.Same)]
    public void The_first_look_after_is_held_against_the_last_before(double before, bool passedBefore, double after, bool passedAfter, TrainingVerdict verdict)
    {
        var effect = TrainingEffect.Of([Seen(4, 40, 1), Seen(3, 10, (decimal)after, passedAfter), Seen(2, -5, (decimal)before, passedBefore), Seen(1, -50, 0)], _done);
        Assert.Equal((verdict, 2L, 3L), (effect.Verdict, effect.Before!.Id, effect.After!.Id));
    }

    [Fact]
    public void Only_the_same_form_measures_the_same()
    {
        var effect = TrainingEffect.Of([Seen(1, -5, 0.5m), Seen(2, 5, 0.9m, form: 2), Seen(3, 9, 0.6m)], _done);
        Assert.Equal((TrainingVerdict.Better, 3L), (effect.Verdict, effect.After!.Id));
        Assert.Equal(new(TrainingVerdict.FirstLook, null, Seen(2, 5, 0.9m, form: 2)), TrainingEffect.Of([Seen(1, -5, 0.5m), Seen(2, 5, 0.9m, form: 2)], _done));
    }

    [Fact]
    public void A_certificate_has_no_score() =>
        Assert.Equal(TrainingVerdict.Better, TrainingEffect.Of([new(1, 1, _done, null, false), new(2, 1, _done.AddDays(1), null, true)], _done).Verdict);

    private static ScoredResult Seen(long id, int days, decimal score, bool passed = true, long form = 1) => new(id, form, _done.AddDays(days), score, passed);
}

namespace Plumbline.Inspection;

public class QuizAttemptTests
{
    private static readonly DateOnly _day = new(2026, 11, 24);
    private static readonly DateTimeOffset _now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Choices_count_all_or_nothing_and_words_wait_for_a_reader()
    {
        var attempt = Begin(SomeForm.Quiz);
        attempt.Answer([new("heat", ["a"], ""), new("fuel", ["a"], ""), new("why", [], "They last", Points: 2)], _now);
        Assert.Null(attempt.AnswerTo("why").Points); // Nobody gives points to themselves.

        attempt.HandIn();
        Assert.Equal((ValidationState.Waiting, null), (attempt.State, attempt.Passed));
        Assert.Equal("why", Assert.Throws<RefusedException>(() => attempt.Assess(2, new Dictionary<string, int> { ["why"] = 3 })).Field);
        attempt.Assess(2, new Dictionary<string, int> { ["why"] = 2 });

        Assert.Equal((ValidationState.Shared, 0.75m, true, 2L), (attempt.State, attempt.Score, attempt.Passed, attempt.ObserverId));
    }

    [Fact]
    public void Without_words_the_rule_alone_tells()
    {
        var attempt = Begin(SomeForm.Choices);
        attempt.Answer([new("heat", ["a"], ""), new("fuel", ["b", "a"], "")], _now);
        attempt.HandIn();
        Assert.Equal((1m, true, null), (attempt.Score, attempt.Passed, attempt.ObserverId));

        var empty = Begin(SomeForm.Quiz);
        empty.HandIn(); // Nothing was said that somebody would have to read.
        Assert.Equal((0m, false), (empty.Score, empty.Passed));
    }

    [Fact]
    public void When_its_time_is_over_what_was_saved_counts()
    {
        var attempt = Begin(SomeForm.Choices);
        attempt.Answer([new("heat", ["a"], "")], _now.AddMinutes(20).AddSeconds(10)); // It was on its way.
        Assert.Throws<RefusedException>(() => attempt.Answer([new("heat", ["a"], ""), new("fuel", ["a", "b"], "")], _now.AddMinutes(21)));
        Assert.True(attempt.IsOver(_now.AddMinutes(21)));
        attempt.HandIn();
        Assert.Equal(0.5m, attempt.Score);
        Assert.Throws<RefusedException>(attempt.HandIn);
    }

    [Fact]
    public void Attempts_are_counted()
    {
        Begin(SomeForm.Choices, before: 1);
        Assert.Equal(Refusal.NotAllowed, Assert.Throws<RefusedException>(() => Begin(SomeForm.Choices, before: 2)).Refusal);
        Begin(SomeForm.Choices with { Attempts = null }, before: 200);
    }

    [Fact]
    public void An_attempt_keeps_its_order_and_others_have_their_own()
    {
        var long_ = SomeForm.Choices with { Questions = [.. Enumerable.Range(0, 12).Select(n => SomeForm.Quiz.Questions[0] with { Key = $"q{n}" })] };
        Assert.Equal(Order("one"), Order("one"));
        Assert.NotEqual(Order("one"), Order("two"));
        Assert.Equal(long_.Questions.Select(q => q.Key).Order(StringComparer.Ordinal), Begin(long_, key: "one").Questions.Select(q => q.Key).Order(StringComparer.Ordinal));

        string Order(string key) => string.Join(' ', Begin(long_, key: key).Questions.Select(q => $"{q.Key}:{string.Concat(q.Choices.Select(c => c.Key))}"));
    }

    private static QuizAttempt Begin(FormContent content, int before = 0, string key = "key") => new(1, SomeForm.Of(content), key, before, _day, _now);
}

namespace Plumbline.Reviews;

/// <summary>Something that is asked in a review.</summary>
/// <param name="Key">Under which the answer is kept; a letter, then letters, digits and dashes.</param>
/// <param name="Words">The question.</param>
/// <param name="IsRequired">Whether the review is not handed in without an answer.</param>
public sealed record ReviewQuestion(string Key, string Words, bool IsRequired = false);

/// <summary>
/// What is asked in a review. Who missed and who exceeded are asked different things: a miss is looked at for when it could have been known, a success for what was luck and what can be done again.
/// A third looks back, the rest ahead.
/// </summary>
public static class ReviewQuestions
{
    private static readonly decimal?[] _kinds = [0, 1, null];
    private static readonly HashSet<string> _all = [.. PackParts.Answered.SelectMany(About).Concat(_kinds.SelectMany(OfOwn)).Concat(_kinds.SelectMany(OfAnswer)).Select(q => q.Key)];

    /// <summary>What the salesperson is asked about a part of the pack.</summary>
    public static IReadOnlyList<ReviewQuestion> About(string part) =>
    [
        new($"{part}-happened", "What happened?"),
        new($"{part}-why", "Why?", IsRequired: part == PackParts.Results),
        new($"{part}-change", "What will I change?", IsRequired: part == PackParts.Results),
    ];

    /// <summary>Whether anybody is asked this in any review.</summary>
    public static bool IsOne(string key) => _all.Contains(key);

    /// <summary>What the salesperson is asked about the quarter as a whole, and what was answered already while the quarter stood otherwise.</summary>
    public static IReadOnlyList<ReviewQuestion> OfOwn(decimal? attainment, IReadOnlyDictionary<string, string>? said) =>
        [.. OfOwn(attainment), .. _kinds.SelectMany(OfOwn).DistinctBy(q => q.Key).Where(q => said?.ContainsKey(q.Key) == true).ExceptBy(OfOwn(attainment).Select(q => q.Key), q => q.Key)];

    /// <summary>What the salesperson is asked about the quarter as a whole.</summary>
    public static IReadOnlyList<ReviewQuestion> OfOwn(decimal? attainment) =>
    [
        .. attainment switch
        {
            < 1 => new ReviewQuestion[]
            {
                new("missed-known", "When could I have known that the quota was out of reach, and from what?"),
                new("missed-difference", "What would have made the difference?"),
                new("missed-stop", "What do I stop, to have time for what works?"),
            },
            >= 1 =>
            [
                new("exceeded-again", "What of this can I do again, and what was luck?"),
                new("exceeded-teach", "What can a colleague learn from it, and from whom do I learn?"),
                new("exceeded-more", "What would I go for with one more day a week?"),
            ],
            _ => [new("unmeasured-want", "Nothing was agreed to measure this quarter against. What do I want to be measured by?")],
        },
        new("proud", "What am I proud of?"),
        new("need", "What do I need, from whom, by when?"),
        new("dispute", "Which figures do I dispute? They are noted here and not argued."),
    ];

    /// <summary>What the manager is asked, after reading.</summary>
    public static IReadOnlyList<ReviewQuestion> OfAnswer(decimal? attainment) =>
    [
        new("see", "What do I see in the same way, and what otherwise?", IsRequired: true),
        attainment < 1
            ? new("missed-mine", "What did I not see, or not do in time?")
            : new("exceeded-mine", "What do I do so that it can go on, and others learn from it?"),
        new("help", "How will I help, by when?"),
        new("ask", "What do I ask for in the next quarter?"),
    ];
}

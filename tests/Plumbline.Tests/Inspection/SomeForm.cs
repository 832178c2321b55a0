using Plumbline.People;

namespace Plumbline.Inspection;

/// <summary>Forms, notes and results to test with.</summary>
internal static class SomeForm
{
    public static readonly string[] Anchors = ["nothing", "little", "enough", "much", "all"];

    public static readonly ObservationNotes Noted = new() { Scores = [new("listen", 4, ""), new("close", 4, "")], WentWell = "Listened", ToWorkOn = "Prices" };

    /// <summary>Two criteria: to listen, and to close, which counts twice and is critical.</summary>
    public static FormContent Meeting { get; } = new(
        "Meeting", ValidationArea.CanSell, "", FormKind.Observation, [new("listen", "Listen", 1, false, Anchors), new("close", "Close", 2, true, Anchors)], [], null, null, 0.6m, 12);

    /// <summary>One question of each kind; two points for the words.</summary>
    public static FormContent Quiz { get; } = new(
        "Ovens", ValidationArea.KnowsOffering, "Ovens", FormKind.Quiz, [],
        [
            new("heat", "How hot?", QuestionKind.OneRight, 1, [new("a", "250°", true), new("b", "25°", false), new("c", "2,500°", false)]),
            new("fuel", "With what?", QuestionKind.SeveralRight, 1, [new("a", "Gas", true), new("b", "Power", true), new("c", "Water", false)]),
            new("why", "Why ours?", QuestionKind.FreeText, 2, []),
        ],
        20, 2, 0.75m, 12);

    /// <summary>The same without words to read.</summary>
    public static FormContent Choices { get; } = Quiz with { Questions = [.. Quiz.Questions.Take(2)] };

    public static FormContent Paper { get; } = Quiz with { Name = "Baker’s certificate", Kind = FormKind.Certificate, Questions = [], Minutes = null, Attempts = null };

    public static ValidationForm Of(FormContent content) => new(content, true);

    /// <summary>An observation that is shared.</summary>
    public static Observation Shared(Person of, ValidationForm form, Person by, DateOnly day, int score = 4, DateOnly? today = null)
    {
        var observation = new Observation(of.Id, form, by.Id, day);
        observation.Write(Noted with { Scores = [.. form.Content.Criteria.Select(c => new CriterionScore(c.Key, score, "As seen"))] }, day, null, today ?? day);
        observation.Share(new(day.ToDateTime(new(12, 0)), TimeSpan.Zero), today ?? day);
        return observation;
    }
}

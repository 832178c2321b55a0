namespace Plumbline.Inspection;

/// <summary>What every salesperson is validated in.</summary>
public enum ValidationArea
{
    /// <summary>Can lead a customer to a decision.</summary>
    CanSell,

    /// <summary>Knows what we offer, a product family at a time.</summary>
    KnowsOffering,

    /// <summary>Represents us as we want to be seen.</summary>
    RepresentsUs,
}

/// <summary>How somebody is validated.</summary>
public enum FormKind
{
    /// <summary>A visit or a call is watched.</summary>
    Observation,

    /// <summary>A colleague plays the customer.</summary>
    RolePlay,

    /// <summary>The person presents a plan.</summary>
    PlanPresentation,

    /// <summary>Questions with right answers.</summary>
    Quiz,

    /// <summary>Somebody else's certificate.</summary>
    Certificate,
}

/// <summary>Something that is scored from 1 to 5.</summary>
/// <param name="Key">Tells it from the others of its form, also after its name was changed.</param>
/// <param name="Name">What is looked at.</param>
/// <param name="Weight">How much it counts beside the others; above 0.</param>
/// <param name="IsCritical">Whether nobody passes who is weak in it.</param>
/// <param name="Anchors">What each score looks like, in words, from 1 to 5.</param>
public sealed record Criterion(string Key, string Name, decimal Weight, bool IsCritical, IReadOnlyList<string> Anchors);

/// <summary>How a question is answered.</summary>
public enum QuestionKind
{
    /// <summary>One of the choices is right.</summary>
    OneRight,

    /// <summary>Several are right, and all of them must be chosen, and no other.</summary>
    SeveralRight,

    /// <summary>In one's own words, which somebody reads.</summary>
    FreeText,
}

/// <summary>An answer that can be chosen.</summary>
public sealed record QuizChoice(string Key, string Text, bool IsRight);

/// <summary>A question of a quiz; one that is answered in words has no choices.</summary>
public sealed record QuizQuestion(string Key, string Text, QuestionKind Kind, int Points, IReadOnlyList<QuizChoice> Choices);

/// <summary>What a form asks. Each result keeps it as it was asked, so that a later edit of the form changes no past result.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Area">What passing it shows.</param>
/// <param name="Family">The product family; empty but for <see cref="ValidationArea.KnowsOffering"/>.</param>
/// <param name="Kind">How it is done.</param>
/// <param name="Criteria">What is scored; none of a quiz and a certificate.</param>
/// <param name="Questions">What a quiz asks; none of the others.</param>
/// <param name="Minutes">How long a quiz may take; null for as long as one likes.</param>
/// <param name="Attempts">How often a quiz may be tried until it is passed; null for as often as one likes.</param>
/// <param name="PassMark">The least result that passes, a fraction from 0 to 1.</param>
/// <param name="Months">For how many months it is valid once passed.</param>
public sealed record FormContent(
    string Name, ValidationArea Area, string Family, FormKind Kind, IReadOnlyList<Criterion> Criteria, IReadOnlyList<QuizQuestion> Questions, int? Minutes, int? Attempts, decimal PassMark, int Months)
{
    /// <summary>How many scores there are.</summary>
    public const int Scores = 5;

    /// <summary>More criteria nobody can watch at once.</summary>
    public const int MostCriteria = 20;

    /// <summary>More questions are no quiz.</summary>
    public const int MostQuestions = 60;

    /// <summary>So many months a result is valid at most.</summary>
    public const int MostMonths = 60;

    /// <summary>So long a quiz can be, in minutes.</summary>
    public const int MostMinutes = 240;

    /// <summary>So often a quiz can be tried where that is limited.</summary>
    public const int MostAttempts = 20;

    private const int LongestName = 100;
    private const int LongestWords = 500;

    /// <summary>Whether somebody watches and scores.</summary>
    public bool IsScored => Kind is not (FormKind.Quiz or FormKind.Certificate);

    /// <summary>What it validates: the area, and of what we offer the family.</summary>
    public AreaKey Validates => new(Area, Family);

    /// <summary>Refuses what cannot be asked, naming the field.</summary>
    /// <exception cref="RefusedException">Something is missing, or out of bounds.</exception>
    public void RefuseUnfit()
    {
        Refuse.Unless(Name.Length is > 0 and <= LongestName, Refusal.Invalid, $"Give the form a name of {LongestName} characters at most.", nameof(Name));
        Refuse.Unless(Area == ValidationArea.KnowsOffering == (Family != ""), Refusal.Invalid, Family == "" ? "Say which product family." : "Only what somebody knows of the offering is validated by product family.", nameof(Family));
        Refuse.Unless(Area != ValidationArea.CanSell || IsScored, Refusal.Invalid, "What somebody knows does not show that they can sell. Choose a form in which they are seen.", nameof(Kind));
        Refuse.Unless(PassMark is >= 0 and <= 1, Refusal.Invalid, "From 0% to 100%.", nameof(PassMark));
        Refuse.Unless(Months is >= 1 and <= MostMonths, Refusal.Invalid, $"From 1 to {MostMonths} months.", nameof(Months));
        Refuse.Unless(Minutes is null or (>= 1 and <= MostMinutes), Refusal.Invalid, $"From 1 to {MostMinutes} minutes, or nothing for as long as one likes.", nameof(Minutes));
        Refuse.Unless(Attempts is null or (>= 1 and <= MostAttempts), Refusal.Invalid, $"From 1 to {MostAttempts}, or nothing for as often as one likes.", nameof(Attempts));
        RefuseUnfitCriteria();
        RefuseUnfitQuestions();
    }

    private void RefuseUnfitCriteria()
    {
        Refuse.Unless(!IsScored || Criteria.Count is >= 1 and <= MostCriteria, Refusal.Invalid, $"From 1 to {MostCriteria} criteria are looked at.", "Criteria[0].Name");
        foreach (var (at, criterion) in Criteria.Index())
        {
            var field = $"{nameof(Criteria)}[{at}].";
            Refuse.Unless(criterion.Name.Length is > 0 and <= LongestName, Refusal.Invalid, "Say what is looked at.", field + nameof(Criterion.Name));
            Refuse.Unless(criterion.Weight is > 0 and <= 100, Refusal.Invalid, "A weight is above 0, and 100 at most.", field + nameof(Criterion.Weight));
            Refuse.Unless(
                criterion.Anchors.Count == Scores && criterion.Anchors.All(a => a.Length is > 0 and <= LongestWords), Refusal.Invalid,
                $"Say in {Scores} lines what each score looks like, from 1 to {Scores}: two observers are to give the same.", field + nameof(Criterion.Anchors));
        }

        Refuse.Unless(Criteria.Select(c => c.Key).Distinct().Count() == Criteria.Count, Refusal.Invalid, "The form is broken. Load the page again.");
    }

    private void RefuseUnfitQuestions()
    {
        Refuse.Unless(Kind != FormKind.Quiz || Questions.Count is >= 1 and <= MostQuestions, Refusal.Invalid, $"A quiz has from 1 to {MostQuestions} questions.", "Questions[0].Text");
        foreach (var (at, question) in Questions.Index())
        {
            var (field, right) = ($"{nameof(Questions)}[{at}].", question.Choices.Count(c => c.IsRight));
            Refuse.Unless(question.Text.Length is > 0 and <= LongestWords, Refusal.Invalid, "Ask something.", field + nameof(QuizQuestion.Text));
            Refuse.Unless(question.Points is >= 1 and <= 100, Refusal.Invalid, "From 1 to 100 points.", field + nameof(QuizQuestion.Points));
            Refuse.Unless(
                question.Kind switch
                {
                    QuestionKind.OneRight => right == 1 && question.Choices.Count >= 2,
                    QuestionKind.SeveralRight => right >= 1 && question.Choices.Count >= 2,
                    _ => question.Choices.Count == 0,
                },
                Refusal.Invalid,
                question.Kind switch
                {
                    QuestionKind.OneRight => "Give two choices at least, a line each, and mark the right one with a star.",
                    QuestionKind.SeveralRight => "Give two choices at least, a line each, and mark those that are right with a star.",
                    _ => "A question that is answered in words has no choices.",
                },
                field + nameof(QuizQuestion.Choices));
        }

        Refuse.Unless(Questions.Select(q => q.Key).Distinct().Count() == Questions.Count, Refusal.Invalid, "The form is broken. Load the page again.");
    }
}

/// <summary>An area in which people stand or fall: of what we offer a family at a time.</summary>
public readonly record struct AreaKey(ValidationArea Area, string Family);

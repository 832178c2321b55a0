namespace Plumbline.Inspection;

/// <summary>An answer to a question.</summary>
/// <param name="Key">The question's key.</param>
/// <param name="Chosen">The keys of the choices.</param>
/// <param name="Text">In words, where that is asked.</param>
/// <param name="Points">What the one who read the words gave for them; null until then, and where choices tell.</param>
public sealed record QuizAnswer(string Key, IReadOnlyList<string> Chosen, string Text, int? Points = null);

/// <summary>A person takes a quiz. It ends when it is handed in or its time is over; answers in words then wait for somebody who reads them.</summary>
public sealed class QuizAttempt : Validation
{
    /// <summary>So long an answer in words can be.</summary>
    public const int LongestAnswer = 4_000;

    /// <summary>What is sent as the time runs out may be on its way for so many seconds.</summary>
    private const int SecondsOfGrace = 30;

    /// <summary>Begins one.</summary>
    /// <param name="personId">Who takes it.</param>
    /// <param name="form">The form, in use.</param>
    /// <param name="key">By which the order of questions and choices is told; another for each attempt.</param>
    /// <param name="before">How often the person tried it since it was last passed.</param>
    /// <param name="day">The company's day.</param>
    /// <param name="at">When it begins.</param>
    /// <exception cref="RefusedException">The form is no quiz, or was tried as often as is allowed.</exception>
    public QuizAttempt(long personId, ValidationForm form, string key, int before, DateOnly day, DateTimeOffset at)
        : base(personId, form, null, day)
    {
        Refuse.Unless(form.Content.Kind == FormKind.Quiz, Refusal.Invalid, $"“{form.Content.Name}” is no quiz.");
        Refuse.Unless(
            form.Content.Attempts is not { } most || before < most, Refusal.NotAllowed,
            $"You have tried it {(before == 1 ? "once" : $"{before:0} times")}, as often as is allowed. Talk to your manager; an administrator can allow more.");
        (Key, BegunAt, Answers, State) = (key, at, [], ValidationState.Taking);
        EndsAt = form.Content.Minutes is { } minutes ? at.AddMinutes(minutes) : null;
    }

    private QuizAttempt() => (Key, Answers) = ("", []);

    /// <summary>By which the order of questions and choices is told.</summary>
    public string Key { get; private set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset BegunAt { get; private set; }

    /// <summary>When its time is over; null where there is no limit.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>What was answered so far.</summary>
    public IReadOnlyList<QuizAnswer> Answers { get; private set; }

    /// <summary>The questions in the order of this attempt, each with its choices in theirs: the same whenever it is opened.</summary>
    public IReadOnlyList<QuizQuestion> Questions => [.. Shuffled(Asked.Questions, q => q.Key).Select(q => q with { Choices = [.. Shuffled(q.Choices, c => $"{q.Key}/{c.Key}")] })];

    /// <summary>The answer to a question; an empty one where there is none.</summary>
    public QuizAnswer AnswerTo(string question) => Answers.FirstOrDefault(a => a.Key == question) ?? new(question, [], "");

    /// <summary>Whether its time is over.</summary>
    public bool IsOver(DateTimeOffset now) => State == ValidationState.Taking && EndsAt is { } ends && now > ends.AddSeconds(SecondsOfGrace);

    /// <summary>Keeps what is answered so far.</summary>
    /// <exception cref="RefusedException">It ended, or an answer is too long.</exception>
    public void Answer(IReadOnlyList<QuizAnswer> answers, DateTimeOffset now)
    {
        Refuse.Unless(State == ValidationState.Taking, Refusal.Conflict, "This quiz is over.");
        Refuse.Unless(!IsOver(now), Refusal.Conflict, "The time is over. What you had saved before counts.");
        Refuse.Unless(answers.All(a => a.Text.Length <= LongestAnswer), Refusal.Invalid, $"{LongestAnswer:0} characters at most for an answer.");
        Answers = [.. answers.Select(a => a with { Points = null })];
    }

    /// <summary>Ends it: with what was answered, by the person or since the time is over.</summary>
    /// <exception cref="RefusedException">It ended already.</exception>
    public void HandIn()
    {
        Refuse.Unless(State == ValidationState.Taking, Refusal.Conflict, "This quiz is over.");
        if (Asked.Questions.Any(IsRead))
        {
            State = ValidationState.Waiting;
        }
        else
        {
            Count(Day);
        }
    }

    /// <summary>Somebody has read the answers in words, and gives points for them.</summary>
    /// <param name="assessorId">Who; see <see cref="Validation.RefuseObserver"/>.</param>
    /// <param name="points">By question; each that was answered in words has its points, up to its most.</param>
    /// <exception cref="RefusedException">Nothing waits to be read, or points are missing or too many.</exception>
    public void Assess(long assessorId, IReadOnlyDictionary<string, int> points)
    {
        Refuse.Unless(State == ValidationState.Waiting, Refusal.Conflict, "Nothing of this waits to be read.");
        foreach (var question in Asked.Questions.Where(IsRead))
        {
            Refuse.Unless(points.TryGetValue(question.Key, out var given) && given >= 0 && given <= question.Points, Refusal.Invalid, $"From 0 to {question.Points} points.", question.Key);
        }

        Answers = [.. Answers.Select(a => points.TryGetValue(a.Key, out var given) ? a with { Points = given } : a)];
        ObserverId = assessorId;
        Count(Day);
    }

    /// <summary>What an answer earned: of choices all or nothing, of words what was given for them.</summary>
    public int PointsOf(QuizQuestion question)
    {
        var answer = AnswerTo(question.Key);
        return question.Kind == QuestionKind.FreeText ? answer.Points ?? 0
            : question.Choices.Where(c => c.IsRight).Select(c => c.Key).ToHashSet().SetEquals(answer.Chosen) ? question.Points : 0;
    }

    // What was left empty needs nobody to read it.
    private bool IsRead(QuizQuestion question) => question.Kind == QuestionKind.FreeText && AnswerTo(question.Key).Text != "";

    private void Count(DateOnly day)
    {
        var score = (decimal)Asked.Questions.Sum(PointsOf) / Asked.Questions.Sum(q => q.Points);
        End(score, score >= Asked.PassMark, day.AddMonths(Asked.Months));
    }

    private IEnumerable<T> Shuffled<T>(IEnumerable<T> from, Func<T, string> key) => from.OrderBy(item => Hash($"{Key}/{key(item)}")).ThenBy(key, StringComparer.Ordinal);

    /// <summary>FNV-1a with 32 bits: the same on every machine, which the hash of the runtime is not.</summary>
    private static uint Hash(string text)
    {
        var hash = 2_166_136_261u;
        foreach (var letter in text)
        {
            hash = unchecked((hash ^ letter) * 16_777_619u);
        }

        return hash ^ (hash >> 15);
    }
}

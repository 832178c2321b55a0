using System.Globalization;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Inspection;

/// <summary>A form for validations as an administrator types it.</summary>
public sealed class FormInput
{
    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The name of the area.</summary>
    public string? Area { get; set; }

    /// <summary>The product family.</summary>
    public string? Family { get; set; }

    /// <summary>The name of the kind.</summary>
    public string? Kind { get; set; }

    /// <summary>In percent.</summary>
    public string? PassMark { get; set; }

    /// <summary>For how many months it is valid.</summary>
    public string? Months { get; set; }

    /// <summary>How long a quiz may take.</summary>
    public string? Minutes { get; set; }

    /// <summary>How often a quiz may be tried.</summary>
    public string? Attempts { get; set; }

    /// <summary>Whether its area is only validated once it is passed.</summary>
    public bool IsRequired { get; set; }

    /// <summary>Whether it is in use.</summary>
    public bool IsInUse { get; set; }

    /// <summary>A row for each criterion; a row without a name is none.</summary>
    public List<CriterionInput>? Criteria { get; set; }

    /// <summary>A row for each question; a row without words is none.</summary>
    public List<QuestionInput>? Questions { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static FormInput Of(ValidationForm form) => Of(form.Content, form.IsRequired, !form.IsRetired, form.Revision);

    internal static FormInput New() => Of(new("", ValidationArea.CanSell, "", FormKind.Observation, [], [], null, null, 0.6m, 12), true, true, 0);

    /// <summary>Reads what was typed, or refuses at its field.</summary>
    internal FormContent Content()
    {
        Refuse.Unless(Enum.TryParse<ValidationArea>(Area, out var area) && Enum.IsDefined(area), Refusal.Invalid, "Choose what it shows.", nameof(Area));
        Refuse.Unless(Enum.TryParse<FormKind>(Kind, out var kind) && Enum.IsDefined(kind), Refusal.Invalid, "Choose how it is done.", nameof(Kind));
        Refuse.Unless(TypedNumber.TryReadShare(PassMark ?? "", out var mark), Refusal.Invalid, "Write it as 60%.", nameof(PassMark));
        // What was emptied moves behind the others, so that each row is refused where it stands.
        (Criteria, Questions) = ([.. Rows(Criteria).OrderBy(r => Plain(r.Name) == "")], [.. Rows(Questions).OrderBy(r => Plain(r.Text) == "")]);
        var isScored = kind is not (FormKind.Quiz or FormKind.Certificate);
        return new(
            Plain(Name), area, area == ValidationArea.KnowsOffering ? Plain(Family) : "", kind,
            isScored ? [.. Criteria.Where(r => Plain(r.Name) != "").Select((r, at) => r.Criterion(at))] : [],
            kind == FormKind.Quiz ? [.. Questions.Where(r => Plain(r.Text) != "").Select((r, at) => r.Question(at))] : [],
            kind == FormKind.Quiz ? Number(Minutes, nameof(Minutes)) : null, kind == FormKind.Quiz ? Number(Attempts, nameof(Attempts)) : null,
            Math.Round(mark, 4), Number(Months, nameof(Months)) ?? 0);
    }

    internal static string Plain(string? typed) => (typed ?? "").Trim();

    private static FormInput Of(FormContent content, bool isRequired, bool isInUse, int revision) => new()
    {
        Name = content.Name,
        Area = content.Area.ToString(),
        Family = content.Family,
        Kind = content.Kind.ToString(),
        PassMark = $"{Figures.Input(content.PassMark * 100)}%",
        Months = content.Months.ToString(CultureInfo.InvariantCulture),
        Minutes = content.Minutes?.ToString(CultureInfo.InvariantCulture),
        Attempts = content.Attempts?.ToString(CultureInfo.InvariantCulture),
        IsRequired = isRequired,
        IsInUse = isInUse,
        Criteria = [.. content.Criteria.Select(CriterionInput.Of)],
        Questions = [.. content.Questions.Select(QuestionInput.Of)],
        Revision = revision,
    };

    private static List<T> Rows<T>(List<T>? rows) => rows ?? [];

    internal static int? Number(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        Refuse.Unless(int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number), Refusal.Invalid, $"“{typed}” is no whole number.", field);
        return number;
    }
}

/// <summary>A criterion as typed.</summary>
public sealed class CriterionInput
{
    /// <summary>Tells it from others; a new one has none yet.</summary>
    public string? Key { get; set; }

    /// <summary>What is looked at.</summary>
    public string? Name { get; set; }

    /// <summary>How much it counts.</summary>
    public string? Weight { get; set; }

    /// <summary>Whether nobody passes who is weak in it.</summary>
    public bool IsCritical { get; set; }

    /// <summary>A line for each score.</summary>
    public string? Anchors { get; set; }

    internal static CriterionInput Of(Criterion criterion) => new()
    {
        Key = criterion.Key,
        Name = criterion.Name,
        Weight = Figures.Input(criterion.Weight),
        IsCritical = criterion.IsCritical,
        Anchors = string.Join('\n', criterion.Anchors),
    };

    internal Criterion Criterion(int at)
    {
        Refuse.Unless(TypedNumber.TryRead(Weight ?? "", out var weight), Refusal.Invalid, "A weight is a number, as in 1 or 1.5.", $"Criteria[{at}].Weight");
        return new(RecordedHere.IsKey(Key) ? Key! : Guid.NewGuid().ToString("n"), FormInput.Plain(Name), Math.Round(weight, 2), IsCritical, Lines(Anchors));
    }

    internal static string[] Lines(string? typed) => (typed ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A question as typed.</summary>
public sealed class QuestionInput
{
    private const char Right = '*';

    /// <summary>Tells it from others; a new one has none yet.</summary>
    public string? Key { get; set; }

    /// <summary>The question.</summary>
    public string? Text { get; set; }

    /// <summary>The name of the kind.</summary>
    public string? Kind { get; set; }

    /// <summary>What a right answer counts.</summary>
    public string? Points { get; set; }

    /// <summary>A line for each choice, with a star before those that are right.</summary>
    public string? Choices { get; set; }

    internal static QuestionInput Of(QuizQuestion question) => new()
    {
        Key = question.Key,
        Text = question.Text,
        Kind = question.Kind.ToString(),
        Points = question.Points.ToString(CultureInfo.InvariantCulture),
        Choices = string.Join('\n', question.Choices.Select(c => c.IsRight ? $"{Right} {c.Text}" : c.Text)),
    };

    internal QuizQuestion Question(int at)
    {
        Refuse.Unless(Enum.TryParse<QuestionKind>(Kind, out var kind) && Enum.IsDefined(kind), Refusal.Invalid, "Choose how it is answered.", $"Questions[{at}].Kind");
        return new(
            RecordedHere.IsKey(Key) ? Key! : Guid.NewGuid().ToString("n"), FormInput.Plain(Text), kind, FormInput.Number(Points, $"Questions[{at}].Points") ?? 1,
            [.. CriterionInput.Lines(Choices).Select((line, nth) => new QuizChoice(nth.ToString(CultureInfo.InvariantCulture), line.TrimStart(Right).Trim(), line[0] == Right))]);
    }
}

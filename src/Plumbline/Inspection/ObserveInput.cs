using System.Globalization;
using Plumbline.Typing;

namespace Plumbline.Inspection;

/// <summary>What an observer types.</summary>
public sealed class ObserveInput
{
    /// <summary>What is done with it: "share", or nothing to keep it.</summary>
    public string? Do { get; set; }

    /// <summary>The day of the meeting, or on which a certificate was issued.</summary>
    public string? Day { get; set; }

    /// <summary>The account's number, where one was chosen.</summary>
    public string? Account { get; set; }

    /// <summary>The account as typed.</summary>
    public string? AccountName { get; set; }

    /// <summary>What the observer does in the meeting.</summary>
    public string? Role { get; set; }

    /// <summary>What the meeting is to achieve.</summary>
    public string? Objective { get; set; }

    /// <summary>The skill that is looked at above all.</summary>
    public string? Focus { get; set; }

    /// <summary>A row for each criterion.</summary>
    public List<ScoreInput>? Scores { get; set; }

    /// <summary>What went well.</summary>
    public string? WentWell { get; set; }

    /// <summary>What to work on.</summary>
    public string? ToWorkOn { get; set; }

    /// <summary>What else to work on.</summary>
    public string? AlsoToWorkOn { get; set; }

    /// <summary>What the two agree on.</summary>
    public string? Action { get; set; }

    /// <summary>The day by which.</summary>
    public string? ActionBy { get; set; }

    /// <summary>A certificate’s number.</summary>
    public string? Number { get; set; }

    /// <summary>A certificate’s last day.</summary>
    public string? ExpiresOn { get; set; }

    /// <summary>The certificate itself; null where none is sent along.</summary>
    public IFormFile? File { get; set; }

    /// <summary>The revision of the draft that was read.</summary>
    public int Revision { get; set; }

    internal static ObserveInput Of(Observation draft, string? account) => new()
    {
        Day = TypedDay.Show(draft.Day),
        Account = draft.AccountId?.ToString(CultureInfo.InvariantCulture),
        AccountName = account,
        Role = draft.Notes.Role.ToString(),
        Objective = draft.Notes.Objective,
        Focus = draft.Notes.Focus,
        Scores = Rows(draft.Asked, draft.Notes.Scores),
        WentWell = draft.Notes.WentWell,
        ToWorkOn = draft.Notes.ToWorkOn,
        AlsoToWorkOn = draft.Notes.AlsoToWorkOn,
        Action = draft.Notes.Action,
        ActionBy = TypedDay.Show(draft.Notes.ActionBy),
        Revision = draft.Revision,
    };

    internal static ObserveInput New(FormContent asked, DateOnly today) => new() { Day = TypedDay.Show(today), Role = nameof(ObserverRole.Coach), Scores = Rows(asked, []) };

    /// <summary>Reads what was typed, or refuses at its field. A draft may be wanting in anything.</summary>
    internal ObservationNotes Notes(FormContent asked)
    {
        Refuse.Unless(Enum.TryParse<ObserverRole>(Role, out var role) && Enum.IsDefined(role), Refusal.Invalid, "Say what you do in the meeting.", nameof(Role));
        return new()
        {
            Role = role,
            Objective = Plain(Objective),
            Focus = Plain(Focus),
            Scores = [.. asked.Criteria.Select((c, at) => Score(c, at))],
            WentWell = Plain(WentWell),
            ToWorkOn = Plain(ToWorkOn),
            AlsoToWorkOn = Plain(AlsoToWorkOn),
            Action = Plain(Action),
            ActionBy = TypedDay.Read(ActionBy, nameof(ActionBy)),
        };
    }

    internal static string Plain(string? typed) => (typed ?? "").ReplaceLineEndings("\n").Trim();

    private CriterionScore Score(Criterion criterion, int at)
    {
        var row = Scores?.ElementAtOrDefault(at);
        Refuse.Unless(row is null || row.Key == criterion.Key, Refusal.Conflict, "The form was changed while you had the page open. Load the page again.");
        return new(criterion.Key, string.IsNullOrEmpty(row?.Score) ? null : int.TryParse(row.Score, NumberStyles.None, CultureInfo.InvariantCulture, out var score) ? score : 0, Plain(row?.Evidence));
    }

    private static List<ScoreInput> Rows(FormContent asked, IReadOnlyList<CriterionScore> scores) =>
    [
        .. asked.Criteria.Select(c => scores.FirstOrDefault(s => s.Key == c.Key) is { } score
            ? new ScoreInput { Key = c.Key, Score = score.Score?.ToString(CultureInfo.InvariantCulture), Evidence = score.Evidence }
            : new() { Key = c.Key }),
    ];
}

/// <summary>What was typed of a criterion.</summary>
public sealed class ScoreInput
{
    /// <summary>The criterion's key.</summary>
    public string? Key { get; set; }

    /// <summary>From 1 to 5; empty where it was not seen.</summary>
    public string? Score { get; set; }

    /// <summary>What was seen.</summary>
    public string? Evidence { get; set; }
}

namespace Plumbline.Inspection;

/// <summary>Where somebody stands, the worst first.</summary>
public enum AreaState
{
    /// <summary>The latest attempt was not passed.</summary>
    Failed,

    /// <summary>What was passed is not valid any more.</summary>
    Lapsed,

    /// <summary>Nobody has looked yet.</summary>
    NeverSeen,

    /// <summary>Valid, and to be renewed soon.</summary>
    Due,

    /// <summary>Valid.</summary>
    Valid,
}

/// <summary>What came of a form for a person, as far as a standing needs it.</summary>
public sealed record FormResult(long Id, long PersonId, long FormId, DateOnly Day, bool Passed, DateOnly? ValidUntil);

/// <summary>A form that counts, as far as a standing needs it.</summary>
public sealed record CountedForm(long Id, string Name, FormKind Kind, AreaKey Validates);

/// <summary>Where somebody stands with a form.</summary>
/// <param name="Form">The form.</param>
/// <param name="State">Where they stand.</param>
/// <param name="Day">Not passed on, lapsed after, or valid until this day; null where nobody has looked.</param>
/// <param name="ResultId">The latest result; null where there is none.</param>
public sealed record FormStanding(CountedForm Form, AreaState State, DateOnly? Day, long? ResultId);

/// <summary>Where somebody stands in an area: as badly as with the worst of the forms that it takes.</summary>
public sealed record AreaStanding(AreaKey Key, IReadOnlyList<FormStanding> Forms)
{
    /// <summary>So many days before it lapses it is due to be renewed.</summary>
    public const int DueDays = 60;

    /// <summary>The form that decides: the worst, and of those the one that comes first.</summary>
    public FormStanding Decides => Forms.OrderBy(f => f.State).ThenBy(f => f.Day).ThenBy(f => f.Form.Id).First();

    /// <summary>Where they stand.</summary>
    public AreaState State => Decides.State;

    /// <summary>Whether all of it is valid.</summary>
    public bool IsValidated => State is AreaState.Valid or AreaState.Due;

    /// <summary>Where a person stands in each area that anything is required for.</summary>
    /// <param name="required">The forms in use that are required.</param>
    /// <param name="results">The person's final results; of each form the latest counts.</param>
    /// <param name="today">The company's day.</param>
    public static IReadOnlyList<AreaStanding> Of(IEnumerable<CountedForm> required, IEnumerable<FormResult> results, DateOnly today)
    {
        var latest = results.GroupBy(r => r.FormId).ToDictionary(g => g.Key, g => g.OrderByDescending(r => r.Day).ThenByDescending(r => r.Id).First());
        return
        [
            .. required.GroupBy(f => f.Validates).OrderBy(g => g.Key.Area).ThenBy(g => g.Key.Family, StringComparer.OrdinalIgnoreCase)
                .Select(g => new AreaStanding(g.Key, [.. g.OrderBy(f => f.Id).Select(f => Of(f, latest.GetValueOrDefault(f.Id), today))])),
        ];
    }

    private static FormStanding Of(CountedForm form, FormResult? latest, DateOnly today) => latest switch
    {
        null => new(form, AreaState.NeverSeen, null, null),
        { Passed: true, ValidUntil: { } until } => new(form, until < today ? AreaState.Lapsed : until.DayNumber - today.DayNumber <= DueDays ? AreaState.Due : AreaState.Valid, until, latest.Id),
        _ => new(form, AreaState.Failed, latest.Day, latest.Id),
    };
}

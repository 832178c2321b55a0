using Plumbline.Files;
using Plumbline.People;

namespace Plumbline.Inspection;

/// <summary>A person in the matrix, with the team and the standing in each area.</summary>
public sealed record MatrixRow(Person Person, string? Team, IReadOnlyList<AreaStanding> Areas)
{
    /// <summary>Where they stand in an area; null where nothing is required.</summary>
    public AreaStanding? In(AreaKey key) => Areas.FirstOrDefault(a => a.Key == key);
}

/// <summary>The reader's people by area. <paramref name="Validated"/> of all found are valid in all that is required.</summary>
public sealed record MatrixView(IReadOnlyList<AreaKey> Areas, IReadOnlyList<MatrixRow> Rows, int Found, int Validated, int Page, int Pages, IReadOnlyList<Team> Teams, long? TeamId, IReadOnlyList<Drift> Drifts, Func<long?, string> NameOf, DateOnly Today);

/// <summary>An attempt in a list.</summary>
public sealed record ValidationLine(long Id, long FormId, DateOnly Day, string Form, FormKind Kind, long? ObserverId, ValidationState State, bool? Passed, DateOnly? ValidUntil);

/// <summary>One person's validations: where they stand, what came of each, and the quizzes that can be taken. <paramref name="Optional"/> are the forms in use that are not required.</summary>
public sealed record PersonView(Person Person, bool IsOwn, bool MayObserve, IReadOnlyList<AreaStanding> Areas, IReadOnlyList<CountedForm> Optional, IReadOnlyList<ValidationLine> Lines, Func<long?, string> NameOf, DateOnly Today)
{
    /// <summary>The quiz of a form that the person has begun; null where there is none.</summary>
    public long? Begun(long form) => Lines.FirstOrDefault(l => l.FormId == form && l.State == ValidationState.Taking)?.Id;
}

/// <summary>A validation as its page shows it, with what others saw of the same.</summary>
public sealed record ResultView(Validation Validation, string? Account, KeptFile? File, IReadOnlyList<Observation> Beside, bool IsOwn, bool MayAssess, Func<long?, string> NameOf, DateOnly Today);

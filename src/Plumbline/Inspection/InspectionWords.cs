using Plumbline.Ui;

namespace Plumbline.Inspection;

/// <summary>How validations read on a page.</summary>
internal static class InspectionWords
{
    public static string Of(AreaKey key) => key.Area switch
    {
        ValidationArea.CanSell => "Can sell",
        ValidationArea.KnowsOffering => $"Knows {key.Family}",
        ValidationArea.RepresentsUs => "Represents us",
    };

    public static string Of(ValidationArea area) => area switch
    {
        ValidationArea.CanSell => "Can sell",
        ValidationArea.KnowsOffering => "Knows the offering",
        ValidationArea.RepresentsUs => "Represents us",
    };

    public static string Of(FormKind kind) => kind switch
    {
        FormKind.Observation => "Visit or call",
        FormKind.RolePlay => "Role-play",
        FormKind.PlanPresentation => "Plan presentation",
        FormKind.Quiz => "Quiz",
        FormKind.Certificate => "Certificate",
    };

    public static string Of(QuestionKind kind) => kind switch
    {
        QuestionKind.OneRight => "one choice is right",
        QuestionKind.SeveralRight => "several choices are right",
        QuestionKind.FreeText => "in one’s own words",
    };

    public static string Of(ObserverRole role) => role switch
    {
        ObserverRole.Coach => "Coach: I watch, and help afterwards",
        ObserverRole.Demonstrate => "Demonstrate: I show how it is done",
        ObserverRole.Joint => "Joint: we both sell",
    };

    /// <summary>As in "valid until Tue 24 Nov".</summary>
    public static string Of(AreaState state, DateOnly? day, DateOnly today)
    {
        var on = day is { } known ? Figures.Day(known, today) : "";
        return state switch
        {
            AreaState.Failed => $"not passed on {on}",
            AreaState.Lapsed => $"lapsed after {on}",
            AreaState.NeverSeen => "never seen",
            AreaState.Due => $"due by {on}",
            AreaState.Valid => $"valid until {on}",
        };
    }

    public static Standing ToneOf(AreaState state) => state switch
    {
        AreaState.Failed or AreaState.Lapsed => Standing.Bad,
        AreaState.Due => Standing.Watch,
        AreaState.Valid => Standing.Good,
        AreaState.NeverSeen => Standing.Neutral,
    };

    /// <summary>How far an attempt is, or what came of it: "passed, valid until Tue 24 Nov 2027".</summary>
    public static string Of(ValidationState state, bool? passed, DateOnly? validUntil, DateOnly today) => state switch
    {
        ValidationState.Writing => "being written",
        ValidationState.Taking => "being taken",
        ValidationState.Waiting => "waits for somebody who reads the answers",
        _ => passed == true && validUntil is { } until ? until < today ? $"passed, lapsed after {Figures.Day(until, today)}" : $"passed, valid until {Figures.Day(until, today)}" : "not passed yet",
    };

    public static Standing ToneOf(ValidationState state, bool? passed, DateOnly? validUntil, DateOnly today) =>
        state is not (ValidationState.Shared or ValidationState.Acknowledged) ? Standing.Neutral : passed == true ? validUntil < today ? Standing.Bad : Standing.Good : Standing.Bad;

    /// <summary>The address at which a person is observed by a form.</summary>
    public static string ObserveHref(long person, long form) => FormattableString.Invariant($"inspection/observe?person={person}&form={form}");
}

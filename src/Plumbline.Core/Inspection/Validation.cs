namespace Plumbline.Inspection;

/// <summary>How far a validation is.</summary>
public enum ValidationState
{
    /// <summary>The observer writes; nobody else sees it.</summary>
    Writing,

    /// <summary>The person answers the questions of a quiz.</summary>
    Taking,

    /// <summary>Answers in words wait for somebody who reads them.</summary>
    Waiting,

    /// <summary>It is final.</summary>
    Shared,

    /// <summary>It is final, and the person has said that they read it.</summary>
    Acknowledged,
}

/// <summary>One attempt of a person to be validated by a form. Once it is final it never changes, but for the person's word that they read it.</summary>
public abstract class Validation
{
    private protected Validation() => Asked = null!;

    private protected Validation(long personId, ValidationForm form, long? observerId, DateOnly day)
    {
        Refuse.Unless(!form.IsRetired, Refusal.Conflict, $"“{form.Content.Name}” is not in use any more.");
        (PersonId, FormId, Asked, ObserverId, Day) = (personId, form.Id, form.Content, observerId, day);
    }

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>Who is validated.</summary>
    public long PersonId { get; private set; }

    /// <summary>By which form.</summary>
    public long FormId { get; private set; }

    /// <summary>What the form asked then.</summary>
    public FormContent Asked { get; private set; }

    /// <summary>Who watched, read or recorded it; null of a quiz that nobody had to read.</summary>
    public long? ObserverId { get; private protected set; }

    /// <summary>The company's day on which it was.</summary>
    public DateOnly Day { get; private protected set; }

    /// <summary>How far it is.</summary>
    public ValidationState State { get; private protected set; }

    /// <summary>The result, from 0 to 1; null until it is final, and of a certificate.</summary>
    public decimal? Score { get; private set; }

    /// <summary>Whether it is passed; null until it is final.</summary>
    public bool? Passed { get; private set; }

    /// <summary>The last day on which it is valid; null where it is not passed.</summary>
    public DateOnly? ValidUntil { get; private set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>Whether it can change no more.</summary>
    public bool IsFinal => State is ValidationState.Shared or ValidationState.Acknowledged;

    /// <summary>Who may observe whom: managers above the person, and others who manage or lead. Nobody observes themselves.</summary>
    /// <exception cref="RefusedException">The observer may not.</exception>
    public static void RefuseObserver(People.Person observer, long personId, bool isAbove)
    {
        Refuse.Unless(observer.Id != personId, Refusal.NotAllowed, "Nobody validates themselves. Ask your manager, or another one, to come along.");
        Refuse.Unless(isAbove || (observer.Roles & (People.Roles.Manager | People.Roles.Leadership)) != 0, Refusal.NotAllowed, "Only managers and the leadership validate others.");
    }

    private protected void RefuseFinal() => Refuse.Unless(!IsFinal, Refusal.Conflict, "This is shared, and stands as it is.");

    private protected void End(decimal? score, bool passed, DateOnly validUntil) =>
        (Score, Passed, ValidUntil, State) = (score is { } result ? Math.Round(result, 4) : null, passed, passed ? validUntil : null, ValidationState.Shared);
}

using Plumbline.Typing;

namespace Plumbline.Comments;

/// <summary>What can be commented on.</summary>
public enum SubjectKind
{
    /// <summary>A salesperson's plan for six months.</summary>
    BusinessPlan,

    /// <summary>A plan for one account.</summary>
    AccountPlan,

    /// <summary>An account.</summary>
    Account,

    /// <summary>A promise in the ledger: a step or a tactic of an account plan, a goal, a next step.</summary>
    Commitment,
}

/// <summary>What a comment is about.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its number.</param>
public readonly record struct Subject(SubjectKind Kind, long Id);

/// <summary>Something a person said about a record, for everyone who sees the record.</summary>
public sealed class Comment
{
    /// <summary>How long a comment may be, in characters.</summary>
    public const int LongestText = 4_000;

    /// <summary>Says something.</summary>
    /// <param name="about">What it is about.</param>
    /// <param name="key">What tells it from others of the person, so that a form sent twice says it once.</param>
    /// <param name="by">Who says it.</param>
    /// <param name="text">What is said.</param>
    /// <param name="at">When.</param>
    /// <exception cref="RefusedException">Nothing is said, or too much.</exception>
    public Comment(Subject about, string key, long by, string text, DateTimeOffset at)
    {
        Refuse.Unless(RecordedHere.IsKey(key), Refusal.Invalid, "The form is broken. Load the page again.");
        (Kind, SubjectId, Key, PersonId, Text, At) = (about.Kind, about.Id, key, by, Said(text), at);
    }

    private Comment() => (Key, Text) = ("", "");

    /// <summary>The database's number for the comment; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>What kind of record it is about.</summary>
    public SubjectKind Kind { get; private set; }

    /// <summary>The record's number.</summary>
    public long SubjectId { get; private set; }

    /// <summary>What tells it from others of the person.</summary>
    public string Key { get; private set; }

    /// <summary>Who said it.</summary>
    public long PersonId { get; private set; }

    /// <summary>When it was said.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>What was said; empty once deleted.</summary>
    public string Text { get; private set; }

    /// <summary>When it was changed last; null where it never was.</summary>
    public DateTimeOffset? EditedAt { get; private set; }

    /// <summary>When it was deleted; null while it stands. That something was said stays visible.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>Counts the changes, so that two who save at once are told.</summary>
    public int Revision { get; private set; }

    /// <summary>What it is about.</summary>
    public Subject Subject => new(Kind, SubjectId);

    /// <summary>Says it differently.</summary>
    /// <exception cref="RefusedException">It is another's, deleted, was changed since it was read, or says nothing.</exception>
    public void Edit(long by, int read, string text, DateTimeOffset at)
    {
        Open(by, read);
        (Text, EditedAt) = (Said(text), at);
        Revision++;
    }

    /// <summary>Takes it back.</summary>
    /// <exception cref="RefusedException">It is another's, deleted already, or was changed since it was read.</exception>
    public void Delete(long by, int read, DateTimeOffset at)
    {
        Open(by, read);
        (Text, DeletedAt) = ("", at);
        Revision++;
    }

    private void Open(long by, int read)
    {
        Refuse.Unless(by == PersonId, Refusal.NotAllowed, "Only whoever wrote a comment changes it.");
        Refuse.Unless(DeletedAt is null, Refusal.Conflict, "This comment was deleted already.");
        Refuse.Stale("this comment", read, Revision);
    }

    /// <summary>What is said as it is kept.</summary>
    /// <exception cref="RefusedException">Nothing is said, or too much.</exception>
    public static string Said(string text)
    {
        var said = text.Trim().ReplaceLineEndings("\n");
        Refuse.Unless(said.Length > 0, Refusal.Invalid, "Write something first.", "Text");
        Refuse.Unless(said.Length <= LongestText, Refusal.Invalid, $"That is {said.Length} characters long. Keep it below {LongestText}.", "Text");
        return said;
    }
}

/// <summary>A word of a comment, folded, by whose beginning the comment is found.</summary>
public sealed class CommentWord
{
    /// <summary>The longest beginning of a word that is kept.</summary>
    public const int Longest = 40;

    /// <summary>The word.</summary>
    public required string Word { get; init; }

    /// <summary>The comment that says it.</summary>
    public required long CommentId { get; init; }

    /// <summary>The words of a text as they are kept, each once.</summary>
    public static IReadOnlyList<string> In(string text) => [.. Folded.Words(text).Select(w => w.Length <= Longest ? w : w[..Longest]).Distinct()];
}

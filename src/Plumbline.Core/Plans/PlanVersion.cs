namespace Plumbline.Plans;

/// <summary>Who signs a plan.</summary>
public enum Side
{
    /// <summary>The one whose plan it is.</summary>
    Salesperson,

    /// <summary>The salesperson's manager, or someone above.</summary>
    Manager,
}

/// <summary>What has become of a version.</summary>
public enum Standing
{
    /// <summary>Waits for signatures or a counter-proposal.</summary>
    OnTable,

    /// <summary>The other side put another in its place before both had signed.</summary>
    Countered,

    /// <summary>Taken back by the side that had put it forward.</summary>
    Withdrawn,

    /// <summary>Both have signed, and none came after: the version in force.</summary>
    Agreed,

    /// <summary>Was in force until a later one was agreed.</summary>
    Superseded,

    /// <summary>The side that had put it forward put another in its place before both had signed.</summary>
    Replaced,
}

/// <summary>A signature: who, for which side, when, and the hash of what was read.</summary>
public sealed record Signature(Side Side, long PersonId, DateTimeOffset At, string Hash);

/// <summary>One proposal of a plan. It is kept whole, for ever; only signatures and its standing are added.</summary>
public sealed class PlanVersion
{
    private readonly List<Signature> _signatures = [];

    internal PlanVersion(int number, PlanContent content, Side side, long personId, DateTimeOffset at, string? reason)
    {
        (Number, ProposedBySide, ProposedBy, ProposedAt, Reason) = (number, side, personId, at, reason);
        Text = PlanText.Of(content);
        Hash = PlanText.Hash(Text);
    }

    private PlanVersion() => (Text, Hash) = ("", "");

    /// <summary>Counts from 1 within the plan.</summary>
    public int Number { get; private set; }

    /// <summary>The canonical text; see <see cref="PlanText"/>.</summary>
    public string Text { get; private set; }

    /// <summary>SHA-256 of <see cref="Text"/>, 64 hexadecimal digits.</summary>
    public string Hash { get; private set; }

    /// <summary>The side that put it on the table.</summary>
    public Side ProposedBySide { get; private set; }

    /// <summary>The person who put it on the table.</summary>
    public long ProposedBy { get; private set; }

    /// <summary>When it was put on the table.</summary>
    public DateTimeOffset ProposedAt { get; private set; }

    /// <summary>Why the plan in force is to be changed; null in the first agreement.</summary>
    public string? Reason { get; private set; }

    /// <summary>What has become of it.</summary>
    public Standing Standing { get; internal set; }

    /// <summary>The company's day on which the second signature came; null until then.</summary>
    public DateOnly? AgreedOn { get; private set; }

    /// <summary>At most one for each side.</summary>
    public IReadOnlyList<Signature> Signatures => _signatures;

    /// <summary>What it says.</summary>
    public PlanContent Content => field ??= PlanText.Read(Text);

    /// <summary>Whether the text is still the one that the hash was taken of.</summary>
    public bool IsIntact => PlanText.Hash(Text) == Hash;

    /// <summary>The side's signature; null where it has not signed.</summary>
    public Signature? SignatureOf(Side side) => _signatures.Find(s => s.Side == side);

    internal void Sign(Side side, long personId, DateTimeOffset at, DateOnly today)
    {
        _signatures.Add(new(side, personId, at, Hash));
        AgreedOn = _signatures.Count == 2 ? today : null;
    }
}

/// <summary>What one side is working on and has not put forward yet.</summary>
public sealed class PlanDraft
{
    private PlanContent? _content;

    internal PlanDraft(Side side, PlanContent content, long personId, DateTimeOffset at)
    {
        Side = side;
        Text = "";
        Write(content, personId, at);
    }

    private PlanDraft() => Text = "";

    /// <summary>Whose draft it is.</summary>
    public Side Side { get; private set; }

    /// <summary>The canonical text; see <see cref="PlanText"/>.</summary>
    public string Text { get; private set; }

    /// <summary>Who edited it last.</summary>
    public long EditedBy { get; private set; }

    /// <summary>When it was edited last.</summary>
    public DateTimeOffset EditedAt { get; private set; }

    /// <summary>What it says.</summary>
    public PlanContent Content => _content ??= PlanText.Read(Text);

    internal void Write(PlanContent content, long personId, DateTimeOffset at) =>
        (_content, Text, EditedBy, EditedAt) = (content, PlanText.Of(content), personId, at);
}

/// <summary>A remark on a line of the plan, or on the plan as a whole where <paramref name="Path"/> is empty.</summary>
public sealed record PlanComment(string Path, long PersonId, string Text, DateTimeOffset At);

/// <summary>A word of what was remarked in talks about a plan, folded, by whose beginning it is found.</summary>
public sealed class PlanCommentWord
{
    /// <summary>The word.</summary>
    public required string Word { get; init; }

    /// <summary>The plan.</summary>
    public required long PlanId { get; init; }
}

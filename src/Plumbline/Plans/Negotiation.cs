namespace Plumbline.Plans;

/// <summary>A content under the name by which a page calls it.</summary>
public sealed record NamedContent(string Name, PlanContent Content);

/// <summary>What a side weighs against what: its own draft against what lies on the table, or the last version against the one before.</summary>
public sealed class Negotiation
{
    internal Negotiation(PlanView view)
    {
        var plan = view.Plan;
        var last = plan.OnTable ?? plan.InForce ?? (view.Opened.Versions is [.., var latest] ? latest : null);
        var draft = plan.DraftOf(view.Opened.Side);
        HasChanges = draft is not null && draft != (plan.OnTable ?? plan.InForce)?.Content;
        if (last is not null && HasChanges)
        {
            (Left, Right) = (Named(last), new(plan.State == PlanState.Draft ? "The draft" : "Your draft", draft!));
        }
        else if (last is not null && Before(view, last) is { } before)
        {
            (Left, Right) = (Named(before), Named(last));
        }

        Difference = Left is null || Right is null ? null : PlanDifference.Between(Left.Content, Right.Content);
        CanTake = HasChanges && plan.OnTable is not null && view.Can(PlanMove.Accept);
        CanPropose = HasChanges && view.Can(PlanMove.Propose);
        CanSign = view.Can(PlanMove.Sign) && plan.OnTable!.SignatureOf(view.Opened.Side) is null;
    }

    /// <summary>Whether the reader's side has written what nobody has been shown as a version yet.</summary>
    public bool HasChanges { get; }

    /// <summary>What is compared with; null where there is nothing to compare.</summary>
    public NamedContent? Left { get; }

    /// <summary>What is compared with it.</summary>
    public NamedContent? Right { get; }

    /// <summary>From left to right.</summary>
    public PlanDifference? Difference { get; }

    /// <summary>Whether the reader's draft can take lines of what is on the table.</summary>
    public bool CanTake { get; }

    /// <summary>Whether the reader can put the draft forward: submit it, or counter.</summary>
    public bool CanPropose { get; }

    /// <summary>Whether the version on the table waits for the reader's signature.</summary>
    public bool CanSign { get; }

    /// <summary>The paths that differ at or below <paramref name="path"/>: a line, a row, a section, or all where it is empty.</summary>
    public IReadOnlyList<string> PathsIn(string path) =>
        [.. (Difference?.Changes ?? []).Select(c => c.Path).Where(p => path == "" || p == path || p.StartsWith(path + ".", StringComparison.Ordinal))];

    private static NamedContent Named(PlanVersion version) => new($"Version {version.Number:0}", version.Content);

    private static PlanVersion? Before(PlanView view, PlanVersion version) => view.Opened.Versions.LastOrDefault(v => v.Number < version.Number);
}

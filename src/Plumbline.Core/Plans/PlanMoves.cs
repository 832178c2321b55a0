namespace Plumbline.Plans;

/// <summary>Where a plan stands between its two sides. That a version was superseded is the version's own <see cref="Standing"/>.</summary>
public enum PlanState
{
    /// <summary>The salesperson writes; nothing is on the table.</summary>
    Draft,

    /// <summary>The first proposal is on the table.</summary>
    Submitted,

    /// <summary>A counter-proposal is on the table.</summary>
    Negotiating,

    /// <summary>Both have signed the same version; it is in force.</summary>
    Agreed,

    /// <summary>A version is in force and a change to it is written or on the table.</summary>
    Amending,
}

/// <summary>What can be done with a plan.</summary>
public enum PlanMove
{
    /// <summary>Write the own draft.</summary>
    Edit,

    /// <summary>Put the own draft on the table: submit it, or counter with it.</summary>
    Propose,

    /// <summary>Take lines of the other side's proposal into the own draft.</summary>
    Accept,

    /// <summary>Sign the version on the table.</summary>
    Sign,

    /// <summary>Take back the own proposal, or drop the amendment.</summary>
    Withdraw,

    /// <summary>Open a change to the plan in force.</summary>
    Amend,

    /// <summary>Remark on a line.</summary>
    Comment,

    /// <summary>Throw away a draft that nobody has been shown as a version yet.</summary>
    Discard,
}

/// <summary>Someone who acts on a plan.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="IsInLine">Whether the salesperson reports to this person now, directly or through others.</param>
public sealed record Party(long PersonId, bool IsInLine);

/// <summary>The rules of the moves: which is open to whom, and why not, in words.</summary>
internal static class PlanMoves
{
    /// <summary>Why the move is not open to the side now; null where it is.</summary>
    public static RefusedException? WhyNot(BusinessPlan plan, Side side, PlanMove move)
    {
        var words = (plan.State, move) switch
        {
            (_, PlanMove.Comment) => null,
            (PlanState.Draft, PlanMove.Discard) => plan.Versions.Count == 0 ? null : "This plan was submitted once. What was put forward stays.",
            (_, PlanMove.Discard) => "The plan has been submitted. Only a draft is discarded.",
            (PlanState.Draft, PlanMove.Edit) => null,
            (PlanState.Draft, PlanMove.Propose) => side == Side.Salesperson ? null : "Only the salesperson submits the plan.",
            (PlanState.Draft, PlanMove.Accept or PlanMove.Sign or PlanMove.Withdraw) => "The plan has not been submitted yet.",
            (PlanState.Agreed, PlanMove.Amend) => null,
            (PlanState.Agreed, PlanMove.Sign) => "Both have signed. The plan is in force.",
            (PlanState.Agreed, PlanMove.Withdraw) => "Both have signed. What is agreed is changed by an amendment.",
            (PlanState.Agreed, _) => "The plan is agreed. Open an amendment to change it.",
            (PlanState.Amending, PlanMove.Amend) => "An amendment is open already.",
            (_, PlanMove.Amend) => "Only an agreed plan is amended. This one is not agreed yet.",
            (_, PlanMove.Edit or PlanMove.Propose) => null,
            (_, PlanMove.Sign) => plan.OnTable is null ? "No amendment has been proposed yet." : null,
            (_, PlanMove.Accept) => plan.OnTable?.ProposedBySide == Other(side) ? null : "There is no proposal of the other side to take lines from.",
            (PlanState.Negotiating, PlanMove.Withdraw) => "A counter-proposal has been made. Counter it, or sign it.",
            (_, PlanMove.Withdraw) => WhyNotWithdraw(plan, side),
            _ => throw new InvalidOperationException($"{plan.State}, {move}: no rule says."),
        };
        return words is null ? null : new(plan.State == PlanState.Draft && move == PlanMove.Propose ? Refusal.NotAllowed : Refusal.Conflict, words);
    }

    public static Side Other(Side side) => side == Side.Salesperson ? Side.Manager : Side.Salesperson;

    private static string? WhyNotWithdraw(BusinessPlan plan, Side side)
    {
        var opened = plan.State == PlanState.Amending ? plan.AmendedBySide : plan.OnTable?.ProposedBySide;
        return opened != side ? "Only the side that began this takes it back."
            : plan.OnTable?.SignatureOf(Other(side)) is not null ? "The other side has signed already."
            : null;
    }
}

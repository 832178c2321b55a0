using Plumbline.Ui;

namespace Plumbline.Plans;

/// <summary>Whose turn it is, in words.</summary>
/// <param name="IsMine">Whether the reader's side is asked to do something.</param>
/// <param name="Words">What is waited for.</param>
internal sealed record PlanTurn(bool IsMine, string Words)
{
    public static PlanTurn Of(PlanView view) => !view.Opened.IsParty ? InForce(view) : (view.Plan.State, view.Plan.OnTable) switch
    {
        (_, { } table) => OnTable(view, table),
        (PlanState.Draft, _) => view.IsOwn
            ? new(true, "It is your turn: only you and your managers see this draft. Submit it when it says what you mean.")
            : new(false, $"It is {view.Owner}'s turn: the plan is being written. You may write in the draft, too."),
        (PlanState.Amending, _) => view.Plan.AmendedBySide == view.Opened.Side
            ? new(true, $"It is your turn: write what is to change, and put it forward. {StaysInForce(view)}")
            : new(false, $"It is {Possessive(view, view.Plan.AmendedBySide!.Value)} turn: a change is being written and nothing has been put forward yet. {StaysInForce(view)}"),
        _ => InForce(view),
    };

    private static PlanTurn OnTable(PlanView view, PlanVersion table)
    {
        var mine = table.SignatureOf(view.Opened.Side) is null;
        var waiting = mine ? view.Opened.Side : Other(view.Opened.Side);
        var words = $"It is {Possessive(view, waiting)} turn: version {table.Number:0}, put forward by {view.Name(table.ProposedBy)} on {view.When(table.ProposedAt)}, waits for an answer.";
        return new(mine, view.Plan.InForce is null ? words : $"{words} {StaysInForce(view)}");
    }

    private static PlanTurn InForce(PlanView view)
    {
        var version = view.Plan.InForce!;
        return new(false, $"Both have signed version {version.Number:0} on {Figures.Day(version.AgreedOn!.Value, view.Today)}: {view.CountsFrom(version)}.");
    }

    private static string StaysInForce(PlanView view) => $"Version {view.Plan.InForce!.Number:0} stays in force until both have signed another.";

    private static string Possessive(PlanView view, Side side) => view.Name(side) is var name && name == "you" ? "your" : $"{name}'s";

    private static Side Other(Side side) => side == Side.Salesperson ? Side.Manager : Side.Salesperson;
}

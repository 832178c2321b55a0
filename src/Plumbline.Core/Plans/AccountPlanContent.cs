using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>All that an account plan says. How far its steps and tactics are is not among it: what is signed never changes.</summary>
public sealed record AccountPlanContent : PlanContent
{
    /// <summary>A plan with more steps than these has no focus.</summary>
    public const int MostSteps = 5;

    /// <summary>An empty plan for an account and a quarter.</summary>
    public AccountPlanContent(long accountId, Period period)
        : base(period) => AccountId = accountId;

    /// <summary>The account it is for.</summary>
    public long AccountId { get; }

    /// <inheritdoc/>
    public override PlanForm Form => PlanForm.Account;

    /// <inheritdoc/>
    public override AccountPlanContent Blank => new(AccountId, Period);

    /// <summary>What the account is to bring, and why it is worked.</summary>
    public AccountAims Aims { get; init; } = new();

    /// <summary>What matters to the customer.</summary>
    public CustomerView Customer { get; init; } = new();

    /// <summary>Key contacts.</summary>
    public Rows<KeyContact> Contacts { get; init; } = [];

    /// <summary>Competition.</summary>
    public Rows<Competitor> Competition { get; init; } = [];

    /// <summary>Past successes.</summary>
    public Rows<PastSuccess> Successes { get; init; } = [];

    /// <summary>Our products against what they have.</summary>
    public Rows<WhitespaceLine> Whitespace { get; init; } = [];

    /// <summary>How the relationship stands.</summary>
    public AccountSwot Swot { get; init; } = new();

    /// <summary>The way.</summary>
    public AccountStrategy Strategy { get; init; } = new();

    /// <summary>The steps, five at most.</summary>
    /// <exception cref="RefusedException">A sixth.</exception>
    public Rows<PlanStep> Steps
    {
        get;
        init
        {
            Refuse.Unless(value.Count <= MostSteps, Refusal.Invalid, "Five steps at most: focus is the point. Drop one before you add another.", "steps");
            field = value;
        }
    } = [];

    /// <summary>The tactics under the steps.</summary>
    public Rows<Tactic> Tactics { get; init; } = [];

    /// <summary>Risks and the help needed.</summary>
    public Rows<Obstacle> Risks { get; init; } = [];

    /// <summary>The tactics under a step.</summary>
    public IEnumerable<Tactic> TacticsOf(string step) => Tactics.Where(t => t.Step == step);

    /// <summary>The plan with the latest of the last contacts written and of those on record, by contact.</summary>
    public AccountPlanContent WithLastContacts(IReadOnlyDictionary<long, DateOnly> onRecord) => this with
    {
        Contacts = [.. Contacts.Select(c => c.ContactId is { } id && onRecord.TryGetValue(id, out var last) && !(c.LastContact >= last) ? c with { LastContact = last } : c)],
    };

    /// <summary>
    /// This plan as the start of the next: what is known of the account comes along, and so does what is not finished. Objectives and days are left out, since they must be thought anew.
    /// </summary>
    /// <param name="account">The account, under another number than before where it went into another since.</param>
    /// <param name="next">The quarter.</param>
    /// <param name="finished">The keys of steps and tactics that stay behind; a step takes its tactics with it.</param>
    public AccountPlanContent CarryOver(long account, Period next, IReadOnlySet<string> finished)
    {
        var steps = Steps.Where(s => !finished.Contains(s.Key)).ToList();
        return new(account, next)
        {
            Aims = new() { Purpose = Aims.Purpose, KnowsPlan = Aims.KnowsPlan, Renewal = Aims.Renewal >= next.FirstDay ? Aims.Renewal : null, Potential = Aims.Potential },
            Customer = Customer,
            Contacts = [.. Contacts.Select(c => c with { NextContact = null })],
            Competition = Competition,
            Successes = Successes,
            Whitespace = Whitespace,
            Swot = Swot,
            Strategy = Strategy,
            Steps = [.. steps.Select(s => s with { By = null })],
            Tactics = [.. Tactics.Where(t => !finished.Contains(t.Key) && steps.Any(s => s.Key == t.Step)).Select(t => t with { Due = null })],
            Risks = Risks,
        };
    }
}

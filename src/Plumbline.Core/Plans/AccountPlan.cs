using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>What came of a plan, said at its end.</summary>
public sealed record PlanReview(long PersonId, DateTimeOffset At, string Worked, string DidNot);

/// <summary>A salesperson's plan for one account and one fiscal quarter: to open it, to penetrate it further or to defend it.</summary>
public sealed class AccountPlan : Plan
{
    private const int ReviewDays = 14; // Before the quarter's end its review begins.
    private const int Quarter = 3;

    /// <summary>Begins a plan with a draft: an empty one, the last plan carried over, or a suggestion.</summary>
    /// <exception cref="RefusedException">Someone else's plan, or no quarter.</exception>
    public AccountPlan(long salespersonId, Party by, AccountPlanContent start, DateTimeOffset at)
        : base(salespersonId, by, start, at)
    {
        Refuse.Unless(start.Period.Length == Quarter, Refusal.Invalid, "An account plan covers a quarter.");
        AccountId = start.AccountId;
    }

    private AccountPlan() { }

    /// <summary>The account it is for. It stays with it when the account is merged into another: signed text names it.</summary>
    public long AccountId { get; private set; }

    /// <summary>What came of it; null until it is reviewed.</summary>
    public PlanReview? Outcome { get; private set; }

    /// <inheritdoc/>
    public override AccountPlanContent Blank => new(AccountId, Period);

    /// <summary>Whether a quarter's plans can be reviewed on a day: in its last two weeks, and after.</summary>
    public static bool IsReviewTime(Period quarter, DateOnly today) => today >= quarter.LastDay.AddDays(-ReviewDays);

    /// <summary>Whether this person can review it on this day.</summary>
    public bool CanReview(Party by, DateOnly today) => (by.PersonId == SalespersonId || by.IsInLine) && WhyNotReview(today) is null;

    /// <summary>Says at the quarter's end what worked and what did not. Nothing in the plan changes from then on.</summary>
    /// <exception cref="RefusedException">It is too early, the plan is not agreed, or nothing is said.</exception>
    public void Review(Party by, string worked, string didNot, DateTimeOffset at, DateOnly today)
    {
        SideOf(by);
        if (WhyNotReview(today) is { } words)
        {
            throw new RefusedException(Refusal.Conflict, words);
        }

        Refuse.Unless(!string.IsNullOrWhiteSpace(worked), Refusal.Invalid, "Say what worked.", nameof(worked));
        Refuse.Unless(!string.IsNullOrWhiteSpace(didNot), Refusal.Invalid, "Say what did not work.", nameof(didNot));
        (State, Outcome) = (PlanState.Reviewed, new(by.PersonId, at, worked.Trim(), didNot.Trim()));
    }

    private string? WhyNotReview(DateOnly today) =>
        State == PlanState.Reviewed ? "The plan is reviewed already."
        : State != PlanState.Agreed ? "A plan is reviewed once it is agreed and no change to it is open."
        : !IsReviewTime(Period, today) ? $"The quarter runs until {Said.Day(Period.LastDay)}. Review it in its last two weeks, or after."
        : null;
}

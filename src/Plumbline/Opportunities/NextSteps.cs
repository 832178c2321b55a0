using Plumbline.Pipeline;

namespace Plumbline.Opportunities;

/// <summary>
/// The one place where the next step of an opportunity is planned, done or dropped, whatever page it comes from. Within the transaction that saves the opportunity, which is tracked; what is promised with it can be written down here.
/// </summary>
internal static class NextSteps
{
    /// <summary>Plans the step, or another one or another day for it; nothing typed drops it.</summary>
    public static void Plan(Opportunity opportunity, string? step, DateOnly? due, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(step) && due is null)
        {
            Drop(opportunity);
        }
        else
        {
            opportunity.PlanNext(step, due, today);
        }
    }

    /// <summary>It was done.</summary>
    public static void Done(Opportunity opportunity)
    {
        Refuse.Unless(opportunity.NextStep is not null, Refusal.Conflict, "No next step is planned.");
        opportunity.ClearNext();
    }

    /// <summary>It will not be done: another thing matters, or the opportunity ended.</summary>
    public static void Drop(Opportunity opportunity) => opportunity.ClearNext();
}

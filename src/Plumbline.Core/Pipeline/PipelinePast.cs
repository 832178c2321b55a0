namespace Plumbline.Pipeline;

/// <summary>
/// The pipeline as it was: an opportunity rebuilt from its history. Of each value the last one recorded by then counts, else what stood before the first change after it, else what stands now.
/// </summary>
public static class PipelinePast
{
    /// <summary>What an opportunity was at the end of a day; null where it was not there yet.</summary>
    /// <param name="now">As it is.</param>
    /// <param name="history">All of its changes, in any order.</param>
    /// <param name="day">The day.</param>
    /// <param name="end">The first instant after the day, where the company is.</param>
    public static OpportunityValues? AsOf(Opportunity now, IEnumerable<OpportunityChange> history, DateOnly day, DateTimeOffset end)
    {
        var inOrder = history.OrderBy(c => c.At).ThenBy(c => c.Id).ToList();
        var next = inOrder.FindIndex(c => c.At >= end);
        var (past, later) = next < 0 ? (inOrder, []) : (inOrder[..next], inOrder[next..]);
        return StateAsOf(now, past, later, day) is not { } state ? null : new(
            state,
            Value(OpportunityValueNames.Stage, c => c.Stage, c => c.StageBefore, now.Stage),
            Value(OpportunityValueNames.Amount, c => c.Amount, c => c.AmountBefore, now.Amount),
            Value(OpportunityValueNames.ExpectedClose, c => c.ExpectedClose, c => c.ExpectedCloseBefore, now.ExpectedClose),
            Value(OpportunityValueNames.Salesperson, c => c.SalespersonId, c => c.SalespersonBeforeId, now.SalespersonId));

        T Value<T>(OpportunityValueNames name, Func<OpportunityChange, T> became, Func<OpportunityChange, T> was, T stands) =>
            past.FindLast(c => c.Tells(name)) is { } told ? became(told)
            : later.Find(c => c.Tells(name)) is { KnowsBefore: true } first ? was(first)
            : stands;
    }

    /// <summary>As recorded; where nothing was, the days of opening and closing tell it.</summary>
    private static OpportunityState? StateAsOf(Opportunity now, List<OpportunityChange> past, List<OpportunityChange> later, DateOnly day)
    {
        if (past.FindLast(c => c.State is not null) is { } told)
        {
            return told.State;
        }

        var changes = later.Find(c => c.State is not null);
        if (changes?.IsOpening == true || (now.Opened > day && past.Count == 0))
        {
            return null;
        }

        return changes is { KnowsBefore: true } ? changes.StateBefore : now.Closed > day ? OpportunityState.Open : now.State;
    }
}

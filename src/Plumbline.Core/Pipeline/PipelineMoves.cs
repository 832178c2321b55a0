namespace Plumbline.Pipeline;

/// <summary>What can become of an opportunity between two days.</summary>
public enum PipelineMove
{
    /// <summary>It was not there before, or was somebody else's.</summary>
    New,

    /// <summary>Ordered by the customer.</summary>
    Won,

    /// <summary>Ended without an order.</summary>
    Lost,

    /// <summary>Taken up again after it had ended.</summary>
    Reopened,

    /// <summary>In another stage.</summary>
    Moved,

    /// <summary>Worth more.</summary>
    Up,

    /// <summary>Worth less.</summary>
    Down,

    /// <summary>Expected to close later.</summary>
    Pushed,

    /// <summary>Expected to close sooner.</summary>
    Pulled,

    /// <summary>Given to somebody whose pipeline is not the one looked at.</summary>
    HandedOver,
}

/// <summary>What became of the pipeline between two days, told by comparing it as it was with as it is.</summary>
public static class PipelineMoves
{
    /// <summary>What became of one opportunity; several things may have.</summary>
    /// <param name="before">As it was; null where it was not there.</param>
    /// <param name="after">As it was or is later.</param>
    /// <param name="isOurs">Whether the pipeline of this salesperson (null: nobody) is looked at.</param>
    public static IEnumerable<PipelineMove> Between(OpportunityValues? before, OpportunityValues after, Func<long?, bool> isOurs)
    {
        var was = before is { } there && isOurs(there.SalespersonId) ? there : (OpportunityValues?)null;
        if (!isOurs(after.SalespersonId))
        {
            return was is { State: OpportunityState.Open } ? [PipelineMove.HandedOver] : [];
        }

        return was is { } known ? Changes(known, after) : after.State switch
        {
            OpportunityState.Won => [PipelineMove.New, PipelineMove.Won],
            OpportunityState.Lost => [PipelineMove.New, PipelineMove.Lost],
            _ => [PipelineMove.New],
        };
    }

    private static IEnumerable<PipelineMove> Changes(OpportunityValues before, OpportunityValues after)
    {
        if (before.State != after.State)
        {
            yield return after.State switch { OpportunityState.Won => PipelineMove.Won, OpportunityState.Lost => PipelineMove.Lost, _ => PipelineMove.Reopened };
        }
        else if (before.Stage != after.Stage && after.State == OpportunityState.Open)
        {
            yield return PipelineMove.Moved;
        }

        var more = (after.Amount ?? 0) - (before.Amount ?? 0);
        if (more != 0)
        {
            yield return more > 0 ? PipelineMove.Up : PipelineMove.Down;
        }

        if (after.State == OpportunityState.Open && before.ExpectedClose is { } expected && after.ExpectedClose is { } now && expected != now)
        {
            yield return now > expected ? PipelineMove.Pushed : PipelineMove.Pulled;
        }
    }
}

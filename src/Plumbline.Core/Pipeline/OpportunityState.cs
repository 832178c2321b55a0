namespace Plumbline.Pipeline;

/// <summary>Whether an opportunity can still be won.</summary>
public enum OpportunityState
{
    /// <summary>Being worked.</summary>
    Open,

    /// <summary>Ordered by the customer.</summary>
    Won,

    /// <summary>Gone to a competitor, cancelled, or never decided.</summary>
    Lost,
}

namespace Plumbline.Reviews;

/// <summary>What the forms of a review's page post, as typed.</summary>
public sealed class ReviewInput
{
    /// <summary>The salesperson's answers by question.</summary>
    public Dictionary<string, string?>? Own { get; set; }

    /// <summary>The manager's answers by question.</summary>
    public Dictionary<string, string?>? Answer { get; set; }

    /// <summary>"hand" where it is given to the other side, else it is kept only.</summary>
    public string? Move { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }
}

/// <summary>A decision as typed.</summary>
public sealed class DecisionInput
{
    /// <summary>What is decided.</summary>
    public string? What { get; set; }

    /// <summary>Who does it.</summary>
    public string? Owner { get; set; }

    /// <summary>By when.</summary>
    public string? Due { get; set; }

    /// <summary>A key of the form's own, so that a decision sent twice is one.</summary>
    public string? Key { get; set; }
}

/// <summary>The next quarter's numbers as typed, a cell for each month.</summary>
public sealed class RecommitInput
{
    /// <summary>Revenue by month.</summary>
    public List<string?>? Revenue { get; set; }

    /// <summary>Margin by month.</summary>
    public List<string?>? Margin { get; set; }

    /// <summary>Why they are not those of the plan.</summary>
    public string? Because { get; set; }

    /// <summary>The version on the table, or in force, that was read; null where no plan covers the quarter.</summary>
    public int? Version { get; set; }

    /// <summary>Its hash.</summary>
    public string? Hash { get; set; }

    /// <summary>"sign" where that version is signed as it stands, "propose" where the numbers typed are put forward.</summary>
    public string? Move { get; set; }
}

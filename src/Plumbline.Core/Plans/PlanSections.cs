namespace Plumbline.Plans;

/// <summary>The last period in a few words.</summary>
public sealed record LastPeriod
{
    /// <summary>What worked.</summary>
    public string Worked { get; init; } = "";

    /// <summary>What did not.</summary>
    public string DidNot { get; init; } = "";

    /// <summary>What I stop doing.</summary>
    public string Stops { get; init; } = "";
}

/// <summary>The book of accounts at a glance.</summary>
public sealed record Market
{
    /// <summary>Accounts in the book.</summary>
    public decimal? Accounts { get; init; }

    /// <summary>Accounts in cycle: touched in the last 90 days.</summary>
    public decimal? InCycle { get; init; }

    /// <summary>What the book could buy in a year, in the company's currency.</summary>
    public decimal? Potential { get; init; }

    /// <summary>The segments worked.</summary>
    public string Segments { get; init; } = "";

    /// <summary>Threats to the existing business.</summary>
    public string Threats { get; init; } = "";
}

/// <summary>The personal goal above the quota, for the whole period: the quota is the commit, these are the two levels above it.</summary>
public sealed record Levels
{
    /// <summary>Target revenue.</summary>
    public decimal? TargetRevenue { get; init; }

    /// <summary>Target margin.</summary>
    public decimal? TargetMargin { get; init; }

    /// <summary>Stretch revenue.</summary>
    public decimal? StretchRevenue { get; init; }

    /// <summary>Stretch margin.</summary>
    public decimal? StretchMargin { get; init; }
}

/// <summary>Something to reach, measurable and dated.</summary>
public sealed record Goal(string Key) : IPlanRow
{
    /// <summary>What is to be reached.</summary>
    public string Statement { get; init; } = "";

    /// <summary>What is counted.</summary>
    public string Measure { get; init; } = "";

    /// <summary>Where it stands today, in the measure's unit.</summary>
    public decimal? Baseline { get; init; }

    /// <summary>What I stake my name on.</summary>
    public decimal? Commit { get; init; }

    /// <summary>What I aim for.</summary>
    public decimal? Target { get; init; }

    /// <summary>What is possible if all goes well.</summary>
    public decimal? Stretch { get; init; }

    /// <summary>The day by which.</summary>
    public DateOnly? ByWhen { get; init; }

    /// <summary>Why it matters.</summary>
    public string Why { get; init; } = "";

    /// <summary>How I will know.</summary>
    public string Proof { get; init; } = "";

    /// <summary>Whether it is a personal goal; else it is the business's.</summary>
    public bool IsPersonal { get; init; }

    /// <inheritdoc/>
    public bool IsBlank => this == new Goal(Key);
}

/// <summary>A skill to learn.</summary>
public sealed record TrainingNeed(string Key) : IPlanRow
{
    /// <summary>Which skill.</summary>
    public string Skill { get; init; } = "";

    /// <summary>Why: what shows the need.</summary>
    public string Why { get; init; } = "";

    /// <summary>How it is learned.</summary>
    public string How { get; init; } = "";

    /// <summary>The day by which.</summary>
    public DateOnly? ByWhen { get; init; }

    /// <summary>What it costs, in the company's currency.</summary>
    public decimal? Cost { get; init; }

    /// <summary>What is asked of the manager or the company.</summary>
    public string Support { get; init; } = "";

    /// <inheritdoc/>
    public bool IsBlank => this == new TrainingNeed(Key);
}

/// <summary>Something in the way, and the help it takes.</summary>
public sealed record Obstacle(string Key) : IPlanRow
{
    /// <summary>What is in the way.</summary>
    public string What { get; init; } = "";

    /// <summary>What would help.</summary>
    public string Help { get; init; } = "";

    /// <summary>Who takes care of it.</summary>
    public string Owner { get; init; } = "";

    /// <inheritdoc/>
    public bool IsBlank => this == new Obstacle(Key);
}

/// <summary>A promise in one sentence.</summary>
public sealed record PlanCommitment(string Key) : IPlanRow
{
    /// <summary>The sentence.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>The day by which.</summary>
    public DateOnly? ByWhen { get; init; }

    /// <inheritdoc/>
    public bool IsBlank => this == new PlanCommitment(Key);
}

using Plumbline.Typing;

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
    /// <summary>The territory or book: where, or which accounts.</summary>
    public string Territory { get; init; } = "";

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

/// <summary>In which list of named accounts one stands.</summary>
public enum NamedRank
{
    /// <summary>Among the ten that matter most.</summary>
    TopTen,

    /// <summary>On the bench of fifteen, to move up when one of the ten is won or given up.</summary>
    Bench,
}

/// <summary>An account, or a prospect, that the period is built on.</summary>
public sealed record NamedAccount(string Key) : IPlanRow
{
    /// <summary>How many make the top.</summary>
    public const int MostTop = 10;

    /// <summary>How many fit on the bench.</summary>
    public const int MostBench = 15;

    /// <summary>The account; null for a prospect who is none yet.</summary>
    public long? AccountId { get; init; }

    /// <summary>The account's name as written.</summary>
    public string Client { get; init; } = "";

    /// <summary>In which of the two lists; null where it is not said.</summary>
    public NamedRank? Rank { get; init; }

    /// <summary>What they buy of us in a year now, in the company's currency.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>What they could buy of us in a year.</summary>
    public decimal? Potential { get; init; }

    /// <summary>Who else sells to them.</summary>
    public string Competition { get; init; } = "";

    /// <summary>How they stand to us.</summary>
    public Relationship? Relationship { get; init; }

    /// <summary>The product to sell to them next; null where it is only named.</summary>
    public long? ProductId { get; init; }

    /// <summary>The product's name as written.</summary>
    public string Product { get; init; } = "";

    /// <summary>Who of us looks after them; null where the name is none of ours.</summary>
    public long? OwnerId { get; init; }

    /// <summary>The name of who looks after them.</summary>
    public string Owner { get; init; } = "";

    /// <inheritdoc/>
    public bool IsBlank => this == new NamedAccount(Key);
}

/// <summary>What the quota rests on, and how what the forecast leaves open is to be closed.</summary>
public sealed record Assumptions
{
    /// <summary>Revenue of an average deal.</summary>
    public decimal? AverageDeal { get; init; }

    /// <summary>Won out of closed, by count, as a fraction from 0 to 1.</summary>
    public decimal? WinRate { get; init; }

    /// <summary>Days from opened to won.</summary>
    public decimal? Cycle { get; init; }

    /// <summary>How many deals must be won.</summary>
    public decimal? Deals { get; init; }

    /// <summary>How the gap between forecast and quota is closed.</summary>
    public string Gap { get; init; } = "";
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

    /// <summary>The validation or certificate that it prepares.</summary>
    public string Prepares { get; init; } = "";

    /// <summary>What is asked of the manager or the company.</summary>
    public string Support { get; init; } = "";

    /// <summary>Whether it prepares for what is called so: an area in which people are validated, or one of its forms.</summary>
    public bool IsFor(string name) => $" {Folded.Of(Prepares)} ".Contains($" {Folded.Of(name)} ", StringComparison.Ordinal);

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

    /// <summary>What that person does about it.</summary>
    public string Action { get; init; } = "";

    /// <inheritdoc/>
    public bool IsBlank => this == new Obstacle(Key);
}

/// <summary>Something to do better than before.</summary>
public sealed record Improvement(string Key) : IPlanRow
{
    /// <summary>What is done.</summary>
    public string Action { get; init; } = "";

    /// <summary>What gets better by it.</summary>
    public string Brings { get; init; } = "";

    /// <summary>The day by which.</summary>
    public DateOnly? ByWhen { get; init; }

    /// <inheritdoc/>
    public bool IsBlank => this == new Improvement(Key);
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

/// <summary>When salesperson and manager look at the plan again.</summary>
public sealed record NextReview
{
    /// <summary>The day.</summary>
    public DateOnly? Day { get; init; }
}

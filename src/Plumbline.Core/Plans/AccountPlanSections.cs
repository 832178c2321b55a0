namespace Plumbline.Plans;

/// <summary>Why an account is worked.</summary>
public enum AccountPurpose
{
    /// <summary>They buy nothing from us yet.</summary>
    Open,

    /// <summary>They buy, and could buy more.</summary>
    Penetrate,

    /// <summary>What they buy is in danger.</summary>
    Defend,
}

/// <summary>Whether the customer knows the plan.</summary>
public enum CustomerKnows
{
    /// <summary>It is ours alone.</summary>
    No,

    /// <summary>Parts of it were talked over.</summary>
    Partly,

    /// <summary>It was shown and agreed with them.</summary>
    Yes,
}

/// <summary>What somebody at the customer has to do with a decision to buy.</summary>
public enum BuyingRole
{
    /// <summary>Says yes, and releases the money.</summary>
    Economic,

    /// <summary>Works with what is bought.</summary>
    User,

    /// <summary>Says whether it is fit.</summary>
    Technical,

    /// <summary>Helps us, and knows the way.</summary>
    Coach,

    /// <summary>Is against it.</summary>
    Blocker,
}

/// <summary>How much somebody's word weighs.</summary>
public enum Influence
{
    /// <summary>Little.</summary>
    Low,

    /// <summary>Some.</summary>
    Medium,

    /// <summary>Much.</summary>
    High,
}

/// <summary>How somebody stands to us, from worst to best.</summary>
public enum Relationship
{
    /// <summary>Wants someone else.</summary>
    Opposed,

    /// <summary>Doubts.</summary>
    Doubtful,

    /// <summary>Neither way.</summary>
    Neutral,

    /// <summary>Is for us.</summary>
    Supporter,

    /// <summary>Sells for us where we are not in the room.</summary>
    Champion,
}

/// <summary>How a customer stands to a product.</summary>
public enum Whitespace
{
    /// <summary>They have it from us.</summary>
    Have,

    /// <summary>They had it from us.</summary>
    Had,

    /// <summary>They have it from someone else.</summary>
    Competitor,

    /// <summary>They could use it.</summary>
    CouldUse,

    /// <summary>It is nothing for them.</summary>
    NoFit,
}

/// <summary>Whether a customer lets us name them.</summary>
public enum ReferenceAllowed
{
    /// <summary>They do not want it.</summary>
    No,

    /// <summary>They want to be asked each time.</summary>
    Ask,

    /// <summary>They may be named, and called.</summary>
    Yes,
}

/// <summary>What the account is to bring in the quarter, and why it is worked; money in the company's currency.</summary>
public sealed record AccountAims
{
    /// <summary>Open, penetrate or defend; null until said.</summary>
    public AccountPurpose? Purpose { get; init; }

    /// <summary>Revenue to be won in the quarter.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>Margin to be won in the quarter.</summary>
    public decimal? Margin { get; init; }

    /// <summary>What they could buy in a year.</summary>
    public decimal? Potential { get; init; }

    /// <summary>Whether the customer knows the plan; null until said.</summary>
    public CustomerKnows? KnowsPlan { get; init; }

    /// <summary>The day on which their contract ends or is renewed.</summary>
    public DateOnly? Renewal { get; init; }
}

/// <summary>What matters to the customer.</summary>
public sealed record CustomerView
{
    /// <summary>Their priorities.</summary>
    public string Priorities { get; init; } = "";

    /// <summary>How they decide and buy.</summary>
    public string Decides { get; init; } = "";
}

/// <summary>Someone at the customer who counts.</summary>
public sealed record KeyContact(string Key) : IPlanRow
{
    /// <summary>The contact, where we know them; null for a name only.</summary>
    public long? ContactId { get; init; }

    /// <summary>The name as written.</summary>
    public string Name { get; init; } = "";

    /// <summary>Job title.</summary>
    public string Title { get; init; } = "";

    /// <summary>Whom they report to, by name.</summary>
    public string ReportsTo { get; init; } = "";

    /// <summary>Role in the decision; null until known.</summary>
    public BuyingRole? Role { get; init; }

    /// <summary>How much their word weighs; null until known.</summary>
    public Influence? Influence { get; init; }

    /// <summary>How they stand to us; null until known.</summary>
    public Relationship? Relationship { get; init; }

    /// <summary>The last day on which we spoke.</summary>
    public DateOnly? LastContact { get; init; }

    /// <summary>The day on which we mean to speak next.</summary>
    public DateOnly? NextContact { get; init; }

    /// <summary>What matters to them.</summary>
    public string Matters { get; init; } = "";

    /// <summary>Who of us looks after them; null where nobody is chosen.</summary>
    public long? OwnerId { get; init; }

    /// <summary>That person's name as written.</summary>
    public string Owner { get; init; } = "";

    /// <inheritdoc/>
    public bool IsBlank => this == new KeyContact(Key);
}

/// <summary>Someone who sells to the same customer.</summary>
public sealed record Competitor(string Key) : IPlanRow
{
    /// <summary>Who.</summary>
    public string Name { get; init; } = "";

    /// <summary>With what.</summary>
    public string Product { get; init; } = "";

    /// <summary>Where they are strong.</summary>
    public string Strong { get; init; } = "";

    /// <summary>Where they are weak.</summary>
    public string Weak { get; init; } = "";

    /// <summary>Our answer.</summary>
    public string Answer { get; init; } = "";

    /// <inheritdoc/>
    public bool IsBlank => this == new Competitor(Key);
}

/// <summary>Something that went well.</summary>
public sealed record PastSuccess(string Key) : IPlanRow
{
    /// <summary>What.</summary>
    public string What { get; init; } = "";

    /// <summary>When.</summary>
    public DateOnly? When { get; init; }

    /// <summary>What it was worth, in the company's currency.</summary>
    public decimal? Value { get; init; }

    /// <summary>Who can vouch for it.</summary>
    public string Voucher { get; init; } = "";

    /// <summary>Whether they let us name them; null until asked.</summary>
    public ReferenceAllowed? Reference { get; init; }

    /// <summary>The opportunity that was won; null where it is only told.</summary>
    public long? OpportunityId { get; init; }

    /// <inheritdoc/>
    public bool IsBlank => this == new PastSuccess(Key);
}

/// <summary>One of our products, and how the customer stands to it.</summary>
public sealed record WhitespaceLine(string Key) : IPlanRow
{
    /// <summary>The product; null where it is only named.</summary>
    public long? ProductId { get; init; }

    /// <summary>The product's name as written.</summary>
    public string Product { get; init; } = "";

    /// <summary>How they stand to it; null until judged.</summary>
    public Whitespace? Standing { get; init; }

    /// <summary>What it could bring, in the company's currency.</summary>
    public decimal? Estimate { get; init; }

    /// <summary>In words.</summary>
    public string Note { get; init; } = "";

    /// <inheritdoc/>
    public bool IsBlank => this == new WhitespaceLine(Key);
}

/// <summary>How the relationship stands, in four short lists: a point a line.</summary>
public sealed record AccountSwot
{
    /// <summary>Where we are strong with them.</summary>
    public string Strengths { get; init; } = "";

    /// <summary>Where we are weak with them.</summary>
    public string Weaknesses { get; init; } = "";

    /// <summary>What could bring us further.</summary>
    public string Opportunities { get; init; } = "";

    /// <summary>What could throw us back.</summary>
    public string Threats { get; init; } = "";
}

/// <summary>The way.</summary>
public sealed record AccountStrategy
{
    /// <summary>Where we want to be with them.</summary>
    public string Goal { get; init; } = "";

    /// <summary>Why they would choose it.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>One of the few methods of the strategy.</summary>
public sealed record PlanStep(string Key) : IPlanRow
{
    /// <summary>What we do.</summary>
    public string Method { get; init; } = "";

    /// <summary>What it is to bring.</summary>
    public string Expected { get; init; } = "";

    /// <summary>How we will know.</summary>
    public string Measure { get; init; } = "";

    /// <summary>The opportunity that it creates or moves; null where it is only named.</summary>
    public long? OpportunityId { get; init; }

    /// <summary>That opportunity's name as written.</summary>
    public string Opportunity { get; init; } = "";

    /// <summary>The day by which.</summary>
    public DateOnly? By { get; init; }

    /// <inheritdoc/>
    public bool IsBlank => this == new PlanStep(Key);
}

/// <summary>One dated action under a step.</summary>
public sealed record Tactic(string Key) : IPlanRow
{
    /// <summary>The key of its step; empty where it belongs to none.</summary>
    public string Step { get; init; } = "";

    /// <summary>What is done.</summary>
    public string Action { get; init; } = "";

    /// <summary>Who does it, a colleague perhaps; null where nobody is chosen.</summary>
    public long? OwnerId { get; init; }

    /// <summary>That person's name as written.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The day by which, in the quarter.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>What it is to bring.</summary>
    public string Expected { get; init; } = "";

    /// <summary>Blank where only its step is given: a row that waits under a step is none yet.</summary>
    public bool IsBlank => this == new Tactic(Key) { Step = Step };
}

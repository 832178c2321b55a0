namespace Plumbline.Ui;

/// <summary>A term of art: what it means, and how it is worked out.</summary>
public sealed record TermOfArt(string Key, string Meaning, string? Formula = null);

/// <summary>The terms of art that pages use, each explained once.</summary>
public static class Glossary
{
    /// <summary>Share of the quota reached.</summary>
    public static TermOfArt Attainment { get; } = new("attainment", "How much of the quota has been reached.", "actual revenue ÷ quota of the same time");

    /// <summary>Attainment against the share of the working days gone.</summary>
    public static TermOfArt Pace { get; } = new("pace", "How fast the results come, against a quota reached evenly over the working days (Monday to Friday).", "attainment ÷ (working days gone ÷ working days of the period)");

    /// <summary>What is missing to the quota.</summary>
    public static TermOfArt Gap { get; } = new("gap", "What is still missing to the quota.", "quota − actual revenue");

    /// <summary>Agreed revenue or margin.</summary>
    public static TermOfArt Quota { get; } = new("quota", "What was agreed for the time, by the plan version in force then. A late start or an absence lowers it by its share of working days.");

    /// <summary>Revenue less cost.</summary>
    public static TermOfArt Margin { get; } = new("margin", "What is left of the revenue after the cost of what was sold. Where neither the booking nor the product says the cost, it is unknown and not zero.", "revenue − cost");

    /// <summary>Open pipeline against what is missing.</summary>
    public static TermOfArt Coverage { get; } = new("coverage", "Whether the open pipeline is enough for what is missing.", "open pipeline ÷ gap");

    /// <summary>What an account could buy and never did.</summary>
    public static TermOfArt Whitespace { get; } = new("whitespace", "How many of the products that anyone bought from us in the last twelve months this account has never bought.", "products sold in 12 months − those of them the account ever bought");

    /// <summary>Opportunities not yet won or lost.</summary>
    public static TermOfArt OpenPipeline { get; } = new("open-pipeline", "The amounts of all opportunities that are neither won nor lost.");
}

namespace Plumbline.Ui;

/// <summary>A term of art: what it means, and how it is worked out.</summary>
public sealed record TermOfArt(string Key, string Meaning, string? Formula = null);

/// <summary>The terms of art that pages use, each explained once.</summary>
public static class Glossary
{
    /// <summary>Share of the quota reached.</summary>
    public static TermOfArt Attainment { get; } = new("attainment", "How much of the quota has been reached. Revenue of people or months without a quota is named beside it; where that is more than a tenth, nobody is ranked by it.", "actual revenue ÷ quota");

    /// <summary>Attainment against the share of the working days gone.</summary>
    public static TermOfArt Pace { get; } = new("pace", "How fast the results come, against a quota reached evenly over the working days (Monday to Friday) that a person has in the period.", "actual ÷ (quota × working days gone ÷ working days of the period)");

    /// <summary>What is missing to the quota.</summary>
    public static TermOfArt Gap { get; } = new("gap", "What is still missing to the quota.", "quota − actual revenue");

    /// <summary>Agreed revenue or margin.</summary>
    public static TermOfArt Quota { get; } = new("quota", "What was agreed for the time, by the plan version in force then. A late start or an absence lowers it by its share of working days.");

    /// <summary>Revenue less cost.</summary>
    public static TermOfArt Margin { get; } = new("margin", "What is left of the revenue after the cost of what was sold. Where neither the booking nor the product says the cost, it is unknown and not zero.", "revenue − cost");

    /// <summary>What an account could buy and never did.</summary>
    public static TermOfArt Whitespace { get; } = new("whitespace", "How many of the products that anyone bought from us in the last twelve months this account has never bought.", "products sold in 12 months − those of them the account ever bought");

    /// <summary>Opportunities not yet won or lost.</summary>
    public static TermOfArt OpenPipeline { get; } = new("open-pipeline", "The amounts of all opportunities that are neither won nor lost.");

    /// <summary>Promises kept on the day.</summary>
    public static TermOfArt PromisesKept { get; } = new("promises-kept", "How many of the promises whose day has come were kept on that day. What was moved to another day while there still was time counts neither way.", "kept on the day ÷ (kept + late + overdue + broken)");

    /// <summary>Open pipeline past the agreed stage.</summary>
    public static TermOfArt QualifiedPipeline { get; } = new("qualified-pipeline", "The open pipeline in stages that count as qualified. Administrators say which do.");

    /// <summary>Open pipeline by the chance of its stage.</summary>
    public static TermOfArt WeightedPipeline { get; } = new("weighted-pipeline", "What the open pipeline brings on average, by how often what once stood at a stage was won. With fewer than ten closed in the last year, the chance given to the stage stands in.", "Σ amount × chance of its stage");

    /// <summary>Qualified pipeline of a period against what is missing of its quota.</summary>
    public static TermOfArt PipelineCoverage { get; } = new("pipeline-coverage", "Whether what is expected to close in the month is enough for what is still missing of its quota.", "open qualified pipeline closing in it ÷ (quota − booked)");

    /// <summary>How much pipeline one unit won takes.</summary>
    public static TermOfArt NeededCoverage { get; } = new("needed-coverage", "How much pipeline it takes for one unit won. The win rate is that by value of what closed in the last year; what was lost without ever having qualified, as its stages tell, is left out.", "1 ÷ win rate by value × (1 + slippage)");

    /// <summary>Pipeline missing for the quota.</summary>
    public static TermOfArt PipelineToCreate { get; } = new("pipeline-to-create", "What has to be added, one sales cycle before the month ends, to have enough.", "max(0, remaining quota × needed coverage − open qualified pipeline)");

    /// <summary>Nothing heard for longer than usual.</summary>
    public static TermOfArt Stalled { get; } = new("stalled", "It neither changed its stage nor was anything logged about it for longer than opportunities usually stand at that stage (the median of the last year; 30 days where too few are known).");

    /// <summary>How far activities are done as agreed.</summary>
    public static TermOfArt Activity { get; } = new("activity", "How far the activities agreed in the plan were done up to today, cut to the working days at work. Each type counts the same, and at most as reached.", "average over goals of done ÷ agreed to date, at most 100%");

    /// <summary>Whether what is called comes true.</summary>
    public static TermOfArt ForecastBias { get; } = new("forecast-bias", "How far what was called when a third of the period was gone lay from what came: above 0 too rosy, below too careful. With few periods it leans on 0.", "Σ (called − actual) ÷ Σ actual, × n ÷ (n + 2)");
}

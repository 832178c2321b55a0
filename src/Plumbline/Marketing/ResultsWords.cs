using Plumbline.Ui;

namespace Plumbline.Marketing;

/// <summary>How results of marketing read.</summary>
internal static class ResultsWords
{
    public static string Of(AttributionModel model) => model switch
    {
        AttributionModel.First => "First",
        AttributionModel.Last => "Last",
        _ => "Even",
    };

    /// <summary>What a cut's lines are.</summary>
    public static string Of(ResultsBy by) => by == ResultsBy.Salesperson ? "Looked after by" : by.ToString();

    /// <summary>What a table by it is called.</summary>
    public static string Title(ResultsBy by) => by == ResultsBy.Salesperson ? Of(by) : $"By {by.ToString().ToLowerInvariant()}";

    /// <summary>What a model does.</summary>
    public static string Says(AttributionModel model) => model switch
    {
        AttributionModel.First => "First attribution: an opportunity that several activities touch is counted whole with the earliest of them.",
        AttributionModel.Last => "Last attribution: an opportunity that several activities touch is counted whole with the latest of them.",
        _ => "Even attribution: an opportunity that several activities touch is split among them in equal parts.",
    };

    public static string Of(LeadOutcome outcome) => outcome switch
    {
        LeadOutcome.Waiting => "waits",
        LeadOutcome.FollowedUp => "followed up",
        LeadOutcome.NotInterested => "not interested",
        _ => "became an opportunity",
    };

    public static Standing ToneOf(LeadOutcome outcome) => outcome switch
    {
        LeadOutcome.Opportunity => Standing.Good,
        _ => Standing.Neutral,
    };

    /// <summary>A return in words; why there is none, where there is none.</summary>
    public static string Return(decimal? share, AttributedSum of) => share is { } known ? Figures.Percent(known) : of.IsMarginKnown ? "" : "margin not known enough";

    /// <summary>How many opportunities, or wins; of those that are split, parts.</summary>
    public static string Parts(decimal count) => Figures.Number(count);
}

using Plumbline.Ui;

namespace Plumbline.Marketing;

/// <summary>How local marketing reads on a page.</summary>
internal static class MarketingWords
{
    public static string Of(FundingStage stage) => stage switch
    {
        FundingStage.Planned => "planned",
        FundingStage.Applied => "applied for",
        FundingStage.Approved => "approved",
        FundingStage.Executed => "took place",
        FundingStage.Proven => "proof collected",
        FundingStage.Claimed => "claimed",
        FundingStage.Paid => "paid",
        FundingStage.Refused => "refused",
        FundingStage.Cancelled => "called off",
    };

    /// <summary>What a step of the way came to; planned once more is planned without the vendor who said no.</summary>
    public static string Of(FundingStep step, bool isFirst) => step.Stage == FundingStage.Planned && !isFirst ? "planned without the vendor" : Of(step.Stage);

    /// <summary>What the button says that brings it to a stage.</summary>
    public static string Do(FundingStage stage, FundingStage from) => stage switch
    {
        FundingStage.Refused when from is FundingStage.Executed or FundingStage.Proven => "It is not claimed any more",
        FundingStage.Planned => "It takes place without the vendor",
        FundingStage.Applied => "The vendor is asked",
        FundingStage.Approved => "The vendor said yes",
        FundingStage.Executed => "It took place",
        FundingStage.Proven => "The proof is together",
        FundingStage.Claimed => "It is claimed",
        FundingStage.Paid => "The vendor has paid",
        FundingStage.Refused => "The vendor said no",
        _ => "Call it off",
    };

    /// <summary>What is due, as in "claim it".</summary>
    public static string Due(FundingStage next) => next switch
    {
        FundingStage.Applied => "ask the vendor",
        FundingStage.Approved => "get the vendor’s yes",
        FundingStage.Claimed => "claim it",
        _ => "say how it went",
    };

    /// <summary>What the amount is that is asked for; null where none is.</summary>
    public static string? AmountOf(FundingStage stage) => stage switch
    {
        FundingStage.Approved => "Approved amount",
        FundingStage.Executed => "Spent",
        FundingStage.Claimed => "Claimed",
        FundingStage.Paid => "Paid",
        _ => null,
    };

    /// <summary>What the words are that are asked for; null where none are.</summary>
    public static string? WordsOf(FundingStage stage) => stage switch
    {
        FundingStage.Approved => "The vendor’s reference",
        FundingStage.Claimed => "The claim’s number",
        FundingStage.Refused or FundingStage.Cancelled => "Why?",
        FundingStage.Executed => "How did it go? (optional)",
        FundingStage.Planned or FundingStage.Applied or FundingStage.Paid => "A note (optional)",
        _ => null,
    };

    /// <summary>How a deadline weighs: over, within two weeks, or with time.</summary>
    public static Standing ToneOf(DateOnly by, DateOnly today) => by < today ? Standing.Bad : by <= today.AddDays(14) ? Standing.Watch : Standing.Neutral;

    public static Standing ToneOf(FundingStage stage) => stage switch
    {
        FundingStage.Paid => Standing.Good,
        FundingStage.Refused => Standing.Bad,
        FundingStage.Executed or FundingStage.Proven => Standing.Watch,
        _ => Standing.Neutral,
    };

    /// <summary>As in "Tue 24 Nov to Wed 25 Nov".</summary>
    public static string Days(DateOnly first, DateOnly last, DateOnly today) => first == last ? Figures.Day(first, today) : $"{Figures.Day(first, today)} to {Figures.Day(last, today)}";
}

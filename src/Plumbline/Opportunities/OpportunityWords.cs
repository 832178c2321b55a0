using Plumbline.Companies;
using Plumbline.Pipeline;
using Plumbline.Ui;

namespace Plumbline.Opportunities;

/// <summary>Opportunities and their fields in words.</summary>
internal static class OpportunityWords
{
    /// <summary>The fields that may be a CRM's, in the order of the form.</summary>
    public static readonly (OpportunityFields Field, string Words)[] Fields =
    [
        (OpportunityFields.Name, "the name"), (OpportunityFields.Account, "the account"), (OpportunityFields.Product, "the product"), (OpportunityFields.Salesperson, "who works it"),
        (OpportunityFields.Stage, "the stage and the outcome"), (OpportunityFields.Amount, "the amount"), (OpportunityFields.ExpectedClose, "the expected close"),
    ];

    /// <summary>As in "the name, the stage and the amount".</summary>
    public static string Of(OpportunityFields fields)
    {
        string[] words = [.. Fields.Where(f => fields.HasFlag(f.Field)).Select(f => f.Words)];
        return words.Length < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} and {words[^1]}";
    }

    /// <summary>As in "Salesforce"; what was made here has none, and says so.</summary>
    public static string SystemOf(string system) => system switch
    {
        RecordedHere.System => "Plumbline",
        "hubspot" => "HubSpot",
        "" => "The other system",
        _ => char.ToUpperInvariant(system[0]) + system[1..],
    };

    public static string Of(OpportunityState state) => state switch { OpportunityState.Won => "won", OpportunityState.Lost => "lost", _ => "open" };

    public static Standing StandingOf(OpportunityState state) => state switch { OpportunityState.Won => Standing.Good, OpportunityState.Lost => Standing.Bad, _ => Standing.Neutral };

    /// <summary>As in "1 day" or "12 days".</summary>
    public static string Days(int days) => days == 1 ? "1 day" : $"{Figures.Count(days)} days";

    /// <summary>As in "1 opportunity" or "12 opportunities".</summary>
    public static string Count(int count) => count == 1 ? "1 opportunity" : $"{Figures.Count(count)} opportunities";
}

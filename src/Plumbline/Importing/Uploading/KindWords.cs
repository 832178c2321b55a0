using System.Globalization;

namespace Plumbline.Importing.Uploading;

/// <summary>What facts are called on pages.</summary>
internal static class KindWords
{
    /// <summary>In the plural, as a heading.</summary>
    public static string Of(FactKind kind) => kind switch
    {
        FactKind.Team => "Teams",
        FactKind.Person => "People",
        FactKind.Product => "Products",
        FactKind.Account => "Accounts",
        FactKind.Contact => "Contacts",
        FactKind.Stage => "Stages",
        FactKind.Opportunity => "Opportunities",
        FactKind.OpportunityChange => "Changes of opportunities",
        FactKind.Booking => "Bookings",
        FactKind.Activity => "Activities",
        FactKind.Target => "Targets",
    };

    /// <summary>The source system; null where it is none in particular.</summary>
    public static string? Profile(string? profile) => profile switch
    {
        null or "generic" => null,
        "adventureworks" => "AdventureWorks",
        "dynamics" or "dynamics365" => "Dynamics 365",
        "hubspot" => "HubSpot",
        _ => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(profile),
    };
}

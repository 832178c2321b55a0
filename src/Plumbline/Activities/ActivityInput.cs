using System.Globalization;
using Plumbline.Typing;

namespace Plumbline.Activities;

/// <summary>An activity as typed, on a page or by a script that kept it while there was no connection.</summary>
public sealed class ActivityInput
{
    /// <summary>Made with the form: the same key twice is the same activity.</summary>
    public string? Key { get; set; }

    /// <summary>The number of the type.</summary>
    public string? Type { get; set; }

    /// <summary>The number of the account chosen from the list; empty where its name was typed.</summary>
    public string? AccountId { get; set; }

    /// <summary>The account's name.</summary>
    public string? Account { get; set; }

    /// <summary>The number of the contact.</summary>
    public string? Contact { get; set; }

    /// <summary>The number of the opportunity.</summary>
    public string? Opportunity { get; set; }

    /// <summary>The day on which it happened.</summary>
    public string? Day { get; set; }

    /// <summary>What came of it.</summary>
    public string? Outcome { get; set; }

    /// <summary>What is to be done next.</summary>
    public string? NextStep { get; set; }

    /// <summary>By when.</summary>
    public string? NextStepDue { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    /// <summary>A form for something done today, with the account where one is given.</summary>
    internal static ActivityInput New(DateOnly today, LogChoice? account, long? opportunity) => new() { Key = Guid.NewGuid().ToString("n"), Day = TypedDay.Show(today), AccountId = Number(account?.Id), Account = account?.Label, Opportunity = Number(opportunity) };

    internal static ActivityInput Of(Activity activity, string? account) => new()
    {
        Key = activity.ExternalId,
        Type = Number(activity.TypeId),
        AccountId = Number(activity.AccountId),
        Account = account,
        Contact = Number(activity.ContactId),
        Opportunity = Number(activity.OpportunityId),
        Day = TypedDay.Show(activity.Date),
        Outcome = activity.Outcome,
        NextStep = activity.NextStep,
        NextStepDue = TypedDay.Show(activity.NextStepDue),
        Revision = activity.Revision,
    };

    /// <summary>The number that stands in a hidden field or a choice; null where nothing was chosen.</summary>
    internal static long? Id(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string? Number(long? id) => id?.ToString(CultureInfo.InvariantCulture);
}

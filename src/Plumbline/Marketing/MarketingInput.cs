using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Marketing;

/// <summary>What a local marketing activity is to be, as typed.</summary>
public sealed class MarketingInput
{
    /// <summary>What is done.</summary>
    [Required(ErrorMessage = "Say what is done.")]
    public string? Title { get; set; }

    /// <summary>Which kind of activity.</summary>
    public string? Category { get; set; }

    /// <summary>The program that pays a part, and after a slash the fund: "12" or "12/3"; empty where none does.</summary>
    public string? Pays { get; set; }

    /// <summary>The first day.</summary>
    [Required(ErrorMessage = "Give the first day.")]
    public string? First { get; set; }

    /// <summary>The last day; empty where it is one day only.</summary>
    public string? Last { get; set; }

    /// <summary>Where.</summary>
    public string? Place { get; set; }

    /// <summary>Who is to be reached.</summary>
    public string? Audience { get; set; }

    /// <summary>Which industry.</summary>
    public string? Segment { get; set; }

    /// <summary>What it costs.</summary>
    public string? Budget { get; set; }

    /// <summary>The vendor's part; empty where the program's terms tell it.</summary>
    public string? Share { get; set; }

    /// <summary>The last day on which the vendor takes the claim; empty where program and fund tell it.</summary>
    public string? ClaimBy { get; set; }

    /// <summary>What the CRM calls the campaign.</summary>
    public string? Code { get; set; }

    /// <summary>Leads expected.</summary>
    public string? Leads { get; set; }

    /// <summary>Pipeline expected.</summary>
    public string? Pipeline { get; set; }

    /// <summary>Revenue expected.</summary>
    public string? Revenue { get; set; }

    /// <summary>Within how many days everyone is followed up.</summary>
    public string? FollowUpDays { get; set; }

    /// <summary>Who looks after it.</summary>
    public string? Owner { get; set; }

    /// <summary>A key of the form's own, so that one sent twice is one; or the row of the plan that it comes from.</summary>
    public string? Key { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static MarketingInput Of(LocalActivity activity)
    {
        var input = Of(activity.Outline, activity.OwnerId, activity.ProgramId, activity.FundId, activity.Revision);
        input.Code = activity.Code;
        return input;
    }

    internal static MarketingInput Of(ActivityOutline outline, long owner, long? program, long? fund, int revision) => new()
    {
        Title = outline.Title,
        Category = outline.Category,
        Pays = program is { } id ? FormattableString.Invariant($"{id}{(fund is { } of ? $"/{of}" : "")}") : "",
        First = outline.First == default ? null : TypedDay.Show(outline.First),
        Last = outline.Last == outline.First ? null : TypedDay.Show(outline.Last),
        Place = outline.Place,
        Audience = outline.Audience,
        Segment = outline.Segment,
        Budget = outline.Budget == 0 ? null : Figures.Input(outline.Budget),
        Share = outline.Share is { } share ? $"{Figures.Input(share * 100)}%" : null,
        ClaimBy = TypedDay.Show(outline.ClaimBy),
        Leads = outline.Leads is { } leads ? Figures.Input(leads) : null,
        Pipeline = outline.Pipeline is { } pipeline ? Figures.Input(pipeline) : null,
        Revenue = outline.Revenue is { } revenue ? Figures.Input(revenue) : null,
        FollowUpDays = outline.FollowUpDays.ToString(CultureInfo.InvariantCulture),
        Owner = owner.ToString(CultureInfo.InvariantCulture),
        Revision = revision,
    };

    /// <summary>Reads what was typed, or refuses at its field.</summary>
    internal ActivityOutline Outline()
    {
        var first = TypedDay.Required(First, nameof(First));
        return new()
        {
            Title = Plain(Title),
            Category = Plain(Category),
            Place = Plain(Place),
            First = first,
            Last = TypedDay.Read(Last, nameof(Last)) ?? first,
            Audience = Plain(Audience),
            Segment = Plain(Segment),
            Budget = Amount(Budget, nameof(Budget)) ?? 0,
            Share = TypedShare(Share),
            ClaimBy = TypedDay.Read(ClaimBy, nameof(ClaimBy)),
            Leads = (int?)Amount(Leads, nameof(Leads)),
            Pipeline = Amount(Pipeline, nameof(Pipeline)),
            Revenue = Amount(Revenue, nameof(Revenue)),
            FollowUpDays = int.TryParse(FollowUpDays, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0,
        };
    }

    /// <summary>An amount as typed; null where nothing is.</summary>
    internal static decimal? Amount(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        Refuse.Unless(TypedNumber.TryRead(typed, out var amount) && amount is >= 0 and <= 1_000_000_000, Refusal.Invalid, $"“{typed}” is no amount. Write it as 1,250.00, or leave it empty where it is not known.", field);
        return Math.Round(amount, 4);
    }

    private static decimal? TypedShare(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        Refuse.Unless(TypedNumber.TryReadShare(typed, out var share), Refusal.Invalid, $"“{typed}” is no share. Write it as 50%.", nameof(Share));
        return Math.Round(share, 6);
    }

    private static string Plain(string? typed) => (typed ?? "").ReplaceLineEndings("\n").Trim();
}

/// <summary>What is noted of an activity's way, as typed.</summary>
public sealed class FundingInput
{
    /// <summary>What it came to: the name of a <see cref="FundingStage"/>.</summary>
    public string? Stage { get; set; }

    /// <summary>The day.</summary>
    public string? On { get; set; }

    /// <summary>How much.</summary>
    public string? Amount { get; set; }

    /// <summary>A reference, a number, or why.</summary>
    public string? Words { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }
}

/// <summary>A proof, or something to do before, as sent.</summary>
public sealed class MarketingItemInput
{
    /// <summary>Which of the proofs that the vendor asks for.</summary>
    public string? Kind { get; set; }

    /// <summary>The file; null where none was chosen.</summary>
    public IFormFile? File { get; set; }

    /// <summary>What is to be done.</summary>
    public string? What { get; set; }

    /// <summary>Its own key within the activity.</summary>
    public string? Key { get; set; }
}

/// <summary>What is noted of what came of an activity, as typed.</summary>
public sealed class ResultsInput
{
    /// <summary>What the CRM calls the campaign.</summary>
    public string? Code { get; set; }

    /// <summary>How many leads came, where they are not listed.</summary>
    public string? LeadsCounted { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal int? ReadLeads()
    {
        if (string.IsNullOrWhiteSpace(LeadsCounted))
        {
            return null;
        }

        Refuse.Unless(TypedNumber.TryRead(LeadsCounted, out var came) && came == Math.Floor(came) && came is >= 0 and <= 1_000_000, Refusal.Invalid, $"“{LeadsCounted}” is no number of leads. Write it as 30, or leave it empty where it is not known.", nameof(LeadsCounted));
        return (int)came;
    }
}

/// <summary>The opportunity that an activity is tied to, or that a lead became, as chosen.</summary>
public sealed class OpportunityChoice
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its number, where it was chosen from the list.</summary>
    public string? Id { get; set; }
}

/// <summary>Who came, as pasted.</summary>
public sealed class LeadsInput
{
    /// <summary>A line each.</summary>
    public string? Lines { get; set; }

    /// <summary>Who follows them up.</summary>
    public string? Follower { get; set; }
}

/// <summary>What became of a lead, as typed.</summary>
public sealed class LeadInput
{
    /// <summary>The name of a <see cref="LeadOutcome"/>.</summary>
    public string? Outcome { get; set; }

    /// <summary>The day.</summary>
    public string? FollowedUpOn { get; set; }

    /// <summary>The opportunity that it became, by name.</summary>
    public string? Opportunity { get; set; }

    /// <summary>Its number, where it was chosen from the list.</summary>
    public string? OpportunityId { get; set; }

    /// <summary>Who follows it up.</summary>
    public string? Follower { get; set; }

    /// <summary>What else is known.</summary>
    public string? Note { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }
}

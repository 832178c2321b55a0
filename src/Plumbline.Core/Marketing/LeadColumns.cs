using Plumbline.Importing;

namespace Plumbline.Marketing;

/// <summary>A row of a file of leads.</summary>
/// <param name="Lead">Who it is.</param>
/// <param name="Campaigns">The campaigns that it names, the surest first; empty where it names none.</param>
/// <param name="Created">When the lead was made, as it stands there; empty where it is not said.</param>
/// <param name="Problem">Why it cannot be taken, in words; null where nothing in the row itself is in the way.</param>
public sealed record LeadRow(LeadLine Lead, IReadOnlyList<string> Campaigns, string Created, string? Problem);

/// <summary>Which columns of a file of leads say what, by the headers that CRMs give them, in any case and spelling.</summary>
public sealed class LeadColumns
{
    // As Header.Plain makes them, the surest first. A column named "Name" may hold another name than the person's, so that first and last name go before it.
    private static readonly string[] _firstNames = ["firstname", "givenname"];
    private static readonly string[] _lastNames = ["lastname", "surname", "familyname"];
    private static readonly string[] _wholeNames = ["fullname", "leadname", "contactname", "name", "lead", "contact"];
    private static readonly string[] _companies = ["company", "companyname", "companyaccount", "account", "accountname", "organization", "organisation", "associatedcompany", "primarycompany"];
    private static readonly string[] _mails = ["email", "emailaddress", "mail", "workemail"];
    private static readonly string[] _campaigns = ["campaigncode", "campaign", "campaignname", "primarycampaignsource", "primarycampaign", "campaignsource", "sourcecampaign"];
    private static readonly string[] _notes = ["note", "notes", "description", "comments"];
    private static readonly string[] _created = ["createddate", "createdate", "createdon", "datecreated", "created"];

    private readonly int _width;
    private readonly int[] _first;
    private readonly int[] _last;
    private readonly int[] _whole;
    private readonly int[] _company;
    private readonly int[] _mail;
    private readonly int[] _campaign;
    private readonly int[] _note;
    private readonly int[] _day;

    private LeadColumns(IReadOnlyList<string> headers)
    {
        string[] plain = [.. headers.Select(Header.Plain)];
        (_first, _last, _whole) = (At(_firstNames), At(_lastNames), At(_wholeNames));
        (_company, _mail, _campaign, _note, _day) = (At(_companies), At(_mails), At(_campaigns), At(_notes), At(_created));
        HashSet<int> used = [.. _first, .. _last, .. _whole, .. _company, .. _mail, .. _campaign, .. _note, .. _day];
        Unread = [.. headers.Where((header, at) => header != "" && !used.Contains(at))];
        _width = headers.Count;

        int[] At(string[] words) => [.. words.SelectMany(word => plain.Index().Where(p => p.Item == word).Select(p => p.Index))];
    }

    /// <summary>Whether a column names the campaign.</summary>
    public bool HasCampaign => _campaign.Length > 0;

    /// <summary>The headers of the columns that say nothing that is taken.</summary>
    public IReadOnlyList<string> Unread { get; }

    /// <summary>Finds the columns; null where none holds names, so that these are no headers.</summary>
    public static LeadColumns? Of(IReadOnlyList<string> headers) => new LeadColumns(headers) is var found && (found._whole.Length > 0 || found._last.Length > 0) ? found : null;

    /// <summary>Tells whether the days of a file have the day or the month first.</summary>
    /// <returns>The order, null where it is not told or they contradict each other, and a day for which it counts; empty where it counts for none.</returns>
    public static (DateOrder? Order, string Example) OrderOf(IEnumerable<string> days)
    {
        var (canBeDay, canBeMonth, example) = (true, true, "");
        foreach (var day in days)
        {
            if (DateText.OrderOf(day) is { } can)
            {
                (canBeDay, canBeMonth) = (canBeDay && can.CanBeDayFirst, canBeMonth && can.CanBeMonthFirst);
                example = example == "" || can is (true, true) ? day : example;
            }
        }

        return (example == "" ? DateOrder.DayFirst : canBeDay == canBeMonth ? null : canBeDay ? DateOrder.DayFirst : DateOrder.MonthFirst, example);
    }

    /// <summary>Reads a row.</summary>
    /// <param name="cells">Its cells, without blanks around them; it may have fewer than there are headers.</param>
    public LeadRow Read(IReadOnlyList<string> cells)
    {
        var parts = $"{First(_first)} {First(_last)}".Trim();
        var lead = new LeadLine(OneLine(parts != "" ? parts : First(_whole)), OneLine(First(_company)), OneLine(First(_mail)), string.Join('\n', All(_note)));
        return new(lead, [.. All(_campaign).Select(OneLine)], First(_day), cells.Skip(_width).Any(c => c != "") ? "it has more cells than there are headers; a text with a separator in it needs quotation marks" : ProblemOf(lead));

        string First(int[] columns) => All(columns).FirstOrDefault("");

        IEnumerable<string> All(int[] columns) => columns.Where(at => at < cells.Count && cells[at] != "").Select(at => cells[at]).Distinct();
    }

    private static string? ProblemOf(LeadLine lead) => lead.Name == "" ? "the name is missing"
        : lead.Name.Contains('@', StringComparison.Ordinal) ? "a mail address stands where the name belongs"
        : lead.Mail != "" && !lead.Mail.Contains('@', StringComparison.Ordinal) ? $"“{(lead.Mail.Length <= 40 ? lead.Mail : lead.Mail[..40] + "…")}” is no mail address"
        : lead.Name.Length > MarketingLead.LongestText || lead.Company.Length > MarketingLead.LongestText || lead.Mail.Length > MarketingLead.LongestText ? FormattableString.Invariant($"name, company and mail have {MarketingLead.LongestText} characters at most")
        : lead.Note.Length > MarketingLead.LongestNote ? FormattableString.Invariant($"its note has {lead.Note.Length} characters, and {MarketingLead.LongestNote} fit; shorten it")
        : null;

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

using Plumbline.Companies;

namespace Plumbline.Marketing;

/// <summary>How a vendor pays for marketing.</summary>
public enum ProgramKind
{
    /// <summary>Earned from sales in one period, spent in the next, reimbursed against proof.</summary>
    CoOp,

    /// <summary>Market development funds: granted on request, reimbursed against proof.</summary>
    MarketDevelopment,

    /// <summary>A campaign that the vendor has made, run by the partner.</summary>
    Campaign,

    /// <summary>An event with or of the vendor.</summary>
    Event,

    /// <summary>Selling together: a shared record of an opportunity.</summary>
    CoSell,

    /// <summary>Paid for a result, and not for an activity.</summary>
    Incentive,
}

/// <summary>What a vendor's program pays for, and on which terms. Vendors change them: everything here is data, and the day on which somebody last checked it stands beside it.</summary>
public sealed record ProgramTerms
{
    /// <summary>So long a name can be, in characters.</summary>
    public const int LongestName = 120;

    /// <summary>So long a text can be, in characters.</summary>
    public const int LongestText = 2_000;

    /// <summary>So many entries a list can have.</summary>
    public const int MostEntries = 60;

    private const decimal MostMoney = 1_000_000_000;
    private const int MostDays = 730;

    /// <summary>Whose program it is.</summary>
    public string Vendor { get; init; } = "";

    /// <summary>What the vendor calls it.</summary>
    public string Name { get; init; } = "";

    /// <summary>How it pays.</summary>
    public ProgramKind Kind { get; init; }

    /// <summary>What it pays for, in words.</summary>
    public string Funds { get; init; } = "";

    /// <summary>The kinds of activity that it pays for; empty where it does not say.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The vendor's part of the cost, a fraction from 0 to 1; null where it is agreed each time.</summary>
    public decimal? Share { get; init; }

    /// <summary>The most that it pays for one activity, in <see cref="Currency"/>; null where there is no such limit.</summary>
    public decimal? Cap { get; init; }

    /// <summary>What must have been earned before anything is paid, in <see cref="Currency"/>; null where there is no such limit.</summary>
    public decimal? Threshold { get; init; }

    /// <summary>The currency of cap and threshold, as in "USD".</summary>
    public string Currency { get; init; } = "";

    /// <summary>One unit of <see cref="Currency"/> in the company's; 1 where it is the same.</summary>
    public decimal Rate { get; init; } = 1;

    /// <summary>The first day on which it runs; null where it does not say.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day on which it runs; null where it does not say.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Who may use it, as a designation that the company must hold; empty where everyone may.</summary>
    public string Eligible { get; init; } = "";

    /// <summary>In which regions; empty where everywhere.</summary>
    public string Region { get; init; } = "";

    /// <summary>The product families that it is for, or single products by name; empty where for all.</summary>
    public IReadOnlyList<string> Families { get; init; } = [];

    /// <summary>The industries that it is for; empty where for all.</summary>
    public IReadOnlyList<string> Industries { get; init; } = [];

    /// <summary>How to apply.</summary>
    public string Apply { get; init; } = "";

    /// <summary>Whether the vendor must say yes before the activity.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>What the vendor wants to see as proof, as in "invoice" or "list of attendees".</summary>
    public IReadOnlyList<string> Proof { get; init; } = [];

    /// <summary>Within so many days after its last day an activity must be claimed; null where only the fund's day counts.</summary>
    public int? ClaimDays { get; init; }

    /// <summary>So many days after a fund may be used for the last time claims on it are still taken.</summary>
    public int GraceDays { get; init; }

    /// <summary>Whom to ask.</summary>
    public string Contact { get; init; } = "";

    /// <summary>The address of the vendor's page or portal; empty where it is not known.</summary>
    public string Address { get; init; } = "";

    /// <summary>What else is to be known.</summary>
    public string Note { get; init; } = "";

    /// <summary>The company's day on which somebody last checked the terms with the vendor; null where nobody has.</summary>
    public DateOnly? CheckedOn { get; init; }

    /// <summary>The most that it pays for one activity, in the company's currency; null where there is no such limit.</summary>
    public decimal? CapHere => Cap * Rate;

    /// <summary>Whether it runs on a day, as far as it says.</summary>
    public bool RunsOn(DateOnly day) => !(From > day) && !(Until < day);

    /// <summary>Whether it is for a sale: for all products or this one, by its family or its name, and for all industries or this one. What is not known is in no list.</summary>
    public bool Fits(string? family, string? product, string? industry) =>
        (Families.Count == 0 || IsIn(Families, family) || IsIn(Families, product)) && (Industries.Count == 0 || IsIn(Industries, industry));

    /// <summary>Whether somebody who wrote down a vendor and a program, or the program alone, meant this one.</summary>
    public bool IsMeant(string vendor, string name) => Typing.Folded.Name(name) == Typing.Folded.Name(Name) && (vendor == "" || Typing.Folded.Name(vendor) == Typing.Folded.Name(Vendor));

    /// <summary>What the vendor pays of a cost, in the company's currency: its share, at most the cap. Rounded down to the cent, so that no claim is above the terms.</summary>
    /// <param name="cost">What the activity costs; not below 0.</param>
    /// <param name="share">The share that was agreed for it; null where that of the program counts.</param>
    public decimal Funded(decimal cost, decimal? share = null)
    {
        var part = Math.Round(cost * (share ?? Share ?? 0), 2, MidpointRounding.ToZero);
        return CapHere is { } cap && part > cap ? Math.Round(cap, 2, MidpointRounding.ToZero) : part;
    }

    /// <summary>Refuses what cannot be.</summary>
    /// <exception cref="RefusedException">At its field.</exception>
    public void RefuseUnfit()
    {
        Name120(Vendor, nameof(Vendor), "Say whose program it is.");
        Name120(Name, nameof(Name), "Say what the vendor calls it.");
        foreach (var (field, text) in new[] { (nameof(Funds), Funds), (nameof(Eligible), Eligible), (nameof(Region), Region), (nameof(Apply), Apply), (nameof(Contact), Contact), (nameof(Note), Note), (nameof(Address), Address) })
        {
            Refuse.Unless(text.Length <= LongestText, Refusal.Invalid, $"This is {text.Length:0} characters long; {LongestText:0} fit.", field);
        }

        foreach (var (field, list) in new[] { (nameof(Categories), Categories), (nameof(Families), Families), (nameof(Industries), Industries), (nameof(Proof), Proof) })
        {
            Refuse.Unless(list.Count <= MostEntries, Refusal.Invalid, $"These are {list.Count:0}; {MostEntries:0} fit.", field);
            Refuse.Unless(list.All(e => e.Length is > 0 and <= LongestName), Refusal.Invalid, $"Each of them has 1 to {LongestName:0} characters.", field);
        }

        Refuse.Unless(Share is null or (>= 0 and <= 1), Refusal.Invalid, "A share is from 0% to 100%.", nameof(Share));
        Refuse.Unless(Cap is null or (> 0 and <= MostMoney), Refusal.Invalid, "A limit is above 0. Leave it empty where there is none.", nameof(Cap));
        Refuse.Unless(Threshold is null or (> 0 and <= MostMoney), Refusal.Invalid, "A threshold is above 0. Leave it empty where there is none.", nameof(Threshold));
        Refuse.Unless(Currencies.Has(Currency), Refusal.Invalid, $"“{Currency}” is no currency. Write its three letters, as in USD.", nameof(Currency));
        Refuse.Unless(Rate is > 0 and <= 1_000_000, Refusal.Invalid, "A rate is above 0: what one unit of the program’s currency is in yours.", nameof(Rate));
        Refuse.Unless(!(Until < From), Refusal.Invalid, "It ends before it begins.", nameof(Until));
        Refuse.Unless(ClaimDays is null or (>= 0 and <= MostDays), Refusal.Invalid, $"Days to claim are from 0 to {MostDays:0}.", nameof(ClaimDays));
        Refuse.Unless(GraceDays is >= 0 and <= MostDays, Refusal.Invalid, $"Days of grace are from 0 to {MostDays:0}.", nameof(GraceDays));
        Refuse.Unless(Address == "" || (Uri.TryCreate(Address, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"), Refusal.Invalid, "Write the whole address, as in https://example.com/partners.", nameof(Address));
    }

    /// <summary>Whether both say the same, lists entry by entry.</summary>
    public bool Equals(ProgramTerms? other) => other is not null && Said().SequenceEqual(other.Said());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Vendor, Name, Kind);

    private IEnumerable<object?> Said() =>
    [
        Vendor, Name, Kind, Funds, Share, Cap, Threshold, Currency, Rate, From, Until, Eligible, Region, Apply, NeedsApproval, ClaimDays, GraceDays, Contact, Address, Note, CheckedOn,
        .. Categories, "|", .. Families, "|", .. Industries, "|", .. Proof,
    ];

    private static bool IsIn(IReadOnlyList<string> given, string? one) => one is not null && given.Contains(one, StringComparer.OrdinalIgnoreCase);

    private static void Name120(string text, string field, string missing)
    {
        Refuse.Unless(text != "", Refusal.Invalid, missing, field);
        Refuse.Unless(text.Length <= LongestName, Refusal.Invalid, $"This is {text.Length:0} characters long; {LongestName:0} fit.", field);
    }
}

namespace Plumbline.Marketing;

/// <summary>
/// Kinds of programs that Microsoft offers its partners, as a start for a catalogue that has none: which kinds there are and how they work, and no figures beyond the few that are public.
/// They are data from the day they are taken, to be mended as the vendor's guides say.
/// </summary>
public static class StartingPrograms
{
    private const string Vendor = "Microsoft";
    private const string Portal = "https://partner.microsoft.com";
    private const string Check = "The vendor changes these terms every year: check them with the vendor before you rely on them.";

    private static readonly string[] _demand =
    [
        "Print", "Digital advertising", "Social media", "Mailings by post, email or text message", "Website and search", "Syndicated content", "Campaign of several steps", "Trade show",
    ];

    private static readonly string[] _market =
    [
        "Telemarketing", "Seminar or workshop", "Customer offer", "Internal sales incentive", "Expert on site", "Proof of concept", "Solution building", "Migration",
    ];

    private static readonly string[] _skilling = ["Exam", "Tuition", "Internal training", "Training on demand", "Vendor conference", "Demo unit"];

    /// <summary>The programs. None is checked, and none says a limit that is not public.</summary>
    /// <param name="currency">The company's currency, for those that say no amounts.</param>
    public static IReadOnlyList<ProgramTerms> For(string currency) =>
    [
        Of("Co-op marketing funds (CSP)", ProgramKind.CoOp, currency) with
        {
            Funds = "A part of the incentive that is earned from sales, kept for marketing, market development and skilling.",
            Categories = [.. _demand, .. _market, .. _skilling],
            Threshold = 10_000,
            Currency = "USD",
            Eligible = "Cloud Solution Provider, direct or indirect, enrolled in incentives",
            Apply = "Plan the activity in Partner Center. Some kinds need the vendor’s yes beforehand; the list of them changes.",
            Proof = ["Invoice", "Proof that it took place"],
            GraceDays = 45,
            Note = $"Earned in one half of the vendor’s year (first half July to December, second half January to June), used in the next; claims are taken for about 45 days after that, and what is not claimed then is forfeited. Below the threshold it is paid out as a rebate instead. {Check}",
        },
        Of("Market development funds (MDF)", ProgramKind.MarketDevelopment, currency) with
        {
            Funds = "Activities that open a market or win customers, agreed one by one.",
            Categories = [.. _demand, .. _market],
            Apply = "Ask the partner manager with a plan: what is done, for whom, what it costs and what it is to bring.",
            NeedsApproval = true,
            Proof = ["Invoice", "List of attendees", "Results"],
            Note = $"Granted and not earned: share, limit and days to claim are agreed each time. {Check}",
        },
        Of("Through-partner campaign", ProgramKind.Campaign, currency) with
        {
            Funds = "Texts, pictures and mailings that are ready made, to be run under the company’s own name.",
            Categories = ["Mailings by post, email or text message", "Social media", "Syndicated content", "Website and search"],
            Apply = "Choose a campaign in the vendor’s marketing center and adapt it.",
            Note = $"Often material rather than money: say here what the campaign at hand pays. {Check}",
        },
        Of("Co-sell", ProgramKind.CoSell, currency) with
        {
            Funds = "Help in an opportunity: people, proofs of concept and introductions.",
            Eligible = "A solution that is published and ready for co-sell",
            Apply = "Share the opportunity as a referral in Partner Center: private, led by the partner, or together. The customer must consent.",
            Note = $"What it brings is access rather than reimbursement. {Check}",
        },
        Of("Device partner program", ProgramKind.CoOp, currency) with
        {
            Funds = "Marketing of devices.",
            Categories = ["Digital advertising", "Social media", "Print", "Demo unit", "Customer offer"],
            Apply = "Plan the activity on the device partner portal, and name the type of the expense again with the claim.",
            Address = "https://devicepartner.microsoft.com",
            NeedsApproval = true,
            Proof = ["Invoice", "Proof that it took place"],
            Note = $"The type of an activity when it is planned and that of the expense when it is claimed are two lists. {Check}",
        },
        Of("Partner skilling", ProgramKind.CoOp, currency) with
        {
            Funds = "Training and certification of the company’s own people.",
            Categories = _skilling,
            Proof = ["Invoice", "Certificate or list of attendees"],
            Note = $"Often paid out of co-op funds: note the money there, and not twice. It is worth a look beside the training that plans promise. {Check}",
        },
        Of("Solutions partner designation", ProgramKind.Incentive, currency) with
        {
            Funds = "Benefits of a designation: recognition, licences and access to further programs.",
            Eligible = "A partner capability score of at least 70 of 100, with at least 1 in every part: performance, skilling, customer success",
            Note = $"Deals that are won, people who are certified and use at customers move the score. {Check}",
        },
        Of("Incentive rebate", ProgramKind.Incentive, currency) with
        {
            Funds = "Paid for results: the part of an incentive that is no co-op, as in 60 of 100.",
            Eligible = "Enrolled in the vendor’s incentives, with a tax and bank profile",
            Note = $"Nothing is claimed: it is paid by itself once earned. {Check}",
        },
    ];

    private static ProgramTerms Of(string name, ProgramKind kind, string currency) => new() { Vendor = Vendor, Name = name, Kind = kind, Currency = currency, Address = Portal };
}

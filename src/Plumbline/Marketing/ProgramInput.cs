using System.Globalization;
using Plumbline.Companies;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Marketing;

/// <summary>The terms of a program as typed; lists have an entry a line.</summary>
public sealed class ProgramInput
{
    /// <summary>Whose program it is.</summary>
    public string? Vendor { get; set; }

    /// <summary>What the vendor calls it.</summary>
    public string? Name { get; set; }

    /// <summary>The name of the kind.</summary>
    public string? Kind { get; set; }

    /// <summary>What it pays for.</summary>
    public string? Funds { get; set; }

    /// <summary>The kinds of activity.</summary>
    public string? Categories { get; set; }

    /// <summary>The vendor's part, as in 50%.</summary>
    public string? Share { get; set; }

    /// <summary>The most for one activity.</summary>
    public string? Cap { get; set; }

    /// <summary>What must have been earned.</summary>
    public string? Threshold { get; set; }

    /// <summary>Three letters; the company's where nothing is typed.</summary>
    public string? Currency { get; set; }

    /// <summary>One unit of the currency in the company's.</summary>
    public string? Rate { get; set; }

    /// <summary>The first day.</summary>
    public string? From { get; set; }

    /// <summary>The last day.</summary>
    public string? Until { get; set; }

    /// <summary>Who may use it.</summary>
    public string? Eligible { get; set; }

    /// <summary>Where.</summary>
    public string? Region { get; set; }

    /// <summary>Product families.</summary>
    public string? Families { get; set; }

    /// <summary>Industries.</summary>
    public string? Industries { get; set; }

    /// <summary>How to apply.</summary>
    public string? Apply { get; set; }

    /// <summary>Whether the vendor must say yes before.</summary>
    public bool NeedsApproval { get; set; }

    /// <summary>Kinds of proof.</summary>
    public string? Proof { get; set; }

    /// <summary>Days to claim after an activity.</summary>
    public string? ClaimDays { get; set; }

    /// <summary>Days to claim after a fund's last day of use.</summary>
    public string? GraceDays { get; set; }

    /// <summary>Whom to ask.</summary>
    public string? Contact { get; set; }

    /// <summary>The vendor's page.</summary>
    public string? Address { get; set; }

    /// <summary>What else is to be known.</summary>
    public string? Note { get; set; }

    /// <summary>Whether the terms were checked with the vendor today.</summary>
    public bool IsChecked { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static ProgramInput Of(MarketingProgram program)
    {
        var input = Of(program.Terms);
        input.Revision = program.Revision;
        return input;
    }

    internal static ProgramInput Of(ProgramTerms terms) => new()
    {
        Vendor = terms.Vendor,
        Name = terms.Name,
        Kind = terms.Kind.ToString(),
        Funds = terms.Funds,
        Categories = ProgramWords.Lines(terms.Categories),
        Share = terms.Share is { } share ? $"{Figures.Input(share * 100)}%" : null,
        Cap = Input(terms.Cap),
        Threshold = Input(terms.Threshold),
        Currency = terms.Currency,
        Rate = terms.Rate == 1 ? null : ProgramWords.Rate(terms.Rate), // In another currency that is a rate which nobody has said yet.
        From = TypedDay.Show(terms.From),
        Until = TypedDay.Show(terms.Until),
        Eligible = terms.Eligible,
        Region = terms.Region,
        Families = ProgramWords.Lines(terms.Families),
        Industries = ProgramWords.Lines(terms.Industries),
        Apply = terms.Apply,
        NeedsApproval = terms.NeedsApproval,
        Proof = ProgramWords.Lines(terms.Proof),
        ClaimDays = terms.ClaimDays?.ToString(CultureInfo.InvariantCulture),
        GraceDays = terms.GraceDays == 0 ? null : terms.GraceDays.ToString(CultureInfo.InvariantCulture),
        Contact = terms.Contact,
        Address = terms.Address,
        Note = terms.Note,
    };

    /// <summary>The terms that were typed.</summary>
    /// <param name="ours">The company's currency.</param>
    /// <param name="checkedOn">The day on which they were checked before.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">Something cannot be read, at its field. What cannot be is for the rules to refuse.</exception>
    internal ProgramTerms Terms(string ours, DateOnly? checkedOn, DateOnly today)
    {
        Refuse.Unless(Enum.TryParse<ProgramKind>(Kind, out var kind) && Enum.IsDefined(kind), Refusal.Invalid, "Choose how it pays.", nameof(Kind));
        var currency = string.IsNullOrWhiteSpace(Currency) ? ours : Currencies.Read(Currency, nameof(Currency));
        return new()
        {
            Vendor = Text(Vendor),
            Name = Text(Name),
            Kind = kind,
            Funds = Text(Funds),
            Categories = ProgramWords.Entries(Categories),
            Share = ShareOf(Share),
            Cap = AmountOf(Cap, nameof(Cap)),
            Threshold = AmountOf(Threshold, nameof(Threshold)),
            Currency = currency,
            Rate = RateOf(currency, ours),
            From = TypedDay.Read(From, nameof(From)),
            Until = TypedDay.Read(Until, nameof(Until)),
            Eligible = Text(Eligible),
            Region = Text(Region),
            Families = ProgramWords.Entries(Families),
            Industries = ProgramWords.Entries(Industries),
            Apply = Text(Apply),
            NeedsApproval = NeedsApproval,
            Proof = ProgramWords.Entries(Proof),
            ClaimDays = DaysOf(ClaimDays, nameof(ClaimDays)),
            GraceDays = DaysOf(GraceDays, nameof(GraceDays)) ?? 0,
            Contact = Text(Contact),
            Address = Text(Address),
            Note = Text(Note),
            CheckedOn = IsChecked ? today : checkedOn,
        };
    }

    private static string? Input(decimal? number) => number is { } known ? Figures.Input(known) : null;

    // Browsers send a line's end as two characters; kept as one, a form that was not touched says the same.
    private static string Text(string? typed) => (typed ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();

    private static decimal? ShareOf(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        Refuse.Unless(TypedNumber.TryReadShare(typed, out var share) && typed.Any(char.IsAsciiDigit), Refusal.Invalid, $"“{typed}” is no share. Write it as 50%, or leave it empty where it is agreed each time.", nameof(Share));
        return Math.Round(share, 4);
    }

    private static decimal? AmountOf(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        Refuse.Unless(TypedNumber.TryRead(typed, out var amount) && typed.Any(char.IsAsciiDigit), Refusal.Invalid, $"“{typed}” is no amount. Write it as 1,250.00, or leave it empty where there is none.", field);
        return Math.Round(amount, 4);
    }

    /// <summary>The company's own currency needs no rate; another does, since a limit in it would otherwise be taken for one in the company's.</summary>
    private decimal RateOf(string currency, string ours)
    {
        if (currency == ours)
        {
            return 1;
        }

        Refuse.Unless(!string.IsNullOrWhiteSpace(Rate), Refusal.Invalid, $"Say what 1 {currency} is in {ours}.", nameof(Rate));
        Refuse.Unless(TypedNumber.TryRead(Rate, out var rate), Refusal.Invalid, $"“{Rate}” is no rate. Write it as 0.92.", nameof(Rate));
        return rate;
    }

    private static int? DaysOf(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        Refuse.Unless(int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days), Refusal.Invalid, $"“{typed}” is no number of days. Write it as 45.", field);
        return days;
    }
}

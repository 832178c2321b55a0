using System.Globalization;
using Plumbline.Companies;
using Plumbline.Typing;

namespace Plumbline.Administration;

/// <summary>The company's settings as typed.</summary>
public sealed class CompanyInput
{
    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>Three letters, as in EUR.</summary>
    public string? Currency { get; set; }

    /// <summary>The month in which the fiscal year begins, 1 to 12.</summary>
    public string? FirstMonth { get; set; }

    /// <summary>The day on which a week begins, by its English name.</summary>
    public string? FirstDayOfWeek { get; set; }

    /// <summary>As in Europe/Vienna.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The name of the choice.</summary>
    public string? BookingsFrom { get; set; }

    /// <summary>Whether quotas tell new business from existing.</summary>
    public bool SplitsNewBusiness { get; set; }

    /// <summary>The chance of reaching a quota for which pipeline is reckoned, in percent; null where it is not asked for.</summary>
    public string? WantedChance { get; set; }

    /// <summary>After how many days customers usually pay; null where it is not asked for.</summary>
    public string? PaymentDays { get; set; }

    /// <summary>The name of what a plan says of a lapsed validation; null where it is not asked for.</summary>
    public string? ValidationPolicy { get; set; }

    /// <summary>Whether the board of commitments shows attainment, "yes" or "no"; null where it is not asked for.</summary>
    public string? AttainmentOnBoard { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static CompanyInput Of(Company company) => new()
    {
        Name = company.Name,
        Currency = company.Currency,
        FirstMonth = company.FirstMonth.ToString(CultureInfo.InvariantCulture),
        FirstDayOfWeek = company.FirstDayOfWeek.ToString(),
        TimeZone = company.TimeZone,
        BookingsFrom = company.BookingsFrom.ToString(),
        SplitsNewBusiness = company.SplitsNewBusiness,
        WantedChance = $"{Ui.Figures.Input(company.WantedChance * 100)}%",
        PaymentDays = company.PaymentDays.ToString(CultureInfo.InvariantCulture),
        ValidationPolicy = company.ValidationPolicy.ToString(),
        AttainmentOnBoard = company.HidesAttainmentOnBoard ? "no" : "yes",
        Revision = company.Revision,
    };

    /// <summary>Puts what was typed into the company, or refuses before anything has changed.</summary>
    internal void PutInto(Company company)
    {
        var name = (Name ?? "").Trim();
        Refuse.Unless(name.Length > 0, Refusal.Invalid, "Give the company's name.", nameof(Name));
        var currency = Currencies.Read(Currency, nameof(Currency));
        Refuse.Unless(int.TryParse(FirstMonth, NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12, Refusal.Invalid, "Choose a month.", nameof(FirstMonth));
        Refuse.Unless(Enum.TryParse<DayOfWeek>(FirstDayOfWeek, out var day) && Enum.IsDefined(day), Refusal.Invalid, "Choose a day.", nameof(FirstDayOfWeek));
        var zone = (TimeZone ?? "").Trim();
        Refuse.Unless(zone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _), Refusal.Invalid, $"There is no time zone “{zone}”. Write it as Europe/Vienna.", nameof(TimeZone));
        Refuse.Unless(Enum.TryParse<BookingsFrom>(BookingsFrom, out var from) && Enum.IsDefined(from), Refusal.Invalid, "Choose where results come from.", nameof(BookingsFrom));
        var wanted = WantedChance is null ? company.WantedChance : TypedNumber.TryReadShare(WantedChance, out var share) ? share : -1;
        Refuse.Unless(wanted is >= Company.LeastWanted and <= Company.MostWanted, Refusal.Invalid, $"From {Company.LeastWanted * 100:0}% to {Company.MostWanted * 100:0}%.", nameof(WantedChance));
        var term = new PaymentTerm(company.PaymentDays);
        Refuse.Unless(PaymentDays is null || PaymentTerm.TryRead(PaymentDays, out term), Refusal.Invalid, $"Whole days from 0 to {PaymentTerm.Longest:0}.", nameof(PaymentDays));
        var policy = company.ValidationPolicy;
        Refuse.Unless(ValidationPolicy is null || (Enum.TryParse(ValidationPolicy, out policy) && Enum.IsDefined(policy)), Refusal.Invalid, "Choose what a plan says of it.", nameof(ValidationPolicy));
        (company.Name, company.Currency, company.FirstMonth, company.FirstDayOfWeek, company.TimeZone, company.BookingsFrom, company.SplitsNewBusiness, company.WantedChance, company.ValidationPolicy) =
            (name, currency, month, day, zone, from, SplitsNewBusiness, wanted, policy);
        company.PaymentDays = term.Days;
        company.HidesAttainmentOnBoard = AttainmentOnBoard is null ? company.HidesAttainmentOnBoard : AttainmentOnBoard == "no";
        company.Revision++;
    }
}

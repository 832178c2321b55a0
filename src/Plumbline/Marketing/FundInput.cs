using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Marketing;

/// <summary>Money in a program as typed.</summary>
public sealed class FundInput
{
    /// <summary>The period in which it was earned, in words.</summary>
    public string? Earned { get; set; }

    /// <summary>How much, in the company's currency.</summary>
    public string? Amount { get; set; }

    /// <summary>The first day of use.</summary>
    public string? UsableFrom { get; set; }

    /// <summary>The last day of use.</summary>
    public string? UsableUntil { get; set; }

    /// <summary>The last day to claim; the program's days of grace tell it where nothing is typed.</summary>
    public string? ClaimBy { get; set; }

    /// <summary>A key of the form's own, so that money noted twice is noted once.</summary>
    public string? Key { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static FundInput Of(ProgramFund fund) => new()
    {
        Earned = fund.Earned,
        Amount = Figures.Input(fund.Amount),
        UsableFrom = TypedDay.Show(fund.UsableFrom),
        UsableUntil = TypedDay.Show(fund.UsableUntil),
        ClaimBy = TypedDay.Show(fund.ClaimBy),
        Revision = fund.Revision,
    };

    /// <summary>Puts what was typed into the fund, or refuses before anything has changed.</summary>
    internal void PutInto(ProgramFund fund, ProgramTerms terms)
    {
        Refuse.Unless(TypedNumber.TryRead(Amount, out var amount), Refusal.Invalid, string.IsNullOrWhiteSpace(Amount) ? "Say how much there is, above 0." : $"“{Amount}” is no amount. Write it as 12,500.00.", nameof(Amount));
        fund.Write(Earned, Math.Round(amount, 4), TypedDay.Required(UsableFrom, nameof(UsableFrom)), TypedDay.Required(UsableUntil, nameof(UsableUntil)), TypedDay.Read(ClaimBy, nameof(ClaimBy)), terms);
    }
}

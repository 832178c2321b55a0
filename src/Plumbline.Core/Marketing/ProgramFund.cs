namespace Plumbline.Marketing;

/// <summary>Money that a vendor holds for the company under a program: earned in one period, used in another, claimed by a day, else forfeited. In the company's currency.</summary>
public sealed class ProgramFund
{
    private const decimal MostMoney = 1_000_000_000;

    /// <summary>Notes a fund; <see cref="Write"/> says how much and for when.</summary>
    /// <param name="programId">Of which program.</param>
    /// <param name="key">The form's own, so that one sent twice is one; null where no form noted it.</param>
    public ProgramFund(long programId, string? key = null) => (ProgramId, Key, Earned) = (programId, key, "");

    private ProgramFund() => Earned = "";

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>Of which program.</summary>
    public long ProgramId { get; private set; }

    /// <summary>The form's own by which it was noted; null where none was.</summary>
    public string? Key { get; private set; }

    /// <summary>In which period it was earned, in words, as in "Jan to Jun 2026"; empty where it was granted.</summary>
    public string Earned { get; private set; }

    /// <summary>How much.</summary>
    public decimal Amount { get; private set; }

    /// <summary>The first day on which it may be used.</summary>
    public DateOnly UsableFrom { get; private set; }

    /// <summary>The last day on which it may be used.</summary>
    public DateOnly UsableUntil { get; private set; }

    /// <summary>The last day on which a claim is taken; what is not claimed then is lost.</summary>
    public DateOnly ClaimBy { get; private set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>Says how much there is, and for when.</summary>
    /// <param name="earned">In which period it was earned.</param>
    /// <param name="amount">How much; above 0.</param>
    /// <param name="from">The first day of use.</param>
    /// <param name="until">The last day of use.</param>
    /// <param name="claimBy">The last day to claim; null where the program's days of grace tell it.</param>
    /// <param name="terms">The program's terms.</param>
    /// <exception cref="RefusedException">It cannot be.</exception>
    public void Write(string? earned, decimal amount, DateOnly from, DateOnly until, DateOnly? claimBy, ProgramTerms terms)
    {
        var words = (earned ?? "").Trim();
        var last = claimBy ?? until.AddDays(terms.GraceDays);
        Refuse.Unless(words.Length <= ProgramTerms.LongestName, Refusal.Invalid, $"This is {words.Length:0} characters long; {ProgramTerms.LongestName:0} fit.", nameof(Earned));
        Refuse.Unless(amount is > 0 and <= MostMoney, Refusal.Invalid, "Say how much there is, above 0.", nameof(Amount));
        Refuse.Unless(until >= from, Refusal.Invalid, "It ends before it begins.", nameof(UsableUntil));
        Refuse.Unless(last >= until, Refusal.Invalid, "Claims end before the money may be used for the last time.", nameof(ClaimBy));
        (Earned, Amount, UsableFrom, UsableUntil, ClaimBy) = (words, amount, from, until, last);
    }

    /// <summary>Whether an activity of these days can use it.</summary>
    public bool CanPay(DateOnly first, DateOnly last) => first >= UsableFrom && last <= UsableUntil;
}

/// <summary>What of a fund is where, in the company's currency. Planned, approved, executed and claimed are what the vendor is to pay; each activity counts in one of them.</summary>
/// <param name="Earned">What there was.</param>
/// <param name="Planned">Of activities that are planned or applied for.</param>
/// <param name="Approved">Of activities to which the vendor said yes.</param>
/// <param name="Executed">Of activities that took place and are not claimed yet.</param>
/// <param name="Claimed">Claimed and not answered.</param>
/// <param name="Paid">Paid.</param>
public sealed record FundBalance(decimal Earned, decimal Planned, decimal Approved, decimal Executed, decimal Claimed, decimal Paid)
{
    /// <summary>What nothing is planned for; below 0 where more is planned than there is.</summary>
    public decimal Remaining => Earned - Planned - Approved - Executed - Claimed - Paid;

    /// <summary>What is lost if nothing more is claimed: all that is neither claimed nor paid.</summary>
    public decimal AtStake => Math.Max(0, Earned - Claimed - Paid);

    /// <summary>Adds up what activities take from a fund.</summary>
    public static FundBalance Of(decimal earned, IEnumerable<(FundingStage Stage, decimal Amount)> taken)
    {
        var sums = taken.GroupBy(t => t.Stage).ToDictionary(g => g.Key, g => g.Sum(t => t.Amount));
        decimal In(params FundingStage[] stages) => stages.Sum(s => sums.GetValueOrDefault(s));
        return new(earned, In(FundingStage.Planned, FundingStage.Applied), In(FundingStage.Approved), In(FundingStage.Executed, FundingStage.Proven), In(FundingStage.Claimed), In(FundingStage.Paid));
    }
}

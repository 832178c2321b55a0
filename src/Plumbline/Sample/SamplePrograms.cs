using Microsoft.EntityFrameworkCore;
using Plumbline.Marketing;
using Plumbline.Storage;

namespace Plumbline.Sample;

/// <summary>The sample company's programs: the kinds that a catalogue starts with, one vendor's with terms of its own, and money in it that is nearly lapsed and that is to be used now.</summary>
internal sealed class SamplePrograms(SampleCompany company, PlumblineDb db)
{
    public async Task Make(CancellationToken cancel)
    {
        var keeper = await db.People.Where(p => p.Name == "Priya Raman").Select(p => p.Id).SingleAsync(cancel);
        db.AddRange(StartingPrograms.For("EUR").Select(terms => new MarketingProgram(terms, keeper, company.Today.AddMonths(-2))));
        var own = new MarketingProgram(Terms() with { Share = 0.4m }, keeper, company.Today.AddMonths(-8));
        own.Change(Terms() with { CheckedOn = company.Today.AddMonths(-1) }, keeper, company.Today.AddMonths(-1));
        db.Add(own);
        await db.SaveChangesAsync(cancel);

        var half = new DateOnly(company.Today.Year, company.Today.Month <= 6 ? 1 : 7, 1);
        db.Add(Fund(own, half.AddMonths(-6), 18_000, company.Today.AddDays(16))); // Nearly lapsed, whatever the day.
        db.Add(Fund(own, half, 24_500, null));
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private static ProgramTerms Terms() => new()
    {
        Vendor = "Halden Systems",
        Name = "Partner growth fund",
        Kind = ProgramKind.CoOp,
        Funds = "Seminars, mailings and trade shows for its servers and storage.",
        Categories = ["Seminar or workshop", "Mailing", "Trade show"],
        Share = 0.5m,
        Cap = 7_500,
        Currency = "EUR",
        Apply = "By mail to the partner desk, three weeks before.",
        NeedsApproval = true,
        Proof = ["Invoice", "List of attendees"],
        ClaimDays = 60,
        GraceDays = 45,
        Contact = "Partner desk, partners@halden.example",
    };

    /// <summary>Earned in the half before the one in which it is used.</summary>
    private static ProgramFund Fund(MarketingProgram program, DateOnly from, decimal amount, DateOnly? claimBy)
    {
        var (earned, until) = (from.AddMonths(-6), from.AddMonths(6).AddDays(-1));
        var fund = new ProgramFund(program.Id);
        fund.Write(FormattableString.Invariant($"{earned:MMM} to {earned.AddMonths(5):MMM yyyy}"), amount, from, until, claimBy, program.Terms);
        return fund;
    }
}

using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>An account that buys, and that nobody speaks with.</summary>
internal sealed class AccountQuiet(PlumblineDb db) : SignalRule
{
    private const int MostOfPerson = 5;
    private const int QuartersInYear = 4;

    public override string Key => "account-quiet";

    public override string Name => "Account that nobody works";

    public override RuleGroup Group => RuleGroup.Market;

    public override RuleLimit Limit => new(90, 14, 365, "days");

    public override string Says(decimal limit) =>
        $"One of the {MostOfPerson} largest accounts of a person that bought in this fiscal year or the last, with whom nothing was logged for {limit:0} days, nothing is open, and nothing was sold in that time. At stake is a quarter of the larger year.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var (sellers, since) = (watch.SellerIds, watch.Today.AddDays(-(int)watch.Limit));
        var (year, before) = (watch.Fiscal.Year(watch.Today).First, watch.Fiscal.Year(watch.Today).Previous.First);
        var quiet = db.Accounts.Where(a => a.OwnerId != null && EF.Parameter(sellers).Contains(a.OwnerId.Value) && a.MergedIntoId == null
            && !db.AccountContacts.Any(c => c.AccountId == a.Id && c.Last >= since)
            && !db.AccountPipelines.Any(p => p.AccountId == a.Id && p.OpenCount > 0)
            && !db.Opportunities.Any(o => o.AccountId == a.Id && o.State == OpportunityState.Won && o.Closed >= since));
        if (watch.Company.BookingsFrom == BookingsFrom.Finance)
        {
            quiet = quiet.Where(a => !db.Bookings.Any(b => b.AccountId == a.Id && b.Date >= since)); // Who orders is spoken with, whoever writes the order down.
        }

        var years = await db.AccountYears.Where(y => (y.Year == year || y.Year == before) && y.Revenue > 0)
            .Join(quiet, y => y.AccountId, a => a.Id, (y, a) => new { a.Id, a.Name, Owner = a.OwnerId!.Value, y.Year, y.Revenue, Last = db.AccountContacts.Where(c => c.AccountId == a.Id).Select(c => (DateOnly?)c.Last).FirstOrDefault() }).ToListAsync(cancel);
        return
        [
            .. years.GroupBy(y => (y.Id, y.Name, y.Owner, y.Last)).Select(g => (Account: g.Key, Best: g.MaxBy(y => y.Revenue)!))
                .GroupBy(a => a.Account.Owner).SelectMany(g => g.OrderByDescending(a => a.Best.Revenue).ThenBy(a => a.Account.Id).Take(MostOfPerson)).Select(a => new Finding(
                    a.Account.Owner, $"account/{a.Account.Id}", a.Best.Revenue / QuartersInYear, watch.Today.AddDays((int)Signal.HalfDays), $"Nobody speaks with {a.Account.Name}",
                    $"It brought {watch.Money.Compact(a.Best.Revenue)} in {Figures.Name(new Fiscal.Period(a.Best.Year, 12), watch.Fiscal)}. {(a.Account.Last is { } last ? $"The last contact was on {watch.Day(last)}" : "No contact was ever logged")}, and nothing is open there.",
                    [new(a.Account.Name, $"accounts/{a.Account.Id}")],
                    new("Plan a visit, or log the last one", $"activities/log?account={a.Account.Id}", Line: new("Give it to somebody", $"accounts/{a.Account.Id}/edit")))),
        ];
    }
}

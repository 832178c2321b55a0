using Microsoft.EntityFrameworkCore;
using Plumbline.Book;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>Accounts that buy and belong to nobody: nobody is told when they go quiet.</summary>
internal sealed class AccountsUnowned(PlumblineDb db) : SignalRule
{
    /// <summary>Why somebody is told of them.</summary>
    public const string Cause = "accounts/unowned";

    private const int QuartersInYear = 4;

    public override string Key => "accounts-unowned";

    public override string Name => "Accounts that belong to nobody";

    public override RuleGroup Group => RuleGroup.Market;

    public override string Says(decimal limit) =>
        "Accounts that bought in this fiscal year or the last, and that nobody looks after. Each is told to the next manager above whoever sold most there in that time, or to whoever leads the team that they are in; where there is none, to those who lead the company. At stake is a quarter of the larger year of each account.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var leaders = watch.Colleagues.People.Where(p => p.Roles.HasFlag(Roles.Leadership) && watch.IsHere(p)).Select(p => p.Id).Order().ToList();
        var heirs = watch.Colleagues.People.Where(p => p.ManagerId is not null || p.Roles.HasFlag(Roles.Salesperson)).Select(p => (p.Id, Heir: watch.HeirOf(p))).Where(p => p.Heir is not null).ToDictionary(p => p.Id, p => p.Heir!.Value);
        var told = heirs.Values.Concat(leaders).ToHashSet();
        if (!watch.People.Any(p => told.Contains(p.Id)))
        {
            return [];
        }

        var (year, before) = (watch.Fiscal.Year(watch.Today).First, watch.Fiscal.Year(watch.Today).Previous);
        var (last, since) = (before.First, before.FirstDay);
        var unowned = db.Accounts.Where(a => a.OwnerId == null && a.MergedIntoId == null);
        var accounts = (await db.AccountYears.Where(y => (y.Year == year || y.Year == last) && y.Revenue > 0).Join(unowned, y => y.AccountId, a => a.Id, (y, a) => new { a.Id, a.Name, y.Revenue }).ToListAsync(cancel))
            .GroupBy(a => (a.Id, a.Name)).Select(g => new Unowned(g.Key.Id, g.Key.Name, g.Max(y => y.Revenue))).OrderByDescending(a => a.Revenue).ThenBy(a => a.Id).ToList();
        var sellers = accounts.Count == 0 ? new Dictionary<long, long>() : await Sellers(unowned, watch.Company.BookingsFrom, since, cancel);
        return
        [
            .. accounts.SelectMany(a => ToldOf(a.Id).Select(person => (Person: person, Account: a)))
                .GroupBy(a => a.Person, a => a.Account).OrderBy(g => g.Key).Select(g => (Person: watch.People.FirstOrDefault(p => p.Id == g.Key), Accounts: g.ToList())).Where(t => t.Person is not null).Select(t => Found(t.Person!, t.Accounts, watch)),
        ];

        List<long> ToldOf(long account) => sellers.TryGetValue(account, out var seller) && heirs.TryGetValue(seller, out var heir) ? [heir] : leaders;
    }

    private static Finding Found(Person told, List<Unowned> accounts, Watch watch)
    {
        var (revenue, isOne) = (accounts.Sum(a => a.Revenue), accounts.Count == 1);
        return new(
            told.Id, Cause, revenue / QuartersInYear, watch.Today.AddDays(Signal.SameDays), isOne ? $"{accounts[0].Name} belongs to nobody" : $"{Figures.Count(accounts.Count)} accounts belong to nobody",
            $"{(isOne ? "It" : "They")} brought {watch.Money.Compact(revenue)} in {(isOne ? "its" : "their")} better year. Nobody looks after {(isOne ? "it" : "them")}, and nobody is told when {(isOne ? "it goes" : "they go")} quiet.",
            [.. accounts.Take(OpenDeals.MostShown).Select(a => new SignalEvidence($"{a.Name}, {watch.Money.Compact(a.Revenue)}", FormattableString.Invariant($"accounts/{a.Id}")))],
            (told.Roles & AccountRecords.Keepers) != 0 ? new(isOne ? "Give it to somebody" : "Give them to somebody", "accounts/unowned") : new("See which they are", "accounts?whose=nobody&sort=last"))
        {
            Count = accounts.Count,
        };
    }

    /// <summary>Who sold most to each of some accounts since a day.</summary>
    private async Task<IReadOnlyDictionary<long, long>> Sellers(IQueryable<Accounts.Account> accounts, BookingsFrom from, DateOnly since, CancellationToken cancel)
    {
        var sold = from == BookingsFrom.Finance
            ? (await db.Bookings.Where(b => b.Date >= since).Join(accounts, b => b.AccountId, a => a.Id, (b, a) => b).Join(db.BookingCredits, b => b.Id, c => c.BookingId, (b, c) => new { b.AccountId, c.SalespersonId, c.Share, b.Revenue })
                .GroupBy(b => new { b.AccountId, b.SalespersonId, b.Share }).Select(g => new { g.Key.AccountId, g.Key.SalespersonId, g.Key.Share, Revenue = g.Sum(b => b.Revenue) }).ToListAsync(cancel))
                .ConvertAll(b => (Account: b.AccountId!.Value, Seller: b.SalespersonId, Revenue: b.Revenue * b.Share))
            : (await db.Opportunities.Where(o => o.State == OpportunityState.Won && o.Closed >= since && o.SalespersonId != null).Join(accounts, o => o.AccountId, a => a.Id, (o, a) => o)
                .GroupBy(o => new { o.AccountId, o.SalespersonId }).Select(g => new { g.Key.AccountId, g.Key.SalespersonId, Revenue = g.Sum(o => o.Amount ?? 0) }).ToListAsync(cancel))
                .ConvertAll(o => (Account: o.AccountId!.Value, Seller: o.SalespersonId!.Value, o.Revenue));
        return sold.GroupBy(s => s.Account).ToDictionary(g => g.Key, g => g.GroupBy(s => s.Seller).OrderByDescending(s => s.Sum(one => one.Revenue)).ThenBy(s => s.Key).First().Key);
    }

    private sealed record Unowned(long Id, string Name, decimal Revenue);
}

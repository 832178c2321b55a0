using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>A product that accounts like these buy, and these do not.</summary>
internal sealed class ProductGap(PlumblineDb db, CompanyLately lately) : SignalRule
{
    private const int MostOfPerson = 3;
    private const int FewestAccounts = 5;
    private const int QuartersBack = 8;
    private const int DaysSinceLost = 183; // Who said no not long ago need not be asked again yet.

    public override string Key => "product-gap";

    public override string Name => "Product that like accounts buy";

    public override RuleGroup Group => RuleGroup.Market;

    public override bool IsChance => true;

    public override RuleLimit Limit => new(40, 10, 95, "% of like accounts");

    public override string Says(decimal limit) =>
        $"Of the accounts of an industry that bought any product in the last two years, at least {FewestAccounts}, at least {limit:0}% bought a product that a person’s accounts there did not. Accounts to which it is being offered, or that declined it in the last half year, do not count. The {MostOfPerson} weightiest of a person; at stake is what an account that buys it brings in a quarter, for each.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var since = watch.Today.AddMonths(-3 * QuartersBack);
        var sold = watch.Company.BookingsFrom == BookingsFrom.Finance
            ? db.Bookings.Where(b => b.Date >= since && b.AccountId != null && b.ProductId != null).Select(b => new { Account = b.AccountId!.Value, Product = b.ProductId!.Value, b.Revenue })
            : db.Opportunities.Where(o => o.State == OpportunityState.Won && o.Closed >= since && o.AccountId != null && o.ProductId != null).Select(o => new { Account = o.AccountId!.Value, Product = o.ProductId!.Value, Revenue = o.Amount ?? 0 });
        var bought = sold.GroupBy(s => new { s.Account, s.Product }).Select(g => new { g.Key.Account, g.Key.Product, Revenue = g.Sum(s => s.Revenue) }).Where(s => s.Revenue >= 0)
            .Join(db.Accounts.Where(a => a.Industry != null && a.MergedIntoId == null), s => s.Account, a => a.Id, (s, a) => new { s.Account, s.Product, s.Revenue, a.Name, Industry = a.Industry!, a.OwnerId });
        var (industries, buyers) = await lately.Of(Key, watch, async () => (
            await bought.Select(b => new { b.Industry, b.Account }).Distinct().GroupBy(b => b.Industry).Select(g => new { Industry = g.Key, Accounts = g.Count() }).ToDictionaryAsync(i => i.Industry, i => i.Accounts, cancel),
            (await bought.GroupBy(b => new { b.Industry, b.Product }).Select(g => new { g.Key.Industry, g.Key.Product, Accounts = g.Count(), Revenue = g.Sum(b => b.Revenue) }).ToListAsync(cancel)).ToLookup(b => b.Industry)));
        var sellers = watch.SellerIds;
        var theirs = await bought.Where(b => b.OwnerId != null && EF.Parameter(sellers).Contains(b.OwnerId.Value)).Select(b => new { b.Account, b.Product, b.Name, b.Industry, Owner = b.OwnerId!.Value }).ToListAsync(cancel);
        var lost = watch.Today.AddDays(-DaysSinceLost);
        var worked = (await db.Opportunities.Where(o => o.AccountId != null && o.ProductId != null && (o.State == OpportunityState.Open || (o.State == OpportunityState.Lost && o.Closed >= lost)))
            .Join(db.Accounts.Where(a => a.Industry != null && a.OwnerId != null && EF.Parameter(sellers).Contains(a.OwnerId.Value)), o => o.AccountId, a => a.Id, (o, a) => new { Account = a.Id, Product = o.ProductId!.Value })
            .Distinct().ToListAsync(cancel)).Select(w => (w.Account, w.Product)).ToHashSet();
        var products = await db.Products.Where(p => p.IsSold && p.MergedIntoId == null).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        var found = new List<(decimal Stake, Finding Finding)>();
        foreach (var own in theirs.GroupBy(b => (b.Owner, b.Industry)).Where(g => industries.GetValueOrDefault(g.Key.Industry) >= FewestAccounts))
        {
            var ((person, industry), all) = (own.Key, industries[own.Key.Industry]);
            var accounts = own.DistinctBy(b => b.Account).OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase).ToList();
            var has = own.Select(b => (b.Account, b.Product)).ToHashSet();
            foreach (var product in buyers[industry].Where(b => products.ContainsKey(b.Product) && b.Accounts * 100 >= watch.Limit * all))
            {
                var gaps = accounts.Where(a => !has.Contains((a.Account, product.Product)) && !worked.Contains((a.Account, product.Product))).ToList();
                if (gaps.Count == 0)
                {
                    continue;
                }

                var each = product.Revenue / product.Accounts / QuartersBack;
                found.Add((each * gaps.Count, new(
                    person, $"product/{product.Product}/{industry}", each * gaps.Count, watch.Today.AddDays(Watch.DaysAhead),
                    $"{(gaps.Count == 1 ? "1 account" : $"{Figures.Count(gaps.Count)} accounts")} in {industry} might buy {products[product.Product]}",
                    $"{Figures.Count(product.Accounts)} of {Figures.Count(all)} accounts there that bought any product in two years bought it, for about {watch.Money.Compact(each)} a quarter each.",
                    [.. gaps.Take(OpenDeals.MostShown).Select(a => new SignalEvidence(a.Name, $"accounts/{a.Account}"))],
                    new("Begin with the first", $"opportunities/new?account={gaps[0].Account}&product={product.Product}&salesperson={person}"))));
            }
        }

        return [.. found.GroupBy(f => f.Finding.PersonId).SelectMany(g => g.OrderByDescending(f => f.Stake).ThenBy(f => f.Finding.Cause, StringComparer.Ordinal).Take(MostOfPerson)).Select(f => f.Finding)];
    }
}

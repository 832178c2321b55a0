using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>A product that accounts like these buy, and these do not.</summary>
internal sealed class ProductGap(PlumblineDb db) : SignalRule
{
    private const int MostOfPerson = 3;
    private const int FewestAccounts = 5;
    private const int QuartersBack = 8;

    public override string Key => "product-gap";

    public override string Name => "Product that like accounts buy";

    public override RuleLimit Limit => new(40, 10, 95, "% of like accounts");

    public override bool IsNightly => true;

    public override string Says(decimal limit) =>
        $"Of the accounts of an industry that bought anything in the last two years, at least {FewestAccounts}, at least {limit:0}% bought a product that a person’s accounts there did not. The {MostOfPerson} weightiest of a person; at stake is what an account that buys it brings in a quarter, for each.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var since = watch.Fiscal.Quarter(watch.Today).First.Plus(-3 * QuartersBack).FirstDay;
        var sold = watch.Company.BookingsFrom == BookingsFrom.Finance
            ? db.Bookings.Where(b => b.Date >= since && b.AccountId != null && b.ProductId != null).Select(b => new { Account = b.AccountId!.Value, Product = b.ProductId!.Value, b.Revenue })
            : db.Opportunities.Where(o => o.State == OpportunityState.Won && o.Closed >= since && o.AccountId != null && o.ProductId != null).Select(o => new { Account = o.AccountId!.Value, Product = o.ProductId!.Value, Revenue = o.Amount ?? 0 });
        var bought = await sold.GroupBy(s => new { s.Account, s.Product }).Select(g => new { g.Key.Account, g.Key.Product, Revenue = g.Sum(s => s.Revenue) })
            .Join(db.Accounts.Where(a => a.Industry != null && a.MergedIntoId == null), s => s.Account, a => a.Id, (s, a) => new { s.Account, s.Product, s.Revenue, a.Name, Industry = a.Industry!, a.OwnerId }).ToListAsync(cancel);
        var products = await db.Products.Where(p => p.IsSold && p.MergedIntoId == null).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        var sellers = watch.SellerIds.ToHashSet();
        var found = new List<(decimal Stake, Finding Finding)>();
        foreach (var industry in bought.GroupBy(b => b.Industry))
        {
            var accounts = industry.DistinctBy(b => b.Account).ToList();
            if (accounts.Count < FewestAccounts)
            {
                continue;
            }

            foreach (var product in industry.Where(b => products.ContainsKey(b.Product)).GroupBy(b => b.Product))
            {
                var buyers = product.Select(b => b.Account).ToHashSet();
                if (buyers.Count * 100 < watch.Limit * accounts.Count)
                {
                    continue;
                }

                var each = product.Sum(b => b.Revenue) / buyers.Count / QuartersBack;
                foreach (var gaps in accounts.Where(a => a.OwnerId is { } owner && sellers.Contains(owner) && !buyers.Contains(a.Account)).GroupBy(a => a.OwnerId!.Value))
                {
                    var names = gaps.OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase).ToList();
                    found.Add((each * names.Count, new(
                        gaps.Key, $"product/{product.Key}/{industry.Key}", each * names.Count, watch.Today.AddDays(Watch.DaysAhead),
                        $"{(names.Count == 1 ? "1 account" : $"{Figures.Count(names.Count)} accounts")} in {industry.Key} might buy {products[product.Key]}",
                        $"{Figures.Count(buyers.Count)} of {Figures.Count(accounts.Count)} accounts there that bought anything in two years bought it, for about {watch.Money.Compact(each)} a quarter each.",
                        [.. names.Take(OpenDeals.MostShown).Select(a => new SignalEvidence(a.Name, $"accounts/{a.Account}"))],
                        new("Begin with the first", $"accounts/{names[0].Account}"))));
                }
            }
        }

        return [.. found.GroupBy(f => f.Finding.PersonId).SelectMany(g => g.OrderByDescending(f => f.Stake).ThenBy(f => f.Finding.Cause, StringComparer.Ordinal).Take(MostOfPerson)).Select(f => f.Finding)];
    }
}

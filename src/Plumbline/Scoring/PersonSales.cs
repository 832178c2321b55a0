using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>What a person sold to an account, of a product, in a month; 0 and empty names where the records name none.</summary>
public sealed record PersonSale(Month Month, long AccountId, string Account, long ProductId, string Product, Tally Tally);

/// <summary>What a person sold, month by month, to whom and of what: added up from the facts of the months asked for, by the rule of <see cref="Counting"/>.</summary>
internal sealed class PersonSales(PlumblineDb db, CurrentPerson me, OurCompany company)
{
    public async Task<IReadOnlyList<PersonSale>> Read(long person, Period period, CancellationToken cancel)
    {
        var people = await me.Colleagues(cancel);
        var bookingsFrom = (await company.Load(cancel)).BookingsFrom;
        var products = await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Id, cancel);
        var facts = new ScopedFacts(db, people, period, new(PersonId: person), await company.Today(cancel));
        var sums = new Dictionary<(Month Month, long Account, long Product), Tally>();
        await foreach (var result in facts.Results(new(bookingsFrom, people.Roster, products), bookingsFrom, cancel))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(sums, (Month.Of(result.Date), result.AccountId, result.ProductId), out _) += result.Tally;
        }

        long[] accounts = [.. sums.Keys.Select(k => k.Account).Distinct()];
        var names = await db.Accounts.Where(a => EF.Parameter(accounts).Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, cancel);
        return [.. sums.Select(s => new PersonSale(s.Key.Month, s.Key.Account, names.GetValueOrDefault(s.Key.Account, ""), s.Key.Product, products.GetValueOrDefault(s.Key.Product)?.Name ?? "", s.Value))];
    }
}

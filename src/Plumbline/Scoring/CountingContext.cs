using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Products;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>
/// What the counting of facts depends on besides the facts: where results come from, who was in which team when, what products leave. Before a change to any of these take it down with
/// <see cref="Load"/>, and after saving call <see cref="Recounting.Follow"/> in the same transaction.
/// </summary>
/// <param name="BookingsFrom">Where results come from.</param>
/// <param name="FiscalYear">By which the revenue of accounts is summed up.</param>
/// <param name="People">Everyone.</param>
/// <param name="Memberships">Who was in which team when.</param>
/// <param name="Absences">Who was away when.</param>
/// <param name="Products">By number.</param>
internal sealed record CountingContext(
    BookingsFrom BookingsFrom, FiscalYear FiscalYear, IReadOnlyList<Person> People, IReadOnlyList<TeamMembership> Memberships, IReadOnlyList<Absence> Absences, IReadOnlyDictionary<long, Product> Products)
{
    public Roster Roster { get; } = new(People, Memberships, Absences);

    /// <summary>As it stands in the database now.</summary>
    public static async Task<CountingContext> Load(PlumblineDb db, CancellationToken cancel)
    {
        var company = await db.Companies.Select(c => new { c.BookingsFrom, c.FirstMonth }).SingleAsync(cancel);
        return new(
            company.BookingsFrom,
            new(company.FirstMonth),
            await db.People.AsNoTracking().ToListAsync(cancel),
            await db.TeamMemberships.AsNoTracking().ToListAsync(cancel),
            await db.Absences.AsNoTracking().ToListAsync(cancel),
            await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Id, cancel));
    }

    public Counting NewCounting() => new(BookingsFrom, Roster, Products);

    /// <summary>The people whose facts count for other teams than under <paramref name="before"/>.</summary>
    public IReadOnlySet<long> PeopleChanged(CountingContext before)
    {
        var now = Memberships.ToLookup(m => m.PersonId, m => (m.TeamId, m.From, m.Until));
        var then = before.Memberships.ToLookup(m => m.PersonId, m => (m.TeamId, m.From, m.Until));
        return now.Select(m => m.Key).Union(then.Select(m => m.Key)).Where(p => !now[p].ToHashSet().SetEquals(then[p])).ToHashSet();
    }

    /// <summary>The people whose quota may be another one than under <paramref name="before"/>.</summary>
    public IReadOnlySet<long> QuotasChanged(CountingContext before)
    {
        var changed = PeopleChanged(before).ToHashSet();
        var joined = before.People.ToDictionary(p => p.Id, p => (p.Joined, p.Left));
        changed.UnionWith(People.Where(p => joined.TryGetValue(p.Id, out var then) && then != (p.Joined, p.Left)).Select(p => p.Id));
        var now = Absences.ToLookup(a => a.PersonId, a => (a.From, a.Until));
        var then = before.Absences.ToLookup(a => a.PersonId, a => (a.From, a.Until));
        changed.UnionWith(now.Select(a => a.Key).Union(then.Select(a => a.Key)).Where(p => !now[p].ToHashSet().SetEquals(then[p])));
        return changed;
    }

    /// <summary>The products whose facts leave another margin, or are worth something else while open.</summary>
    public IReadOnlySet<long> ProductsChanged(CountingContext before) =>
        Products.Values.Where(p => before.Products.TryGetValue(p.Id, out var then) && (then.ListPrice, then.Cost, then.DefaultMargin) != (p.ListPrice, p.Cost, p.DefaultMargin)).Select(p => p.Id).ToHashSet();
}

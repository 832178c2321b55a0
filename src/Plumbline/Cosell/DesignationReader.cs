using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Inspection;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Products;
using Plumbline.Storage;

namespace Plumbline.Cosell;

/// <summary>The designations, by vendor and name.</summary>
internal sealed record DesignationsView(IReadOnlyList<Designation> Designations, bool HasMore, bool MayChange, DateOnly Today);

/// <summary>A designation with its latest readings and what moves it.</summary>
/// <param name="Designation">The designation.</param>
/// <param name="Readings">The latest readings, the latest first.</param>
/// <param name="Certified">So many of those who work here hold a certificate that is valid; null where no category asks for it.</param>
/// <param name="Wins">Opportunities won within a year, by product family; of those that a category names.</param>
/// <param name="MayChange">Whether the reader may.</param>
/// <param name="People">By name.</param>
/// <param name="Today">The company's day.</param>
internal sealed record DesignationView(Designation Designation, IReadOnlyList<DesignationReading> Readings, int? Certified, IReadOnlyDictionary<string, int> Wins, bool MayChange, Colleagues People, DateOnly Today);

/// <summary>Reads designations. Everyone of the company may: what the company is known for is no secret within it.</summary>
internal sealed class DesignationReader(PlumblineDb db, CurrentPerson me, OurCompany company, TimeProvider clock)
{
    private const int MostShown = 60;
    private const int MostReadings = 24;

    public async Task<DesignationsView> List(CancellationToken cancel)
    {
        var found = await db.Set<Designation>().AsNoTracking().OrderBy(d => d.Name).Take(MostShown + 1).ToListAsync(cancel);
        return new([.. found.Take(MostShown)], found.Count > MostShown, await MayChange(cancel), await company.Today(cancel));
    }

    /// <summary>Null where there is none.</summary>
    public async Task<DesignationView?> Read(long id, CancellationToken cancel)
    {
        if (await Find(id, cancel) is not { } designation)
        {
            return null;
        }

        return new(
            designation,
            await db.Set<DesignationReading>().AsNoTracking().Where(r => r.DesignationId == id).OrderByDescending(r => r.Day).Take(MostReadings).ToListAsync(cancel),
            designation.Categories.Any(c => c.Kind == CategoryKind.Training) ? await Certified(cancel) : null,
            await Wins([.. designation.Categories.Where(c => c.Kind == CategoryKind.Deals && c.Family != "").Select(c => c.Family).Distinct()], cancel),
            await MayChange(cancel), await me.Colleagues(cancel), await company.Today(cancel));
    }

    /// <summary>A designation to be read; null where there is none.</summary>
    public Task<Designation?> Find(long id, CancellationToken cancel) => db.Set<Designation>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel);

    /// <summary>Whether the reader may change designations.</summary>
    public Task<bool> MayChange(CancellationToken cancel) => me.Has(Roles.Marketing | Roles.Administrator, cancel);

    /// <summary>The product families that are sold, by name.</summary>
    public Task<IReadOnlyList<string>> Families(CancellationToken cancel) => db.Products.SoldFamilies(cancel);

    /// <summary>A number alone: whose certificates they are is for the people's own line to see.</summary>
    private async Task<int> Certified(CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        long[] here = [.. (await me.Colleagues(cancel)).Working(clock.GetUtcNow()).Select(p => p.Id)];
        return await db.Validations.OfType<Certificate>().Where(c => EF.Parameter(here).Contains(c.PersonId) && c.Passed == true && c.ValidUntil >= today).Select(c => c.PersonId).Distinct().CountAsync(cancel);
    }

    private async Task<IReadOnlyDictionary<string, int>> Wins(string[] families, CancellationToken cancel)
    {
        var since = (await company.Today(cancel)).AddYears(-1);
        return families.Length == 0 ? new Dictionary<string, int>() : await db.Opportunities.Where(o => o.State == OpportunityState.Won && o.Closed > since)
            .Join(db.Products, o => o.ProductId, p => p.Id, (o, p) => p.Family).Where(f => f != null && EF.Parameter(families).Contains(f)).GroupBy(f => f!).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
    }
}

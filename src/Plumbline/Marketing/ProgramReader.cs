using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Products;
using Plumbline.Storage;

namespace Plumbline.Marketing;

/// <summary>Money in a program, and where it is.</summary>
/// <param name="Fund">The money.</param>
/// <param name="ProgramId">The program.</param>
/// <param name="Terms">The program's terms.</param>
/// <param name="Balance">How much of it is where.</param>
public sealed record FundLine(ProgramFund Fund, long ProgramId, ProgramTerms Terms, FundBalance Balance)
{
    /// <summary>Whether something is lost soon unless it is claimed.</summary>
    public bool IsNear(DateOnly today) => Balance.AtStake > 0 && Fund.ClaimBy >= today && Fund.ClaimBy <= today.AddDays(ProgramWords.NearDays);
}

/// <summary>The catalogue, a page of it, with the money that can be claimed.</summary>
/// <param name="Funds">What is to be claimed first, first.</param>
/// <param name="HasMoreFunds">Whether there are more than are shown.</param>
/// <param name="Programs">In use, or retired; by vendor and name.</param>
/// <param name="InUse">So many are in use.</param>
/// <param name="Retired">So many are retired.</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="Pages">How many there are.</param>
/// <param name="Today">The company's day.</param>
internal sealed record CatalogueView(IReadOnlyList<FundLine> Funds, bool HasMoreFunds, IReadOnlyList<MarketingProgram> Programs, int InUse, int Retired, int Page, int Pages, DateOnly Today);

/// <summary>A version of a program's terms: what it changed; nothing where it is the first, or the one before is not read.</summary>
internal sealed record VersionLine(int Number, string By, DateOnly On, IReadOnlyList<TermsChange> Changes);

/// <summary>A program with everything around it.</summary>
internal sealed record ProgramView(MarketingProgram Program, IReadOnlyList<FundLine> Funds, IReadOnlyList<VersionLine> Versions, IReadOnlyList<LocalActivity> Activities, DateOnly Today);

/// <summary>Reads vendors' programs. Everyone sees them: what can be claimed is no secret within the company.</summary>
internal sealed class ProgramReader(PlumblineDb db, CurrentPerson me, OurCompany company)
{
    private const int PerPage = 50;
    private const int MostVersions = 20;

    // What lapsed is shown for so long, so that it is seen what was lost; later it stands with its program only.
    private const int LapsedDays = 90;

    /// <summary>Whether the reader may change the catalogue.</summary>
    public Task<bool> MayChange(CancellationToken cancel) => me.Has(Roles.Marketing | Roles.Administrator, cancel);

    /// <summary>A page of the programs in use, or of the retired ones.</summary>
    public async Task<CatalogueView> Catalogue(bool isRetired, int page, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var counts = await db.Set<MarketingProgram>().GroupBy(p => p.IsRetired).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var pages = Math.Max(1, (counts.GetValueOrDefault(isRetired) + PerPage - 1) / PerPage);
        page = Math.Min(page, pages);
        var programs = await db.Set<MarketingProgram>().AsNoTracking().Where(p => p.IsRetired == isRetired).OrderBy(p => p.Key).Skip((page - 1) * PerPage).Take(PerPage).ToListAsync(cancel);
        var since = today.AddDays(-LapsedDays);
        var funds = await Funds(db.Set<ProgramFund>().Where(f => f.ClaimBy >= since).OrderBy(f => f.ClaimBy < today).ThenBy(f => f.ClaimBy).ThenBy(f => f.Id).Take(PerPage + 1), cancel);
        return new([.. funds.Take(PerPage)], funds.Count > PerPage, programs, counts.GetValueOrDefault(false), counts.GetValueOrDefault(true), page, pages, today);
    }

    /// <summary>A program; null where there is none.</summary>
    public async Task<ProgramView?> Read(long id, CancellationToken cancel)
    {
        if (await Find(id, cancel) is not { } program)
        {
            return null;
        }

        var people = await me.Colleagues(cancel);
        var versions = await db.Set<ProgramVersion>().AsNoTracking().Where(v => EF.Property<long>(v, "ProgramId") == id).OrderByDescending(v => v.Number).Take(MostVersions + 1).ToListAsync(cancel);
        return new(
            program,
            await Funds(db.Set<ProgramFund>().Where(f => f.ProgramId == id).OrderByDescending(f => f.ClaimBy).ThenBy(f => f.Id).Take(PerPage), cancel),
            [
                .. versions.Take(MostVersions).Select((v, at) =>
                    new VersionLine(v.Number, people.Find(v.By)?.Name ?? "somebody", v.On, at + 1 < versions.Count ? ProgramWords.Changes(versions[at + 1].Terms, v.Terms) : [])),
            ],
            await db.Set<LocalActivity>().AsNoTracking().Where(a => a.ProgramId == id).OrderByDescending(a => a.First).ThenByDescending(a => a.Id).Take(PerPage).ToListAsync(cancel),
            await company.Today(cancel));
    }

    /// <summary>A program to be read; null where there is none.</summary>
    public Task<MarketingProgram?> Find(long id, CancellationToken cancel) => db.Set<MarketingProgram>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel);

    /// <summary>Funds of these programs, as far as they are in use, that may be used on some of these days and can still be claimed, what is to be claimed first, first.</summary>
    public async Task<IReadOnlyList<FundLine>> Usable(long[] programs, DateOnly first, DateOnly last, DateOnly today, CancellationToken cancel) =>
        await Funds(db.Set<ProgramFund>().Where(f => EF.Parameter(programs).Contains(f.ProgramId) && f.UsableFrom <= last && f.UsableUntil >= first && f.ClaimBy >= today && !db.Set<MarketingProgram>().Any(p => p.Id == f.ProgramId && p.IsRetired)).OrderBy(f => f.ClaimBy).ThenBy(f => f.Id).Take(PerPage), cancel);

    /// <summary>The product families that are sold, by name.</summary>
    public Task<IReadOnlyList<string>> Families(CancellationToken cancel) => db.Products.SoldFamilies(cancel);

    /// <summary>Funds in the order asked for, each with where its money is.</summary>
    private async Task<List<FundLine>> Funds(IQueryable<ProgramFund> asked, CancellationToken cancel)
    {
        var funds = await asked.AsNoTracking().Select(f => new { Fund = f, db.Set<MarketingProgram>().First(p => p.Id == f.ProgramId).Terms }).ToListAsync(cancel);
        long?[] ids = [.. funds.Select(f => (long?)f.Fund.Id)];
        var taken = ids.Length == 0
            ? Enumerable.Empty<LocalActivity>().ToLookup(a => a.FundId)
            : (await db.Set<LocalActivity>().AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.FundId)).ToListAsync(cancel)).ToLookup(a => a.FundId);
        return funds.ConvertAll(f => new FundLine(f.Fund, f.Fund.ProgramId, f.Terms, FundBalance.Of(f.Fund.Amount, taken[f.Fund.Id].Select(a => (a.Stage, a.Funded)))));
    }
}

using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Storage;

namespace Plumbline.Importing.Uploading;

/// <summary>An import that was run.</summary>
/// <param name="Import">What is kept of it.</param>
/// <param name="At">When, in the company's time zone.</param>
/// <param name="Who">Who ran it.</param>
internal sealed record PastImport(Import Import, DateTime At, string Who)
{
    public long Added => Import.Files.Sum(f => (long)f.Added);

    public long Changed => Import.Files.Sum(f => (long)f.Changed);

    public long Unchanged => Import.Files.Sum(f => (long)f.Unchanged);

    public long Refused => Import.Files.Sum(f => (long)f.Refused);
}

/// <summary>A page of past imports, the newest first.</summary>
internal sealed record PastImportsPage(IReadOnlyList<PastImport> Imports, int Page, int Pages);

/// <summary>Reads what imports there were.</summary>
internal sealed class PastImports(PlumblineDb db, OurCompany company)
{
    private const int OnAPage = 25;

    public async Task<PastImportsPage> Read(int page, CancellationToken cancel)
    {
        var pages = Math.Max(1, (await db.Imports.CountAsync(cancel) + OnAPage - 1) / OnAPage);
        page = Math.Clamp(page, 1, pages);
        var imports = await db.Imports.AsNoTracking().OrderByDescending(i => i.Id).Skip((page - 1) * OnAPage).Take(OnAPage).ToListAsync(cancel);
        return new(await Describe(imports, cancel), page, pages);
    }

    public async Task<PastImport?> Find(long id, CancellationToken cancel) =>
        await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancel) is { } import ? await Describe(import, cancel) : null;

    public async Task<PastImport> Describe(Import import, CancellationToken cancel) => (await Describe([import], cancel))[0];

    /// <summary>The latest quarter in which there are results, for a scoreboard that shows some; null where there are none.</summary>
    public async Task<string?> LatestQuarter(CancellationToken cancel)
    {
        var fiscal = (await company.Load(cancel)).FiscalYear;
        var until = Month.Of(await company.Today(cancel));
        var latest = await db.PersonMonths.Where(m => m.Month <= until).OrderByDescending(m => m.Month).Select(m => (Month?)m.Month).FirstOrDefaultAsync(cancel);
        return latest is { } month ? fiscal.Name(fiscal.Quarter(month.FirstDay)) : null;
    }

    private async Task<IReadOnlyList<PastImport>> Describe(IReadOnlyList<Import> imports, CancellationToken cancel)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await company.Load(cancel)).TimeZone);
        var people = imports.Select(i => i.PersonId).OfType<long>().Distinct().ToArray();
        var names = await db.People.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        return [.. imports.Select(i => new PastImport(i, TimeZoneInfo.ConvertTime(i.At, zone).DateTime, i.PersonId is { } id ? names.GetValueOrDefault(id, "someone who is gone") : "command line"))];
    }
}

using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Administration;

/// <summary>Changes how the company counts.</summary>
internal sealed class CompanySettings(PlumblineDb db)
{
    public Task<Company> Read(CancellationToken cancel) => db.Companies.AsNoTracking().SingleAsync(cancel);

    /// <summary>Saves what was typed; refuses where someone else saved since it was read.</summary>
    public async Task Change(CompanyInput input, CancellationToken cancel)
    {
        var company = await db.Companies.SingleAsync(cancel);
        Refuse.Stale("the settings", input.Revision, company.Revision);
        await db.AllOrNothing(
            async () =>
            {
                var before = await CountingContext.Load(db, cancel);
                input.PutInto(company);
                await db.SaveChangesAsync(cancel);
                using var bulk = BulkWriter.Of(db);
                await Recounting.Follow(db, bulk, before, cancel);
            },
            cancel);
    }
}

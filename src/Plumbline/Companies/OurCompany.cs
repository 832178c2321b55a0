using Microsoft.EntityFrameworkCore;
using Plumbline.Storage;

namespace Plumbline.Companies;

/// <summary>The company's settings and its day, read once per request.</summary>
internal sealed class OurCompany(PlumblineDb db, TimeProvider clock)
{
    private Company? _company;

    public async Task<Company> Load(CancellationToken cancel) => _company ??= await db.Companies.AsNoTracking().SingleAsync(cancel);

    /// <summary>The day it is now in the company's time zone.</summary>
    public async Task<DateOnly> Today(CancellationToken cancel)
    {
        var company = await Load(cancel);
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(company.TimeZone)).DateTime);
    }
}

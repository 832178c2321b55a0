using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>A team with two years behind it and a quota each: Ada manages Mary, who wins much, and Ben, who wins little. A deal comes each week, and one in three is won a month later.</summary>
internal sealed record SomeHistory(TheSite Site, Person Ada, Person Mary, Person Ben) : IAsyncDisposable
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    public static async Task<SomeHistory> Make(Provider provider = Provider.Sqlite, int weeks = 100, Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? adjust = null)
    {
        var site = await TheSite.Start(provider, adjust);
        var ada = await site.Add("Ada", Roles.Manager);
        var made = new SomeHistory(site, ada, await site.Add("Mary", Roles.Salesperson, ada), await site.Add("Ben", Roles.Salesperson, ada));
        await site.Change(db =>
        {
            db.Companies.First().Currency = "EUR";
            foreach (var (person, oneIn) in new[] { (made.Mary, 2), (made.Ben, 4) })
            {
                for (var week = 0; week < weeks; week++)
                {
                    var opened = _today.AddDays(-7 * week);
                    var isOver = opened.AddDays(30) <= _today;
                    var isWon = isOver && week % oneIn == 0;
                    db.Add(new Opportunity
                    {
                        System = "crm",
                        ExternalId = $"{person.Name}{week}",
                        Name = $"{person.Name} deal {week}",
                        SalespersonId = person.Id,
                        Amount = 1_000 + (100 * (week % 5)),
                        Opened = opened,
                        Closed = isOver ? opened.AddDays(30) : null,
                        State = isWon ? OpportunityState.Won : isOver ? OpportunityState.Lost : OpportunityState.Open,
                    });
                }

                for (var month = new Month(2025, 1); month <= new Month(2026, 12); month = month.Plus(1))
                {
                    db.Add(new QuotaMonth { Month = month, SalespersonId = person.Id, TeamId = 0, Revenue = 2_400 });
                }
            }
        });
        return made;
    }

    /// <summary>Changes who is in which team when; what counts for a team is counted anew, as the product does.</summary>
    public async Task Move(Action<PlumblineDb> change)
    {
        await Site.Change(change);
        var cancel = TestContext.Current.CancellationToken;
        await Site.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var context = await CountingContext.Load(db, cancel);
            var asked = (await db.QuotaMonths.AsNoTracking().ToListAsync(cancel)).GroupBy(q => (q.SalespersonId, q.Month)).Select(g => new AgreedQuota(g.Key.SalespersonId, g.Key.Month, g.Sum(q => q.Revenue), null, DateOnly.MinValue, 1)).ToList();
            await db.QuotaMonths.ExecuteDeleteAsync(cancel);
            using var bulk = BulkWriter.Of(db);
            bulk.Insert(Quotas.Of(asked, [], context.Roster));
            await Recounting.Whole(db, bulk, cancel);
            await transaction.CommitAsync(cancel);
            return true;
        });
    }

    /// <summary>The day on the site.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Site.Clock.GetUtcNow().UtcDateTime);

    /// <summary>Makes the forecasts, as is done in the background.</summary>
    public Task<bool> Forecast() => Site.With<ForecastRun, bool>(run => run.Run(TestContext.Current.CancellationToken));

    /// <summary>All that was said of quotas of revenue, and is kept.</summary>
    public Task<List<KeptForecast>> Rows() => Site.Db(db => db.Forecasts.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken));

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

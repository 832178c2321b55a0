using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Products;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Bench;

/// <summary>A made company of 1,000 salespeople in 25 teams over 24 months, with as many facts as asked for: half opportunities, half activities. Its summaries are counted by the product's own rule.</summary>
internal sealed class MadeCompany : IAsyncDisposable
{
    private const int Salespeople = 1_000;
    private const int Teams = 25;
    private const int Accounts = 20_000;
    private const int Products = 40;
    private const int Months = 24;
    private const int RowsAtOnce = 20_000;

    private readonly WebApplication _site;
    private string? _cookie;

    private MadeCompany(WebApplication site, DataLocation data) => (_site, Data) = (site, data);

    public DataLocation Data { get; }

    public Uri Address => new(_site.Urls.First());

    /// <summary>Makes the company in the folder, and starts the site on it.</summary>
    public static async Task<MadeCompany> Make(string folder, int facts)
    {
        var data = new DataLocation(folder, null);
        var site = Site.Build(data, builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
        });
        await site.Start(CancellationToken.None);
        await using var scope = site.Services.CreateAsyncScope();
        await Fill(scope.ServiceProvider.GetRequiredService<PlumblineDb>(), scope.ServiceProvider.GetRequiredService<QuotaWriter>(), facts);
        return new(site, data);
    }

    /// <summary>The cookie of the first salesperson, as the sign-in page would give it.</summary>
    public async Task<string> SignIn() => _cookie ??= await NewCookie();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private async Task<string> NewCookie()
    {
        await using var scope = _site.Services.CreateAsyncScope();
        var person = await scope.ServiceProvider.GetRequiredService<PlumblineDb>().People.OrderBy(p => p.Id).FirstAsync();
        var signIn = await scope.ServiceProvider.GetRequiredService<SignIns>().Create(person.Id, "a password of their own", CancellationToken.None);
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Request = { Scheme = "http", Host = new(Address.Authority) } };
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = http;
        await scope.ServiceProvider.GetRequiredService<SignInManager<SignIn>>().SignInAsync(signIn, isPersistent: false);
        return string.Join("; ", http.Response.Headers.SetCookie.Select(c => c!.Split(';')[0]));
    }

    private static async Task Fill(PlumblineDb db, QuotaWriter quotas, int facts)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await using var tuned = await BulkTuning.Begin(db, CancellationToken.None);
        using var bulk = BulkWriter.Of(db);
        var company = await db.Companies.SingleAsync();
        (company.Name, company.Currency) = ("Made for measuring", "EUR");
        await db.SaveChangesAsync();

        var last = Month.Of(await new Companies.OurCompany(db, TimeProvider.System).Today(CancellationToken.None));
        var first = last.Plus(1 - Months);
        Add(bulk, Teams, i => new Team { Name = $"Team {i:00}" });
        Add(bulk, Salespeople, i => new Person { Name = $"Salesperson {i:0000}", Email = $"salesperson{i}@example.com", Roles = Roles.Salesperson });
        Add(bulk, Salespeople, i => new TeamMembership { PersonId = i, TeamId = 1 + (i % Teams) });
        Add(bulk, Products, i => new Product { Name = $"Product {i:00}", DefaultMargin = 0.2m });
        Add(bulk, Accounts, i => new Account { Name = $"Account {i:00000}" });
        Add(bulk, 1, i => new ActivityType { Name = "Meeting" });
        Add(bulk, Salespeople, i => new Target { System = "made", ExternalId = $"{i}", SalespersonId = i, First = first, Months = Months, Revenue = 2_400_000 });

        var counting = (await CountingContext.Load(db, CancellationToken.None)).NewCounting();
        var chance = new Random(11);
        var days = last.Plus(1).FirstDay.DayNumber - first.FirstDay.DayNumber;
        DateOnly Day() => first.FirstDay.AddDays(chance.Next(days));
        for (var done = 0; done < facts / 2; done += RowsAtOnce)
        {
            Add(bulk, Math.Min(RowsAtOnce, (facts / 2) - done), i => Made(chance, done + i, Day()), counting.Count);
            Add(bulk, Math.Min(RowsAtOnce, (facts / 2) - done), i => new Activity { System = "made", ExternalId = Key(done + i), TypeId = 1, Date = Day(), SalespersonId = Id(chance, Salespeople), AccountId = Id(chance, Accounts) }, counting.Count);
        }

        SummaryWriter.Apply(bulk, counting.Counted);
        await quotas.Write(bulk, [.. Enumerable.Range(1, Salespeople).Select(i => (long)i)], CancellationToken.None);
        await db.RaiseVersion(CancellationToken.None);
        await transaction.CommitAsync();
        await db.Database.ExecuteSqlRawAsync("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static Opportunity Made(Random chance, int number, DateOnly opened)
    {
        var state = chance.Next(10) switch { < 4 => OpportunityState.Won, < 8 => OpportunityState.Lost, _ => OpportunityState.Open };
        return new()
        {
            System = "made",
            ExternalId = Key(number),
            Name = "Renewal",
            AccountId = Id(chance, Accounts),
            ProductId = Id(chance, Products),
            SalespersonId = Id(chance, Salespeople),
            State = state,
            Amount = 500 + chance.Next(90_000),
            Opened = opened,
            Closed = state == OpportunityState.Open ? null : opened.AddDays(chance.Next(60)),
        };
    }

    private static string Key(int number) => number.ToString("x8", CultureInfo.InvariantCulture);

    private static long Id(Random chance, int among) => 1 + chance.Next(among);

    /// <summary>Adds as many rows as said; the first of a table get the numbers from 1.</summary>
    private static void Add<T>(BulkWriter bulk, int count, Func<int, T> make, Action<T>? counted = null)
        where T : class
    {
        var rows = Enumerable.Range(1, count).Select(make).ToList();
        foreach (var row in rows)
        {
            bulk.Number(row);
            counted?.Invoke(row);
        }

        bulk.Insert(rows);
    }
}

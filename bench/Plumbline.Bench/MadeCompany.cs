using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Commitments;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Jobs;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Products;
using Plumbline.Scoring;
using Plumbline.Signals;
using Plumbline.Storage;

namespace Plumbline.Bench;

/// <summary>A made company over 24 months, as large as asked for. Its summaries are counted by the product's own rule.</summary>
internal sealed class MadeCompany : IAsyncDisposable
{
    /// <summary>So many products it sells.</summary>
    public const int Products = 40;

    private const int Months = 24;
    private const int RowsAtOnce = 20_000;
    private const int PromisesEach = 100;
    private const int NamesACampaign = 10; // Every tenth opportunity.
    private static readonly string[] _syllables = ["ka", "mor", "ve", "tal", "so", "ri", "nel", "du", "pa", "lo", "fen", "gus", "bra", "ti", "wex", "hol", "ju", "cor", "zan", "my"];

    private readonly WebApplication _site;
    private readonly Dictionary<int, string> _cookies = [];

    private MadeCompany(WebApplication site, DataLocation data, MadeSize size) => (_site, Data, Size) = (site, data, size);

    public DataLocation Data { get; }

    public MadeSize Size { get; }

    public Uri Address => new(_site.Urls.First());

    /// <summary>Makes the company, and starts the site on it.</summary>
    public static async Task<MadeCompany> Make(DataLocation data, MadeSize size)
    {
        var site = Site.Build(data, builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(new JobRhythm(null));
        });
        await site.Start(CancellationToken.None);
        await using var scope = site.Services.CreateAsyncScope();
        await Fill(scope.ServiceProvider.GetRequiredService<PlumblineDb>(), scope.ServiceProvider.GetRequiredService<QuotaWriter>(), size);
        return new(site, data, size);
    }

    /// <summary>A browser in which the nth person (from 0), salespeople first, has signed in.</summary>
    public async Task<HttpClient> Browser(int nth = 0)
    {
        var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = Address };
        browser.DefaultRequestHeaders.Add("Cookie", await SignIn(nth));
        return browser;
    }

    /// <summary>The cookie of the nth person (from 0), salespeople first, as the sign-in page would give it.</summary>
    public async Task<string> SignIn(int nth = 0) => _cookies.TryGetValue(nth, out var cookie) ? cookie : _cookies[nth] = await NewCookie(nth);

    /// <summary>Adds what those who lead look at, and the forecasts and signals that follow from it. The managers of the teams come after the salespeople, the director before them.</summary>
    public async Task Lead()
    {
        await using (var scope = _site.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PlumblineDb>();
            await new MadeLeadership(db, scope.ServiceProvider.GetRequiredService<Agreements>(), Size, await new Companies.OurCompany(db, TimeProvider.System).Today(CancellationToken.None)).Make();
        }

        await Forecast();
        await Night();
    }

    /// <summary>What the CRM calls the nth marketing activity.</summary>
    public static string Campaign(int nth) => $"Campaign {nth:0000}";

    /// <summary>Makes the forecasts of all weeks, then those of today once more.</summary>
    /// <returns>How long each took.</returns>
    public async Task<(TimeSpan All, TimeSpan Today)> Forecast()
    {
        var all = System.Diagnostics.Stopwatch.StartNew();
        await Run();
        all.Stop();
        await using (var scope = _site.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<PlumblineDb>().RaiseVersion(CancellationToken.None);
        }

        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Run();
        return (all.Elapsed, watch.Elapsed);

        async Task Run()
        {
            await using var scope = _site.Services.CreateAsyncScope();
            if (!await scope.ServiceProvider.GetRequiredService<ForecastRun>().Run(CancellationToken.None))
            {
                throw new InvalidOperationException("There was nothing to forecast.");
            }
        }
    }

    /// <summary>Reckons a day that is gone, as one that was asked for: a Wednesday some weeks back.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> Past()
    {
        await using var scope = _site.Services.CreateAsyncScope();
        var days = scope.ServiceProvider.GetRequiredService<AskedDays>();
        var day = WeeksBefore.Ends(await scope.ServiceProvider.GetRequiredService<Companies.OurCompany>().Today(CancellationToken.None), 5).Last().AddDays(3);
        await days.Ask(day, CancellationToken.None);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await scope.ServiceProvider.GetRequiredService<ReckonDays>().Run(CancellationToken.None);
        return await days.Find(day, CancellationToken.None) is { MadeAt: not null } ? watch.Elapsed : throw new InvalidOperationException($"{day} was not reckoned.");
    }

    /// <summary>Looks at everyone by all rules, as the first time each night.</summary>
    /// <returns>How long it took, and how many signals are open then.</returns>
    public async Task<(TimeSpan Took, int Open)> Night()
    {
        await using var scope = _site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PlumblineDb>();
        await db.Set<LastSignals>().ExecuteUpdateAsync(set => set.SetProperty(l => l.Day, DateOnly.MinValue));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        return await scope.ServiceProvider.GetRequiredService<SignalRun>().Run(CancellationToken.None)
            ? (watch.Elapsed, await db.Signals.CountAsync(s => s.ResolvedOn == null))
            : throw new InvalidOperationException("There was nobody to look at.");
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private async Task<string> NewCookie(int nth)
    {
        await using var scope = _site.Services.CreateAsyncScope();
        var person = await scope.ServiceProvider.GetRequiredService<PlumblineDb>().People.OrderBy(p => p.Id).Skip(nth).FirstAsync();
        var signIn = await scope.ServiceProvider.GetRequiredService<SignIns>().Create(person.Id, "a password of their own", CancellationToken.None);
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Request = { Scheme = "http", Host = new(Address.Authority) } };
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = http;
        await scope.ServiceProvider.GetRequiredService<SignInManager<SignIn>>().SignInAsync(signIn, isPersistent: false);
        return string.Join("; ", http.Response.Headers.SetCookie.Select(c => c!.Split(';')[0]));
    }

    private static async Task Fill(PlumblineDb db, QuotaWriter quotas, MadeSize size)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await using var tuned = await BulkTuning.Begin(db, CancellationToken.None);
        using var bulk = BulkWriter.Of(db);
        var company = await db.Companies.SingleAsync();
        (company.Name, company.Currency) = ("Made for measuring", "EUR");
        await db.SaveChangesAsync();

        var last = Month.Of(await new Companies.OurCompany(db, TimeProvider.System).Today(CancellationToken.None));
        var first = last.Plus(1 - Months);
        Add(bulk, size.Teams, i => new Team { Name = $"Team {i:00}" });
        Add(bulk, size.Salespeople, i => new Person { Name = $"Salesperson {i:0000}", Email = $"salesperson{i}@example.com", Roles = Roles.Salesperson });
        Add(bulk, size.Salespeople, i => new TeamMembership { PersonId = i, TeamId = 1 + (i % size.Teams) });
        Add(bulk, Products, i => new Product { Name = $"Product {i:00}", DefaultMargin = 0.2m });
        AddMany(bulk, size.Accounts, i => new Account { Name = Named(i), Industry = $"Industry {i % 9}", Region = $"Region {i % 5}", OwnerId = 1 + (i % size.Salespeople) });
        AddMany(bulk, size.Accounts, i => new Contact { Name = $"{Named(i * 7)} of {i:00000}", AccountId = i });
        Add(bulk, 1, i => new ActivityType { Name = "Meeting" });
        Add(bulk, size.Salespeople, i => new Target { System = "made", ExternalId = $"{i}", SalespersonId = i, First = first, Months = Months, Revenue = 2_400_000 });

        var counting = (await CountingContext.Load(db, CancellationToken.None)).NewCounting();
        var chance = new Random(11);
        var days = last.Plus(1).FirstDay.DayNumber - first.FirstDay.DayNumber;
        var today = last.FirstDay;
        DateOnly Day() => first.FirstDay.AddDays(chance.Next(days));
        AddMany(bulk, size.Opportunities, i => Made(chance, size, i, Day(), today), counting.Count);
        AddMany(bulk, size.Activities, i => new Activity { System = "made", ExternalId = Key(i), TypeId = 1, Date = Day(), SalespersonId = Id(chance, size.Salespeople), AccountId = Id(chance, size.Accounts) }, counting.Count);
        AddMany(bulk, size.Salespeople * PromisesEach, i => Promised(i, 1 + (i % size.Salespeople), today));

        SummaryWriter.Apply(bulk, counting.Counted);
        await quotas.Write(bulk, [.. Enumerable.Range(1, size.Salespeople).Select(i => (long)i)], CancellationToken.None);
        await db.RaiseVersion(CancellationToken.None);
        await transaction.CommitAsync();
        await db.Database.ExecuteSqlRawAsync(db.Database.IsSqlite() ? "ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)" : "VACUUM ANALYZE");
    }

    /// <summary>A word of three syllables and one of two, so that few names begin alike.</summary>
    private static string Named(int number)
    {
        var (n, words) = ((uint)number * 2_654_435_761u, new StringBuilder());
        for (var i = 0; i < 5; i++, n /= 20)
        {
            words.Append(i == 3 ? " " : "").Append(_syllables[n % 20]);
        }

        return CultureInfo.InvariantCulture.TextInfo.ToTitleCase(words.ToString());
    }

    /// <summary>Most are kept and over; every tenth is still to be done.</summary>
    private static Commitment Promised(int number, long personId, DateOnly today)
    {
        var isOpen = number % 10 == 0;
        var due = isOpen ? today.AddDays(number % 60) : today.AddDays(-1 - (number % 600));
        var promise = new Commitment(CommitmentKind.Sentence, $"made/{Key(number)}", personId, "Send what was asked for", due.AddDays(-10), due);
        if (!isOpen)
        {
            promise.Do(null, due, due);
        }

        return promise;
    }

    private static Opportunity Made(Random chance, MadeSize size, int number, DateOnly opened, DateOnly today)
    {
        var state = chance.Next(10) switch { < 4 => OpportunityState.Won, < 8 => OpportunityState.Lost, _ => OpportunityState.Open };
        return new()
        {
            System = "made",
            ExternalId = Key(number),
            Name = $"Renewal {Named(number)}",
            AccountId = Id(chance, size.Accounts),
            ProductId = Id(chance, Products),
            SalespersonId = Id(chance, size.Salespeople),
            State = state,
            Amount = 500 + chance.Next(90_000),
            Opened = opened,
            ExpectedClose = state == OpportunityState.Open ? today.AddDays(chance.Next(120)) : null,
            Closed = state == OpportunityState.Open ? null : opened.AddDays(chance.Next(60)),
            Campaign = number % NamesACampaign == 0 ? Campaign(number / NamesACampaign % (size.Salespeople * MadeLeadership.ActivitiesEach)) : null,
        };
    }

    private static string Key(int number) => number.ToString("x8", CultureInfo.InvariantCulture);

    private static long Id(Random chance, int among) => 1 + chance.Next(among);

    /// <summary>As <see cref="Add"/>, part by part.</summary>
    private static void AddMany<T>(BulkWriter bulk, int count, Func<int, T> make, Action<T>? counted = null)
        where T : class
    {
        for (var done = 0; done < count; done += RowsAtOnce)
        {
            Add(bulk, Math.Min(RowsAtOnce, count - done), i => make(done + i), counted);
        }
    }

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

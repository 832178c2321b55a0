using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Plumbline.Companies;
using Plumbline.Importing.Reading;
using Plumbline.Pipeline;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Importing;

/// <summary>A company with a database of its own, into which a test imports.</summary>
internal sealed class ImportWorld : IAsyncDisposable
{
    private static readonly Dictionary<Provider, TemplateDatabase> _templates = new()
    {
        [Provider.Sqlite] = new(Provider.Sqlite, Migrate(Provider.Sqlite)),
        [Provider.Postgres] = new(Provider.Postgres, Migrate(Provider.Postgres)),
    };

    private readonly Provider _provider;
    private readonly string _connection;
    private readonly ServiceProvider _services;

    private ImportWorld(Provider provider, string connection)
    {
        (_provider, _connection) = (provider, connection);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        Use(services, provider, connection);
        services.AddScoped<OurCompany>();
        services.AddImporting();
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2027, 3, 10, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ImportWorld> Create(Provider provider) => new(provider, await _templates[provider].Copy());

    public async Task<T> With<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = _services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    public Task<T> Db<T>(Func<PlumblineDb, Task<T>> ask) => With(s => ask(s.GetRequiredService<PlumblineDb>()));

    public Task<ImportResult> Import(params FactRow[] rows) => Import(new LandingOptions(), rows);

    public Task<ImportResult> Import(LandingOptions options, params FactRow[] rows) => Import(options, null, Cancel, [.. rows.GroupBy(KindOf).Select(g => File(g.Key, [.. g]))]);

    public Task<ImportResult> Import(LandingOptions options, IProgress<ImportProgress>? progress, CancellationToken cancel, params LandingFile[] files)
    {
        Clock.Advance(TimeSpan.FromHours(1));
        return With(s => s.GetRequiredService<Landing>().Run(files, [], options, progress, cancel));
    }

    public Task<ImportResult> ImportFolder(string folder, LandingOptions options, ReadingOptions? reading = null) => With(async s =>
    {
        Clock.Advance(TimeSpan.FromHours(1));
        var importing = s.GetRequiredService<FileImport>();
        var set = await importing.Open([new(folder)], reading ?? new(), Cancel);
        return await importing.Run(set, options, null, Cancel);
    });

    public Task<UndoResult> Undo(long import) => With(s => s.GetRequiredService<Undo>().Run(import, Cancel));

    public Task Merge(Func<Merging, Task> merge) => With(async s =>
    {
        await merge(s.GetRequiredService<Merging>());
        return 0;
    });

    public Task<IReadOnlyList<string>> Differences() => With(async s => (IReadOnlyList<string>)
        [.. await Recounting.Differences(s.GetRequiredService<PlumblineDb>(), Cancel), .. await s.GetRequiredService<QuotaWriter>().Differences(Cancel)]);

    /// <summary>Everything that imports touch, in words that do not depend on numbers given anew, so that two states can be compared.</summary>
    public Task<string> Contents() => Db(async db =>
    {
        var people = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Name, Cancel);
        var teams = await db.Teams.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Name, Cancel);
        var products = await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Name, Cancel);
        var accounts = await db.Accounts.AsNoTracking().ToDictionaryAsync(a => a.Id, a => a.Name, Cancel);
        var bookings = await db.Bookings.AsNoTracking().ToDictionaryAsync(b => b.Id, b => b.ExternalId, Cancel);
        string[] lines =
        [
            .. await db.People.AsNoTracking().Select(p => $"person {p.Name} {p.Email} {p.ManagerId} {p.Roles}").ToListAsync(Cancel),
            .. (await db.TeamMemberships.AsNoTracking().ToListAsync(Cancel)).Select(m => $"member {people[m.PersonId]} {teams[m.TeamId]} {m.From} {m.Until}"),
            .. (await db.Products.AsNoTracking().ToListAsync(Cancel)).Select(p => $"product {p.Name} {p.ListPrice:0.####} {p.Cost:0.####} {p.ExternalId}"),
            .. accounts.Values.Select(a => $"account {a}"),
            .. (await db.Opportunities.AsNoTracking().ToListAsync(Cancel)).Select(o => $"opportunity {o.ExternalId} {o.Name} {o.State} {o.Stage} {o.Amount:0.####} {o.Opened} {o.Closed} {Name(people, o.SalespersonId)} {Name(products, o.ProductId)} {Name(accounts, o.AccountId)}"),
            .. (await db.OpportunityChanges.AsNoTracking().ToListAsync(Cancel)).Select(c => $"change {c.At:O} {c.Stage} {c.Amount:0.####} {c.ExpectedClose}"),
            .. (await db.Bookings.AsNoTracking().ToListAsync(Cancel)).Select(b => $"booking {b.ExternalId} {b.Date} {b.Revenue:0.####} {b.Cost:0.####} {Name(products, b.ProductId)}"),
            .. (await db.BookingCredits.AsNoTracking().ToListAsync(Cancel)).Select(c => $"credit {bookings[c.BookingId]} {people[c.SalespersonId]} {c.Share:0.####}"),
            .. (await db.Activities.AsNoTracking().ToListAsync(Cancel)).Select(a => $"activity {a.ExternalId} {a.Date} {people[a.SalespersonId]}"),
            .. (await db.Targets.AsNoTracking().ToListAsync(Cancel)).Select(t => $"target {people[t.SalespersonId]} {t.Period} {t.Revenue:0.####}"),
            .. (await db.QuotaMonths.AsNoTracking().ToListAsync(Cancel)).Select(q => $"quota {people[q.SalespersonId]} {q.Month} {q.Revenue:0.####}"),
            .. (await db.KnownNames.AsNoTracking().ToListAsync(Cancel)).Select(n => $"known {n.Kind} {n.Text}"),
            .. (await db.Companies.AsNoTracking().ToListAsync(Cancel)).Select(c => $"company {c.Currency} {c.BookingsFrom}"),
        ];
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    });

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _templates[_provider].Drop(_connection);
    }

    public static LandingFile File(FactKind kind, IReadOnlyList<FactRow> rows, string profile = "test") => new($"{kind}.csv", kind, profile, _ => rows.Select(r => new ReadResult(r, null)), () => []);

    public static OpportunityRow Deal(int line, string? id, string account = "Aurora", string product = "Migration", string? seller = "Anna Berg", string stage = "Qualify", OpportunityState? state = OpportunityState.Open,
        decimal? amount = 1_000, string? currency = null, DateOnly? opened = null, DateOnly? closed = null) =>
        new(line, id, null, new(null, account), new(null, product), new(null, seller), stage, state, amount, currency, null, opened ?? new(2027, 1, 5), null, closed, null, null);

    public static OpportunityRow Won(int line, string id, decimal amount, DateOnly? closed = null, string? seller = "Anna Berg", string product = "Migration", string account = "Aurora") =>
        Deal(line, id, account, product, seller, "Won", OpportunityState.Won, amount, closed: closed ?? new(2027, 2, 20));

    public static BookingRow Booking(int line, string? id, decimal revenue, string product = "Migration", params (string Who, decimal Share)[] credits) =>
        new(line, id, new(2027, 2, 3), new(null, "Aurora"), new(null, product), [.. credits.Select(c => new CreditRow(new(null, c.Who), c.Share))], revenue, null, null, null, 2, null, null, null);

    public static PersonRow Person(int line, string name, string? manager = null, string? team = null, string? id = null) =>
        new(line, id, name, null, null, new(null, manager), new(null, team), null, null, []);

    private static string? Name(Dictionary<long, string> names, long? id) => id is { } known ? names[known] : null;

    private static FactKind KindOf(FactRow row) => Enum.Parse<FactKind>(row.GetType().Name[..^"Row".Length]);

    private static Func<string, Task> Migrate(Provider provider) => async connection =>
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        Use(services, provider, connection);
        await using var built = services.BuildServiceProvider();
        await built.GetRequiredService<PlumblineDb>().Database.MigrateAsync();
    };

    private static void Use(ServiceCollection services, Provider provider, string connection)
    {
        services.AddSignInTables();
        _ = provider == Provider.Postgres
            ? services.AddDbContext<PlumblineDb, PostgresDb>(o => o.UseNpgsql(connection))
            : services.AddDbContext<PlumblineDb, SqliteDb>(o => o.UseSqlite(connection + ";Foreign Keys=True"));
    }
}

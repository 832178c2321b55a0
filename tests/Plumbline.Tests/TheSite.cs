using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Plumbline.Jobs;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline;

/// <summary>
/// The whole product on Kestrel, with a database of its own:
/// <code>
/// await using var site = await TheSite.Start(provider);
/// var mary = await site.Add("Mary", Roles.Salesperson);
/// var page = await site.As(mary).Open("/account");
/// </code>
/// </summary>
internal sealed class TheSite : IAsyncDisposable
{
    private static readonly TemplateDatabase _sqlite = new(Provider.Sqlite, database => Migrate(new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(database).Options)));
    private static readonly TemplateDatabase _postgres = new(Provider.Postgres, database => Migrate(new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(database).Options)));

    private readonly WebApplication _app;
    private readonly List<Visitor> _visitors = [];
    private readonly bool _ownsData;

    private TheSite(WebApplication app, DataLocation data, FakeTimeProvider clock, bool ownsData) => (_app, Data, Clock, _ownsData) = (app, data, clock, ownsData);

    /// <summary>Where the data is, as for the command line's <c>--data</c> and <c>--database</c>.</summary>
    public DataLocation Data { get; }

    /// <summary>The time on the site: Tue 24 Nov 2026, 9:00 UTC, until a test moves it.</summary>
    public FakeTimeProvider Clock { get; }

    /// <summary>As in http://127.0.0.1:41234/.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The site's services, as to walk its endpoints.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts the site on an empty company.</summary>
    /// <param name="provider">Which database.</param>
    /// <param name="adjust">Has the last word on settings and services, before the site is built.</param>
    public static async Task<TheSite> Start(Provider provider = Provider.Sqlite, Action<WebApplicationBuilder>? adjust = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(RunFolder.Path, Guid.NewGuid().ToString("N"))).FullName;
        var data = new DataLocation(folder, provider == Provider.Postgres ? await _postgres.Copy() : null);
        if (provider == Provider.Sqlite)
        {
            await PutSqlite(data);
        }

        return await Start(data, new(new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero)), adjust, ownsData: true);
    }

    /// <summary>Starts another node on the data and the clock of one that runs, which must outlive it.</summary>
    public static Task<TheSite> Beside(TheSite other, Action<WebApplicationBuilder>? adjust = null) => Start(other.Data, other.Clock, adjust, ownsData: false);

    private static async Task<TheSite> Start(DataLocation data, FakeTimeProvider clock, Action<WebApplicationBuilder>? adjust, bool ownsData)
    {
        var app = Site.Build(data, builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders().AddProvider(new TestLog(TestContext.Current.TestOutputHelper));
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Services.AddSingleton(new JobRhythm(null)); // And when work is done.
            builder.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1); // Everyone here has a password; a real hash of each would take a quarter of the run.
            adjust?.Invoke(builder);
        });
        await app.Start(TestContext.Current.CancellationToken);
        return new(app, data, clock, ownsData);
    }

    /// <summary>Puts an empty company's database there.</summary>
    public static async Task PutSqlite(DataLocation data) => File.Move(new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(await _sqlite.Copy()).DataSource, data.SqliteFile);

    /// <summary>Does something with a service of the site, as a request would.</summary>
    public async Task<T> With<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Looks into the database.</summary>
    public Task<T> Db<T>(Func<PlumblineDb, Task<T>> use) => With(use);

    /// <summary>Changes the database, and saves.</summary>
    public Task Change(Action<PlumblineDb> change) => Db(db =>
    {
        change(db);
        return db.SaveChangesAsync(TestContext.Current.CancellationToken);
    });

    /// <summary>Adds a person, who can sign in with <paramref name="password"/> where one is given, and by <see cref="As"/> in any case.</summary>
    public async Task<Person> Add(string name, Roles roles = Roles.None, Person? manager = null, string? password = null)
    {
        var person = new Person { Name = name, Email = $"{name.Replace(' ', '.')}@example.com", Roles = roles, ManagerId = manager?.Id };
        await Change(db => db.People.Add(person));
        if (password is not null)
        {
            await With<SignIns, SignIn>(signIns => signIns.Create(person.Id, password, TestContext.Current.CancellationToken));
        }

        return person;
    }

    /// <summary>A browser of someone who has not signed in.</summary>
    public Visitor Stranger()
    {
        var visitor = new Visitor(Address);
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>A browser in which the person has signed in: the cookie is the one that the sign-in page would give.</summary>
    public async Task<Visitor> As(Person person)
    {
        var visitor = Stranger();
        await using var scope = Services.CreateAsyncScope();
        var cancel = TestContext.Current.CancellationToken;
        var signIn = await scope.ServiceProvider.GetRequiredService<PlumblineDb>().Users.SingleOrDefaultAsync(s => s.PersonId == person.Id, cancel)
            ?? await scope.ServiceProvider.GetRequiredService<SignIns>().Create(person.Id, "a password of their own", cancel);
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Request = { Scheme = "http", Host = new(Address.Authority) } };
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = http;
        await scope.ServiceProvider.GetRequiredService<SignInManager<SignIn>>().SignInAsync(signIn, isPersistent: false);
        foreach (var cookie in http.Response.Headers.SetCookie)
        {
            visitor.Cookies.SetCookies(Address, cookie!);
        }

        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        _visitors.ForEach(visitor => visitor.Dispose());
        await _app.DisposeAsync();
        if (!_ownsData)
        {
            return;
        }

        if (Data.Postgres is { } postgres)
        {
            await _postgres.Drop(postgres);
        }
        else
        {
            using var own = new Microsoft.Data.Sqlite.SqliteConnection(StorageSetup.SqliteConnection(Data));
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool(own);
        }

        Directory.Delete(Data.Folder, recursive: true);
    }

    private static async Task Migrate(PlumblineDb empty)
    {
        await using var db = empty;
        await db.Database.MigrateAsync();
    }
}

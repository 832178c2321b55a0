using System.CommandLine;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.CommandLine;

/// <summary>What a verb of the command line works with: the services of the product, without the web.</summary>
internal static class Verb
{
    /// <summary>The data where there is any: what only reads must not take a folder that was misspelt for an empty company.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static DataLocation Existing(DataLocation location)
    {
        Refuse.Unless(location.Postgres is not null || File.Exists(location.SqliteFile), Refusal.NotFound, $"There is no company's data in {location.Folder}. Name its folder with --data.");
        return location;
    }

    /// <summary>Runs with an up-to-date database. A refusal is thrown, and told where the program ends.</summary>
    public static Task<int> Run(ParseResult parsed, Action<IServiceCollection> add, Func<IServiceProvider, CancellationToken, Task<int>> run, CancellationToken cancel) =>
        Run(DataOptions.Location(parsed), add, run, cancel);

    /// <summary>The same, on the data at a location.</summary>
    public static async Task<int> Run(DataLocation location, Action<IServiceCollection> add, Func<IServiceProvider, CancellationToken, Task<int>> run, CancellationToken cancel)
    {
        var services = new ServiceCollection();
        services.AddLogging(log => log.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None)); // What fails there is thrown, and told once.
        services.AddSingleton(TimeProvider.System);
        services.AddStorage(location);
        services.AddScoped<OurCompany>();
        services.AddSingleton<ColleaguesByVersion>();
        add(services);
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlumblineDb>().BringUpToDate(location, cancel);
        return await run(scope.ServiceProvider, cancel);
    }
}

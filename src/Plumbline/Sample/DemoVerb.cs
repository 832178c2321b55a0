using System.CommandLine;
using Microsoft.Data.Sqlite;
using Plumbline.Accounts;
using Plumbline.CommandLine;
using Plumbline.Commitments;
using Plumbline.Forecasting;
using Plumbline.Importing;
using Plumbline.Inspection;
using Plumbline.Mailing;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Reviews;
using Plumbline.Scoring;

namespace Plumbline.Sample;

/// <summary><c>plumbline demo</c>: the product with the sample company.</summary>
internal static class DemoVerb
{
    public static Command Create()
    {
        var fresh = new Option<bool>("--fresh") { Description = "Begin again with a new sample company that ends today. What was typed into the old one is gone." };
        var demo = new Command("demo", "Serve a sample company, made on the first start.") { ServeVerb.Urls, fresh };
        demo.SetAction((parsed, cancel) => Demo(parsed, parsed.GetValue(fresh), cancel));
        return demo;
    }

    private static async Task<int> Demo(ParseResult parsed, bool fresh, CancellationToken cancel)
    {
        var output = parsed.InvocationConfiguration.Output;
        var told = DataOptions.Location(parsed);
        var location = parsed.GetResult(DataOptions.Folder) is null && told.Postgres is null ? told with { Folder = told.Folder + "-demo" } : told;
        if (fresh && location.Postgres is not null)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync("--fresh empties a folder's data. Empty the PostgreSQL database yourself, or name another.");
            return 1;
        }

        if (fresh && File.Exists(location.SqliteFile))
        {
            var old = await Verb.Run(location, Add, Look, cancel);
            if (old != 0)
            {
                return old;
            }

            SqliteConnection.ClearAllPools(); // They hold the file that goes.
            foreach (var file in (string[])["", "-wal", "-shm"])
            {
                File.Delete(location.SqliteFile + file);
            }
        }

        var made = await Verb.Run(location, Add, (services, stop) => Make(services, output, stop), cancel);
        if (made != 0)
        {
            return made;
        }

        await output.WriteLineAsync($"Sign in with the password \"{SampleMaking.Password}\" as");
        foreach (var (name, purpose) in SampleMaking.Guests)
        {
            await output.WriteLineAsync($"  {SampleCompany.Mail(name),-40} {purpose}");
        }

        // The sample's people have addresses that may be somebody's.
        return await ServeVerb.Serve(location, ServeVerb.UrlsOf(parsed), builder => builder.Services.AddSingleton(MailSettings.Off), output, cancel);
    }

    /// <summary>Refuses where what is there is no sample.</summary>
    private static async Task<int> Look(IServiceProvider services, CancellationToken cancel)
    {
        await services.GetRequiredService<SampleMaking>().IsMade(cancel);
        return 0;
    }

    private static async Task<int> Make(IServiceProvider services, TextWriter output, CancellationToken cancel)
    {
        var making = services.GetRequiredService<SampleMaking>();
        if (!await making.IsMade(cancel))
        {
            await output.WriteLineAsync($"Making {SampleNames.Company}, a company that does not exist ...");
            await making.Make(cancel);
        }

        return 0;
    }

    private static void Add(IServiceCollection services)
    {
        services.AddImporting();
        services.AddSignIns();
        services.AddHttpContextAccessor(); // Nobody asks, and what is read asks who does.
        services.AddAccess();
        services.AddAccounts();
        services.AddScoreboards();
        services.AddCommitments();
        services.AddPlans();
        services.AddForecasting();
        services.AddInspection();
        services.AddReviews();
        services.AddScoped<SampleMaking>();
    }
}

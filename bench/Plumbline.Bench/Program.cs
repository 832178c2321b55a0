using System.Globalization;
using Plumbline.Bench;
using Plumbline.Storage;

const int FewFacts = 100_000;
const int ManyFacts = 5_000_000;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["bare", var file]:
        await BareEndpoint.Run(file);
        return;
    case ["load", var page, var cookie, var encoding, var seconds, var connections]:
        Console.WriteLine(await LoadClient.Run(new(page), cookie, encoding, TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)), int.Parse(connections, CultureInfo.InvariantCulture)));
        return;
}

var only = args.FirstOrDefault();
var folder = Directory.CreateTempSubdirectory("plumbline-bench-").FullName;
try
{
    Console.WriteLine("| what | Plumbline | reference | ratio | goal |");
    Console.WriteLine("| --- | --- | --- | --- | --- |");
    if (only is null or "import")
    {
        foreach (var line in ImportBench.Run(folder, rows: 1_000_000))
        {
            Console.WriteLine(line);
        }
    }

    if (only is null or "forecast")
    {
        foreach (var line in ForecastBench.Run())
        {
            Console.WriteLine(line);
        }
    }

    if (only is null or "scoreboard" or "page")
    {
        await using var few = await MadeCompany.Make(new(Path.Combine(folder, "few"), null), MadeSize.OfFacts(FewFacts));
        if (only is not "page")
        {
            await using var many = await MadeCompany.Make(new(Path.Combine(folder, "many"), null), MadeSize.OfFacts(ManyFacts));
            Console.WriteLine(await ScoreboardBench.Run(few, FewFacts, many, ManyFacts));
            var size = new FileInfo(many.Data.SqliteFile).Length / 1_000_000_000.0;
            await Console.Error.WriteLineAsync($"The database of {ManyFacts:N0} facts took {size:0.0} GB.");
        }

        if (only is not "scoreboard")
        {
            foreach (var line in await PageBench.Run(few, folder))
            {
                Console.WriteLine(line);
            }
        }
    }

    if (only is null or "work" or "night" or "leadership")
    {
        foreach (var isPostgres in (bool[])[false, true])
        {
            Func<MadeSize, MadeSize> sized = only is "leadership" ? MadeSize.WithoutMostActivities : size => size;
            await using var small = await MadeCompany.Make(new(Path.Combine(folder, $"small{isPostgres}"), isPostgres ? await PostgresServer.Create() : null), sized(MadeSize.Small));
            await using var large = await MadeCompany.Make(new(Path.Combine(folder, $"large{isPostgres}"), isPostgres ? await PostgresServer.Create() : null), sized(MadeSize.Large));
            var database = isPostgres ? "PostgreSQL" : "SQLite";
            List<Measured> lines = only switch
            {
                "night" => [.. await WorkBench.Nights(small, large, database)],
                "leadership" => [.. await LeadershipBench.Run(small, large, database)],
                "work" => [.. await WorkBench.Run(small, large, database)],
                _ => [.. await WorkBench.Run(small, large, database), .. await LeadershipBench.Run(small, large, database)],
            };
            lines.ForEach(Console.WriteLine);
        }
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

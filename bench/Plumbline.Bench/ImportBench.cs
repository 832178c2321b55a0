using System.Diagnostics;

namespace Plumbline.Bench;

/// <summary>Rows a second of <c>plumbline import</c>, next to <c>sqlite3 .import</c> of the same file into a table with the same keys and indexes, in the same run.</summary>
internal static class ImportBench
{
    public static IEnumerable<Measured> Run(string folder, int rows)
    {
        var file = Path.Combine(folder, "opportunities.csv");
        OpportunityFile.Write(file, rows);

        // In turn, three times each: what else the machine does hits both alike.
        var bare = new List<TimeSpan>();
        var ours = new List<TimeSpan>();
        for (var turn = 0; turn < 3; turn++)
        {
            bare.Add(Bare(folder, file));
            ours.Add(Ours(folder, file, rows));
        }

        var (reference, product) = (rows / Median(bare).TotalSeconds, rows / Median(ours).TotalSeconds);
        yield return new($"import of {rows:N0} opportunities into SQLite, summaries kept", $"{product:N0} rows/s", $"sqlite3 .import, same keys and indexes: {reference:N0} rows/s", product / reference, "at least 0.50");
    }

    private static TimeSpan Bare(string folder, string file)
    {
        var database = Path.Combine(folder, "bare.db");
        Remove(database);
        var script = $"""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE Opportunities (ExternalId TEXT NOT NULL, Name TEXT NOT NULL, Account TEXT, Salesperson TEXT, Product TEXT, Stage TEXT, Amount NUMERIC, Probability NUMERIC,
                Opened TEXT, ExpectedClose TEXT, Closed TEXT, Status TEXT);
            CREATE UNIQUE INDEX A ON Opportunities (ExternalId);
            CREATE INDEX B ON Opportunities (Salesperson, Closed);
            CREATE INDEX C ON Opportunities (Closed);
            CREATE INDEX D ON Opportunities (Account);
            CREATE INDEX E ON Opportunities (Product);
            .mode csv
            .import --skip 1 "{file}" Opportunities
            """;
        return Timed("sqlite3", [database], script);
    }

    private static TimeSpan Ours(string folder, string file, int rows)
    {
        var data = Path.Combine(folder, "data");
        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }

        var took = Timed("dotnet", [typeof(Site).Assembly.Location, "import", file, "--data", data, "--currency", "EUR", "--json"], "");
        var landed = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(data, "plumbline.db")}");
        landed.Open();
        using var count = landed.CreateCommand();
        count.CommandText = "SELECT count(*) FROM Opportunities";
        return Convert.ToInt32(count.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) == rows ? took : throw new InvalidOperationException("Not every row landed.");
    }

    private static TimeSpan Timed(string program, string[] arguments, string input)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? watch.Elapsed : throw new InvalidOperationException($"{program} exited with {process.ExitCode}: {errors.Result}");
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    private static void Remove(string database)
    {
        foreach (var part in new[] { "", "-wal", "-shm" })
        {
            File.Delete(database + part);
        }
    }
}

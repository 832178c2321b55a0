using System.Diagnostics;
using Npgsql;

namespace Plumbline.Storage;

/// <summary>
/// A private, real PostgreSQL for this test run: started when a test first asks, reached by a socket in the run's folder, stopped and deleted with it.
/// It needs the server's programs, not a server that already runs.
/// </summary>
public static class PostgresServer
{
    private static readonly Lazy<Task<string>> _started = new(() => Task.Run(Start));
    private static readonly string _user = Environment.IsPrivilegedProcess && File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    /// <summary>Makes a database: empty, or a copy of <paramref name="template"/>, to which nobody may be connected.</summary>
    /// <returns>The connection string of the new database.</returns>
    public static async Task<string> Create(string? template = null)
    {
        // In memory, copying files takes less time than the default, which writes the template into the log.
        var name = $"test_{Guid.NewGuid():N}";
        await Execute($"CREATE DATABASE {name} TEMPLATE {(template is null ? "template1" : NameOf(template))} STRATEGY file_copy");
        return new NpgsqlConnectionStringBuilder(await _started.Value) { Database = name }.ConnectionString;
    }

    /// <summary>Deletes a database, whoever is still connected.</summary>
    public static async Task Drop(string connectionString)
    {
        await using (var own = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(own);
        }

        await Execute($"DROP DATABASE {NameOf(connectionString)} WITH (FORCE)");
    }

    /// <summary>Stops the server that keeps its data in <paramref name="runFolder"/>, if one runs.</summary>
    public static void Stop(string runFolder)
    {
        var data = Path.Combine(runFolder, "postgres", "data");
        if (File.Exists(Path.Combine(data, "postmaster.pid")) && Ask(Unprivileged("pg_ctl", "status", "-D", data)).ExitCode == 0)
        {
            Do(Unprivileged("pg_ctl", "stop", "-D", data, "-m", "immediate", "-w"));
        }
    }

    private static string NameOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database!;

    private static async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(await _started.Value);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Start()
    {
        var home = Path.Combine(RunFolder.Path, "postgres");
        var data = Path.Combine(home, "data");
        if (Environment.IsPrivilegedProcess)
        {
            // PostgreSQL refuses to run as root. The user it gets may pass through the run's folder and owns its own.
            Do(["chmod", "go+x", RunFolder.Path]);
            Do(["install", "-d", "-m", "700", "-o", _user, home]);
        }
        else
        {
            Directory.CreateDirectory(home);
        }

        Do(Unprivileged("initdb", "-D", data, "-U", "plumbline", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "--no-instructions"));

        // The data need not outlive the run, so nothing is forced to the disk. Nobody analyses tables so small, and a worker
        // of autovacuum inside a template would hold up its copies.
        var settings = $"-k {home} -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c max_connections=300";
        var log = Path.Combine(home, "log");
        try
        {
            Do(Unprivileged("pg_ctl", "start", "-D", data, "-l", log, "-o", settings, "-w"));
        }
        catch (InvalidOperationException e) when (File.Exists(log))
        {
            throw new InvalidOperationException(File.ReadAllText(log), e);
        }

        return new NpgsqlConnectionStringBuilder { Host = home, Username = "plumbline", Database = "postgres" }.ConnectionString;
    }

    private static string[] Unprivileged(string program, params string[] arguments) =>
        Environment.IsPrivilegedProcess ? ["runuser", "-u", _user, "--", Find(program), .. arguments] : [Find(program), .. arguments];

    private static void Do(string[] command)
    {
        var (exitCode, said) = Ask(command);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {exitCode}:\n{said}");
        }
    }

    private static (int ExitCode, string Said) Ask(string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }

    /// <summary>The newest installed: Debian keeps the server's programs off the PATH.</summary>
    private static string Find(string program)
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => folder, StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin"))
            : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(debian).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"PostgreSQL is not installed: there is no {program} on the PATH or below /usr/lib/postgresql. Install the package postgresql.");
    }
}

using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Plumbline.Storage;

namespace Plumbline.Durability;

/// <summary>What a command wrote, and how it ended.</summary>
internal sealed record Told(int Exit, string Output, string Errors);

/// <summary>
/// The command line, with a working folder and a data folder that are gone afterwards. A process takes seconds: where one of its own proves nothing, a verb
/// is run in this one (<see cref="Run"/>), whose working folder is not the terminal's.
/// </summary>
internal sealed class Terminal : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(RunFolder.Path, Guid.NewGuid().ToString("N"))).FullName;

    public string Data => Path.Combine(_folder, "data");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>One whose database is there already, and empty: a process takes seconds to make it.</summary>
    public static async Task<Terminal> WithDatabase()
    {
        var terminal = new Terminal();
        Directory.CreateDirectory(terminal.Data);
        await TheSite.PutSqlite(new(terminal.Data, null));
        return terminal;
    }

    /// <summary>A file in the working folder.</summary>
    public string At(string name) => Path.Combine(_folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>Runs a verb to its end, in this process.</summary>
    public async Task<Told> Run(params string[] arguments)
    {
        using StringWriter output = new(), errors = new();
        var exit = await Verbs.Run([.. arguments, "--data", Data], new() { Output = output, Error = errors, ProcessTerminationTimeout = null }, Cancel);
        Close();
        return new(exit, output.ToString(), errors.ToString());
    }

    /// <summary>Runs the real executable to its end.</summary>
    public Task<Told> RunApart(params string[] arguments) => End(Start(arguments));

    /// <summary>Runs <c>plumbline</c> on the data that its settings name.</summary>
    public Task<Told> RunAsSet(params string[] arguments) => End(Begin("dotnet", [typeof(Site).Assembly.Location, .. arguments]));

    /// <summary>Runs <c>plumbline</c> where no file may grow beyond so many bytes: what a full disk does, without one.</summary>
    public Task<Told> RunCramped(int kilobytes, params string[] arguments) => End(Begin("bash", ["-c", $"trap '' XFSZ; ulimit -f {kilobytes}; exec dotnet \"$@\"", "bash", .. Plumbline(arguments)]));

    /// <summary>Starts the real executable.</summary>
    public Process Start(params string[] arguments) => Begin("dotnet", Plumbline(arguments));

    public static async Task<Told> End(Process process)
    {
        using (process)
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
            await process.WaitForExitAsync(Cancel);
            return new(process.ExitCode, await output, await errors);
        }
    }

    public void Dispose()
    {
        Close();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Lets go of the database, as a process does that ends.</summary>
    private void Close()
    {
        using var own = new SqliteConnection(StorageSetup.SqliteConnection(new(Data, null)));
        SqliteConnection.ClearPool(own);
    }

    private string[] Plumbline(string[] arguments) => [typeof(Site).Assembly.Location, .. arguments, "--data", Data];

    private Process Begin(string program, string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = _folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["DOTNET_EnableWriteXorExecute"] = "0", // Its shadow memory is a file, too, and would not fit where files may not grow.
            ["DOTNET_TieredPGO"] = "0", // To watch code for later costs a process that lives for seconds more than it brings.
        },
    })!;
}

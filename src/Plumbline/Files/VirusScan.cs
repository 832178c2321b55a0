using System.ComponentModel;
using System.Diagnostics;

namespace Plumbline.Files;

/// <summary>Has a program look through files before they are kept, where the settings name one. What it cannot look through is not kept.</summary>
internal sealed partial class VirusScan(ScanSettings settings, ILogger<VirusScan> log)
{
    private const int Clean = 0;
    private const int Found = 1;
    private const int MostToldInLog = 2_000; // Characters.

    private static readonly TimeSpan _lastWords = TimeSpan.FromSeconds(1);

    /// <summary>Lets the file pass, or refuses it.</summary>
    /// <exception cref="RefusedException">The scanner found something, or could not look.</exception>
    public async Task Pass(KeptFile file, byte[] bytes, string field, CancellationToken cancel)
    {
        if (!settings.IsOn)
        {
            return;
        }

        var (code, said) = await Run(bytes, file, cancel);
        if (code == Found)
        {
            LogFound(file.Name, file.Hash, said);
            throw new RefusedException(Refusal.Invalid, $"A virus scanner refused “{file.Name}”, and nothing of it was kept. Have the machine that it comes from looked at; where the scanner is wrong, an administrator finds in the log what it said.", field);
        }

        if (code != Clean)
        {
            LogUnscanned(file.Name, settings.Program, code is { } known ? $"ended with {known}" : "did not end", said);
            throw new RefusedException(Refusal.Unable, $"“{file.Name}” could not be scanned for viruses, and was not kept. Try later; the administrator finds why in the log.", field);
        }
    }

    /// <summary>The exit code, and what it wrote; no code where it could not be started or took too long.</summary>
    private async Task<(int? Code, string Said)> Run(byte[] bytes, KeptFile file, CancellationToken cancel)
    {
        using var scanner = Start(out var failure);
        if (scanner is null)
        {
            return (null, failure);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(settings.Patience);
        await using var end = patience.Token.Register(() => Stop(scanner)); // Else what it does not read is waited for, and its pipe can be left in no other way.
        var said = Task.WhenAll(Listen(scanner.StandardOutput, patience.Token), Listen(scanner.StandardError, patience.Token));
        try
        {
            var isRead = await Tell(scanner, bytes, patience.Token);
            await scanner.WaitForExitAsync(patience.Token);
            patience.Token.ThrowIfCancellationRequested(); // It ended since it was stopped.
            await Task.WhenAny(said, Task.Delay(_lastWords, patience.Token)); // What it started may hold its output open.
            var told = said.IsCompletedSuccessfully ? string.Concat(said.Result) : "";
            return isRead || scanner.ExitCode != 0 ? (scanner.ExitCode, told) : (null, $"It found nothing, and did not read the {file.Size} bytes to their end. {told}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, $"It took longer than {settings.Patience.TotalSeconds} s for {file.Size} bytes.");
        }
        finally
        {
            Stop(scanner);
        }
    }

    private Process? Start(out string failure)
    {
        failure = "";
        try
        {
            return Process.Start(new ProcessStartInfo(settings.Program, settings.Arguments) { UseShellExecute = false, CreateNoWindow = true, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (Win32Exception missing)
        {
            failure = missing.Message;
            return null;
        }
    }

    /// <returns>Whether all of it was taken.</returns>
    private static async Task<bool> Tell(Process scanner, byte[] bytes, CancellationToken cancel)
    {
        try
        {
            await scanner.StandardInput.BaseStream.WriteAsync(bytes, cancel);
            scanner.StandardInput.Close();
            return true;
        }
        catch (IOException)
        {
            return false; // It made up its mind before it had read everything: a no counts, a yes does not.
        }
    }

    // Reads to the end, since a program whose output nobody takes stands still, and keeps the beginning.
    private static async Task<string> Listen(StreamReader output, CancellationToken cancel)
    {
        var kept = new char[MostToldInLog];
        var length = await output.ReadBlockAsync(kept, cancel);
        for (var rest = new char[MostToldInLog]; await output.ReadAsync(rest, cancel) > 0;)
        {
        }

        return new(kept, 0, length);
    }

    private static void Stop(Process scanner)
    {
        try
        {
            scanner.Kill(entireProcessTree: true);
        }
        catch (Exception over) when (over is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The virus scanner refused {Name} (SHA-256 {Hash}): {Said}")]
    private partial void LogFound(string name, string hash, string said);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Name} could not be scanned, and was refused: {Program} {How}. {Said}")]
    private partial void LogUnscanned(string name, string program, string how, string said);
}

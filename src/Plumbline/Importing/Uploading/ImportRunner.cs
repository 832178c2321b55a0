using System.Collections.Concurrent;
using System.Diagnostics;
using Plumbline.Storage;

namespace Plumbline.Importing.Uploading;

/// <summary>Runs imports in the background, one at a time, each with a scope of its own and in the name of whoever started it.</summary>
internal sealed partial class ImportRunner(IServiceScopeFactory scopes, Uploads uploads, RefusedRows refusedRows, ILogger<ImportRunner> log) : IHostedService, IDisposable
{
    private readonly Lock _one = new();
    private readonly ConcurrentDictionary<string, ImportJob> _jobs = [];
    private ImportJob? _running;
    private Task _work = Task.CompletedTask;

    /// <summary>The import of an upload; null where it was not started since the server was.</summary>
    public ImportJob? Of(string uploadId) => _jobs.GetValueOrDefault(uploadId);

    /// <summary>Whether an import runs now.</summary>
    public bool IsBusy => _running is { IsDone: false };

    /// <summary>Begins to import what was sent, or to find out what would come of it.</summary>
    /// <exception cref="RefusedException">Another import runs.</exception>
    public void Start(Upload upload, long personId, bool isLook)
    {
        lock (_one)
        {
            Refuse.Unless(!IsBusy, Refusal.Conflict, "Another import is running. Wait until it is done, then try again.");
            var job = new ImportJob(isLook);
            _jobs[upload.Id] = _running = job;
            _work = Task.Run(() => Run(job, upload, personId));
        }
    }

    /// <summary>Waits for what runs, but no longer than a person likes to wait for a page.</summary>
    public async Task Wait(TimeSpan most, CancellationToken cancel) => await Task.WhenAny(_work, Task.Delay(most, cancel));

    /// <summary>Forgets how the last one ended, where something else was said about the files since.</summary>
    public void Forget(string uploadId)
    {
        if (Of(uploadId) is { IsDone: true })
        {
            _jobs.TryRemove(uploadId, out _);
        }
    }

    /// <summary>Takes back what has landed so far, if the import still runs.</summary>
    public void Cancel(string uploadId)
    {
        if (Of(uploadId) is { IsDone: false } job)
        {
            job.Cancel();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        uploads.Sweep();
        return Task.CompletedTask;
    }

    /// <summary>An import that runs when the server stops is taken back, and can be started again.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (IsBusy)
        {
            _running!.Cancel();
        }

        await _work.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        foreach (var job in _jobs.Values)
        {
            job.Dispose();
        }
    }

    private async Task Run(ImportJob job, Upload upload, long personId)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<PlumblineDb>().ActingPersonId = personId;
            var importing = scope.ServiceProvider.GetRequiredService<FileImport>();
            var set = await importing.Open(uploads.Sources(upload), upload.Answers.ForReading(), job.Stopped);
            job.Rows = set.Files.Where(f => f.Kind is not null).Sum(f => (long)f.Rows);
            var result = await importing.Run(set, upload.Answers.ForLanding() with { IsDryRun = job.IsLook }, job, job.Stopped);
            if (job.IsLook)
            {
                job.Looked(result.Files);
                return;
            }

            try
            {
                await importing.Remember(set, f => upload.Answers.Mappings.ContainsKey(f.Signature), CancellationToken.None);
                refusedRows.Keep(set, result);
                uploads.Remove(upload.Id);
            }
            catch (Exception e)
            {
                LogRest(e, result.ImportId!.Value); // The import stands all the same; importing the files again gives the refused rows again.
            }

            job.Landed(result.ImportId!.Value);
        }
        catch (OperationCanceledException) when (job.Stopped.IsCancellationRequested)
        {
            job.Failed("The import was cancelled.");
        }
        catch (RefusedException refused)
        {
            job.Failed(refused.Message);
        }
        catch (Exception e) when (DiskFull.IsWhy(e))
        {
            LogFailure(e, "no room");
            job.Failed(DiskFull.Words);
        }
        catch (Exception e) when (DiskTrouble.Of(e) is { } trouble)
        {
            job.Failed(trouble.Message);
        }
        catch (Exception e)
        {
            var reference = ActivityTraceId.CreateRandom().ToString();
            LogFailure(e, reference);
            job.Failed($"The fault is ours. Give whoever looks after the server this reference, under which it stands in the log: {reference}.");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An import from the pages failed ({Reference}); nothing has landed")]
    private partial void LogFailure(Exception e, string reference);

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {Import} landed, but its mapping or its refused rows could not be kept")]
    private partial void LogRest(Exception e, long import);
}

using Quartz;

namespace Plumbline.Jobs;

/// <summary>Starts the scheduler once the site answers, so that no start waits for it, stops it with the site, and wakes jobs before their time.</summary>
internal sealed partial class JobRunner(IServiceProvider services, IHostApplicationLifetime site, JobRhythm rhythm, ILogger<JobRunner> log) : BackgroundService
{
    private static readonly TimeSpan _again = TimeSpan.FromMinutes(1);

    private volatile IScheduler? _running;

    /// <summary>Has a job run at once, on whichever node; where the scheduler does not run here, or cannot be told, when its time comes. To be asked once what is to be done is committed.</summary>
    public async Task RunSoon<TJob>(CancellationToken cancel)
        where TJob : Job
    {
        try
        {
            if (_running is { } scheduler)
            {
                await scheduler.TriggerJob(new(typeof(TJob).Name), cancel);
            }
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested)
        {
            LogLate(failed, typeof(TJob).Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (rhythm.Begins is not { } after)
        {
            return;
        }

        var started = new TaskCompletionSource();
        await using var listening = site.ApplicationStarted.Register(started.SetResult);
        IScheduler? scheduler = null;
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            await Task.Delay(after, stoppingToken);
            while (scheduler is null)
            {
                scheduler = await Start(stoppingToken);
                await Task.Delay(scheduler is null ? _again : Timeout.InfiniteTimeSpan, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The site stops.
        }

        _running = null;
        if (scheduler is not null)
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        }
    }

    private async Task<IScheduler?> Start(CancellationToken cancel)
    {
        try
        {
            var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(cancel);
            _running = scheduler; // Before it starts: its first jobs run at once, and who is woken by what they did must not be missed.
            await scheduler.Start(cancel);
            return scheduler;
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested)
        {
            _running = null;
            LogFailure(failed); // As on a full disk: the pages are served all the same.
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The scheduler could not be started, and no mail is written or sent until it is. It is tried again in a minute")]
    private partial void LogFailure(Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Job} could not be woken, and runs when its time comes")]
    private partial void LogLate(Exception e, string job);
}

/// <summary>How long after the site's start the scheduler begins; null for never, where somebody else says when work is done.</summary>
internal sealed record JobRhythm(TimeSpan? Begins);

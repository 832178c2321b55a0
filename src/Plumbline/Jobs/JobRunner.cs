using Quartz;

namespace Plumbline.Jobs;

/// <summary>Starts the scheduler once the site answers, so that no start waits for it, and stops it with the site.</summary>
internal sealed partial class JobRunner(IServiceProvider services, IHostApplicationLifetime site, JobRhythm rhythm, ILogger<JobRunner> log) : BackgroundService
{
    private static readonly TimeSpan _again = TimeSpan.FromMinutes(1);

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
            await scheduler.Start(cancel);
            return scheduler;
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested)
        {
            LogFailure(failed); // As on a full disk: the pages are served all the same.
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The scheduler could not be started, and no mail is written or sent until it is. It is tried again in a minute")]
    private partial void LogFailure(Exception e);
}

/// <summary>How long after the site's start the scheduler begins; null for never, where somebody else says when work is done.</summary>
internal sealed record JobRhythm(TimeSpan? Begins);

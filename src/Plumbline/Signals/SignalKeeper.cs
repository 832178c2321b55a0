namespace Plumbline.Signals;

/// <summary>Lets signals follow soon after anything has changed, and each night; never for more than a small part of the time.</summary>
internal sealed partial class SignalKeeper(IServiceScopeFactory scopes, TimeProvider time, SignalRhythm rhythm, ILogger<SignalKeeper> log) : BackgroundService
{
    private const int Rests = 10; // So many times as long as it worked.

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (rhythm.Every is { } every && !stoppingToken.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<SignalRun>().Run(stoppingToken);
            }
            catch (RefusedException busy) when (busy.Refusal == Refusal.Busy)
            {
                // An import is being written: the next time.
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(e); // Those from before stay, and it is tried again.
            }

            var worked = time.GetElapsedTime(began);
            await Task.Delay(worked * Rests > every ? worked * Rests : every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The signals could not be looked at anew; those from before stand")]
    private partial void LogFailure(Exception e);
}

/// <summary>How often is looked whether anything changed; null for never.</summary>
internal sealed record SignalRhythm(TimeSpan? Every);

namespace Plumbline.Forecasting;

/// <summary>Says the forecasts anew soon after anything has changed, and each night; never for more than a small part of the time.</summary>
internal sealed partial class ForecastKeeper(IServiceScopeFactory scopes, TimeProvider time, ForecastRhythm rhythm, ILogger<ForecastKeeper> log) : BackgroundService
{
    private const int Rests = 30; // So many times as long as it worked.

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (rhythm.Every is { } every && !stoppingToken.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<ForecastRun>().Run(stoppingToken);
            }
            catch (RefusedException busy) when (busy.Refusal == Refusal.Busy)
            {
                // An import is being written: the next time.
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(e); // What was said before stays, with its day beside it, and it is tried again.
            }

            var worked = time.GetElapsedTime(began);
            await Task.Delay(worked * Rests > every ? worked * Rests : every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The forecasts could not be said anew; those from before stand")]
    private partial void LogFailure(Exception e);
}

/// <summary>How often is looked whether anything changed; null for never.</summary>
internal sealed record ForecastRhythm(TimeSpan? Every);

using Plumbline.Jobs;

namespace Plumbline.Forecasting;

/// <summary>Says the forecasts anew soon after anything has changed, and each night; never for more than a small part of the time.</summary>
internal sealed class MakeForecasts(ForecastRun run, ForecastRests rests, TimeProvider time) : Job
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private const int Rests = 30; // So many times as long as it worked.

    public override async Task Run(CancellationToken cancel)
    {
        if (time.GetUtcNow() < rests.Until)
        {
            return;
        }

        var began = time.GetTimestamp();
        try
        {
            await run.Run(cancel);
        }
        finally
        {
            rests.Until = time.GetUtcNow() + (time.GetElapsedTime(began) * Rests); // Also after a failure: it would fail again.
        }
    }
}

/// <summary>Until when no forecasts are made on this node.</summary>
internal sealed class ForecastRests
{
    public DateTimeOffset Until { get; set; }
}

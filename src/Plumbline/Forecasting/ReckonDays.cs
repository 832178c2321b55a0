using Plumbline.Jobs;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>Reckons the days that were asked for, one after the other in their order, each kept as soon as it is made.</summary>
internal sealed partial class ReckonDays(AskedDays days, DayReckoning reckoning, ILogger<ReckonDays> log) : Job
{
    /// <summary>The day's asking wakes it; this is for what was missed, and for another try.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public override async Task Run(CancellationToken cancel)
    {
        await days.Forget(cancel);
        if (!await reckoning.IsTaught(cancel))
        {
            return; // It is within minutes of the first start.
        }

        foreach (var day in await days.Waiting(cancel))
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                await days.Made(day, await reckoning.AsOf(day, cancel), cancel);
            }
            catch (Exception failed) when (!cancel.IsCancellationRequested && (failed as RefusedException ?? DiskTrouble.Of(failed)) is not { Refusal: Refusal.Busy })
            {
                LogFailure(failed, day); // A fault with one day must not keep the others waiting.
                if (await days.Failed(day, cancel))
                {
                    LogEnd(day, AskedDay.MostTries);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What could be told of {Day} could not be reckoned")]
    private partial void LogFailure(Exception e, DateOnly day);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Day} is given up after {Tries} tries, until somebody asks for it once more")]
    private partial void LogEnd(DateOnly day, int tries);
}

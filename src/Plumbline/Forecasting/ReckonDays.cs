using Plumbline.Jobs;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>Reckons the days that were asked for, one after the other in their order, each kept as soon as it is made.</summary>
internal sealed partial class ReckonDays(AskedDays days, DayReckoning reckoning, EndedTries ended, ILogger<ReckonDays> log) : Job
{
    /// <summary>The day's asking wakes it; this is for what was missed, and for another try.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private const int MostTimes = 3;

    public override async Task Run(CancellationToken cancel)
    {
        await days.Forget(cancel);
        foreach (var (day, isGivenUp) in await days.CutOff(ended.Days, cancel))
        {
            LogCutOff(day);
            if (isGivenUp)
            {
                LogEnd(day, AskedDay.MostTries);
            }
        }

        ended.Days.Clear();
        if (!await days.IsTaught(cancel))
        {
            return; // It is within minutes of the first start.
        }

        var waiting = await days.Waiting(cancel);
        if (waiting.Count > 0 && await reckoning.IsOutdated(cancel))
        {
            return; // What would teach it is made anew first, as soon as forecasts are.
        }

        foreach (var day in waiting)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                await days.Begin(day, cancel);
                await days.Made(day, await Reckon(day, cancel), cancel);
            }
            catch (Exception failed) when (cancel.IsCancellationRequested || (failed as RefusedException ?? DiskTrouble.Of(failed)) is { Refusal: Refusal.Busy })
            {
                ended.Days.Add(day); // While somebody else writes it may not be possible to write down that it ended.
                await days.TakeBack(day, CancellationToken.None);
                ended.Days.Remove(day);
                throw;
            }
            catch (Exception failed)
            {
                LogFailure(failed, day); // A fault with one day must not keep the others waiting.
                if (await days.Failed(day, cancel))
                {
                    LogEnd(day, AskedDay.MostTries);
                }
            }
        }
    }

    /// <summary>What could be told of a day, anew where the data changed meanwhile. Where people write all the time the last is taken as it is: of days that are gone they change little.</summary>
    private async Task<ReckonedDay> Reckon(DateOnly day, CancellationToken cancel)
    {
        for (var time = 1; ; time++)
        {
            var version = await days.Version(cancel);
            var reckoned = await reckoning.AsOf(day, cancel);
            if (time == MostTimes || await days.Version(cancel) == version)
            {
                return reckoned;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The site ended while what could be told of {Day} was reckoned. That counts as a try that failed")]
    private partial void LogCutOff(DateOnly day);

    [LoggerMessage(Level = LogLevel.Error, Message = "What could be told of {Day} could not be reckoned")]
    private partial void LogFailure(Exception e, DateOnly day);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Day} is given up after {Tries} tries, until somebody asks for it once more")]
    private partial void LogEnd(DateOnly day, int tries);
}

/// <summary>Days whose try ended on this node without fault, which could not be written down yet.</summary>
internal sealed class EndedTries
{
    /// <summary>Which; only the job, of which one runs at a time, touches them.</summary>
    public HashSet<DateOnly> Days { get; } = [];
}

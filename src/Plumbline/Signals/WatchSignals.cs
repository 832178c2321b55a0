using Plumbline.Jobs;

namespace Plumbline.Signals;

/// <summary>Lets signals follow what has changed: everyone's each night and when forecasts are others, in between those of whom facts changed.</summary>
internal sealed class WatchSignals(SignalRun run) : Job
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public override Task Run(CancellationToken cancel) => run.Run(cancel);
}

using Plumbline.Storage;
using Quartz;

namespace Plumbline.Jobs;

/// <summary>
/// Work that is done by the clock, by one node at a time. A new one is a class, and one line where its feature is set up: <c>services.AddJob&lt;TheWork&gt;(every)</c>. It is made anew for each run, with services of its own, as for a
/// request, but for a person: nobody has signed in. It asks by itself whether there is anything to do, so that it can be run at any time, and twice.
/// </summary>
internal abstract class Job : IJob
{
    /// <summary>Does what there is to do now.</summary>
    public abstract Task Run(CancellationToken cancel);

    /// <summary>Runs it; where something large is being written nothing else can be, and the next time does it.</summary>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await Run(cancellationToken);
        }
        catch (Exception failed) when ((failed as RefusedException ?? DiskTrouble.Of(failed)) is { Refusal: Refusal.Busy })
        {
            // The next time.
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The site stops.
        }
    }
}

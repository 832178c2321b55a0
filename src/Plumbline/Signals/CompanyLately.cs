using System.Collections.Concurrent;
using Plumbline.Forecasting;

namespace Plumbline.Signals;

/// <summary>
/// What rules read of the whole company, kept in memory for a quarter of an hour, and read anew whenever everyone is looked at: who is looked at after a change of theirs is held against the company as it was lately, and not at
/// the cost of reading a year of everyone's. It is short enough that two processes do not see different companies for long.
/// </summary>
internal sealed class CompanyLately(TimeProvider clock)
{
    private static readonly TimeSpan _lately = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, object Read)> _kept = [];

    /// <summary>What a rule reads of the company.</summary>
    /// <param name="rule">The rule's key.</param>
    /// <param name="watch">Whom it is asked about.</param>
    /// <param name="read">Reads it.</param>
    public async Task<T> Of<T>(string rule, Watch watch, Func<Task<T>> read)
        where T : notnull
    {
        var now = clock.GetUtcNow();
        if (!watch.IsOfAll && _kept.TryGetValue(rule, out var kept) && now - kept.At < _lately)
        {
            return (T)kept.Read;
        }

        var made = await read();
        _kept[rule] = (now, made);
        return made;
    }

    /// <summary>What is expected month by month, for all the rules that look at months to come.</summary>
    public Task<AheadLately> Ahead(Watch watch, ForecastReader forecasts, CancellationToken cancel) => Of("months-ahead", watch, async () => new AheadLately(await forecasts.Ahead(cancel)));
}

/// <summary>What is expected month by month, and as of which day; null where nothing was told yet.</summary>
internal sealed record AheadLately((DateOnly AsOf, CompanyAhead Ahead)? Ahead);

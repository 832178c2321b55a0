using System.Collections.Concurrent;

namespace Plumbline.Signals;

/// <summary>
/// What rules read of the whole company, kept in memory for the day. It is read anew whenever everyone is looked at, as at night: who is looked at after a change of theirs is held against the company as it was then, and not
/// at the cost of reading a year of everyone's.
/// </summary>
internal sealed class CompanyOfTheDay
{
    private readonly ConcurrentDictionary<string, (DateOnly Day, object Read)> _kept = [];

    /// <summary>What a rule reads of the company.</summary>
    /// <param name="rule">The rule's key.</param>
    /// <param name="watch">Whom it is asked about.</param>
    /// <param name="read">Reads it.</param>
    public async Task<T> Of<T>(string rule, Watch watch, Func<Task<T>> read)
        where T : notnull
    {
        if (!watch.IsOfAll && _kept.TryGetValue(rule, out var kept) && kept.Day == watch.Today)
        {
            return (T)kept.Read;
        }

        var made = await read();
        _kept[rule] = (watch.Today, made);
        return made;
    }
}

using System.Collections.Concurrent;

namespace Plumbline.Scoring;

/// <summary>Keeps figures while the version of the data and the day stand, since many pages ask for the same.</summary>
internal abstract class FiguresByVersion<TKey, TFigures>
    where TKey : notnull
{
    private Kept _latest = new(0, default);

    /// <summary>The figures known at a version.</summary>
    public ConcurrentDictionary<TKey, TFigures> At(long version, DateOnly day)
    {
        var latest = _latest;
        if (latest.Version != version || latest.Day != day)
        {
            _latest = latest = new(version, day);
        }

        return latest.Figures;
    }

    private sealed record Kept(long Version, DateOnly Day)
    {
        public ConcurrentDictionary<TKey, TFigures> Figures { get; } = [];
    }
}

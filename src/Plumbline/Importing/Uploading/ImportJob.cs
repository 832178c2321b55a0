namespace Plumbline.Importing.Uploading;

/// <summary>An import that runs, or ran: how far it is and how it ended.</summary>
internal sealed class ImportJob : IProgress<ImportProgress>, IDisposable
{
    private const int AlmostDone = 95;

    private readonly Dictionary<int, int> _rowsOf = [];
    private readonly CancellationTokenSource _stop = new();
    private volatile State _state = new(0, "Looking through the files", false, null, null);

    public CancellationToken Stopped => _stop.Token;

    /// <summary>Share done, 0 to 100.</summary>
    public int Percent => _state.Percent;

    /// <summary>What it is at.</summary>
    public string Words => _state.Words;

    public bool IsDone => _state.IsDone;

    /// <summary>The import that it became; null while it runs, and where it failed.</summary>
    public long? ImportId => _state.ImportId;

    /// <summary>Why nothing landed; null while it runs, and where it landed.</summary>
    public string? Failure => _state.Failure;

    /// <summary>All rows of the files.</summary>
    public long Rows { get; set; }

    /// <summary>Told by the landing, from one thread after the other.</summary>
    public void Report(ImportProgress value)
    {
        _rowsOf[value.Number] = Math.Max(value.Rows, _rowsOf.GetValueOrDefault(value.Number));
        var percent = Rows == 0 ? 0 : (int)Math.Min(AlmostDone, AlmostDone * _rowsOf.Values.Sum(r => (long)r) / Rows);
        _state = _state with { Percent = percent, Words = value.Words };
    }

    public void Cancel()
    {
        _state = _state with { Words = "Taking back what has landed" };
        _stop.Cancel();
    }

    public void Landed(long importId) => _state = new(100, "Done", true, importId, null);

    public void Failed(string why) => _state = new(_state.Percent, "Not imported", true, null, why);

    public void Dispose() => _stop.Dispose();

    private sealed record State(int Percent, string Words, bool IsDone, long? ImportId, string? Failure);
}

namespace Plumbline.Importing.Uploading;

/// <summary>An import that runs, or ran: how far it is and how it ended.</summary>
/// <param name="isLook">Whether it only shows what would come of it, and changes nothing.</param>
internal sealed class ImportJob(bool isLook) : IProgress<ImportProgress>, IDisposable
{
    private const int AlmostDone = 95;

    private readonly Dictionary<int, int> _rowsOf = [];
    private readonly CancellationTokenSource _stop = new();
    private volatile State _state = new(0, "Looking through the files", false, null, null, null);

    /// <summary>Whether it only shows what would come of it.</summary>
    public bool IsLook => isLook;

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

    /// <summary>What would come of each file; null while it runs, and where it is no mere look.</summary>
    public IReadOnlyList<ImportedFile>? Changes => _state.Changes;

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

    public void Landed(long importId) => _state = new(100, "Done", true, importId, null, null);

    public void Looked(IReadOnlyList<ImportedFile> changes) => _state = new(100, "Done", true, null, null, changes);

    public void Failed(string why) => _state = new(_state.Percent, "Not imported", true, null, why, null);

    public void Dispose() => _stop.Dispose();

    private sealed record State(int Percent, string Words, bool IsDone, long? ImportId, string? Failure, IReadOnlyList<ImportedFile>? Changes);
}

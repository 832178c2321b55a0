namespace Plumbline.Importing.Reading;

/// <summary>What the person, or an earlier import, says about the files beforehand.</summary>
internal sealed record ReadingOptions : ReadingHints
{
    /// <summary>Mappings made by hand before, by the signature of the header.</summary>
    public IReadOnlyDictionary<string, RememberedMapping> Remembered { get; init; } = new Dictionary<string, RememberedMapping>();

    /// <summary>Tables that the person leaves out, by the signature of the header.</summary>
    public IReadOnlyCollection<string> LeftOut { get; init; } = [];
}

/// <summary>A file or folder to read.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">What the person calls it, where that differs: an uploaded file lies under a name of ours.</param>
internal sealed record SourcePath(string Path, string? Name = null);

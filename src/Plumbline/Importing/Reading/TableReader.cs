namespace Plumbline.Importing.Reading;

/// <summary>Reads the records of a table one after the other.</summary>
internal abstract class TableReader : IDisposable
{
    /// <summary>Reads the next record into <paramref name="cells"/>.</summary>
    /// <returns>Whether there was one.</returns>
    public abstract bool Read(Cells cells);

    /// <inheritdoc/>
    public abstract void Dispose();
}

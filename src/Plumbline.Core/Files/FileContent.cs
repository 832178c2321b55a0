namespace Plumbline.Files;

/// <summary>What is in a kept file. Apart from it, so that lists of files read none of it.</summary>
public sealed class FileContent
{
    /// <summary>The bytes of a file that is being kept.</summary>
    public FileContent(KeptFile file, byte[] bytes) => (File, Bytes) = (file, bytes);

    private FileContent() => (File, Bytes) = (null!, []);

    /// <summary>The file's number; 0 until saved.</summary>
    public long FileId { get; private set; }

    /// <summary>The file that it is the content of; of one that was read, only where it was asked for.</summary>
    public KeptFile File { get; private set; }

    /// <summary>All of it.</summary>
    public byte[] Bytes { get; private set; }
}

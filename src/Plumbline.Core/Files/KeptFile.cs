using System.Security.Cryptography;

namespace Plumbline.Files;

/// <summary>A file that somebody put beside what it proves. It never changes: another proof is another file. Who may read it is for what it proves to say.</summary>
public sealed class KeptFile
{
    /// <summary>Keeps what was sent, where the rules allow it.</summary>
    /// <param name="sent">The file.</param>
    /// <param name="keptBy">Who sent it.</param>
    /// <param name="keptAt">When.</param>
    /// <exception cref="RefusedException">It may not be kept.</exception>
    public KeptFile(SentFile sent, long keptBy, DateTimeOffset keptAt)
    {
        MediaType = FileRules.Accept(sent).MediaType;
        (Name, Size, Hash) = (sent.Name, sent.Bytes.Length, Convert.ToHexStringLower(SHA256.HashData(sent.Bytes)));
        (KeptBy, KeptAt) = (keptBy, keptAt.ToUniversalTime());
    }

    private KeptFile() => Name = MediaType = Hash = "";

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>What it is called, at most <see cref="FileName.Longest"/> characters.</summary>
    public string Name { get; private set; }

    /// <summary>What it is by its content, as in "application/pdf"; never what its sender says.</summary>
    public string MediaType { get; private set; }

    /// <summary>In bytes.</summary>
    public int Size { get; private set; }

    /// <summary>SHA-256 of its bytes, in 64 small hexadecimal digits: by it the audit trail tells which file it was.</summary>
    public string Hash { get; private set; }

    /// <summary>The person who sent it.</summary>
    public long KeptBy { get; private set; }

    /// <summary>When, in UTC.</summary>
    public DateTimeOffset KeptAt { get; private set; }
}

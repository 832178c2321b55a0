namespace Plumbline.Files;

/// <summary>A file as somebody sent it: nothing in it is believed yet.</summary>
/// <param name="Name">What its sender calls it, cleaned (<see cref="FileName.Clean"/>).</param>
/// <param name="Bytes">All of it.</param>
/// <param name="Parts">What is packed in it; null where nothing is, or where that cannot be read.</param>
/// <param name="Field">The input that it came by, for refusals.</param>
public sealed record SentFile(string Name, byte[] Bytes, PackedParts? Parts, string Field);

/// <summary>What the directory of a zip lists. Nothing is ever unpacked, so that a small file which would become a huge one does no harm.</summary>
/// <param name="Names">The parts' names, as in "word/document.xml".</param>
/// <param name="IsEncrypted">Whether a part can only be read with a password.</param>
public sealed record PackedParts(IReadOnlyList<string> Names, bool IsEncrypted)
{
    /// <summary>The most parts that are looked at. A presentation of hundreds of slides has some thousands.</summary>
    public const int Most = 10_000;

    /// <summary>Whether one of them runs by itself: macros of today, and those of Excel 4.</summary>
    public bool HasMacros => Names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || n.StartsWith("xl/macrosheets/", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it is a document of Office whose content is in this folder, without macros, and open to everybody.</summary>
    public bool IsDocument(string folder) =>
        !IsEncrypted && !HasMacros && Names.Contains("[Content_Types].xml", StringComparer.Ordinal) && Names.Any(n => n.StartsWith(folder, StringComparison.Ordinal));
}

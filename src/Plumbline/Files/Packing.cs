using System.IO.Compression;

namespace Plumbline.Files;

/// <summary>Reads what a zip lists as its parts, and unpacks none of it.</summary>
internal static class Packing
{
    private static ReadOnlySpan<byte> Listed => "PK\u0001\u0002"u8; // Begins each entry of the directory.

    /// <summary>The parts; null where it is no zip, a damaged one, or one of more parts than a document has.</summary>
    public static PackedParts? PartsOf(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith("PK"u8) || bytes.AsSpan().Count(Listed) > PackedParts.Most)
        {
            return null;
        }

        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            return new([.. zip.Entries.Select(e => e.FullName)], zip.Entries.Any(e => e.IsEncrypted));
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}

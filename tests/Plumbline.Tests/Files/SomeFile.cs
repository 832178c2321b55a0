using System.IO.Compression;
using System.Text;

namespace Plumbline.Files;

/// <summary>Files as people send them, as small as they can be.</summary>
internal static class SomeFile
{
    public static byte[] Pdf { get; } = Text("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n");

    public static byte[] Png { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static byte[] Jpeg { get; } = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8, 0, 1];

    public static byte[] WebP { get; } = [.. "RIFF"u8, 26, 0, 0, 0, .. "WEBPVP8L"u8, 0];

    public static byte[] Mail { get; } = Text("Received: from a\r\n by b\r\nFrom: Ann <ann@example.com>\r\nDate: Tue, 24 Nov 2026 09:00:00 +0000\r\nSubject: Proof\r\n\r\n<p>Here it is.</p>\r\n");

    public static byte[] Docx { get; } = Zip("[Content_Types].xml", "word/document.xml");

    public static byte[] Xlsx { get; } = Zip("[Content_Types].xml", "xl/workbook.xml");

    public static byte[] Pptx { get; } = Zip("[Content_Types].xml", "ppt/presentation.xml");

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A zip of these parts, each of which says its name.</summary>
    public static byte[] Zip(params IEnumerable<string> parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var part in parts)
            {
                using var to = zip.CreateEntry(part, CompressionLevel.NoCompression).Open();
                to.Write(Encoding.UTF8.GetBytes(part));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The same, with a sign on each part that it is encrypted.</summary>
    public static byte[] Locked(byte[] zip)
    {
        byte[] locked = [.. zip];
        for (var i = 0; i < locked.Length - 8; i++)
        {
            if (locked.AsSpan(i).StartsWith("PK\u0003\u0004"u8))
            {
                locked[i + 6] |= 1;
            }
            else if (locked.AsSpan(i).StartsWith("PK\u0001\u0002"u8))
            {
                locked[i + 8] |= 1;
            }
        }

        return locked;
    }

    /// <summary>As the shelf hands it to the rules.</summary>
    public static SentFile Sent(string name, byte[] bytes) => new(FileName.Clean(name), bytes, Packing.PartsOf(bytes), "File");

    /// <summary>A file that was taken.</summary>
    public static KeptFile Kept(string name = "proof.pdf", byte[]? bytes = null) => new(Sent(name, bytes ?? Pdf), 1, new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
}

using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Plumbline.Importing.Reading;

/// <summary>Tells the encoding of a text file by its bytes: the mark at its start, the zeros of UTF-16, whether all of it is sound UTF-8, else Windows-1252.</summary>
internal static class TextEncoding
{
    private const int Block = 1 << 16;

    /// <summary>The encoding of the file; null where it is no text.</summary>
    public static Encoding? Of(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        var bytes = new byte[Block];
        var count = file.ReadAtLeast(bytes, 4096, throwOnEndOfStream: false);
        var head = bytes.AsSpan(0, count);
        if (ByMark(head) is { } marked)
        {
            return marked;
        }

        if (ByZeros(head) is { } wide)
        {
            return wide;
        }

        if (head.Contains((byte)0))
        {
            return null;
        }

        return IsUtf8(file, bytes, count) ? new UTF8Encoding(false) : CodePagesEncodingProvider.Instance.GetEncoding(1252);
    }

    /// <summary>The encoding's name as it is told to a person.</summary>
    public static string NameOf(Encoding encoding) => encoding.CodePage switch
    {
        1200 => "UTF-16 LE",
        1201 => "UTF-16 BE",
        1252 => "Windows-1252",
        _ => "UTF-8",
    };

    private static Encoding? ByMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new UTF8Encoding(true),
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    /// <summary>UTF-16 without a mark: most characters of a table are ASCII, so every second byte is zero, and line ends stand where they should.</summary>
    private static UnicodeEncoding? ByZeros(ReadOnlySpan<byte> head)
    {
        var pairs = Math.Min(head.Length, 4096) / 2;
        if (pairs < 2)
        {
            return null;
        }

        int first = 0, second = 0;
        for (var i = 0; i < pairs; i++)
        {
            first += head[2 * i] == 0 ? 1 : 0;
            second += head[(2 * i) + 1] == 0 ? 1 : 0;
        }

        return second > pairs * 0.4 && first < pairs * 0.05 ? new UnicodeEncoding(false, false)
            : first > pairs * 0.4 && second < pairs * 0.05 ? new UnicodeEncoding(true, false)
            : null;
    }

    private static bool IsUtf8(FileStream file, byte[] bytes, int count)
    {
        while (count > 0)
        {
            // a character may be cut at the block's end: what begins there is looked at with the next block
            var whole = count - CutAt(bytes.AsSpan(0, count));
            if (!Utf8.IsValid(bytes.AsSpan(0, whole)))
            {
                return false;
            }

            var rest = count - whole;
            bytes.AsSpan(whole, rest).CopyTo(bytes);
            var read = file.Read(bytes, rest, bytes.Length - rest);
            if (read == 0)
            {
                return rest == 0;
            }

            count = rest + read;
        }

        return true;
    }

    /// <summary>How many bytes at the end begin a character that is not complete.</summary>
    private static int CutAt(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if ((b & 0xC0) == 0x80)
            {
                continue;
            }

            var length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC0 ? 2 : 1;
            return length > back ? back : 0;
        }

        return 0;
    }

    /// <summary>What a file that is no text is, by its first bytes, in words for the person who chose it; null where unknown.</summary>
    public static string? Known(string path)
    {
        Span<byte> head = stackalloc byte[8];
        using var file = File.OpenRead(path);
        var count = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        head = head[..count];
        return head switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] => "xlsx",
            [0xD0, 0xCF, 0x11, 0xE0, ..] => "An old Excel workbook. Save it as .xlsx or CSV.",
            [0x1F, 0x8B, ..] => "A packed file. Unpack it first.",
            [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "A Parquet file. Save the table as CSV.",
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "A PDF. Save the table as CSV or XLSX.",
            _ when count >= 4 && BinaryPrimitives.ReadUInt32BigEndian(head) == 0x89504E47 => "A picture.",
            _ => null,
        };
    }
}

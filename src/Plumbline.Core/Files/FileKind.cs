namespace Plumbline.Files;

/// <summary>A kind of file that is taken as proof: known by its content, and called as that kind is called.</summary>
public sealed class FileKind
{
    private readonly Func<SentFile, bool> _fits;

    private FileKind(string words, string mediaType, string[] extensions, Func<SentFile, bool> fits) => (Words, MediaType, Extensions, _fits) = (words, mediaType, extensions, fits);

    /// <summary>All of them. No drawings with script in them (SVG), pages, programs, archives, and no documents with macros.</summary>
    public static IReadOnlyList<FileKind> All { get; } =
    [
        new("PDF", "application/pdf", [".pdf"], sent => sent.Bytes.AsSpan().StartsWith("%PDF-"u8)),
        new("PNG", "image/png", [".png"], sent => sent.Bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, _, _, _, _, (byte)'I', (byte)'H', (byte)'D', (byte)'R', ..]),
        new("JPEG", "image/jpeg", [".jpg", ".jpeg"], sent => sent.Bytes is [0xFF, 0xD8, 0xFF, ..]),
        new("WebP", "image/webp", [".webp"], sent => sent.Bytes is [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..]),
        new("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", [".docx"], sent => IsDocument(sent, "word/")),
        new("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [".xlsx"], sent => IsDocument(sent, "xl/")),
        new("PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation", [".pptx"], sent => IsDocument(sent, "ppt/")),
        new("CSV", "text/csv", [".csv"], sent => TextShape.IsText(sent.Bytes)),
        new("plain text", "text/plain", [".txt"], sent => TextShape.IsText(sent.Bytes)),
    ];

    /// <summary>All of them as a sentence lists them.</summary>
    public static string AllInWords { get; } = "PDF, PNG, JPEG, WebP, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), CSV or plain text (.txt)";

    /// <summary>What people call it.</summary>
    public string Words { get; }

    /// <summary>As in "application/pdf".</summary>
    public string MediaType { get; }

    /// <summary>How names of such files end, in small letters.</summary>
    public IReadOnlyList<string> Extensions { get; }

    /// <summary>The kind by which a file is called; null where it is none that is taken.</summary>
    public static FileKind? Called(string name) => All.FirstOrDefault(k => k.Extensions.Contains(FileName.Extension(name)));

    /// <summary>Whether what is in the file is of this kind.</summary>
    public bool Fits(SentFile sent) => _fits(sent);

    private static bool IsDocument(SentFile sent, string folder) => sent.Bytes.AsSpan().StartsWith("PK\u0003\u0004"u8) && sent.Parts?.IsDocument(folder) == true;
}

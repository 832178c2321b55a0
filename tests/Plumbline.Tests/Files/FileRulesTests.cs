using System.IO.Compression;
using System.Text;
using FsCheck.Xunit;

namespace Plumbline.Files;

public class FileRulesTests
{
    private const int Megabyte = 1024 * 1024;

    public static TheoryData<string, byte[], string> Good() => new()
    {
        { "proof.pdf", SomeFile.Pdf, "application/pdf" },
        { "SCAN.PDF", SomeFile.Pdf, "application/pdf" },
        { "photo.png", SomeFile.Png, "image/png" },
        { "photo.jpg", SomeFile.Jpeg, "image/jpeg" },
        { "photo.jpeg", SomeFile.Jpeg, "image/jpeg" },
        { "photo.webp", SomeFile.WebP, "image/webp" },
        { "report.docx", SomeFile.Docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "costs.xlsx", SomeFile.Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "slides.pptx", SomeFile.Pptx, "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
        { "costs.csv", SomeFile.Text("\uFEFFwhat;cost\r\nStand;1.200 €\r\n"), "text/csv" },
        { "note.txt", SomeFile.Text("x < 5, and\ta > b\n"), "text/plain" },
        { "old.txt", Encoding.Latin1.GetBytes("Prüfung: übergeben\r\n"), "text/plain" },
        { "order.txt", SomeFile.Mail, "text/plain" },
    };

    public static TheoryData<string, byte[], string> Bad()
    {
        var script = SomeFile.Text("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>");
        return new()
        {
            { "drawing.svg", script, "“drawing.svg” is of a kind that is not kept here. It can hold script: print it to a PDF, or send a picture of it." },
            { "drawing.png", script, "“drawing.png” should be PNG by its name, but holds something else" },
            { "drawing.txt", script, "but begins like a page of the web, which can hold script. Print it to a PDF." },
            { "drawing.csv", [0xEF, 0xBB, 0xBF, (byte)'\r', (byte)'\n', (byte)'\t', .. script], "begins like a page of the web" },
            { "page.html", SomeFile.Text("<!doctype html>"), "It can hold script" },
            { "page.txt", SomeFile.Text("  <?xml version=\"1.0\"?><html/>"), "begins like a page of the web" },
            { "proof.pdf.exe", SomeFile.Pdf, "“proof.pdf.exe” is of a kind that is not kept here. Send PDF, PNG, JPEG" },
            { "annexe\u202Efdp.exe", SomeFile.Pdf, "“annexefdp.exe” is of a kind that is not kept here." },
            { "program.pdf", [(byte)'M', (byte)'Z', 0x90, 0, 3], "“program.pdf” should be PDF by its name, but holds something else" },
            { "program.txt", [(byte)'M', (byte)'Z', 0x90, 0, 3], "but holds what is no text. Save it as text in UTF-8." },
            { "program.txt", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2], "holds what is no text" },
            { "wide.csv", Encoding.Unicode.GetBytes("what;cost\r\n"), "Save it as text in UTF-8." },
            { "photo.pdf", SomeFile.Png, "“photo.pdf” should be PDF by its name, but holds PNG. Let its name end in .png, or save it as what it is called." },
            { "report.xlsx", SomeFile.Docx, "but holds Word. Let its name end in .docx" },
            { "photo.webp", [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVEfmt "u8], "holds something else" },
            { "files.zip", SomeFile.Zip("a.txt"), "Send the files in it one by one." },
            { "files.docx", SomeFile.Zip("a.txt"), "should be Word by its name, but holds something else, or is damaged or locked by a password." },
            { "report.docm", SomeFile.Docx, "It can hold macros: save it without them" },
            { "report.docx", SomeFile.Zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "“report.docx” should be Word by its name, but holds macros. Save it without them." },
            { "costs.xlsx", SomeFile.Zip("[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "but holds macros." },
            { "report.docx", SomeFile.Locked(SomeFile.Docx), "but can only be read with a password. Save it without one." },
            { "report.docx", SomeFile.Docx[..^30], "or is damaged" },
            { "report.docx", SomeFile.Zip([.. Enumerable.Range(0, PackedParts.Most).Select(i => $"word/{i}"), "[Content_Types].xml"]), "holds something else" },
            { "report.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "Save it as .docx, .xlsx or .pptx, or as PDF." },
            { "report.docx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "locked by a password" },
            { "proof", SomeFile.Pdf, "“proof” is of a kind that is not kept here." },
            { "proof.pdf", [], "“proof.pdf” is empty." },
            { "proof.pdf", [.. SomeFile.Pdf, .. new byte[10 * Megabyte]], "“proof.pdf” has 10.1 MB, and a file may have 10 MB." },
        };
    }

    [Theory, MemberData(nameof(Good))]
    public void What_proves_something_is_taken_as_what_it_is(string name, byte[] bytes, string mediaType) => Assert.Equal(mediaType, FileRules.Accept(SomeFile.Sent(name, bytes)).MediaType);

    [Theory, MemberData(nameof(Bad))]
    public void What_is_hostile_or_another_thing_than_it_is_called_is_refused_and_says_how_to_mend_it(string name, byte[] bytes, string words)
    {
        var refused = Assert.Throws<RefusedException>(() => FileRules.Accept(SomeFile.Sent(name, bytes)));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Equal((Refusal.Invalid, "File"), (refused.Refusal, refused.Field));
    }

    [Fact]
    public void A_file_of_the_most_bytes_is_taken()
    {
        var bytes = new byte[FileRules.MostBytes];
        SomeFile.Pdf.CopyTo(bytes, 0);
        Assert.Equal(FileRules.MostBytes, SomeFile.Kept(bytes: bytes).Size);
    }

    [Fact]
    public void A_bomb_is_not_unpacked()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            zip.CreateEntry("[Content_Types].xml");
            using var to = zip.CreateEntry("word/document.xml", CompressionLevel.Fastest).Open();
            for (var i = 0; i < 200; i++)
            {
                to.Write(new byte[Megabyte]);
            }
        }

        var bomb = bytes.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("Word", FileRules.Accept(SomeFile.Sent("report.docx", bomb)).Words);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Megabyte);
    }

    [Property]
    public void Whatever_is_done_to_a_document_it_is_taken_or_refused(int seed)
    {
        var chance = new Random(seed);
        byte[] damaged = [.. SomeFile.Docx];
        for (var i = 0; i < 8; i++)
        {
            damaged[chance.Next(2, damaged.Length)] = (byte)chance.Next(256);
        }

        var failed = Record.Exception(() => FileRules.Accept(SomeFile.Sent("report.docx", damaged[..chance.Next(2, damaged.Length + 1)])));
        Assert.True(failed is null or RefusedException, failed?.ToString());
    }

    [Fact]
    public void A_kept_file_says_what_it_is_and_not_what_its_sender_says()
    {
        var file = new KeptFile(SomeFile.Sent("C:\\temp\\SCAN.pdf", SomeFile.Pdf), 7, new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(1)));
        Assert.Equal(("SCAN.pdf", "application/pdf", SomeFile.Pdf.Length, 7L), (file.Name, file.MediaType, file.Size, file.KeptBy));
        Assert.Equal((64, TimeSpan.Zero), (file.Hash.Length, file.KeptAt.Offset));
    }

    [Fact]
    public void The_kinds_that_are_taken_are_all_said() =>
        Assert.All(FileKind.All, kind => Assert.Contains(kind.Words, FileKind.AllInWords, StringComparison.Ordinal));
}

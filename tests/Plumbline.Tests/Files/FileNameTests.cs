using FsCheck.Xunit;

namespace Plumbline.Files;

public class FileNameTests
{
    [Theory]
    [InlineData("proof.pdf", "proof.pdf")]
    [InlineData("  Rechnung Müller (2).PDF ", "Rechnung Müller (2).PDF")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\ann\\proof.pdf", "proof.pdf")]
    [InlineData("a/b\\..\\c.pdf", "c.pdf")]
    [InlineData("folder/", "file")]
    [InlineData("annexe\u202Efdp.exe", "annexefdp.exe")]
    [InlineData("a\u0000b\r\nc\u200B.pdf", "abc.pdf")]
    [InlineData("\u2066proof\u2069.pdf", "proof.pdf")]
    [InlineData(".htaccess", "file.htaccess")]
    [InlineData("..pdf", "file.pdf")]
    [InlineData(".env.pdf", "env.pdf")]
    [InlineData("proof.pdf. . ", "proof.pdf")]
    [InlineData("...", "file")]
    [InlineData("", "file")]
    [InlineData("\u202E", "file")]
    public void A_name_is_the_last_part_of_a_path_without_what_cannot_be_seen(string sent, string name) => Assert.Equal(name, FileName.Clean(sent));

    [Fact]
    public void A_long_name_is_cut_and_keeps_its_extension()
    {
        Assert.Equal(new string('a', 116) + ".pdf", FileName.Clean(new string('a', 500) + ".pdf"));
        Assert.Equal(FileName.Longest, FileName.Clean(new string('a', 500) + "." + new string('b', 500)).Length);
        Assert.Equal(new string('a', 115) + ".pdf", FileName.Clean(new string('a', 115) + "\U0001F600\U0001F600.pdf"));
    }

    [Property]
    public bool Whatever_is_sent_becomes_a_name_that_can_be_kept(string? sent)
    {
        var name = FileName.Clean(sent ?? "");
        return name.Length is > 0 and <= FileName.Longest && name[0] != '.' && !name.Any(c => char.IsControl(c) || c is '/' or '\\') && FileName.Clean(name) == name;
    }
}

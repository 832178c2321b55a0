using FsCheck.Xunit;

namespace Plumbline.Typing;

public class NameLikenessTests
{
    [Theory]
    [InlineData("GTX Pro", "GTXPro", true)]
    [InlineData("Contoso Ltd.", "Contoso", true)]
    [InlineData("Contoso GmbH", "Contoso AG", true)]
    [InlineData("Migration", "Migratoin", true)]
    [InlineData("Migration", "Migation", true)]
    [InlineData("Migration", "Mitigation", false)]
    [InlineData("GTX 500", "GTX 600", false)]
    [InlineData("Ana", "Ena", false)]
    [InlineData("Anna Berg", "Anna Borg", true)]
    [InlineData("---", "...", false)]
    public void Names_are_close_where_a_slip_of_the_pen_may_part_them(string a, string b, bool close)
    {
        Assert.Equal(close, NameLikeness.AreClose(a, b));
        Assert.Equal(close, NameLikeness.AreClose(b, a));
    }

    [Property]
    public void The_pairs_are_those_that_comparing_each_with_each_finds(byte[] seeds)
    {
        // Words over few letters, so that many are close.
        var names = (seeds ?? []).Select((s, i) => ((long)i + 1, string.Concat("northwind".Select((c, at) => at == s % 9 ? "aeo"[s % 3] : c)) + (s % 5 == 0 ? " Ltd" : s % 7 == 0 ? " 2" : ""))).ToList();
        var each = (from a in names from b in names where a.Item1 < b.Item1 && NameLikeness.AreClose(a.Item2, b.Item2) select new LikeNames(a.Item1, b.Item1)).ToList();

        Assert.Equal(each, NameLikeness.Pairs(names));
    }

    [Fact]
    public void A_key_has_single_blanks_and_upper_case() => Assert.Equal("GTX PRO ÉTÉ", NameLikeness.Key("  gtx \t Pro\u00A0été "));
}

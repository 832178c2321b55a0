using FsCheck;
using FsCheck.Fluent;

namespace Plumbline.Typing;

public class FoldedTests
{
    [Theory]
    [InlineData("Nyström & Söhne", "NYSTROM SOHNE")]
    [InlineData("  Müller-Straße   GmbH ", "MULLER STRASSE GMBH")]
    [InlineData("Łódź Ærø", "LODZ AERO")]
    [InlineData("план Б", "ПЛАН Б")]
    [InlineData("İstanbul ışık", "ISTANBUL ISIK")]
    [InlineData("ＡＢＣ ﬁsh", "ABC FISH")]
    [InlineData("Café", "CAFE")]
    [InlineData("— !", "— !")]
    [InlineData(" ", "?")]
    public void Letters_are_compared_without_case_accents_and_marks(string text, string folded) => Assert.Equal(folded, Folded.Of(text));

    [Fact]
    public void A_name_is_found_from_its_second_and_third_word()
    {
        Assert.Equal("SHIPPING CO", Folded.From("AURORA SHIPPING CO", 2));
        Assert.Equal("CO", Folded.From("AURORA SHIPPING CO", 3));
        Assert.Null(Folded.From("AURORA SHIPPING CO", 4));
        Assert.Null(Folded.From("AURORA", 2));
    }

    [Fact]
    public void Folding_twice_is_folding_once() => Check.QuickThrowOnFailure(Prop.ForAll(Names(), name => Folded.Of(Folded.Of(name)) == Folded.Of(name)));

    [Fact]
    public void Every_beginning_of_a_folded_text_holds_it_in_its_range() => Check.QuickThrowOnFailure(Prop.ForAll(Names(), ArbMap.Default.ArbFor<byte>(), (name, cut) =>
    {
        var folded = Folded.Of(name);
        var beginning = folded[..(cut % (folded.Length + 1))];
        return string.CompareOrdinal(folded, beginning) >= 0 && string.CompareOrdinal(folded, Folded.Behind(beginning)) < 0;
    }));

    private static Arbitrary<string> Names() => Gen.Elements("Aurora", "ström", "é", "ß", " ", "-", "План", "1", "&", "ﬁ", "Ł").ListOf().Select(parts => string.Concat(parts)).ToArbitrary();
}

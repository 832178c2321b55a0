namespace Plumbline.Typing;

public class TypedTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \t ", null)]
    [InlineData(" two  words ", "two  words")]
    public void Blanks_around_are_not_meant_and_nothing_is_null(string? typed, string? meant) => Assert.Equal(meant, TypedText.OrNull(typed));
}

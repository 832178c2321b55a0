namespace Plumbline.Comments;

public class MentionsTests
{
    private static readonly Mentionable[] _people = [new(1, "Ada Lovelace"), new(2, "Ada"), new(3, "Sven Aldridge"), new(4, "Clara Nyström"), new(5, "Clara Nyström")];

    [Fact]
    public void The_longest_name_behind_an_at_is_meant() =>
        Assert.Equal([new(0, 13, 1), new(18, 4, 2)], Mentions.In("@Ada Lovelace and @Ada.", _people));

    [Fact]
    public void Case_does_not_matter_and_two_of_one_name_are_both_meant() =>
        Assert.Equal([3L, 4, 5], Mentions.In("(@sven aldridge), @CLARA NYSTRÖM", _people).Select(m => m.PersonId));

    [Theory]
    [InlineData("mail ada@Ada.example")]
    [InlineData("@Adabel")]
    [InlineData("@ Ada")]
    [InlineData("Ada Lovelace")]
    public void Nobody_is_meant(string text) => Assert.Empty(Mentions.In(text, _people));

    [Theory]
    [InlineData("Ask @Sven, please", "Ask @Sven Aldridge, please")]
    [InlineData("@sven", "@Sven Aldridge")]
    [InlineData("@Ada knows", "@Ada knows")]
    [InlineData("@Clara", "@Clara")]
    [InlineData("@Nobody @Sven @Sven", "@Nobody @Sven Aldridge @Sven Aldridge")]
    public void A_first_name_that_one_colleague_bears_is_written_out(string text, string complete) => Assert.Equal(complete, Mentions.Complete(text, _people));
}

namespace Plumbline.Bench;

/// <summary>How large a made company is.</summary>
internal sealed record MadeSize(int Salespeople, int Teams, int Accounts, int Opportunities, int Activities)
{
    /// <summary>1,000 salespeople in 25 teams with 20,000 accounts and as many facts as said: half opportunities, half activities.</summary>
    public static MadeSize OfFacts(int facts) => new(1_000, 25, 20_000, facts / 2, facts / 2);

    /// <summary>The company that the pages of the day are measured on: teams of ten, as in the small one.</summary>
    public static MadeSize Large { get; } = new(1_000, 100, 100_000, 500_000, 5_000_000);

    /// <summary>The same as the pages by which people lead are measured on where they are measured alone: none of them reads single activities but of a few days.</summary>
    public static MadeSize WithoutMostActivities(MadeSize size) => size with { Activities = size.Activities / 10 };

    /// <summary>A hundredth of it.</summary>
    public static MadeSize Small { get; } = new(10, 1, 1_000, 5_000, 50_000);
}

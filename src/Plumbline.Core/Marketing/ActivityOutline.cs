namespace Plumbline.Marketing;

/// <summary>What a local marketing activity is to be.</summary>
public sealed record ActivityOutline
{
    /// <summary>The longest time to follow up, in days.</summary>
    public const int MostFollowUpDays = 90;

    /// <summary>What is done.</summary>
    public string Title { get; init; } = "";

    /// <summary>Which kind of activity, as the program's categories name it; empty where it is not said.</summary>
    public string Category { get; init; } = "";

    /// <summary>Where.</summary>
    public string Place { get; init; } = "";

    /// <summary>The first day.</summary>
    public DateOnly First { get; init; }

    /// <summary>The last day; the first where it is one day only.</summary>
    public DateOnly Last { get; init; }

    /// <summary>Who is to be reached, in words.</summary>
    public string Audience { get; init; } = "";

    /// <summary>The industry that is to be reached; empty where it is not one.</summary>
    public string Segment { get; init; } = "";

    /// <summary>What it costs, in the company's currency.</summary>
    public decimal Budget { get; init; }

    /// <summary>The vendor's part, a fraction from 0 to 1; null where the program's terms tell it.</summary>
    public decimal? Share { get; init; }

    /// <summary>Leads expected.</summary>
    public int? Leads { get; init; }

    /// <summary>Pipeline expected, in the company's currency.</summary>
    public decimal? Pipeline { get; init; }

    /// <summary>Revenue expected, in the company's currency.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>Within so many days after the last everyone who came is followed up.</summary>
    public int FollowUpDays { get; init; } = 5;

    /// <summary>The last day on which the vendor takes the claim, where it is another than terms and fund say; null where they tell it.</summary>
    public DateOnly? ClaimBy { get; init; }

    /// <summary>Refuses what cannot be.</summary>
    /// <exception cref="RefusedException">At its field.</exception>
    public void RefuseUnfit()
    {
        const decimal most = 1_000_000_000;
        Refuse.Unless(Title != "", Refusal.Invalid, "Say what is done.", nameof(Title));
        foreach (var (field, text) in new[] { (nameof(Title), Title), (nameof(Category), Category), (nameof(Place), Place), (nameof(Segment), Segment) })
        {
            Refuse.Unless(text.Length <= 200, Refusal.Invalid, $"This is {text.Length:0} characters long; 200 fit.", field);
        }

        Refuse.Unless(Audience.Length <= ProgramTerms.LongestText, Refusal.Invalid, $"This is {Audience.Length:0} characters long; {ProgramTerms.LongestText:0} fit.", nameof(Audience));
        Refuse.Unless(Last >= First, Refusal.Invalid, "It ends before it begins.", nameof(Last));
        Refuse.Unless(Last.DayNumber - First.DayNumber <= 366, Refusal.Invalid, "An activity lasts a year at most. Plan what is longer in parts.", nameof(Last));
        Refuse.Unless(Budget is >= 0 and <= most, Refusal.Invalid, "A budget is 0 or more.", nameof(Budget));
        Refuse.Unless(Share is null or (>= 0 and <= 1), Refusal.Invalid, "A share is from 0% to 100%.", nameof(Share));
        Refuse.Unless(Leads is null or (>= 0 and <= 1_000_000), Refusal.Invalid, "Leads are 0 or more.", nameof(Leads));
        Refuse.Unless(Pipeline is null or (>= 0 and <= most), Refusal.Invalid, "Pipeline is 0 or more.", nameof(Pipeline));
        Refuse.Unless(Revenue is null or (>= 0 and <= most), Refusal.Invalid, "Revenue is 0 or more.", nameof(Revenue));
        Refuse.Unless(!(ClaimBy < Last), Refusal.Invalid, "That is before it is over.", nameof(ClaimBy));
        Refuse.Unless(FollowUpDays is >= 1 and <= MostFollowUpDays, Refusal.Invalid, $"Follow-up is due within 1 to {MostFollowUpDays:0} days.", nameof(FollowUpDays));
    }
}

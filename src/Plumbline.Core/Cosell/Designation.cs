namespace Plumbline.Cosell;

/// <summary>A designation that a vendor gives to companies with enough points: how many are needed, in which categories, and how many there are. Needs and categories are the vendor's and change: they are data.</summary>
public sealed class Designation
{
    /// <summary>So many categories fit.</summary>
    public const int MostCategories = 12;

    /// <summary>The longest name.</summary>
    public const int LongestName = 200;

    /// <summary>The longest note.</summary>
    public const int LongestText = 2_000;

    private const decimal MostPoints = 100_000;

    /// <summary>Notes one; <see cref="Write"/> says what it takes.</summary>
    /// <param name="key">The form's own, so that one sent twice is one.</param>
    public Designation(string key)
    {
        Refuse.Unless(RecordedHere.IsKey(key), Refusal.Invalid, "Open the page anew and type it once more.");
        (Key, Name, Categories, Now, Terms) = (key, "", [], [], new());
    }

    private Designation() => (Key, Name, Categories, Now, Terms) = ("", "", [], [], null!);

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>The form's own by which it was noted; unique.</summary>
    public string Key { get; private set; }

    /// <summary>Vendor and name, folded: there is one designation of a name.</summary>
    public string Name { get; private set; }

    /// <summary>What it takes.</summary>
    public DesignationTerms Terms { get; private set; }

    /// <summary>What the points are made of, in the vendor's order.</summary>
    public IReadOnlyList<DesignationCategory> Categories { get; private set; }

    /// <summary>The points of the latest reading; empty where there is none.</summary>
    public IReadOnlyList<CategoryPoints> Now { get; private set; }

    /// <summary>The day of the latest reading; null where there is none.</summary>
    public DateOnly? AsOf { get; private set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>All points of the latest reading.</summary>
    public decimal Total => Categories.Sum(PointsIn);

    /// <summary>Whether it is held by the latest reading: enough points in all, and the least in every category.</summary>
    public bool IsHeld => AsOf is not null && ToGo == 0 && Categories.All(c => Lacks(c) == 0);

    /// <summary>Points that are missing in all; 0 where there are enough.</summary>
    public decimal ToGo => Math.Max(0, Terms.Needed - Total);

    /// <summary>The key of a vendor's designation.</summary>
    public static string NameOf(string vendor, string name) => $"{Typing.Folded.Name(vendor)}/{Typing.Folded.Name(name)}";

    /// <summary>The points of a category by the latest reading; 0 where there is none.</summary>
    public decimal PointsIn(DesignationCategory category) => Now.FirstOrDefault(p => p.Key == category.Key)?.Points ?? 0;

    /// <summary>Points that are missing to the least of a category; 0 where there are enough.</summary>
    public decimal Lacks(DesignationCategory category) => Math.Max(0, Terms.LeastEach - PointsIn(category));

    /// <summary>Points that a category can still give; null where nobody has said how many it gives at most.</summary>
    public decimal? RoomIn(DesignationCategory category) => category.Most is { } most ? Math.Max(0, most - PointsIn(category)) : null;

    /// <summary>Says what it takes.</summary>
    /// <param name="terms">Vendor, name and what is needed.</param>
    /// <param name="categories">What the points are made of, each with a key of its own.</param>
    /// <exception cref="RefusedException">It cannot be.</exception>
    public void Write(DesignationTerms terms, IReadOnlyList<DesignationCategory> categories)
    {
        Refuse.Unless(terms.Vendor != "", Refusal.Invalid, "Say whose designation it is.", nameof(terms.Vendor));
        Refuse.Unless(terms.Name != "", Refusal.Invalid, "Give it the vendor’s name.", nameof(terms.Name));
        foreach (var (field, text, most) in new[] { (nameof(terms.Vendor), terms.Vendor, LongestName), (nameof(terms.Name), terms.Name, LongestName), (nameof(terms.Note), terms.Note, LongestText) })
        {
            Refuse.Unless(text.Length <= most, Refusal.Invalid, $"This is {text.Length:0} characters long; {most:0} fit.", field);
        }

        Refuse.Unless(terms.Needed is > 0 and <= MostPoints, Refusal.Invalid, "Say how many points are needed, above 0.", nameof(terms.Needed));
        Refuse.Unless(terms.LeastEach is >= 0 and <= MostPoints, Refusal.Invalid, "The least in each category is 0 or more.", nameof(terms.LeastEach));
        Refuse.Unless(categories.Count > 0, Refusal.Invalid, "Name at least one category in which points are given.", "Rows[0].Name");
        Refuse.Unless(categories.Count <= MostCategories, Refusal.Invalid, $"{MostCategories:0} categories fit.", "Rows[0].Name");
        foreach (var (at, category) in categories.Index())
        {
            category.RefuseUnfit(at, terms.LeastEach);
            Refuse.Unless(!categories.Take(at).Any(c => c.Key == category.Key), Refusal.Invalid, "Open the page anew and type it once more.");
            Refuse.Unless(!categories.Take(at).Any(c => string.Equals(c.Name, category.Name, StringComparison.OrdinalIgnoreCase)), Refusal.Invalid, $"“{category.Name}” is named twice. Give the two names of their own.", $"Rows[{at:0}].Name");
        }

        var all = categories.All(c => c.Most is not null) ? categories.Sum(c => c.Most) : null;
        Refuse.Unless(!(all < terms.Needed), Refusal.Invalid, FormattableString.Invariant($"The categories give {all:0.##} points at most, so that nobody can hold it. Mend one of the two."), nameof(terms.Needed));
        (Terms, Categories, Name) = (terms, [.. categories], NameOf(terms.Vendor, terms.Name));
    }

    /// <summary>Takes the points of a reading over, where it is the latest.</summary>
    public void Follow(DesignationReading reading)
    {
        if (AsOf is null || reading.Day >= AsOf)
        {
            (AsOf, Now) = (reading.Day, [.. reading.Points]);
        }
    }
}

/// <summary>What a designation takes, as the vendor says it.</summary>
public sealed record DesignationTerms
{
    /// <summary>Whose it is.</summary>
    public string Vendor { get; init; } = "";

    /// <summary>What the vendor calls it, as a solution area.</summary>
    public string Name { get; init; } = "";

    /// <summary>Points that are needed in all.</summary>
    public decimal Needed { get; init; }

    /// <summary>Points that are needed in every category.</summary>
    public decimal LeastEach { get; init; }

    /// <summary>The day on which the vendor counts again whether it is kept; null where that is not known.</summary>
    public DateOnly? RenewsOn { get; init; }

    /// <summary>What else is to be known.</summary>
    public string Note { get; init; } = "";
}

/// <summary>What moves the points of a category.</summary>
public enum CategoryKind
{
    /// <summary>Deals that are won.</summary>
    Deals,

    /// <summary>People who are trained and certified.</summary>
    Training,

    /// <summary>What customers use.</summary>
    CustomerSuccess,
}

/// <summary>A part of a designation's points.</summary>
/// <param name="Key">Its own within the designation.</param>
/// <param name="Name">What the vendor calls it.</param>
/// <param name="Kind">What moves it.</param>
/// <param name="Most">The most points that it gives; null where that is not known.</param>
/// <param name="MovedBy">What moves it, in words.</param>
/// <param name="Family">Of deals, the product family whose wins move it; empty where none is named.</param>
public sealed record DesignationCategory(string Key, string Name, CategoryKind Kind, decimal? Most, string MovedBy, string Family)
{
    internal void RefuseUnfit(int at, decimal least)
    {
        Refuse.Unless(RecordedHere.IsKey(Key), Refusal.Invalid, "Open the page anew and type it once more.");
        Refuse.Unless(Name != "", Refusal.Invalid, "Name the category, or empty the whole line.", $"Rows[{at:0}].Name");
        Refuse.Unless(Name.Length <= Designation.LongestName, Refusal.Invalid, $"This is {Name.Length:0} characters long; {Designation.LongestName:0} fit.", $"Rows[{at:0}].Name");
        Refuse.Unless(MovedBy.Length <= Designation.LongestText, Refusal.Invalid, $"This is {MovedBy.Length:0} characters long; {Designation.LongestText:0} fit.", $"Rows[{at:0}].MovedBy");
        Refuse.Unless(Most is null or (> 0 and <= 100_000), Refusal.Invalid, "The most that it gives is above 0. Leave it empty where it is not known.", $"Rows[{at:0}].Most");
        Refuse.Unless(!(Most < least), Refusal.Invalid, FormattableString.Invariant($"{least:0.##} are needed in every category, so this one cannot give fewer."), $"Rows[{at:0}].Most");
    }
}

using System.Globalization;
using Plumbline.Typing;

namespace Plumbline.Cosell;

/// <summary>What a designation takes, as typed.</summary>
public sealed class DesignationInput
{
    /// <summary>Whose it is.</summary>
    public string? Vendor { get; set; }

    /// <summary>What the vendor calls it.</summary>
    public string? Name { get; set; }

    /// <summary>Points that are needed in all.</summary>
    public string? Needed { get; set; }

    /// <summary>Points that are needed in every category.</summary>
    public string? LeastEach { get; set; }

    /// <summary>When the vendor counts again.</summary>
    public string? RenewsOn { get; set; }

    /// <summary>What else is to be known.</summary>
    public string? Note { get; set; }

    /// <summary>The categories, a line each.</summary>
    public List<CategoryInput> Rows { get; set; } = [];

    /// <summary>A key of the form's own, so that one sent twice is one.</summary>
    public string? Key { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static DesignationInput Of(Designation designation) => new()
    {
        Vendor = designation.Terms.Vendor,
        Name = designation.Terms.Name,
        Needed = CosellWords.Points(designation.Terms.Needed),
        LeastEach = CosellWords.Points(designation.Terms.LeastEach),
        RenewsOn = TypedDay.Show(designation.Terms.RenewsOn),
        Note = designation.Terms.Note,
        Rows = [.. designation.Categories.Select(CategoryInput.Of)],
        Revision = designation.Revision,
    };

    /// <summary>Puts what was typed into the designation, or refuses before anything has changed. Lines without a word are left out, also of what is typed, so that a refusal names the line as it is shown.</summary>
    internal void PutInto(Designation designation)
    {
        Rows = [.. Rows.Where(r => !r.IsEmpty)];
        designation.Write(
            new()
            {
                Vendor = Plain(Vendor),
                Name = Plain(Name),
                Needed = Points(Needed, nameof(Needed)) ?? 0,
                LeastEach = Points(LeastEach, nameof(LeastEach)) ?? 0,
                RenewsOn = TypedDay.Read(RenewsOn, nameof(RenewsOn)),
                Note = Plain(Note),
            },
            [.. Rows.Select((row, at) => row.Category(at))]);
    }

    /// <summary>Points as typed, with two places; null where nothing is.</summary>
    internal static decimal? Points(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        Refuse.Unless(TypedNumber.TryRead(typed, out var points) && points is >= 0 and <= 100_000, Refusal.Invalid, $"“{typed}” is no number of points. Write it as 12 or 12.5.", field);
        return Math.Round(points, 2);
    }

    internal static string Plain(string? typed) => (typed ?? "").ReplaceLineEndings("\n").Trim();
}

/// <summary>A category as typed.</summary>
public sealed class CategoryInput
{
    /// <summary>Its own within the designation; empty where it is new.</summary>
    public string? Key { get; set; }

    /// <summary>What the vendor calls it.</summary>
    public string? Name { get; set; }

    /// <summary>The name of what moves it.</summary>
    public string? Kind { get; set; }

    /// <summary>The most points that it gives.</summary>
    public string? Most { get; set; }

    /// <summary>What moves it, in words.</summary>
    public string? MovedBy { get; set; }

    /// <summary>The product family whose wins move it.</summary>
    public string? Family { get; set; }

    /// <summary>Whether nothing is typed.</summary>
    internal bool IsEmpty => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Most) && string.IsNullOrWhiteSpace(MovedBy);

    internal static CategoryInput Of(DesignationCategory category) => new()
    {
        Key = category.Key,
        Name = category.Name,
        Kind = category.Kind.ToString(),
        Most = category.Most is { } most ? CosellWords.Points(most) : null,
        MovedBy = category.MovedBy,
        Family = category.Family,
    };

    internal DesignationCategory Category(int at)
    {
        Refuse.Unless(Enum.TryParse<CategoryKind>(Kind, out var kind) && Enum.IsDefined(kind), Refusal.Invalid, "Choose what moves it.", string.Create(CultureInfo.InvariantCulture, $"Rows[{at}].Kind"));
        return new(
            string.IsNullOrEmpty(Key) ? Guid.NewGuid().ToString("n") : Key, DesignationInput.Plain(Name), kind, DesignationInput.Points(Most, string.Create(CultureInfo.InvariantCulture, $"Rows[{at}].Most")),
            DesignationInput.Plain(MovedBy), kind == CategoryKind.Deals ? DesignationInput.Plain(Family) : "");
    }
}

/// <summary>A reading as typed.</summary>
public sealed class ReadingInput
{
    /// <summary>The day on which the vendor showed it.</summary>
    public string? Day { get; set; }

    /// <summary>The points, a line for each category.</summary>
    public List<PointsInput> Rows { get; set; } = [];

    /// <summary>The designation's revision that was read.</summary>
    public int Revision { get; set; }

    internal static ReadingInput Of(Designation designation, DateOnly today) => new()
    {
        Day = TypedDay.Show(today),
        Rows = [.. designation.Categories.Select(c => new PointsInput { Key = c.Key, Points = designation.AsOf is null ? null : CosellWords.Points(designation.PointsIn(c)) })],
        Revision = designation.Revision,
    };

    internal IReadOnlyList<CategoryPoints> Points() =>
        [.. Rows.Select((row, at) => DesignationInput.Points(row.Points, string.Create(CultureInfo.InvariantCulture, $"Rows[{at}].Points")) is { } points ? new CategoryPoints(row.Key ?? "", points) : null).OfType<CategoryPoints>()];
}

/// <summary>The points of a category, as typed.</summary>
public sealed class PointsInput
{
    /// <summary>The category's key.</summary>
    public string? Key { get; set; }

    /// <summary>How many.</summary>
    public string? Points { get; set; }
}

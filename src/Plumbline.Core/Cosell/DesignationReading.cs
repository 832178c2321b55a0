namespace Plumbline.Cosell;

/// <summary>Points in a category.</summary>
/// <param name="Key">The category's.</param>
/// <param name="Points">How many, from 0.</param>
public sealed record CategoryPoints(string Key, decimal Points);

/// <summary>How many points the vendor showed on a day. A day has one reading: noted once more, it is the later one.</summary>
public sealed class DesignationReading
{
    /// <summary>Notes one.</summary>
    /// <param name="designation">Of which designation.</param>
    /// <param name="day">The day on which the vendor showed it; not to come.</param>
    /// <param name="points">In each category.</param>
    /// <param name="by">Who notes it.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">It cannot be.</exception>
    public DesignationReading(Designation designation, DateOnly day, IReadOnlyList<CategoryPoints> points, long by, DateOnly today)
    {
        Refuse.Unless(day <= today, Refusal.Invalid, "Note what the vendor has shown: that day is to come.", "Day");
        (DesignationId, Day, Points) = (designation.Id, day, []);
        Write(designation, points, by);
    }

    private DesignationReading() => Points = [];

    /// <summary>Of which designation.</summary>
    public long DesignationId { get; private set; }

    /// <summary>The day on which the vendor showed it.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>The points in each category that there was.</summary>
    public IReadOnlyList<CategoryPoints> Points { get; private set; }

    /// <summary>Who noted it.</summary>
    public long By { get; private set; }

    /// <summary>All points in the categories that the designation has today; those of one that is gone do not count any more.</summary>
    public decimal TotalOf(Designation designation) => Points.Where(p => designation.Categories.Any(c => c.Key == p.Key)).Sum(p => p.Points);

    /// <summary>Says the points anew.</summary>
    /// <exception cref="RefusedException">At the field of the category.</exception>
    public void Write(Designation designation, IReadOnlyList<CategoryPoints> points, long by)
    {
        foreach (var (at, category) in designation.Categories.Index())
        {
            var given = points.FirstOrDefault(p => p.Key == category.Key);
            Refuse.Unless(given is not null, Refusal.Invalid, $"Say how many points there are in {category.Name}; 0 where there are none.", $"Rows[{at:0}].Points");
            Refuse.Unless(given.Points >= 0, Refusal.Invalid, "Points are 0 or more.", $"Rows[{at:0}].Points");
            Refuse.Unless(!(given.Points > (category.Most ?? 100_000)), Refusal.Invalid, FormattableString.Invariant($"{category.Name} gives {category.Most ?? 100_000:0.##} points at most. If the vendor gives more by now, change that first."), $"Rows[{at:0}].Points");
        }

        (Points, By) = ([.. points.Where(p => designation.Categories.Any(c => c.Key == p.Key))], by);
    }
}

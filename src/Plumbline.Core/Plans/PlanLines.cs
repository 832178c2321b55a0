namespace Plumbline.Plans;

/// <summary>One value that a plan gives.</summary>
/// <param name="Path">Where it stands, as in "forecast.k3.2027-04.revenue".</param>
/// <param name="Section">The section.</param>
/// <param name="Row">What its row is called; empty where nothing names it.</param>
/// <param name="Field">Its field.</param>
/// <param name="Value">In canonical form; never empty.</param>
public sealed record PlanLine(string Path, PlanSection Section, string Row, PlanField Field, string Value)
{
    /// <summary>The value as a number; null where it is none.</summary>
    public decimal? Number => Field.IsNumeric ? Canonical.Number(Value) : null;
}

/// <summary>A plan as lines: one for each value given, in the order of the form.</summary>
public static class PlanLines
{
    /// <summary>The lines of <paramref name="content"/>.</summary>
    public static IEnumerable<PlanLine> Of(PlanContent content) =>
        from section in content.Form.Sections
        let fields = section.Fields(content.Period)
        from key in section.Keys(content)
        from field in fields
        let value = section.Read(content, key, field)
        where value != ""
        select new PlanLine(section.Path(key, field), section.Section, section.Title(content, key), field, value);

    /// <summary>The canonical value at <paramref name="path"/>; empty where nothing is given.</summary>
    /// <exception cref="RefusedException">No plan of this kind and period has such a field.</exception>
    public static string Read(PlanContent content, string path)
    {
        var place = PlanPlace.Find(content, path);
        return place.Section.Read(content, place.Key, place.Field);
    }

    /// <summary>The content with the canonical <paramref name="value"/> at <paramref name="path"/>.</summary>
    internal static PlanContent Write(PlanContent content, string path, string value) =>
        Write(content, [(PlanPlace.Find(content, path), value)]);

    /// <summary>The content with canonical values in many places. Rows that go make room for those that come.</summary>
    internal static PlanContent Write(PlanContent content, IEnumerable<(PlanPlace Place, string Value)> values) =>
        values.GroupBy(v => (v.Place.Section, v.Place.Key)).OrderBy(row => row.Any(v => v.Value != "")).Aggregate(content, (c, row) =>
            row.Key.Section.Write(c, row.Key.Key, row.Select(v => (v.Place.Field, v.Value))));
}

/// <summary>A field of a certain row, found by its path.</summary>
/// <param name="Section">The section.</param>
/// <param name="Key">The row's key; "" in a section that is no list.</param>
/// <param name="Field">The field.</param>
public sealed record PlanPlace(SectionForm Section, string Key, PlanField Field)
{
    /// <summary>The place that <paramref name="path"/> names in a plan like <paramref name="content"/>; its row need not be there yet.</summary>
    /// <exception cref="RefusedException">There is no such place.</exception>
    public static PlanPlace Find(PlanContent content, string path) =>
        TryFind(content, path) ?? throw new RefusedException(Refusal.NotFound, "The plan has no such field.", path);

    /// <summary>As <see cref="Find"/>, null where there is no such place.</summary>
    public static PlanPlace? TryFind(PlanContent content, string path) => content.Form.Find(content.Period, path);
}

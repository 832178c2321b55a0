namespace Plumbline.Plans;

/// <summary>How a line differs.</summary>
public enum LineChangeKind
{
    /// <summary>Only the later version gives a value.</summary>
    Added,

    /// <summary>Only the earlier version gives a value.</summary>
    Removed,

    /// <summary>Both do, and not the same.</summary>
    Changed,
}

/// <summary>One line that differs; <paramref name="Before"/> or <paramref name="After"/> is empty where that version gives no value.</summary>
public sealed record LineChange(string Path, PlanSection Section, string Row, PlanField Field, string Before, string After)
{
    /// <summary>How it differs.</summary>
    public LineChangeKind Kind => Before == "" ? LineChangeKind.Added : After == "" ? LineChangeKind.Removed : LineChangeKind.Changed;

    /// <summary>After less before, a missing number counting as 0; null where the field holds no number.</summary>
    public decimal? Delta => Field.IsNumeric ? (Canonical.Number(After) ?? 0) - (Canonical.Number(Before) ?? 0) : null;
}

/// <summary>What a section's measure adds up to in the two versions.</summary>
public sealed record SectionTotal(PlanSection Section, string Measure, decimal Before, decimal After)
{
    /// <summary>After less before.</summary>
    public decimal Delta => After - Before;
}

/// <summary>Where two contents of one plan differ, line by line in the order of the form, and in total.</summary>
public sealed record PlanDifference(IReadOnlyList<LineChange> Changes, IReadOnlyList<SectionTotal> Totals)
{
    /// <summary>By key: what the steps of the later content are called, and those of the earlier that are gone from it.</summary>
    public IReadOnlyDictionary<string, string> RowTitles { get; private init; } = new Dictionary<string, string>();

    /// <summary>The difference from <paramref name="before"/> to <paramref name="after"/>.</summary>
    /// <exception cref="RefusedException">They are for different periods, or about different things.</exception>
    public static PlanDifference Between(PlanContent before, PlanContent after)
    {
        Refuse.Unless(before.Period == after.Period, Refusal.Invalid, $"One plan is for {before.Period}, the other for {after.Period}: they cannot be compared line by line.");
        Refuse.Unless(before.IsLike(after), Refusal.Invalid, "These are plans for different things: they cannot be compared line by line.");
        var (earlier, later) = (PlanLines.Of(before).ToList(), PlanLines.Of(after).ToList());
        var changes =
            from section in after.Form.Sections
            let fields = section.Fields(after.Period)
            from key in section.Keys(before).Union(section.Keys(after)).OrderBy(k => k.Length).ThenBy(k => k, StringComparer.Ordinal)
            from field in fields
            let was = section.Read(before, key, field)
            let now = section.Read(after, key, field)
            where was != now
            select new LineChange(section.Path(key, field), section.Section, TitleOf(section, before, after, key), field, was, now);
        var totals =
            from line in earlier.Select(l => (Line: l, Sign: -1)).Concat(later.Select(l => (Line: l, Sign: 1)))
            where line.Line.Field.Measure is not null
            group line by (line.Line.Section, line.Line.Field.Measure) into measure
            orderby measure.Key.Section
            select new SectionTotal(measure.Key.Section, measure.Key.Measure,
                measure.Sum(l => l.Sign < 0 ? l.Line.Number ?? 0 : 0), measure.Sum(l => l.Sign > 0 ? l.Line.Number ?? 0 : 0));
        return new([.. changes], [.. totals])
        {
            RowTitles = new[] { before, after }.OfType<AccountPlanContent>().SelectMany(c => c.Steps).GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Last().Method),
        };
    }

    /// <summary>Makes the changes in <paramref name="content"/>, whatever stood there.</summary>
    public PlanContent ApplyTo(PlanContent content) => PlanLines.Write(content, Changes.Select(c => (PlanPlace.Find(content, c.Path), c.After)));

    private static string TitleOf(SectionForm section, PlanContent before, PlanContent after, string key) =>
        section.Title(after, key) is { Length: > 0 } title ? title : section.Title(before, key);
}

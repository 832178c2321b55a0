using Plumbline.Ui;

namespace Plumbline.Plans;

/// <summary>How differences between two contents read.</summary>
internal static class DifferenceWords
{
    /// <summary>Where the line stands: its row, or its section where no row has a name.</summary>
    public static string Row(LineChange change) => change.Row == "" ? PlanForm.Of(change.Section).Label : change.Row;

    /// <summary>As in "Quota: Jan 2027, Revenue".</summary>
    public static string Name(PlanLine line) => line.Row == "" ? line.Field.Label : $"{line.Row}, {line.Field.Label}";

    /// <summary>After less before, with its sign; empty where the field holds no number.</summary>
    public static string Delta(LineChange change) => change.Delta is not { } delta ? "" : change.Field.Kind == PlanFieldKind.Percent ? $"{Signed(delta * 100)} points" : Signed(delta);

    public static string Signed(decimal delta) => (delta > 0 ? "+" : "") + Figures.Bare(delta);

    /// <summary>A line's place in words; the path itself where the form no longer has it.</summary>
    public static string Place(PlanContent content, string path) =>
        path == "" ? "The plan as a whole"
        : PlanPlace.TryFind(content, path) is { } place ? string.Join(", ", new[] { place.Section.Label, place.Section.Title(content, place.Key), place.Field.Label }.Where(w => w != ""))
        : path;
}

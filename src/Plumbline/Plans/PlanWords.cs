using System.Globalization;
using Plumbline.Fiscal;
using Plumbline.Ui;
using Tone = Plumbline.Ui.Standing;

namespace Plumbline.Plans;

/// <summary>How plans, their states and their values read on a page.</summary>
internal static class PlanWords
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>As in "Jan to Jun 2027", "Oct 2026 to Mar 2027".</summary>
    public static string Of(Period period) =>
        period.First.Year == period.Last.Year ? $"{Figures.ShortName(period.First)} to {Figures.Name(period.Last)}" : $"{Figures.Name(period.First)} to {Figures.Name(period.Last)}";

    /// <summary>A plan as it is called elsewhere: "Amelia Brandt, Jan to Jun 2027".</summary>
    public static string Titled(string owner, Period period) => $"{owner}, {Of(period)}";

    public static string Of(PlanState state) => state switch
    {
        PlanState.Draft => "Draft",
        PlanState.Submitted => "Submitted",
        PlanState.Negotiating => "In negotiation",
        PlanState.Agreed => "Agreed",
        PlanState.Amending => "Being amended",
        PlanState.Reviewed => "Reviewed",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>The side whose signature or answer is awaited; null where none is. <paramref name="onTable"/> is the side that put forward what waits.</summary>
    public static Side? WaitsFor(PlanState state, Side? onTable) =>
        onTable is { } by ? by == Side.Salesperson ? Side.Manager : Side.Salesperson : state == PlanState.Draft ? Side.Salesperson : null;

    /// <summary>What the reader, who acts for a side, can do next with a plan, and where.</summary>
    public static (string Words, string Href) Next(long id, PlanState state, Side? waitsFor, Side mine, string other) => (state, waitsFor) switch
    {
        (PlanState.Draft, _) => (mine == Side.Salesperson ? "Write it on" : "Look at the draft", string.Create(CultureInfo.InvariantCulture, $"plans/{id}/edit")),
        (_, { } side) => (side == mine ? "Answer it: sign or counter" : $"Waits for {other}", string.Create(CultureInfo.InvariantCulture, $"plans/{id}/negotiate")),
        (PlanState.Amending, _) => ("Write the amendment", string.Create(CultureInfo.InvariantCulture, $"plans/{id}/edit")),
        _ => ("See how it goes", string.Create(CultureInfo.InvariantCulture, $"plans/{id}")),
    };

    public static Tone ToneOf(PlanState state) => state switch { PlanState.Agreed or PlanState.Reviewed => Tone.Good, PlanState.Draft => Tone.Neutral, _ => Tone.Watch };

    public static string Of(Standing standing) => standing switch
    {
        Standing.OnTable => "On the table",
        Standing.Countered => "Countered",
        Standing.Replaced => "Replaced",
        Standing.Withdrawn => "Withdrawn",
        Standing.Agreed => "In force",
        Standing.Superseded => "Superseded",
        _ => throw new ArgumentOutOfRangeException(nameof(standing)),
    };

    /// <summary>A canonical value as it reads; what is empty stays empty.</summary>
    public static string Read(PlanField field, string value) => (field.Kind, value) switch
    {
        (_, "") => "",
        (PlanFieldKind.Day, _) => Figures.Day(DayOf(value)),
        (PlanFieldKind.Percent, _) => Figures.Percent(Number(value), 0),
        (PlanFieldKind.Flag, _) => "yes",
        (PlanFieldKind.Choice, _) => LabelOf(field, value),
        _ => field.IsNumeric ? Figures.Bare(Number(value)) : value,
    };

    /// <summary>What stands at a path as it reads; empty where nothing does.</summary>
    public static string At(PlanContent content, string path) => Read(PlanPlace.Find(content, path).Field, PlanLines.Read(content, path));

    /// <summary>A canonical value as a field shows it, which reads back as the same value.</summary>
    public static string Input(PlanField field, string value) => (field.Kind, value) switch
    {
        (_, "") => "",
        (PlanFieldKind.Day, _) => DayOf(value).ToString("d MMM yyyy", CultureInfo.InvariantCulture),
        (PlanFieldKind.Percent, _) => Figures.Input(Number(value) * 100) + "%",
        (PlanFieldKind.Choice, _) => LabelOf(field, value),
        _ => field.IsNumeric ? Figures.Input(Number(value)) : value,
    };

    /// <summary>The section's place on a page: what a path names stands in it.</summary>
    public static string SectionOf(string path) => path.Split('.', 2)[0];

    private static string LabelOf(PlanField field, string value) => field.Choices.FirstOrDefault(c => c.Name == value)?.Label ?? value;

    private static decimal Number(string value) => decimal.Parse(value, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static DateOnly DayOf(string value) => DateOnly.ParseExact(value, Day, CultureInfo.InvariantCulture);
}

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

    public static string Of(PlanState state) => state switch
    {
        PlanState.Draft => "Draft",
        PlanState.Submitted => "Submitted",
        PlanState.Negotiating => "In negotiation",
        PlanState.Agreed => "Agreed",
        PlanState.Amending => "Being amended",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static Tone ToneOf(PlanState state) => state switch { PlanState.Agreed => Tone.Good, PlanState.Draft => Tone.Neutral, _ => Tone.Watch };

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
        _ => field.IsNumeric ? Figures.Bare(Number(value)) : value,
    };

    /// <summary>A canonical value as a field shows it, which reads back as the same value.</summary>
    public static string Input(PlanField field, string value) => (field.Kind, value) switch
    {
        (_, "") => "",
        (PlanFieldKind.Day, _) => DayOf(value).ToString("d MMM yyyy", CultureInfo.InvariantCulture),
        (PlanFieldKind.Percent, _) => Figures.Input(Number(value) * 100) + "%",
        _ => field.IsNumeric ? Figures.Input(Number(value)) : value,
    };

    /// <summary>The section's place on a page: what a path names stands in it.</summary>
    public static string SectionOf(string path) => path.Split('.', 2)[0];

    private static decimal Number(string value) => decimal.Parse(value, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static DateOnly DayOf(string value) => DateOnly.ParseExact(value, Day, CultureInfo.InvariantCulture);
}

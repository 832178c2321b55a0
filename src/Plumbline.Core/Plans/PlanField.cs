using System.Globalization;

namespace Plumbline.Plans;

/// <summary>What a field of a plan holds, and so how it is typed and shown.</summary>
public enum PlanFieldKind
{
    /// <summary>Words.</summary>
    Text,

    /// <summary>Money, not negative.</summary>
    Money,

    /// <summary>Money that may be negative.</summary>
    Margin,

    /// <summary>Any number.</summary>
    Number,

    /// <summary>A number of things, not negative.</summary>
    Count,

    /// <summary>A fraction from 0 to 1, typed and shown in percent.</summary>
    Percent,

    /// <summary>A day.</summary>
    Day,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>The number of an account, a contact, a product, an activity type, a person or an opportunity.</summary>
    Reference,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>The key of a row in another list of the plan.</summary>
    Row,
}

/// <summary>One of the words that a field allows.</summary>
/// <param name="Name">Its canonical value, for ever.</param>
/// <param name="Label">As it reads.</param>
public sealed record PlanChoice(string Name, string Label)
{
    /// <summary>Whether somebody who typed this means it.</summary>
    public bool Is(string typed) => typed.Equals(Label, StringComparison.OrdinalIgnoreCase) || typed.Equals(Name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>One field of a plan's row. Its value is text in canonical form: invariant, empty where nothing is given.</summary>
/// <param name="Name">The last part of its path, as in "revenue" or "2027-04.revenue".</param>
/// <param name="Label">What it is called on the page.</param>
/// <param name="Kind">What it holds.</param>
public abstract record PlanField(string Name, string Label, PlanFieldKind Kind)
{
    /// <summary>The measure it adds to in its section, as in "Revenue"; null where adding up would mean nothing.</summary>
    public string? Measure { get; init; }

    /// <summary>The words that it allows; empty where it is no choice.</summary>
    public IReadOnlyList<PlanChoice> Choices { get; init; } = [];

    /// <summary>Whether its canonical value reads as a number.</summary>
    public bool IsNumeric => Kind is PlanFieldKind.Money or PlanFieldKind.Margin or PlanFieldKind.Number or PlanFieldKind.Count or PlanFieldKind.Percent;
}

internal sealed record PlanField<T>(string Name, string Label, PlanFieldKind Kind, Func<T, string> Read, Func<T, string, T> Write)
    : PlanField(Name, Label, Kind)
{
    public static PlanField<T> Text(string name, string label, Func<T, string> read, Func<T, string, T> write) =>
        new(name, label, PlanFieldKind.Text, read, write);

    public static PlanField<T> Number(PlanFieldKind kind, string name, string label, Func<T, decimal?> read, Func<T, decimal?, T> write, string? measure = null) =>
        new(name, label, kind, row => Canonical.Of(read(row)), (row, value) => write(row, Canonical.Number(value))) { Measure = measure };

    public static PlanField<T> Day(string name, string label, Func<T, DateOnly?> read, Func<T, DateOnly?, T> write) =>
        new(name, label, PlanFieldKind.Day, row => Canonical.Of(read(row)), (row, value) => write(row, Canonical.Day(value)));

    public static PlanField<T> Flag(string name, string label, Func<T, bool> read, Func<T, bool, T> write) =>
        new(name, label, PlanFieldKind.Flag, row => read(row) ? Canonical.Yes : "", (row, value) => write(row, value == Canonical.Yes));

    public static PlanField<T> Reference(string name, string label, Func<T, long?> read, Func<T, long?, T> write) =>
        new(name, label, PlanFieldKind.Reference, row => Canonical.Of(read(row)), (row, value) => write(row, Canonical.Id(value)));

    public static PlanField<T> Row(string name, string label, Func<T, string> read, Func<T, string, T> write) =>
        new(name, label, PlanFieldKind.Row, read, write);

    /// <summary>A choice among the values of an enumeration; what is not among them any more reads as not given.</summary>
    public static PlanField<T> Choice<TWord>(string name, string label, Func<T, TWord?> read, Func<T, TWord?, T> write, (TWord Value, PlanChoice Choice)[] choices)
        where TWord : struct, Enum =>
        new(name, label, PlanFieldKind.Choice,
            row => read(row) is { } value ? choices.First(c => c.Value.Equals(value)).Choice.Name : "",
            (row, value) => write(row, choices.Where(c => c.Choice.Name == value).Select(c => (TWord?)c.Value).FirstOrDefault()))
        {
            Choices = [.. choices.Select(c => c.Choice)],
        };
}

/// <summary>The canonical form of a value: the same value is the same text, everywhere and for ever.</summary>
internal static class Canonical
{
    public const string Yes = "yes";

    public static string Of(decimal? number) => number?.ToString("0.############################", CultureInfo.InvariantCulture) ?? "";

    public static string Of(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    public static string Of(long? id) => id?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static decimal? Number(string value) => value == "" ? null : decimal.Parse(value, NumberStyles.Number, CultureInfo.InvariantCulture);

    public static DateOnly? Day(string value) => value == "" ? null : DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static long? Id(string value) => value == "" ? null : long.Parse(value, CultureInfo.InvariantCulture);
}

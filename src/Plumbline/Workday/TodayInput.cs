using System.Globalization;

namespace Plumbline.Workday;

/// <summary>The button that was pressed beside a promise: its number and the revision that was read, as in "12:3".</summary>
public sealed class TodayInput
{
    /// <summary>Set where the promise was said to be done.</summary>
    public string? Finished { get; set; }

    /// <summary>Set where what was asked is taken on.</summary>
    public string? Accepted { get; set; }

    /// <summary>The commitment answered for, once it is.</summary>
    internal long Id { get; set; }

    /// <summary>What was pressed.</summary>
    /// <exception cref="RefusedException">Nothing that stands on the page.</exception>
    internal (bool Accepts, long Id, int Revision) Read()
    {
        var pressed = (Accepted ?? Finished ?? "").Split(':');
        Refuse.Unless(
            pressed.Length == 2 & long.TryParse(pressed[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) & int.TryParse(pressed[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var revision),
            Refusal.Invalid, "Press one of the buttons beside a promise.");
        return (Accepted is not null, id, revision);
    }
}

namespace Plumbline.Fiscal;

/// <summary>A run of whole months: a month (1), a fiscal quarter (3), half (6) or year (12).</summary>
public readonly record struct Period(Month First, int Length)
{
    /// <summary>The last month of the run.</summary>
    public Month Last => First.Plus(Length - 1);

    /// <summary>The first day of the first month.</summary>
    public DateOnly FirstDay => First.FirstDay;

    /// <summary>The last day of the last month.</summary>
    public DateOnly LastDay => Last.Plus(1).FirstDay.AddDays(-1);

    /// <summary>Each month of the run, in order.</summary>
    public IEnumerable<Month> Months => Enumerable.Range(0, Length).Select(First.Plus);

    /// <summary>The run of the same length just after this one.</summary>
    public Period Next => this with { First = First.Plus(Length) };

    /// <summary>The run of the same length just before this one.</summary>
    public Period Previous => this with { First = First.Plus(-Length) };

    /// <summary>The same months a year earlier.</summary>
    public Period YearBefore => this with { First = First.Plus(-12) };

    /// <summary>Whether <paramref name="month"/> is one of the run.</summary>
    public bool Contains(Month month) => month >= First && month <= Last;

    /// <summary>Whether <paramref name="day"/> lies in the run.</summary>
    public bool Contains(DateOnly day) => Contains(Month.Of(day));

    /// <summary>As in "2027-04 to 2027-09".</summary>
    public override string ToString() => Length == 1 ? First.ToString() : $"{First} to {Last}";
}

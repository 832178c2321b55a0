namespace Plumbline.Fiscal;

/// <summary>Seven days from <paramref name="FirstDay"/> on.</summary>
public readonly record struct Week(DateOnly FirstDay)
{
    /// <summary>How many days a week has.</summary>
    public const int Days = 7;

    /// <summary>How many of them are worked, Monday to Friday.</summary>
    public const int DaysWorked = 5;

    /// <summary>The seventh day.</summary>
    public DateOnly LastDay => FirstDay.AddDays(Days - 1);

    /// <summary>The week that holds <paramref name="day"/>, where weeks begin with <paramref name="begins"/>.</summary>
    public static Week Of(DateOnly day, DayOfWeek begins) => new(day.AddDays(-(((int)day.DayOfWeek - (int)begins + Days) % Days)));

    /// <summary>The week so many weeks later, or earlier where negative.</summary>
    public Week Plus(int weeks) => new(FirstDay.AddDays(weeks * Days));
}

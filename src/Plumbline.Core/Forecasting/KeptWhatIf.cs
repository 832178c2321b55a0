using Plumbline.Fiscal;
using Plumbline.Typing;

namespace Plumbline.Forecasting;

/// <summary>What somebody supposed of a forecast and asked to keep: only they see it. It changes nothing; looked at again it is asked of the forecast of that day.</summary>
public sealed class KeptWhatIf
{
    /// <summary>So long a name is at most, in characters.</summary>
    public const int LongestName = 80;

    /// <summary>So long the suppositions are at most, in characters.</summary>
    public const int LongestSupposed = 4_000;

    private KeptWhatIf()
    {
    }

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>Who keeps it.</summary>
    public long PersonId { get; private set; }

    /// <summary>Whether the forecast is of a person, a team or all.</summary>
    public ForecastSubject Subject { get; private set; }

    /// <summary>The person or team; 0 for all.</summary>
    public long SubjectId { get; private set; }

    /// <summary>The first month of the period.</summary>
    public Month First { get; private set; }

    /// <summary>How many months it has.</summary>
    public int Length { get; private set; }

    /// <summary>What the quota asks for.</summary>
    public ForecastMeasure Measure { get; private set; }

    /// <summary>What it is called by who keeps it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What is supposed, as it stands in a page's address.</summary>
    public string Supposed { get; private set; } = "";

    /// <summary>The day on which it was kept.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>The chance that day as it was, a fraction.</summary>
    public double AsItWas { get; private set; }

    /// <summary>The chance that day with what is supposed, a fraction.</summary>
    public double Instead { get; private set; }

    /// <summary>Keeps it.</summary>
    /// <param name="personId">For whom.</param>
    /// <param name="forecast">The forecast that it supposes something of.</param>
    /// <param name="name">What it is called: 1 to <see cref="LongestName"/> characters.</param>
    /// <param name="supposed">What is supposed, as it stands in a page's address.</param>
    /// <param name="day">The company's day.</param>
    /// <param name="instead">The chance with it, a fraction.</param>
    /// <exception cref="RefusedException">It has no name or too long a one, or supposes nothing, or too much.</exception>
    public static KeptWhatIf Make(long personId, KeptForecast forecast, string? name, string supposed, DateOnly day, double instead)
    {
        var called = TypedText.OrNull(name);
        Refuse.Unless(called is not null, Refusal.Invalid, "Give it a name by which you find it again, as in “If the renewal slips”.", nameof(Name));
        Refuse.Unless(called!.Length <= LongestName, Refusal.Invalid, $"A name has at most {LongestName} characters; this one has {called.Length}.", nameof(Name));
        Refuse.Unless(supposed.Length > 0, Refusal.Invalid, "Nothing is supposed: choose what becomes of a deal, or another pace, and ask first.");
        Refuse.Unless(supposed.Length <= LongestSupposed, Refusal.Invalid, "So many suppositions cannot be kept. Suppose less at once.");
        return new()
        {
            PersonId = personId,
            Subject = forecast.Subject,
            SubjectId = forecast.SubjectId,
            First = forecast.First,
            Length = forecast.Length,
            Measure = forecast.Measure,
            Name = called,
            Supposed = supposed,
            Day = day,
            AsItWas = forecast.Said.Attainment.Chance,
            Instead = instead,
        };
    }
}

using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

/// <summary>
/// What a salesperson says will come of a period, beside what is computed: what they stake their name on (commit), and what it is if things go well (best case). One for a day; earlier ones stay, so that both can be judged.
/// </summary>
public sealed class CalledForecast
{
    /// <summary>The largest amount that is believed.</summary>
    public const decimal Most = 1_000_000_000_000;

    private const string TooLarge = "An amount is from 0 to a thousand billions.";

    private CalledForecast()
    {
    }

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>Who says it.</summary>
    public long SalespersonId { get; private set; }

    /// <summary>The first month of the period.</summary>
    public Month First { get; private set; }

    /// <summary>How many months it has.</summary>
    public int Length { get; private set; }

    /// <summary>The day on which it is said.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>What the person stakes their name on, for the whole period with what is won already; in the company's currency.</summary>
    public decimal Commit { get; private set; }

    /// <summary>Commit, and what closes besides if things go well.</summary>
    public decimal BestCase { get; private set; }

    /// <summary>Counts the changes of the day, so that two windows that save at once are told.</summary>
    public int Revision { get; private set; }

    /// <summary>The months that it is about.</summary>
    public Period Period => new(First, Length);

    /// <summary>Says it.</summary>
    /// <param name="salespersonId">Who.</param>
    /// <param name="period">Of when: a month, a quarter or a half that is not over.</param>
    /// <param name="today">The company's day.</param>
    /// <param name="commit">From 0; in the company's currency.</param>
    /// <param name="bestCase">Not less than <paramref name="commit"/>.</param>
    /// <exception cref="RefusedException">One of these cannot be.</exception>
    public static CalledForecast Make(long salespersonId, Period period, DateOnly today, decimal? commit, decimal? bestCase)
    {
        Refuse.Unless(period.LastDay >= today, Refusal.Invalid, "These months are over: what came of them stands on the scoreboard.");
        var call = new CalledForecast { SalespersonId = salespersonId, First = period.First, Length = period.Length, Day = today };
        call.Set(commit, bestCase);
        return call;
    }

    /// <summary>Says another on the same day.</summary>
    public void Change(decimal? commit, decimal? bestCase)
    {
        Set(commit, bestCase);
        Revision++;
    }

    private void Set(decimal? commit, decimal? bestCase)
    {
        Refuse.Unless(!(commit > Most), Refusal.Invalid, TooLarge, nameof(Commit));
        Refuse.Unless(!(bestCase > Most), Refusal.Invalid, TooLarge, nameof(BestCase));
        Refuse.Unless(commit is >= 0, Refusal.Invalid, "What do you stake your name on? Write an amount for the whole period, from 0 up.", nameof(Commit));
        Refuse.Unless(bestCase is >= 0, Refusal.Invalid, "What is it if things go well? Write an amount for the whole period.", nameof(BestCase));
        Refuse.Unless(bestCase >= commit, Refusal.Invalid, "The best case is not less than what you commit to.", nameof(BestCase));
        (Commit, BestCase) = (commit!.Value, bestCase!.Value);
    }
}

/// <summary>How far what somebody said of ended periods was from what came.</summary>
/// <param name="Periods">How many there were.</param>
/// <param name="Bias">Sum of forecast less actual ÷ sum of actual, shrunk to 0 with the weight of two periods: above 0 too rosy, below too careful. Null where nothing came.</param>
/// <param name="IsOfNothing">Whether something was said, and nothing came: too rosy by more than a share can tell.</param>
public readonly record struct CallAccuracy(int Periods, decimal? Bias, bool IsOfNothing = false)
{
    /// <summary>With fewer periods nothing is said.</summary>
    public const int EnoughPeriods = 2;

    /// <summary>So far off, as a fraction, is still about right.</summary>
    public const decimal AboutRight = 0.10m;

    private const decimal Support = 2; // Periods without any bias.

    /// <summary>Of what was said and what came.</summary>
    public static CallAccuracy Of(IReadOnlyCollection<(decimal Said, decimal Came)> periods)
    {
        var came = periods.Sum(p => p.Came);
        var said = periods.Sum(p => p.Said);
        return new(periods.Count, came <= 0 ? null : (said - came) / came * (periods.Count / (periods.Count + Support)), came <= 0 && said > 0);
    }

    /// <summary>Whether enough periods tell, and they were about right: judged by the bias itself, not by what is shown of it.</summary>
    public bool IsAboutRight => Periods >= EnoughPeriods && Bias is { } bias && Math.Abs(bias) <= AboutRight;

    /// <summary>In words.</summary>
    public string Words => Periods >= EnoughPeriods && IsOfNothing ? "too rosy" : Periods < EnoughPeriods || Bias is not { } bias ? "too early to tell" : IsAboutRight ? "about right" : bias > 0 ? "too rosy" : "too careful";
}

using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

/// <summary>A quarter that is over: what a person called and what was computed when a third of it was gone, and what came. Money in the company's currency.</summary>
/// <param name="Quarter">Which.</param>
/// <param name="Called">The day of the call; null where nothing was called.</param>
/// <param name="Commit">What they staked their name on; null where nothing was called.</param>
/// <param name="BestCase">What it was to be if things went well; null where nothing was called.</param>
/// <param name="Computed">What was computed; null where no forecast is kept.</param>
/// <param name="Came">What came.</param>
public sealed record JudgedQuarter(Period Quarter, DateOnly? Called, decimal? Commit, decimal? BestCase, Attainment? Computed, decimal Came)
{
    /// <summary>Whether what came lies between commit and best case, both counted in; null where nothing was called.</summary>
    public bool? IsBetweenCalls => Commit is { } commit && BestCase is { } best ? Came >= commit && Came <= best : null;

    /// <summary>Whether what came lies within the computed range, its ends counted in; null where no forecast is kept.</summary>
    public bool? IsInRange => Computed is { } said ? Came >= (decimal)said.Low && Came <= (decimal)said.High : null;
}

/// <summary>How far off something that was said of ended quarters was.</summary>
/// <param name="Bias">Whether it was too rosy or too careful, shrunk.</param>
/// <param name="Off">How far off it was either way, Σ |said − actual| ÷ Σ actual, as a fraction; null where nothing came.</param>
/// <param name="Lowest">The lowest single error, (said − actual) ÷ actual, of quarters in which something came; null where nothing did.</param>
/// <param name="Highest">The highest single one.</param>
public readonly record struct ForecastErrors(CallAccuracy Bias, decimal? Off, decimal? Lowest, decimal? Highest)
{
    /// <summary>Whether there are quarters enough to say anything.</summary>
    public bool IsTold => Bias.Periods >= CallAccuracy.EnoughPeriods && Off is not null;

    /// <summary>Of what was said and what came.</summary>
    public static ForecastErrors Of(IReadOnlyCollection<(decimal Said, decimal Came)> quarters)
    {
        var came = quarters.Sum(q => q.Came);
        var single = quarters.Where(q => q.Came > 0).Select(q => (q.Said - q.Came) / q.Came).ToList();
        return new(CallAccuracy.Of(quarters), came <= 0 ? null : quarters.Sum(q => Math.Abs(q.Said - q.Came)) / came, single.Count == 0 ? null : single.Min(), single.Count == 0 ? null : single.Max());
    }
}

/// <summary>How often something held, of how many times.</summary>
public readonly record struct HeldOften(int Held, int Of);

/// <summary>How good what was said of quarters that are over turned out to be.</summary>
/// <param name="Quarters">The quarters of which anything was said, the latest first.</param>
public sealed record ForecastAccuracy(IReadOnlyList<JudgedQuarter> Quarters)
{
    /// <summary>Of commits.</summary>
    public ForecastErrors Commit { get; } = ForecastErrors.Of([.. Quarters.Where(q => q.Commit is not null).Select(q => (q.Commit!.Value, q.Came))]);

    /// <summary>Of best cases.</summary>
    public ForecastErrors BestCase { get; } = ForecastErrors.Of([.. Quarters.Where(q => q.BestCase is not null).Select(q => (q.BestCase!.Value, q.Came))]);

    /// <summary>Of what was computed.</summary>
    public ForecastErrors Computed { get; } = ForecastErrors.Of([.. Quarters.Where(q => q.Computed is not null).Select(q => ((decimal)q.Computed!.Expected, q.Came))]);

    /// <summary>How often what came lay between commit and best case.</summary>
    public HeldOften BetweenCalls { get; } = new(Quarters.Count(q => q.IsBetweenCalls == true), Quarters.Count(q => q.IsBetweenCalls is not null));

    /// <summary>How often it lay within the computed range, which is meant to hold four times of five.</summary>
    public HeldOften InRange { get; } = new(Quarters.Count(q => q.IsInRange == true), Quarters.Count(q => q.IsInRange is not null));
}

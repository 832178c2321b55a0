using Plumbline.Fiscal;

namespace Plumbline.Marketing;

/// <summary>A month of a plan's forecast: what is to be sold to whom.</summary>
/// <param name="Family">The product's family; null where it is not known.</param>
/// <param name="Product">The product's name.</param>
/// <param name="Industry">The client's industry; null where it is not known.</param>
/// <param name="Month">When.</param>
/// <param name="Revenue">How much, in the company's currency.</param>
public sealed record ForecastPart(string? Family, string Product, string? Industry, Month Month, decimal Revenue);

/// <summary>A program that runs while what it is for is to be sold.</summary>
/// <param name="Program">The program.</param>
/// <param name="Forecast">What is forecast of it, in the company's currency.</param>
/// <param name="Months">The months that are forecast, in order; never empty.</param>
public sealed record FittingProgram(MarketingProgram Program, decimal Forecast, IReadOnlyList<Month> Months)
{
    /// <summary>Whether it names products or industries, so that it fits for a reason of its own.</summary>
    public bool IsNamed => Program.Terms.Families.Count + Program.Terms.Industries.Count > 0;

    /// <summary>The days on which a fund of it may be used fall into the months that are forecast.</summary>
    public bool CanUse(ProgramFund fund) => fund.ProgramId == Program.Id && Months.Any(m => fund.UsableFrom <= new Period(m, 1).LastDay && fund.UsableUntil >= m.FirstDay);
}

/// <summary>Finds the vendors' programs that a plan's forecast could use.</summary>
public static class FittingPrograms
{
    /// <summary>Whether money of a program of this kind pays for marketing: in selling together, and for results, nothing is planned and claimed.</summary>
    public static bool PaysMarketing(ProgramKind kind) => kind is ProgramKind.CoOp or ProgramKind.MarketDevelopment or ProgramKind.Campaign or ProgramKind.Event;

    /// <summary>
    /// The programs in use that pay for marketing and run in a month, from today's on, in which something that they are for is forecast. Those that name products or industries come first, then what more is forecast of.
    /// </summary>
    public static IReadOnlyList<FittingProgram> Of(IReadOnlyCollection<ForecastPart> forecast, IEnumerable<MarketingProgram> programs, DateOnly today) =>
    [
        .. programs.Where(p => !p.IsRetired && PaysMarketing(p.Terms.Kind)).Select(p => Fit(p, forecast, today)).Where(f => f.Months.Count > 0)
            .OrderByDescending(f => f.IsNamed).ThenByDescending(f => f.Forecast).ThenBy(f => f.Program.Key, StringComparer.Ordinal),
    ];

    private static FittingProgram Fit(MarketingProgram program, IReadOnlyCollection<ForecastPart> forecast, DateOnly today)
    {
        var terms = program.Terms;
        var fitting = forecast.Where(f => f.Revenue > 0 && f.Month >= Month.Of(today) && !(terms.From > new Period(f.Month, 1).LastDay) && !(terms.Until < f.Month.FirstDay) && !(terms.Until < today) && terms.Fits(f.Family, f.Product, f.Industry)).ToList();
        return new(program, fitting.Sum(f => f.Revenue), [.. fitting.Select(f => f.Month).Distinct().Order()]);
    }
}

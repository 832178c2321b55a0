using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Typing;

namespace Plumbline.Leadership;

/// <summary>What is asked of products, as it stands in an address.</summary>
/// <param name="Period">A month, a quarter or a half; the half of the day where none was given.</param>
/// <param name="Measure">By revenue or by margin.</param>
/// <param name="Day">The day whose knowledge is asked for; null where none was given that can be read.</param>
/// <param name="Fiscal">How the company cuts its year.</param>
/// <param name="Today">The company's day.</param>
internal sealed record ProductsAsk(Period Period, ForecastMeasure Measure, DateOnly? Day, FiscalYear Fiscal, DateOnly Today)
{
    /// <summary>How margin is called in an address.</summary>
    public const string Margin = "margin";

    /// <summary>Whether what was given is no such period.</summary>
    public bool IsMisread { get; init; }

    /// <summary>Why nothing can be told of the day, in words; null where it can.</summary>
    public string? NotThen { get; init; }

    /// <summary>The day that is gone of which is told; null where it is told of now.</summary>
    public DateOnly? Then => Day is { } day && day < Today && NotThen is null ? day : null;

    /// <summary>Whether the period ends after all that is expected of the day.</summary>
    public bool IsTooFar => Period.Last > ProductForecasts.Furthest(Then ?? Today);

    /// <summary>Reads it.</summary>
    public static async Task<ProductsAsk> Read(string? period, string? by, string? asOf, OurCompany company, AskedDays days, CancellationToken cancel)
    {
        var (fiscal, today) = ((await company.Load(cancel)).FiscalYear, await company.Today(cancel));
        var ask = new ProductsAsk(default, by == Margin ? ForecastMeasure.Margin : ForecastMeasure.Revenue, null, fiscal, today);
        if (!string.IsNullOrWhiteSpace(asOf))
        {
            ask = TypedDay.TryRead(asOf, today, out var day, out var problem) ? ask with { Day = day, NotThen = day == today ? null : await days.WhyNot(day, cancel) } : ask with { NotThen = problem };
        }

        var isRead = fiscal.TryParse(period, out var read) && read.Length is 1 or 3 or 6;
        return ask with { Period = isRead ? read : fiscal.Half(ask.Then ?? today), IsMisread = period is not null && !isRead };
    }

    /// <summary>The same of another period.</summary>
    public ProductsAsk Of(Period period) => this with { Period = period };

    /// <summary>Its address.</summary>
    /// <param name="file">The ending of a file with it; null for the page.</param>
    public string Href(string? file = null) =>
        $"outlook/products{(file is null ? "" : $".{file}")}?period={Fiscal.Name(Period)}{(Measure == ForecastMeasure.Margin ? $"&by={Margin}" : "")}{(Then is { } day ? $"&asof={TypedDay.Show(day)}" : "")}";
}

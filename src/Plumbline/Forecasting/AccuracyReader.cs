using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Exporting;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>Some of the people whose forecasts a reader may see, by name, with how good these were.</summary>
/// <param name="People">Those of the page.</param>
/// <param name="Found">How many there are in all.</param>
/// <param name="Page">Which page, from 1.</param>
/// <param name="Quarters">The quarters that are looked at, the latest first.</param>
internal sealed record AccuracyView(IReadOnlyList<(Person Person, ForecastAccuracy Accuracy)> People, int Found, int Page, IReadOnlyList<Period> Quarters)
{
    /// <summary>So many people stand on a page.</summary>
    public const int PageSize = 50;

    public int Pages => Math.Max(1, (Found + PageSize - 1) / PageSize);

    /// <summary>All that was said of the people of the page, as if one had said it.</summary>
    public ForecastAccuracy Together => new([.. People.SelectMany(p => p.Accuracy.Quarters)]);
}

/// <summary>Sets what people called, and what was computed, beside what came: of those who sell and report to the reader, of everyone for leadership, and of the reader.</summary>
internal sealed class AccuracyReader(PlumblineDb db, OurCompany company, CurrentPerson me, ForecastReader forecasts)
{
    private const int MostQuarters = 8;

    /// <summary>A page of it; the last one where there are not so many.</summary>
    public async Task<AccuracyView> Read(int page, CancellationToken cancel)
    {
        var (people, quarters) = (await Seen(cancel), await Quarters(cancel));
        var shown = Math.Min(page, Math.Max(1, (people.Count + AccuracyView.PageSize - 1) / AccuracyView.PageSize));
        return new(await Judge([.. people.Skip((shown - 1) * AccuracyView.PageSize).Take(AccuracyView.PageSize)], quarters, cancel), people.Count, shown, quarters);
    }

    /// <summary>All of it, a row for each person and quarter.</summary>
    public async Task<TableOut> Table(CancellationToken cancel)
    {
        var fiscal = (await company.Load(cancel)).FiscalYear;
        var people = await Judge(await Seen(cancel), await Quarters(cancel), cancel);
        return new("forecast-accuracy", _columns, people.SelectMany(p => p.Accuracy.Quarters.Select(q => (IReadOnlyList<object?>)
        [
            p.Person.Name, fiscal.Name(q.Quarter), q.Called, q.Commit, q.BestCase, Money(q.Computed?.Expected), Money(q.Computed?.Low), Money(q.Computed?.High), q.Came,
        ])));

        static decimal? Money(double? amount) => amount is { } known ? Math.Round((decimal)known, 2) : null;
    }

    private static readonly SheetColumn[] _columns = [new("Person", 24), new("Quarter", 12), new("Called on", 12), new("Commit"), new("Best case"), new("Computed"), new("One in ten less"), new("One in ten more"), new("Came")];

    private async Task<IReadOnlyList<Period>> Quarters(CancellationToken cancel)
    {
        var running = (await company.Load(cancel)).FiscalYear.Quarter(await company.Today(cancel));
        return [.. Enumerable.Range(1, MostQuarters).Select(back => running with { First = running.First.Plus(-back * running.Length) })];
    }

    private async Task<IReadOnlyList<Person>> Seen(CancellationToken cancel)
    {
        var (people, line, all, today) = (await me.Colleagues(cancel), await me.Line(cancel), await me.Has(Roles.Leadership, cancel), await company.Today(cancel));
        return [.. people.People.Where(p => p.Roles.HasFlag(Roles.Salesperson) && !(p.Left < today) && (all || line.Contains(p.Id))).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.Id)];
    }

    /// <summary>Three questions, however many people there are.</summary>
    private async Task<IReadOnlyList<(Person Person, ForecastAccuracy Accuracy)>> Judge(IReadOnlyList<Person> people, IReadOnlyList<Period> quarters, CancellationToken cancel)
    {
        long[] ids = [.. people.Select(p => p.Id)];
        var (earliest, latest, length) = (quarters[^1].First, quarters[0].Last, quarters[0].Length);
        var calls = (await db.Calls.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.SalespersonId) && c.Length == length && c.First >= earliest && c.First <= latest).OrderBy(c => c.Day).ToListAsync(cancel)).ToLookup(c => (c.SalespersonId, c.Period));
        var came = await db.PersonMonths.Where(m => EF.Parameter(ids).Contains(m.SalespersonId) && m.Month >= earliest && m.Month <= latest).GroupBy(m => new { m.SalespersonId, m.Month })
            .Select(g => new { g.Key.SalespersonId, g.Key.Month, Revenue = g.Sum(m => m.Tally.Revenue) }).ToDictionaryAsync(g => (g.SalespersonId, g.Month), g => g.Revenue, cancel);
        var computed = await forecasts.AtAThird(ids, quarters, cancel);
        return [.. people.Select(p => (p, new ForecastAccuracy([.. quarters.Select(q => Of(p.Id, q)).OfType<JudgedQuarter>()])))];

        JudgedQuarter? Of(long person, Period quarter)
        {
            List<CalledForecast> said = [.. calls[(person, quarter)]];
            var call = said.Count == 0 ? null : CallDesk.Judged(said, quarter);
            var byOdds = computed.TryGetValue((person, quarter), out var statement) ? statement.Attainment : null;
            return call is null && byOdds is null ? null : new(quarter, call?.Day, call?.Commit, call?.BestCase, byOdds, quarter.Months.Sum(m => came.GetValueOrDefault((person, m))));
        }
    }
}

internal static class AccuracyFiles
{
    public static void MapForecasting(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/forecast/accuracy.csv", Csv).RequireAuthorization(Access.Everyone);
        routes.MapGet("/forecast/accuracy.xlsx", Sheet).RequireAuthorization(Access.Everyone);
    }

    private static async Task<FileStreamHttpResult> Csv(AccuracyReader reader, OurCompany company, CancellationToken cancel) => (await reader.Table(cancel)).Csv(await company.Today(cancel));

    private static async Task<FileStreamHttpResult> Sheet(AccuracyReader reader, OurCompany company, CancellationToken cancel) => (await reader.Table(cancel)).Sheet(await company.Today(cancel));
}

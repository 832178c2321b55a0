using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>What a forecast goes by beside the deals: the quotas, the ends of the weeks before, and what was said at them.</summary>
/// <param name="Quotas">Of revenue, and of margin.</param>
/// <param name="Weeks">The last days of the weeks that are learned from, in their order.</param>
/// <param name="Kept">What was said, without what it rests on.</param>
/// <param name="Records">What is recorded up to the ends of the weeks.</param>
/// <param name="Outdated">Of each measure the weeks that were made up from other records than there are: nothing of them counts as kept.</param>
internal sealed record WeeksBefore(IReadOnlyDictionary<ForecastMeasure, QuotaBook> Quotas, IReadOnlyList<DateOnly> Weeks, ILookup<(ForecastMeasure Measure, DateOnly AsOf), KeptForecast> Kept, RecordsThen Records, ILookup<ForecastMeasure, DateOnly> Outdated)
{
    /// <summary>Whatever the company's first day of the week: what was said stays comparable where that is changed, and what changed is told since a day that is a week ago or more.</summary>
    public const DayOfWeek WeekEnd = DayOfWeek.Sunday;

    private const int MostWeeksBack = 104;
    private const int FewestWeeksBack = 26;
    private const int EnoughStatements = 20_000; // More of one kind teach nothing new.

    /// <summary>Reads it.</summary>
    /// <param name="db">Where it is kept.</param>
    /// <param name="before">The day after the last that is told of: no week ends later.</param>
    /// <param name="by">The day whose quotas are wanted; null for those of now.</param>
    /// <param name="company">Its year, and what counts as a result there.</param>
    /// <param name="people">Who was where.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async Task<WeeksBefore> Load(PlumblineDb db, DateOnly before, DateOnly? by, Company company, Colleagues people, CancellationToken cancel)
    {
        var quotas = new Dictionary<ForecastMeasure, QuotaBook>();
        foreach (var measure in Enum.GetValues<ForecastMeasure>())
        {
            quotas.Add(measure, await QuotaBook.Load(db, measure, by, company.FiscalYear, people, cancel));
        }

        var weeks = Ends(before, Math.Clamp(EnoughStatements / Math.Max(1, quotas[ForecastMeasure.Revenue].People), FewestWeeksBack, MostWeeksBack)).Reverse().ToList();
        var first = weeks[0];
        var records = await RecordsThen.Load(db, company, weeks, cancel);
        var outdated = (await db.Set<MadeUpWeek>().AsNoTracking().Where(w => w.Week >= first && w.Week < before).ToListAsync(cancel)).Where(w => w.Records != records.Of(w.Week)).ToLookup(w => w.Measure, w => w.Week);
        var kept = await db.ForecastsOfAll.AsNoTracking().Where(f => f.AsOf >= first && f.AsOf < before)
            .Select(f => new KeptForecast { Measure = f.Measure, Subject = f.Subject, SubjectId = f.SubjectId, First = f.First, Length = f.Length, AsOf = f.AsOf, Said = f.Said, NextWeek = f.NextWeek, Closed = f.Closed }).ToListAsync(cancel);
        return new(quotas, weeks, kept.Where(f => !outdated[f.Measure].Contains(f.AsOf)).ToLookup(f => (f.Measure, f.AsOf)), records, outdated);
    }

    /// <summary>The last days of the weeks before a day, the latest first.</summary>
    public static IEnumerable<DateOnly> Ends(DateOnly before, int count)
    {
        var latest = Week.Of(before, WeekEnd + 1).FirstDay.AddDays(-1);
        return Enumerable.Range(0, count).Select(n => latest.AddDays(-Week.Days * n));
    }

    /// <summary>
    /// The day whose teams, and whose people, are told of in what is said of a period at the end of a day: the end of a week tells of the week that begins, any other day of itself. Of a period that ends with the day only
    /// the day itself is in it, and of one that begins then only the next.
    /// </summary>
    public static DateOnly Within(Period period, DateOnly asOf) =>
        period.LastDay > asOf && (period.FirstDay > asOf || asOf.DayOfWeek == WeekEnd) ? asOf.AddDays(1) : asOf;

    /// <summary>From which day on the ends of deals are looked at, where the first day that is told of is this one: as far as curves are learned from, and what came of the periods that are learned from, and of the two before each.</summary>
    public DateOnly ResultsSince(DateOnly earliest)
    {
        var (curves, results) = (earliest.AddDays(-WinCurves.Window), Quotas[ForecastMeasure.Revenue].Fiscal.Half(Weeks[0]).Previous.Previous.FirstDay);
        return curves < results ? curves : results;
    }
}

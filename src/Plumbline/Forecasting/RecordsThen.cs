using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>
/// What is recorded with a day up to the ends of weeks, in short: by it is known whether a week that was made up from history was made up from what there is. After an import, or where one was taken back, it is to be made up anew.
/// What is known of open deals is left out, which changes each day.
/// </summary>
internal sealed class RecordsThen
{
    private readonly IReadOnlyDictionary<DateOnly, string> _ofWeeks;

    private RecordsThen(IReadOnlyDictionary<DateOnly, string> ofWeeks) => _ofWeeks = ofWeeks;

    /// <summary>The records up to the end of one of the weeks; the same words for the same records.</summary>
    public string Of(DateOnly week) => _ofWeeks[week];

    /// <summary>Adds them up in the database, by day.</summary>
    /// <param name="db">Where they are.</param>
    /// <param name="company">What counts as a result, and when its year begins.</param>
    /// <param name="weeks">The last days of the weeks, in their order.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async Task<RecordsThen> Load(PlumblineDb db, Company company, IReadOnlyList<DateOnly> weeks, CancellationToken cancel)
    {
        var last = weeks[^1];
        var records = (company.BookingsFrom == BookingsFrom.Finance ? await Orders(db, last, cancel) : await Opportunities(db, last, cancel)).OrderBy(r => r.Day).ThenBy(r => r.Words, StringComparer.Ordinal).ToList();
        var targets = (await db.Targets.GroupBy(t => new { t.First, t.SalespersonId }).Select(g => new { g.Key.First, g.Key.SalespersonId, Months = g.Sum(t => t.Months), Revenue = g.Sum(t => t.Revenue), Margin = g.Sum(t => t.Margin) }).ToListAsync(cancel))
            .OrderBy(t => t.First).ThenBy(t => t.SalespersonId).ToList();
        var (read, ofWeeks) = (0, new Dictionary<DateOnly, string>());
        using var known = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var week in weeks)
        {
            for (; read < records.Count && records[read].Day <= week; read++)
            {
                known.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{records[read].Day:yyyy-MM-dd} {records[read].Words}\n")));
            }

            var until = company.FiscalYear.Half(week.AddDays(1)).Last;
            var asked = string.Join('\n', targets.TakeWhile(t => t.First <= until).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.First} {t.SalespersonId} {t.Months} {t.Revenue} {t.Margin}")));
            ofWeeks[week] = Convert.ToHexStringLower(SHA256.HashData([.. known.GetCurrentHash(), .. Encoding.UTF8.GetBytes(asked)]));
        }

        return new(ofWeeks);
    }

    private static async Task<IEnumerable<(DateOnly Day, string Words)>> Opportunities(PlumblineDb db, DateOnly last, CancellationToken cancel)
    {
        var opened = await db.Opportunities.Where(o => o.Opened <= last).GroupBy(o => o.Opened!.Value).Select(g => new { Day = g.Key, Count = g.Count() }).ToListAsync(cancel);
        var closed = await db.Opportunities.Where(o => o.Closed <= last).GroupBy(o => new { Day = o.Closed!.Value, o.State }).Select(g => new { g.Key.Day, g.Key.State, Count = g.Count(), People = g.Sum(o => o.SalespersonId), Products = g.Sum(o => o.ProductId), Amount = g.Sum(o => o.Amount) }).ToListAsync(cancel);
        var told = await db.OpportunityChanges.Where(c => c.ImportId != null).GroupBy(c => c.ImportId).Select(g => new { Count = g.Count(), First = g.Min(c => c.At) }).ToListAsync(cancel); // Stages that come after the deals, as a history of their own.
        return told.Select(t => (DateOnly.FromDateTime(t.First.UtcDateTime), string.Create(CultureInfo.InvariantCulture, $"told {t.Count}"))).Concat(opened.Select(o => (o.Day, string.Create(CultureInfo.InvariantCulture, $"opened {o.Count}")))).Concat(closed.Select(c => (c.Day, string.Create(CultureInfo.InvariantCulture, $"{c.State} {c.Count} {c.People} {c.Products} {c.Amount}"))));
    }

    private static async Task<IEnumerable<(DateOnly Day, string Words)>> Orders(PlumblineDb db, DateOnly last, CancellationToken cancel)
    {
        var booked = await db.Bookings.Where(b => b.Date <= last).GroupBy(b => b.Date).Select(g => new { Day = g.Key, Count = g.Count(), Revenue = g.Sum(b => b.Revenue), Accounts = g.Sum(b => b.AccountId), Margin = g.Sum(b => b.Margin), Cost = g.Sum(b => b.Cost) }).ToListAsync(cancel);
        var credited = await db.BookingCredits.Where(c => c.Date <= last).GroupBy(c => c.Date).Select(g => new { Day = g.Key, Count = g.Count(), People = g.Sum(c => c.SalespersonId), Shares = g.Sum(c => c.Share) }).ToListAsync(cancel);
        return booked.Select(b => (b.Day, string.Create(CultureInfo.InvariantCulture, $"booked {b.Count} {b.Revenue} {b.Accounts} {b.Margin} {b.Cost}"))).Concat(credited.Select(c => (c.Day, string.Create(CultureInfo.InvariantCulture, $"credited {c.Count} {c.People} {c.Shares}"))));
    }
}

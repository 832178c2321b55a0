using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Sample;

/// <summary>What the sample company's salespeople called for the quarters, each in their own way: some are too rosy, some too careful.</summary>
internal sealed class SampleCalls(SampleCompany company, PlumblineDb db)
{
    private const int Quarters = 4; // Ended ones.
    private const decimal Round = 1_000;

    /// <summary>By how much each commits to more than comes, one after the other.</summary>
    private static readonly decimal[] _ways = [1.12m, 0.97m, 0.78m, 1.04m, 1.31m, 0.92m];

    public async Task Make(CancellationToken cancel)
    {
        var running = new FiscalYear(1).Quarter(company.Today);
        var (first, last) = (running.First.Plus(-3 * Quarters), running.Last);
        var months = (await db.PersonMonths.AsNoTracking().Where(m => m.Month >= first && m.Month <= last).ToListAsync(cancel)).ToLookup(m => m.SalespersonId);
        var sellers = (await db.People.AsNoTracking().Where(p => (p.Roles & Roles.Salesperson) != 0).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(cancel)).Index();
        foreach (var (nth, person) in sellers)
        {
            for (var quarter = new Period(first, 3); quarter.First <= running.First; quarter = quarter.Next)
            {
                var came = months[person].Where(m => quarter.Contains(m.Month)).Sum(m => m.Tally.Revenue);
                if (came <= 0)
                {
                    continue;
                }

                // Of the quarter that runs nobody knows yet what comes: what it would be at this rate.
                var isOver = quarter != running;
                var likely = isOver ? came : came / Math.Max(0.1m, WorkingDays.ShareGone(quarter, company.Today));
                var commit = Math.Round(likely * (_ways[nth % _ways.Length] + (0.02m * (quarter.First.Number % 5))) / Round) * Round;
                var day = isOver || quarter.FirstDay.AddDays(20) <= company.Today ? quarter.FirstDay.AddDays(20) : company.Today;
                db.Add(CalledForecast.Make(person, quarter, day, commit, Math.Round(commit * 1.2m / Round) * Round));
            }
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }
}

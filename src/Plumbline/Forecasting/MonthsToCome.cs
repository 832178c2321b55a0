using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>Tells how likely a quota is whose months have not begun, by the open deals and the pace of today, and what is to be begun for it. Nothing of it is kept: it is another one every day.</summary>
internal sealed class MonthsToCome(PlumblineDb db, OurCompany company, ForecastReader forecasts)
{
    /// <summary>The odds of a quota to come; null where the months have begun or lie too far ahead, nobody has a quota, or nothing is known of these people.</summary>
    /// <param name="period">A month, a quarter or a half.</param>
    /// <param name="scope">Of whom: a person, a team with those below it as it is when these months begin, or all.</param>
    /// <param name="colleagues">Who is where.</param>
    /// <param name="most">How many deals that matter are looked for.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<ForecastView?> Read(Period period, ScoreScope scope, Colleagues colleagues, int most, CancellationToken cancel)
    {
        var (settings, today) = (await company.Load(cancel), await company.Today(cancel));
        if (period.FirstDay <= today || await forecasts.Ahead(cancel) is not var (asOf, ahead) || ahead.ByWeek.Count == 0 || ahead.At(period.Last) >= CompanyAhead.Months)
        {
            return null;
        }

        var of = People(scope, period.FirstDay, colleagues);
        var (quota, taken) = await Quota(period, settings.FiscalYear.Cut(today, period.Length), of, colleagues, cancel);
        if (quota == 0 || !ahead.People.Any(p => of?.Contains(p.SalespersonId) != false))
        {
            return null;
        }

        var basis = ahead.Basis(of, ahead.At(period.First), period.Length, (double)await Recorded(period, of, cancel), asOf);
        var odds = basis.Outlook.Against((double)quota);
        var effects = basis.Outlook.Won >= (double)quota ? [] : basis.Effects((double)quota, most);
        long[] named = [.. effects.Select(e => e.Deal.Id)];
        var now = new KeptForecast
        {
            Subject = scope.PersonId is not null ? ForecastSubject.Salesperson : scope.TeamId is not null ? ForecastSubject.Team : ForecastSubject.Company,
            SubjectId = scope.PersonId ?? scope.TeamId ?? 0,
            First = period.First,
            Length = period.Length,
            AsOf = asOf,
            Said = new(1, (double)quota, basis.Outlook.Won, odds.Expected - basis.Outlook.Won, basis.Outlook.Variance, 0, 0, 0, [odds.Chance], odds),
            NextWeek = 0,
            Closed = ahead.Closed,
            Basis = basis,
        };
        return new(now, null, [], effects, named.Length == 0 ? new Dictionary<long, string>() : await db.Opportunities.Where(o => EF.Parameter(named).Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel), (double)settings.WantedChance)
        {
            QuotaTaken = taken,
            IsOfOrders = ahead.IsOfOrders,
        };
    }

    /// <summary>Whose results count; null for everyone's.</summary>
    private static HashSet<long>? People(ScoreScope scope, DateOnly day, Colleagues colleagues)
    {
        if (scope.PersonId is { } person)
        {
            return [person];
        }

        if (scope.TeamId is not { } team)
        {
            return null;
        }

        var teams = colleagues.WithSubteams(team);
        return [.. colleagues.People.Select(p => p.Id).Where(p => teams.Contains(colleagues.Roster.TeamOn(p, day)))];
    }

    /// <summary>What is asked of them, and how much of that is taken from the months that run, since it is not agreed yet for each of the months to come.</summary>
    private async Task<(decimal Quota, decimal Taken)> Quota(Period period, Period running, HashSet<long>? of, Colleagues colleagues, CancellationToken cancel)
    {
        var (isOfAll, people) = (of is null, of?.ToArray() ?? []);
        var (first, last, since, until) = (period.First, period.Last, running.First, running.Last);
        var months = (await db.QuotaMonths.AsNoTracking()
            .Where(q => ((q.Month >= first && q.Month <= last) || (q.Month >= since && q.Month <= until)) && (isOfAll || EF.Parameter(people).Contains(q.SalespersonId)) && q.Revenue != null)
            .Select(q => new { q.SalespersonId, q.Month, Amount = q.Revenue!.Value }).ToListAsync(cancel)).ToLookup(q => q.SalespersonId);
        var (quota, taken) = (0m, 0m);
        foreach (var person in months)
        {
            var agreed = Of(period);
            var instead = agreed == 0 && colleagues.Find(person.Key) is { } one && !(one.Left < period.FirstDay) ? Of(running) : 0;
            (quota, taken) = (quota + agreed + instead, taken + instead);

            decimal Of(Period months)
            {
                var theirs = person.Where(q => months.Contains(q.Month)).ToList();
                return theirs.Select(q => q.Month).Distinct().Count() == months.Length ? theirs.Sum(q => q.Amount) : 0;
            }
        }

        return (quota, taken);
    }

    /// <summary>What is recorded with a day of these months already.</summary>
    private Task<decimal> Recorded(Period period, HashSet<long>? of, CancellationToken cancel)
    {
        var (isOfAll, people, first, last) = (of is null, of?.ToArray() ?? [], period.First, period.Last);
        return db.PersonMonths.Where(m => m.SalespersonId != 0 && m.Month >= first && m.Month <= last && (isOfAll || EF.Parameter(people).Contains(m.SalespersonId))).SumAsync(m => m.Tally.Revenue, cancel);
    }
}

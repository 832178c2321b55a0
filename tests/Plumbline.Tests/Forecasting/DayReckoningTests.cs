using FsCheck.Xunit;
using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>What could be told at the end of a day that is gone.</summary>
public sealed class DayReckoningTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Property]
    public void A_day_is_told_the_same_with_all_that_came_later_as_without_it(int seed)
    {
        var random = new Random(seed);
        var day = new DateOnly(2026, 7, 1).AddDays(random.Next(60));
        List<Deal> deals = [.. Enumerable.Range(0, 80).Select(i =>
        {
            var (opened, value, isWon) = (new DateOnly(2026, 1, 1).AddDays(random.Next(300)), (decimal)random.Next(1, 1000), random.Next(2) == 0);
            var isOver = random.Next(4) > 0;
            return new Deal(i, random.Next(3), null, opened) { Closed = isOver ? opened.AddDays(random.Next(120)) : null, IsWon = isOver && isWon, Value = isOver && isWon ? value : 0, Marks = [new(opened, "A", value), new(opened.AddDays(random.Next(90)), "B", value * 2)] };
        })];
        List<Deal> known = [.. deals.Select(d => d.KnownAt(day)).OfType<Deal>()];
        var (all, then) = (Forecaster.Learn(deals, day), Forecaster.Learn(known, day));

        Assert.All([0L, 1L, 2L], person =>
        {
            Assert.Equal(Json.Write(all.For(person, new(2026, 7, 1), new(2026, 12, 31))), Json.Write(then.For(person, new(2026, 7, 1), new(2026, 12, 31))));
            Assert.Equal(all.Wins(person, Week.Days), then.Wins(person, Week.Days));
        });
        Assert.Equal(all.Closed, then.Closed);
        Assert.All(known, d => Assert.True(d.Opened <= day && !(d.Closed > day)));
    }

    [Theory, EachDatabase]
    public async Task To_the_last_digit_it_is_what_was_said_at_the_time_whatever_came_later(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Site.Change(db => db.Teams.Add(new Team { Name = "North" }));
        await made.Move(db => db.TeamMemberships.AddRange(new TeamMembership { PersonId = made.Mary.Id, TeamId = 1 }, new TeamMembership { PersonId = made.Ben.Id, TeamId = 1 }));
        await made.Site.Change(db =>
        {
            foreach (var quota in db.QuotaMonths)
            {
                db.Add(new AgreedQuota(quota.SalespersonId, quota.Month, quota.Revenue, null, new(2025, 1, 2), 1));
            }
        });
        await made.Forecast();
        var said = await made.Site.Db(db => db.Forecasts.AsNoTracking().ToListAsync(Cancel));
        DateOnly today = made.Today, before = new(2026, 11, 12);
        var between = await Reckon(made, before);

        // Three days on a deal is won, another is handed over, one is lost, somebody new sells with a quota, a deal comes, and a plan is amended.
        made.Site.Clock.Advance(TimeSpan.FromDays(3));
        var cleo = await made.Site.Add("Cleo", Roles.Salesperson, made.Ada);
        await made.Move(db =>
        {
            var open = db.Opportunities.Where(o => o.State == OpportunityState.Open && o.SalespersonId == made.Mary.Id).OrderBy(o => o.Id).ToList();
            Then(open[0], o => (o.State, o.Closed) = (OpportunityState.Won, made.Today));
            Then(open[1], o => (o.State, o.Closed, o.Amount) = (OpportunityState.Lost, made.Today, 40));
            Then(open[2], o => o.SalespersonId = made.Ben.Id);
            foreach (var opened in new[] { made.Today.AddDays(-1), made.Today })
            {
                db.Add(new Opportunity { System = "crm", ExternalId = $"Cleo{opened}", Name = "New", SalespersonId = cleo.Id, Amount = 9_000, Opened = opened, Closed = made.Today, State = OpportunityState.Won });
            }

            foreach (var month in new Period(new(2026, 10), 3).Months)
            {
                db.Add(new AgreedQuota(made.Mary.Id, month, 99_000, null, made.Today, 2));
            }

            foreach (var quota in db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id && q.Month >= new Month(2026, 11)))
            {
                quota.Revenue = 99_000;
            }

            db.TeamMemberships.Single(m => m.PersonId == made.Ben.Id).Until = today; // What was said that day was still of both.

            void Then(Opportunity deal, Action<Opportunity> change)
            {
                var was = deal.Values;
                change(deal);
                db.Add(OpportunityChange.Between(deal.Id, was, deal.Values, made.Site.Clock.GetUtcNow())!);
            }
        });

        Assert.Equal(Told(between), Told(await Reckon(made, before)));
        foreach (var day in (DateOnly[])[today, new(2026, 11, 22), new(2026, 11, 15), new(2026, 10, 4), new(2026, 3, 1), new(2025, 6, 1)])
        {
            var then = said.Where(f => f.AsOf == day).ToList();
            Assert.NotEmpty(then);
            Assert.Equal(Told(then), Told((await Reckon(made, day)).Where(f => then.Exists(t => t.Period == f.Period))));
        }
    }

    [Fact]
    public async Task On_a_months_last_day_both_the_months_that_end_and_those_that_begin_are_told()
    {
        await using var made = await SomeHistory.Make();
        await made.Forecast();

        var rows = (await Reckon(made, new(2026, 9, 30))).Where(f => f.Subject == ForecastSubject.Salesperson && f.SubjectId == made.Mary.Id).ToList();

        Assert.Equal([new(new(2026, 7), 3), new(new(2026, 7), 6), new(new(2026, 9), 1), new(new(2026, 10), 1), new(new(2026, 10), 3)], rows.Select(f => f.Period).OrderBy(p => p.First).ThenBy(p => p.Length));
        Assert.All(rows.Where(f => f.Period.LastDay == new DateOnly(2026, 9, 30)), f => Assert.Equal((0, f.Said.Won), (f.Said.ShareLeft, f.Said.Attainment.Expected)));
        Assert.Equal(5, rows.Select(f => f.Period).Distinct().Count());
    }

    [Fact]
    public async Task Before_the_first_week_that_is_kept_the_odds_stand_alone()
    {
        await using var made = await SomeHistory.Make(weeks: 180);
        await made.Forecast();
        await made.Site.Db(db => db.Forecasts.Where(f => f.AsOf < new DateOnly(2026, 9, 1)).ExecuteDeleteAsync(Cancel));

        var rows = await Reckon(made, new(2025, 5, 14));

        Assert.NotEmpty(rows);
        Assert.All(rows, f => Assert.InRange(f.Said.Attainment.Chance, 0, 1));
    }

    private static async Task<IReadOnlyList<KeptForecast>> Reckon(SomeHistory made, DateOnly day) => (await Whole(made, day)).Forecasts;

    internal static Task<ReckonedDay> Whole(SomeHistory made, DateOnly day) => made.Site.With<DayReckoning, ReckonedDay>(reckoning => reckoning.AsOf(day, Cancel));

    private static IEnumerable<string> Told(IEnumerable<KeptForecast> rows) => rows.Select(f => $"{f.Measure} {f.Subject} {f.SubjectId} {f.First} {f.Length} {f.AsOf} {Json.Write(f.Said)} {f.NextWeek:R} {f.Closed}").Order(StringComparer.Ordinal);
}

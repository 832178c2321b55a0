using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>People join, are away, move and leave in the middle of a quarter; money comes without anybody, goes back, and comes on the last day.</summary>
public sealed class ComingAndGoingTests
{
    private static readonly Period _quarter = new(new(2026, 10), 3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task Who_is_away_for_a_month_is_asked_for_the_others(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Move(db => db.Add(new Absence { PersonId = made.Ben.Id, From = new(2026, 10, 1), Until = new(2026, 10, 31) }));
        await made.Forecast();

        Assert.Equal(4_800, (await Of(made, ForecastSubject.Salesperson, made.Ben.Id)).Said.Quota);
        Assert.Equal(12_000, (await Of(made, ForecastSubject.Company, 0)).Said.Quota);
    }

    [Fact]
    public async Task Who_left_brings_no_new_deals_and_is_asked_until_then()
    {
        await using var made = await SomeHistory.Make();
        await made.Forecast();
        var before = (await Of(made, ForecastSubject.Salesperson, made.Ben.Id)).Basis!.Outlook;
        Assert.True(before.Coming > 0);

        await made.Move(db => db.People.Single(p => p.Id == made.Ben.Id).Left = new(2026, 10, 31));
        await made.Forecast();
        var ben = await Of(made, ForecastSubject.Salesperson, made.Ben.Id);
        Assert.Equal((2_400, 0, before.Open.Count), (ben.Said.Quota, ben.Basis!.Outlook.Coming, ben.Basis.Outlook.Open.Count));
        Assert.Equal(9_600, (await Of(made, ForecastSubject.Company, 0)).Said.Quota);
        var ahead = (await made.Site.With<ForecastReader, (DateOnly, CompanyAhead Ahead)?>(reader => reader.Ahead(Cancel)))!.Value.Ahead.People;
        Assert.InRange(ahead.Single(p => p.SalespersonId == made.Ben.Id).Expected.Money[^1], 0, 1); // As good as nothing that is open now is won in a year.
        Assert.True(ahead.Single(p => p.SalespersonId == made.Mary.Id).Expected.Money[^1] > 100);
    }

    [Theory]
    [EachDatabase]
    public async Task Who_moves_takes_along_what_is_open_and_leaves_what_was_sold(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Site.Change(db => db.AddRange(new Team { Name = "North" }, new Team { Name = "South" }));
        await made.Move(db => db.AddRange(
            new TeamMembership { PersonId = made.Ben.Id, TeamId = 1 },
            new TeamMembership { PersonId = made.Mary.Id, TeamId = 1, Until = new(2026, 11, 15) },
            new TeamMembership { PersonId = made.Mary.Id, TeamId = 2, From = new(2026, 11, 16) }));
        await made.Forecast();

        var (first, last) = (_quarter.First, _quarter.Last);
        var sold = (await made.Site.Db(db => db.PersonMonths.Where(m => m.Month >= first && m.Month <= last).ToListAsync(Cancel))).ToLookup(m => m.TeamId, m => m.Tally.Revenue);
        var asked = (await made.Site.Db(db => db.QuotaMonths.Where(q => q.Month >= first && q.Month <= last).ToListAsync(Cancel))).ToLookup(q => q.TeamId, q => q.Revenue!.Value);
        foreach (var team in new[] { 1, 2 })
        {
            var told = await Of(made, ForecastSubject.Team, team);
            Assert.Equal((sold[team].Sum(), asked[team].Sum()), ((decimal)told.Said.Won, (decimal)told.Said.Quota));
        }

        Assert.Equal((await Of(made, ForecastSubject.Salesperson, made.Mary.Id)).Basis!.Outlook.Open.Select(p => p.Id), (await Of(made, ForecastSubject.Team, 2)).Basis!.Outlook.Open.Select(p => p.Id));
        Assert.True((await Of(made, ForecastSubject.Team, 1)).Said.Won > (await Of(made, ForecastSubject.Salesperson, made.Ben.Id)).Said.Won);
    }

    [Fact]
    public async Task A_team_that_everyone_has_left_is_told_by_what_was_sold_in_it()
    {
        await using var made = await SomeHistory.Make();
        await made.Site.Change(db => db.AddRange(new Team { Name = "North" }, new Team { Name = "South" }));
        await made.Move(db => db.AddRange(
            new TeamMembership { PersonId = made.Ben.Id, TeamId = 2 },
            new TeamMembership { PersonId = made.Mary.Id, TeamId = 1, Until = new(2026, 11, 15) },
            new TeamMembership { PersonId = made.Mary.Id, TeamId = 2, From = new(2026, 11, 16) }));
        await made.Forecast();

        var north = await Of(made, ForecastSubject.Team, 1);
        Assert.Equal((north.Said.Won, 0), (north.Said.Attainment.Expected, north.Basis!.Outlook.OpenDeals));
        Assert.Null(north.Basis.ToReach(99_000, 0.8)); // Nobody is there to begin anything.
        Assert.Contains("Will North make it?", (await (await made.Site.As(made.Ada)).Open("/forecast?period=2026-Q4&team=1")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [EachDatabase]
    public async Task Of_months_to_come_a_team_is_asked_for_the_time_that_people_will_be_in_it_and_who_has_just_joined_for_all_of_them(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        var next = new Period(new(2027, 1), 3);
        await made.Site.Change(db =>
        {
            db.AddRange(new Team { Name = "North" }, new Team { Name = "South" });
            db.AddRange(next.Months.Select(m => new Scoring.QuotaMonth { Month = m, SalespersonId = made.Mary.Id, TeamId = 0, Revenue = 2_400 }));
        });
        await made.Move(db =>
        {
            db.AddRange(
                new TeamMembership { PersonId = made.Ben.Id, TeamId = 1 },
                new TeamMembership { PersonId = made.Mary.Id, TeamId = 1, Until = new(2027, 1, 31) },
                new TeamMembership { PersonId = made.Mary.Id, TeamId = 2, From = new(2027, 2, 1) });
            db.People.Single(p => p.Id == made.Ben.Id).Joined = new(2026, 11, 1);
        });
        await made.Forecast();

        Assert.Equal((7_200, 7_200m), await Asked(new(PersonId: made.Ben.Id))); // Two months of this quarter are no quota of three.
        Assert.Equal((2_400 + 7_200, 7_200m), await Asked(new(TeamId: 1)));
        Assert.Equal((4_800 + 7_200 + 2_400, 7_200m), await Asked(default));

        async Task<(double, decimal)> Asked(Scoring.ScoreScope scope) =>
            (await made.Site.With<IServiceProvider, ForecastView?>(async services => await services.GetRequiredService<MonthsToCome>().Read(next, scope, ForecastMeasure.Revenue, await services.GetRequiredService<ColleaguesByVersion>().Load(services.GetRequiredService<PlumblineDb>(), Cancel), 3, Cancel)))! is var view ? (view.Said.Quota, view.QuotaTaken) : default;
    }

    [Fact]
    public void What_is_nobodys_or_of_no_known_day_tells_nothing_of_the_pace()
    {
        DateOnly asOf = new(2026, 7, 1);
        List<Deal> theirs = [.. Enumerable.Range(0, 300).Select(n => Some(n, 1 + (n % 3), new DateOnly(2024, 8, 1).AddDays(n / 3 * 7))), new(999, 4, null, asOf.AddDays(-10))];
        List<Deal> nobodys = [.. Enumerable.Range(0, 2_000).Select(n => Some(10_000 + n, Deal.Nobody, new DateOnly(2024, 8, 1).AddDays(n / 20 * 7)))];
        List<Deal> imported = [.. Enumerable.Range(0, 50).Select(n => new Deal(1_000 + n, 1, null, asOf.AddDays(-1)) { IsOpeningAssumed = true })];

        Assert.All([1L, 4], person => Assert.Equal(Coming(theirs, person), Coming([.. theirs, .. nobodys], person), 0.2)); // How fast deals are won is learned of all.
        Assert.Equal(Coming(theirs, 1), Coming([.. theirs, .. imported], 1), 0.1);
        Assert.Equal(50 + Open(theirs, 1), Open([.. theirs, .. imported], 1));

        double Coming(List<Deal> deals, long person) => Forecaster.Learn(deals, asOf).For(person, new(2026, 7, 1), new(2026, 9, 30)).Coming;

        int Open(List<Deal> deals, long person) => Forecaster.Learn(deals, asOf).For(person, new(2026, 7, 1), new(2026, 9, 30)).Open.Count;

        Deal Some(long id, long person, DateOnly opened) => opened.AddDays(30) > asOf ? new(id, person, null, opened) : new(id, person, null, opened) { Closed = opened.AddDays(30), IsWon = opened.DayNumber / 7 % 2 == 0, Value = opened.DayNumber / 7 % 2 == 0 ? 1_000 : 0 };
    }

    [Fact]
    public void What_will_be_given_back_is_not_known_before()
    {
        DateOnly asOf = new(2026, 7, 1);
        List<Deal> deals =
        [
            .. Enumerable.Range(0, 100).Select(n => new Deal(n + 1, 1, null, new DateOnly(2024, 8, 1).AddDays(n * 6)) { Closed = new DateOnly(2024, 9, 1).AddDays(n * 6), IsWon = n % 2 == 0, Value = n % 2 == 0 ? 1_000 : 0 }),
            new(200, 1, null, asOf.AddDays(-200)) { Closed = asOf.AddDays(-200), IsWon = true, IsCredit = true, Value = -1 },
        ];
        var later = new Deal(300, 1, null, asOf.AddDays(-20)) { Stated = (asOf.AddDays(-20), 1_000), Closed = asOf.AddDays(10), IsWon = true, IsCredit = true, Value = -10 };

        var (told, known) = (Of([.. deals, later]), Of([.. deals, later.KnownAt(asOf)!]));
        Assert.Equal(known.Expected, told.Expected);
        Assert.Equal([300], known.Open.Select(p => p.Id).Where(id => id >= 200));

        Outlook Of(IReadOnlyCollection<Deal> all) => Forecaster.Learn(all, asOf).For(1, new(2026, 7, 1), new(2026, 9, 30));
    }

    [Theory]
    [EachDatabase]
    public async Task What_is_nobodys_counts_for_the_company_and_for_nobody_else(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Move(db => db.AddRange(
            new Opportunity { System = "crm", ExternalId = "won", Name = "Won by nobody", Amount = 1_000, Opened = new(2026, 10, 1), Closed = new(2026, 11, 1), State = OpportunityState.Won },
            new Opportunity { System = "crm", ExternalId = "open", Name = "Nobody’s yet", Amount = 900, Opened = new(2026, 11, 10), State = OpportunityState.Open }));
        await made.Forecast();

        var (company, mary, ben) = (await Of(made, ForecastSubject.Company, 0), await Of(made, ForecastSubject.Salesperson, made.Mary.Id), await Of(made, ForecastSubject.Salesperson, made.Ben.Id));
        Assert.Equal(mary.Said.Won + ben.Said.Won + 1_000, company.Said.Won);
        Assert.Contains(company.Basis!.Outlook.Open, p => p.Value == 900);
        Assert.DoesNotContain(mary.Basis!.Outlook.Open.Concat(ben.Basis!.Outlook.Open), p => p.Value == 900);
        Assert.False(await made.Site.Db(db => db.LatestForecasts.AnyAsync(f => f.Subject == ForecastSubject.Salesperson && f.SubjectId == 0, Cancel)));
        var view = (await made.Site.With<ForecastReader, ForecastView?>(reader => reader.Read(_quarter, default, ForecastMeasure.Revenue, 3, Cancel)))!;
        Assert.Equal(1_000, view.WithoutQuota);
    }

    [Fact]
    public async Task An_open_opportunity_of_which_nobody_says_when_it_came_came_with_its_import()
    {
        await using var made = await SomeHistory.Make();
        await made.Site.Change(db => db.Add(new Importing.Import { At = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero), Files = [] }));
        await made.Site.Change(db => db.Add(new Opportunity { System = "crm", ExternalId = "old", Name = "Of no day", SalespersonId = made.Mary.Id, Amount = 5_000, State = OpportunityState.Open, ImportId = 1 }));
        await made.Forecast();

        Assert.Contains((await Of(made, ForecastSubject.Salesperson, made.Mary.Id)).Basis!.Outlook.Open, p => p.Value == 5_000 && p.Chance > 0);
        Assert.DoesNotContain(await made.Site.With<DealReader, IReadOnlyList<Deal>>(reader => reader.ReadAsOf(new(2026, 11, 19), new(2026, 1, 1), Cancel)), d => d.AmountAt(new(2026, 11, 30)) == 5_000);
    }

    [Fact]
    public async Task On_its_last_day_a_quarter_is_not_over_and_on_the_next_it_is()
    {
        await using var made = await SomeHistory.Make();
        made.Site.Clock.SetUtcNow(new(2026, 12, 31, 6, 0, 0, TimeSpan.Zero));
        await made.Forecast();
        var mary = await Of(made, ForecastSubject.Salesperson, made.Mary.Id);
        Assert.NotEmpty(mary.Basis!.Outlook.Open);
        Assert.True(mary.Said.Attainment.Expected > mary.Said.Won);

        var ahead = (await made.Site.With<ForecastReader, (DateOnly, CompanyAhead Ahead)?>(reader => reader.Ahead(Cancel)))!.Value.Ahead;
        var month = await made.Site.Db(db => db.LatestForecasts.SingleAsync(f => f.Subject == ForecastSubject.Company && f.Length == 1, Cancel));
        Assert.Equal(month.Said.Attainment.Expected - month.Said.Won, ahead.Total().Money[0], 1e-6); // Nor is its last month.

        var evening = await made.Site.With<DayReckoning, ReckonedDay>(days => days.AsOf(new(2026, 12, 31), Cancel));
        var said = evening.Forecasts.Single(f => f.Subject == ForecastSubject.Salesperson && f.SubjectId == made.Mary.Id && f.Period == _quarter).Said;
        Assert.Equal(said.Won, said.Attainment.Expected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_given_back_is_no_order(bool hasAccounts)
    {
        await using var made = await SomeHistory.Make(weeks: 0);
        await made.Site.Change(db =>
        {
            db.Companies.Single().BookingsFrom = Companies.BookingsFrom.Finance;
            db.AddRange(Enumerable.Range(1, 10).Select(n => new Accounts.Account { Name = $"Account {n}" }));
        });
        await Book(100, 0);
        var (read, without) = (await Read(), await Expected());
        await Book(-10, 4);
        Assert.Equal(read.Count(d => d.IsWon), (await Read()).Count(d => d is { IsWon: true, IsCredit: false }));
        Assert.Equal(read.Count(d => !d.IsWon), (await Read()).Count(d => !d.IsWon));

        var (with, won) = (await Expected(), (await Read()).Where(d => d.IsWonIn(new(2026, 10, 1), made.Today)).Sum(d => d.Value));
        Assert.Equal(without.ToCome, with.ToCome, 0.1 * without.ToCome); // Twice as much before.
        Assert.Equal((double)won, with.Won);

        async Task Book(decimal revenue, int after)
        {
            await made.Site.Change(db =>
            {
                for (var (day, n) = (new DateOnly(2025, 1, 5), 0); day.AddDays(after) <= made.Today; day = day.AddDays(3), n++)
                {
                    var booking = new Booking { System = "erp", ExternalId = $"{revenue} {n}", Date = day.AddDays(after), Revenue = revenue, AccountId = hasAccounts ? (n % 10) + 1 : null };
                    booking.Id = (revenue > 0 ? 0 : 10_000) + n + 1;
                    db.Add(booking);
                    db.Add(new BookingCredit { BookingId = booking.Id, SalespersonId = made.Mary.Id, Share = 1, Date = booking.Date });
                }
            });
        }

        Task<IReadOnlyList<Deal>> Read() => made.Site.With<DealReader, IReadOnlyList<Deal>>(reader => reader.Read(new(2020, 1, 1), Cancel));

        async Task<(double Won, double ToCome)> Expected() => Forecaster.Learn([.. await Read()], made.Today).For(made.Mary.Id, _quarter.FirstDay, _quarter.LastDay) is var outlook ? (outlook.Won, outlook.Expected - outlook.Won) : default;
    }

    [Fact]
    public async Task Beside_a_plan_what_is_recorded_for_its_months_already_counts_as_on_the_forecast()
    {
        await using var made = await SomeHistory.Make();
        var half = new Period(new(2027, 1), 6);
        await made.Site.Change(db =>
        {
            db.AddRange(half.Months.Select(m => new Scoring.QuotaMonth { Month = m, SalespersonId = made.Ben.Id, TeamId = 0, Revenue = 2_000 }));
            db.Add(new Opportunity { System = "crm", ExternalId = "early", Name = "Signed for January", SalespersonId = made.Ben.Id, Amount = 10_000, Opened = new(2026, 11, 1), Closed = new(2027, 1, 5), State = OpportunityState.Won });
        });
        await made.Move(_ => { });
        await made.Forecast();

        var plan = new BusinessPlanContent(half) { Quotas = [.. half.Months.Select(m => new Quota(m) { Revenue = 2_000 })] };
        var beside = (await made.Site.With<PlanOddsReader, PlanOdds?>(reader => reader.Read(made.Ben.Id, plan, null, Cancel)))!;
        var page = (await made.Site.With<IServiceProvider, ForecastView?>(async services => await services.GetRequiredService<MonthsToCome>().Read(half, new(PersonId: made.Ben.Id), ForecastMeasure.Revenue, await services.GetRequiredService<ColleaguesByVersion>().Load(services.GetRequiredService<PlumblineDb>(), Cancel), 3, Cancel)))!;
        Assert.Equal(page.Odds.Chance, beside.Chance!.Value, 9);
        Assert.Contains(new Ui.Figures("EUR").Compact((decimal)page.Odds.Expected), beside.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Pipeline_needed_is_told_as_it_is_stated_and_not_as_what_it_brings()
    {
        // Two deals a week are stated at 1,000; every other one is won a month later, and brings half of that.
        DateOnly asOf = new(2026, 7, 1);
        List<Deal> deals = [.. Enumerable.Range(0, 200).Select(n => (Opened: new DateOnly(2024, 8, 1).AddDays((int)(n * 3.5)), Number: n)).Select(d => new Deal(d.Number + 1, 1, null, d.Opened)
        {
            Stated = (d.Opened, 1_000),
            Closed = d.Opened.AddDays(30) <= asOf ? d.Opened.AddDays(30) : null,
            IsWon = d.Opened.AddDays(30) <= asOf && d.Number % 2 == 0,
            Value = d.Opened.AddDays(30) <= asOf && d.Number % 2 == 0 ? 500 : 0,
        })];
        var forecaster = Forecaster.Learn(deals, asOf);
        var lesson = new TrackRecord().At(1);
        var said = lesson.Say(forecaster.For(1, new(2026, 7, 1), new(2026, 9, 30)), 20_000, 6_500);
        var basis = lesson.Basis(said, forecaster.For(1, new(2026, 7, 1), new(2026, 9, 30)), forecaster.FromWeeks(1, 91), forecaster.FromWeeks(1, 91, isQualified: true));

        var add = basis.ToReach(20_000, 0.8)!;
        Assert.Equal(1_000, add.Value / add.Deals, 100.0); // What was stated weighs a little beside what came.
        Assert.InRange(basis.Chance(20_000, basis.Outlook with { Open = [.. basis.Outlook.Open, .. Enumerable.Range(0, (int)(add.Value / 1_000)).Select(n => new Prospect(10_000 + n, basis.FromBest, 1_000))] }), 0.75, 0.95);
    }

    [Fact]
    public async Task A_month_that_ends_with_the_week_is_learned_from_once()
    {
        // 31 January 2027 is a Sunday. What is made up for later tells of it as often as what was said that day.
        var (live, later) = (await Alike(new DateOnly(2027, 1, 31), new DateOnly(2027, 2, 26)), await Alike(new DateOnly(2027, 2, 26)));
        Assert.Equal(later.Quotas, live.Quotas);

        static async Task<AlikeForecasts> Alike(params DateOnly[] days)
        {
            await using var made = await SomeHistory.Make();
            await made.Site.Change(db => db.AddRange(new[] { made.Mary, made.Ben }.SelectMany(p => new Period(new(2027, 1), 3).Months.Select(m => new Scoring.QuotaMonth { Month = m, SalespersonId = p.Id, TeamId = 0, Revenue = 2_400 }))));
            foreach (var day in days)
            {
                made.Site.Clock.SetUtcNow(new(day.ToDateTime(new(6, 0)), TimeSpan.Zero));
                await made.Forecast();
            }

            return (await made.Site.Db(db => db.LatestForecasts.SingleAsync(f => f.Subject == ForecastSubject.Company && f.Length == 1, Cancel))).Basis!.Alike;
        }
    }

    private static Task<KeptForecast> Of(SomeHistory made, ForecastSubject subject, long id) =>
        made.Site.Db(db => db.LatestForecasts.SingleAsync(f => f.Subject == subject && f.SubjectId == id && f.First == _quarter.First && f.Length == _quarter.Length, Cancel));
}

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
        var page = (await made.Site.With<IServiceProvider, ForecastView?>(async services => await services.GetRequiredService<MonthsToCome>().Read(half, new(PersonId: made.Ben.Id), await services.GetRequiredService<ColleaguesByVersion>().Load(services.GetRequiredService<PlumblineDb>(), Cancel), 3, Cancel)))!;
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
        var basis = lesson.Basis(said, forecaster.For(1, new(2026, 7, 1), new(2026, 9, 30)), forecaster.FromWeeks(1, 91));

        var add = basis.ToReach(20_000, 0.8)!;
        Assert.Equal(1_000, add.Value / add.Deals, 100.0); // What was stated weighs a little beside what came.
        Assert.InRange(basis.Chance(20_000, basis.Outlook with { Open = [.. basis.Outlook.Open, .. Enumerable.Range(0, (int)(add.Value / 1_000)).Select(n => new Prospect(10_000 + n, basis.FromBest, 1_000))] }), 0.75, 0.95);
    }

    private static Task<KeptForecast> Of(SomeHistory made, ForecastSubject subject, long id) =>
        made.Site.Db(db => db.LatestForecasts.SingleAsync(f => f.Subject == subject && f.SubjectId == id && f.First == _quarter.First && f.Length == _quarter.Length, Cancel));
}

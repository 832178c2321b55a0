using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Accounts;
using Plumbline.Companies;
using Plumbline.Pipeline;

namespace Plumbline.Forecasting;

/// <summary>What is read of opportunities and orders for a forecast.</summary>
public sealed class DealReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_known_of_an_opportunity_when_is_read_from_its_history()
    {
        await using var made = await SomeHistory.Make(weeks: 0);
        await made.Site.Change(db =>
        {
            db.Add(new Stage { System = "crm", ExternalId = "q", Name = "Qualify", State = OpportunityState.Open, IsQualified = false });
            db.Add(new Stage { System = "crm", ExternalId = "p", Name = "Propose", State = OpportunityState.Open });
            db.Add(new Stage { System = "crm", ExternalId = "l", Name = "Lost", State = OpportunityState.Lost });
            db.Add(new Opportunity { System = "crm", ExternalId = "H", Name = "With a history", SalespersonId = made.Mary.Id, Stage = "Propose", Amount = 500, Opened = new(2026, 9, 1) });
            db.Add(new Opportunity { System = "crm", ExternalId = "N", Name = "Without", SalespersonId = made.Mary.Id, Stage = "Propose", Amount = 300, Opened = new(2026, 9, 1) });
            db.Add(new Opportunity { System = "crm", ExternalId = "L", Name = "Never", SalespersonId = made.Mary.Id, Stage = "Lost", State = OpportunityState.Lost, Opened = new(2026, 9, 1), Closed = new(2026, 9, 20) });
        });
        await made.Site.Change(db => db.Add(new OpportunityChange { OpportunityId = 3, At = new(2026, 9, 20, 12, 0, 0, TimeSpan.Zero), KnowsBefore = true, StageBefore = "Qualify", Stage = "Lost" }));
        await made.Site.Change(db => db.Add(new OpportunityChange { OpportunityId = 1, At = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero), KnowsBefore = true, StageBefore = "Qualify", Stage = "Propose", AmountBefore = 200, Amount = 500 }));

        var deals = await made.Site.With<DealReader, IReadOnlyList<Deal>>(reader => reader.Read(new(2025, 1, 1), Cancel));

        var (told, untold) = (deals.Single(d => d.Id == 1), deals.Single(d => d.Id == 2));
        Assert.Equal(("Qualify", 200m), (told.At(new(2026, 9, 30)).Stage, told.AmountAt(new(2026, 9, 30))));
        Assert.Equal(("Propose", 500m, new(2026, 10, 1)), (told.At(new(2026, 10, 2)).Stage, told.AmountAt(new(2026, 10, 2)), told.At(new(2026, 10, 2)).Since));
        Assert.Equal([new DateOnly(2026, 10, 1), new DateOnly(2026, 9, 1), null], deals.OrderBy(d => d.Id).Select(d => d.Qualified)); // Of which no stage is known counts from its coming.
        Assert.Equal((null, 300m), (untold.At(new(2026, 10, 2)).Stage, untold.AmountAt(new(2026, 10, 2))));
    }

    [Theory]
    [EachDatabase]
    public async Task Where_results_come_from_finance_accounts_are_expected_to_order_again(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider, weeks: 0);
        await made.Site.Change(db => db.Companies.First().BookingsFrom = BookingsFrom.Finance);
        await made.Site.Change(db => db.AddRange(Enumerable.Range(1, 12).Select(n => new Account { Name = $"Account {n}" })));
        await made.Site.Change(db => db.AddRange(Enumerable.Range(0, 12 * 8).Select(n => new Booking { System = "erp", ExternalId = $"B{n}", AccountId = 1 + (n % 12), Date = made.Today.AddDays(-(90 * (n / 12)) - (7 * (n % 12))), Revenue = 80 * (1 + (n % 12)) })));
        await made.Site.Change(db => db.AddRange(db.Bookings.AsEnumerable().Select(b => new BookingCredit { BookingId = b.Id, SalespersonId = made.Mary.Id, Share = 1, Date = b.Date })));

        var deals = await made.Site.With<DealReader, IReadOnlyList<Deal>>(reader => reader.Read(made.Today.AddYears(-1), Cancel));
        var first = deals.Where(d => d.AccountId == 1).OrderBy(d => d.Closed ?? DateOnly.MaxValue).ToList();
        Assert.Equal([made.Today.AddDays(-450), made.Today.AddDays(-360), made.Today.AddDays(-270), made.Today.AddDays(-180), made.Today.AddDays(-90), made.Today], first.Select(d => d.Opened)); // Each order came with the one before it, also with one that is not asked for.
        Assert.All(first, d => Assert.True(d is { IsReorder: true, IsOrder: false }));
        Assert.True(first[^1] is { Closed: null, Id: -1 });

        Assert.True(await made.Forecast());
        var mary = await made.Site.As(made.Mary);
        var page = await mary.Open($"/forecast?period=2026-H2&person={made.Mary.Id}");
        Assert.Matches(@"12 accounts that have ordered before bring about .+ at their rhythm", page.Text);
        Assert.Matches(@"Account \d+ \(.+ by then\) matters most", page.Text);
        Assert.Contains("orders of the usual size", page.Document.QuerySelector("#needed")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("pipeline", page.Document.QuerySelector("#needed")!.TextContent, StringComparison.OrdinalIgnoreCase);
        var row = page.Document.QuerySelector("#what-if tbody tr")!;
        var field = row.QuerySelector("select, input")!.GetAttribute("name")!;
        Assert.StartsWith("deal--", field, StringComparison.Ordinal);
        Assert.Contains("With this the chance is", (await mary.Open($"/forecast?period=2026-H2&person={made.Mary.Id}&{field}=Won")).Text, StringComparison.Ordinal);
        Assert.Contains("accounts that have ordered before bring", (await mary.Open("/forecast?period=2026-H2")).Text, StringComparison.Ordinal); // Of all together they are counted alone.
    }

    [Theory]
    [EachDatabase]
    public async Task An_accounts_next_order_is_with_whom_it_ordered_last_and_after_two_years_with_nobody(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider, weeks: 0);
        await made.Site.Change(db => db.Companies.First().BookingsFrom = BookingsFrom.Finance);
        await made.Site.Change(db => db.Add(new Account { Name = "Handed over" }));
        DateOnly[] days = [new(2023, 1, 10), new(2025, 6, 1), new(2025, 9, 1), new(2025, 12, 1), new(2026, 3, 1), new(2026, 6, 1)];
        await made.Site.Change(db => db.AddRange(days.Select((day, i) => new Booking { System = "erp", ExternalId = $"{i}", AccountId = 1, Date = day, Revenue = 100 })));
        await made.Site.Change(db => db.AddRange(db.Bookings.AsEnumerable().SelectMany(b => Credits(b.Id, b.Date))));

        var deals = (await made.Site.With<DealReader, IReadOnlyList<Deal>>(reader => reader.Read(new(2023, 1, 1), Cancel))).OrderBy(d => d.SalespersonId).ThenBy(d => d.Opened).ThenBy(d => d.Closed ?? DateOnly.MaxValue)
            .Select(d => (d.SalespersonId == made.Mary.Id ? "Mary" : "Ben", d.Opened, d.Closed, d.IsWon)).ToList();

        Assert.Equal(
            [
                ("Mary", days[0], days[0], true), ("Mary", days[0], days[1], false), // After more than two years she is new.
                ("Mary", days[1], days[1], true), ("Mary", days[1], days[2], true), ("Mary", days[2], days[3], false), // Ben sold to it then.
                ("Mary", days[4], days[4], true), ("Mary", days[4], days[5], true), ("Mary", days[5], null, false),
                ("Ben", days[3], days[3], true), ("Ben", days[3], days[4], false), ("Ben", days[5], days[5], true), ("Ben", days[5], null, false), // The last one is of both.
            ],
            deals);
        Assert.Equal(days[0], await made.Site.With<DealReader, DateOnly?>(reader => reader.FirstResult(Cancel)));

        IEnumerable<BookingCredit> Credits(long booking, DateOnly day) => (day == days[3] ? new[] { made.Ben } : day == days[5] ? [made.Mary, made.Ben] : [made.Mary]) is var people
            ? people.Select(p => new BookingCredit { BookingId = booking, SalespersonId = p.Id, Share = 1m / people.Length, Date = day }) : [];
    }
}

using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.People;
using Plumbline.Scoring;

namespace Plumbline.Signals;

/// <summary>Of each rule about the months ahead, what it must find and what it must not.</summary>
public sealed class OutlookRuleTests
{
    [Theory]
    [EachDatabase]
    public async Task Those_who_lead_are_told_of_months_that_fall_short_and_nobody_else(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        var leo = await made.Site.Add("Leo", Roles.Leadership);
        await Ask(made, (11, 10), (12, 50_000));
        await Night(made);

        var signal = Assert.Single(await SignalNights.Open(made.Site, leo, "month-short"));
        Assert.Equal(("month/2026-12", "outlook/finance#gap-2026-12", new DateOnly(2026, 12, 31)), (signal.Cause, signal.Action.Href, signal.By));
        Assert.StartsWith("Dec 2026 is likely to bring", signal.Title, StringComparison.Ordinal);
        Assert.Contains("misses most", signal.Words, StringComparison.Ordinal);
        Assert.NotEmpty(signal.Evidence);
        Assert.StartsWith("Pull in ", signal.Action.Promise, StringComparison.Ordinal);
        Assert.Empty(await SignalNights.Open(made.Site, made.Ada, "month-short"));
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "month-short"));

        // On the first of the month, until forecasts are made anew, it stands as it was.
        await made.Site.Change(db => db.Set<KeptAhead>().Remove(db.Set<KeptAhead>().Single()));
        await SignalNights.Night(made.Site);
        Assert.Equal(signal.Id, Assert.Single(await SignalNights.Open(made.Site, leo, "month-short")).Id);

        await Ask(made, (11, 10), (12, 1_500)); // Less than is likely.
        await Night(made);
        Assert.Empty(await SignalNights.Open(made.Site, leo, "month-short"));

        await Ask(made, (12, 50_000)); // Nobody is asked for anything in November, and only Ben in December: few have a quota.
        await made.Site.Change(db => db.RemoveRange(db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id && q.Month == new Month(2026, 12))));
        await Night(made);
        Assert.Empty(await SignalNights.Open(made.Site, leo, "month-short"));
    }

    [Theory]
    [EachDatabase]
    public async Task Those_who_lead_are_told_of_months_in_which_customers_pay_less_than_planned(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        var leo = await made.Site.Add("Leo", Roles.Leadership);
        await Ask(made, (11, 20_000), (12, 10));
        await Night(made);

        var signal = Assert.Single(await SignalNights.Open(made.Site, leo, "cash-short"), s => s.Cause == "cash/2026-12"); // November is paid then.
        Assert.Contains("less cash than planned in Dec 2026", signal.Title, StringComparison.Ordinal);
        Assert.Equal(("outlook/finance#cash", ""), (signal.Action.Href, signal.Action.Promise));
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "cash-short"));

        await Ask(made, (10, 10), (11, 10), (12, 10));
        await Night(made);
        Assert.Empty(await SignalNights.Open(made.Site, leo, "cash-short"));
    }

    /// <summary>Asks Mary and Ben for so much each in these months of 2026, and for as much as before in others.</summary>
    private static async Task Ask(SomeHistory made, params (int Month, decimal Revenue)[] asked)
    {
        await made.Site.Change(db => db.RemoveRange(db.QuotaMonths.Where(q => q.Month >= new Month(2026, 10))));
        await made.Site.Change(db => db.AddRange(new[] { made.Mary, made.Ben }.SelectMany(p => asked.Select(a => new QuotaMonth { Month = new(2026, a.Month), SalespersonId = p.Id, TeamId = 0, Revenue = a.Revenue }))));
    }

    private static async Task Night(SomeHistory made)
    {
        await made.Forecast();
        await SignalNights.Night(made.Site);
    }
}

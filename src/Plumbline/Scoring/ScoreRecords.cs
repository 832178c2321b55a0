using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>A figure of a scoreboard that has records behind it.</summary>
internal enum ScoreFigure
{
    Revenue,
    Margin,
    Won,
    Lost,
    Open,
}

/// <summary>The records behind a figure, as asked for: of a product or an account only (0 for none named) where one is given.</summary>
internal sealed record RecordsAsk(ScoreFigure Figure, Period Period, ScoreScope Scope = default, long? Product = null, long? Account = null, int Page = 1)
{
    public string Href(FiscalYear fiscal) => string.Create(
        CultureInfo.InvariantCulture,
        $"scoreboard/records?period={fiscal.Name(Period)}&figure={Figure.ToString().ToLowerInvariant()}{Part("team", Scope.TeamId)}{Part("person", Scope.PersonId)}{Part("product", Product)}{Part("account", Account)}{(Page > 1 ? $"&page={Page}" : "")}");

    private static string Part(string name, long? id) => id is { } known ? string.Create(CultureInfo.InvariantCulture, $"&{name}={known}") : "";
}

/// <summary>
/// A record behind a figure. The day is that on which it was won, lost or booked, or for what is open that on which it was opened. Amount and margin are what it adds to the figures, null where that is not known;
/// the share is what the salesperson is credited with, null where it is the whole.
/// </summary>
internal sealed record ScoreRecord(string Name, DateOnly? Day, long? AccountId, string? Account, string? Product, long? SalespersonId, string? Salesperson, string? Stage, decimal? Amount, decimal? Margin, decimal? Share)
{
    /// <summary>The opportunity that it is; null for a booking.</summary>
    public long? OpportunityId { get; init; }
}

/// <summary>A page of the records; <paramref name="Total"/> is the line that holds the figure, <paramref name="Found"/> counts the records of all pages.</summary>
internal sealed record RecordsView(RecordsAsk Ask, IReadOnlyList<ScoreRecord> Records, Scoreline Total, int Found, int Pages)
{
    /// <summary>The figure that the records add up to.</summary>
    public decimal? Sum => Ask.Figure switch
    {
        ScoreFigure.Revenue => Total.Tally.Revenue,
        ScoreFigure.Margin => Total.Tally.KnownMargin,
        ScoreFigure.Won => Total.Tally.Won,
        ScoreFigure.Lost => Total.Tally.Lost,
        ScoreFigure.Open => Total.Open.Amount,
    };
}

/// <summary>Finds the records behind a figure.</summary>
internal sealed class ScoreRecords(PlumblineDb db, OurCompany company, ColleaguesByVersion byVersion, Scoreboard scoreboard, ItemScores items)
{
    public const int PerPage = 50;

    public async Task<RecordsView> Read(RecordsAsk ask, CancellationToken cancel)
    {
        var people = await byVersion.Load(db, cancel);
        var ours = await company.Load(cancel);
        var today = await company.Today(cancel);
        var facts = new ScopedFacts(db, people, ask.Period, ask.Scope, today);
        var counting = new Counting(ours.BookingsFrom, people.Roster, await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Id, cancel));
        var (found, records) = ask.Figure is ScoreFigure.Revenue or ScoreFigure.Margin && ours.BookingsFrom == BookingsFrom.Finance
            ? await Bookings(ask, facts, counting, people, cancel)
            : await Opportunities(ask, facts, counting, people, cancel);
        return new(ask, records, await Total(ask, people, today, cancel), found, Math.Max(1, (found + PerPage - 1) / PerPage));
    }

    private async Task<Scoreline> Total(RecordsAsk ask, Colleagues people, DateOnly today, CancellationToken cancel)
    {
        var (kind, item) = ask.Product is { } product ? (ItemKind.Product, product) : (ItemKind.Account, ask.Account ?? 0);
        var line = (await scoreboard.Read(new(ask.Period, ScoreBy.Company, ask.Scope), cancel)).Total;
        return ask.Product is null && ask.Account is null ? line : await items.One(kind, item, ask.Period, ask.Scope, people, today, cancel) with { Name = line.Name };
    }

    private async Task<(int Found, IReadOnlyList<ScoreRecord> Records)> Opportunities(RecordsAsk ask, ScopedFacts facts, Counting counting, Colleagues people, CancellationToken cancel)
    {
        var all = ask.Figure switch
        {
            ScoreFigure.Open => facts.Open(),
            ScoreFigure.Lost => facts.Closed().Where(o => o.State == OpportunityState.Lost),
            _ => facts.Closed().Where(o => o.State == OpportunityState.Won),
        };
        all = all.Where(o => (ask.Product == null || (o.ProductId ?? 0) == ask.Product) && (ask.Account == null || (o.AccountId ?? 0) == ask.Account));
        var inOrder = ask.Figure == ScoreFigure.Open ? all.OrderByDescending(o => o.Opened).ThenByDescending(o => o.Id) : all.OrderByDescending(o => o.Closed).ThenByDescending(o => o.Id);
        var page = await inOrder.Skip((ask.Page - 1) * PerPage).Take(PerPage)
            .Select(o => new { Record = o, Account = db.Accounts.Where(a => a.Id == o.AccountId).Select(a => a.Name).FirstOrDefault(), Product = db.Products.Where(p => p.Id == o.ProductId).Select(p => p.Name).FirstOrDefault() })
            .ToListAsync(cancel);
        return (await all.CountAsync(cancel),
        [
            .. page.Select(o => new ScoreRecord(
                o.Record.Name, ask.Figure == ScoreFigure.Open ? o.Record.Opened : o.Record.Closed, o.Record.AccountId, o.Account, o.Product, o.Record.SalespersonId,
                o.Record.SalespersonId is { } person ? people.NameOf(person) : null, o.Record.Stage,
                ask.Figure == ScoreFigure.Open ? counting.WorthOf(o.Record) : o.Record.Amount, counting.MarginOf(o.Record), null) { OpportunityId = o.Record.Id }),
        ]);
    }

    private async Task<(int Found, IReadOnlyList<ScoreRecord> Records)> Bookings(RecordsAsk ask, ScopedFacts facts, Counting counting, Colleagues people, CancellationToken cancel)
    {
        var all = facts.Bookings().Where(b => (ask.Product == null || (b.ProductId ?? 0) == ask.Product) && (ask.Account == null || (b.AccountId ?? 0) == ask.Account));
        var page = await all.OrderByDescending(b => b.Date).ThenByDescending(b => b.BookingId).ThenBy(b => b.SalespersonId).Skip((ask.Page - 1) * PerPage).Take(PerPage).ToListAsync(cancel);
        var ids = page.ConvertAll(p => p.BookingId);
        var bookings = await db.Bookings.AsNoTracking().Where(b => ids.Contains(b.Id))
            .Select(b => new { Record = b, Account = db.Accounts.Where(a => a.Id == b.AccountId).Select(a => a.Name).FirstOrDefault(), Product = db.Products.Where(p => p.Id == b.ProductId).Select(p => p.Name).FirstOrDefault() })
            .ToDictionaryAsync(b => b.Record.Id, cancel);
        var credits = (await db.BookingCredits.AsNoTracking().Where(c => ids.Contains(c.BookingId)).OrderBy(c => c.SalespersonId).ToListAsync(cancel)).ToLookup(c => c.BookingId);
        return (await all.CountAsync(cancel), [.. page.Select(Of)]);

        ScoreRecord Of(BookingPart part)
        {
            var booking = bookings[part.BookingId];
            BookingCredit[] shares = [.. credits[part.BookingId]];
            var tally = part.SalespersonId is { } whose ? counting.CreditsOf(booking.Record, shares).First(c => c.SalespersonId == whose).Tally : counting.ResultOf(booking.Record);
            var credited = part.SalespersonId ?? (shares is [var only] ? only.SalespersonId : null);
            var names = credited is { } one ? people.NameOf(one) : shares.Length == 0 ? null : string.Join(", ", shares.Select(c => people.NameOf(c.SalespersonId)));
            var share = part.SalespersonId is null ? null : shares.FirstOrDefault(c => c.SalespersonId == part.SalespersonId)?.Share;
            return new(
                booking.Product ?? booking.Record.ExternalId, part.Date, part.AccountId, booking.Account, booking.Product, credited, names, null,
                tally.Revenue, tally.UnknownMarginRevenue == tally.Revenue && tally.Revenue != 0 ? null : tally.Margin, share == 1 ? null : share);
        }
    }
}

using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>Lines by product or account; <paramref name="Found"/> counts those of all pages, and <paramref name="Total"/> adds them up.</summary>
public sealed record ItemLines(IReadOnlyList<Scoreline> Lines, Scoreline Total, int Found);

/// <summary>What was sold of which product, to which account. The company's figures are kept; a person's or a team's are added up from the facts of the period.</summary>
internal sealed class ItemScores(PlumblineDb db, OurCompany company)
{
    public const string NoProduct = "No product named";
    public const string NoAccount = "No account named";

    public async Task<ItemLines> Read(ItemKind kind, Period period, ScoreScope scope, string? sort, int? page, Colleagues people, DateOnly today, CancellationToken cancel)
    {
        if (scope.IsCompany)
        {
            return await OfCompany(kind, period, sort, page, cancel);
        }

        var all = await OfScope(kind, period, scope, people, today, cancel);
        var total = Scoreline.Sum(0, "", all);
        var inOrder = ScoreOrder.Order(all, sort);
        return new(page is { } at ? [.. inOrder.Skip((at - 1) * Scoreboard.PerPage).Take(Scoreboard.PerPage)] : [.. inOrder], total, all.Count);
    }

    /// <summary>One product's or account's figures (0: of none named).</summary>
    public async Task<Scoreline> One(ItemKind kind, long item, Period period, ScoreScope scope, Colleagues people, DateOnly today, CancellationToken cancel)
    {
        if (!scope.IsCompany)
        {
            return (await OfScope(kind, period, scope, people, today, cancel)).FirstOrDefault(l => l.Id == item) ?? new() { Id = item, Name = "" };
        }

        var one = await Sums(kind, period).Where(s => s.Id == item).FirstOrDefaultAsync(cancel);
        return one is null ? new() { Id = item, Name = "" } : one.Line();
    }

    private async Task<ItemLines> OfCompany(ItemKind kind, Period period, string? sort, int? page, CancellationToken cancel)
    {
        var shown = Sums(kind, period).Where(s => s.Revenue != 0 || s.Bookings != 0 || s.Won != 0 || s.Lost != 0 || s.OpenCount != 0 || s.OpenAmount != 0);
        var named = kind == ItemKind.Product
            ? from s in shown join p in db.Products on s.Id equals p.Id into names from p in names.DefaultIfEmpty() select new { Sum = s, p.Name }
            : from s in shown join a in db.Accounts on s.Id equals a.Id into names from a in names.DefaultIfEmpty() select new { Sum = s, a.Name };
        var inOrder = sort switch
        {
            "name" => named.OrderBy(s => s.Name),
            "-name" => named.OrderByDescending(s => s.Name),
            "margin" => named.OrderByDescending(s => s.Sum.Margin),
            "-margin" => named.OrderBy(s => s.Sum.Margin),
            "won" => named.OrderByDescending(s => s.Sum.Won),
            "-won" => named.OrderBy(s => s.Sum.Won),
            "lost" => named.OrderByDescending(s => s.Sum.Lost),
            "-lost" => named.OrderBy(s => s.Sum.Lost),
            "open" => named.OrderByDescending(s => s.Sum.OpenAmount),
            "-open" => named.OrderBy(s => s.Sum.OpenAmount),
            "-actual" => named.OrderBy(s => s.Sum.Revenue),
            _ => named.OrderByDescending(s => s.Sum.Revenue),
        };
        var stable = inOrder.ThenByDescending(s => s.Sum.Revenue).ThenBy(s => s.Name).ThenBy(s => s.Sum.Id);
        var lines = await (page is { } at ? stable.Skip((at - 1) * Scoreboard.PerPage).Take(Scoreboard.PerPage) : stable).ToListAsync(cancel);
        var total = await Total(kind, period, cancel);
        var none = kind == ItemKind.Product ? NoProduct : NoAccount;
        return new([.. lines.Select(l => l.Sum.Line() with { Name = l.Name ?? none })], total, page is null ? lines.Count : await shown.CountAsync(cancel));
    }

    private IQueryable<ItemSum> Sums(ItemKind kind, Period period)
    {
        var (first, last, now) = (period.First, period.Last, Counting.Now);
        return db.ItemMonths.Where(m => m.Kind == kind && m.Month >= first).GroupBy(m => m.ItemId).Select(g => new ItemSum
        {
            Id = g.Key,
            Revenue = g.Sum(m => m.Month <= last ? m.Tally.Revenue : 0),
            NewRevenue = g.Sum(m => m.Month <= last ? m.Tally.NewRevenue : 0),
            Margin = g.Sum(m => m.Month <= last ? m.Tally.Margin : 0),
            UnknownMarginRevenue = g.Sum(m => m.Month <= last ? m.Tally.UnknownMarginRevenue : 0),
            Bookings = g.Sum(m => m.Month <= last ? m.Tally.Bookings : 0),
            Won = g.Sum(m => m.Month <= last ? m.Tally.Won : 0),
            Lost = g.Sum(m => m.Month <= last ? m.Tally.Lost : 0),
            OpenCount = g.Sum(m => m.Month == now ? m.Pipeline.Count : 0) - g.Sum(m => m.Month > last && m.Month != now ? m.Pipeline.Count : 0),
            OpenAmount = g.Sum(m => m.Month == now ? m.Pipeline.Amount : 0) - g.Sum(m => m.Month > last && m.Month != now ? m.Pipeline.Amount : 0),
        });
    }

    private async Task<Scoreline> Total(ItemKind kind, Period period, CancellationToken cancel)
    {
        var (first, last, now) = (period.First, period.Last, Counting.Now);
        var months = db.ItemMonths.Where(m => m.Kind == kind);
        var tally = await months.Where(m => m.Month >= first && m.Month <= last).GroupBy(m => 1).Select(g => new ItemSum
        {
            Revenue = g.Sum(m => m.Tally.Revenue),
            NewRevenue = g.Sum(m => m.Tally.NewRevenue),
            Margin = g.Sum(m => m.Tally.Margin),
            UnknownMarginRevenue = g.Sum(m => m.Tally.UnknownMarginRevenue),
            Bookings = g.Sum(m => m.Tally.Bookings),
            Won = g.Sum(m => m.Tally.Won),
            Lost = g.Sum(m => m.Tally.Lost),
        }).SingleOrDefaultAsync(cancel) ?? new();
        var open = await months.Where(m => m.Month > last).GroupBy(m => m.Month == now).Select(g => new { IsNow = g.Key, Stock = new Stock(g.Sum(m => m.Pipeline.Count), g.Sum(m => m.Pipeline.Amount)) }).ToListAsync(cancel);
        return tally.Line() with { Open = open.Aggregate(default(Stock), (sum, o) => sum + (o.IsNow ? o.Stock : -o.Stock)) };
    }

    private async Task<IReadOnlyList<Scoreline>> OfScope(ItemKind kind, Period period, ScoreScope scope, Colleagues people, DateOnly today, CancellationToken cancel)
    {
        var bookingsFrom = (await company.Load(cancel)).BookingsFrom;
        var facts = new ScopedFacts(db, people, period, scope, today);
        var counting = new Counting(bookingsFrom, people.Roster, await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Id, cancel));
        var lines = new Dictionary<long, (Tally Tally, Stock Open)>();
        await foreach (var result in facts.Results(counting, bookingsFrom, cancel))
        {
            At(result.ProductId, result.AccountId).Tally += result.Tally;
        }

        await foreach (var opportunity in facts.Open().AsAsyncEnumerable().WithCancellation(cancel))
        {
            At(opportunity.ProductId ?? 0, opportunity.AccountId ?? 0).Open += new Stock(1, counting.WorthOf(opportunity) ?? 0);
        }

        var names = await Names(kind, [.. lines.Keys], cancel);
        return [.. lines.Where(l => !l.Value.Tally.IsEmpty || l.Value.Open != default).Select(l => new Scoreline { Id = l.Key, Name = names[l.Key], Tally = l.Value.Tally, Open = l.Value.Open })];

        ref (Tally Tally, Stock Open) At(long product, long account) => ref CollectionsMarshal.GetValueRefOrAddDefault(lines, kind == ItemKind.Product ? product : account, out _);
    }

    private async Task<Dictionary<long, string>> Names(ItemKind kind, long[] ids, CancellationToken cancel)
    {
        var names = kind == ItemKind.Product
            ? await db.Products.Where(p => EF.Parameter(ids).Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancel)
            : await db.Accounts.Where(a => EF.Parameter(ids).Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, cancel);
        names[0] = kind == ItemKind.Product ? NoProduct : NoAccount;
        return names;
    }

    /// <summary>The sums of an item, as the database gives them.</summary>
    private sealed class ItemSum
    {
        public long Id { get; init; }

        public decimal Revenue { get; init; }

        public decimal NewRevenue { get; init; }

        public decimal Margin { get; init; }

        public decimal UnknownMarginRevenue { get; init; }

        public int Bookings { get; init; }

        public int Won { get; init; }

        public int Lost { get; init; }

        public int OpenCount { get; init; }

        public decimal OpenAmount { get; init; }

        public Scoreline Line() => new()
        {
            Id = Id,
            Name = "",
            Tally = new() { Revenue = Revenue, NewRevenue = NewRevenue, Margin = Margin, UnknownMarginRevenue = UnknownMarginRevenue, Bookings = Bookings, Won = Won, Lost = Lost },
            Open = new(OpenCount, OpenAmount),
        };
    }
}

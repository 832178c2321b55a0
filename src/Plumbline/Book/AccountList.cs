using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Book;

/// <summary>An account in the list.</summary>
internal sealed record AccountLine(long Id, string Name, string? Industry, string? Region, long? OwnerId, DateOnly? LastContact, int OpenCount, decimal Open, decimal ThisYear, decimal LastYear)
{
    /// <summary>How many of the products sold lately this account never bought.</summary>
    public int Whitespace { get; init; }

    /// <summary>The plan for it this quarter; null where there is none that the reader may see.</summary>
    public ListedPlan? Plan { get; init; }
}

/// <summary>An account's plan as the list shows it.</summary>
internal sealed record ListedPlan(long Id, PlanState State);

/// <summary>A page of the list.</summary>
/// <param name="Lines">The accounts.</param>
/// <param name="Found">How many fit, counted up to <see cref="AccountList.CountedBeyond"/> behind the page.</param>
/// <param name="HasMore">Whether there are more than were counted.</param>
/// <param name="Year">This fiscal year.</param>
/// <param name="Sold">How many products were sold lately.</param>
/// <param name="People">Whose names the owners bear.</param>
internal sealed record AccountsView(IReadOnlyList<AccountLine> Lines, int Found, bool HasMore, Period Year, int Sold, Colleagues People)
{
    public int Pages => Math.Max(1, (Found + AccountList.PerPage - 1) / AccountList.PerPage);
}

/// <summary>
/// Lists accounts. What is filtered and sorted by is kept with the facts and indexed, so that a page costs the same whether there are a thousand accounts or a hundred thousand: accounts of which nothing is
/// kept (nothing open, nothing bought, never met) come before or behind the others.
/// </summary>
internal sealed class AccountList(PlumblineDb db, CurrentPerson me, OurCompany company, Whitespaces whitespaces)
{
    public const int PerPage = 50;

    /// <summary>After so many days without an activity an account is quiet.</summary>
    public const int QuietDays = 90;

    /// <summary>So many accounts behind the page shown are counted, and no more.</summary>
    public const int CountedBeyond = 1_000;

    private const int ExportedAtOnce = 1_000;

    /// <summary>What whoever has asked for nothing is shown: salespeople their own, managers their people's.</summary>
    public async Task<Whose> Usual(CancellationToken cancel) =>
        await me.Has(Roles.Salesperson, cancel) ? Whose.Mine : await me.Has(Roles.Manager, cancel) ? Whose.People : Whose.All;

    public async Task<AccountsView> Read(AccountsAsk ask, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var year = (await company.Load(cancel)).FiscalYear.Year(today);
        var accounts = await Filtered(ask, today, year, cancel);
        var (first, then) = InOrder(accounts, ask, year);
        var ids = await Slice(first, then, (ask.Page - 1) * PerPage, PerPage, cancel);
        var counted = await accounts.OrderBy(a => a.Id).Select(a => a.Id).Take((ask.Page * PerPage) + CountedBeyond + 1).CountAsync(cancel);
        var hasMore = counted > (ask.Page * PerPage) + CountedBeyond;
        var (lines, sold) = await Lines(ids, year, today, cancel);
        return new(lines, hasMore ? counted - 1 : counted, hasMore, year, sold, await me.Colleagues(cancel));
    }

    /// <summary>All lines that fit, in order.</summary>
    public async IAsyncEnumerable<AccountLine> All(AccountsAsk ask, [EnumeratorCancellation] CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var year = (await company.Load(cancel)).FiscalYear.Year(today);
        var (first, then) = InOrder(await Filtered(ask, today, year, cancel), ask, year);
        for (var at = 0; ; at += ExportedAtOnce)
        {
            var ids = await Slice(first, then, at, ExportedAtOnce, cancel);
            foreach (var line in (await Lines(ids, year, today, cancel)).Lines)
            {
                yield return line;
            }

            if (ids.Count < ExportedAtOnce)
            {
                yield break;
            }
        }
    }

    /// <summary>The industries, or the regions, that there are. From one to the next by index (a plain DISTINCT reads every account); <paramref name="column"/> is one of the two names.</summary>
    public Task<List<string>> Choices(string column, CancellationToken cancel)
    {
        const int Most = 300;
        var name = column is nameof(Account.Industry) or nameof(Account.Region) ? $"\"{column}\"" : throw new ArgumentException($"No list of {column}.");
#pragma warning disable EF1002 // The name is one of two.
        return db.Database.SqlQueryRaw<string>(
            $"""
            WITH RECURSIVE choices(choice) AS (
                SELECT min({name}) FROM "Accounts"
                UNION ALL SELECT (SELECT min({name}) FROM "Accounts" WHERE {name} > choice) FROM choices WHERE choice IS NOT NULL)
            SELECT choice AS "Value" FROM choices WHERE choice IS NOT NULL LIMIT {Most}
            """).ToListAsync(cancel);
#pragma warning restore EF1002
    }

    private async Task<IQueryable<Account>> Filtered(AccountsAsk ask, DateOnly today, Period year, CancellationToken cancel)
    {
        var accounts = db.Accounts.Where(a => a.MergedIntoId == null);
        var mine = me.Id;
        long[] people = ask.Whose == Whose.People ? [.. await me.Line(cancel)] : [];
        accounts = ask.Whose switch
        {
            Whose.Mine => accounts.Where(a => a.OwnerId == mine),
            Whose.People => accounts.Where(a => a.OwnerId != null && EF.Parameter(people).Contains(a.OwnerId.Value)),
            Whose.Nobody => accounts.Where(a => a.OwnerId == null),
            _ => accounts,
        };
        accounts = ask.Industry is { } industry ? accounts.Where(a => a.Industry == industry) : accounts;
        accounts = ask.Region is { } region ? accounts.Where(a => a.Region == region) : accounts;
        accounts = ask.Text is { } text ? accounts.Named(text) : accounts;
        var (quiet, first, before) = (today.AddDays(-QuietDays), year.First, year.YearBefore.First);
        accounts = ask.Quiet ? accounts.Where(a => !db.AccountContacts.Any(c => c.AccountId == a.Id && c.Last >= quiet)) : accounts;
        var quarter = await Quarter(today, cancel);
        accounts = ask.Unplanned ? accounts.Where(a => !db.AccountPlans.Any(p => p.AccountId == a.Id && p.Period == quarter)) : accounts;
        accounts = ask.Open ? accounts.Where(a => db.AccountPipelines.Any(p => p.AccountId == a.Id)) : accounts;
        return ask.Lapsed
            ? accounts.Where(a => db.AccountYears.Any(y => y.Year == before && y.AccountId == a.Id && y.Revenue > 0) && !db.AccountYears.Any(y => y.Year == first && y.AccountId == a.Id && y.Revenue > 0))
            : accounts;
    }

    /// <summary>The accounts in order: those of which the figure is kept and the others, which of the two first.</summary>
    private (IQueryable<long> First, IQueryable<long>? Then) InOrder(IQueryable<Account> accounts, AccountsAsk ask, Period year)
    {
        var byName = accounts.OrderBy(a => a.FoldedName).ThenBy(a => a.Id);
        if (ask.Column == AccountsAsk.ByName)
        {
            return ((ask.IsTurned ? accounts.OrderByDescending(a => a.FoldedName).ThenByDescending(a => a.Id) : byName).Select(a => a.Id), null);
        }

        var first = (ask.Column == AccountsAsk.ByLastYear ? year.YearBefore : year).First;
        var years = db.AccountYears.Where(y => y.Year == first);
        var (known, others) = ask.Column switch
        {
            AccountsAsk.ByContact => (Known(db.AccountContacts.Join(accounts, c => c.AccountId, a => a.Id, (c, a) => c), c => c.Last, c => c.AccountId), byName.Where(a => !db.AccountContacts.Any(c => c.AccountId == a.Id))),
            AccountsAsk.ByOpen => (Known(db.AccountPipelines.Join(accounts, p => p.AccountId, a => a.Id, (p, a) => p), p => p.OpenAmount, p => p.AccountId), byName.Where(a => !db.AccountPipelines.Any(p => p.AccountId == a.Id))),
            _ => (Known(years.Join(accounts, y => y.AccountId, a => a.Id, (y, a) => y), y => y.Revenue, y => y.AccountId), byName.Where(a => !years.Any(y => y.AccountId == a.Id))),
        };
        var rest = others.Select(a => a.Id);
        return ask.IsTurned ? (rest, known) : (known, rest);

        IQueryable<long> Known<T, TFigure>(IQueryable<T> kept, System.Linq.Expressions.Expression<Func<T, TFigure>> figure, System.Linq.Expressions.Expression<Func<T, long>> account) =>
            (ask.IsTurned ? kept.OrderBy(figure).ThenBy(account) : kept.OrderByDescending(figure).ThenByDescending(account)).Select(account);
    }

    private static async Task<IReadOnlyList<long>> Slice(IQueryable<long> first, IQueryable<long>? then, int skip, int take, CancellationToken cancel)
    {
        var ids = await first.Skip(skip).Take(take).ToListAsync(cancel);
        if (then is not null && ids.Count < take)
        {
            var before = ids.Count > 0 || skip == 0 ? skip + ids.Count : await first.CountAsync(cancel);
            ids.AddRange(await then.Skip(Math.Max(0, skip - before)).Take(take - ids.Count).ToListAsync(cancel));
        }

        return ids;
    }

    private async Task<(IReadOnlyList<AccountLine> Lines, int Sold)> Lines(IReadOnlyList<long> ids, Period year, DateOnly today, CancellationToken cancel)
    {
        var (first, before) = (year.First, year.YearBefore.First);
        var lines = await db.Accounts.Where(a => EF.Parameter(ids).Contains(a.Id)).Select(a => new AccountLine(
            a.Id, a.Name, a.Industry, a.Region, a.OwnerId,
            db.AccountContacts.Where(c => c.AccountId == a.Id).Select(c => (DateOnly?)c.Last).FirstOrDefault(),
            db.AccountPipelines.Where(p => p.AccountId == a.Id).Select(p => p.OpenCount).FirstOrDefault(),
            db.AccountPipelines.Where(p => p.AccountId == a.Id).Select(p => p.OpenAmount).FirstOrDefault(),
            db.AccountYears.Where(y => y.Year == first && y.AccountId == a.Id).Select(y => y.Revenue).FirstOrDefault(),
            db.AccountYears.Where(y => y.Year == before && y.AccountId == a.Id).Select(y => y.Revenue).FirstOrDefault())).ToDictionaryAsync(l => l.Id, cancel);
        var (sold, bought) = await whitespaces.Read(ids, today, cancel);
        var plans = await Plans(ids, await Quarter(today, cancel), cancel);
        return ([.. ids.Where(lines.ContainsKey).Select(id => lines[id] with { Whitespace = sold - bought.GetValueOrDefault(id), Plan = plans.GetValueOrDefault(id) })], sold);
    }

    private async Task<Period> Quarter(DateOnly today, CancellationToken cancel) => (await company.Load(cancel)).FiscalYear.Quarter(today);

    /// <summary>By account: the reader's own plan, else the first of others that the reader may see.</summary>
    private async Task<IReadOnlyDictionary<long, ListedPlan>> Plans(IReadOnlyList<long> accounts, Period quarter, CancellationToken cancel)
    {
        var plans = await db.AccountPlans.IgnoreAutoIncludes().VisibleTo(await me.Line(cancel)).Where(p => EF.Parameter(accounts).Contains(p.AccountId) && p.Period == quarter)
            .Select(p => new { p.AccountId, p.SalespersonId, p.Id, p.State }).ToListAsync(cancel);
        return plans.GroupBy(p => p.AccountId).ToDictionary(g => g.Key, g => g.OrderBy(p => p.SalespersonId != me.Id).ThenBy(p => p.Id).Select(p => new ListedPlan(p.Id, p.State)).First());
    }
}

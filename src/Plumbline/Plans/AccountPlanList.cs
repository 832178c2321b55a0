using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>An account plan in a list.</summary>
public sealed record AccountPlanEntry(long Id, long PersonId, string Name, long AccountId, string Account, Period Quarter, PlanState State, Side? WaitsFor);

/// <summary>An account that deserves a plan.</summary>
public sealed record AccountSuggestion(long AccountId, string Account, IReadOnlyList<string> Reasons);

/// <summary>The account plans of a person and of the people below, for a quarter, and the accounts that deserve one.</summary>
/// <param name="Own">The person's own, by the account's name.</param>
/// <param name="Team">Those of the people below, by their names.</param>
/// <param name="Found">How many the team has on all pages.</param>
/// <param name="Suggested">Accounts of the person that have no plan for the quarter and deserve one, the weightiest first.</param>
public sealed record AccountPlansView(IReadOnlyList<AccountPlanEntry> Own, IReadOnlyList<AccountPlanEntry> Team, int Found, IReadOnlyList<AccountSuggestion> Suggested);

/// <summary>Lists account plans, begins them, and tells which accounts deserve one.</summary>
internal sealed class AccountPlanList(PlumblineDb db, PlanDesk desk, AccountFacts facts, PlanCommitments commitments, OurCompany company, CurrentPerson me)
{
    public const int PerPage = 50;

    private const int MostOwn = 100;
    private const int MostOfAccount = 8;
    private const int MostSuggested = 8;

    /// <summary>So many of a person's accounts are weighed; who looks after more is no salesperson but an import's catch-all.</summary>
    private const int MostWeighed = 2_000;

    public async Task<AccountPlansView> Read(Period quarter, int page, CancellationToken cancel)
    {
        var colleagues = await me.Colleagues(cancel);
        long[] below = [.. colleagues.Below(me.Id)];
        var ofTeam = db.AccountPlans.Where(p => EF.Parameter(below).Contains(p.SalespersonId) && p.Period == quarter);
        var isSalesperson = await me.Has(Roles.Salesperson, cancel);
        return new(
            await Entries(db.AccountPlans.Where(p => p.SalespersonId == me.Id && p.Period == quarter), 0, MostOwn, colleagues, cancel),
            below.Length == 0 ? [] : await Entries(ofTeam, (page - 1) * PerPage, PerPage, colleagues, cancel),
            below.Length == 0 ? 0 : await ofTeam.CountAsync(cancel),
            isSalesperson ? await Suggest(me.Id, quarter, cancel) : []);
    }

    /// <summary>The plans for an account that the reader may see, the latest first.</summary>
    public async Task<IReadOnlyList<AccountPlanEntry>> For(long account, CancellationToken cancel)
    {
        var plans = (await db.AccountPlans.VisibleTo(await me.Line(cancel)).For(account, db).Select(p => new { p.Id, p.Period }).ToListAsync(cancel))
            .OrderByDescending(p => p.Period.First).Take(MostOfAccount).Select(p => p.Id).ToArray();
        var entries = await Entries(db.AccountPlans.Where(p => EF.Parameter(plans).Contains(p.Id)), 0, MostOfAccount, await me.Colleagues(cancel), cancel);
        return [.. entries.OrderByDescending(e => e.Quarter.First)];
    }

    /// <summary>What was agreed for the account in the quarter before; null where nothing was.</summary>
    public async Task<AccountPlanContent?> Last(long salesperson, long account, Period quarter, CancellationToken cancel) =>
        (await PlanBefore(salesperson, account, quarter, cancel))?.InForce?.Content as AccountPlanContent;

    /// <summary>The keys of the steps and tactics of that plan that the ledger knows to be over: done, given up, declined, or no longer asked.</summary>
    public async Task<IReadOnlyList<string>> Finished(long salesperson, long account, Period quarter, CancellationToken cancel) =>
        await PlanBefore(salesperson, account, quarter, cancel) is { } plan
            ? [.. (await commitments.Read(plan, cancel)).Where(c => !c.Value.IsOpen).Select(c => c.Key.Split('.')[1])]
            : [];

    private async Task<AccountPlan?> PlanBefore(long salesperson, long account, Period quarter, CancellationToken cancel)
    {
        var before = quarter.Previous;
        var plans = await db.AccountPlans.AsNoTracking().For(account, db).Where(p => p.SalespersonId == salesperson && p.Period == before).ToListAsync(cancel);
        return plans.OrderByDescending(p => p.InForce is not null).ThenByDescending(p => p.AccountId == account).FirstOrDefault(); // Of two accounts that are one now, each may have had a plan.
    }

    /// <summary>Begins the person's own plan for an account, or that of someone below.</summary>
    /// <param name="salesperson">Whose.</param>
    /// <param name="account">For which account.</param>
    /// <param name="quarter">The months.</param>
    /// <param name="from">History, the last plan, or nothing.</param>
    /// <param name="finished">Of the last plan: the keys of steps and tactics that stay behind.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The plan's number.</returns>
    /// <exception cref="RefusedException">There is one already, it is not this person's to begin, or nothing to start from.</exception>
    public async Task<long> Begin(long salesperson, long account, Period quarter, PlanStart from, IReadOnlySet<string> finished, CancellationToken cancel) => await desk.Begin(salesperson, from switch
    {
        PlanStart.History => AccountPlanSuggestion.From(await facts.History(account, cancel), quarter, await company.Today(cancel)),
        PlanStart.LastPlan => (await Last(salesperson, account, quarter, cancel) ?? throw new RefusedException(Refusal.Invalid, $"No plan was agreed for {PlanWords.Of(quarter.Previous)}. Start from something else.", "From")).CarryOver(account, quarter, finished),
        _ => new AccountPlanContent(account, quarter),
    }, cancel);

    private async Task<IReadOnlyList<AccountPlanEntry>> Entries(IQueryable<AccountPlan> plans, int skip, int take, Colleagues colleagues, CancellationToken cancel)
    {
        var found = await (
            from plan in plans.IgnoreAutoIncludes().AsNoTracking()
            join account in db.Accounts on plan.AccountId equals account.Id
            join person in db.People on plan.SalespersonId equals person.Id
            orderby person.Name, account.Name, plan.Id
            select new
            {
                plan.Id,
                plan.SalespersonId,
                plan.AccountId,
                Account = account.Name,
                plan.Period,
                plan.State,
                On = EF.Property<List<PlanVersion>>(plan, "_versions").Where(v => v.Standing == Standing.OnTable).Select(v => (Side?)v.ProposedBySide).FirstOrDefault(),
            }).Skip(skip).Take(take).ToListAsync(cancel);
        return found.ConvertAll(p => new AccountPlanEntry(
            p.Id, p.SalespersonId, colleagues.NameOf(p.SalespersonId), p.AccountId, p.Account, p.Period, p.State, PlanWords.WaitsFor(p.State, p.On)));
    }

    /// <summary>
    /// Weighs the accounts that the person looks after or has something open with: open pipeline by the person's own open deals, revenue by the summaries, the last contact by index; never by going through the facts.
    /// </summary>
    private async Task<IReadOnlyList<AccountSuggestion>> Suggest(long salesperson, Period quarter, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var open = await db.Opportunities.Where(o => o.SalespersonId == salesperson && o.Closed == null && o.State == OpportunityState.Open && o.AccountId != null)
            .GroupBy(o => o.AccountId!.Value).Select(g => new { Id = g.Key, Amount = g.Sum(o => o.Amount ?? 0) }).ToDictionaryAsync(g => g.Id, g => g.Amount, cancel);
        long[] worked = [.. open.Keys];
        var planned = db.AccountPlans.Where(p => p.SalespersonId == salesperson && p.Period == quarter).SelectMany(p => db.Accounts.Where(a => a.Id == p.AccountId)).Select(a => a.MergedIntoId ?? a.Id);
        var year = (await company.Load(cancel)).FiscalYear.Year(today);
        var (last, current) = (year.Previous.First, year.First);
        var accounts = await db.Accounts.Where(a => a.MergedIntoId == null && (a.OwnerId == salesperson || EF.Parameter(worked).Contains(a.Id)) && !planned.Contains(a.Id))
            .OrderBy(a => a.Id).Take(MostWeighed)
            .Select(a => new
            {
                a.Id,
                a.Name,
                LastYear = db.AccountYears.Where(y => y.Year == last && y.AccountId == a.Id).Select(y => y.Revenue).FirstOrDefault(),
                ThisYear = db.AccountYears.Where(y => y.Year == current && y.AccountId == a.Id).Select(y => y.Revenue).FirstOrDefault(),
                LastContact = db.AccountContacts.Where(c => c.AccountId == a.Id).Select(c => (DateOnly?)c.Last).FirstOrDefault(),
            }).ToListAsync(cancel);
        if (accounts.Count == 0)
        {
            return [];
        }

        var worth = AccountsWorthAPlan.Of(accounts.Select(a => new AccountStanding(a.Id, open.GetValueOrDefault(a.Id), a.LastYear, a.ThisYear, a.LastContact)), today, MostSuggested);
        var bought = (await facts.Bought([.. worth.Select(a => a.AccountId)], cancel)).ToLookup(b => b.AccountId);
        var sold = await db.Products.CountAsync(p => p.IsSold && p.MergedIntoId == null, cancel);
        return [.. worth.Select(a => new AccountSuggestion(a.AccountId, accounts.First(n => n.Id == a.AccountId).Name, AccountsWorthAPlan.Explain(a, bought[a.AccountId].Count(), sold, today)))];
    }
}

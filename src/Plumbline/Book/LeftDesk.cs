using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Opportunities;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Book;

/// <summary>To whom the things that somebody left are given, as chosen.</summary>
public sealed class LeftInput
{
    /// <summary>The number of who gets all of which nothing else is said.</summary>
    public string? To { get; set; }

    /// <summary>What is said of single ones.</summary>
    public List<LeftChoice>? Lines { get; set; }
}

/// <summary>What is chosen for one of the things that somebody left.</summary>
public sealed class LeftChoice
{
    /// <summary>Stands for leaving it where it is.</summary>
    public const string Leave = "leave";

    /// <summary>Which, as in "opportunities/7" or "accounts/3".</summary>
    public string? Key { get; set; }

    /// <summary>The number of who gets it; empty for who gets all, <see cref="Leave"/> for nobody.</summary>
    public string? To { get; set; }
}

/// <summary>An open opportunity or an account that somebody left.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Worth">What the opportunity may bring, or what the account brought in the last fiscal year; null where that is not known.</param>
internal sealed record LeftRecord(long Id, string Name, decimal? Worth)
{
    /// <summary>The opportunity's stage.</summary>
    public string? Stage { get; init; }

    /// <summary>When the opportunity is expected to close.</summary>
    public DateOnly? ExpectedClose { get; init; }

    /// <summary>Where it came from.</summary>
    public string? System { get; init; }
}

/// <summary>What somebody left, the largest first and a page of it; where <paramref name="Owner"/> is null what nobody has.</summary>
/// <param name="Owner">Who left it.</param>
/// <param name="Opportunities">Open opportunities.</param>
/// <param name="MoreOpportunities">How many more there are.</param>
/// <param name="Accounts">Accounts.</param>
/// <param name="MoreAccounts">How many more there are.</param>
/// <param name="MayGiveOpportunities">Whether the reader may give these.</param>
/// <param name="KeptHere">Which fields of opportunities of a CRM are kept here.</param>
/// <param name="Takers">Who may get an opportunity.</param>
/// <param name="Keepers">Who may get an account.</param>
/// <param name="LastYear">The last fiscal year.</param>
/// <param name="Today">The company's day.</param>
internal sealed record LeftView(
    Person? Owner, IReadOnlyList<LeftRecord> Opportunities, int MoreOpportunities, IReadOnlyList<LeftRecord> Accounts, int MoreAccounts, bool MayGiveOpportunities, OpportunityFields KeptHere,
    IReadOnlyList<Person> Takers, IReadOnlyList<Person> Keepers, Period LastYear, DateOnly Today)
{
    /// <summary>Whether this opportunity can be given to somebody here: by the reader, and not only where it came from.</summary>
    public bool CanGive(LeftRecord opportunity) => MayGiveOpportunities && (opportunity.System == RecordedHere.System || KeptHere.HasFlag(OpportunityFields.Salesperson));

    /// <summary>Those who may get all that is shown.</summary>
    public IReadOnlyList<Person> ForAll => Opportunities.Any(CanGive) ? Takers : Keepers;
}

/// <summary>
/// Gives away what somebody left: who is here no more, or sells no more. Each is given as by the form that changes it, all of them or none.
/// </summary>
internal sealed class LeftDesk(PlumblineDb db, CurrentPerson me, OurCompany company, OpportunityDesk opportunities, AccountRecords accounts)
{
    /// <summary>So many opportunities, and so many accounts, are given away at a time.</summary>
    public const int MostShown = 25;

    private const string OfOpportunities = "opportunities/";
    private const string OfAccounts = "accounts/";

    /// <summary>How an opportunity is called in the form, which is also its address.</summary>
    public static string KeyOfOpportunity(long id) => FormattableString.Invariant($"{OfOpportunities}{id}");

    /// <summary>How an account is called in the form, which is also its address.</summary>
    public static string KeyOfAccount(long id) => FormattableString.Invariant($"{OfAccounts}{id}");

    /// <summary>Whether somebody has left, or sells no more, and anything is still theirs.</summary>
    public async Task<bool> IsAnythingLeft(Person person, CancellationToken cancel)
    {
        var id = person.Id;
        return !person.IsHere(await company.Today(cancel)) && (await db.Opportunities.AnyAsync(IsOpenOf(id), cancel) || await db.Accounts.AnyAsync(a => a.OwnerId == id && a.MergedIntoId == null, cancel));
    }

    /// <summary>What somebody left, or what nobody has; null where there is no such person. Of a person who is here nothing is left.</summary>
    public async Task<LeftView?> Read(long? owner, CancellationToken cancel)
    {
        var (today, ours) = (await company.Today(cancel), await company.Load(cancel));
        var person = owner is { } id ? (await me.Colleagues(cancel)).Find(id) : null;
        if (owner is not null && person is null)
        {
            return null;
        }

        var isHere = person?.IsHere(today) == true;
        var (year, before) = (ours.FiscalYear.Year(today), ours.FiscalYear.Year(today).Previous);
        var (open, theirs) = (db.Opportunities.Where(IsOpenOf(owner)), AccountsOf(owner, year));
        var first = before.First;
        var deals = isHere ? [] : await (from deal in open
                                         join product in db.Products on deal.ProductId equals product.Id into products
                                         from product in products.DefaultIfEmpty()
                                         let worth = deal.Amount ?? product!.ListPrice
                                         orderby worth ?? 0 descending, deal.Id
                                         select new LeftRecord(deal.Id, deal.Name, worth) { Stage = deal.Stage, ExpectedClose = deal.ExpectedClose, System = deal.System }).Take(MostShown).ToListAsync(cancel);
        var running = year.First;
        var kept = isHere ? [] : await theirs.Select(a => new { a.Id, a.Name, Last = db.AccountYears.Where(y => y.AccountId == a.Id && y.Year == first).Select(y => (decimal?)y.Revenue).FirstOrDefault(), Now = db.AccountYears.Where(y => y.AccountId == a.Id && y.Year == running).Select(y => (decimal?)y.Revenue).FirstOrDefault() ?? 0 })
            .OrderByDescending(a => a.Now > (a.Last ?? 0) ? a.Now : a.Last ?? 0).ThenBy(a => a.Id).Take(MostShown).ToListAsync(cancel);
        return new(
            person, deals, deals.Count < MostShown ? 0 : await open.CountAsync(cancel) - deals.Count, kept.ConvertAll(a => new LeftRecord(a.Id, a.Name, a.Last)), kept.Count < MostShown ? 0 : await theirs.CountAsync(cancel) - kept.Count,
            await opportunities.MayChange(owner, cancel), ours.KeptHere, [.. (await opportunities.Takers(cancel)).Where(p => p.Id != owner)], [.. (await accounts.Owners(null, cancel)).Where(p => p.Id != owner)], before, today);
    }

    /// <summary>Gives away what is chosen, all of it or nothing.</summary>
    /// <returns>How many were given.</returns>
    /// <exception cref="RefusedException">Nothing is chosen, the person is here, or something is not theirs any more.</exception>
    public async Task<int> Give(long? owner, LeftInput input, CancellationToken cancel)
    {
        var people = await me.Colleagues(cancel);
        if (owner is { } id)
        {
            var person = people.Find(id) ?? throw RefusedException.NotFound("person");
            Refuse.Unless(!person.IsHere(await company.Today(cancel)), Refusal.Conflict, $"{person.Name} is here. What they work is given away one by one.");
        }

        var chosen = (input.Lines ?? []).Select(line => (line.Key, To: string.IsNullOrWhiteSpace(line.To) ? input.To : line.To, Field: string.IsNullOrWhiteSpace(line.To) ? nameof(input.To) : null))
            .Where(c => !string.IsNullOrWhiteSpace(c.To) && c.To != LeftChoice.Leave).DistinctBy(c => c.Key).ToList();
        Refuse.Unless(chosen.Count > 0, Refusal.Invalid, "Choose who gets them.", nameof(input.To));
        var now = await Now([.. chosen.Select(c => c.Key ?? "")], cancel);
        var gone = chosen.Where(c => !now.TryGetValue(c.Key ?? "", out var stands) || stands.Owner != owner || stands.IsOver).ToList();
        Refuse.Unless(gone.Count == 0, Refusal.Conflict, $"{string.Join(" ", gone.Select(c => Gone(now.GetValueOrDefault(c.Key ?? ""), people)))} Nothing is given yet. All else is as you chose it: give it now.");
        try
        {
            await db.AllOrNothing(
                async () =>
                {
                    foreach (var (key, to, field) in chosen)
                    {
                        await Give(now[key!], to!, field, cancel);
                    }
                },
                cancel);
        }
        catch (RefusedException)
        {
            db.ChangeTracker.Clear(); // What was given before it is not saved either.
            throw;
        }

        return chosen.Count;
    }

    private async Task Give(Standing stands, string to, string? field, CancellationToken cancel)
    {
        try
        {
            await (stands.IsOpportunity ? opportunities.Give(stands.Id, stands.Revision, to, cancel) : accounts.Give(stands.Id, stands.Revision, to, cancel));
        }
        catch (RefusedException refused)
        {
            throw new RefusedException(refused.Refusal, $"{stands.Name}: {refused.Message}", field);
        }
    }

    private static string Gone(Standing? stands, Colleagues people) =>
        stands is null ? "One of them is not there any more."
        : stands.IsOver ? $"{stands.Name} is not open any more."
        : $"{stands.Name} is with {people.NameOf(stands.Owner)} already.";

    /// <summary>As they stand now, by how the form calls them.</summary>
    private async Task<IReadOnlyDictionary<string, Standing>> Now(IReadOnlyCollection<string> keys, CancellationToken cancel)
    {
        var (deals, kept) = (Ids(OfOpportunities), Ids(OfAccounts));
        var found = await db.Opportunities.Where(o => EF.Parameter(deals).Contains(o.Id)).Select(o => new Standing(true, o.Id, o.Name, o.SalespersonId, o.Revision, o.State != OpportunityState.Open || o.Closed != null)).ToListAsync(cancel);
        found.AddRange(await db.Accounts.Where(a => EF.Parameter(kept).Contains(a.Id) && a.MergedIntoId == null).Select(a => new Standing(false, a.Id, a.Name, a.OwnerId, a.Revision, false)).ToListAsync(cancel));
        return found.ToDictionary(s => s.IsOpportunity ? KeyOfOpportunity(s.Id) : KeyOfAccount(s.Id));

        long[] Ids(string prefix) => [.. keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Select(k => long.TryParse(k[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)];
    }

    private static Expression<Func<Opportunity, bool>> IsOpenOf(long? owner) => o => o.SalespersonId == owner && o.State == OpportunityState.Open && o.Closed == null;

    /// <summary>Their accounts. Of those that nobody has, which are many where they come from another system, the ones that bought in this fiscal year or the last.</summary>
    private IQueryable<Account> AccountsOf(long? owner, Period year)
    {
        var (first, before) = (year.First, year.Previous.First);
        var theirs = db.Accounts.Where(a => a.OwnerId == owner && a.MergedIntoId == null);
        return owner is null ? theirs.Where(a => db.AccountYears.Any(y => y.AccountId == a.Id && (y.Year == first || y.Year == before) && y.Revenue > 0)) : theirs;
    }

    private sealed record Standing(bool IsOpportunity, long Id, string Name, long? Owner, int Revision, bool IsOver);
}

using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Comments;
using Plumbline.Opportunities;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Storage;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Search;

/// <summary>Something found, as a list shows it; <paramref name="Href"/> is its page.</summary>
internal sealed record Finding(string Group, string Label, string? Detail, string Href);

/// <summary>
/// Looks for a text in the names of pages, people, accounts, contacts and opportunities, in plans by whose they are or for which account, in comments and in talks about plans: only what the person may see, by the beginnings of words, a few of each.
/// </summary>
internal sealed class Searching(PlumblineDb db, CurrentPerson me, CommentDesk comments, PlanRemarks remarks)
{
    /// <summary>How many of a group are found while someone types.</summary>
    public const int FewOfEach = 5;

    /// <summary>How many of a group the page shows.</summary>
    public const int ManyOfEach = 25;

    private const int LongestText = 100;

    public async Task<IReadOnlyList<Finding>> Find(string? typed, int ofEach, CancellationToken cancel)
    {
        var text = (typed ?? "").Trim();
        text = text.Length > LongestText ? text[..LongestText] : text;
        if (Folded.Words(text).Count == 0)
        {
            return [];
        }

        var colleagues = await me.Colleagues(cancel);
        List<Person> people = [.. PersonProposal.Found(colleagues.People, text).Take(ofEach)];
        var accounts = await db.Accounts.AsNoTracking().Where(a => a.MergedIntoId == null).First(text, ofEach, cancel);
        return
        [
            .. Pages(text, colleagues.Find(me.Id)?.Roles ?? Roles.None).Take(ofEach),
            .. people.Select(p => new Finding("People", p.Name, p.Title ?? RoleNames.Of(p.Roles), Address("people", p.Id))),
            .. accounts.Select(a => new Finding("Accounts", a.Name, Words(a.Industry, a.Region), Address("accounts", a.Id))),
            .. await Contacts(text, ofEach, cancel),
            .. await Opportunities(text, accounts, ofEach, cancel),
            .. await Plans(people, accounts, ofEach, colleagues, cancel),
            .. (await comments.Look(text, ofEach, cancel)).Select(c => new Finding("Comments", Beginning(c.Comment.Text), Words(c.On.Title, colleagues.NameOf(c.Comment.PersonId)), CommentDesk.Href(c.On, c.Comment.Id))),
            .. (await remarks.Look(text, ofEach, cancel)).Select(r => new Finding("Talks about plans", Beginning(r.Remark.Text), Words(r.Title, colleagues.NameOf(r.Remark.PersonId)), Address("plans", r.PlanId) + "/negotiate")),
        ];
    }

    /// <summary>The places of the reader's own rail.</summary>
    private static IEnumerable<Finding> Pages(string text, Roles roles)
    {
        var words = Folded.Words(text);
        return Navigation.For(roles).Where(item => words.All(w => $" {Folded.Of(item.Words)}".Contains($" {w}", StringComparison.Ordinal))).Select(item => new Finding("Pages", item.Words, null, item.Href));
    }

    private async Task<IEnumerable<Finding>> Contacts(string text, int most, CancellationToken cancel)
    {
        var contacts = await db.Contacts.AsNoTracking().Where(c => c.AccountId != null).First(text, most, cancel);
        long[] ids = [.. contacts.Select(c => c.AccountId!.Value)];
        var names = await db.Accounts.Where(a => EF.Parameter(ids).Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, cancel);
        return contacts.Select(c => new Finding("Contacts", c.Name, Words(c.Title, names[c.AccountId!.Value]), FormattableString.Invariant($"accounts/{c.AccountId}?contact={c.Id}#contact-{c.Id}")));
    }

    /// <summary>Open ones that are called so, then open ones of the accounts found, the largest first, then those that are over.</summary>
    private async Task<IEnumerable<Finding>> Opportunities(string text, IReadOnlyList<Account> accounts, int most, CancellationToken cancel)
    {
        long[] ids = [.. accounts.Select(a => a.Id)];
        var open = db.Opportunities.Where(o => o.State == OpportunityState.Open);
        var theirs = open.Where(o => o.AccountId != null && EF.Parameter(ids).Contains(o.AccountId.Value)).OrderByDescending(o => o.Amount).ThenBy(o => o.Id);
        Dictionary<long, Finding> found = [];
        foreach (var way in open.Named(text).Append(theirs).Concat(db.Opportunities.Where(o => o.State != OpportunityState.Open).Named(text)))
        {
            foreach (var o in await way.Take(most).Select(o => new { o.Id, o.Name, o.State, o.Stage, Account = db.Accounts.Where(a => a.Id == o.AccountId).Select(a => a.Name).FirstOrDefault() }).ToListAsync(cancel))
            {
                found.TryAdd(o.Id, new("Opportunities", o.Name, Words(o.Account, o.State == OpportunityState.Open ? o.Stage : OpportunityWords.Of(o.State)), Address("opportunities", o.Id)));
            }

            if (found.Count >= most)
            {
                break;
            }
        }

        return found.Values.Take(most);
    }

    /// <summary>Business plans of the people found, and plans for the accounts found; the latest first.</summary>
    private async Task<IEnumerable<Finding>> Plans(IReadOnlyList<Person> people, IReadOnlyList<Account> accounts, int most, Colleagues colleagues, CancellationToken cancel)
    {
        var line = await me.Line(cancel);
        long[] owners = [.. people.Select(p => p.Id)];
        var names = accounts.ToDictionary(a => a.Id, a => a.Name);
        long[] ids = [.. names.Keys];
        var business = await db.BusinessPlans.IgnoreAutoIncludes().VisibleTo(line).Where(p => EF.Parameter(owners).Contains(p.SalespersonId)).Select(p => new { p.Id, p.SalespersonId, p.Period }).ToListAsync(cancel);
        var forAccounts = ids.Length == 0 ? [] : await db.AccountPlans.IgnoreAutoIncludes().VisibleTo(line).For(ids, db)
            .Select(p => new { p.Id, p.SalespersonId, AccountId = db.Accounts.Where(a => a.Id == p.AccountId).Select(a => a.MergedIntoId ?? a.Id).Single(), p.Period }).ToListAsync(cancel);
        return
        [
            .. business.OrderByDescending(p => p.Period.First).ThenBy(p => Array.IndexOf(owners, p.SalespersonId)).Take(most)
                .Select(p => new Finding("Plans", PlanWords.Titled(colleagues.NameOf(p.SalespersonId), p.Period), null, Address("plans", p.Id))),
            .. forAccounts.OrderByDescending(p => p.Period.First).ThenBy(p => Array.IndexOf(ids, p.AccountId)).ThenBy(p => p.Id).Take(most)
                .Select(p => new Finding("Account plans", PlanWords.Titled(names[p.AccountId], p.Period), colleagues.NameOf(p.SalespersonId), Address("plans", p.Id))),
        ];
    }

    private static string Address(string page, long id) => FormattableString.Invariant($"{page}/{id}");

    private static string? Words(params string?[] words) => string.Join(", ", words.OfType<string>()) is { Length: > 0 } said ? said : null;

    private static string Beginning(string text) => string.Concat(text.ReplaceLineEndings(" ").EnumerateRunes().Take(100));
}

internal static class SearchSetup
{
    public static void AddSearch(this IServiceCollection services) => services.AddScoped<Searching>();

    /// <summary>What is found while someone types.</summary>
    public static void MapSearch(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/search/find", (string? q, Searching searching, CancellationToken cancel) => searching.Find(q, Searching.FewOfEach, cancel)).RequireAuthorization(Access.Everyone);
}

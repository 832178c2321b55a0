using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Comments;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Products;
using Plumbline.Storage;

namespace Plumbline.Importing;

/// <summary>
/// What an import added and people have worked on since, so that it stays when the import is taken back though no row refers to it: what somebody changed by hand, commented on, or named in a plan.
/// </summary>
internal sealed class WorkedOn
{
    private readonly Dictionary<(Type, long), Why> _why = [];

    private WorkedOn() { }

    private enum Why
    {
        Changed,
        Commented,
        Planned,
    }

    /// <summary>Looks through the audit trail, the comments and the texts of all plans, once each.</summary>
    /// <param name="db">The database.</param>
    /// <param name="importId">The import that added the records.</param>
    /// <param name="lastAudit">Its end in the audit trail.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<WorkedOn> Load(PlumblineDb db, long importId, long lastAudit, CancellationToken cancel)
    {
        string[] subjects = [nameof(Person), nameof(Team), nameof(Product), nameof(Account), nameof(Contact), nameof(Opportunity), nameof(ActivityType)];
        var changed = (await db.Audit.Where(a => a.Id > lastAudit && a.Action == "changed" && EF.Parameter(subjects).Contains(a.Subject)).Select(a => new { a.Subject, a.SubjectId }).Distinct().ToListAsync(cancel)).ToLookup(a => a.Subject, a => a.SubjectId!);
        var commented = await db.Set<Comment>().Where(c => c.Kind == SubjectKind.Account).Select(c => c.SubjectId).Distinct().ToListAsync(cancel);
        var planned = (await NamedInPlans(db, cancel)).ToLookup(n => n.Of, n => n.Id);

        // A merge changed what went into another, nobody's typing.
        var products = await db.Products.Where(p => p.MergedIntoId != null).Select(p => p.Id).ToListAsync(cancel);
        var accounts = await db.Accounts.Where(a => a.MergedIntoId != null).Select(a => a.Id).ToListAsync(cancel);

        var worked = new WorkedOn();
        worked.Add<Person>(await Own(db.People.Where(p => p.ImportId == importId).Select(p => p.Id)), ChangedOf<Person>(), [], planned[PlanReferred.Person]);
        worked.Add<Team>(await Own(db.Teams.Where(t => t.ImportId == importId).Select(t => t.Id)), ChangedOf<Team>(), [], []);
        worked.Add<Product>(await Own(db.Products.Where(p => p.ImportId == importId).Select(p => p.Id)), ChangedOf<Product>().Except(products), [], planned[PlanReferred.Product]);
        worked.Add<Account>(await Own(db.Accounts.Where(a => a.ImportId == importId).Select(a => a.Id)), ChangedOf<Account>().Except(accounts), commented, planned[PlanReferred.Account]);
        worked.Add<Contact>(await Own(db.Contacts.Where(c => c.ImportId == importId).Select(c => c.Id)), ChangedOf<Contact>(), [], planned[PlanReferred.Contact]);
        worked.Add<Opportunity>(await Own(db.Opportunities.Where(o => o.ImportId == importId).Select(o => o.Id)), ChangedOf<Opportunity>(), [], planned[PlanReferred.Opportunity]);
        worked.Add<ActivityType>(await Own(db.ActivityTypes.Where(t => t.ImportId == importId).Select(t => t.Id)), ChangedOf<ActivityType>(), [], planned[PlanReferred.ActivityType]);
        return worked;

        async Task<HashSet<long>> Own(IQueryable<long> added) => await added.ToHashSetAsync(cancel);

        IEnumerable<long> ChangedOf<T>() => changed[typeof(T).Name].Select(id => long.Parse(id, CultureInfo.InvariantCulture));
    }

    /// <summary>The numbers of the records of a class that stay.</summary>
    public IReadOnlyList<long> Of<T>() => [.. _why.Keys.Where(k => k.Item1 == typeof(T)).Select(k => k.Item2)];

    /// <summary>Why a record stays, in words that go on behind its name; null where nobody has worked on it.</summary>
    public string? WordsFor<T>(long id, string it) => !_why.TryGetValue((typeof(T), id), out var why) ? null : why switch
    {
        Why.Changed => $"somebody changed {it} since",
        Why.Commented => $"somebody commented on {it} since",
        Why.Planned => $"a plan names {it} by now",
    };

    private void Add<T>(HashSet<long> added, IEnumerable<long> changed, IEnumerable<long> commented, IEnumerable<long> planned)
    {
        foreach (var (ids, why) in ((IEnumerable<long>, Why)[])[(changed, Why.Changed), (commented, Why.Commented), (planned, Why.Planned)])
        {
            foreach (var id in ids.Where(added.Contains))
            {
                _why.TryAdd((typeof(T), id), why);
            }
        }
    }

    /// <summary>Drafts as well as all versions ever put forward: what is signed never changes, and is read for ever.</summary>
    private static async Task<HashSet<(PlanReferred Of, long Id)>> NamedInPlans(PlumblineDb db, CancellationToken cancel)
    {
        var named = new HashSet<(PlanReferred, long)>();
        foreach (var texts in (IQueryable<string>[])[db.Set<PlanVersion>().Select(v => v.Text), db.Set<PlanDraft>().Select(d => d.Text)])
        {
            await foreach (var text in texts.AsAsyncEnumerable().WithCancellation(cancel))
            {
                named.UnionWith(PlanReferences.In(text));
            }
        }

        return named;
    }
}

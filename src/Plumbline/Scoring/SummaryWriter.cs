using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Fiscal;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>Keeps the summaries with the facts: adds a change to them in the transaction that changes the facts.</summary>
internal static class SummaryWriter
{
    private const int AccountsAtOnce = 1_000;

    /// <summary>Adds what was counted to the summaries as kept. The facts must have been written: the newest activity of an account is looked up among them.</summary>
    public static void Apply(BulkWriter bulk, Summaries change)
    {
        // The last contact is looked up and not added to, so two who save at once must not miss each other's activities. Before all else, so that nobody waits for it with a sum in hand.
        bulk.Lock<Account>(change.Contacts.Keys);
        bulk.AddUp([.. PeopleOf(change)]);
        bulk.AddUp([.. ItemsOf(change)]);
        bulk.AddUp([.. PipelineOf(change)]);
        bulk.AddUp([.. ActivitiesOf(change)]);
        if (change.Items.Count > 0) // Most saves bring no result, and need no year.
        {
            bulk.AddUp([.. YearsOf(change, new(bulk.Db.Companies.Select(c => c.FirstMonth).Single()))]);
        }

        bulk.AddUp([.. OpenOf(change)]);
        foreach (var accounts in change.Contacts.Keys.Order().Chunk(AccountsAtOnce))
        {
            bulk.Db.AccountContacts.Where(c => EF.Parameter(accounts).Contains(c.AccountId)).ExecuteDelete();
            bulk.Insert(bulk.Db.Activities.Where(a => a.AccountId != null && EF.Parameter(accounts).Contains(a.AccountId.Value))
                .GroupBy(a => a.AccountId!.Value).Select(g => new AccountContact { AccountId = g.Key, Last = g.Max(a => a.Date) }).ToList());
        }
    }

    // In the order of the keys, so that the database appends to its index rather than searching it.
    public static IEnumerable<PersonMonth> PeopleOf(Summaries summaries) => summaries.People.Where(p => !p.Value.IsEmpty).OrderBy(p => p.Key.Month).ThenBy(p => p.Key.SalespersonId).ThenBy(p => p.Key.TeamId)
        .Select(p => new PersonMonth { Month = p.Key.Month, SalespersonId = p.Key.SalespersonId, TeamId = p.Key.TeamId, Tally = p.Value });

    public static IEnumerable<ItemMonth> ItemsOf(Summaries summaries) => summaries.Items.Keys.Concat(summaries.ItemPipeline.Keys.Where(k => !summaries.Items.ContainsKey(k)))
        .OrderBy(k => k.Kind).ThenBy(k => k.Month).ThenBy(k => k.ItemId)
        .Select(k => new ItemMonth { Kind = k.Kind, Month = k.Month, ItemId = k.ItemId, Tally = summaries.Items.GetValueOrDefault(k), Pipeline = summaries.ItemPipeline.GetValueOrDefault(k) })
        .Where(m => !m.Tally.IsEmpty || m.Pipeline != default);

    public static IEnumerable<AccountYear> YearsOf(Summaries summaries, FiscalYear fiscal) => summaries.Items.Where(i => i.Key is { Kind: ItemKind.Account, ItemId: not 0 })
        .GroupBy(i => (Year: fiscal.Year(i.Key.Month.FirstDay).First, i.Key.ItemId), i => i.Value.Revenue).OrderBy(g => g.Key.Year).ThenBy(g => g.Key.ItemId)
        .Select(g => new AccountYear { Year = g.Key.Year, AccountId = g.Key.ItemId, Revenue = g.Sum() }).Where(y => y.Revenue != 0);

    public static IEnumerable<AccountPipeline> OpenOf(Summaries summaries) => summaries.ItemPipeline.Where(i => i.Key is { Kind: ItemKind.Account, ItemId: not 0 } && i.Key.Month == Counting.Now)
        .GroupBy(i => i.Key.ItemId, i => i.Value).OrderBy(g => g.Key)
        .Select(g => (g.Key, Open: g.Aggregate((a, b) => a + b))).Where(g => g.Open != default).Select(g => new AccountPipeline { AccountId = g.Key, OpenCount = g.Open.Count, OpenAmount = g.Open.Amount });

    public static IEnumerable<PipelineMonth> PipelineOf(Summaries summaries) => summaries.Pipeline.Where(p => p.Value != default).OrderBy(p => p.Key.Month).ThenBy(p => p.Key.SalespersonId)
        .Select(p => new PipelineMonth { Month = p.Key.Month, SalespersonId = p.Key.SalespersonId, Pipeline = p.Value });

    public static IEnumerable<ActivityMonth> ActivitiesOf(Summaries summaries) => summaries.Activities.Where(a => a.Value != 0).OrderBy(a => a.Key.Month).ThenBy(a => a.Key.SalespersonId).ThenBy(a => a.Key.TypeId)
        .Select(a => new ActivityMonth { Month = a.Key.Month, SalespersonId = a.Key.SalespersonId, TypeId = a.Key.TypeId, Count = a.Value });
}

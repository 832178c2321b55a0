using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>Keeps the summaries with the facts: adds a change to them in the transaction that changes the facts.</summary>
internal static class SummaryWriter
{
    /// <summary>Adds what was counted to the summaries as kept.</summary>
    public static void Apply(BulkWriter bulk, Summaries change)
    {
        bulk.AddUp([.. PeopleOf(change)]);
        bulk.AddUp([.. ItemsOf(change)]);
        bulk.AddUp([.. PipelineOf(change)]);
        bulk.AddUp([.. ActivitiesOf(change)]);
    }

    // In the order of the keys, so that the database appends to its index rather than searching it.
    public static IEnumerable<PersonMonth> PeopleOf(Summaries summaries) => summaries.People.Where(p => !p.Value.IsEmpty).OrderBy(p => p.Key.Month).ThenBy(p => p.Key.SalespersonId).ThenBy(p => p.Key.TeamId)
        .Select(p => new PersonMonth { Month = p.Key.Month, SalespersonId = p.Key.SalespersonId, TeamId = p.Key.TeamId, Tally = p.Value });

    public static IEnumerable<ItemMonth> ItemsOf(Summaries summaries) => summaries.Items.Keys.Concat(summaries.ItemPipeline.Keys.Where(k => !summaries.Items.ContainsKey(k)))
        .OrderBy(k => k.Kind).ThenBy(k => k.Month).ThenBy(k => k.ItemId)
        .Select(k => new ItemMonth { Kind = k.Kind, Month = k.Month, ItemId = k.ItemId, Tally = summaries.Items.GetValueOrDefault(k), Pipeline = summaries.ItemPipeline.GetValueOrDefault(k) })
        .Where(m => !m.Tally.IsEmpty || m.Pipeline != default);

    public static IEnumerable<PipelineMonth> PipelineOf(Summaries summaries) => summaries.Pipeline.Where(p => p.Value != default).OrderBy(p => p.Key.Month).ThenBy(p => p.Key.SalespersonId)
        .Select(p => new PipelineMonth { Month = p.Key.Month, SalespersonId = p.Key.SalespersonId, Pipeline = p.Value });

    public static IEnumerable<ActivityMonth> ActivitiesOf(Summaries summaries) => summaries.Activities.Where(a => a.Value != 0).OrderBy(a => a.Key.Month).ThenBy(a => a.Key.SalespersonId).ThenBy(a => a.Key.TypeId)
        .Select(a => new ActivityMonth { Month = a.Key.Month, SalespersonId = a.Key.SalespersonId, TypeId = a.Key.TypeId, Count = a.Value });
}

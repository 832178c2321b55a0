using Microsoft.EntityFrameworkCore;
using Plumbline.Activities;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Opportunities;

/// <summary>All that is known of an opportunity.</summary>
/// <param name="Read">The record with its names.</param>
/// <param name="Changes">Its history, the latest first.</param>
/// <param name="Activities">The latest things done about it.</param>
/// <param name="ActivitiesFound">How many were done in all.</param>
/// <param name="Age">How long it has stood at its stage; null once it ended.</param>
/// <param name="Stages">Where it may be moved to.</param>
/// <param name="Editable">The fields that may be changed here.</param>
/// <param name="MayChange">Whether whoever asks may change it.</param>
/// <param name="People">Everyone, for their names.</param>
/// <param name="Today">The company's day.</param>
/// <param name="Clock">Tells the days of changes.</param>
internal sealed record OpportunityView(
    OpportunityRead Read, IReadOnlyList<OpportunityChange> Changes, IReadOnlyList<DoneLine> Activities, int ActivitiesFound, StageAge? Age, IReadOnlyList<string> Stages, OpportunityFields Editable, bool MayChange,
    Colleagues People, DateOnly Today, CompanyClock Clock)
{
    public Opportunity Record => Read.Record;

    /// <summary>Whether whoever asks may say how it goes on: move it, win it, lose it.</summary>
    public bool MayMove => MayChange && Editable.HasFlag(OpportunityFields.Stage);
}

/// <summary>Gathers what is known of an opportunity, in bounded lists. Everyone may see it: the pipeline belongs to the company.</summary>
internal sealed class OpportunityViews(PlumblineDb db, CurrentPerson me, OurCompany company, OpportunityDesk desk, StageBook book, PipelineLines lines)
{
    public const int MostChanges = 100;
    public const int MostActivities = 25;

    private const int MostReasons = 12;
    private const int LooksBackLost = 500;

    public async Task<OpportunityView?> Read(long id, CancellationToken cancel)
    {
        if (await desk.Read(id, cancel) is not { } read)
        {
            return null;
        }

        var (today, clock) = (await company.Today(cancel), await company.Clock(cancel));
        var activities = db.Activities.Where(a => a.OpportunityId == id);
        return new(
            read,
            await db.OpportunityChanges.AsNoTracking().Where(c => c.OpportunityId == id).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(MostChanges).ToListAsync(cancel),
            await ActivityList.Lines(db, activities.OrderByDescending(a => a.Date).ThenByDescending(a => a.Id).Take(MostActivities)).ToListAsync(cancel),
            await activities.CountAsync(cancel),
            read.Record.State == OpportunityState.Open ? await AgeOf(read.Record, today, clock, cancel) : null,
            await desk.OpenStages(read.Record, cancel),
            read.Record.Editable((await company.Load(cancel)).KeptHere),
            await desk.MayChange(read.Record.SalespersonId, cancel),
            await me.Colleagues(cancel), today, clock);
    }

    /// <summary>What an account is called; null where there is none of this number.</summary>
    public Task<string?> AccountName(long id, CancellationToken cancel) => db.Accounts.Where(a => a.Id == id && a.MergedIntoId == null).Select(a => a.Name).SingleOrDefaultAsync(cancel);

    /// <summary>What a product is called that is sold; null where there is none.</summary>
    public Task<string?> ProductName(long id, CancellationToken cancel) => db.Products.Where(p => p.Id == id && p.IsSold && p.MergedIntoId == null).Select(p => p.Name).SingleOrDefaultAsync(cancel);

    /// <summary>The reasons and competitors named most among what was lost last, to be chosen from.</summary>
    public async Task<(IReadOnlyList<string> Reasons, IReadOnlyList<string> Competitors)> Named(OpportunityState state, CancellationToken cancel)
    {
        var latest = await db.Opportunities.Where(o => o.Closed != null && o.State == state).OrderByDescending(o => o.Closed).Take(LooksBackLost).Select(o => new { o.Reason, o.Competitor }).ToListAsync(cancel);
        return (Most(latest.Select(l => l.Reason)), Most(latest.Select(l => l.Competitor)));

        static IReadOnlyList<string> Most(IEnumerable<string?> named) => [.. named.OfType<string>().GroupBy(n => n, StringComparer.OrdinalIgnoreCase).OrderByDescending(g => g.Count()).Take(MostReasons).Select(g => g.Key)];
    }

    private async Task<StageAge> AgeOf(Opportunity opportunity, DateOnly today, CompanyClock clock, CancellationToken cancel)
    {
        var line = await lines.Show(db.Opportunities.Where(o => o.Id == opportunity.Id)).SingleAsync(cancel);
        var stages = (await book.Stages(cancel)).Columns(new HashSet<string> { opportunity.System }, [(opportunity.Stage ?? "", opportunity.Probability)]);
        return PipelineLines.AgeOf(line, stages.FirstOrDefault(s => s.Texts.Contains(opportunity.Stage ?? "", StringComparer.OrdinalIgnoreCase)), await book.Usual(cancel), today, clock.DayOf);
    }
}

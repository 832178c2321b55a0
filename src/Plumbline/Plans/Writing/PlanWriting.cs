using Microsoft.EntityFrameworkCore;
using Plumbline.Activities;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Plans.Writing;

/// <summary>A plan laid out for writing, with what helps to write it.</summary>
/// <param name="Opened">The plan.</param>
/// <param name="Name">Whose plan it is.</param>
/// <param name="ManagerId">Whom it goes to; null where nobody is above.</param>
/// <param name="Manager">That person's name.</param>
/// <param name="Known">What the draft is checked against.</param>
public abstract record WritingView(OpenedPlan Opened, string Name, long? ManagerId, string Manager, PlanKnown Known)
{
    /// <summary>The draft as it stands.</summary>
    public abstract PlanContent Content { get; }

    /// <summary>What other features offer to it.</summary>
    public IReadOnlyList<Finding> Offers { get; init; } = [];

    /// <summary>What does not add up, and what is offered.</summary>
    public IReadOnlyList<Finding> Findings => field ??= [.. PlanChecks.Of(Content, Known), .. Offers];
}

/// <summary>A business plan laid out for writing.</summary>
/// <param name="Opened">The plan.</param>
/// <param name="Name">Whose plan it is.</param>
/// <param name="ManagerId">Whom it goes to; null where nobody is above.</param>
/// <param name="Manager">That person's name.</param>
/// <param name="Known">What the draft is checked against.</param>
/// <param name="Draft">The draft as it stands.</param>
/// <param name="History">What was sold before.</param>
/// <param name="Suggestion">A plan as history suggests it.</param>
/// <param name="Weekly">By activity type: how many the salesperson did a week, lately and a year ago.</param>
/// <param name="Growth">The growth that the suggestion reckons with, as a fraction.</param>
/// <param name="Last">The plan of the period before, as agreed; null where there is none.</param>
/// <param name="ActivityTypes">The company's.</param>
/// <param name="SplitsNewBusiness">Whether quotas tell new business from existing.</param>
public sealed record BusinessWriting(
    OpenedPlan Opened, string Name, long? ManagerId, string Manager, PlanKnown Known, BusinessPlanContent Draft, PlanHistory History, PlanSuggestion Suggestion, IReadOnlyDictionary<long, (decimal Recent, decimal YearAgo)> Weekly, decimal Growth,
    BusinessPlanContent? Last, IReadOnlyList<ActivityType> ActivityTypes, bool SplitsNewBusiness) : WritingView(Opened, Name, ManagerId, Manager, Known)
{
    /// <inheritdoc/>
    public override BusinessPlanContent Content => Draft;
}

/// <summary>An account plan laid out for writing.</summary>
/// <param name="Opened">The plan.</param>
/// <param name="Name">Whose plan it is.</param>
/// <param name="ManagerId">Whom it goes to; null where nobody is above.</param>
/// <param name="Manager">That person's name.</param>
/// <param name="Known">What the draft is checked against.</param>
/// <param name="Draft">The draft as it stands.</param>
/// <param name="Account">The account.</param>
/// <param name="History">What is known of it.</param>
/// <param name="Suggestion">A plan as that suggests it.</param>
public sealed record AccountWriting(
    OpenedPlan Opened, string Name, long? ManagerId, string Manager, PlanKnown Known, AccountPlanContent Draft, PlannedAccount Account, AccountHistory History, AccountPlanContent Suggestion) : WritingView(Opened, Name, ManagerId, Manager, Known)
{
    /// <inheritdoc/>
    public override AccountPlanContent Content => Draft;
}

/// <summary>Lays a plan out for writing, and takes what is typed into it.</summary>
internal sealed class PlanWriting(PlumblineDb db, PlanDesk desk, PlanFacts facts, AccountFacts accounts, OurCompany company, CurrentPerson me, TimeProvider clock)
{
    /// <summary>The growth that a suggestion reckons with unless another is asked for.</summary>
    public const decimal UsualGrowth = 0.05m;

    private const int MostEdits = 10_000;

    /// <summary>The plan with all that stands beside it; null where nothing is being written in it by this person.</summary>
    /// <exception cref="RefusedException">There is no such plan for this person.</exception>
    public async Task<WritingView?> Open(long planId, decimal growth, CancellationToken cancel)
    {
        var opened = await desk.Open(planId, cancel) ?? throw RefusedException.NotFound("plan");
        if (!opened.Can(PlanMove.Edit) || opened.Plan.DraftOf(opened.Side) is not { } content)
        {
            return null;
        }

        var salesperson = opened.Plan.SalespersonId;
        var colleagues = await me.Colleagues(cancel);
        var (name, managerId) = (colleagues.NameOf(salesperson), colleagues.Find(salesperson)?.ManagerId);
        var known = await facts.Known(salesperson, content, cancel);
        if (content is AccountPlanContent draft)
        {
            var account = await accounts.Find(draft.AccountId, cancel);
            var past = await accounts.History(account.CurrentId, cancel);
            return new AccountWriting(
                opened, name, managerId, colleagues.NameOf(managerId), known, draft, account, past, AccountPlanSuggestion.From(past, draft.Period, await company.Today(cancel)));
        }

        var history = await facts.History(salesperson, content.Period, cancel);
        return new BusinessWriting(
            opened, name, managerId, colleagues.NameOf(managerId), known, (BusinessPlanContent)content, history, await facts.Suggestion(salesperson, history, growth, cancel), await facts.Weekly(salesperson, history, cancel), growth,
            await facts.Last(salesperson, content.Period, cancel),
            await db.ActivityTypes.AsNoTracking().OrderBy(t => t.Name).ToListAsync(cancel), (await company.Load(cancel)).SplitsNewBusiness)
        {
            Offers = await facts.Offers(opened.Plan, content, cancel),
        };
    }

    /// <summary>A new key for the rows that this page adds.</summary>
    public string NewKey() => Rows.NewKey(clock.GetUtcNow(), me.Id);

    /// <summary>Takes what the page sends while someone types.</summary>
    public async Task<(DraftAnswer Answer, PlanContent Content)> Type(long planId, DraftRequest request, CancellationToken cancel)
    {
        var changes = request.Changes ?? [];
        Refuse.Unless(changes.Count <= MostEdits, Refusal.Invalid, "Too many changes at once.");
        var blank = (await desk.Open(planId, cancel) ?? throw RefusedException.NotFound("plan")).Plan.Blank;
        var (result, revision) = await desk.Edit(planId, [.. changes.Select(c => new PlanEdit(c.Name, Canonical(blank, c.Name, c.Base ?? ""), c.Value ?? ""))], cancel);
        return (
            new(
                revision,
                // A number that goes with a name is kept with the name, whatever became of it.
                [.. changes.Select(c => c.Name).Except(result.Conflicts.Select(c => c.Edit.Path)).Except(result.Problems.Select(p => p.Edit.Path))],
                [.. result.Conflicts.Select(c => ConflictOf(result.Content, c))],
                [.. result.Problems.Select(p => new DraftError(p.Edit.Path, p.Words))],
                new Dictionary<string, string>()),
            result.Content);
    }

    /// <summary>Takes a whole form: what differs from what the form was made with was typed.</summary>
    public async Task<EditResult> Take(long planId, PlanContent seen, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancel)
    {
        List<PlanEdit> edits = [];
        foreach (var (name, typed) in fields)
        {
            if (PlanPlace.TryFind(seen, name) is { } place)
            {
                var was = place.Section.Read(seen, place.Key, place.Field);
                if (!PlanEdits.TryRead(seen, name, typed, out var value, out _) || value != was)
                {
                    edits.Add(new(name, was, typed));
                }
            }
        }

        return (await desk.Edit(planId, edits, cancel)).Edited;
    }

    /// <summary>Deletes a row as it was seen.</summary>
    public async Task<EditResult> Delete(long planId, PlanContent seen, string row, CancellationToken cancel)
    {
        var section = row.Split('.') is [var name, _] ? seen.Form.Find(name) : null;
        Refuse.Unless(section is { IsList: true }, Refusal.NotFound, "There is no such row.");
        return (await desk.Edit(planId, PlanEdits.Deleting(seen, section.Section, row.Split('.')[1]), cancel)).Edited;
    }

    /// <summary>Fills a section from the suggestion or the last plan, by <see cref="PlanFilling"/>; of an account plan from what is known of the account.</summary>
    /// <param name="planId">The plan.</param>
    /// <param name="section">The section.</param>
    /// <param name="fromLast">From the last plan, else from the suggestion.</param>
    /// <param name="growth">The growth that a suggestion reckons with, as a fraction.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Fill(long planId, PlanSection section, bool fromLast, decimal growth, CancellationToken cancel) => await Fill(planId, growth, (view, draft, newKey) => view switch
    {
        BusinessWriting { Suggestion.Content: var suggested } business when !fromLast => PlanFilling.Fill((BusinessPlanContent)draft, suggested, section, newKey, business.Known.Merges),
        BusinessWriting business => PlanFilling.Fill((BusinessPlanContent)draft, (business.Last ?? throw RefusedException.NotFound("last plan")).CarryOver(draft.Period), section, newKey, business.Known.Merges),
        AccountWriting account => AccountPlanSuggestion.Fill((AccountPlanContent)draft, account.Suggestion, section, newKey, account.Known.Merges),
        _ => draft,
    }, cancel);

    /// <summary>Adds a deal that was won with the account to the past successes.</summary>
    /// <exception cref="RefusedException">It was not won there, or lies further back than the deals that are offered.</exception>
    public async Task AddSuccess(long planId, long opportunityId, CancellationToken cancel) => await Fill(planId, UsualGrowth, (view, draft, newKey) => view is AccountWriting { History.Won: var won } account
        ? AccountPlanSuggestion.Fill((AccountPlanContent)draft, account.Suggestion with { Successes = [AccountPlanSuggestion.SuccessOf(won.FirstOrDefault(d => d.Id == opportunityId) ?? throw RefusedException.NotFound("deal"))] }, PlanSection.Successes, newKey, account.Known.Merges)
        : draft, cancel);

    private async Task Fill(long planId, decimal growth, Func<WritingView, PlanContent, Func<int, string>, PlanContent> fill, CancellationToken cancel)
    {
        var view = await Open(planId, growth, cancel) ?? throw new RefusedException(Refusal.Conflict, "This plan is not being written now.");
        var now = clock.GetUtcNow();
        await desk.Rewrite(planId, draft => fill(view, draft, nth => Rows.NewKey(now, me.Id, nth)), cancel);
    }

    /// <summary>A conflict as it reads.</summary>
    public static DraftConflict ConflictOf(PlanContent plan, EditConflict conflict)
    {
        var place = PlanPlace.Find(plan, conflict.Edit.Path);
        return new(conflict.Edit.Path, PlanWords.Input(place.Field, conflict.Mine), PlanWords.Input(place.Field, conflict.Theirs), DifferenceWords.Place(plan, conflict.Edit.Path));
    }

    /// <summary>Why an edit was not taken, with the field's place before it where there is such a field.</summary>
    public static string Told(PlanContent plan, EditProblem problem) =>
        PlanPlace.TryFind(plan, problem.Edit.Path) is null ? problem.Words : $"{DifferenceWords.Place(plan, problem.Edit.Path)}: {problem.Words}";

    private static string Canonical(PlanContent plan, string path, string shown) => PlanEdits.TryRead(plan, path, shown, out var value, out _) ? value : shown;
}

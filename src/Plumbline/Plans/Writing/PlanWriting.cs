using Microsoft.EntityFrameworkCore;
using Plumbline.Activities;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Plans.Writing;

/// <summary>A plan laid out for writing, with what helps to write it.</summary>
/// <param name="Opened">The plan.</param>
/// <param name="Content">The draft as it stands.</param>
/// <param name="Name">Whose plan it is.</param>
/// <param name="ManagerId">Whom it goes to; null where nobody is above.</param>
/// <param name="Manager">That person's name.</param>
/// <param name="Known">What the draft is checked against.</param>
/// <param name="History">What was sold before.</param>
/// <param name="Suggestion">A plan as history suggests it.</param>
/// <param name="Weekly">By activity type: how many the salesperson did a week, lately and a year ago.</param>
/// <param name="Growth">The growth that the suggestion reckons with, as a fraction.</param>
/// <param name="Last">The plan of the period before, as agreed; null where there is none.</param>
/// <param name="ActivityTypes">The company's.</param>
/// <param name="SplitsNewBusiness">Whether quotas tell new business from existing.</param>
public sealed record WritingView(
    OpenedPlan Opened, PlanContent Content, string Name, long? ManagerId, string Manager, PlanKnown Known, PlanHistory History, PlanSuggestion Suggestion, IReadOnlyDictionary<long, (decimal Recent, decimal YearAgo)> Weekly, decimal Growth, PlanContent? Last,
    IReadOnlyList<ActivityType> ActivityTypes, bool SplitsNewBusiness)
{
    /// <summary>What does not add up.</summary>
    public IReadOnlyList<Finding> Findings { get; } = PlanChecks.Of(Content, Known);
}

/// <summary>Lays a plan out for writing, and takes what is typed into it.</summary>
internal sealed class PlanWriting(PlumblineDb db, PlanDesk desk, PlanFacts facts, OurCompany company, CurrentPerson me, TimeProvider clock)
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
        var manager = colleagues.Find(salesperson)?.ManagerId;
        var history = await facts.History(salesperson, content.Period, cancel);
        return new(
            opened, content, colleagues.NameOf(salesperson), manager, colleagues.NameOf(manager), await facts.Known(salesperson, content, cancel), history, await facts.Suggestion(salesperson, history, growth, cancel), await facts.Weekly(salesperson, history, cancel), growth,
            await facts.Last(salesperson, content.Period, cancel),
            await db.ActivityTypes.AsNoTracking().OrderBy(t => t.Name).ToListAsync(cancel), (await company.Load(cancel)).SplitsNewBusiness);
    }

    /// <summary>A new key for the rows that this page adds.</summary>
    public string NewKey() => Rows.NewKey(clock.GetUtcNow(), me.Id);

    /// <summary>Takes what the page sends while someone types.</summary>
    public async Task<(DraftAnswer Answer, PlanContent Content)> Type(long planId, DraftRequest request, CancellationToken cancel)
    {
        var changes = request.Changes ?? [];
        Refuse.Unless(changes.Count <= MostEdits, Refusal.Invalid, "Too many changes at once.");
        var period = (await desk.Open(planId, cancel) ?? throw RefusedException.NotFound("plan")).Plan.Period;
        var (result, revision) = await desk.Edit(planId, [.. changes.Select(c => new PlanEdit(c.Name, Canonical(period, c.Name, c.Base ?? ""), c.Value ?? ""))], cancel);
        return (
            new(
                revision,
                // A number that goes with a name is kept with the name, whatever became of it.
                [.. changes.Select(c => c.Name).Except(result.Conflicts.Select(c => c.Edit.Path)).Except(result.Problems.Select(p => p.Edit.Path))],
                [.. result.Conflicts.Select(c => ConflictOf(result.Content, c))],
                [.. result.Problems.Select(p => new DraftError(p.Edit.Path, Told(result.Content, p)))],
                new Dictionary<string, string>()),
            result.Content);
    }

    /// <summary>Takes a whole form: what differs from what the form was made with was typed.</summary>
    public async Task<EditResult> Take(long planId, PlanContent seen, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancel)
    {
        List<PlanEdit> edits = [];
        foreach (var (name, typed) in fields)
        {
            if (PlanPlace.TryFind(seen.Period, name) is { } place)
            {
                var was = place.Section.Read(seen, place.Key, place.Field);
                if (!PlanEdits.TryRead(seen.Period, name, typed, out var value, out _) || value != was)
                {
                    edits.Add(new(name, was, typed));
                }
            }
        }

        return (await desk.Edit(planId, edits, cancel)).Result;
    }

    /// <summary>Deletes a row as it was seen.</summary>
    public async Task<EditResult> Delete(long planId, PlanContent seen, string row, CancellationToken cancel)
    {
        var section = row.Split('.') is [var name, _] ? PlanForm.Sections.FirstOrDefault(s => s.Name == name && s.IsList) : null;
        Refuse.Unless(section is not null, Refusal.NotFound, "There is no such row.");
        return (await desk.Edit(planId, PlanEdits.Deleting(seen, section.Section, row.Split('.')[1]), cancel)).Result;
    }

    /// <summary>Fills a section from the suggestion or the last plan, by <see cref="PlanFilling"/>.</summary>
    public async Task Fill(long planId, PlanSection section, bool fromLast, decimal growth, CancellationToken cancel)
    {
        var view = await Open(planId, growth, cancel) ?? throw new RefusedException(Refusal.Conflict, "This plan is not being written now.");
        var source = !fromLast ? view.Suggestion.Content : (view.Last ?? throw RefusedException.NotFound("last plan")).CarryOver(view.Content.Period);
        var now = clock.GetUtcNow();
        await desk.Rewrite(planId, draft => PlanFilling.Fill(draft, source, section, nth => Rows.NewKey(now, me.Id, nth), view.Known.Merges), cancel);
    }

    /// <summary>A conflict as it reads.</summary>
    public static DraftConflict ConflictOf(PlanContent content, EditConflict conflict)
    {
        var place = PlanPlace.Find(content.Period, conflict.Edit.Path);
        return new(conflict.Edit.Path, PlanWords.Input(place.Field, conflict.Mine), PlanWords.Input(place.Field, conflict.Theirs), DifferenceWords.Place(content.Period, content, conflict.Edit.Path));
    }

    /// <summary>Why an edit was not taken, with the field's place before it where there is such a field.</summary>
    public static string Told(PlanContent content, EditProblem problem) =>
        PlanPlace.TryFind(content.Period, problem.Edit.Path) is null ? problem.Words : $"{DifferenceWords.Place(content.Period, content, problem.Edit.Path)}: {problem.Words}";

    private static string Canonical(Period period, string path, string shown) => PlanEdits.TryRead(period, path, shown, out var value, out _) ? value : shown;
}

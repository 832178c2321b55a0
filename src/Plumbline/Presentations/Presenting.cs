using Microsoft.EntityFrameworkCore;
using Plumbline.Plans;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Presentations;

/// <summary>What the form of the notes posts: a row for each slide, so that saving one loses none.</summary>
public sealed class SpeakerNotesInput
{
    /// <summary>The slides in their order.</summary>
    public List<SpeakerNoteInput>? Rows { get; set; }

    /// <summary>At which slide the button was pressed.</summary>
    public string? At { get; set; }
}

/// <summary>The notes to a slide, as typed.</summary>
public sealed class SpeakerNoteInput
{
    /// <summary>Which slide.</summary>
    public string? Slide { get; set; }

    /// <summary>The notes.</summary>
    public string? Text { get; set; }

    /// <summary>The revision that was read; null where there were none.</summary>
    public int? Revision { get; set; }
}

/// <summary>A slide: the plan's title, a section of it, or what is promised at its end. <paramref name="Name"/>: as in its address. <paramref name="Title"/>: what stands above it. <paramref name="Section"/>: the section; null for the first.</summary>
internal sealed record Slide(string Name, string Title, SectionForm? Section);

/// <summary>A plan as it is presented. <paramref name="Plan"/>: the plan for its reader. <paramref name="Slides"/>: the first, and one for each section in which something is written. <paramref name="Notes"/>: what the salesperson wrote to each slide; null for everybody else. <paramref name="Meeting"/>: the meeting in which it is presented; null where it is shown by itself. <paramref name="Before"/>: the plan before it on the agenda. <paramref name="Next"/>: the plan after it.</summary>
internal sealed record PresentedView(
    PlanView Plan, BusinessPlanContent Content, PlanResults Results, IReadOnlyList<Slide> Slides, IReadOnlyDictionary<string, SpeakerNote>? Notes, Presentation? Meeting, PresentedPlan? Before, PresentedPlan? Next)
{
    public const string Cover = "cover";

    /// <summary>The address on which this plan, or another of the meeting, is presented.</summary>
    public string Href(long plan, string rest = "") => FormattableString.Invariant($"present/{plan}{rest}{(Meeting is null ? "" : $"?meeting={Meeting.Id}")}");
}

/// <summary>Makes slides of plans, and keeps what a salesperson wants to say to them.</summary>
internal sealed class Presenting(PlumblineDb db, CurrentPerson me, PlanViews plans, PlanResultsReader results, PresentationReader reader)
{
    /// <summary>Null where there is no such business plan, or none that the person may see.</summary>
    public async Task<PresentedView?> Open(long planId, long? meetingId, CancellationToken cancel)
    {
        if (await plans.Open(planId, cancel) is not { Account: null } plan || (plan.Shown?.Content ?? plan.Plan.DraftOf(plan.Opened.Side)) is not BusinessPlanContent content)
        {
            return null;
        }

        var meeting = meetingId is { } id ? await (await reader.Visible(db.Presentations.AsNoTracking().AsSplitQuery(), cancel)).SingleOrDefaultAsync(p => p.Id == id, cancel) : null;
        var at = meeting?.Plans.ToList().FindIndex(p => p.PlanId == planId) ?? -1;
        meeting = at < 0 ? null : meeting;
        return new(
            plan, content, await results.Read(plan.Plan.SalespersonId, content, cancel),
            [new(PresentedView.Cover, plan.Title, null), .. PlanForm.Business.Sections.Where(s => !PlanSectionBody.IsEmpty(s, content)).Select(s => new Slide(s.Name, s.Label, s))],
            plan.IsOwn ? await db.Set<SpeakerNote>().AsNoTracking().Where(n => n.PlanId == planId).ToDictionaryAsync(n => n.Slide, cancel) : null,
            meeting, at > 0 ? meeting!.Plans[at - 1] : null, meeting?.Plans.ElementAtOrDefault(at + 1));
    }

    /// <summary>Keeps what the salesperson will say: all slides, or none.</summary>
    public async Task Write(long planId, SpeakerNotesInput input, CancellationToken cancel)
    {
        Refuse.Unless(await db.BusinessPlans.AnyAsync(p => p.Id == planId && p.SalespersonId == me.Id, cancel), Refusal.NotAllowed, "These notes are for who presents.");
        var kept = await db.Set<SpeakerNote>().Where(n => n.PlanId == planId).ToDictionaryAsync(n => n.Slide, cancel);
        foreach (var (at, row) in (input.Rows ?? []).Index())
        {
            Refuse.Unless(row.Slide is not null && (row.Slide == PresentedView.Cover || PlanForm.Business.Sections.Any(s => s.Name == row.Slide)), Refusal.Invalid, "There is no such slide.");
            var note = kept.GetValueOrDefault(row.Slide);
            var typed = (row.Text ?? "").ReplaceLineEndings("\n").Trim();
            if (typed == (note?.Text ?? ""))
            {
                continue;
            }

            Refuse.Unless(note?.Revision == row.Revision, Refusal.Conflict, "You wrote other notes to this slide in another window. They stand beside these; save again to keep these.", $"Rows[{at}].Text");
            note ??= db.Add(new SpeakerNote(planId, row.Slide, "")).Entity;
            note.Write(typed);
            note.Revision++;
        }

        // Another window may have written the first note to a slide at the same moment.
        Refuse.Unless(
            await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), async () => await db.Set<SpeakerNote>().CountAsync(n => n.PlanId == planId, cancel) > kept.Count),
            Refusal.Conflict, "You wrote other notes in another window. They stand beside these; save again to keep these.");
    }
}

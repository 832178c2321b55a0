using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Storage;

namespace Plumbline.Presentations;

/// <summary>Something about a presentation that is who reads it's to do, or to know of today.</summary>
internal sealed record WaitingPresentation(string Title, string Words, string Href);

/// <summary>Finds what waits for a person: questions to their plan, sentences to be read back, meetings of the next days.</summary>
internal sealed class WaitingPresentations(PlumblineDb db, OurCompany company, TimeProvider clock)
{
    private const int DaysAhead = 2;

    public async Task<IReadOnlyList<WaitingPresentation>> For(long person, int most, CancellationToken cancel)
    {
        var (wall, today, now) = (await company.Clock(cancel), await company.Today(cancel), clock.GetUtcNow());
        var until = now.AddDays(DaysAhead);
        var from = now.AddHours(-1);
        var coming = await db.Presentations.IgnoreAutoIncludes().Where(p => p.State == PresentationState.Planned && p.StartsAt >= from && p.StartsAt < until
                && (p.ConvenerId == person || EF.Property<List<Attendee>>(p, "_attendees").Any(a => a.PersonId == person) || EF.Property<List<PresentedPlan>>(p, "_plans").Any(x => x.SalespersonId == person)))
            .OrderBy(p => p.StartsAt).Take(most).Select(p => new { p.Id, p.Title, p.StartsAt, Presents = EF.Property<List<PresentedPlan>>(p, "_plans").Any(x => x.SalespersonId == person) }).ToListAsync(cancel);
        var questions = await (
            from question in db.PlanQuestions
            from presented in db.Set<PresentedPlan>()
            where question.Answer == null && presented.SalespersonId == person && presented.PlanId == question.PlanId && EF.Property<long>(presented, PresentationMapping.PresentationId) == question.PresentationId
            orderby question.Id
            select new { question.PresentationId, question.PlanId, question.Text }).Take(most).ToListAsync(cancel);
        var unread = await db.Commitments.Where(c => c.PersonId == person && c.Kind == CommitmentKind.Presented && c.State == CommitmentState.Asked).OrderBy(c => c.Id).Take(most).Select(c => c.Source).ToListAsync(cancel);
        return
        [
            .. coming.Select(p => new WaitingPresentation(p.Title, $"{(p.Presents ? "you present " : "")}{PresentationWords.When(wall.WallAt(p.StartsAt), today)}", FormattableString.Invariant($"presentations/{p.Id}"))),
            .. questions.Select(q => new WaitingPresentation(q.Text, "a question to your plan: answer it", FormattableString.Invariant($"presentations/{q.PresentationId}/plans/{q.PlanId}#questions"))),
            .. unread.Select(s => s.Split('/')).Select(s => $"presentations/{s[1]}/plans/{s[2]}#promised").Distinct().Select(href => new WaitingPresentation("What was taken down of you", "read it back", href)),
        ];
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Presentations;

/// <summary>What somebody says to a plan that is presented, as typed.</summary>
public sealed class HearingInput
{
    /// <summary>The words: a sentence promised, a question, an answer, an offer, applause.</summary>
    public string? Words { get; set; }

    /// <summary>The day by which.</summary>
    public string? Day { get; set; }

    /// <summary>A question or promise by number.</summary>
    public string? Of { get; set; }

    /// <summary>A key of the form's own, so that what is sent twice is one.</summary>
    public string? Key { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }
}

/// <summary>Takes down what leadership and colleagues say to a plan, and what the salesperson promises before them.</summary>
internal sealed class HearingDesk(PlumblineDb db, CurrentPerson me, OurCompany company, PresentationReader reader, Notifier notifier, TimeProvider clock)
{
    public Task Endorse(long id, long plan, HearingInput input, CancellationToken cancel) => Speak(id, plan, VoiceKind.Endorsed, input, cancel);

    public Task Witness(long id, long plan, HearingInput input, CancellationToken cancel) => Speak(id, plan, VoiceKind.Witnessed, input, cancel);

    public Task Applaud(long id, long plan, HearingInput input, CancellationToken cancel) => Speak(id, plan, VoiceKind.Applauded, input, cancel);

    /// <summary>The leadership asks the author.</summary>
    public async Task Ask(long id, long plan, HearingInput input, CancellationToken cancel)
    {
        var (meeting, presented) = await Find(id, plan, cancel);
        RefuseKeyless(input);
        await RefuseOthers("asks about", cancel);
        var question = new PlanQuestion(meeting, plan, me.Id, input.Key!, input.Words, clock.GetUtcNow());
        if (!await IsThere())
        {
            db.Add(question);
            await notifier.Tell(NotificationKind.PlanQuestioned, [presented.SalespersonId], meeting.Title, Href(id, plan, "questions"), question.Text, cancel);
            await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), IsThere);
        }

        Task<bool> IsThere() => db.PlanQuestions.AnyAsync(q => q.PresentationId == id && q.Key == input.Key, cancel);
    }

    /// <summary>The author answers a question.</summary>
    public async Task Reply(long id, long plan, HearingInput input, CancellationToken cancel)
    {
        var (meeting, presented) = await Find(id, plan, cancel);
        var number = long.TryParse(input.Of, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 0;
        var question = await db.PlanQuestions.SingleOrDefaultAsync(q => q.Id == number && q.PresentationId == id && q.PlanId == plan, cancel) ?? throw RefusedException.NotFound("question");
        Refuse.Stale("this answer", input.Revision, question.Revision);
        question.Reply(me.Id, presented.SalespersonId, input.Words, clock.GetUtcNow());
        question.Revision++;
        await notifier.Tell(NotificationKind.QuestionAnswered, [question.AskedBy], meeting.Title, Href(id, plan, "questions"), question.Answer, cancel);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Takes down a sentence that the salesperson promises: at once where they type it, else it is theirs to read back.</summary>
    public async Task TakeDown(long id, long plan, HearingInput input, CancellationToken cancel)
    {
        var (meeting, presented) = await Find(id, plan, cancel);
        Refuse.Unless(meeting.Kind == PresentationKind.Peers, Refusal.Invalid, "Sentences are promised before colleagues.");
        Refuse.Unless(meeting.IsOpen, Refusal.Conflict, "This meeting was cancelled.");
        Refuse.Unless(presented.SalespersonId == me.Id || await reader.MayChair(meeting, cancel), Refusal.NotAllowed, "Who presents takes it down, or who chairs the meeting.");
        (await Heard(id, presented, [], cancel)).RefuseWitnessed();
        await Promise(CommitmentKind.Presented, id, plan, presented.SalespersonId, null, input, "Write the sentence.", cancel);
    }

    /// <summary>The salesperson has read back what was taken down, and so promises it.</summary>
    public async Task ReadBack(long id, long plan, HearingInput input, CancellationToken cancel)
    {
        var (meeting, presented) = await Find(id, plan, cancel);
        Refuse.Unless(presented.SalespersonId == me.Id, Refusal.NotAllowed, "Who promises reads it back.");
        Refuse.Unless(meeting.IsOpen, Refusal.Conflict, "This meeting was cancelled.");
        var (sentences, today) = (await Sentences(id, presented).ToListAsync(cancel), await company.Today(cancel));
        RefuseUnseen(input, sentences);
        foreach (var asked in sentences.Where(c => c.State == CommitmentState.Asked))
        {
            asked.Accept(today);
            asked.Revision++;
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Somebody offers help: it is theirs to do from then on, and stands in the ledger.</summary>
    public async Task Offer(long id, long plan, HearingInput input, CancellationToken cancel)
    {
        var (meeting, presented) = await Find(id, plan, cancel);
        Refuse.Unless(meeting.IsOpen, Refusal.Conflict, "This meeting was cancelled.");
        Refuse.Unless(meeting.Kind == PresentationKind.Peers, Refusal.Invalid, "Help is offered before colleagues, where everyone may read it.");
        Refuse.Unless(presented.SalespersonId != me.Id, Refusal.Invalid, "It is your own plan: others offer help.");
        await Promise(
            CommitmentKind.Help, id, plan, me.Id, presented.SalespersonId, input, "Say what you will do.", cancel,
            () => notifier.Tell(NotificationKind.HelpOffered, [presented.SalespersonId], meeting.Title, Href(id, plan, "help"), input.Words, cancel));
    }

    private async Task Speak(long id, long plan, VoiceKind kind, HearingInput input, CancellationToken cancel)
    {
        var (meeting, presented) = await Find(id, plan, cancel);
        if (await IsThere())
        {
            return; // Said already: once is enough.
        }

        if (kind == VoiceKind.Endorsed)
        {
            await RefuseOthers("endorses", cancel);
        }

        var sentences = await Sentences(id, presented).AsNoTracking().ToListAsync(cancel);
        if (kind == VoiceKind.Witnessed)
        {
            RefuseUnseen(input, sentences);
        }

        var voice = new PlanVoice(meeting, plan, me.Id, kind, await Heard(id, presented, sentences, cancel), input.Words, clock.GetUtcNow());
        db.Add(voice);
        if (kind == VoiceKind.Endorsed)
        {
            await notifier.Tell(NotificationKind.PlanEndorsed, [presented.SalespersonId], meeting.Title, Href(id, plan, "decision"), voice.Words == "" ? null : voice.Words, cancel);
        }

        await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), IsThere);

        Task<bool> IsThere() => db.PlanVoices.AnyAsync(v => v.PresentationId == id && v.PlanId == plan && v.PersonId == me.Id && v.Kind == kind, cancel);
    }

    private async Task Promise(CommitmentKind kind, long id, long plan, long person, long? to, HearingInput input, string missing, CancellationToken cancel, Func<Task>? tell = null)
    {
        RefuseKeyless(input);
        Refuse.Unless(!string.IsNullOrWhiteSpace(input.Words), Refusal.Invalid, missing, nameof(input.Words));
        var (due, today) = (TypedDay.Required(input.Day, nameof(input.Day)), await company.Today(cancel));
        Refuse.Unless(due >= today, Refusal.Invalid, "Promise a day to come.", nameof(input.Day));
        var source = PresentationVisibility.SourceOf(id, plan) + input.Key;
        if (await IsThere())
        {
            return; // Sent twice.
        }

        db.Commitments.Add(new(kind, source, person, input.Words!, today, due, askedBy: me.Id) { ToId = to });
        await (tell?.Invoke() ?? Task.CompletedTask); // Saved with it, or not at all.
        await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), IsThere);

        Task<bool> IsThere() => db.Commitments.AnyAsync(c => c.Source == source, cancel);
    }

    private async Task<PlanHeard> Heard(long id, PresentedPlan presented, IReadOnlyCollection<Commitment> sentences, CancellationToken cancel) => PresentationReader.Heard(
        await db.PlanVoices.AsNoTracking().Where(v => v.PresentationId == id && v.PlanId == presented.PlanId).ToListAsync(cancel),
        await db.PlanQuestions.AsNoTracking().Where(q => q.PresentationId == id && q.PlanId == presented.PlanId).ToListAsync(cancel), sentences);

    /// <summary>What was taken down of who presents, in the order of the page.</summary>
    private IQueryable<Commitment> Sentences(long id, PresentedPlan presented) =>
        db.Commitments.MadeIn(id, presented.PlanId, [presented.SalespersonId]).Where(c => c.Kind == CommitmentKind.Presented).OrderBy(c => c.Id);

    private async Task<(Presentation Meeting, PresentedPlan Presented)> Find(long id, long plan, CancellationToken cancel)
    {
        var meeting = await (await reader.Visible(db.Presentations.AsSplitQuery(), cancel)).SingleOrDefaultAsync(p => p.Id == id, cancel) ?? throw RefusedException.NotFound("meeting");
        var presented = meeting.Plans.FirstOrDefault(p => p.PlanId == plan) ?? throw RefusedException.NotFound("plan on this agenda");
        Refuse.Unless(await reader.SeesAll(meeting, cancel) || (await me.Line(cancel)).Contains(presented.SalespersonId), Refusal.NotFound, "This plan is not on the agenda.");
        return (meeting, presented);
    }

    private async Task RefuseOthers(string does, CancellationToken cancel) => Refuse.Unless(await me.Has(Roles.Leadership, cancel), Refusal.NotAllowed, $"Only the leadership {does} plans.");

    /// <summary>What is read back or witnessed is what stood on the page.</summary>
    private static void RefuseUnseen(HearingInput input, IEnumerable<Commitment> sentences) => Refuse.Unless(
        input.Of == string.Join(',', sentences.Select(c => c.Id)), Refusal.Conflict, "A sentence came after you opened the page. Read them as they stand now, then say it again.");

    private static void RefuseKeyless(HearingInput input) => Refuse.Unless(RecordedHere.IsKey(input.Key), Refusal.Invalid, "Open the page anew and type it once more.");

    private static string Href(long id, long plan, string part) => FormattableString.Invariant($"presentations/{id}/plans/{plan}#{part}");
}

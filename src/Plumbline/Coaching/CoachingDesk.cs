using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Coaching;

/// <summary>What the form of a session posts, as typed.</summary>
public sealed class CoachingInput
{
    /// <summary>What it is about.</summary>
    public string? Topic { get; set; }

    /// <summary>What gave rise to it.</summary>
    public string? Trigger { get; set; }

    /// <summary>The goal.</summary>
    public string? Goal { get; set; }

    /// <summary>Where things stand.</summary>
    public string? Reality { get; set; }

    /// <summary>How near the goal is, 0 to 10.</summary>
    public string? Scale { get; set; }

    /// <summary>What could be done.</summary>
    public string? Options { get; set; }

    /// <summary>What stands in the way.</summary>
    public string? Obstacles { get; set; }

    /// <summary>The figure that it is about.</summary>
    public string? Figure { get; set; }

    /// <summary>When the two sit down next.</summary>
    public string? NextOn { get; set; }

    /// <summary>"hold" where the talk was held, else it is kept only.</summary>
    public string? Move { get; set; }

    /// <summary>What the coached person adds.</summary>
    public string? Reply { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }
}

/// <summary>Something that will be done, as typed.</summary>
public sealed class CoachingActionInput
{
    /// <summary>What will be done.</summary>
    public string? What { get; set; }

    /// <summary>By when.</summary>
    public string? Due { get; set; }

    /// <summary>How sure the person is, 1 to 10.</summary>
    public string? Confidence { get; set; }

    /// <summary>A key of the form's own, so that one sent twice is one.</summary>
    public string? Key { get; set; }
}

/// <summary>Prepares, holds and answers coaching sessions.</summary>
internal sealed class CoachingDesk(PlumblineDb db, CurrentPerson me, OurCompany company, CoachingFacts facts, Notifier notifier)
{
    /// <summary>Prepares a session with somebody below, or finds the one that the reader is preparing with them.</summary>
    /// <returns>Its number.</returns>
    public async Task<long> Prepare(long person, CancellationToken cancel)
    {
        var line = await me.Line(cancel);
        Refuse.Unless(person != me.Id && line.Contains(person), Refusal.NotFound, "There is no such person, or they do not report to you.");
        if (await Begun() is { } begun)
        {
            return begun;
        }

        var session = new CoachingSession(person, new(me.Id, IsInLine: true), await company.Today(cancel), (await facts.Read(person, cancel)).Facts);
        db.Add(session);
        return await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), async () => await Begun() is not null) ? session.Id : (await Begun())!.Value;

        Task<long?> Begun() => db.CoachingSessions.Where(s => s.PersonId == person && s.CoachId == me.Id && s.State == CoachingState.Prepared).Select(s => (long?)s.Id).FirstOrDefaultAsync(cancel);
    }

    /// <summary>To be read; null where there is none that the reader may see.</summary>
    public async Task<CoachingSession?> Open(long id, CancellationToken cancel) =>
        await db.CoachingSessions.AsNoTracking().VisibleTo(me.Id, await me.Line(cancel)).SingleOrDefaultAsync(s => s.Id == id, cancel);

    /// <summary>Keeps what the coach took down; says that the talk was held where that is asked.</summary>
    public async Task Write(long id, CoachingInput input, CancellationToken cancel)
    {
        var session = await Find(id, cancel);
        Refuse.Stale("this session", input.Revision, session.Revision);
        Refuse.Unless(string.IsNullOrWhiteSpace(input.Scale) || int.TryParse(input.Scale, NumberStyles.None, CultureInfo.InvariantCulture, out _), Refusal.Invalid, "Say it on a scale from 0 to 10.", nameof(input.Scale));
        var figure = Enum.TryParse<CoachingFigure>(input.Figure, out var chosen) && Enum.IsDefined(chosen) ? chosen : CoachingFigure.None;
        session.Write(me.Id, new()
        {
            Topic = Said(input.Topic),
            Trigger = Said(input.Trigger),
            Goal = Said(input.Goal),
            Reality = Said(input.Reality),
            Scale = int.TryParse(input.Scale, NumberStyles.None, CultureInfo.InvariantCulture, out var scale) ? scale : null,
            Options = Said(input.Options),
            Obstacles = Said(input.Obstacles),
        }, figure);
        if (input.Move == "hold")
        {
            var today = await company.Today(cancel);
            var ground = await facts.Read(session.PersonId, cancel);
            session.Hold(me.Id, ground.Facts, ground.Figures[figure], TypedDay.Required(input.NextOn, nameof(input.NextOn)), today);
            foreach (var action in session.Actions)
            {
                await Promise(session, action, today, cancel);
            }

            await notifier.Tell(NotificationKind.CoachingHeld, [session.PersonId], "your coaching talk", FormattableString.Invariant($"coaching/{id}"), null, cancel);
        }

        await Save(session, cancel);
    }

    /// <summary>Takes down what the person will do. Once the talk was held it stands in the ledger: promised by the person, or asked of them by the coach.</summary>
    public async Task Act(long id, CoachingActionInput input, CancellationToken cancel)
    {
        var session = await Find(id, cancel);
        Refuse.Unless(RecordedHere.IsKey(input.Key), Refusal.Invalid, "Open the page anew and type it once more.");
        if (session.Actions.Any(a => a.Key == input.Key))
        {
            return; // Sent twice.
        }

        var confidence = string.IsNullOrWhiteSpace(input.Confidence) ? (int?)null
            : int.TryParse(input.Confidence, NumberStyles.None, CultureInfo.InvariantCulture, out var sure) ? sure : throw new RefusedException(Refusal.Invalid, "Say how sure you are from 1 to 10.", nameof(input.Confidence));
        var today = await company.Today(cancel);
        var action = session.Act(me.Id, input.Key!, input.What, TypedDay.Required(input.Due, nameof(input.Due)), confidence, today);
        if (session.State == CoachingState.Held)
        {
            await Promise(session, action, today, cancel);
        }

        await Save(session, cancel);
    }

    /// <summary>Takes an action out again before the talk.</summary>
    public async Task Drop(long id, CoachingActionInput input, CancellationToken cancel)
    {
        var session = await Find(id, cancel);
        session.Drop(me.Id, input.Key ?? "");
        await Save(session, cancel);
    }

    /// <summary>What the coached person adds.</summary>
    public async Task Answer(long id, CoachingInput input, CancellationToken cancel)
    {
        var session = await Find(id, cancel);
        Refuse.Stale("this session", input.Revision, session.Revision);
        session.Answer(me.Id, input.Reply);
        await Save(session, cancel);
    }

    private async Task Promise(CoachingSession session, CoachingAction action, DateOnly today, CancellationToken cancel)
    {
        var promise = new Commitment(CommitmentKind.Coaching, FormattableString.Invariant($"coaching/{session.Id}/{action.Key}"), session.PersonId, action.What, today, action.Due, askedBy: me.Id) { ToId = session.CoachId };
        db.Commitments.Add(promise);
        if (promise.State == CommitmentState.Asked)
        {
            await notifier.Tell(NotificationKind.HelpAsked, [session.PersonId], promise.What, "today", null, cancel);
        }
    }

    private async Task<CoachingSession> Find(long id, CancellationToken cancel)
    {
        var line = await me.Line(cancel);
        var session = await db.CoachingSessions.VisibleTo(me.Id, line).SingleOrDefaultAsync(s => s.Id == id, cancel) ?? throw RefusedException.NotFound("coaching session");
        Refuse.Unless(line.Contains(session.PersonId), Refusal.NotAllowed, "This person does not report to you any more. What was said then stays as it was taken down.");
        return session;
    }

    private Task<int> Save(CoachingSession session, CancellationToken cancel)
    {
        session.Revision++;
        return db.SaveChangesAsync(cancel);
    }

    private static string Said(string? typed) => (typed ?? "").ReplaceLineEndings("\n").Trim();
}

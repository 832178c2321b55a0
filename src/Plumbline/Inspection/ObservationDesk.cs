using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Files;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Inspection;

/// <summary>What stands on the page on which somebody is observed.</summary>
/// <param name="Person">Who is observed.</param>
/// <param name="Form">The form.</param>
/// <param name="Asked">What it asks: as it was when the draft was begun.</param>
/// <param name="Draft">What the reader has written already; null where nothing.</param>
/// <param name="Account">The name of the draft's account.</param>
/// <param name="IsBelow">Whether the person is one of the reader's line, of whom the reader sees the rest, too.</param>
/// <param name="Today">The company's day.</param>
public sealed record ObserveView(Person Person, ValidationForm Form, FormContent Asked, Observation? Draft, string? Account, bool IsBelow, DateOnly Today);

/// <summary>Whom the reader may observe, by what, and what they have begun to write.</summary>
public sealed record ObserveChoices(IReadOnlyList<Person> People, IReadOnlyList<ValidationForm> Forms, IReadOnlyList<BegunObservation> Begun);

/// <summary>An observation that its observer still writes.</summary>
public sealed record BegunObservation(long PersonId, string Person, long FormId, string Form);

/// <summary>Writes observations, shares them, records certificates. See <see cref="Validation.RefuseObserver"/> for who may.</summary>
internal sealed class ObservationDesk(PlumblineDb db, CurrentPerson me, OurCompany company, StandingReader standings, AccountNames accounts, FileShelf shelf, Notifier notifier, TimeProvider clock)
{
    private const int MostBegun = 20;

    /// <summary>Those below the reader; for managers and the leadership everyone who sells.</summary>
    public async Task<ObserveChoices> Choices(CancellationToken cancel)
    {
        var (people, line, leads) = (await me.Colleagues(cancel), await me.Line(cancel), await me.Has(Roles.Manager | Roles.Leadership, cancel));
        return new(
            [.. people.Working(clock.GetUtcNow()).Where(p => p.Id != me.Id && p.Roles.HasFlag(Roles.Salesperson) && (leads || line.Contains(p.Id)))],
            [.. (await standings.InUse(cancel)).Where(f => f.Content.Kind != FormKind.Quiz)],
            (await db.Validations.AsNoTracking().Where(o => o.ObserverId == me.Id && o.State == ValidationState.Writing).OrderByDescending(o => o.Id).Take(MostBegun).ToListAsync(cancel))
                .ConvertAll(o => new BegunObservation(o.PersonId, people.NameOf(o.PersonId), o.FormId, o.Asked.Name)));
    }

    /// <summary>What the reader has written about the person by the form, or a new beginning; null where there is no such person or form.</summary>
    /// <exception cref="RefusedException">The reader may not observe this person.</exception>
    public async Task<ObserveView?> Read(long person, long form, CancellationToken cancel)
    {
        if (await Find(person, form, tracked: false, cancel) is not ({ } who, { } by, var draft))
        {
            return null;
        }

        var account = draft?.AccountId is { } id ? await db.Accounts.Where(a => a.Id == id).Select(a => a.Name).SingleAsync(cancel) : null;
        return new(who, by, draft?.Asked ?? by.Content, draft, account, (await me.Line(cancel)).Contains(person), await company.Today(cancel));
    }

    /// <summary>Keeps what is typed for the observer, or shares it with the person.</summary>
    /// <returns>The number of what was shared or recorded; null of what is kept.</returns>
    public async Task<long?> Save(long person, long form, ObserveInput input, CancellationToken cancel)
    {
        if (await Find(person, form, tracked: true, cancel) is not ({ } who, { } by, var draft))
        {
            throw RefusedException.NotFound("form");
        }

        if (by.Content.Kind == FormKind.Certificate)
        {
            return await Record(who, by, input, cancel);
        }

        Refuse.Stale("what you wrote here", input.Revision, draft?.Revision ?? 0);
        var (today, day) = (await company.Today(cancel), TypedDay.Required(input.Day, nameof(input.Day)));
        var observation = draft ?? new Observation(person, by, me.Id, day);
        var notes = input.Notes(observation.Asked);
        if (draft is null && input.Do == "share" && await SharedBefore(person, form, day, notes, cancel) is { } before)
        {
            return before;
        }

        observation.Write(notes, day, await accounts.Meant(input.Account, input.AccountName, nameof(input.AccountName), cancel), today);
        await Keep(observation, isNew: draft is null, cancel);
        input.Revision = observation.Revision; // It is kept, also where it cannot be shared yet.
        if (input.Do != "share")
        {
            return null;
        }

        observation.Share(clock.GetUtcNow(), today);
        observation.Revision++;
        await Tell(observation, who, today, cancel);
        await db.SaveChangesAsync(cancel);
        return observation.Id;
    }

    /// <summary>Throws away what was kept and not shared.</summary>
    public async Task Discard(long person, long form, CancellationToken cancel)
    {
        var (_, _, draft) = await Find(person, form, tracked: true, cancel);
        if (draft is not null)
        {
            db.Remove(draft);
            await db.SaveChangesAsync(cancel);
        }
    }

    /// <summary>The person says that they read it.</summary>
    public async Task Acknowledge(long id, string? comment, CancellationToken cancel)
    {
        var observation = await db.Validations.VisibleTo(me.Id, await me.Line(cancel)).OfType<Observation>().SingleOrDefaultAsync(o => o.Id == id, cancel) ?? throw RefusedException.NotFound("observation");
        observation.Acknowledge(me.Id, comment, clock.GetUtcNow());
        observation.Revision++;
        await db.SaveChangesAsync(cancel);
    }

    private async Task<long?> Record(Person who, ValidationForm form, ObserveInput input, CancellationToken cancel)
    {
        var number = ObserveInput.Plain(input.Number);
        var (issued, expires, today) = (TypedDay.Required(input.Day, nameof(input.Day)), TypedDay.Read(input.ExpiresOn, nameof(input.ExpiresOn)), await company.Today(cancel));
        var certificate = new Certificate(who.Id, form, me.Id, number, issued, expires, today);
        var file = input.File is { } sent ? await shelf.Keep(sent, nameof(input.File), cancel) : null;

        // Asked only now: a scanner may have taken a minute.
        if (await db.Validations.OfType<Certificate>().Where(c => c.PersonId == who.Id && c.FormId == form.Id && c.Number == number).OrderBy(c => c.Id).FirstOrDefaultAsync(cancel) is { } known)
        {
            if (file is not null && !await db.Set<KeptFile>().AnyAsync(f => f.Id == known.FileId && f.Hash == file.Hash, cancel))
            {
                known.Attach(file);
                known.Revision++;
                await db.SaveChangesAsync(cancel);
            }

            return known.Id; // The same certificate, recorded twice.
        }

        if (file is not null)
        {
            certificate.Attach(file);
        }

        db.Add(certificate);
        await db.AllOrNothing(
            async () =>
            {
                await db.SaveChangesAsync(cancel);
                await notifier.Tell(NotificationKind.ObservationShared, [who.Id], form.Content.Name, FormattableString.Invariant($"inspection/{certificate.Id}"), null, cancel);
                await db.SaveChangesAsync(cancel);
            },
            cancel);
        return certificate.Id;
    }

    /// <summary>The person is told, and asked for what the two agreed on: it is a promise once they take it on.</summary>
    private async Task Tell(Observation shared, Person who, DateOnly today, CancellationToken cancel)
    {
        await notifier.Tell(NotificationKind.ObservationShared, [who.Id], $"{shared.Asked.Name}, {Figures.Day(shared.Day)}", FormattableString.Invariant($"inspection/{shared.Id}"), shared.Notes.WentWell, cancel);
        if (shared.Notes is { Action: { Length: > 0 } action, ActionBy: { } by })
        {
            db.Commitments.Add(new(CommitmentKind.Observation, FormattableString.Invariant($"inspection/{shared.Id}/action"), who.Id, action, today, by, askedBy: me.Id) { ToId = me.Id, AccountId = shared.AccountId });
            await notifier.Tell(NotificationKind.HelpAsked, [who.Id], action, "today", null, cancel);
        }
    }

    private async Task Keep(Observation observation, bool isNew, CancellationToken cancel)
    {
        observation.Revision++;
        if (isNew)
        {
            db.Add(observation);
        }

        var (person, form) = (observation.PersonId, observation.FormId);
        Refuse.Unless(
            await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), () => Drafts(person, form).AnyAsync(cancel)), Refusal.Conflict,
            "You have begun to write about this person in another window. Load the page again to go on there.");
    }

    /// <summary>The same sent twice is one.</summary>
    private async Task<long?> SharedBefore(long person, long form, DateOnly day, ObservationNotes notes, CancellationToken cancel)
    {
        var same = await db.Validations.OfType<Observation>().AsNoTracking().Where(o => o.ObserverId == me.Id && o.PersonId == person && o.FormId == form && o.Day == day && o.State != ValidationState.Writing).ToListAsync(cancel);
        return same.Find(o => Json.Write(o.Notes) == Json.Write(notes))?.Id;
    }

    private IQueryable<Observation> Drafts(long person, long form) => db.Validations.OfType<Observation>().Where(o => o.ObserverId == me.Id && o.PersonId == person && o.FormId == form && o.State == ValidationState.Writing);

    private async Task<(Person? Person, ValidationForm? Form, Observation? Draft)> Find(long person, long form, bool tracked, CancellationToken cancel)
    {
        if ((await me.Colleagues(cancel)).Find(person) is not { } who || await db.ValidationForms.AsNoTracking().SingleOrDefaultAsync(f => f.Id == form, cancel) is not { } by)
        {
            return default;
        }

        Validation.RefuseObserver(await me.Load(cancel), person, (await me.Line(cancel)).Contains(person));
        var drafts = Drafts(person, form);
        var draft = await (tracked ? drafts : drafts.AsNoTracking()).SingleOrDefaultAsync(cancel);
        return (who, draft is null && (by.IsRetired || by.Content.Kind == FormKind.Quiz) ? null : by, draft);
    }
}

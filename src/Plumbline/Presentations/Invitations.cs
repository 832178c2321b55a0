using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Mailing;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Storage;
using Guest = Ical.Net.DataTypes.Attendee; // Beside our own word for it.

namespace Plumbline.Presentations;

/// <summary>Tells everybody of a meeting when and where it is, that it moved, or that it does not take place: in the app, and by a mail that their calendars understand.</summary>
internal sealed class Invitations(PlumblineDb db, OurCompany company, ColleaguesByVersion byVersion, MailWriting writing, MailQueue queue, MailSettings settings, Notifier notifier, TimeProvider clock)
{
    /// <summary>
    /// Sends the meeting as it stands, to each person once for each <see cref="Presentation.Sequence"/>. For a meeting that is saved, and before <see cref="Presentation.Told"/>, which forgets what was told last:
    /// the queue saves whatever else waits in the context. What is told in the app is saved by the caller.
    /// </summary>
    public async Task Send(Presentation presentation, CancellationToken cancel)
    {
        var (people, now) = (await byVersion.Load(db, cancel), clock.GetUtcNow());
        var everybody = presentation.Everybody.ToHashSet();
        var invited = people.Working(now).Where(p => everybody.Contains(p.Id)).ToList();
        long[] plans = [.. presentation.Plans.Select(p => p.PlanId)];
        var names = (await db.BusinessPlans.IgnoreAutoIncludes().Where(p => EF.Parameter(plans).Contains(p.Id)).Select(p => new { p.Id, p.Period }).ToListAsync(cancel)).ToDictionary(p => p.Id, p => PlanWords.Of(p.Period));
        var letter = new InvitationLetter(presentation, people, await company.Load(cancel), names);
        if (settings.IsOn && presentation.EndsAt > now)
        {
            await Mail(letter, [.. invited.Where(p => p.Email is not null)], now, cancel);
            await MailNotAsked(letter, [.. people.Working(now).Where(p => !everybody.Contains(p.Id) && p.Email is not null)], now, cancel);
        }

        await Tell(letter, invited, cancel);
    }

    private async Task Mail(InvitationLetter letter, List<Person> invited, DateTimeOffset now, CancellationToken cancel)
    {
        var meeting = letter.Presentation;
        var used = await queue.Used([.. invited.SelectMany(p => new[] { Key(meeting, meeting.Sequence, p), Key(meeting, meeting.ToldSequence ?? meeting.Sequence, p) }).Distinct()], cancel);
        var knows = invited.Where(p => meeting.ToldSequence is { } told && told != meeting.Sequence && used.ContainsKey(Key(meeting, told, p))).Select(p => p.Id).ToHashSet();
        var calendar = Calendar(letter, invited, meeting.State == PresentationState.Cancelled);
        foreach (var person in invited.Where(p => !used.ContainsKey(Key(meeting, meeting.Sequence, p))))
        {
            // Mails are forgotten after a while: where nobody's is there, everybody is taken to know of the meeting.
            var isNew = meeting.ToldSequence is null || (knows.Count > 0 && !knows.Contains(person.Id));
            var news = meeting.State == PresentationState.Cancelled ? InvitationNews.Cancelled : isNew ? InvitationNews.New : InvitationNews.Changed;
            var mail = await writing.Write(Key(meeting, meeting.Sequence, person), MailKind.Invitation, person, letter.To(person, news), GoodFor(meeting, now), calendar);
            await Put(mail, cancel);
        }
    }

    /// <summary>Who was told last and is not asked any more would wait for the others: it is taken out of their calendars.</summary>
    private async Task MailNotAsked(InvitationLetter letter, List<Person> others, DateTimeOffset now, CancellationToken cancel)
    {
        var meeting = letter.Presentation;
        if (meeting.ToldSequence is not { } told || told == meeting.Sequence || others.Count == 0)
        {
            return;
        }

        var used = await queue.Used([.. others.Select(p => Key(meeting, told, p))], cancel);
        foreach (var person in others.Where(p => used.ContainsKey(Key(meeting, told, p))))
        {
            await Put(await writing.Write($"{Key(meeting, meeting.Sequence, person)}/not-asked", MailKind.Invitation, person, letter.To(person, InvitationNews.NotAsked), GoodFor(meeting, now), Calendar(letter, [person], isCancelled: true)), cancel);
        }
    }

    private async Task Put(OutgoingMail mail, CancellationToken cancel)
    {
        if (await queue.Put(mail, cancel))
        {
            db.Entry(mail).State = EntityState.Detached; // A mail is large, and there may be hundreds.
        }
    }

    private static TimeSpan GoodFor(Presentation meeting, DateTimeOffset now) => meeting.EndsAt - now < MailRetries.GivenUpAfter ? meeting.EndsAt - now : MailRetries.GivenUpAfter;

    /// <summary>Nobody is told in the app what they were told and have not read yet.</summary>
    private async Task Tell(InvitationLetter letter, List<Person> invited, CancellationToken cancel)
    {
        var meeting = letter.Presentation;
        var about = $"{letter.Title}, {letter.When}{(meeting.State == PresentationState.Cancelled ? " (cancelled)" : meeting.ToldSequence < meeting.Sequence ? " (moved or changed)" : "")}";
        long[] ids = [.. invited.Select(p => p.Id)];
        var href = letter.Href;
        var unread = await db.Set<Notification>().Where(n => EF.Parameter(ids).Contains(n.PersonId) && n.ReadAt == null && n.Kind == NotificationKind.InvitedToPresentation && n.Href == href && n.About == about).Select(n => n.PersonId).ToListAsync(cancel);
        await notifier.Tell(NotificationKind.InvitedToPresentation, ids.Except(unread), about, href, null, cancel);
    }

    /// <summary>The same for everybody: a meeting in their calendars that later ones with a higher sequence change.</summary>
    private string Calendar(InvitationLetter letter, List<Person> invited, bool isCancelled)
    {
        var meeting = letter.Presentation;
        var convener = letter.People.Find(meeting.ConvenerId);
        var entry = new CalendarEvent
        {
            Uid = FormattableString.Invariant($"presentation-{meeting.Id}@{settings.From.Domain}"),
            Sequence = meeting.Sequence,
            DtStamp = CalendarText.At(clock.GetUtcNow()),
            DtStart = CalendarText.At(meeting.StartsAt),
            DtEnd = CalendarText.At(meeting.EndsAt),
            Summary = letter.Title,
            Location = meeting.Place == "" ? null : CalendarText.OneLine(meeting.Place),
            Description = settings.Link(letter.Href),
            Status = isCancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
            // A request needs somebody who asks: where the convener has no address it is the site, which nobody answers.
            Organizer = Address(convener) is { } address ? new Organizer { Value = address, CommonName = CalendarText.Name(convener!.Name) } : new Organizer { Value = new($"mailto:{settings.From.Address}"), CommonName = "Plumbline" },
            Attendees = [.. invited.Select(p => Guest(p, meeting.ConvenerId)).OfType<Guest>()],
        };
        return CalendarText.Write(isCancelled ? CalendarMethods.Cancel : CalendarMethods.Request, [entry]);
    }

    private static Guest? Guest(Person person, long convener) => Address(person) is not { } address ? null : new()
    {
        Value = address,
        CommonName = CalendarText.Name(person.Name),
        Role = ParticipationRole.RequiredParticipant,
        ParticipationStatus = person.Id == convener ? EventParticipationStatus.Accepted : EventParticipationStatus.NeedsAction,
        Rsvp = false, // Nobody here reads the answers.
    };

    private static Uri? Address(Person? person) => person?.Email is { } mail && Uri.TryCreate($"mailto:{CalendarText.OneLine(mail)}", UriKind.Absolute, out var address) ? address : null;

    private static string Key(Presentation meeting, int sequence, Person person) => FormattableString.Invariant($"invitation/{meeting.Id}/{sequence}/{person.Id}");
}

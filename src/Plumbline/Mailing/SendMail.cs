using Microsoft.EntityFrameworkCore;
using Plumbline.Jobs;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Mailing;

/// <summary>Hands the mails whose time has come to the mail server, one after the other.</summary>
internal sealed class SendMail(MailQueue queue, MailSettings settings, PlumblineDb db, ColleaguesByVersion byVersion, TimeProvider clock) : Job
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private const int MostAtOnce = 500;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);
    private const int MostPauses = 24; // Two minutes: an import seldom writes for longer.

    public override async Task Run(CancellationToken cancel)
    {
        if (!settings.IsOn)
        {
            return;
        }

        await queue.Recover(cancel);
        await queue.Forget(cancel);
        var due = await queue.Due(MostAtOnce, cancel);
        if (due.Count == 0)
        {
            return;
        }

        using var server = new SmtpDelivery(settings);
        for (var at = 0; at < due.Count && !cancel.IsCancellationRequested; at++)
        {
            if (await server.Connect(cancel) is { } away)
            {
                await queue.Postpone(due[at..], away, cancel);
                return;
            }

            if (await queue.Find(due[at], cancel) is not { } mail)
            {
                continue;
            }

            var unsent = queue.IsOver(mail) ? new(DeliveryCame.Refused, "It waited until it said nothing useful any more, and was not sent.") : await Address(mail, cancel);
            if (await queue.Claim(mail, cancel))
            {
                await WriteDown(mail, unsent ?? await server.Send(mail));
            }
        }

        await server.Leave();
    }

    /// <summary>Addresses it to where the person is reached now, which may be hours after it was written.</summary>
    /// <returns>Why they are not to get it any more; null where they are.</returns>
    private async Task<Delivery?> Address(OutgoingMail mail, CancellationToken cancel)
    {
        var (colleagues, now) = (await byVersion.Load(db, cancel), clock.GetUtcNow());
        var comesByItself = mail.Kind is MailKind.Digest or MailKind.Reminder or MailKind.Outlook;
        if (colleagues.Find(mail.PersonId) is not { } person || !(comesByItself ? colleagues.StampOf(person.Id, now) is not null : colleagues.IsHere(person.Id, now)))
        {
            return new(DeliveryCame.Unwanted, "They have left, or cannot sign in any more, since it was written.");
        }

        if (person.Email is not { } address)
        {
            return new(DeliveryCame.Unwanted, "They have no mail address any more.");
        }

        mail.To = address;
        var choice = comesByItself ? await db.MailChoices.AsNoTracking().SingleOrDefaultAsync(c => c.PersonId == person.Id, cancel) ?? new(person.Id) : null;
        var isWanted = mail.Kind switch { MailKind.Digest => choice!.Digest, MailKind.Reminder => choice!.Reminders, MailKind.Outlook => choice!.Outlook && person.Roles.HasFlag(Roles.Leadership), _ => true };
        return isWanted ? null : new(DeliveryCame.Unwanted, "They do not want it any more.");
    }

    /// <summary>What the server said must be kept: while something large is written that waits, and a stop of the site does not break it off.</summary>
    private async Task WriteDown(OutgoingMail mail, Delivery outcome)
    {
        for (var pauses = 0; ; pauses++)
        {
            try
            {
                await (pauses == 0 ? queue.Follow(mail, outcome, CancellationToken.None) : queue.Keep(CancellationToken.None));
                return;
            }
            catch (RefusedException busy) when (busy.Refusal == Refusal.Busy && pauses < MostPauses)
            {
                await Task.Delay(_pause, CancellationToken.None);
            }
        }
    }
}

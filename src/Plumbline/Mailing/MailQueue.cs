using Microsoft.EntityFrameworkCore;
using Plumbline.Storage;

namespace Plumbline.Mailing;

/// <summary>The mail that is on its way. No page that is kept shows any of it, so that nothing here raises the version of the data.</summary>
internal sealed class MailQueue(PlumblineDb db, TimeProvider clock)
{
    /// <summary>Puts a mail in the queue, unless one with its key was there.</summary>
    /// <returns>Whether it is new.</returns>
    public Task<bool> Put(OutgoingMail mail, CancellationToken cancel) => db.SaveUnlessThere(
        () =>
        {
            db.Add(mail.Wait(mail.QueuedAt));
            return Keep(cancel);
        },
        () => db.OutgoingMails.AnyAsync(m => m.Key == mail.Key, cancel));

    /// <summary>Those of these keys that were used already, and when.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> Used(string[] keys, CancellationToken cancel) =>
        await db.OutgoingMails.Where(m => EF.Parameter(keys).Contains(m.Key)).Select(m => new { m.Key, m.QueuedAt }).ToDictionaryAsync(m => m.Key, m => m.QueuedAt, cancel);

    /// <summary>The mails whose time has come, those that wait longest first.</summary>
    public Task<List<long>> Due(int most, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return db.OutgoingMails.Where(m => m.State == MailState.Waiting && m.NextTry <= now).OrderBy(m => m.NextTry).ThenBy(m => m.Id).Select(m => m.Id).Take(most).ToListAsync(cancel);
    }

    /// <summary>A mail that is to be sent; null where another has it, or it is not to be sent any more.</summary>
    public Task<OutgoingMail?> Find(long id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        db.ChangeTracker.Clear();
        return db.OutgoingMails.SingleOrDefaultAsync(m => m.Id == id && m.State == MailState.Waiting && m.NextTry <= now, cancel);
    }

    /// <summary>Takes a mail for sending, in a transaction of its own: of several that try one gets it. From then on nothing but sending may fail, else nobody would know what became of it.</summary>
    /// <returns>Whether it is taken.</returns>
    public async Task<bool> Claim(OutgoingMail mail, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (await db.OutgoingMails.Where(m => m.Id == mail.Id && m.State == MailState.Waiting && m.NextTry <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MailState.Sending).SetProperty(m => m.NextTry, now), cancel) == 0)
        {
            return false;
        }

        var entry = db.Entry(mail);
        entry.CurrentValues[nameof(OutgoingMail.State)] = entry.OriginalValues[nameof(OutgoingMail.State)] = MailState.Sending;
        entry.CurrentValues[nameof(OutgoingMail.NextTry)] = entry.OriginalValues[nameof(OutgoingMail.NextTry)] = now;
        return true;
    }

    /// <summary>Whether a mail comes too late, as a reminder on the day after a stop.</summary>
    public bool IsOver(OutgoingMail mail) => mail.GoodUntil <= clock.GetUtcNow();

    /// <summary>Writes down what became of a mail that was claimed.</summary>
    public Task Follow(OutgoingMail mail, Delivery outcome, CancellationToken cancel)
    {
        mail.Follow(outcome, clock.GetUtcNow());
        return Keep(cancel);
    }

    /// <summary>Of mails that nobody could hand over, since the server was not there, writes down when they are tried next.</summary>
    public async Task Postpone(IReadOnlyCollection<long> ids, Delivery outcome, CancellationToken cancel)
    {
        long[] waiting = [.. ids];
        db.ChangeTracker.Clear();
        foreach (var mail in await db.OutgoingMails.Where(m => EF.Parameter(waiting).Contains(m.Id) && m.State == MailState.Waiting).ToListAsync(cancel))
        {
            mail.Follow(outcome, clock.GetUtcNow());
        }

        await Keep(cancel);
    }

    /// <summary>Gives up what a runner that died left behind: the server may have taken it.</summary>
    public async Task Recover(CancellationToken cancel)
    {
        var lost = clock.GetUtcNow() - MailRetries.LostAfter;
        var left = db.OutgoingMails.Where(m => m.State == MailState.Sending && m.NextTry < lost);
        if (await left.AnyAsync(cancel))
        {
            await left.ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MailState.Unsure).SetProperty(m => m.LastError, "Plumbline ended while this was being sent, before it knew whether the server took it."), cancel);
        }
    }

    /// <summary>Lets go of mails whose time has long been over. Looks first, since to delete waits for whoever writes.</summary>
    public async Task Forget(CancellationToken cancel)
    {
        var old = clock.GetUtcNow().AddDays(-OutgoingMail.KeptDays);
        var over = db.OutgoingMails.Where(m => m.QueuedAt < old && m.State != MailState.Waiting && m.State != MailState.Sending);
        if (await over.AnyAsync(cancel))
        {
            await over.ExecuteDeleteAsync(cancel);
        }
    }

    /// <summary>Changes a mail as an administrator asks.</summary>
    public async Task Change(long id, Action<OutgoingMail> change, CancellationToken cancel)
    {
        var mail = await db.OutgoingMails.SingleOrDefaultAsync(m => m.Id == id, cancel) ?? throw RefusedException.NotFound("mail");
        change(mail);
        await Keep(cancel);
    }

    /// <summary>Has all that failed, and still say something useful, sent once more.</summary>
    public async Task SendAllAgain(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await db.OutgoingMails.Where(m => m.State == MailState.Failed && m.GoodUntil > now).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MailState.Waiting).SetProperty(m => m.NextTry, now).SetProperty(m => m.Tries, 0), cancel);
    }

    /// <summary>Saves what was changed, without a new version of the data.</summary>
    public async Task Keep(CancellationToken cancel)
    {
        var before = db.IsDrafting;
        try
        {
            db.IsDrafting = true;
            await db.SaveChangesAsync(cancel);
        }
        finally
        {
            db.IsDrafting = before;
        }
    }
}

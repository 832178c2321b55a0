using Microsoft.EntityFrameworkCore;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Mailing;

/// <summary>A mail on the administrator's page. What it says is between the sender and the one who gets it.</summary>
internal sealed record MailLine(long Id, MailKind Kind, string To, MailState State, int Tries, DateTimeOffset QueuedAt, DateTimeOffset NextTry, DateTimeOffset? SentAt, string? LastError)
{
    public bool CanBeSentAgain => OutgoingMail.MayBeSentAgain(State) && (State != MailState.Waiting || Tries > 0); // What was not tried yet goes out within a minute.

    public bool CanBeDropped => OutgoingMail.MayBeDropped(State);
}

/// <summary>How it goes with mail: how many of each state, and the latest.</summary>
internal sealed record MailView(IReadOnlyDictionary<MailState, int> Counts, IReadOnlyList<MailLine> Latest)
{
    public int Of(MailState state) => Counts.GetValueOrDefault(state);
}

/// <summary>What an administrator sees of mail, and does about it.</summary>
internal sealed class MailDesk(PlumblineDb db, MailQueue queue, MailWriting writing, MailSettings settings, CurrentPerson me, TimeProvider clock)
{
    /// <summary>How many mails are shown.</summary>
    public const int MostShown = 50;

    private static readonly TimeSpan _trialIsGoodFor = TimeSpan.FromHours(1);

    /// <summary>Those in trouble first, then the latest.</summary>
    public async Task<MailView> Read(CancellationToken cancel)
    {
        var counts = await db.OutgoingMails.GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var inTrouble = await Latest(db.OutgoingMails.Where(m => m.State == MailState.Failed || m.State == MailState.Unsure), cancel);
        return new(counts, [.. inTrouble.UnionBy(await Latest(db.OutgoingMails, cancel), l => l.Id).Take(MostShown)]);
    }

    /// <summary>Has a mail sent to the administrator who asks.</summary>
    /// <exception cref="RefusedException">No mail is sent, or the person has no address.</exception>
    public async Task Try(CancellationToken cancel)
    {
        Refuse.Unless(settings.IsOn, Refusal.Invalid, $"Mail is not set up. {MailSettings.HowToSetUp}");
        var person = await me.Load(cancel);
        Refuse.Unless(person.Email is not null, Refusal.Invalid, "You have no mail address here. Add yours to your record under People.");
        var letter = new Letter(
            "Mail from Plumbline works", "An administrator’s page asked for this mail, to see whether mail goes out. It did.",
            [new("What comes by mail", [new("The weekly digest and reminders", LetterPage.Choosing, "each person chooses day and hour")])], "You asked for it on the page Mail of the administration.");
        await queue.Put(await writing.Write(FormattableString.Invariant($"trial/{person.Id}/{Guid.NewGuid():N}"), MailKind.Trial, person, letter, _trialIsGoodFor), cancel);
    }

    /// <summary>Has one that failed, or of which nobody knows, sent once more.</summary>
    public Task SendAgain(long id, CancellationToken cancel) => queue.Change(id, mail => mail.SendAgain(clock.GetUtcNow()), cancel);

    /// <summary>The same of all that failed and still say something useful, as once the server is mended.</summary>
    public Task SendAllAgain(CancellationToken cancel) => queue.SendAllAgain(cancel);

    /// <summary>Drops one that nobody wants any more.</summary>
    public Task Drop(long id, CancellationToken cancel) => queue.Change(id, mail => mail.Drop(), cancel);

    private static Task<List<MailLine>> Latest(IQueryable<OutgoingMail> mails, CancellationToken cancel) => mails.OrderByDescending(m => m.Id).Take(MostShown)
        .Select(m => new MailLine(m.Id, m.Kind, m.To, m.State, m.Tries, m.QueuedAt, m.NextTry, m.SentAt, m.LastError)).ToListAsync(cancel);
}

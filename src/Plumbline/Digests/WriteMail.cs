using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Jobs;
using Plumbline.Leadership;
using Plumbline.Mailing;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Digests;

/// <summary>Writes the digests and reminders whose hour has come since the last time, and puts them in the queue: one for each person and week or day, whatever is stopped when.</summary>
internal sealed partial class WriteMail(PlumblineDb db, OurCompany company, ColleaguesByVersion byVersion, DigestReader digests, OutlookExceptions outlook, Ledger ledger, MailWriting writing, MailQueue queue, MailSettings settings, TimeProvider clock, ILogger<WriteMail> log) : Job
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    private Lazy<Task<Letter?>>? _outlook; // The same for all who lead.

    public override async Task Run(CancellationToken cancel)
    {
        if (!settings.IsOn)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var last = (await db.Set<LastWriting>().AsNoTracking().SingleAsync(cancel)).LookedAt;
        if (last is { } looked && !await Write(looked, now, cancel))
        {
            return; // What could not be written is tried again while its hour has not long gone by; the others have theirs by their keys.
        }

        // Where it was never looked before, mail begins with what comes next.
        await db.Set<LastWriting>().ExecuteUpdateAsync(set => set.SetProperty(l => l.LookedAt, now), cancel);
    }

    /// <returns>Whether all that is due could be written.</returns>
    private async Task<bool> Write(DateTimeOffset looked, DateTimeOffset now, CancellationToken cancel)
    {
        var isAll = true;
        var (ours, wall, people) = (await company.Load(cancel), await company.Clock(cancel), await byVersion.Load(db, cancel));
        var choices = await db.MailChoices.AsNoTracking().ToDictionaryAsync(c => c.PersonId, cancel);
        var due = people.People.Where(p => p.Email is not null && people.StampOf(p.Id, now) is not null)
            .SelectMany(p => Due.Of(p, choices.GetValueOrDefault(p.Id) ?? new(p.Id), ours.FirstDayOfWeek, people.Roster, wall.WallAt(looked), wall.WallAt(now))).ToList();
        var used = await queue.Used([.. due.SelectMany(d => d.Reminder is { } days ? (string[])[d.Key, DigestOf(d.Person, days.Today)] : [d.Key]).Distinct()], cancel);
        var digested = new HashSet<long>();
        foreach (var one in due.Where(d => !used.ContainsKey(d.Key) && !(d.Reminder is { } days && IsToldByDigest(d.Person, days.Today))))
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                if (await LetterTo(one, new(ours.Currency), cancel) is { } letter)
                {
                    await queue.Put(await writing.Write(one.Key, one.Kind, one.Person, letter, one.GoodFor(wall, now)), cancel);
                    db.ChangeTracker.Clear(); // A mail is large, and there may be a thousand.
                    if (one.Kind == MailKind.Digest)
                    {
                        digested.Add(one.Person.Id);
                    }
                }
            }
            catch (Exception failed) when (!cancel.IsCancellationRequested && (failed as RefusedException ?? DiskTrouble.Of(failed)) is not { Refusal: Refusal.Busy or Refusal.Unable })
            {
                db.ChangeTracker.Clear();
                LogFailure(failed, one.Key); // A fault with one person's mail must not keep it from the others.
                isAll = false;
            }
        }

        return isAll;

        string DigestOf(Person person, DateOnly day) => MailTimes.DigestKey(person.Id, day, ours.FirstDayOfWeek);

        // A digest that was written today, or just now since it was late, tells the same; one that could not be written tells nothing.
        bool IsToldByDigest(Person person, DateOnly day) => digested.Contains(person.Id) || (used.TryGetValue(DigestOf(person, day), out var written) && wall.DayOf(written) == day);
    }

    private async Task<Letter?> LetterTo(Due one, Figures money, CancellationToken cancel)
    {
        if (one.Outlook is not null)
        {
            _outlook ??= new(async () => await outlook.Read(cancel) is { } view ? OutlookLetter.Of(view, AgreedDemand.Of(view.Outlook, view.Plans), money) : null);
            return await _outlook.Value;
        }

        if (one.Reminder is not { } days)
        {
            return DigestLetter.Of(await digests.Read(one.Person, cancel), money);
        }

        return ReminderLetter.Of(await Open(days.SlippedSince, days.Today.AddDays(-1)), await Open(days.Today, days.Today), await Open(days.Today.AddDays(1), days.Until), days, one.Person.Id);

        Task<(IReadOnlyList<LedgerLine> Lines, int Found)> Open(DateOnly from, DateOnly until) => ledger.Open(one.Person.Id, from, until, Digest.MostLines, cancel);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The mail {Key} could not be written; it is tried again for a day")]
    private partial void LogFailure(Exception e, string key);

    /// <summary>A mail whose hour has come: a reminder of some days, a month's outlook, or a digest.</summary>
    private sealed record Due(Person Person, string Key, ReminderDays? Reminder, Month? Outlook = null)
    {
        public MailKind Kind => Reminder is not null ? MailKind.Reminder : Outlook is not null ? MailKind.Outlook : MailKind.Digest;

        /// <summary>A digest, a reminder, and to those who lead the outlook.</summary>
        public static IEnumerable<Due> Of(Person person, MailChoice choice, DayOfWeek firstDay, Roster roster, DateTime looked, DateTime wall)
        {
            if (MailTimes.DigestDue(choice, firstDay, roster, looked, wall) is { } day)
            {
                yield return new(person, MailTimes.DigestKey(person.Id, day, firstDay), null);
            }

            if (MailTimes.ReminderDue(choice, roster, looked, wall) is { } days)
            {
                yield return new(person, MailTimes.ReminderKey(person.Id, days.Today), days);
            }

            if (person.Roles.HasFlag(Roles.Leadership) && MailTimes.OutlookDue(choice, wall) is { } month)
            {
                yield return new(person, MailTimes.OutlookKey(person.Id, month), null, month);
            }
        }

        /// <summary>A reminder says nothing useful once its day is over.</summary>
        public TimeSpan GoodFor(CompanyClock wall, DateTimeOffset now) => Reminder is { } days ? wall.EndOf(days.Today) - now : MailRetries.GivenUpAfter;
    }
}

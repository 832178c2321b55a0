using Microsoft.EntityFrameworkCore;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Notifications;

/// <summary>Tells people what happened. What is told is saved with what it tells about, or not at all.</summary>
internal sealed class Notifier(PlumblineDb db, ColleaguesByVersion byVersion, TimeProvider clock)
{
    private const int LongestExcerpt = 200;
    private const int MostForgotten = 200;

    /// <summary>Adds what is told to the context, to be saved with the rest: to each person once, but not to who did it, nor to who does not work here or does not want to know.</summary>
    /// <param name="kind">What is told.</param>
    /// <param name="to">Who is told.</param>
    /// <param name="about">What it is about, as in "Aurora Shipping".</param>
    /// <param name="href">Where to see it, as in "accounts/7#comment-3".</param>
    /// <param name="said">What was said, of which the beginning is kept; null where nothing was.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Tell(NotificationKind kind, IEnumerable<long> to, string about, string href, string? said, CancellationToken cancel)
    {
        var by = db.ActingPersonId;
        long[] people = [.. to.Distinct().Where(p => p != by)];
        if (people.Length == 0)
        {
            return;
        }

        await Forget(people, cancel);
        var colleagues = await byVersion.Load(db, cancel);
        var muted = await db.Set<MutedKind>().Where(m => m.Kind == kind && EF.Parameter(people).Contains(m.PersonId)).Select(m => m.PersonId).ToListAsync(cancel);
        db.AddRange(people.Where(p => !muted.Contains(p) && colleagues.Find(p)?.Roles is not (null or Roles.None)).Select(p => new Notification
        {
            PersonId = p,
            Kind = kind,
            At = clock.GetUtcNow(),
            ById = by,
            About = about,
            Excerpt = said is null ? null : Beginning(said),
            Href = href,
        }));
    }

    /// <summary>Whoever is told something lets go of what they read long ago, some at a time, so that nobody's list grows without end.</summary>
    private async Task Forget(long[] people, CancellationToken cancel)
    {
        var before = clock.GetUtcNow().AddDays(-Notification.KeptDays);
        var old = await db.Set<Notification>().Where(n => EF.Parameter(people).Contains(n.PersonId) && n.ReadAt < before).OrderBy(n => n.ReadAt).Select(n => n.Id).Take(MostForgotten).ToArrayAsync(cancel);
        if (old.Length > 0)
        {
            await db.AllOrNothing(() => db.Set<Notification>().Where(n => EF.Parameter(old).Contains(n.Id)).ExecuteDeleteAsync(cancel), cancel);
        }
    }

    private static string Beginning(string said)
    {
        var line = string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestExcerpt ? line : line[..(char.IsHighSurrogate(line[LongestExcerpt - 1]) ? LongestExcerpt - 1 : LongestExcerpt)] + "…";
    }
}

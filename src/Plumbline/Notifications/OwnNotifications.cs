using Microsoft.EntityFrameworkCore;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Notifications;

/// <summary>A page of what a person was told, the latest first.</summary>
internal sealed record NotificationsView(IReadOnlyList<Notification> Lines, int Unread, bool HasOlder, Colleagues People);

/// <summary>What a person was told, and what they want to be told.</summary>
internal sealed class OwnNotifications(PlumblineDb db, CurrentPerson me, TimeProvider clock)
{
    public const int PerPage = 50;

    /// <summary>Beyond this many the bell counts no further.</summary>
    public const int MostCounted = 99;

    private IQueryable<Notification> Own => db.Set<Notification>().Where(n => n.PersonId == me.Id);

    /// <summary>How many are unread, up to one more than <see cref="MostCounted"/>.</summary>
    public Task<int> Unread(CancellationToken cancel) => Own.Where(n => n.ReadAt == null).OrderBy(n => n.Id).Take(MostCounted + 1).CountAsync(cancel);

    /// <summary>A page of them: those before the one with the number given, or the latest.</summary>
    public async Task<NotificationsView> Read(long? before, CancellationToken cancel)
    {
        var lines = await Own.AsNoTracking().Where(n => before == null || n.Id < before).OrderByDescending(n => n.Id).Take(PerPage + 1).ToListAsync(cancel);
        return new([.. lines.Take(PerPage)], await Unread(cancel), lines.Count > PerPage, await me.Colleagues(cancel));
    }

    /// <summary>Marks one as read.</summary>
    /// <returns>Where it leads.</returns>
    public async Task<string> Open(long id, CancellationToken cancel)
    {
        var one = await Own.SingleOrDefaultAsync(n => n.Id == id, cancel) ?? throw RefusedException.NotFound("notification");
        if (one.ReadAt is null)
        {
            one.Read(clock.GetUtcNow());
            await db.SaveChangesAsync(cancel);
        }

        return one.Href;
    }

    /// <summary>Marks all as read, and lets go of those that were read long ago.</summary>
    public Task ReadAll(CancellationToken cancel) => db.AllOrNothing(
        async () =>
        {
            var now = clock.GetUtcNow();
            var old = now.AddDays(-Notification.KeptDays);
            await Own.Where(n => n.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), cancel);
            await Own.Where(n => n.ReadAt < old).ExecuteDeleteAsync(cancel);
        },
        cancel);

    /// <summary>The kinds that the person does not want to be told.</summary>
    public async Task<IReadOnlySet<NotificationKind>> Muted(CancellationToken cancel) => (await db.Set<MutedKind>().Where(m => m.PersonId == me.Id).Select(m => m.Kind).ToListAsync(cancel)).ToHashSet();

    /// <summary>From now on the person is told what they chose; of kinds that they left as they saw them, what another window chose meanwhile stays.</summary>
    /// <param name="seen">The kinds that were wanted when they began to choose.</param>
    /// <param name="chosen">The kinds that are.</param>
    /// <param name="cancel">Stops saving.</param>
    public async Task Prefer(IReadOnlyCollection<NotificationKind> seen, IReadOnlyCollection<NotificationKind> chosen, CancellationToken cancel)
    {
        // Another window may choose the same at the same time; what it left to choose is looked at anew, once.
        if (!await db.SaveUnlessThere(() => Mute(seen, chosen, cancel), () => Task.FromResult(true)))
        {
            await Mute(seen, chosen, cancel);
        }
    }

    private async Task Mute(IReadOnlyCollection<NotificationKind> seen, IReadOnlyCollection<NotificationKind> chosen, CancellationToken cancel)
    {
        var muted = await db.Set<MutedKind>().Where(m => m.PersonId == me.Id).ToListAsync(cancel);
        db.RemoveRange(muted.Where(m => chosen.Contains(m.Kind) && !seen.Contains(m.Kind)));
        db.AddRange(seen.Distinct().Where(k => !chosen.Contains(k) && muted.All(m => m.Kind != k)).Select(k => new MutedKind { PersonId = me.Id, Kind = k }));
        await db.SaveChangesAsync(cancel);
    }
}

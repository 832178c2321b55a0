using Microsoft.EntityFrameworkCore;
using Plumbline.Storage;

namespace Plumbline.Activities;

/// <summary>A type as its page shows it; in use are those that any activity has.</summary>
internal sealed record TypeLine(ActivityType Type, bool IsUsed);

/// <summary>Keeps the types of activity that a company counts.</summary>
internal sealed class ActivityTypes(PlumblineDb db)
{
    /// <summary>More are not kept on one page, and are no help to whoever must choose one.</summary>
    public const int Most = 60;

    public async Task<IReadOnlyList<TypeLine>> Read(CancellationToken cancel) => await db.ActivityTypes.AsNoTracking().OrderBy(t => t.Order).ThenBy(t => t.Name)
        .Select(t => new TypeLine(t, db.Activities.Any(a => a.TypeId == t.Id))).ToListAsync(cancel);

    /// <summary>Adds the usual types that are not there yet, by name.</summary>
    public async Task AddUsual(CancellationToken cancel)
    {
        var there = (await db.ActivityTypes.Select(t => t.Name).ToListAsync(cancel)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        db.ActivityTypes.AddRange(UsualTypes.All.Where(t => !there.Contains(t.Name)));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Saves all types as they stand on the page; refuses the whole of it where one of them cannot be, or was changed meanwhile.</summary>
    public async Task Save(IReadOnlyList<TypeInput> rows, CancellationToken cancel)
    {
        var kept = await db.ActivityTypes.ToDictionaryAsync(t => t.Id, cancel);
        var used = (await db.ActivityTypes.Where(t => db.Activities.Any(a => a.TypeId == t.Id)).Select(t => t.Id).ToListAsync(cancel)).ToHashSet();
        Refuse.Unless(rows.Count <= Most + 1, Refusal.Invalid, $"More than {Most} types are too many to choose from.");
        foreach (var (at, row) in rows.Index())
        {
            var field = $"Rows[{at}].";
            if (ActivityInput.Id(row.Id) is not { } id)
            {
                if (!string.IsNullOrWhiteSpace(row.Name))
                {
                    db.ActivityTypes.Add(row.Make(field));
                }

                continue;
            }

            var type = kept.GetValueOrDefault(id) ?? throw new RefusedException(Refusal.Conflict, $"Someone deleted the type “{row.Name}” while you had the page open. Save again to add it anew, or empty its name.");
            Refuse.Stale($"the type “{type.Name}”", row.Revision, type.Revision);
            if (row.Delete)
            {
                Refuse.Unless(!used.Contains(id), Refusal.Invalid, $"“{type.Name}” is in use, so that it cannot be deleted. Offer it no longer.", field + "Delete");
                db.ActivityTypes.Remove(type);
                continue;
            }

            row.PutInto(type, field);
        }

        RefuseSameNames(rows);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            throw new RefusedException(Refusal.Conflict, "Either a type to be deleted stands in the goals of an agreed plan, and can only be offered no longer, or someone added a type of the same name meanwhile. Load the page again.");
        }
    }

    private static void RefuseSameNames(IReadOnlyList<TypeInput> rows)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (at, row) in rows.Index())
        {
            Refuse.Unless(row.Delete || string.IsNullOrWhiteSpace(row.Name) || seen.Add(row.Name.Trim()), Refusal.Invalid, $"“{row.Name}” is there twice.", $"Rows[{at}].Name");
        }
    }
}

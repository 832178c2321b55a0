using Microsoft.EntityFrameworkCore;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Administration;

/// <summary>Days on which someone is away.</summary>
internal sealed record AbsenceLine(long Id, long PersonId, string Name, DateOnly From, DateOnly Until, string Reason);

/// <summary>Keeps the days on which people are away and nothing is expected of them.</summary>
internal sealed class Absences(PlumblineDb db, RosterChanges changes)
{
    public const int Shown = 200;

    /// <summary>The latest absences, of one person or of all.</summary>
    public Task<List<AbsenceLine>> Read(long? personId, CancellationToken cancel) => db.Absences
        .Where(a => personId == null || a.PersonId == personId)
        .OrderByDescending(a => a.From).ThenBy(a => a.Id).Take(Shown)
        .Join(db.People, a => a.PersonId, p => p.Id, (a, p) => new AbsenceLine(a.Id, p.Id, p.Name, a.From, a.Until, a.Reason))
        .ToListAsync(cancel);

    public async Task Add(long personId, DateOnly from, DateOnly until, string reason, CancellationToken cancel)
    {
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == personId, cancel) ?? throw new RefusedException(Refusal.Invalid, "Choose a person from the list.", "Person");
        var absence = new Absence { PersonId = personId, From = from, Until = until, Reason = reason };
        PeopleRules.NotAwayTwice(absence, await db.Absences.AsNoTracking().Where(a => a.PersonId == personId).ToListAsync(cancel));
        db.Absences.Add(absence);
        person.Revision++; // Of two who enter the same days at once, the second is told.
        await changes.Save(cancel);
    }

    public async Task Remove(long id, CancellationToken cancel)
    {
        var absence = await db.Absences.SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw RefusedException.NotFound("absence");
        var person = await db.People.SingleAsync(p => p.Id == absence.PersonId, cancel);
        db.Absences.Remove(absence);
        person.Revision++;
        await changes.Save(cancel);
    }
}

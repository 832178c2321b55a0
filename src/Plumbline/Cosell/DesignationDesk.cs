using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Cosell;

/// <summary>Keeps designations and their readings. Marketing may, and administrators.</summary>
internal sealed class DesignationDesk(PlumblineDb db, CurrentPerson me, OurCompany company)
{
    private const string Meanwhile = "Somebody noted points or changed the designation meanwhile. It is shown as it stands; note yours again if they still hold.";

    /// <summary>Saves what was typed; refuses where someone else saved since it was read, or the vendor has a designation of that name already.</summary>
    /// <returns>The designation's number.</returns>
    public async Task<long> Save(long? id, DesignationInput input, CancellationToken cancel)
    {
        await RefuseOthers(cancel);
        Refuse.Unless(id is not null || RecordedHere.IsKey(input.Key), Refusal.Invalid, "Open the page anew and type it once more.");
        if (id is null && await Sent() is { } sent)
        {
            return sent;
        }

        var designation = id is { } known ? await Load(known, cancel) : new Designation(input.Key!);
        Refuse.Stale("this designation", input.Revision, designation.Revision);
        input.PutInto(designation);
        if (id is null)
        {
            db.Add(designation);
        }
        else
        {
            designation.Revision++;
        }

        var (name, own, terms) = (designation.Name, designation.Id, designation.Terms);
        Task<bool> Taken() => db.Set<Designation>().AnyAsync(d => d.Name == name && d.Id != own, cancel);
        // Of two who save at once the second meets the first here; of a form sent twice, itself.
        var isSaved = !await Taken() && await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), Taken);
        if (!isSaved && id is null && await Sent() is { } first)
        {
            return first;
        }

        Refuse.Unless(isSaved, Refusal.Invalid, $"{terms.Vendor} has a designation “{terms.Name}” here already. Change that one, or call this one differently.", nameof(input.Name));
        return designation.Id;

        Task<long?> Sent() => db.Set<Designation>().Where(d => d.Key == input.Key).Select(d => (long?)d.Id).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Notes what the vendor showed on a day; once more on the same day it is the later one.</summary>
    public async Task Note(long id, ReadingInput input, CancellationToken cancel)
    {
        await RefuseOthers(cancel);
        var designation = await Load(id, cancel);
        var (day, points) = (TypedDay.Required(input.Day, nameof(input.Day)), input.Points());
        var reading = await db.Set<DesignationReading>().SingleOrDefaultAsync(r => r.DesignationId == id && r.Day == day, cancel);
        if (reading is not null && reading.Points.SequenceEqual(points))
        {
            return; // Sent twice.
        }

        Refuse.Unless(input.Revision == designation.Revision, Refusal.Conflict, Meanwhile);
        if (reading is null)
        {
            reading = new(designation, day, points, me.Id, await company.Today(cancel));
            db.Add(reading);
        }
        else
        {
            reading.Write(designation, points, me.Id);
        }

        designation.Follow(reading);
        designation.Revision++;
        // Of two who note the same day at once the second meets the first here.
        Refuse.Unless(await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), () => db.Set<DesignationReading>().AnyAsync(r => r.DesignationId == id && r.Day == day, cancel)), Refusal.Conflict, Meanwhile);
    }

    /// <summary>Takes a designation out again, while nothing is noted of it. Once more does no harm.</summary>
    public async Task Delete(long id, CancellationToken cancel)
    {
        await RefuseOthers(cancel);
        if (await db.Set<Designation>().SingleOrDefaultAsync(d => d.Id == id, cancel) is { } designation)
        {
            Refuse.Unless(designation.AsOf is null, Refusal.Invalid, "Points are noted of it: it stands, so that its history does.");
            db.Remove(designation);
            await db.SaveChangesAsync(cancel);
        }
    }

    /// <summary>Takes the designations that one can start with, as far as they are not there; once more takes none.</summary>
    /// <returns>How many were added.</returns>
    public async Task<int> TakeStarting(CancellationToken cancel)
    {
        await RefuseOthers(cancel);
        var designations = StartingDesignations.All(() => Guid.NewGuid().ToString("n")).ToList();
        string[] names = [.. designations.Select(d => d.Name)];
        Task<List<string>> There() => db.Set<Designation>().Where(d => EF.Parameter(names).Contains(d.Name)).Select(d => d.Name).ToListAsync(cancel);
        var there = await There();
        designations.RemoveAll(d => there.Contains(d.Name));
        db.AddRange(designations);
        return await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), async () => (await There()).Count > there.Count) ? designations.Count : 0;
    }

    private async Task RefuseOthers(CancellationToken cancel) =>
        Refuse.Unless(await me.Has(Roles.Marketing | Roles.Administrator, cancel), Refusal.NotAllowed, "Marketing and administrators keep the designations.");

    private async Task<Designation> Load(long id, CancellationToken cancel) =>
        await db.Set<Designation>().SingleOrDefaultAsync(d => d.Id == id, cancel) ?? throw RefusedException.NotFound("designation");
}

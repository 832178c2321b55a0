using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Marketing;

/// <summary>Keeps the catalogue of vendors' programs. Marketing may, and administrators.</summary>
internal sealed class ProgramDesk(PlumblineDb db, CurrentPerson me, OurCompany company, ProgramReader reader)
{
    /// <summary>Saves what was typed; refuses where someone else saved since it was read, or the vendor has a program of that name already.</summary>
    /// <param name="id">The program; null for a new one.</param>
    /// <param name="input">As typed.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The program's number.</returns>
    public async Task<long> Save(long? id, ProgramInput input, CancellationToken cancel)
    {
        await RefuseOthers(cancel);
        var (today, ours) = (await company.Today(cancel), await Ours(cancel));
        MarketingProgram program;
        if (id is { } known)
        {
            program = await Load(known, cancel);
            Refuse.Stale("this program", input.Revision, program.Revision);
            var versions = program.Versions.Count;
            program.Change(input.Terms(ours, program.Terms.CheckedOn, today), me.Id, today);
            program.Revision += program.Versions.Count - versions;
        }
        else
        {
            program = new(input.Terms(ours, null, today), me.Id, today);
            db.Add(program);
        }

        var (key, own, terms) = (program.Key, program.Id, program.Terms);
        Task<bool> Taken() => db.Set<MarketingProgram>().AnyAsync(p => p.Key == key && p.Id != own, cancel);
        Task<bool> Moved() => db.Set<MarketingProgram>().AnyAsync(p => p.Id == own && p.Revision != input.Revision, cancel);
        // Of two who save at once the second meets the first here.
        var isSaved = !await Taken() && await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), async () => await Taken() || await Moved());
        Refuse.Unless(
            isSaved || !await Taken(),
            Refusal.Invalid, $"{terms.Vendor} has a program “{terms.Name}” in the catalogue already, maybe among the retired. Change that one, or call this one differently.", nameof(input.Name));
        Refuse.Stale("this program", input.Revision, isSaved ? input.Revision : input.Revision + 1);
        return program.Id;
    }

    /// <summary>Nothing new is planned under a program, or again. Once more does no harm.</summary>
    public async Task Retire(long id, bool isRetired, CancellationToken cancel)
    {
        await RefuseOthers(cancel);
        var program = await Load(id, cancel);
        if (program.IsRetired != isRetired)
        {
            program.Retire(isRetired);
            program.Revision++;
            await db.SaveChangesAsync(cancel);
        }
    }

    /// <summary>Takes the kinds of programs that a catalogue can start with, as far as they are not there; once more takes none.</summary>
    /// <returns>How many were added.</returns>
    public async Task<int> TakeStarting(CancellationToken cancel)
    {
        await RefuseOthers(cancel);
        var today = await company.Today(cancel);
        var programs = StartingPrograms.For(await Ours(cancel)).Select(terms => new MarketingProgram(terms, me.Id, today)).ToList();
        string[] keys = [.. programs.Select(p => p.Key)];
        Task<List<string>> There() => db.Set<MarketingProgram>().Where(p => EF.Parameter(keys).Contains(p.Key)).Select(p => p.Key).ToListAsync(cancel);
        var there = await There();
        programs.RemoveAll(p => there.Contains(p.Key));
        db.AddRange(programs);
        return await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), async () => (await There()).Count > there.Count) ? programs.Count : 0;
    }

    internal async Task RefuseOthers(CancellationToken cancel) =>
        Refuse.Unless(await reader.MayChange(cancel), Refusal.NotAllowed, "Marketing and administrators keep the programs.");

    /// <summary>The company's currency, in which money in programs is kept.</summary>
    internal async Task<string> Ours(CancellationToken cancel) =>
        (await company.Load(cancel)).Currency ?? throw new RefusedException(Refusal.Invalid, "The company’s currency is not known yet. An administrator says it on the company’s page.");

    private async Task<MarketingProgram> Load(long id, CancellationToken cancel) =>
        await db.Set<MarketingProgram>().Include("_versions").SingleOrDefaultAsync(p => p.Id == id, cancel) ?? throw RefusedException.NotFound("program");
}

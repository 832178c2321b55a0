using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Files;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Inspection;

/// <summary>Reads who is fit to sell. A person sees themselves; a manager those below, and nobody else does.</summary>
internal sealed class InspectionReader(PlumblineDb db, CurrentPerson me, OurCompany company, StandingReader standings, FileShelf shelf, TimeProvider clock)
{
    private const int PerPage = 50;
    private const int MostLines = 50;
    private const int MostCompared = 2_000;

    /// <summary>Whether there is anyone below the reader to look at.</summary>
    public async Task<bool> HasPeople(CancellationToken cancel) => (await Sellers(cancel)).Any(p => p.Id != me.Id);

    /// <summary>The reader's people by area, of a team and those below it where one is given.</summary>
    public async Task<MatrixView> Matrix(long? team, int page, CancellationToken cancel)
    {
        var (people, today, all) = (await me.Colleagues(cancel), await company.Today(cancel), await Sellers(cancel));
        var teams = people.Teams.Where(t => all.Any(p => people.Roster.TeamOn(p.Id, today) is var own && people.WithSubteams(t.Id).Contains(own))).ToList();
        var within = team is { } asked && teams.Exists(t => t.Id == asked) ? people.WithSubteams(asked) : null;
        var found = all.Where(p => within?.Contains(people.Roster.TeamOn(p.Id, today)) ?? true).ToList();
        var theirs = await standings.Of([.. found.Select(p => p.Id)], cancel);
        var pages = Math.Max(1, (found.Count + PerPage - 1) / PerPage);
        page = Math.Min(page, pages);
        return new(
            found.Count == 0 ? [] : [.. theirs[found[0].Id].Select(a => a.Key)],
            [.. found.Skip((page - 1) * PerPage).Take(PerPage).Select(p => new MatrixRow(p, people.Teams.FirstOrDefault(t => t.Id == people.Roster.TeamOn(p.Id, today))?.Name, theirs[p.Id]))],
            found.Count, found.Count(p => theirs[p.Id].Count > 0 && theirs[p.Id].All(a => a.IsValidated)), page, pages, teams, within is null ? null : team, await Drifts(all, today, cancel), people.NameOf, today);
    }

    /// <summary>One person's validations; null where the reader may not see them.</summary>
    public async Task<PersonView?> Of(long person, CancellationToken cancel)
    {
        var (people, line) = (await me.Colleagues(cancel), await me.Line(cancel));
        if (!line.Contains(person) || people.Find(person) is not { } found)
        {
            return null;
        }

        var lines = await db.Validations.VisibleTo(me.Id, line).AsNoTracking().Where(v => v.PersonId == person).OrderByDescending(v => v.Day).ThenByDescending(v => v.Id).Take(MostLines)
            .Select(v => new { v.Id, v.FormId, v.Day, v.Asked, v.ObserverId, v.State, v.Passed, v.ValidUntil }).ToListAsync(cancel);
        var optional = (await standings.InUse(cancel)).Where(f => !f.IsRequired).Select(f => new CountedForm(f.Id, f.Content.Name, f.Content.Kind, f.Content.Validates));
        return new(
            found, person == me.Id, person != me.Id, found.Roles.HasFlag(Roles.Salesperson) ? (await standings.Of([person], cancel))[person] : [], [.. optional],
            lines.ConvertAll(v => new ValidationLine(v.Id, v.FormId, v.Day, v.Asked.Name, v.Asked.Kind, v.ObserverId, v.State, v.Passed, v.ValidUntil)), people.NameOf, await company.Today(cancel));
    }

    /// <summary>A validation; null where there is none that the reader may see.</summary>
    public async Task<ResultView?> Find(long id, CancellationToken cancel)
    {
        var (line, people) = (await me.Line(cancel), await me.Colleagues(cancel));
        if (await db.Validations.VisibleTo(me.Id, line).AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, cancel) is not { } found)
        {
            return null;
        }

        var file = found is Certificate { FileId: { } number } ? await db.Set<KeptFile>().AsNoTracking().SingleAsync(f => f.Id == number, cancel) : null;
        var observation = found as Observation;
        var account = observation?.AccountId is { } about ? await db.Accounts.Where(a => a.Id == about).Select(a => a.Name).SingleAsync(cancel) : null;
        var (person, form, day) = (found.PersonId, found.FormId, found.Day);
        var beside = observation is null || !found.IsFinal ? [] : await db.Validations.VisibleTo(me.Id, line).OfType<Observation>().AsNoTracking()
            .Where(o => o.PersonId == person && o.FormId == form && o.Day == day && o.Id != id && o.State != ValidationState.Writing).OrderBy(o => o.Id).ToListAsync(cancel);
        return new(found, account, file, beside, person == me.Id, person != me.Id && line.Contains(person), people.NameOf, await company.Today(cancel));
    }

    /// <summary>The file of a certificate; null where there is none that the reader may see.</summary>
    public async Task<FileContent?> File(long id, CancellationToken cancel) =>
        await db.Validations.VisibleTo(me.Id, await me.Line(cancel)).OfType<Certificate>().Where(c => c.Id == id).Select(c => c.FileId).SingleOrDefaultAsync(cancel) is { } file ? await shelf.Read(file, cancel) : null;

    /// <summary>Those of the reader's line who work here and sell, by name.</summary>
    private async Task<List<Person>> Sellers(CancellationToken cancel)
    {
        var line = await me.Line(cancel);
        return [.. (await me.Colleagues(cancel)).Working(clock.GetUtcNow()).Where(p => line.Contains(p.Id) && p.Roles.HasFlag(Roles.Salesperson))];
    }

    /// <summary>How far observers of the reader's people score from each other, within a year.</summary>
    private async Task<IReadOnlyList<Drift>> Drifts(List<Person> sellers, DateOnly today, CancellationToken cancel)
    {
        long[] below = [.. sellers.Select(p => p.Id).Where(id => id != me.Id)];
        var since = today.AddYears(-1);
        return Drift.Of(await db.Validations.OfType<Observation>().AsNoTracking()
            .Where(o => EF.Parameter(below).Contains(o.PersonId) && o.Day >= since && o.State != ValidationState.Writing
                && db.Validations.Any(v => v.PersonId == o.PersonId && v.FormId == o.FormId && v.Day == o.Day && v.Id != o.Id && v.State != ValidationState.Writing))
            .OrderByDescending(o => o.Id).Take(MostCompared).ToListAsync(cancel));
    }
}

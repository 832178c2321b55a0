using Microsoft.EntityFrameworkCore;
using Plumbline.Storage;

namespace Plumbline.Marketing;

/// <summary>Keeps the money in programs. Whoever keeps the programs may.</summary>
internal sealed class FundDesk(PlumblineDb db, ProgramDesk programs)
{
    private const string IsUsed = "An activity uses this money: it stands. Change its amount or its days instead.";

    /// <summary>A fund of a program, to be read; null where there is none.</summary>
    public Task<ProgramFund?> Find(long program, long fund, CancellationToken cancel) => db.Set<ProgramFund>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == fund && f.ProgramId == program, cancel);

    /// <summary>Saves what was typed; refuses where someone else saved since it was read, or an activity that uses it would not be paid any more.</summary>
    /// <param name="program">The program.</param>
    /// <param name="id">The fund; null for a new one.</param>
    /// <param name="input">As typed.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Save(long program, long? id, FundInput input, CancellationToken cancel)
    {
        await programs.RefuseOthers(cancel);
        var of = await db.Set<MarketingProgram>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == program, cancel) ?? throw RefusedException.NotFound("program");
        Refuse.Unless(id is not null || RecordedHere.IsKey(input.Key), Refusal.Invalid, "Open the page anew and type it once more.");
        var fund = id is null ? new ProgramFund(program, input.Key) : await Load(program, id.Value, cancel);
        Refuse.Stale("this money", input.Revision, fund.Revision);
        input.PutInto(fund, of.Terms);
        if (id is null)
        {
            if (!await Noted())
            {
                db.Add(fund);
                await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), Noted);
            }

            return;
        }

        var (from, until) = (fund.UsableFrom, fund.UsableUntil);
        Refuse.Unless(
            !await db.Set<LocalActivity>().AnyAsync(a => a.FundId == id && a.Stage != FundingStage.Cancelled && a.Stage != FundingStage.Refused && (a.First < from || a.Last > until), cancel),
            Refusal.Invalid, "An activity that uses this money is outside of these days.", nameof(input.UsableUntil));
        fund.Revision++;
        foreach (var activity in await db.Set<LocalActivity>().Where(a => a.FundId == id && a.Claimed == null && a.Stage != FundingStage.Cancelled).ToListAsync(cancel))
        {
            activity.Follow(fund);
        }

        await db.SaveChangesAsync(cancel);

        Task<bool> Noted() => db.Set<ProgramFund>().AnyAsync(f => f.ProgramId == program && f.Key == input.Key, cancel);
    }

    /// <summary>Takes a fund out again, while no activity uses it. Once more does no harm.</summary>
    public async Task Delete(long program, long id, CancellationToken cancel)
    {
        await programs.RefuseOthers(cancel);
        if (await db.Set<ProgramFund>().SingleOrDefaultAsync(f => f.Id == id && f.ProgramId == program, cancel) is { } fund)
        {
            Task<bool> Used() => db.Set<LocalActivity>().AnyAsync(a => a.FundId == id, cancel);
            Refuse.Unless(!await Used(), Refusal.Invalid, IsUsed);
            db.Remove(fund);
            Refuse.Unless(await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), Used), Refusal.Invalid, IsUsed);
        }
    }

    private async Task<ProgramFund> Load(long program, long id, CancellationToken cancel) =>
        await db.Set<ProgramFund>().SingleOrDefaultAsync(f => f.Id == id && f.ProgramId == program, cancel) ?? throw RefusedException.NotFound("money");
}

using Microsoft.EntityFrameworkCore;
using Plumbline.Coaching;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Reviews;

/// <summary>A person's month, plan against actual, and whether the two have talked about it.</summary>
/// <param name="Person">Whose month.</param>
/// <param name="IsOwn">Whether it is the reader's.</param>
/// <param name="Pack">What was promised for the month, and what happened.</param>
/// <param name="Talk">The last talk that was held in the month; null where there was none.</param>
/// <param name="Preparing">The talk that the reader prepares; null where none.</param>
/// <param name="Odds">How likely the quota of the quarter that runs is, and what is called for it; none beside another month.</param>
/// <param name="Today">The company's day.</param>
internal sealed record MonthView(Person Person, bool IsOwn, ReviewPack Pack, (long Id, DateOnly Day)? Talk, long? Preparing, IReadOnlyList<CoachingFact> Odds, DateOnly Today);

/// <summary>Reads the monthly talk of actual against plan: for the person and the managers above.</summary>
internal sealed class MonthReader(PlumblineDb db, CurrentPerson me, OurCompany company, PackReader packs, CoachingFacts facts)
{
    /// <summary>Null where there is nobody whose month the reader may see so.</summary>
    public async Task<MonthView?> Read(long person, Period month, CancellationToken cancel)
    {
        var line = await me.Line(cancel);
        if (!line.Contains(person) || (await me.Colleagues(cancel)).Find(person) is not { } found)
        {
            return null;
        }

        var (first, last) = (month.FirstDay, month.LastDay);
        var talks = await db.CoachingSessions.VisibleTo(me.Id, line).Where(s => s.PersonId == person && (s.State == CoachingState.Prepared || (s.Day >= first && s.Day <= last)))
            .OrderByDescending(s => s.Day).ThenByDescending(s => s.Id).Select(s => new { s.Id, s.Day, s.State, s.CoachId }).ToListAsync(cancel);
        var held = talks.Find(t => t.State == CoachingState.Held);
        var (pack, today) = (await packs.Read(person, month, cancel), await company.Today(cancel));
        return new(
            found, person == me.Id, today <= last ? pack with { Parts = [.. pack.Parts.Select(Running)] } : pack, held is null ? null : (held.Id, held.Day), talks.Find(t => t.State == CoachingState.Prepared && t.CoachId == me.Id)?.Id,
            month.Contains(today) ? await facts.Odds(person, cancel) : [], today);
    }

    /// <summary>What has not come by today may come by the month's end: it is open, and not missed.</summary>
    private static PackPart Running(PackPart part) =>
        part.Key is PackParts.Results or PackParts.Forecast ? part with { Lines = [.. part.Lines.Select(l => l.Verdict == PackVerdict.Missed ? l with { Verdict = PackVerdict.Open } : l)] } : part;
}

using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Fiscal;
using Plumbline.Storage;
using Plumbline.Training;
using Plumbline.Ui;

namespace Plumbline.Reviews;

/// <summary>The parts of a pack that the ledger tells: goals, steps and tactics, training, other promises, and help between colleagues.</summary>
internal sealed class PackPromises(PlumblineDb db, Ledger ledger)
{
    private const int MostLines = 60; // Of a part; what is more is in the ledger.

    public async Task<IReadOnlyList<PackPart>> Read(long salesperson, Period quarter, CancellationToken cancel)
    {
        var lines = await ledger.All(new(quarter, salesperson), cancel).ToListAsync(cancel);
        long[] booked = [.. lines.Where(l => l.Commitment is { Kind: CommitmentKind.Training, State: CommitmentState.Open }).Select(l => l.Commitment.Id)];
        var bookings = booked.Length == 0 ? [] : await db.Set<TrainingBooking>().AsNoTracking().Where(b => EF.Parameter(booked).Contains(b.CommitmentId)).ToDictionaryAsync(b => b.CommitmentId, cancel);
        PackPart Part(string key, string title, params CommitmentKind[] kinds)
        {
            var theirs = lines.Where(l => kinds.Contains(l.Commitment.Kind)).ToList();
            var kept = PromisesKept.Of(theirs.Select(l => new Promise(l.Due, l.Standing)));
            var words = kept.Rate is { } rate ? $"{kept.Kept:0} of {kept.Made:0} kept on the day, {Figures.Percent(rate)}{(kept.Renegotiated > 0 ? $"; {kept.Renegotiated:0} moved in time" : "")}" : null;
            return new(key, title, theirs.Count > MostLines ? $"{words}. The first {MostLines:0} of {theirs.Count:0}" : words, [.. theirs.Take(MostLines).Select(l => Line(l, bookings.GetValueOrDefault(l.Commitment.Id))).GroupBy(l => l.Key).SelectMany(g => g.Select((l, nth) => nth == 0 ? l : l with { Key = $"{l.Key}-{nth}" }))]); // A day that was moved away and back is promised twice.
        }

        return
        [
            Part(PackParts.Goals, "Goals", CommitmentKind.Goal),
            Part(PackParts.Accounts, "Steps and tactics at accounts", CommitmentKind.Step, CommitmentKind.Tactic),
            Part(PackParts.Training, "Training", CommitmentKind.Training),
            Part(PackParts.Promises, "Other promises", [.. Enum.GetValues<CommitmentKind>().Except([CommitmentKind.Goal, CommitmentKind.Step, CommitmentKind.Tactic, CommitmentKind.Training])]),
            await Help(salesperson, quarter, cancel),
        ];
    }

    /// <summary>What was done in the quarter because a colleague had asked for it.</summary>
    private async Task<PackPart> Help(long salesperson, Period quarter, CancellationToken cancel)
    {
        var (first, last) = (quarter.FirstDay, quarter.LastDay);
        var done = await db.Commitments.AsNoTracking()
            .Where(c => (c.PersonId == salesperson || c.AskedBy == salesperson) && c.AskedBy != null && c.AskedBy != c.PersonId && c.State == CommitmentState.Done && c.EndedOn >= first && c.EndedOn <= last)
            .OrderBy(c => c.EndedOn).ThenBy(c => c.Id).Take(MostLines)
            .Select(c => new { Commitment = c, Of = db.People.Where(p => p.Id == (c.PersonId == salesperson ? c.AskedBy : c.PersonId)).Select(p => p.Name).First() }).ToListAsync(cancel);
        var given = done.Count(d => d.Commitment.PersonId == salesperson);
        return new(
            PackParts.Help, "Helping each other", $"Helped colleagues {Times(given)}, was helped {Times(done.Count - given)}",
            [.. done.Select(d => new PackLine(FormattableString.Invariant($"{d.Commitment.Id}"), d.Commitment.What, d.Commitment.PersonId == salesperson ? $"for {d.Of}" : $"by {d.Of}", $"Done {Figures.Day(d.Commitment.EndedOn!.Value)}", PackVerdict.Met, d.Commitment.Outcome))]);
    }

    private static string Times(int times) => times switch { 0 => "never", 1 => "once", 2 => "twice", _ => $"{times:0} times" };

    private static PackLine Line(LedgerLine line, TrainingBooking? booking) => new(
        FormattableString.Invariant($"{line.Commitment.Id}-{line.Due:yyyyMMdd}"), line.Account is null ? line.Commitment.What : $"{line.Commitment.What}, {line.Account}", $"by {Figures.Day(line.Due)}",
        line.Moved is { } moved ? $"Moved to {Figures.Day(moved.To)}" : $"{CommitmentWords.Of(line.Standing, line.Commitment.State)}{(booking is null ? "" : $", booked for {Figures.Day(booking.Day)}")}",
        line.Standing switch
        {
            PromiseStanding.Kept => PackVerdict.Met,
            PromiseStanding.Late or PromiseStanding.Broken or PromiseStanding.Overdue => PackVerdict.Missed,
            PromiseStanding.Open or PromiseStanding.Asked => PackVerdict.Open,
            _ => PackVerdict.Neither,
        },
        line.Why ?? line.Commitment.Outcome);
}

using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Training;

/// <summary>What the form of a booking posts, as typed.</summary>
public sealed class BookingInput
{
    /// <summary>The first day.</summary>
    public string? Day { get; set; }

    /// <summary>The course, or with whom.</summary>
    public string? With { get; set; }

    /// <summary>What it costs.</summary>
    public string? Cost { get; set; }

    /// <summary>The revision that was read; 0 where there was no booking.</summary>
    public int Revision { get; set; }
}

/// <summary>Books training. Who promised it may, and the managers above.</summary>
internal sealed class TrainingDesk(PlumblineDb db, CurrentPerson me, OurCompany company)
{
    private const decimal MostCost = 10_000_000;

    /// <summary>The booking of a promise, to be read; null where there is none.</summary>
    public Task<TrainingBooking?> Find(long commitment, CancellationToken cancel) => db.Set<TrainingBooking>().AsNoTracking().SingleOrDefaultAsync(b => b.CommitmentId == commitment, cancel);

    /// <summary>Books what a commitment promises to learn, or books it anew.</summary>
    public async Task Book(long commitment, BookingInput input, CancellationToken cancel)
    {
        var need = await Need(commitment, cancel);
        var kept = await db.Set<TrainingBooking>().SingleOrDefaultAsync(b => b.CommitmentId == commitment, cancel);
        Refuse.Stale("this booking", input.Revision, kept?.Revision ?? 0);
        var booking = kept ?? db.Add(new TrainingBooking(need)).Entity;
        booking.Book(need, me.Id, TypedDay.Required(input.Day, nameof(input.Day)), input.With, Cost(input.Cost), await company.Today(cancel));
        booking.Revision++;
        if (!await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), async () => kept is null && await db.Set<TrainingBooking>().AnyAsync(b => b.CommitmentId == commitment, cancel)))
        {
            Refuse.Stale("this booking", input.Revision, 1);
        }
    }

    /// <summary>Takes a booking back. Once more does no harm.</summary>
    public async Task Cancel(long commitment, CancellationToken cancel)
    {
        await Need(commitment, cancel);
        db.RemoveRange(await db.Set<TrainingBooking>().Where(b => b.CommitmentId == commitment).ToListAsync(cancel));
        await db.SaveChangesAsync(cancel);
    }

    private async Task<Commitment> Need(long id, CancellationToken cancel)
    {
        var line = await me.Line(cancel);
        return await db.Commitments.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.Kind == CommitmentKind.Training, cancel) is { } need && line.Contains(need.PersonId)
            ? need
            : throw RefusedException.NotFound("training");
    }

    private static decimal? Cost(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        Refuse.Unless(TypedNumber.TryRead(typed, out var cost) && cost is >= 0 and <= MostCost, Refusal.Invalid, $"“{typed}” is no cost. Write it as 690 or 1,250.00, or leave it empty where it is not known.", nameof(BookingInput.Cost));
        return cost;
    }
}

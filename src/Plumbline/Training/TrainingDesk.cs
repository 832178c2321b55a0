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

    /// <summary>The booking that was read; 0 where there was none.</summary>
    public long Kept { get; set; }

    /// <summary>Its revision.</summary>
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
        RefuseStale(input, kept);
        var booking = kept ?? db.Add(new TrainingBooking(need)).Entity;
        booking.Book(need, me.Id, TypedDay.Required(input.Day, nameof(input.Day)), input.With, Cost(input.Cost), await company.Today(cancel));
        booking.Revision++;
        if (!await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), async () => kept is null && await db.Set<TrainingBooking>().AnyAsync(b => b.CommitmentId == commitment, cancel)))
        {
            Refuse.Stale("this booking", 0, 1);
        }
    }

    /// <summary>Takes a booking back, as long as the training is still to come.</summary>
    public async Task Cancel(long commitment, BookingInput input, CancellationToken cancel)
    {
        var need = await Need(commitment, cancel);
        Refuse.Unless(need.State == CommitmentState.Open, Refusal.Conflict, "This was answered for meanwhile: where it was booked stays beside it.");
        if (await db.Set<TrainingBooking>().SingleOrDefaultAsync(b => b.CommitmentId == commitment, cancel) is { } kept)
        {
            RefuseStale(input, kept);
            db.Remove(kept);
            await db.SaveChangesAsync(cancel);
        }
    }

    /// <summary>One that was taken back and booked anew is another, even if it was changed as often.</summary>
    private static void RefuseStale(BookingInput input, TrainingBooking? kept) => Refuse.Stale("this booking", input.Kept == (kept?.Id ?? 0) ? input.Revision : -1, kept?.Revision ?? 0);

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

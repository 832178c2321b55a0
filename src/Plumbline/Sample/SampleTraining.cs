using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Storage;
using Plumbline.Training;

namespace Plumbline.Sample;

/// <summary>The sample company's training: of what the plans promise most is booked, and some is not.</summary>
internal sealed class SampleTraining(SampleCompany company, PlumblineDb db)
{
    private static readonly (string With, decimal? Cost)[] _courses = [("Vendor course with exam, online", 690), ("Two mornings with Priya Raman", null), ("Seminar in the capital", 1_250)];

    public async Task Make(CancellationToken cancel)
    {
        var needs = await db.Commitments.AsNoTracking().Where(c => c.Kind == CommitmentKind.Training && c.State == CommitmentState.Open).OrderBy(c => c.Id).ToListAsync(cancel);
        foreach (var (nth, need) in needs.Index().Where(n => n.Index % 3 != 1))
        {
            var booking = new TrainingBooking(need);
            var (with, cost) = _courses[nth % _courses.Length];
            booking.Book(need, need.PersonId, company.Today.AddDays(9 + (nth % 20)), with, cost, company.Today);
            db.Add(booking);
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }
}

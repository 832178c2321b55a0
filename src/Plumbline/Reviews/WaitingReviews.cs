using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Reviews;

/// <summary>A review of which the next part is who reads it's to do.</summary>
/// <param name="Id">Its number; null where it has not begun.</param>
/// <param name="Owner">Whose quarter.</param>
/// <param name="IsOwn">Whether it is the reader's own.</param>
/// <param name="Quarter">The quarter.</param>
/// <param name="State">Where it stands; null where it has not begun.</param>
/// <param name="Due">By when.</param>
internal sealed record WaitingReview(long? Id, string Owner, bool IsOwn, Period Quarter, ReviewState? State, DateOnly Due)
{
    public string Title => $"{(IsOwn ? "Your review" : $"The review of {Owner}")}, {PlanWords.Of(Quarter)}";

    /// <summary>What is to be done, and by when.</summary>
    public string Words(DateOnly today) =>
        $"{State switch { ReviewState.Talk => "decide and recommit", ReviewState.Answer => "answer it", _ => "say how you see the quarter" }}, {(Due < today ? "due since" : "by")} {Figures.Day(Due, today)}";

    public string Href(FiscalYear fiscal) => Id is { } id ? FormattableString.Invariant($"reviews/{id}") : $"reviews?period={fiscal.Name(Quarter)}";
}

/// <summary>Finds the reviews that wait for a person: their own, and those that who reports to them has handed in.</summary>
internal sealed class WaitingReviews(PlumblineDb db, CycleReader cycle, TimeProvider clock)
{
    public async Task<IReadOnlyList<WaitingReview>> For(Person person, Colleagues people, int most, CancellationToken cancel)
    {
        var quarter = await cycle.Due(cancel);
        long[] reports = [.. people.Working(clock.GetUtcNow()).Where(p => p.ManagerId == person.Id).Select(p => p.Id)];
        var found = await db.Reviews.Where(r => (r.SalespersonId == person.Id && r.State != ReviewState.Answer && r.State != ReviewState.Recommitted) || (EF.Parameter(reports).Contains(r.SalespersonId) && (r.State == ReviewState.Answer || r.State == ReviewState.Talk)))
            .OrderBy(r => r.Id).Select(r => new { r.Id, r.SalespersonId, r.Quarter, r.State, r.HandedInOn, Signed = EF.Property<List<Recommitment>>(r, "_recommitments") }).ToListAsync(cancel);
        var waiting = found.Where(r => r.State != ReviewState.Talk || !r.Signed.Exists(s => s.PersonId == person.Id && r.Signed.TrueForAll(o => o.Hash == s.Hash))).Take(most) // Who signed other numbers than the other side is asked once more.
            .Select(r => new WaitingReview(r.Id, people.NameOf(r.SalespersonId), r.SalespersonId == person.Id, r.Quarter, r.State, ReviewRhythm.Due(r.State, r.Quarter, r.HandedInOn)!.Value)).ToList();
        if (person.Roles.HasFlag(Roles.Salesperson) && !await db.Reviews.AnyAsync(r => r.SalespersonId == person.Id && r.Quarter == quarter, cancel) && await cycle.HadQuota([person.Id], quarter).AnyAsync(cancel))
        {
            waiting.Insert(0, new(null, person.Name, IsOwn: true, quarter, null, ReviewRhythm.Due(null, quarter, null)!.Value));
        }

        return waiting;
    }
}

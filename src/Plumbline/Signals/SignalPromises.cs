using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Signals;

/// <summary>What people promise to do about signals. It stands in the ledger like any other promise; a person promises for themselves alone, about signals of their own and of those below them.</summary>
internal sealed class SignalPromises(PlumblineDb db, CurrentPerson me, OurCompany company, Ledger ledger)
{
    /// <summary>The reader promises something. The same form sent twice promises once.</summary>
    public async Task Make(long id, SignalPromiseInput input, CancellationToken cancel)
    {
        var signal = await db.Signals.AsNoTracking().VisibleTo(await me.Line(cancel)).SingleOrDefaultAsync(s => s.Id == id, cancel) ?? throw RefusedException.NotFound("signal");
        Refuse.Unless(RecordedHere.IsKey(input.Key), Refusal.Invalid, "Open the page anew and type it once more.");
        var source = Signal.PromisesAbout(id) + input.Key;
        if (await Sent())
        {
            return;
        }

        var manager = (await me.Colleagues(cancel)).Find(me.Id)?.ManagerId;
        db.Commitments.Add(signal.Promise(input.Key!, input.What, TypedDay.Read(input.Due, nameof(SignalPromiseInput.Due)), me.Id, manager, await company.Today(cancel)));
        await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), Sent);

        Task<bool> Sent() => db.Commitments.AnyAsync(c => c.Source == source, cancel);
    }

    /// <summary>All that was ever promised about a signal, with what became of it, in the order in which it was promised.</summary>
    public Task<IReadOnlyList<LedgerLine>> About(Signal signal, CancellationToken cancel)
    {
        var source = Signal.PromisesAbout(signal.Id);
        return ledger.Read(Of([signal.PersonId]).Where(c => c.Source.StartsWith(source)), cancel);
    }

    /// <summary>What is promised about each of some signals and still open: that of the person whom it concerns first, then by day.</summary>
    public async Task<ILookup<long, SignalPromise>> Open(IReadOnlyCollection<Signal> signals, CancellationToken cancel)
    {
        var bySource = signals.ToDictionary(s => Signal.PromisesAbout(s.Id));
        var open = signals.Count == 0 ? [] : await Of([.. signals.Select(s => s.PersonId).Distinct()]).Where(c => c.State == CommitmentState.Open).Select(c => new { c.Source, c.PersonId, c.What, c.Due, c.Id }).ToListAsync(cancel);
        var people = await me.Colleagues(cancel);
        return open.Select(c => (Promise: c, Signal: bySource.GetValueOrDefault(c.Source[..(c.Source.LastIndexOf('/') + 1)]))).Where(p => p.Signal is not null)
            .OrderBy(p => p.Promise.PersonId != p.Signal!.PersonId).ThenBy(p => p.Promise.Due).ThenBy(p => p.Promise.Id)
            .ToLookup(p => p.Signal!.Id, p => new SignalPromise(p.Promise.PersonId == p.Signal!.PersonId ? null : people.NameOf(p.Promise.PersonId), p.Promise.What, p.Promise.Due));
    }

    /// <summary>What is promised about signals of some people: by themselves, or to them. It is found by whom it concerns, however long the ledger is.</summary>
    private IQueryable<Commitment> Of(long[] people) =>
        db.Commitments.Where(c => c.Kind == CommitmentKind.Signal && (EF.Parameter(people).Contains(c.PersonId) || (c.ToId != null && EF.Parameter(people).Contains(c.ToId.Value))));
}

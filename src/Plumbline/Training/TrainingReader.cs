using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Inspection;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Training;

/// <summary>A training need that was promised, and how far it is.</summary>
/// <param name="Promised">The promise, and where it stands.</param>
/// <param name="Need">What the plan says of it; null where the plan in force does not have it any more.</param>
/// <param name="Booking">When and where; null where it is not booked.</param>
/// <param name="Effect">What was seen since it was learned; null until then, or where it prepares for nothing in which people are validated.</param>
internal sealed record TrainingLine(LedgerLine Promised, TrainingNeed? Need, TrainingBooking? Booking, TrainingEffect? Effect)
{
    public Commitment Commitment => Promised.Commitment;
}

/// <summary>What a person learns; <paramref name="MayObserve"/> tells whether the reader may look whether it helped.</summary>
internal sealed record LearnerView(Person Person, bool IsOwn, bool MayObserve, IReadOnlyList<TrainingLine> Lines, DateOnly Today);

/// <summary>How far the training of one of the reader's people is, by count, of what fell due within a year or is still to come.</summary>
internal sealed record LearnerLine(Person Person, int Open, int Booked, int Overdue, int Done);

/// <summary>The reader's people, a page of them.</summary>
internal sealed record LearnersView(IReadOnlyList<LearnerLine> Lines, int Page, int Pages);

/// <summary>Reads what people learn. A person sees their own; a manager that of those below, and nobody else does: beside it stands how they were seen.</summary>
internal sealed class TrainingReader(PlumblineDb db, CurrentPerson me, OurCompany company, Ledger ledger, TimeProvider clock)
{
    private const int PerPage = 50;
    private const int MostLines = 50;

    /// <summary>The reader's people who sell; what of their training is open, booked, overdue and done.</summary>
    public async Task<LearnersView> Overview(int page, CancellationToken cancel)
    {
        var (line, today) = (await me.Line(cancel), await company.Today(cancel));
        var sellers = (await me.Colleagues(cancel)).Working(clock.GetUtcNow()).Where(p => p.Id != me.Id && line.Contains(p.Id) && p.Roles.HasFlag(Roles.Salesperson)).ToList();
        var pages = Math.Max(1, (sellers.Count + PerPage - 1) / PerPage);
        page = Math.Min(page, pages);
        long[] ids = [.. sellers.Select(p => p.Id)];
        var since = today.AddYears(-1);
        var counts = (await db.Commitments
            .Where(c => EF.Parameter(ids).Contains(c.PersonId) && c.Kind == CommitmentKind.Training && c.Due >= since && (c.State == CommitmentState.Open || c.State == CommitmentState.Done))
            .GroupBy(c => c.PersonId)
            .Select(g => new
            {
                Id = g.Key,
                Open = g.Count(c => c.State == CommitmentState.Open),
                Booked = g.Count(c => c.State == CommitmentState.Open && db.Set<TrainingBooking>().Any(b => b.CommitmentId == c.Id)),
                Overdue = g.Count(c => c.State == CommitmentState.Open && c.Due < today),
                Done = g.Count(c => c.State == CommitmentState.Done),
            }).ToListAsync(cancel)).ToDictionary(c => c.Id);
        return new(
            [.. sellers.Select(p => counts.TryGetValue(p.Id, out var c) ? new LearnerLine(p, c.Open, c.Booked, c.Overdue, c.Done) : new LearnerLine(p, 0, 0, 0, 0))
                .OrderByDescending(l => l.Overdue).ThenByDescending(l => l.Open - l.Booked).ThenBy(l => l.Person.Name, StringComparer.OrdinalIgnoreCase).Skip((page - 1) * PerPage).Take(PerPage)], page, pages);
    }

    /// <summary>What a person learns, what is to be done first; null where the reader may not see it.</summary>
    public async Task<LearnerView?> Of(long person, CancellationToken cancel)
    {
        if (!(await me.Line(cancel)).Contains(person) || (await me.Colleagues(cancel)).Find(person) is not { } found)
        {
            return null;
        }

        var promised = await ledger.Read(
            db.Commitments.AsNoTracking().Where(c => c.PersonId == person && c.Kind == CommitmentKind.Training && c.State != CommitmentState.Dropped && c.State != CommitmentState.CarriedOver)
                .OrderByDescending(c => c.State == CommitmentState.Open).ThenByDescending(c => c.Due).ThenByDescending(c => c.Id).Take(MostLines), cancel);
        long[] ids = [.. promised.Select(l => l.Commitment.Id)];
        var bookings = ids.Length == 0 ? [] : await db.Set<TrainingBooking>().AsNoTracking().Where(b => EF.Parameter(ids).Contains(b.CommitmentId)).ToDictionaryAsync(b => b.CommitmentId, cancel);
        var needs = await Needs(promised, cancel);
        var looked = await Looked(person, promised.Any(l => l.Commitment.State == CommitmentState.Done), cancel);
        return new(
            found, person == me.Id, person != me.Id,
            [
                .. promised.Select(l =>
                {
                    var need = needs.GetValueOrDefault(l.Commitment.Source);
                    return new TrainingLine(l, need, bookings.GetValueOrDefault(l.Commitment.Id), Effect(l.Commitment, need, looked));
                }).OrderBy(l => l.Commitment.State != CommitmentState.Open).ThenBy(l => l.Commitment.State == CommitmentState.Open ? l.Commitment.Due.DayNumber : -l.Commitment.Due.DayNumber),
            ],
            await company.Today(cancel));
    }

    /// <summary>What the plans in force say of each need, by the promise's source.</summary>
    private async Task<Dictionary<string, TrainingNeed>> Needs(IReadOnlyList<LedgerLine> promised, CancellationToken cancel)
    {
        long[] plans = [.. promised.Select(l => l.Commitment.Source.Split('/')).Where(s => s is ["plan", _, _]).Select(s => long.Parse(s[1], CultureInfo.InvariantCulture)).Distinct()];
        return plans.Length == 0 ? [] : (await db.BusinessPlans.AsNoTracking().AsSplitQuery().Where(p => EF.Parameter(plans).Contains(p.Id)).ToListAsync(cancel))
            .SelectMany(p => (p.InForce?.Content as BusinessPlanContent)?.Training.Select(t => (Source: FormattableString.Invariant($"plan/{p.Id}/training.{t.Key}"), Need: t)) ?? [])
            .ToDictionary(n => n.Source, n => n.Need);
    }

    /// <summary>What was seen of a person by each form, also by those that are not in use any more, with the names by which a plan may mean it: its own, or its area's.</summary>
    private async Task<List<(string[] Names, List<ScoredResult> Results)>> Looked(long person, bool isNeeded, CancellationToken cancel)
    {
        if (!isNeeded)
        {
            return [];
        }

        var forms = await db.ValidationForms.AsNoTracking().ToListAsync(cancel);
        var results = (await db.Validations.Where(v => v.PersonId == person && (v.State == ValidationState.Shared || v.State == ValidationState.Acknowledged))
            .Select(v => new ScoredResult(v.Id, v.FormId, v.Day, v.Score, v.Passed == true)).ToListAsync(cancel)).ToLookup(r => r.FormId);
        return forms.ConvertAll(f => ((string[])[f.Content.Name, InspectionWords.Of(f.Content.Validates)], results[f.Id].ToList()));
    }

    private static TrainingEffect? Effect(Commitment commitment, TrainingNeed? need, List<(string[] Names, List<ScoredResult> Results)> looked) =>
        commitment is { State: CommitmentState.Done, EndedOn: { } done } && need is not null && looked.Where(f => f.Names.Any(need.IsFor)).ToList() is { Count: > 0 } forms
            ? TrainingEffect.Of(forms.SelectMany(f => f.Results), done)
            : null;
}

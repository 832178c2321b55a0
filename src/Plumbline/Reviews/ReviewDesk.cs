using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Reviews;

/// <summary>A review laid before the person who asked, who is the salesperson or a manager above.</summary>
internal sealed record OpenedReview(QuarterlyReview Review, Party Me)
{
    /// <summary>The side for which the person acts.</summary>
    public Side Side => Review.SideOf(Me);
}

/// <summary>Where reviews are begun, written, handed over and decided.</summary>
internal sealed class ReviewDesk(PlumblineDb db, CurrentPerson me, OurCompany company, PackReader packs, Notifier notifier)
{
    /// <summary>To be read. Null where there is no such review, or none that the person may see.</summary>
    public Task<OpenedReview?> Open(long id, CancellationToken cancel) => Open(db.Reviews.AsNoTracking(), id, cancel);

    /// <summary>Begins the review of a salesperson's quarter, or finds the one that is there.</summary>
    /// <returns>Its number.</returns>
    public async Task<long> Begin(long salesperson, Period quarter, CancellationToken cancel)
    {
        var (line, fiscal, today) = (await me.Line(cancel), (await company.Load(cancel)).FiscalYear, await company.Today(cancel));
        var person = line.Contains(salesperson) ? (await me.Colleagues(cancel)).Find(salesperson) : null;
        Refuse.Unless(person is not null, Refusal.NotFound, "There is no such salesperson, or they are not yours to review.");
        Refuse.Unless(person.Roles.HasFlag(Roles.Salesperson), Refusal.Invalid, $"{person.Name} does not sell, so there is no quarter to review.");
        Refuse.Unless(quarter == fiscal.Quarter(quarter.FirstDay), Refusal.Invalid, "A review looks back on a quarter of the fiscal year.");
        if (await Begun() is { } begun)
        {
            return begun;
        }

        var review = new QuarterlyReview(salesperson, quarter, Party(salesperson, line), today);
        db.Add(review);
        return await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), async () => await Begun() is not null) ? review.Id : (await Begun())!.Value;

        Task<long?> Begun() => db.Reviews.Where(r => r.SalespersonId == salesperson && r.Quarter == quarter).Select(r => (long?)r.Id).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Keeps what the salesperson wrote, and hands it in where that is asked: then the facts are frozen as they are.</summary>
    public async Task WriteOwn(long id, ReviewInput input, CancellationToken cancel)
    {
        var (review, by) = await Find(id, cancel);
        review.WriteOwn(by, Typed(input.Own)); // Before the revisions are compared: that it is handed in already is what matters then.
        Refuse.Stale("this review", input.Revision, review.Revision);
        await Save(review, cancel);
        input.Revision = review.Revision; // It is kept, also where it cannot be handed in yet.
        if (input.Move == "hand")
        {
            Refuse.Unless((await me.Colleagues(cancel)).Find(review.SalespersonId)?.ManagerId is not null, Refusal.Conflict, "Nobody is above you in the line yet who could answer. An administrator says who. What you wrote is kept.");
            review.HandIn(by, await packs.Read(review.SalespersonId, review.Quarter, cancel), await company.Today(cancel));
            var people = await me.Colleagues(cancel);
            await notifier.Tell(NotificationKind.ReviewHandedIn, people.Find(review.SalespersonId)?.ManagerId is { } manager ? [manager] : [], Title(review, people), Href(review), null, cancel);
            await Save(review, cancel);
        }
    }

    /// <summary>Keeps what the manager wrote, and gives it to the salesperson where that is asked.</summary>
    public async Task WriteAnswer(long id, ReviewInput input, CancellationToken cancel)
    {
        var (review, by) = await Find(id, cancel);
        review.WriteAnswer(by, Typed(input.Answer));
        Refuse.Stale("this review", input.Revision, review.Revision);
        await Save(review, cancel);
        input.Revision = review.Revision; // It is kept, also where it cannot be given yet.
        if (input.Move == "hand")
        {
            review.GiveAnswer(by, await company.Today(cancel));
            await notifier.Tell(NotificationKind.ReviewAnswered, [review.SalespersonId], Title(review, await me.Colleagues(cancel)), Href(review), null, cancel);
            await Save(review, cancel);
        }
    }

    /// <summary>Takes down what was decided, which stands in the ledger from then on: promised by who types it, asked of anybody else.</summary>
    public async Task Decide(long id, DecisionInput input, CancellationToken cancel)
    {
        var (review, by) = await Find(id, cancel);
        Refuse.Unless(RecordedHere.IsKey(input.Key), Refusal.Invalid, "Open the page anew and type it once more.");
        if (review.Decisions.Any(d => d.Key == input.Key))
        {
            return; // Sent twice.
        }

        var (people, today) = (await me.Colleagues(cancel), await company.Today(cancel));
        Refuse.Unless(long.TryParse(input.Owner, out var owner) && Owners(review, people).Any(p => p.Id == owner), Refusal.Invalid, "Choose who does it.", nameof(input.Owner));
        var decision = review.Decide(by, input.Key!, input.What, owner, TypedDay.Required(input.Due, nameof(input.Due)), today);
        var promise = new Commitment(CommitmentKind.Decision, FormattableString.Invariant($"review/{id}/{decision.Key}"), owner, decision.What, today, decision.Due, askedBy: me.Id) { ToId = owner == review.SalespersonId ? people.Find(owner)?.ManagerId : review.SalespersonId };
        db.Commitments.Add(promise);
        if (promise.State == CommitmentState.Asked)
        {
            await notifier.Tell(NotificationKind.HelpAsked, [owner], promise.What, "today", null, cancel);
        }

        await Save(review, cancel);
    }

    /// <summary>Who can be given something to do in a review: the salesperson and the managers above.</summary>
    public static IReadOnlyList<Person> Owners(QuarterlyReview review, Colleagues people)
    {
        var above = new List<Person>();
        for (var at = people.Find(review.SalespersonId); at is not null && !above.Contains(at); at = at.ManagerId is { } manager ? people.Find(manager) : null)
        {
            above.Add(at);
        }

        return above;
    }

    /// <summary>As in "Mary Seller, Jul to Sep 2026".</summary>
    public static string Title(QuarterlyReview review, Colleagues people) => PlanWords.Titled(people.NameOf(review.SalespersonId), review.Quarter);

    public static string Href(QuarterlyReview review) => FormattableString.Invariant($"reviews/{review.Id}");

    /// <summary>To be changed.</summary>
    public async Task<OpenedReview> Find(long id, CancellationToken cancel) => await Open(db.Reviews, id, cancel) ?? throw RefusedException.NotFound("review");

    private async Task<OpenedReview?> Open(IQueryable<QuarterlyReview> reviews, long id, CancellationToken cancel)
    {
        var line = await me.Line(cancel);
        var review = await reviews.VisibleTo(line).SingleOrDefaultAsync(r => r.Id == id, cancel);
        return review is null ? null : new(review, Party(review.SalespersonId, line));
    }

    private Task<int> Save(QuarterlyReview review, CancellationToken cancel)
    {
        review.Revision++;
        return db.SaveChangesAsync(cancel);
    }

    private Party Party(long salesperson, IReadOnlySet<long> line) => new(me.Id, salesperson != me.Id && line.Contains(salesperson));

    private static Dictionary<string, string> Typed(Dictionary<string, string?>? answers) => (answers ?? []).ToDictionary(a => a.Key, a => a.Value ?? "");
}

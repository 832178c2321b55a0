using Microsoft.EntityFrameworkCore;
using Plumbline.Coaching;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Inspection;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Reviews;
using Plumbline.Signals;
using Plumbline.Storage;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Inspecting;

/// <summary>What the form by which a manager promises something of the list posts, as typed.</summary>
public sealed class InspectingInput
{
    /// <summary>Which line of the list: its key.</summary>
    public string? Key { get; set; }

    /// <summary>The day by which.</summary>
    public string? Day { get; set; }
}

/// <summary>Something that a manager is to do for somebody who reports to them.</summary>
/// <param name="Key">What there is one of in a week, as in "talk/12".</param>
/// <param name="What">In words, as in "Coaching talk with Mary".</param>
/// <param name="Why">Why it is due.</param>
/// <param name="Since">Since when it is due; null where only this week.</param>
/// <param name="Href">Where it is done.</param>
/// <param name="Promised">The manager's promise to do it; null where there is none.</param>
internal sealed record InspectionDue(string Key, string What, string Why, DateOnly? Since, string Href, LedgerLine? Promised);

/// <summary>What a manager did in the weeks behind: counted, and nothing of what was said.</summary>
internal sealed record InspectedWeek(Week Week, int Talks, int Observations, int Answered);

/// <summary>A manager's own list.</summary>
/// <param name="Manager">Whose.</param>
/// <param name="IsOwn">Whether it is the reader's.</param>
/// <param name="Reports">How many report to them.</param>
/// <param name="Due">What is due, what has waited longest first.</param>
/// <param name="Weeks">This week and those before, the latest first.</param>
/// <param name="Kept">What became of the manager's promises of the last 90 days.</param>
/// <param name="Managers">The managers whose list the reader may see.</param>
/// <param name="Today">The company's day.</param>
internal sealed record OwnInspectionView(Person Manager, bool IsOwn, int Reports, IReadOnlyList<InspectionDue> Due, IReadOnlyList<InspectedWeek> Weeks, PromisesKept Kept, IReadOnlyList<Person> Managers, DateOnly Today);

/// <summary>The inspection is inspected: what a manager owes those who report to them, on the same ledger as everybody's promises, and seen by the managers above.</summary>
internal sealed class OwnInspection(
    PlumblineDb db, CurrentPerson me, OurCompany company, Ledger ledger, SelfManagementReader levels, StandingReader standings, WaitingPlans plans, WaitingReviews reviews, TimeProvider clock)
{
    /// <summary>Within how many days a plan that was put forward is answered.</summary>
    public const int DaysToAnswer = 5;

    private const int WeeksBack = 8;
    private const int KeptDays = 90;
    private const int MostReports = 200;
    private const int TalkDays = 31;

    /// <summary>Null where there is no such manager, or none whose list the reader may see: one's own, and those of the managers below.</summary>
    public async Task<OwnInspectionView?> Read(long? manager, CancellationToken cancel)
    {
        var (people, line, today, now) = (await me.Colleagues(cancel), await me.Line(cancel), await company.Today(cancel), clock.GetUtcNow());
        var managers = people.Working(now).Where(p => line.Contains(p.Id) && people.People.Any(r => r.ManagerId == p.Id)).OrderBy(p => p.Id != me.Id).ThenBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ToList();
        if ((manager is { } asked ? managers.Find(p => p.Id == asked) : managers.FirstOrDefault()) is not { } of)
        {
            return null;
        }

        var reports = people.Working(now).Where(p => p.ManagerId == of.Id && p.Roles.HasFlag(Roles.Salesperson)).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Take(MostReports).ToList();
        var week = Week.Of(today, (await company.Load(cancel)).FirstDayOfWeek);
        var prefix = FormattableString.Invariant($"inspecting/{of.Id}/{week.FirstDay:yyyy-MM-dd}/");
        var promised = (await ledger.Read(db.Commitments.Where(c => c.PersonId == of.Id && c.Kind == CommitmentKind.Inspecting && c.Source.StartsWith(prefix)), cancel)).ToDictionary(l => l.Commitment.Source[prefix.Length..]);
        var due = reports.Count == 0 ? [] : await Due(of, people, reports, promised, today, cancel);
        return new(of, of.Id == me.Id, reports.Count, due, await Weeks(of.Id, week, cancel), (await ledger.Kept([of.Id], today.AddDays(-KeptDays), today.AddDays(-1), cancel))[of.Id], managers, today);
    }

    /// <summary>The reader promises to do a line of their own list.</summary>
    public async Task Promise(InspectingInput input, CancellationToken cancel)
    {
        var (view, today) = (await Read(me.Id, cancel) ?? throw RefusedException.NotFound("list"), await company.Today(cancel));
        var line = view.Due.FirstOrDefault(d => d.Key == input.Key) ?? throw new RefusedException(Refusal.Conflict, "This is not due any more: the list is shown as it stands.");
        var day = TypedDay.Required(input.Day, nameof(input.Day));
        Refuse.Unless(day >= today, Refusal.Invalid, "Promise a day to come.", nameof(input.Day));
        var week = Week.Of(today, (await company.Load(cancel)).FirstDayOfWeek);
        var source = FormattableString.Invariant($"inspecting/{me.Id}/{week.FirstDay:yyyy-MM-dd}/{line.Key}");
        if (line.Promised is null)
        {
            db.Commitments.Add(new(CommitmentKind.Inspecting, source, me.Id, line.What, today, day));
            await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), () => db.Commitments.AnyAsync(c => c.Source == source, cancel));
        }
    }

    private async Task<IReadOnlyList<InspectionDue>> Due(Person of, Colleagues people, List<Person> reports, Dictionary<string, LedgerLine> promised, DateOnly today, CancellationToken cancel)
    {
        long[] ids = [.. reports.Select(p => p.Id)];
        var names = reports.ToDictionary(p => p.Id, p => p.Name);
        var talks = (await db.CoachingSessions.Where(s => EF.Parameter(ids).Contains(s.PersonId) && s.CoachId == of.Id && s.State == CoachingState.Held).GroupBy(s => s.PersonId)
            .Select(g => new { g.Key, Last = g.Max(s => s.Day), Next = g.Max(s => s.NextOn) }).ToListAsync(cancel)).ToDictionary(g => g.Key);
        var areas = await standings.Of(ids, cancel);
        var rhythm = await levels.Of(ids, cancel);
        var waiting = (await plans.For(of.Id, people, MostReports, cancel)).Where(p => !p.IsOwn).ToList();
        long[] planIds = [.. waiting.Select(p => p.Id)];
        var since = await db.Set<PlanVersion>().Where(v => EF.Parameter(planIds).Contains(EF.Property<long>(v, "PlanId")) && v.Standing == Plans.Standing.OnTable).Select(v => new { Plan = EF.Property<long>(v, "PlanId"), v.ProposedAt }).ToDictionaryAsync(v => v.Plan, v => v.ProposedAt, cancel);
        var wall = await company.Clock(cancel);
        var found = new List<InspectionDue>();
        foreach (var (id, name) in names)
        {
            var talk = talks.GetValueOrDefault(id);
            if (talk is null || talk.Next <= today || talk.Last.AddDays(TalkDays) <= today)
            {
                var from = talk is null ? (DateOnly?)null : talk.Next is { } next && next <= today ? next : talk.Last.AddDays(TalkDays);
                Add($"talk/{id}", $"Talk with {name}, actual against plan", talk is null ? "there was none yet" : $"the last was {Figures.Day(talk.Last, today)}; the rhythm is {SignalWords.Of(rhythm[id].CheckIn).ToLowerInvariant()}", from, $"reviews/month/{id}");
            }

            if (areas[id].Where(a => a.State != AreaState.Valid).ToList() is { Count: > 0 } open)
            {
                Add($"validation/{id}", $"Joint visit or validation of {name}", string.Join("; ", open.Select(a => $"{InspectionWords.Of(a.Key)}: {InspectionWords.Of(a.State, a.Decides.Day, today)}")), null, $"inspection?person={id}");
            }
        }

        foreach (var plan in waiting)
        {
            var day = since.TryGetValue(plan.Id, out var at) ? wall.DayOf(at) : today;
            Add($"plan/{plan.Id}", $"Answer {plan.Owner}’s plan{(plan.Account is null ? "" : $" for {plan.Account}")}, {PlanWords.Of(plan.Period)}", $"put forward {Figures.Day(day, today)}; plans are answered within {DaysToAnswer} days", day.AddDays(DaysToAnswer) is var until && until < today ? until : null, $"plans/{plan.Id}/negotiate");
        }

        foreach (var review in (await reviews.For(of, people, MostReports, cancel)).Where(r => !r.IsOwn))
        {
            Add($"review/{review.Id}", $"Review of {review.Owner}, {PlanWords.Of(review.Quarter)}", review.State == ReviewState.Talk ? "decide and recommit" : "it was handed in and waits for your answer", review.Due < today ? review.Due : null, $"reviews/{review.Id}");
        }

        return [.. found.OrderBy(d => d.Since ?? DateOnly.MaxValue)]; // What has waited longest comes first.

        void Add(string key, string what, string why, DateOnly? from, string href) => found.Add(new(key, what, why, from, href, promised.GetValueOrDefault(key)));
    }

    private async Task<IReadOnlyList<InspectedWeek>> Weeks(long manager, Week week, CancellationToken cancel)
    {
        var (first, last) = (week.Plus(-WeeksBack + 1).FirstDay, week.LastDay);
        var talks = await db.CoachingSessions.Where(s => s.CoachId == manager && s.State == CoachingState.Held && s.Day >= first && s.Day <= last).Select(s => s.Day).ToListAsync(cancel);
        var seen = await db.Validations.Where(v => v.ObserverId == manager && (v.State == ValidationState.Shared || v.State == ValidationState.Acknowledged) && v.Day >= first && v.Day <= last).Select(v => v.Day).ToListAsync(cancel);
        var (wall, from) = (await company.Clock(cancel), (await company.Clock(cancel)).BeginOf(first));
        var answers = (await db.Set<PlanVersion>().Where(v => v.ProposedBy == manager && v.ProposedBySide == Side.Manager && v.ProposedAt >= from).Select(v => v.ProposedAt).ToListAsync(cancel)).ConvertAll(wall.DayOf);
        return [.. Enumerable.Range(0, WeeksBack).Select(back => week.Plus(-back)).Select(w => new InspectedWeek(w, In(talks, w), In(seen, w), In(answers, w)))];

        static int In(List<DateOnly> days, Week w) => days.Count(d => d >= w.FirstDay && d <= w.LastDay);
    }
}

internal static class InspectingSetup
{
    public static void AddInspecting(this IServiceCollection services) => services.AddScoped<OwnInspection>();
}

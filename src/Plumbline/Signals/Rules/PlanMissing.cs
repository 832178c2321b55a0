using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Signals.Rules;

/// <summary>No plan, or none that both have signed.</summary>
internal sealed class PlanMissing(PlumblineDb db) : SignalRule
{
    private const int DaysBefore = 30;

    public const string TheKey = "plan-missing";

    public override string Key => TheKey;

    public override string Name => "No plan, or no agreement";

    public override RuleGroup Group => RuleGroup.PromisesAndRhythm;

    public override RuleLimit Limit => new(14, 0, 92, "days");

    public override string Says(decimal limit) =>
        $"{limit:0} days into the half, or after somebody joined, no plan that covers today is signed by both: told to whoever is to act next, the salesperson or the manager; or in the last {DaysBefore} days of a half, and from then on, nobody has begun a plan for the next.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var sellers = watch.SellerIds;
        var plans = (await Read(db.BusinessPlans.Where(p => EF.Parameter(sellers).Contains(p.SalespersonId)), cancel)).ToLookup(p => p.SalespersonId);
        var (half, found) = (watch.Fiscal.Half(watch.Today), new List<Finding>());
        var (first, last) = (half.First, half.Last);
        // Who has no plan has no quota either, as a rule: at stake is what one of the others is asked for.
        var asked = await db.QuotaMonths.Where(q => q.Month >= first && q.Month <= last && q.Revenue != null).GroupBy(q => q.SalespersonId).Select(g => g.Sum(q => q.Revenue!.Value)).ToListAsync(cancel);
        var usual = asked.Count == 0 ? 0 : asked.Sum() / asked.Count;
        var isLate = half.LastDay.DayNumber - watch.Today.DayNumber < DaysBefore;
        var roster = watch.Colleagues.Roster;
        foreach (var person in watch.Sellers)
        {
            var current = plans[person.Id].FirstOrDefault(p => p.Period.Contains(watch.Today));
            var since = person.Joined is { } joined && joined > half.FirstDay ? joined : half.FirstDay;
            var wasTold = current is null && plans[person.Id].Any(p => p.Period.Contains(half.FirstDay.AddDays(-1))); // Before the half began, and it is the same cause.
            if (IsThereIn(half) && (wasTold || DaysThere(person.Id, since) >= watch.Limit))
            {
                if (current is null)
                {
                    found.Add(Missing(half, $"There is no plan for {PlanWords.Of(half)}", "Nothing is agreed that results could be measured against."));
                }
                else if (!PlanVisibility.IsEveryones(current.State) && (PlanWords.WaitsFor(current.State, current.OnTable) != Side.Manager || watch.ManagerOf(person) is null))
                {
                    found.Add(new(
                        person.Id, $"plan/{current.Period.First}", Stake(current.Period), watch.Today, $"The plan for {PlanWords.Of(current.Period)} is not agreed",
                        $"{(current.State == PlanState.Draft ? "It is a draft that nobody else has seen yet" : PlanWords.WaitsFor(current.State, current.OnTable) == Side.Manager ? "It waits for a manager’s answer, and there is none above who is here" : "It waits for the salesperson’s answer")}: until both have signed, nothing in it counts.",
                        [new($"{PlanWords.Titled(person.Name, current.Period)}: {PlanWords.Of(current.State).ToLowerInvariant()}", $"plans/{current.Id}")],
                        new(current.State == PlanState.Draft ? "Put it forward" : "Answer it", $"plans/{current.Id}/{(current.State == PlanState.Draft ? "edit" : "negotiate")}", Line: SignalAction.Review(person.Id))));
                }
            }

            if (isLate && IsThereIn(half.Next) && (current is not null || !IsThereIn(half)) && plans[person.Id].All(p => p.Period.First <= (current?.Period.First ?? half.First)))
            {
                found.Add(Missing(half.Next, $"Nothing is planned from {Ui.Figures.Name(half.Next.First)} on", $"{PlanWords.Of(current?.Period ?? half)} ends on {watch.Day(half.LastDay)}; what is to be ordered then is begun now."));
            }

            bool IsThereIn(Period period) => roster.DaysAtWork(person.Id, period.FirstDay, period.LastDay) > 0; // Who is away for all of it is asked for nothing.

            decimal Stake(Period period) => watch.Quota(person.Id, period) is > 0 and var quota ? quota : usual;

            Finding Missing(Period period, string title, string words) => new(
                person.Id, $"plan/{period.First}", Stake(period), period.FirstDay > watch.Today ? period.FirstDay : watch.Today, title, words,
                [new($"Figures of {person.Name}", $"people/{person.Id}")], new("Begin the plan", $"plans/begin?person={person.Id}&period={watch.Fiscal.Name(period)}"));
        }

        return [.. found, .. await WaitingForManagers(watch, half, usual, cancel)];

        // Days away give nobody the time to write a plan.
        int DaysThere(long person, DateOnly since) => Enumerable.Range(0, Math.Max(0, watch.Today.DayNumber - since.DayNumber)).Count(n => roster.IsThere(person, since.AddDays(n)));
    }

    /// <summary>Plans that wait for the answer of a manager who is looked at: it is theirs to act, not the salesperson's.</summary>
    private async Task<IEnumerable<Finding>> WaitingForManagers(Watch watch, Period half, decimal usual, CancellationToken cancel)
    {
        if (watch.Today.DayNumber - half.FirstDay.DayNumber < watch.Limit)
        {
            return [];
        }

        var looked = watch.People.Select(p => p.Id).ToHashSet();
        var managers = watch.Colleagues.People.Where(p => !(watch.Today.DayNumber - p.Joined?.DayNumber < watch.Limit)).Select(p => (p.Id, Manager: watch.ManagerOf(p))).Where(p => p.Manager is { } manager && looked.Contains(manager)).ToDictionary(p => p.Id, p => p.Manager!.Value);
        long[] reports = [.. managers.Keys];
        var plans = await Read(db.BusinessPlans.Where(p => EF.Parameter(reports).Contains(p.SalespersonId) && (p.State == PlanState.Submitted || p.State == PlanState.Negotiating)), cancel);
        return plans.Where(p => p.Period.Contains(watch.Today) && PlanWords.WaitsFor(p.State, p.OnTable) == Side.Manager).Select(p => new Finding(
            managers[p.SalespersonId], $"plan/{p.Id}", usual, watch.Today, $"The plan of {watch.Colleagues.NameOf(p.SalespersonId)} waits for an answer",
            $"It is for {PlanWords.Of(p.Period)}. Until both have signed, nothing in it counts.",
            [new($"{PlanWords.Titled(watch.Colleagues.NameOf(p.SalespersonId), p.Period)}: {PlanWords.Of(p.State).ToLowerInvariant()}", $"plans/{p.Id}")], new("Answer it", $"plans/{p.Id}/negotiate")));
    }

    private static Task<List<PlanStanding>> Read(IQueryable<BusinessPlan> plans, CancellationToken cancel) => plans.IgnoreAutoIncludes().AsNoTracking()
        .Select(p => new PlanStanding(p.Id, p.SalespersonId, p.Period, p.State, EF.Property<List<PlanVersion>>(p, "_versions").Where(v => v.Standing == Standing.OnTable).Select(v => (Side?)v.ProposedBySide).FirstOrDefault())).ToListAsync(cancel);

    /// <summary>Where a plan stands, and which side put forward what waits.</summary>
    private sealed record PlanStanding(long Id, long SalespersonId, Period Period, PlanState State, Side? OnTable);
}

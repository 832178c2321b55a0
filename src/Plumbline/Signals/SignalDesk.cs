using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Signals.Rules;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Signals;

/// <summary>Shows signals to those they concern, and puts them off: a person sees their own and those of everyone below them in the line.</summary>
internal sealed class SignalDesk(PlumblineDb db, CurrentPerson me, OurCompany company, SelfManagementReader levels, SignalPromises promises, IEnumerable<SignalRule> rules, IServiceScopeFactory scopes)
{
    public const int PerPage = 25;

    /// <summary>So many are shown at a time where something else is the matter.</summary>
    public const int Handful = 5;

    private const int MostReasons = 3;

    private Dictionary<string, SignalPolicy>? _policies;

    /// <summary>The weightiest of the reader's own that are not put off, and how many there are of them.</summary>
    public Task<(IReadOnlyList<SignalView> Lines, int Found)> Own(CancellationToken cancel) => Of(me.Id, Handful, me.Id, cancel);

    /// <summary>The weightiest of a person's that are not put off, and how many there are of them; for whoever may see them.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="most">How many are told.</param>
    /// <param name="reader">Who reads them, and so can do what there is to do.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<(IReadOnlyList<SignalView> Lines, int Found)> Of(long person, int most, long reader, CancellationToken cancel)
    {
        await Refresh([person], cancel);
        var (today, people) = (await company.Today(cancel), await me.Colleagues(cancel));
        var open = InOrder(await db.Signals.AsNoTracking().Where(s => s.PersonId == person && s.ResolvedOn == null && !(s.SnoozedUntil > today)).ToListAsync(cancel), today).ToList();
        var policies = await Policies(cancel);
        var shown = Signal.Handful(open, most, today);
        var promised = await promises.Open(shown, cancel);
        return ([.. shown.Select(s => View(s, reader, policies, promised, today, people))], open.Count);
    }

    /// <summary>A person's signals.</summary>
    /// <exception cref="RefusedException">The person is nobody below the reader.</exception>
    public async Task<SignalsView> Read(long person, SignalShow show, int page, CancellationToken cancel)
    {
        var people = await me.Colleagues(cancel);
        Refuse.Unless((await me.Line(cancel)).Contains(person), Refusal.NotAllowed, "Signals are seen by the person they concern and by the managers above.");
        await Refresh([person], cancel);
        var today = await company.Today(cancel);
        var theirs = db.Signals.AsNoTracking().Where(s => s.PersonId == person);
        var open = InOrder(await theirs.Where(s => s.ResolvedOn == null).ToListAsync(cancel), today).ToLookup(s => s.IsSnoozed(today));
        var past = theirs.Where(s => s.ResolvedOn != null);
        var shown = show == SignalShow.Past
            ? await past.OrderByDescending(s => s.ResolvedOn).ThenByDescending(s => s.Id).Skip((page - 1) * PerPage).Take(PerPage).ToListAsync(cancel)
            : [.. open[show == SignalShow.Snoozed].Skip((page - 1) * PerPage).Take(PerPage)];
        var policies = await Policies(cancel);
        var promised = await promises.Open([.. shown.Where(s => s.IsOpen)], cancel);
        return new(people.Find(person)!, show, shown.ConvertAll(s => View(s, me.Id, policies, promised, today, people)), open[false].Count(), open[true].Count(), await past.CountAsync(cancel), page);
    }

    /// <summary>
    /// Those of some people that need somebody most, by what weighs on each together. Needed is somebody where a quota is at risk, where something waits for more than a week past its day, or where much of the quarter's quota
    /// is at stake: <see cref="SelfManagement.Asks"/>. Of chances in the market nobody needs to be told on. Who puts off that their own quota is at risk keeps it from nobody above.
    /// </summary>
    /// <param name="people">Those who are asked about.</param>
    /// <param name="page">Which page, from 1.</param>
    /// <param name="most">How many people a page holds.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<WhoNeeds> WhoNeeds(long[] people, int page, int most, CancellationToken cancel)
    {
        await Refresh(people, cancel);
        var today = await company.Today(cancel);
        string[] chances = [.. rules.Where(r => r.IsChance).Select(r => r.Key)];
        var open = (await db.Signals.Where(s => EF.Parameter(people).Contains(s.PersonId) && s.ResolvedOn == null && (!(s.SnoozedUntil > today) || (s.Rule == QuotaAtRisk.TheKey && s.SnoozedBy == s.PersonId))).Select(s => new { s.Id, s.PersonId, s.Rule, s.Title, s.Stake, s.By, s.RaisedOn, s.SnoozedUntil }).ToListAsync(cancel))
            .GroupBy(s => s.PersonId).Select(g => (PersonId: g.Key, Found: g.Count(), Signals: g.Where(s => !chances.Contains(s.Rule)).OrderByDescending(s => Signal.Weigh(s.Stake, s.By, today)).ThenBy(s => s.By).ThenBy(s => s.Id).ToList())).ToList();
        long[] theirs = [.. open.Select(o => o.PersonId)];
        var quarter = (await company.Load(cancel)).FiscalYear.Quarter(today);
        var asked = await Quotas(quarter, cancel);
        var quotas = (await Quotas(quarter.Previous, cancel)).Where(q => !asked.ContainsKey(q.Key)).Concat(asked).ToDictionary(); // Until somebody's plan is agreed much is what was much before.
        var usual = quotas.Count > 0 ? quotas.Values.Sum() / quotas.Count : await UsuallyBooked(quarter.Previous, cancel); // For who has none.
        var colleagues = await me.Colleagues(cancel);
        var manages = await levels.Of([.. theirs.Where(p => colleagues.Find(p)?.Roles.HasFlag(Roles.Salesperson) == true)], cancel);
        var needs = open.Where(o => o.Signals.Any(s => IsNeeded(s.Rule, s.Stake, s.By, o.PersonId)))
            .OrderByDescending(o => o.Signals.Sum(s => Signal.Weigh(s.Stake, s.By, today))).ThenByDescending(o => o.Signals.Count).ThenBy(o => o.PersonId).ToList();
        return new(
            [.. needs.Skip((page - 1) * most).Take(most).Select(n => new PersonInNeed(n.PersonId, [.. Signal.Handful(n.Signals, MostReasons, today, s => (s.Stake, s.By, s.RaisedOn, s.Id)).Select(s => new ReasonOfNeed(s.Id, s.SnoozedUntil > today ? $"{s.Title}, put off by themselves until {Ui.Figures.Day(s.SnoozedUntil.Value, today)}" : s.Title, s.Stake, s.By))], n.Found, manages.GetValueOrDefault(n.PersonId)))],
            needs.Count, open.Count - needs.Count);

        bool IsNeeded(string rule, decimal stake, DateOnly by, long person) =>
            rule == QuotaAtRisk.TheKey || by < today.AddDays(-Signal.SameDays) || (quotas.GetValueOrDefault(person, usual) is var quota && stake > 0 && (manages.GetValueOrDefault(person)?.CheckIn ?? CheckIn.Weekly) is var rhythm && SelfManagement.Asks(rhythm) is { } share && stake >= share * quota);
    }

    private Task<Dictionary<long, decimal>> Quotas(Period quarter, CancellationToken cancel)
    {
        var (first, last) = (quarter.First, quarter.Last);
        return db.QuotaMonths.Where(q => q.Month >= first && q.Month <= last && q.Revenue != null).GroupBy(q => q.SalespersonId).Select(g => new { g.Key, Quota = g.Sum(q => q.Revenue!.Value) }).ToDictionaryAsync(g => g.Key, g => g.Quota, cancel);
    }

    /// <summary>What a person booked on average in a quarter, in the company's currency; 0 where nobody booked anything.</summary>
    private async Task<decimal> UsuallyBooked(Period quarter, CancellationToken cancel)
    {
        var (first, last) = (quarter.First, quarter.Last);
        var booked = await db.PersonMonths.Where(m => m.Month >= first && m.Month <= last && m.SalespersonId != 0).GroupBy(m => m.SalespersonId).Select(g => g.Sum(m => m.Tally.Revenue)).ToListAsync(cancel);
        return booked.Count == 0 ? 0 : Math.Max(0, booked.Average());
    }

    /// <summary>One signal; null where there is none that the reader may see.</summary>
    public async Task<SignalView?> Find(long id, CancellationToken cancel)
    {
        if (await Visible(id, cancel) is not { } signal)
        {
            return null;
        }

        await Refresh([signal.PersonId], cancel);
        var found = (await Visible(id, cancel))!;
        return View(found, me.Id, await Policies(cancel), await promises.Open([found], cancel), await company.Today(cancel), await me.Colleagues(cancel));
    }

    /// <summary>Puts it off.</summary>
    public async Task Snooze(long id, SnoozeInput input, CancellationToken cancel)
    {
        var until = TypedDay.Read(input.Until, nameof(SnoozeInput.Until));
        try
        {
            var (today, signal) = (await company.Today(cancel), await Mine(id, input, cancel));
            signal.Snooze(input.Reason, until, me.Id, today);
            await db.SaveChangesAsync(cancel);
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.Conflict)
        {
            db.ChangeTracker.Clear();
            if (await Visible(id, cancel) is not { } put || (put.SnoozedBy, put.SnoozedUntil, put.SnoozeReason) != (me.Id, until, TypedText.OrNull(input.Reason)))
            {
                throw; // Else it was sent twice, as by a double click, and stands as it was asked for.
            }
        }
    }

    /// <summary>Tells it again at once.</summary>
    public async Task Wake(long id, SnoozeInput input, CancellationToken cancel)
    {
        (await Mine(id, input, cancel)).Wake();
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Of whom facts have changed since is looked at first. It is done apart, so that nothing of it is saved with what the page saves.</summary>
    private async Task Refresh(long[] people, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<SignalRun>().Refresh(people, cancel);
        }
        catch (Exception failed) when ((failed as RefusedException ?? DiskTrouble.Of(failed)) is { Refusal: Refusal.Busy or Refusal.Unable })
        {
            // An import is being written, or the disk is full. What was found before is shown; whoever is noted is looked at later.
        }
    }

    private static IEnumerable<Signal> InOrder(IEnumerable<Signal> signals, DateOnly today) => signals.OrderByDescending(s => s.Weight(today)).ThenBy(s => s.By).ThenBy(s => s.Id);

    private Task<Signal?> Visible(long id, CancellationToken cancel) => Visible(db.Signals.AsNoTracking(), id, cancel);

    private async Task<Signal?> Visible(IQueryable<Signal> signals, long id, CancellationToken cancel) => await signals.VisibleTo(await me.Line(cancel)).SingleOrDefaultAsync(s => s.Id == id, cancel);

    private async Task<Signal> Mine(long id, SnoozeInput input, CancellationToken cancel)
    {
        var signal = await Visible(db.Signals, id, cancel) ?? throw RefusedException.NotFound("signal");
        if ((input.Was ?? "") != Was(signal))
        {
            throw new RefusedException(Refusal.Conflict, signal.SnoozedUntil is { } until
                ? $"{(await me.Colleagues(cancel)).NameOf(signal.SnoozedBy)} put it off until {Ui.Figures.Day(until)} meanwhile: {signal.SnoozeReason}"
                : "It is told again since somebody wanted it so meanwhile.");
        }

        return signal;
    }

    /// <summary>What a form remembers of it, by which it is told whether somebody was faster.</summary>
    public static string Was(Signal signal) => signal.SnoozedUntil is { } until ? TypedDay.Show(until) : "";

    private async Task<Dictionary<string, SignalPolicy>> Policies(CancellationToken cancel) => _policies ??= await db.Set<SignalPolicy>().AsNoTracking().ToDictionaryAsync(p => p.Rule, cancel);

    private SignalView View(Signal signal, long reader, Dictionary<string, SignalPolicy> policies, ILookup<long, SignalPromise> promised, DateOnly today, Colleagues people)
    {
        // The rule may be gone with a later version of the product; what it found then stays.
        var rule = rules.FirstOrDefault(r => r.Key == signal.Rule);
        return new(signal, rule?.Name ?? signal.Rule, rule?.Says(rule.LimitBy(policies.GetValueOrDefault(rule.Key))) ?? "This rule is not in use any more.", today, people.NameOf(signal.PersonId), people.NameOf(signal.SnoozedBy))
        {
            Promised = [.. promised[signal.Id]],
            Action = (signal.PersonId == reader ? signal.Action.Own : signal.Action.Line) ?? signal.Action,
        };
    }
}

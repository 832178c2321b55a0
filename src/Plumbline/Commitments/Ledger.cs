using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Commitments;

/// <summary>Which of the promises are shown.</summary>
internal enum LedgerShow
{
    All,
    Open,
    Kept,
    Missed,

    /// <summary>What is open or asked for, whenever it was or is due.</summary>
    Waiting,

    /// <summary>What is open and was due before today, however long ago.</summary>
    Overdue,
}

/// <summary>What of the ledger is asked for: the promises of a person or a team (of everyone where neither is given) that fall into a period, or some of any day.</summary>
internal sealed record LedgerAsk(Period Period, long? PersonId = null, long? TeamId = null, LedgerShow Show = LedgerShow.All, int Page = 1)
{
    /// <summary>Whether the period does not matter: what is still to be answered for is shown, whatever its day.</summary>
    public bool IsOfAnyDay => Show is LedgerShow.Waiting or LedgerShow.Overdue;

    /// <summary>Reads an address; whose promises are meant where it does not say is <paramref name="otherwise"/>'s.</summary>
    public static LedgerAsk Read(IQueryCollection query, FiscalYear fiscal, DateOnly today, long? otherwise)
    {
        var ask = new LedgerAsk(
            fiscal.TryParse(query["period"], out var period) ? period : fiscal.Quarter(today), Asked.Id(query["person"]), Asked.Id(query["team"]),
            Enum.TryParse<LedgerShow>(query["show"], ignoreCase: true, out var show) && Enum.IsDefined(show) ? show : LedgerShow.All,
            Asked.Page(query["page"]));
        return ask is { PersonId: null, TeamId: null } && !query.ContainsKey("all") ? ask with { PersonId = otherwise } : ask;
    }

    /// <summary>The page's address.</summary>
    public string Href(FiscalYear fiscal) => $"commitments?{Query(fiscal)}";

    /// <summary>The address of the same lines as a file.</summary>
    public string Export(FiscalYear fiscal) => $"commitments/export.csv?{(this with { Page = 1 }).Query(fiscal)}";

    private string Query(FiscalYear fiscal) => string.Create(
        CultureInfo.InvariantCulture,
        $"period={fiscal.Name(Period)}{(PersonId, TeamId) switch { ({ } person, _) => $"&person={person}", (_, { } team) => $"&team={team}", _ => "&all=1" }}{(Show == LedgerShow.All ? "" : $"&show={Show.ToString().ToLowerInvariant()}")}{(Page > 1 ? $"&page={Page}" : "")}");
}

/// <summary>A line of the ledger: a commitment, what became of a day promised for it as of today, and the name of the account it is about.</summary>
public sealed record LedgerLine(Commitment Commitment, PromiseStanding Standing, string? Account)
{
    /// <summary>The day promised: the one that holds, or one that was promised before it.</summary>
    public DateOnly Due { get; init; } = Commitment.Due;

    /// <summary>How that day was moved to another; null of the one that holds.</summary>
    public Renegotiation? Moved { get; init; }

    /// <summary>The name of the opportunity whose next step it is; null where it is none's.</summary>
    public string? Opportunity { get; init; }

    /// <summary>What it is about, to go there: the opportunity, and the account where the opportunity's name does not say it already.</summary>
    public IEnumerable<PageLink> About =>
    [
        .. Opportunity is null ? Array.Empty<PageLink>() : [new(Opportunity, $"opportunities/{Commitment.OpportunityId}")],
        .. Account is null || Opportunity?.Contains(Account, StringComparison.OrdinalIgnoreCase) == true ? Array.Empty<PageLink>() : [new(Account, $"accounts/{Commitment.AccountId}")],
    ];

    /// <summary>Why it was moved or missed; null where nothing is said.</summary>
    public string? Why => Moved is not null ? Moved.Reason : Commitment.State == CommitmentState.CarriedOver ? Commitment.Outcome : Standing is PromiseStanding.Late or PromiseStanding.Broken or PromiseStanding.Void ? Commitment.MissReason : null;

    /// <summary>A line for each day promised, the first first.</summary>
    public static IEnumerable<LedgerLine> Of(Commitment commitment, string? account, DateOnly today) =>
        commitment.Promises(today).Select((p, nth) => new LedgerLine(commitment, p.Standing, account) { Due = p.Due, Moved = nth < commitment.Renegotiations.Count ? commitment.Renegotiations[nth] : null });
}

/// <summary>The ledger as asked for, with the rates of the periods up to it, the latest last; of a team with the rate of each member, by name.</summary>
internal sealed record LedgerView(
    LedgerAsk Ask, string Whose, IReadOnlyList<LedgerLine> Lines, int Found, PromisesKept Kept, IReadOnlyList<(Period Period, PromisesKept Kept)> Rates, IReadOnlyList<(Person Person, PromisesKept Kept)> Members, Colleagues People, DateOnly Today)
{
    public int Pages => Math.Max(1, (Found + Ledger.PerPage - 1) / Ledger.PerPage);
}

/// <summary>Reads the ledger of commitments. Everyone of the company may: what is promised is promised in the open.</summary>
internal sealed class Ledger(PlumblineDb db, OurCompany company, CurrentPerson me)
{
    public const int PerPage = 50;
    private const int PeriodsOfRates = 6;
    private const int AtOnce = 1_000;

    public async Task<LedgerView> Read(LedgerAsk ask, CancellationToken cancel)
    {
        var people = await me.Colleagues(cancel);
        var today = await company.Today(cancel);
        var theirs = Of(ask, people, today);
        var shown = Shown(theirs, ask, today);
        var page = await InOrder(shown).Skip((ask.Page - 1) * PerPage).Take(PerPage).ToListAsync(cancel);
        var periods = Enumerable.Range(0, PeriodsOfRates).Select(back => ask.Period with { First = ask.Period.First.Plus(-back * ask.Period.Length) }).Reverse().ToList();
        var promises = await Promises(theirs, periods[0].FirstDay, periods[^1].LastDay, today, cancel);
        var rates = periods.ConvertAll(p => (p, Kept(promises.Where(x => p.Contains(x.Promise.Due)))));
        var byPerson = ask is { PersonId: null, TeamId: not null } ? await ByPerson(theirs, ask.Period.FirstDay, ask.Period.LastDay, today, cancel) : null;
        return new(
            ask, WhoseOf(ask, people), await Lines(page, today, cancel), await shown.CountAsync(cancel), rates[^1].Item2, rates,
            byPerson is null ? [] : [.. MembersOf(ask.TeamId!.Value, people, today).Where(m => byPerson.Contains(m.Id) || m.Left is not { } left || left >= ask.Period.FirstDay).Select(m => (m, Kept(byPerson[m.Id])))], people, today);
    }

    /// <summary>All lines of all pages, in the same order, for a file.</summary>
    public async IAsyncEnumerable<LedgerLine> All(LedgerAsk ask, [EnumeratorCancellation] CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        foreach (var days in (await InOrder(Shown(Of(ask, await me.Colleagues(cancel), today), ask, today)).ToListAsync(cancel)).Chunk(AtOnce))
        {
            foreach (var line in await Lines(days, today, cancel))
            {
                yield return line;
            }
        }
    }

    /// <summary>A commitment with its account's name; null where there is none.</summary>
    public async Task<LedgerLine?> Find(long id, CancellationToken cancel) =>
        await Lines(db.Commitments.Where(c => c.Id == id)).SingleOrDefaultAsync(cancel) is { } line ? line.On(await company.Today(cancel)) : null;

    /// <summary>Where the next step after an answered one is planned, called by its opportunity; null where the commitment is no such step, or its opportunity has ended or has another step.</summary>
    public async Task<PageLink?> NextToPlan(long id, CancellationToken cancel) =>
        await db.Commitments.Where(c => c.Id == id && c.Kind == CommitmentKind.NextStep && (c.State == CommitmentState.Done || c.State == CommitmentState.GivenUp))
            .Join(db.Opportunities.Where(o => o.State == OpportunityState.Open && o.NextStep == null), c => c.OpportunityId, o => o.Id, (c, o) => new { o.Id, o.Name }).SingleOrDefaultAsync(cancel) is { } lacks
            ? new(lacks.Name, FormattableString.Invariant($"opportunities/{lacks.Id}#next"))
            : null;

    /// <summary>Some commitments with what has come of them, in the order in which they were made.</summary>
    public async Task<IReadOnlyList<LedgerLine>> Read(IQueryable<Commitment> commitments, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        return [.. (await Lines(commitments).ToListAsync(cancel)).OrderBy(l => l.Commitment.Id).Select(l => l.On(today))];
    }

    /// <summary>What a person has not answered for yet and stands so today, as of a day, the oldest first: what slipped, what is asked for whatever day, or what is due up to the day given.</summary>
    public async Task<IReadOnlyList<LedgerLine>> Due(long personId, PromiseStanding standing, DateOnly until, int most, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var theirs = db.Commitments.Where(c => c.PersonId == personId);
        theirs = standing switch
        {
            PromiseStanding.Overdue => theirs.Where(c => c.State == CommitmentState.Open && c.Due < today),
            PromiseStanding.Asked => theirs.Where(c => c.State == CommitmentState.Asked),
            _ => theirs.Where(c => c.State == CommitmentState.Open && c.Due >= today && c.Due <= until),
        };
        return (await Lines(theirs).Take(most).ToListAsync(cancel)).ConvertAll(l => l.On(today));
    }

    /// <summary>What a person promised for some days and has not done, the oldest first, what slipped among it; and how much there is of it.</summary>
    public async Task<(IReadOnlyList<LedgerLine> Lines, int Found)> Open(long personId, DateOnly from, DateOnly until, int most, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var theirs = db.Commitments.Where(c => c.PersonId == personId && c.State == CommitmentState.Open && c.Due >= from && c.Due <= until);
        var lines = (await Lines(theirs).Take(most).ToListAsync(cancel)).ConvertAll(l => l.On(today));
        return (lines, lines.Count < most ? lines.Count : await theirs.CountAsync(cancel));
    }

    /// <summary>What became of the promises of each of some people whose day lay between these, both counted.</summary>
    public async Task<IReadOnlyDictionary<long, PromisesKept>> Kept(long[] people, DateOnly first, DateOnly last, CancellationToken cancel)
    {
        var promises = await ByPerson(db.Commitments.Where(c => EF.Parameter(people).Contains(c.PersonId)), first, last, await company.Today(cancel), cancel);
        return people.ToDictionary(p => p, p => Kept(promises[p]));
    }

    /// <summary>The promises of a person whose day lay between these, both counted, by day and by what became of them.</summary>
    public async Task<IReadOnlyList<(Promise Promise, int Count)>> Promises(long person, DateOnly first, DateOnly last, CancellationToken cancel) =>
        await Promises(db.Commitments.Where(c => c.PersonId == person), first, last, await company.Today(cancel), cancel);

    /// <summary>What is promised or asked about an account and not answered for yet, also in what is to be done next with its opportunities, the oldest day first; and how much there is of it.</summary>
    public async Task<(IReadOnlyList<LedgerLine> Lines, int Found)> About(long accountId, int skip, int take, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var open = db.Commitments.Where(c => c.AccountId == accountId && (c.State == CommitmentState.Open || c.State == CommitmentState.Asked));
        return ((await Lines(open).Skip(skip).Take(take).ToListAsync(cancel)).ConvertAll(l => l.On(today)), await open.CountAsync(cancel));
    }

    private IQueryable<Named> Lines(IQueryable<Commitment> commitments) =>
        commitments.AsNoTracking().OrderBy(c => c.Due).ThenBy(c => c.Id).Select(c => new Named
        {
            Commitment = c,
            Account = db.Accounts.Where(a => a.Id == c.AccountId).Select(a => a.Name).FirstOrDefault(),
            Opportunity = db.Opportunities.Where(o => o.Id == c.OpportunityId).Select(o => o.Name).FirstOrDefault(),
        });

    private IQueryable<Commitment> Of(LedgerAsk ask, Colleagues people, DateOnly today)
    {
        if (ask.PersonId is { } person)
        {
            return db.Commitments.Where(c => c.PersonId == person);
        }

        if (ask.TeamId is { } team)
        {
            long[] members = [.. MembersOf(team, people, today).Select(p => p.Id)];
            return db.Commitments.Where(c => EF.Parameter(members).Contains(c.PersonId));
        }

        return db.Commitments;
    }

    private static IEnumerable<Person> MembersOf(long team, Colleagues people, DateOnly today)
    {
        var teams = people.WithSubteams(team);
        return people.People.Where(p => teams.Contains(people.Roster.TeamOn(p.Id, today)));
    }

    // Each day promised that lies in the period is a line, those that were moved away too, so that the lines, their tabs and the rate above them count the same.
    private static IQueryable<DayPromised> Shown(IQueryable<Commitment> theirs, LedgerAsk ask, DateOnly today)
    {
        var (first, last) = (ask.Period.FirstDay, ask.Period.LastDay);
        var inPeriod = ask.IsOfAnyDay ? theirs : theirs.Where(c => c.Due >= first && c.Due <= last);
        inPeriod = ask.Show switch
        {
            LedgerShow.Open or LedgerShow.Waiting => inPeriod.Where(c => c.State == CommitmentState.Open || c.State == CommitmentState.Asked),
            LedgerShow.Overdue => inPeriod.Where(c => c.State == CommitmentState.Open && c.Due < today),
            LedgerShow.Kept => inPeriod.Where(c => c.State == CommitmentState.Done && c.EndedOn <= c.Due),
            LedgerShow.Missed => inPeriod.Where(c => (c.State == CommitmentState.Done && c.EndedOn > c.Due) || c.State == CommitmentState.GivenUp || ((c.State == CommitmentState.Dropped || c.State == CommitmentState.CarriedOver) && c.EndedOn > c.Due) || (c.State == CommitmentState.Open && c.Due < today)),
            _ => inPeriod,
        };
        var held = inPeriod.Select(c => new DayPromised { Id = c.Id, Day = c.Due, IsMoved = false, On = c.Due, To = c.Due, Order = long.MaxValue });
        var moved = theirs.SelectMany(c => EF.Property<List<Renegotiation>>(c, "_renegotiations"), (c, r) => new DayPromised { Id = c.Id, Day = r.From, IsMoved = true, On = r.On, To = r.To, Order = EF.Property<long>(r, "Id") })
            .Where(d => d.Day >= first && d.Day <= last);
        return ask.Show switch
        {
            LedgerShow.Open or LedgerShow.Waiting or LedgerShow.Overdue or LedgerShow.Kept => held, // What was moved is neither.
            LedgerShow.Missed => held.Concat(moved.Where(d => d.On > d.Day)),
            _ => held.Concat(moved),
        };
    }

    private static IQueryable<DayPromised> InOrder(IQueryable<DayPromised> days) => days.OrderBy(d => d.Day).ThenBy(d => d.Id).ThenBy(d => d.Order);

    /// <summary>The lines of the days, in their order. A day that was moved or taken back since it was found is left out.</summary>
    private async Task<IReadOnlyList<LedgerLine>> Lines(IReadOnlyCollection<DayPromised> days, DateOnly today, CancellationToken cancel)
    {
        long[] ids = [.. days.Select(d => d.Id).Distinct()];
        var named = await Lines(db.Commitments.Where(c => EF.Parameter(ids).Contains(c.Id))).ToDictionaryAsync(l => l.Commitment.Id, cancel);
        return [.. days.SelectMany(d => named.TryGetValue(d.Id, out var of) ? LedgerLine.Of(of.Commitment, of.Account, today).Where(d.Is).Take(1).Select(l => l with { Opportunity = of.Opportunity }) : [])];
    }

    /// <summary>What became of promises, counted.</summary>
    public static PromisesKept Kept(IEnumerable<(Promise Promise, int Count)> promises) => PromisesKept.Of(promises.SelectMany(p => Enumerable.Repeat(p.Promise, p.Count)));

    /// <summary>How many promises of each kind for each month, counted by the database: the rule itself is <see cref="Commitment.Promises"/>, and a test holds the two together.</summary>
    private static async Task<IReadOnlyList<(Promise Promise, int Count)>> Promises(IQueryable<Commitment> theirs, DateOnly first, DateOnly last, DateOnly today, CancellationToken cancel)
    {
        var days = await theirs.Where(c => c.Due >= first && c.Due <= last)
            .GroupBy(c => new { c.Due, c.State, InTime = c.EndedOn == null ? (bool?)null : c.EndedOn <= c.Due })
            .Select(g => new { g.Key.Due, g.Key.State, g.Key.InTime, Count = g.Count() }).ToListAsync(cancel);
        var moved = await theirs.SelectMany(c => EF.Property<List<Renegotiation>>(c, "_renegotiations")).Where(r => r.From >= first && r.From <= last)
            .GroupBy(r => new { r.From, Honest = r.On <= r.From }).Select(g => new { g.Key.From, g.Key.Honest, Count = g.Count() }).ToListAsync(cancel);
        return
        [
            .. days.Select(d => (new Promise(d.Due, StandingOf(d.State, d.Due, d.InTime, today)), d.Count)),
            .. moved.Select(m => (new Promise(m.From, StandingOf(m.Honest)), m.Count)),
        ];
    }

    /// <summary>The same by person.</summary>
    private static async Task<ILookup<long, (Promise Promise, int Count)>> ByPerson(IQueryable<Commitment> theirs, DateOnly first, DateOnly last, DateOnly today, CancellationToken cancel)
    {
        var days = await theirs.Where(c => c.Due >= first && c.Due <= last)
            .GroupBy(c => new { c.PersonId, c.Due, c.State, InTime = c.EndedOn == null ? (bool?)null : c.EndedOn <= c.Due })
            .Select(g => new { g.Key.PersonId, g.Key.Due, g.Key.State, g.Key.InTime, Count = g.Count() }).ToListAsync(cancel);
        var moved = await theirs.SelectMany(c => EF.Property<List<Renegotiation>>(c, "_renegotiations"), (c, r) => new { c.PersonId, r.From, r.On }).Where(r => r.From >= first && r.From <= last)
            .GroupBy(r => new { r.PersonId, r.From, Honest = r.On <= r.From }).Select(g => new { g.Key.PersonId, g.Key.From, g.Key.Honest, Count = g.Count() }).ToListAsync(cancel);
        return days.Select(d => (d.PersonId, Promise: (new Promise(d.Due, StandingOf(d.State, d.Due, d.InTime, today)), d.Count)))
            .Concat(moved.Select(m => (m.PersonId, Promise: (new Promise(m.From, StandingOf(m.Honest)), m.Count))))
            .ToLookup(p => p.PersonId, p => p.Promise);
    }

    private static PromiseStanding StandingOf(bool isMovedInTime) => isMovedInTime ? PromiseStanding.Renegotiated : PromiseStanding.Late;

    private static PromiseStanding StandingOf(CommitmentState state, DateOnly due, bool? isInTime, DateOnly today) => state switch
    {
        CommitmentState.Asked => PromiseStanding.Asked,
        CommitmentState.Open => due < today ? PromiseStanding.Overdue : PromiseStanding.Open,
        CommitmentState.Done => isInTime == true ? PromiseStanding.Kept : PromiseStanding.Late,
        CommitmentState.GivenUp => PromiseStanding.Broken,
        CommitmentState.Dropped => isInTime == true ? PromiseStanding.Void : PromiseStanding.Broken,
        CommitmentState.CarriedOver => StandingOf(isInTime == true),
        _ => PromiseStanding.Void,
    };

    private static string WhoseOf(LedgerAsk ask, Colleagues people) =>
        ask.PersonId is { } person ? people.NameOf(person)
        : ask.TeamId is { } team ? people.Teams.FirstOrDefault(t => t.Id == team)?.Name ?? throw RefusedException.NotFound("team")
        : "everyone";

    private sealed class Named
    {
        public required Commitment Commitment { get; init; }

        public string? Account { get; init; }

        public string? Opportunity { get; init; }

        public LedgerLine On(DateOnly today) => new(Commitment, Commitment.StandingOn(today), Account) { Opportunity = Opportunity };
    }

    /// <summary>A day promised as the database finds it; how it was moved where it does not hold any more.</summary>
    private sealed class DayPromised
    {
        public required long Id { get; init; }

        public required DateOnly Day { get; init; }

        public required bool IsMoved { get; init; }

        public required DateOnly On { get; init; }

        public required DateOnly To { get; init; }

        /// <summary>Which of the promises of a commitment for the same day comes first.</summary>
        public required long Order { get; init; }

        public bool Is(LedgerLine line) => line.Due == Day && (line.Moved is { } moved ? IsMoved && (moved.On, moved.To) == (On, To) : !IsMoved);
    }
}

using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Presentations;
using Plumbline.Reviews;
using Plumbline.Scoring;
using Plumbline.Signals;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Digests;

/// <summary>Reads people's weeks, nobody having signed in: what is of everyone once for all of them, the rest with a few bounded queries for each.</summary>
internal sealed class DigestReader(PlumblineDb db, OurCompany company, ColleaguesByVersion byVersion, Scoreboard scoreboard, Ledger ledger, ActivityStandings activities, ForecastReader forecasts, SignalDesk signals, WaitingPlans waiting, WaitingReviews reviews, WaitingPresentations presentations)
{
    private const int DaysAhead = 7;
    private const int MostTeams = 4;

    private Everyone? _everyone;

    /// <summary>A person's week, as of now.</summary>
    public async Task<Digest> Read(Person person, CancellationToken cancel)
    {
        var all = _everyone ??= await ReadEveryone(cancel);
        var week = Week.Of(all.Today.AddDays(-1), (await company.Load(cancel)).FirstDayOfWeek);
        return new(
            all.Today, (all.Period, all.PeriodName), person, await Numbers(person, all, cancel), week,
            person.Roles.HasFlag(Roles.Salesperson) ? await activities.Of(person.Id, week.FirstDay, all.People.Roster, cancel) : null,
            (await ledger.Kept([person.Id], week.FirstDay, week.LastDay < all.Today ? week.LastDay : all.Today.AddDays(-1), cancel))[person.Id],
            await Due(PromiseStanding.Asked), await Due(PromiseStanding.Overdue), await Due(PromiseStanding.Open),
            await waiting.For(person.Id, all.People, Digest.MostLines, cancel), await Others(person, all, cancel), await Signals(person, all.Today, cancel), await Team(person, all, cancel));

        Task<IReadOnlyList<LedgerLine>> Due(PromiseStanding standing) => ledger.Due(person.Id, standing, all.Today.AddDays(DaysAhead), Digest.MostLines, cancel);
    }

    private async Task<IReadOnlyList<DigestNote>> Others(Person person, Everyone all, CancellationToken cancel)
    {
        var (fiscal, asked) = ((await company.Load(cancel)).FiscalYear, await presentations.For(person.Id, Digest.MostLines, cancel));
        return [.. asked.Select(p => new DigestNote(p.Title, p.Words, p.Href)), .. (await reviews.For(person, all.People, Digest.MostLines, cancel)).Select(r => new DigestNote(r.Title, r.Words(all.Today), r.Href(fiscal)))];
    }

    private async Task<IReadOnlyList<DigestNote>> Signals(Person person, DateOnly today, CancellationToken cancel)
    {
        var money = new Figures((await company.Load(cancel)).Currency);
        return [.. (await signals.Of(person.Id, SignalDesk.Handful, person.Id, cancel)).Lines.Select(s => new DigestNote(s.Signal.Title, $"{s.Signal.Words} ({SignalWords.AtStake(s.Signal.Stake, s.Signal.By, today, money)})", $"signals/{s.Signal.Id:0}"))];
    }

    private async Task<Everyone> ReadEveryone(CancellationToken cancel)
    {
        var (people, ours, today) = (await byVersion.Load(db, cancel), await company.Load(cancel), await company.Today(cancel));
        var period = ours.FiscalYear.Quarter(today);
        var standings = await scoreboard.Load(period, [], null, people, today, cancel);
        var lines = standings.ByPerson(null, id => people.NameOf(id)).ToDictionary(l => l.Id);
        return new(people, today, period, Figures.Name(period, ours.FiscalYear), ours.FiscalYear.Name(period), standings, lines);
    }

    /// <summary>What a person answers for: their own number where they sell, those of the teams they lead; a manager of none that of the team they are in, or of the company, as on Today.</summary>
    private async Task<IReadOnlyList<DigestNumber>> Numbers(Person person, Everyone all, CancellationToken cancel)
    {
        var numbers = new List<DigestNumber>();
        if (person.Roles.HasFlag(Roles.Salesperson))
        {
            await Add(null, all.Lines.GetValueOrDefault(person.Id), new(PersonId: person.Id), $"people/{person.Id:0}?period={all.Name}");
        }

        foreach (var team in all.People.Teams.Where(t => t.LeaderId == person.Id).Take(MostTeams))
        {
            await AddTeam(team);
        }

        if (numbers.Count == 0 && (person.Roles & (Roles.Manager | Roles.Leadership)) != 0)
        {
            await (person.Roles.HasFlag(Roles.Manager) && all.People.Teams.FirstOrDefault(t => t.Id == all.People.Roster.TeamOn(person.Id, all.Today)) is { } own ? AddTeam(own) : Add("The company", all.Standings.Total(null, ""), default, $"scoreboard?period={all.Name}"));
        }

        return numbers;

        Task AddTeam(Team team) => Add(team.Name, all.Standings.Total(all.People.WithSubteams(team.Id), team.Name), new(TeamId: team.Id), $"scoreboard?period={all.Name}&team={team.Id:0}");

        async Task Add(string? whose, Scoreline? line, ScoreScope scope, string href)
        {
            var forecast = await forecasts.Read(all.Period, scope, ForecastMeasure.Revenue, ForecastWords.MostPulled, cancel) ?? await forecasts.Read(all.Period, scope, ForecastMeasure.Margin, ForecastWords.MostPulled, cancel);
            if (line is not null && (line is { Quota: not null } or { Tally.Revenue: not 0 } || forecast is not null))
            {
                numbers.Add(new(whose, line, forecast, href));
            }
        }
    }

    private async Task<TeamDigest?> Team(Person manager, Everyone all, CancellationToken cancel)
    {
        long[] below = [.. all.People.Below(manager.Id)];
        if (below.Length == 0)
        {
            return null;
        }

        var (most, found, others) = await signals.WhoNeeds(below, 1, Digest.MostLines, cancel);
        return new([.. most.Select(n => new InNeed(all.People.Find(n.PersonId)!, all.Lines.GetValueOrDefault(n.PersonId), n.Reasons))], found, others);
    }

    /// <summary>What is the same for all who read on a day.</summary>
    private sealed record Everyone(Colleagues People, DateOnly Today, Period Period, string PeriodName, string Name, Standings Standings, IReadOnlyDictionary<long, Scoreline> Lines);
}

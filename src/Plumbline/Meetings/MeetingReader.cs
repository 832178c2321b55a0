using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Opportunities;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Scoring;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Meetings;

/// <summary>Reads team meetings. They are the team's own: its members, those above in the line, and the leadership see them.</summary>
internal sealed class MeetingReader(PlumblineDb db, CurrentPerson me, OurCompany company, Scoreboard scoreboard, ActivityStandings activities, CoverageFigures coverage)
{
    private const int MostWeeks = 12;
    private const int MostPromises = 500;

    /// <summary>What was promised in a meeting for a later day is shown with it as far ahead as this.</summary>
    private const int DaysAhead = 91;

    /// <summary>The meetings of the reader's teams, this week's first, whether or not it has begun.</summary>
    public async Task<IReadOnlyList<TeamMeetings>> List(CancellationToken cancel)
    {
        var teams = await Teams(cancel);
        var week = await ThisWeek(cancel);
        var since = week.AddDays(-7 * MostWeeks);
        long[] ids = [.. teams.Select(t => t.Id)];
        var meetings = await db.TeamMeetings.AsNoTracking().Where(m => EF.Parameter(ids).Contains(m.TeamId) && m.Week >= since)
            .Select(m => new { m.Id, m.TeamId, m.Week, Over = m.EndedAt != null, Ratings = db.WeekRatings.Count(r => r.MeetingId == m.Id), Sum = db.WeekRatings.Where(r => r.MeetingId == m.Id).Sum(r => r.Score) })
            .ToListAsync(cancel);
        return
        [
            .. teams.Select(t =>
            {
                var entries = meetings.Where(m => m.TeamId == t.Id).Select(m => new MeetingEntry(m.Id, m.Week, m.Over, m.Ratings == 0 ? null : (decimal)m.Sum / m.Ratings, m.Ratings)).OrderByDescending(m => m.Week).ToList();
                return new TeamMeetings(t, entries is [{ Week: var latest }, ..] && latest >= week ? entries : [new(null, week, IsOver: false, null, 0), .. entries]);
            }),
        ];
    }

    /// <summary>The first day of the week that runs, as the company cuts weeks.</summary>
    public async Task<DateOnly> ThisWeek(CancellationToken cancel) => Week.Of(await company.Today(cancel), (await company.Load(cancel)).FirstDayOfWeek).FirstDay;

    /// <summary>A meeting; null where there is none, or none that the reader may see.</summary>
    public async Task<MeetingView?> Read(long id, CancellationToken cancel)
    {
        var teams = await Teams(cancel);
        if (await db.TeamMeetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } meeting || teams.FirstOrDefault(t => t.Id == meeting.TeamId) is not { } team)
        {
            return null;
        }

        var (people, today) = (await me.Colleagues(cancel), await company.Today(cancel));
        var members = MembersOf(team, people, meeting.Week.AddDays(6));
        var before = await db.TeamMeetings.AsNoTracking().Where(m => m.TeamId == team.Id && m.Week < meeting.Week).OrderByDescending(m => m.Week).FirstOrDefaultAsync(cancel);
        var since = before?.Week ?? meeting.Week.AddDays(-7);
        var until = meeting.Week.AddDays(7);
        var furthest = until.AddDays(DaysAhead);
        var ofMeeting = FormattableString.Invariant($"meeting/{id}/");
        long[] ids = [.. members.Select(m => m.Id)];
        var week = meeting.Week;
        var promises = await db.Commitments.AsNoTracking()
            .Where(c => EF.Parameter(ids).Contains(c.PersonId) && c.State != CommitmentState.Declined && c.State != CommitmentState.Withdrawn
                && ((c.Due >= since && (c.Due <= until || (c.Due <= furthest && c.Source.StartsWith(ofMeeting)))) || EF.Property<List<Renegotiation>>(c, "_renegotiations").Any(r => r.From >= since && r.From < week)))
            .OrderBy(c => c.Due).ThenBy(c => c.Id).Take(MostPromises)
            .Select(c => new { Commitment = c, Account = db.Accounts.Where(a => a.Id == c.AccountId).Select(a => a.Name).FirstOrDefault() }).ToListAsync(cancel);
        var lines = promises.SelectMany(p => LedgerLine.Of(p.Commitment, p.Account, today)).Where(l => l.Standing != PromiseStanding.Void).ToList();
        var last = lines.Where(l => l.Due >= since && l.Due < week).OrderBy(l => l.Due).ToList(); // As the ledger counts them: each day promised, also one that was moved since.
        var next = lines.Where(l => l.Moved is null && l.Due >= week && (l.Due <= until || l.Commitment.Source.StartsWith(ofMeeting, StringComparison.Ordinal))).ToList();
        var ratings = await db.WeekRatings.AsNoTracking().Where(r => r.MeetingId == id).ToDictionaryAsync(r => r.PersonId, cancel);
        var needs = await Needs(id, ids, week, [.. lines.Where(l => l.Moved is null)], cancel);
        var month = new Period(Month.Of(meeting.Week.AddDays(6) < today ? meeting.Week.AddDays(6) : today), 1);
        var pipeline = month.First < Month.Of(today) ? null : await coverage.Read(PipelineScope.Of(new(Team: team.Id), people, me.Id, today), cancel);
        return new(
            meeting, team,
            [
                .. members.Select(m => new MeetingMember(
                    m, ratings.GetValueOrDefault(m.Id),
                    [.. last.Where(l => l.Commitment.PersonId == m.Id)],
                    [.. next.Where(l => l.Commitment.PersonId == m.Id).OrderBy(l => l.Commitment is { AccountId: null, OpportunityId: null }).ThenBy(l => l.Commitment.Due)],
                    [.. needs[m.Id]])),
            ],
            PromisesKept.Of(last.Select(l => new Promise(l.Due, l.Standing))),
            month, await scoreboard.Read(new(month, ScoreBy.Salesperson, new(TeamId: team.Id)), cancel), pipeline?.Within(month), pipeline?.ToCreate, today, people, ids.Contains(me.Id), await MayHold(team, cancel), before);
    }

    /// <summary>The teams whose meetings the reader sees: their own and those of people below; of the leadership, all. Teams without a member are left out.</summary>
    public async Task<IReadOnlyList<Team>> Teams(CancellationToken cancel)
    {
        var (people, line, today) = (await me.Colleagues(cancel), await me.Line(cancel), await company.Today(cancel));
        var seesAll = await me.Has(Roles.Leadership, cancel);
        return [.. people.Teams.Where(t => MembersOf(t, people, today) is { Count: > 0 } members && (seesAll || IsTheirs(members, line)))];
    }

    /// <summary>Whether the reader may speak in the team's meetings: its members, its leader, and those above them; the leadership reads.</summary>
    public async Task<bool> MayHold(Team team, CancellationToken cancel) => IsTheirs(MembersOf(team, await me.Colleagues(cancel), await company.Today(cancel)), await me.Line(cancel));

    private static bool IsTheirs(IReadOnlyList<Person> members, IReadOnlySet<long> line) => members.Any(m => line.Contains(m.Id));

    /// <summary>Who is in the team itself on a day, those of teams below left out: they have meetings of their own.</summary>
    public static IReadOnlyList<Person> MembersOf(Team team, Colleagues people, DateOnly day) =>
        [.. people.People.Where(p => (people.Roster.TeamOn(p.Id, day) == team.Id || p.Id == team.LeaderId) && (p.Left is not { } left || left >= day) && (p.Joined is not { } joined || joined <= day))];

    /// <summary>Activities agreed for the week and neither done nor promised yet, open opportunities without a next step, and what is asked of colleagues without an answer.</summary>
    private async Task<ILookup<long, MeetingNeed>> Needs(long meeting, long[] ids, DateOnly week, IReadOnlyList<LedgerLine> lines, CancellationToken cancel)
    {
        var end = week.AddDays(6);
        var agreed = await activities.Agreed(Month.Of(week), ids, cancel);
        var names = await db.ActivityTypes.ToDictionaryAsync(t => t.Id, t => t.Name, cancel);
        var done = await db.Activities.Where(a => EF.Parameter(ids).Contains(a.SalespersonId) && a.Date >= week && a.Date <= end).GroupBy(a => new { a.SalespersonId, a.TypeId })
            .Select(g => new { g.Key.SalespersonId, g.Key.TypeId, Count = g.Count() }).ToDictionaryAsync(g => (g.SalespersonId, g.TypeId), g => g.Count, cancel);
        var stepless = await db.Opportunities.Where(o => o.SalespersonId != null && EF.Parameter(ids).Contains(o.SalespersonId.Value) && o.State == OpportunityState.Open && o.NextStep == null).GroupBy(o => o.SalespersonId!.Value)
            .Select(g => new { Person = g.Key, Count = g.Count() }).ToListAsync(cancel);
        var owed = lines.Where(l => l.Commitment.State == CommitmentState.Open && l.Due >= week && l.Due <= end).ToLookup(l => l.Commitment.PersonId, l => l.Commitment.What);
        var goals = from goal in agreed.Values.SelectMany(g => g)
                    let count = done.GetValueOrDefault((goal.SalespersonId, goal.TypeId))
                    let promised = owed[goal.SalespersonId].Sum(what => ActivitiesPromised.In(what, names[goal.TypeId]))
                    where count + promised < goal.PerWeek
                    select (goal.SalespersonId, Need: new MeetingNeed(
                        $"{names[goal.TypeId]}: {Figures.Number(goal.PerWeek)} agreed for the week, {Figures.Count(count)} done{(promised == 0 ? "" : $", {Figures.Count(promised)} promised")}", null));
        return goals
            .Concat(stepless.Select(s => (s.Person, new MeetingNeed(
                s.Count == 1 ? "1 open opportunity has no next step" : $"{Figures.Count(s.Count)} open opportunities have no next step",
                new PipelineAsk(PipelineView.List, new(Person: s.Person), Only: PipelineOnly.NoStep).Href))))
            .Concat(lines.Where(l => l.Standing == PromiseStanding.Asked).Select(l => (l.Commitment.PersonId, new MeetingNeed($"Asked, not answered: {l.Commitment.What}", FormattableString.Invariant($"commitments/{l.Commitment.Id}?meeting={meeting}")))))
            .ToLookup(n => n.Item1, n => n.Item2);
    }
}

using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Administration;

/// <summary>A team in the tree; <paramref name="Depth"/> is 0 at the top.</summary>
internal sealed record TeamLine(long Id, string Name, string? Leader, int Members, int Depth);

/// <summary>What is known of a team, as it is to be kept.</summary>
internal sealed record TeamFacts(string Name, long? ParentId, long? LeaderId, int Revision);

/// <summary>Who is or was in a team, and when.</summary>
internal sealed record MemberLine(long PersonId, string Name, DateOnly? From, DateOnly? Until, bool IsNow);

/// <summary>A team with its members over time, those of today first.</summary>
internal sealed record TeamView(long Id, TeamFacts Facts, IReadOnlyList<MemberLine> Members);

/// <summary>Looks after the tree of teams and who is in them.</summary>
internal sealed class TeamRecords(PlumblineDb db, CurrentPerson me, OurCompany company, RosterChanges changes)
{
    /// <summary>All teams, each after the one above it.</summary>
    public async Task<IReadOnlyList<TeamLine>> Tree(CancellationToken cancel)
    {
        var everyone = await me.Colleagues(cancel);
        var today = await company.Today(cancel);
        var sizes = everyone.People.Where(p => p.Left is null || p.Left >= today).CountBy(p => everyone.Roster.TeamOn(p.Id, today)).ToDictionary();
        var below = everyone.Teams.ToLookup(t => t.ParentId ?? 0);
        var lines = new List<TeamLine>();
        void Append(long above, int depth)
        {
            foreach (var team in below[above].OrderBy(t => t.Name, StringComparer.CurrentCultureIgnoreCase))
            {
                lines.Add(new(team.Id, team.Name, everyone.Find(team.LeaderId ?? 0)?.Name, sizes.GetValueOrDefault(team.Id), depth));
                Append(team.Id, depth + 1);
            }
        }

        Append(0, 0);
        return lines;
    }

    public async Task<TeamView?> Read(long id, CancellationToken cancel)
    {
        if (await db.Teams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancel) is not { } team)
        {
            return null;
        }

        var today = await company.Today(cancel);
        var members = await db.TeamMemberships.Where(m => m.TeamId == id).Join(db.People, m => m.PersonId, p => p.Id, (m, p) => new { m.PersonId, p.Name, m.From, m.Until }).ToListAsync(cancel);
        var lines = members.Select(m => new MemberLine(m.PersonId, m.Name, m.From, m.Until, (m.From is null || m.From <= today) && (m.Until is null || m.Until >= today)));
        return new(id, new(team.Name, team.ParentId, team.LeaderId, team.Revision), [.. lines.OrderByDescending(m => m.IsNow).ThenBy(m => m.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(m => m.From)]);
    }

    /// <summary>In which teams a person was when, the latest first, in words.</summary>
    public async Task<IReadOnlyList<string>> HistoryOf(long personId, CancellationToken cancel)
    {
        var memberships = await db.TeamMemberships.Where(m => m.PersonId == personId).Join(db.Teams, m => m.TeamId, t => t.Id, (m, t) => new { t.Name, m.From, m.Until }).ToListAsync(cancel);
        return [.. memberships.OrderByDescending(m => m.From ?? DateOnly.MinValue).Select(m => $"{m.Name}{(m.From is { } from ? $" from {Figures.Day(from)}" : "")}{(m.Until is { } until ? $" until {Figures.Day(until)}" : "")}")];
    }

    /// <summary>Adds a team.</summary>
    /// <returns>The team's number.</returns>
    public async Task<long> Add(TeamFacts facts, CancellationToken cancel)
    {
        var team = new Team { Name = "" };
        await Check(team, facts, cancel);
        Take(team, facts);
        db.Teams.Add(team);
        await db.SaveChangesAsync(cancel);
        return team.Id;
    }

    /// <summary>Changes a team; refuses where someone else did since it was read.</summary>
    public async Task Change(long id, TeamFacts facts, CancellationToken cancel)
    {
        var team = await db.Teams.SingleOrDefaultAsync(t => t.Id == id, cancel) ?? throw RefusedException.NotFound("team");
        Refuse.Stale("this team", facts.Revision, team.Revision);
        await Check(team, facts, cancel);
        Take(team, facts);
        team.Revision++;
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Moves a person to a team, or to none, from a day on. What was before stays with the team of then.</summary>
    public async Task Move(long personId, long? teamId, DateOnly from, CancellationToken cancel)
    {
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == personId, cancel) ?? throw new RefusedException(Refusal.Invalid, "Choose a person from the list.", "Person");
        Refuse.Unless(teamId is null || await db.Teams.AnyAsync(t => t.Id == teamId, cancel), Refusal.Invalid, "Choose a team from the list.", "Team");
        var move = TeamMoves.Move(await db.TeamMemberships.Where(m => m.PersonId == personId).ToListAsync(cancel), personId, teamId, from);
        db.TeamMemberships.RemoveRange(move.Removed);
        if (move.Begun is not null)
        {
            db.TeamMemberships.Add(move.Begun);
        }

        person.Revision++; // Of two who move the same person at once, the second is told.
        await changes.Save(cancel);
    }

    private async Task Check(Team team, TeamFacts facts, CancellationToken cancel)
    {
        Refuse.Unless(facts.Name.Length > 0, Refusal.Invalid, "Give a name.", "Name");
        var teams = await db.Teams.AsNoTracking().ToListAsync(cancel);
        Refuse.Unless(!teams.Any(t => t.Id != team.Id && string.Equals(t.Name, facts.Name, StringComparison.OrdinalIgnoreCase)), Refusal.Invalid, "There is a team of that name already.", "Name");
        Refuse.Unless(facts.LeaderId is null || await db.People.AnyAsync(p => p.Id == facts.LeaderId, cancel), Refusal.Invalid, "Choose a leader from the list.", "Leader");
        TeamMoves.MayHangUnder(team.Id, facts.ParentId, teams);
    }

    private static void Take(Team team, TeamFacts facts) => (team.Name, team.ParentId, team.LeaderId) = (facts.Name, facts.ParentId, facts.LeaderId);
}

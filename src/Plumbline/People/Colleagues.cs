using Microsoft.EntityFrameworkCore;
using Plumbline.Storage;

namespace Plumbline.People;

/// <summary>Everyone of the company as of a version of the data: who they are, what they do here, who reports to whom.</summary>
internal sealed class Colleagues
{
    private readonly Dictionary<long, Person> _people;
    private readonly ILookup<long, Person> _reports;

    public Colleagues(long version, IReadOnlyList<Person> people, IReadOnlyList<Team> teams, IReadOnlyList<TeamMembership> memberships, IReadOnlyList<Absence> absences)
    {
        (Version, People, Teams) = (version, people, teams);
        _people = people.ToDictionary(p => p.Id);
        _reports = people.Where(p => p.ManagerId is not null).ToLookup(p => p.ManagerId!.Value);
        Roster = new(people, memberships, absences);
    }

    public long Version { get; }

    public IReadOnlyList<Person> People { get; }

    public IReadOnlyList<Team> Teams { get; }

    public Roster Roster { get; }

    /// <summary>What a valid sign-in of a person is stamped with; none for those who have no sign-in or whose is disabled.</summary>
    public IReadOnlyDictionary<long, string> Stamps { get; init; } = new Dictionary<long, string>();

    /// <summary>The stamp of a person's sign-in; null where there is none, or the person has left.</summary>
    public string? StampOf(long person, DateTimeOffset now) =>
        Find(person) is { } known && IsHere(known, now) ? Stamps.GetValueOrDefault(person) : null;

    /// <summary>Whether a person's last day at work is not over.</summary>
    public bool IsHere(long person, DateTimeOffset now) => Find(person) is { } known && IsHere(known, now);

    /// <summary>Those who work here with Plumbline, by name.</summary>
    public IEnumerable<Person> Working(DateTimeOffset now) => People.Where(p => p.Roles != Roles.None && IsHere(p, now));

    public Person? Find(long id) => _people.GetValueOrDefault(id);

    public string NameOf(long? id) => id is { } known && _people.TryGetValue(known, out var person) ? person.Name : "nobody";

    /// <summary>Whether the last day at work is not over; a day's grace covers every time zone.</summary>
    private static bool IsHere(Person person, DateTimeOffset now) => person.Left is not { } left || left.AddDays(1) >= DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>Everyone who reports to the person, at once or by way of others; not the person.</summary>
    public IReadOnlySet<long> Below(long manager)
    {
        var below = new HashSet<long>();
        var next = new Stack<long>([manager]);
        while (next.TryPop(out var at))
        {
            foreach (var report in _reports[at])
            {
                if (report.Id != manager && below.Add(report.Id))
                {
                    next.Push(report.Id);
                }
            }
        }

        return below;
    }

    /// <summary>Who leads a team on a day: whom it names, else the manager next above all who sell in it or below it; null where there is none.</summary>
    public long? LeaderOf(Team team, DateOnly day)
    {
        if (team.LeaderId is { } named)
        {
            return named;
        }

        var within = WithSubteams(team.Id);
        List<long>? above = null;
        foreach (var person in People.Where(p => p.Roles.HasFlag(Roles.Salesperson) && !(p.Left < day) && within.Contains(Roster.TeamOn(p.Id, day))))
        {
            var line = LineOf(person, day);
            above = line.Count == 0 ? above : above is null ? line : [.. above.Where(line.Contains)]; // Who reports to nobody is led by whom the others are.
        }

        return above?.Count > 0 ? above[0] : null;
    }

    /// <summary>A person whom others report to, and the managers above who are here on a day, the nearest first. A line that leads back to itself ends.</summary>
    private List<long> LineOf(Person person, DateOnly day)
    {
        var (line, asked) = (new List<long>(), new HashSet<long>());
        for (var at = person; at is not null && asked.Add(at.Id); at = at.ManagerId is { } manager ? Find(manager) : null)
        {
            if (_reports[at.Id].Any() && at.Roles != Roles.None && !(at.Left < day))
            {
                line.Add(at.Id);
            }
        }

        return line;
    }

    /// <summary>The team and those below it.</summary>
    public IReadOnlySet<long> WithSubteams(long teamId)
    {
        var all = new HashSet<long> { teamId };
        var children = Teams.Where(t => t.ParentId is not null).ToLookup(t => t.ParentId!.Value, t => t.Id);
        var next = new Stack<long>([teamId]);
        while (next.TryPop(out var at))
        {
            foreach (var child in children[at].Where(all.Add))
            {
                next.Push(child);
            }
        }

        return all;
    }
}

/// <summary>Keeps everyone in memory while the version of the data stands, so that who may do what is never read from an old copy.</summary>
internal sealed class ColleaguesByVersion
{
    private Colleagues? _latest;

    /// <summary>As of the version that was committed last; for the beginning of a request, before it changes anything.</summary>
    public async Task<Colleagues> Load(PlumblineDb db, CommittedVersion committed, CancellationToken cancel)
    {
        var version = await committed.Read(cancel);
        return _latest is { } kept && kept.Version == version ? kept : await Load(db, cancel);
    }

    public async Task<Colleagues> Load(PlumblineDb db, CancellationToken cancel)
    {
        var version = await db.CurrentVersion(cancel);
        if (_latest is { } kept && kept.Version == version)
        {
            return kept;
        }

        return _latest = new(
            version,
            await db.People.AsNoTracking().OrderBy(p => p.Name).ToListAsync(cancel),
            await db.Teams.AsNoTracking().OrderBy(t => t.Name).ToListAsync(cancel),
            await db.TeamMemberships.AsNoTracking().ToListAsync(cancel),
            await db.Absences.AsNoTracking().ToListAsync(cancel))
        {
            Stamps = await db.Users.Where(s => !s.IsDisabled).ToDictionaryAsync(s => s.PersonId, s => s.SecurityStamp!, cancel),
        };
    }
}

using Plumbline.Fiscal;

namespace Plumbline.People;

/// <summary>Who was where when: answers for any day which team a person was in, and which share of a month they were there to work.</summary>
public sealed class Roster
{
    private readonly Dictionary<long, (DateOnly? Joined, DateOnly? Left)> _people;
    private readonly ILookup<long, TeamMembership> _memberships;
    private readonly ILookup<long, Absence> _absences;

    /// <summary>Knows the people, their teams over time, and their absences.</summary>
    public Roster(IEnumerable<Person> people, IEnumerable<TeamMembership> memberships, IEnumerable<Absence> absences)
    {
        _people = people.ToDictionary(p => p.Id, p => (p.Joined, p.Left));
        _memberships = memberships.OrderBy(m => m.From ?? DateOnly.MinValue).ThenBy(m => m.Id).ToLookup(m => m.PersonId);
        _absences = absences.ToLookup(a => a.PersonId);
    }

    private Roster(Dictionary<long, (DateOnly? Joined, DateOnly? Left)> people, ILookup<long, TeamMembership> memberships, ILookup<long, Absence> absences) => (_people, _memberships, _absences) = (people, memberships, absences);

    /// <summary>As it stood at the end of a day, with who is where on the next: nobody had left since or was to move, and who was in a team stayed there.</summary>
    public Roster KnownAt(DateOnly day) => new(
        _people.ToDictionary(p => p.Key, p => (p.Value.Joined, p.Value.Left > day ? null : p.Value.Left)),
        _memberships.SelectMany(m => m).Where(m => m.From is not { } from || from <= day.AddDays(1)).Select(m => m.Until >= day ? new TeamMembership { PersonId = m.PersonId, TeamId = m.TeamId, From = m.From } : m).ToLookup(m => m.PersonId),
        _absences);

    /// <summary>Whose quotas, or teams, may have been others at the end of a day than they are by now: who moved, or left, later.</summary>
    public IEnumerable<long> ChangedSince(DateOnly day) =>
        _memberships.Where(p => p.Any(m => m.From > day.AddDays(1) || m.Until >= day)).Select(p => p.Key).Union(_people.Where(p => p.Value.Left > day).Select(p => p.Key));

    /// <summary>The team a person was in on a day; 0 for none. Of two memberships that overlap the one that began later counts.</summary>
    public long TeamOn(long personId, DateOnly day)
    {
        var team = 0L;
        foreach (var membership in _memberships[personId])
        {
            if ((membership.From is not { } from || from <= day) && (membership.Until is not { } until || until >= day))
            {
                team = membership.TeamId;
            }
        }

        return team;
    }

    /// <summary>The teams a person was in (0 for none) from <paramref name="first"/> to <paramref name="last"/>, in order of time and without a gap.</summary>
    public IReadOnlyList<TeamStay> Stays(long personId, DateOnly first, DateOnly last)
    {
        var stays = new List<TeamStay>();
        var turns = _memberships[personId].SelectMany(m => new[] { m.From, m.Until?.AddDays(1) }).OfType<DateOnly>().Where(d => d > first && d <= last).Append(first).Distinct().Order().ToList();
        for (var i = 0; i < turns.Count; i++)
        {
            var until = i + 1 < turns.Count ? turns[i + 1].AddDays(-1) : last;
            var team = TeamOn(personId, turns[i]);
            if (stays is [.., var latest] && latest.TeamId == team)
            {
                stays[^1] = latest with { Until = until };
            }
            else
            {
                stays.Add(new(team, turns[i], until));
            }
        }

        return stays;
    }

    /// <summary>The share of the month's working days, from 0 to 1, that the person was with the company and not away, by team (0 for none).</summary>
    public IReadOnlyList<(long TeamId, decimal Share)> Shares(long personId, Month month)
    {
        var all = 0;
        var days = new SortedDictionary<long, int>();
        for (var day = month.FirstDay; Month.Of(day) == month; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                continue;
            }

            all++;
            if (IsThere(personId, day))
            {
                var team = TeamOn(personId, day);
                days[team] = days.GetValueOrDefault(team) + 1;
            }
        }

        return [.. days.Select(d => (d.Key, (decimal)d.Value / all))];
    }

    /// <summary>The working days from <paramref name="first"/> to <paramref name="last"/>, both counted, that the person was with the company and not away.</summary>
    public int DaysAtWork(long personId, DateOnly first, DateOnly last)
    {
        var person = _people.GetValueOrDefault(personId);
        first = person.Joined is { } joined && joined > first ? joined : first;
        last = person.Left is { } left && left < last ? left : last;
        var away = 0;
        var counted = first;
        foreach (var absence in _absences[personId].OrderBy(a => a.From))
        {
            // Days of two absences that overlap are away once.
            var (from, until) = (absence.From > counted ? absence.From : counted, absence.Until < last ? absence.Until : last);
            away += WorkingDays.Between(from, until);
            counted = until >= counted ? until.AddDays(1) : counted;
        }

        return WorkingDays.Between(first, last) - away;
    }

    /// <summary>
    /// The share of the person's own working days in the period that are gone at the end of <paramref name="today"/>, from 0 to 1: who joined late, or was away, is measured by the days they had. Of who has none,
    /// and of nobody (0), it is the share of all working days.
    /// </summary>
    public decimal ShareGone(long personId, Period period, DateOnly today)
    {
        var all = DaysAtWork(personId, period.FirstDay, period.LastDay);
        return all <= 0 ? WorkingDays.ShareGone(period, today) : (decimal)Math.Max(0, DaysAtWork(personId, period.FirstDay, today < period.LastDay ? today : period.LastDay)) / all;
    }

    /// <summary>Whether the person is with the company on the day, and not away.</summary>
    public bool IsThere(long personId, DateOnly day)
    {
        var person = _people.GetValueOrDefault(personId);
        return (person.Joined is not { } joined || joined <= day) && (person.Left is not { } left || left >= day)
            && !_absences[personId].Any(a => a.From <= day && a.Until >= day);
    }
}

/// <summary>Days in one team, both counted; the team is 0 for none.</summary>
public readonly record struct TeamStay(long TeamId, DateOnly From, DateOnly Until);

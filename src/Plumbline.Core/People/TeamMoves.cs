namespace Plumbline.People;

/// <summary>What a move changes in a person's history of teams, beside the memberships that it ends; <paramref name="Begun"/> is null where the person is in no team from then on.</summary>
public sealed record TeamMove(IReadOnlyList<TeamMembership> Removed, TeamMembership? Begun);

/// <summary>How people move between teams, and how teams hang together.</summary>
public static class TeamMoves
{
    /// <summary>
    /// Moves a person to a team (null: to none) from a day on. What was before that day stays with the team of then; what was planned for later gives way.
    /// </summary>
    public static TeamMove Move(IEnumerable<TeamMembership> history, long personId, long? teamId, DateOnly from)
    {
        var own = history.Where(m => m.PersonId == personId && (m.Until is null || m.Until >= from)).OrderBy(m => m.From ?? DateOnly.MinValue).ToList();
        var later = own.Where(m => m.From >= from).ToList();
        var current = own.Except(later).ToList();
        var isThere = later.Count == 0 && (current is [] ? teamId is null : current[^1].TeamId == teamId && current[^1].Until is null);
        Refuse.Unless(!isThere, Refusal.Invalid, teamId is null ? "This person is in no team on that day." : "This person is already in that team on that day.", "Team");
        foreach (var membership in current)
        {
            membership.Until = from.AddDays(-1);
        }

        return new(later, teamId is { } team ? new() { PersonId = personId, TeamId = team, From = from } : null);
    }

    /// <summary>Refuses a team above from which the line leads back to the team, and one that is not there.</summary>
    public static void MayHangUnder(long teamId, long? parentId, IEnumerable<Team> all)
    {
        var parents = all.ToDictionary(t => t.Id, t => t.ParentId);
        Refuse.Unless(parentId is not { } chosen || parents.ContainsKey(chosen), Refusal.Invalid, "Choose a team from the list.", "Parent");
        var seen = new HashSet<long>();
        for (var above = parentId; above is { } at && seen.Add(at); above = parents.GetValueOrDefault(at))
        {
            Refuse.Unless(at != teamId, Refusal.Invalid, at == parentId ? "A team cannot stand above itself." : "That team stands below this one. Change that first.", "Parent");
        }
    }
}

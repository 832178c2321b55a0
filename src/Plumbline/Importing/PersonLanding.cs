using Plumbline.People;
using Plumbline.Typing;

namespace Plumbline.Importing;

/// <summary>Lands people; who reports to whom and who is in which team follow when all are known.</summary>
internal sealed class PersonLanding(LandingRun run, string system) : KindLanding(run, system)
{
    private readonly List<(PersonRow Row, long Id, object?[]? Before)> _taken = [];

    public override void Take(IReadOnlyList<FactRow> rows)
    {
        foreach (var row in rows.Cast<PersonRow>())
        {
            if (IsRepeated(row, row.Id ?? NameLikeness.Key(row.Name), "person"))
            {
                continue;
            }

            var found = Find(row);
            object?[]? before = null;
            if (found is { } known)
            {
                before = Run.People.Touch(known.Id);
                Run.PersonNames.Learn(System, row.Id, row.Name, known.Id, known.Match);
            }

            var name = NameLikeness.InOrder(row.Name.Trim());
            var id = found?.Id ?? Run.AddPerson(new() { Name = name, ImportId = Run.Import.Id });
            if (found is null && name != row.Name.Trim())
            {
                Run.PersonNames.LearnName(row.Name, id);
            }

            if (found?.Match != Match.Merged)
            {
                Fill(Run.People[id], row);
                Run.KnowAddress(Run.People[id]);
            }

            Run.PersonNames.Learn(System, row.Id, null, id, Match.Own);
            foreach (var other in row.OtherIds)
            {
                Run.PersonNames.Learn(System, other, null, id, Match.Own);
            }

            _taken.Add((row, id, before));
        }
    }

    public override void Finish()
    {
        var moved = new HashSet<long>();
        foreach (var (row, id, _) in _taken)
        {
            SetManager(row, id);
            if (SetTeam(row, id))
            {
                moved.Add(id);
            }
        }

        var managers = _taken.Select(t => Run.People[t.Id].ManagerId).OfType<long>().ToHashSet();
        foreach (var (_, id, before) in _taken)
        {
            var person = Run.People[id];
            if (before is null)
            {
                person.Roles |= managers.Contains(id) ? Roles.Manager : Roles.Salesperson;
            }

            Count(before is null, before is not null && (moved.Contains(id) || Run.People.Differs(before, id)));
        }
    }

    /// <summary>By id, by one of the other ids, or by name.</summary>
    private (long Id, Match Match)? Find(PersonRow row)
    {
        foreach (var id in (string?[])[row.Id, .. row.OtherIds])
        {
            if (id is not null && Run.PersonNames.Find(System, id, null) is { } byId)
            {
                return byId;
            }
        }

        return Run.PersonNames.Find(System, row.Id, row.Name);
    }

    private static void Fill(Person person, PersonRow row)
    {
        // Whoever was known by id only now has a name; other names are left as the people here keep them.
        person.Name = person.Name == row.Id ? NameLikeness.InOrder(row.Name.Trim()) : person.Name;
        person.Email = TypedText.OrNull(row.Email) ?? person.Email;
        person.Title = TypedText.OrNull(row.Title) ?? person.Title;
        person.Joined = row.Joined ?? person.Joined;
        person.Left = row.Left ?? person.Left;
    }

    private void SetManager(PersonRow row, long id)
    {
        if (Run.PersonOf(System, row.Manager, Roles.Manager) is not { } manager || Run.People[id].ManagerId == manager)
        {
            return;
        }

        var seen = new HashSet<long>();
        for (long? above = manager; above is { } at && seen.Add(at); above = Run.People[at].ManagerId)
        {
            if (at == id)
            {
                Note("Nobody can report to themselves, at once or by way of others; the manager was left out");
                return;
            }
        }

        Run.People.Touch(id);
        Run.People[id].ManagerId = manager;
        Run.People.Touch(manager);
        Run.People[manager].Roles |= Roles.Manager;
    }

    /// <summary>Puts the person into the team; whoever was in another one moves on the day of the import, and the history stays with the old team.</summary>
    private bool SetTeam(PersonRow row, long id)
    {
        if (row.Team.IsEmpty)
        {
            return false;
        }

        if (Run.TeamOf(System, row.Team) is not { } team)
        {
            Note("The team is known by an id only that is in no file, and was left out");
            return false;
        }

        var current = Run.Memberships.All.Values.Where(m => m.PersonId == id && m.Until is null).MaxBy(m => m.From ?? DateOnly.MinValue);
        if (current?.TeamId == team)
        {
            return false;
        }

        DateOnly? from = Run.Memberships.All.Values.Any(m => m.PersonId == id) ? Run.Today : null;
        if (current is not null)
        {
            Run.Memberships.Touch(current.Id);
            current.Until = Run.Today.AddDays(-1);
        }

        Run.Memberships.Add(new() { PersonId = id, TeamId = team, From = from, ImportId = Run.Import.Id });
        return true;
    }
}

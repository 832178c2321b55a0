using Plumbline.People;
using Plumbline.Typing;

namespace Plumbline.Importing;

/// <summary>Lands teams; the tree and the leads follow when all teams and people are known.</summary>
internal sealed class TeamLanding(LandingRun run, string system) : KindLanding(run, system)
{
    private readonly List<(TeamRow Row, long Id, object?[]? Before)> _taken = [];

    public override void Take(IReadOnlyList<FactRow> rows)
    {
        foreach (var row in rows.Cast<TeamRow>())
        {
            if (IsRepeated(row, row.Id ?? NameLikeness.Key(row.Name), "team"))
            {
                continue;
            }

            if (Run.TeamNames.Find(System, row.Id, row.Name) is { } found)
            {
                Run.TeamNames.Learn(System, row.Id, row.Name, found.Id, found.Match);
                _taken.Add((row, found.Id, Run.Teams.Touch(found.Id)));
            }
            else
            {
                var id = Run.Teams.Add(new() { Name = row.Name.Trim(), ImportId = Run.Import.Id });
                Run.TeamNames.Add(id, row.Name);
                Run.TeamNames.Learn(System, row.Id, null, id, Match.Own);
                _taken.Add((row, id, null));
            }
        }
    }

    public override void Finish()
    {
        foreach (var (row, id, before) in _taken)
        {
            if (!row.Parent.IsEmpty)
            {
                SetParent(row, id);
            }

            if (Run.PersonOf(System, row.Lead, Roles.Manager) is { } lead)
            {
                Run.Teams.Touch(id);
                Run.Teams[id].LeaderId = lead;
            }

            Count(before is null, before is not null && Run.Teams.Differs(before, id));
        }
    }

    private void SetParent(TeamRow row, long id)
    {
        var parent = Run.TeamNames.Find(System, row.Parent);
        for (var above = parent; above is not null; above = Run.Teams[above.Value].ParentId)
        {
            if (above == id)
            {
                Note("A team cannot stand below itself; the team above was left out");
                return;
            }
        }

        if (parent is null)
        {
            Note("The team above is not known and was left out");
            return;
        }

        Run.Teams.Touch(id);
        Run.Teams[id].ParentId = parent;
    }
}

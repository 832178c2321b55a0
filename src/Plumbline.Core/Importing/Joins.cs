using Plumbline.Pipeline;

namespace Plumbline.Importing;

/// <summary>What the files of one run say about each other's rows: the company of a deal, the team of an owner, who reports to whom.</summary>
public sealed class Joins
{
    internal Dictionary<string, string> AccountOfDeal { get; } = [];

    internal Dictionary<string, string> TeamOfOwner { get; } = [];

    internal HashSet<string> MergedDeals { get; } = [];

    internal Dictionary<string, string> OwnerOfEngagement { get; } = [];

    /// <summary>Whether a file was there that says who did which activity, where anyone did.</summary>
    internal bool TellsOwners { get; private set; }

    internal Dictionary<string, string> AccountOfEngagement { get; } = [];

    internal Dictionary<string, string> ContactOfEngagement { get; } = [];

    internal Dictionary<string, string> DealOfEngagement { get; } = [];

    internal Dictionary<string, (string Name, OpportunityState State)> Stages { get; } = [];

    internal HashSet<string> ParentGoals { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal void Observe(Side side, RowReader row)
    {
        switch (side)
        {
            case Side.DealCompany:
                Keep(AccountOfDeal, row.Text(Field.OpportunityId), row.Text(Field.AccountId));
                break;
            case Side.OwnerTeam when row.Flag(Field.IsActive) != false:
                Keep(TeamOfOwner, row.Text(Field.SalespersonId), row.Text(Field.TeamId));
                break;
            case Side.MergedDeal when row.Text(Field.MergedId) is { } merged:
                MergedDeals.Add(merged);
                break;
            case Side.Engagement:
                TellsOwners = true;
                Keep(OwnerOfEngagement, row.Text(Field.EngagementId), row.Text(Field.SalespersonId));
                break;
            case Side.EngagementCompany:
                Keep(AccountOfEngagement, row.Text(Field.EngagementId), row.Text(Field.AccountId));
                break;
            case Side.EngagementContact:
                Keep(ContactOfEngagement, row.Text(Field.EngagementId), row.Text(Field.ContactId));
                break;
            case Side.EngagementDeal:
                Keep(DealOfEngagement, row.Text(Field.EngagementId), row.Text(Field.OpportunityId));
                break;
            default:
                break;
        }
    }

    // of several the first counts: exports put the primary one first
    private static void Keep(Dictionary<string, string> to, string? key, string? value)
    {
        if (key is not null && value is not null)
        {
            to.TryAdd(key, value);
        }
    }
}

/// <summary>What the people of one file say about their teams.</summary>
internal sealed class LineOfManagement
{
    private readonly List<(string? Id, string Name, Reference Manager, string? Office)> _people = [];
    private readonly Dictionary<string, string> _names = [];
    private readonly HashSet<string> _managers = new(StringComparer.OrdinalIgnoreCase);

    public void Observe(string? id, string name, Reference manager, string? office)
    {
        _people.Add((id, name, manager, office));
        if (id is not null)
        {
            _names[id] = name;
        }
    }

    /// <summary>Each manager with reports leads a team; it stands under the office, or else under the team that the manager is in.</summary>
    public IReadOnlyList<TeamRow> Teams()
    {
        var teams = new Dictionary<string, TeamRow>(StringComparer.OrdinalIgnoreCase);
        foreach (var person in _people)
        {
            if (NameOf(person.Manager) is { } manager)
            {
                _managers.Add(manager);
            }
        }

        foreach (var (_, _, manager, office) in _people)
        {
            if (NameOf(manager) is not { } lead)
            {
                continue;
            }

            if (office is not null)
            {
                teams.TryAdd(office, new(0, null, office, default));
            }

            teams.TryAdd(TeamLedBy(lead), new(0, null, TeamLedBy(lead), new(null, office ?? TeamAbove(lead))) { Lead = new(manager.Id, lead) });
        }

        return [.. teams.Values.OrderBy(t => Depth(t, teams))];
    }

    /// <summary>The team of a person: the manager's, or the own one of whoever stands at the top.</summary>
    public Reference TeamOf(string name, Reference manager)
    {
        var lead = NameOf(manager) ?? (_managers.Contains(name) ? name : null);
        return lead is null ? default : new(null, TeamLedBy(lead));
    }

    private static string TeamLedBy(string lead) => $"Team {lead}";

    private string? NameOf(Reference manager) => manager.Name ?? (manager.Id is { } id ? _names.GetValueOrDefault(id) : null);

    private string? TeamAbove(string lead)
    {
        var above = _people.Where(p => string.Equals(p.Name, lead, StringComparison.OrdinalIgnoreCase)).Select(p => NameOf(p.Manager)).FirstOrDefault(m => m is not null);
        return above is null || string.Equals(above, lead, StringComparison.OrdinalIgnoreCase) ? null : TeamLedBy(above);
    }

    private static int Depth(TeamRow team, Dictionary<string, TeamRow> teams)
    {
        var depth = 0;
        for (var t = team; depth < teams.Count && t.Parent.Name is { } parent && teams.TryGetValue(parent, out var above); t = above)
        {
            depth++;
        }

        return depth;
    }
}

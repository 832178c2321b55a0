using System.Globalization;

namespace Plumbline.Administration;

/// <summary>A team as typed.</summary>
public sealed class TeamInput
{
    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The number of the team above.</summary>
    public string? Parent { get; set; }

    /// <summary>The number of the leader.</summary>
    public string? Leader { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static TeamInput Of(TeamFacts facts) => new() { Name = facts.Name, Parent = Write(facts.ParentId), Leader = Write(facts.LeaderId), Revision = facts.Revision };

    internal TeamFacts Read() => new((Name ?? "").Trim(), Number(Parent), Number(Leader), Revision);

    private static string? Write(long? id) => id?.ToString(CultureInfo.InvariantCulture);

    private static long? Number(string? typed) => long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}

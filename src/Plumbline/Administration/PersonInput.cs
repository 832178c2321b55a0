using System.Globalization;
using Plumbline.People;
using Plumbline.Typing;

namespace Plumbline.Administration;

/// <summary>A person as typed.</summary>
public sealed class PersonInput
{
    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The mail address.</summary>
    public string? Email { get; set; }

    /// <summary>The job title.</summary>
    public string? Title { get; set; }

    /// <summary>The names of the roles.</summary>
    public List<string>? Roles { get; set; }

    /// <summary>The number of the manager.</summary>
    public string? Manager { get; set; }

    /// <summary>The first day.</summary>
    public string? Joined { get; set; }

    /// <summary>The last day.</summary>
    public string? Left { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static PersonInput Of(PersonFacts facts) => new()
    {
        Name = facts.Name,
        Email = facts.Email,
        Title = facts.Title,
        Roles = [.. RoleNames.All.Where(r => facts.Roles.HasFlag(r.Role)).Select(r => r.Role.ToString())],
        Manager = facts.ManagerId?.ToString(CultureInfo.InvariantCulture),
        Joined = TypedDay.Show(facts.Joined),
        Left = TypedDay.Show(facts.Left),
        Revision = facts.Revision,
    };

    internal bool Has(Roles role) => Roles?.Contains(role.ToString()) == true;

    internal PersonFacts Read() => new(
        (Name ?? "").Trim(),
        TypedText.OrNull(Email),
        TypedText.OrNull(Title),
        RoleNames.All.Where(r => Has(r.Role)).Aggregate(People.Roles.None, (all, r) => all | r.Role),
        long.TryParse(Manager, NumberStyles.None, CultureInfo.InvariantCulture, out var manager) ? manager : null,
        TypedDay.Read(Joined, nameof(Joined)),
        TypedDay.Read(Left, nameof(Left)),
        Revision);
}

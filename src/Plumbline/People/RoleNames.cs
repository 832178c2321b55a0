namespace Plumbline.People;

internal static class RoleNames
{
    /// <summary>Every role with its name and what it is for, in the order in which they are shown.</summary>
    public static IReadOnlyList<(Roles Role, string Name, string For)> All { get; } =
    [
        (Roles.Salesperson, "Salesperson", "has a quota and writes plans"),
        (Roles.Manager, "Manager", "agrees plans with those who report to them"),
        (Roles.Leadership, "Leadership", "sees plans and the outlook"),
        (Roles.Marketing, "Marketing", "looks after programs and marketing activities"),
        (Roles.Administrator, "Administrator", "sets up people, products and imports"),
    ];

    /// <summary>As in "Salesperson, Manager"; "named in records only" for none.</summary>
    public static string Of(Roles roles) => roles == Roles.None ? "named in records only" : string.Join(", ", All.Where(r => roles.HasFlag(r.Role)).Select(r => r.Name));

    /// <summary>Reads what a command line says, as in "salesperson,manager".</summary>
    public static Roles Read(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Aggregate(Roles.None, (roles, word) =>
        All.FirstOrDefault(r => r.Name.Equals(word, StringComparison.OrdinalIgnoreCase)) is { Name: not null } known ? roles | known.Role
        : throw new RefusedException(Refusal.Invalid, $"There is no role {word}. The roles are {string.Join(", ", All.Select(r => r.Name.ToLowerInvariant()))}.", "Roles"));
}

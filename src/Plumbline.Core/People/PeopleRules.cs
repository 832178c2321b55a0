namespace Plumbline.People;

/// <summary>What must hold among people, whoever changes them.</summary>
public static class PeopleRules
{
    /// <summary>Refuses a manager who is not there, from whom the line leads back to the person, or, where newly chosen, who is no manager.</summary>
    public static void MayReportTo(long personId, long? managerId, IEnumerable<Person> everyone)
    {
        var people = everyone.ToDictionary(p => p.Id);
        if (managerId is not { } chosen)
        {
            return;
        }

        Refuse.Unless(people.TryGetValue(chosen, out var manager), Refusal.Invalid, "Choose a manager from the list.", "Manager");
        Refuse.Unless(chosen != personId, Refusal.Invalid, "Nobody reports to themselves.", "Manager");
        var seen = new HashSet<long>();
        for (long? above = chosen; above is { } at && seen.Add(at); above = people.GetValueOrDefault(at)?.ManagerId)
        {
            Refuse.Unless(at != personId, Refusal.Invalid, $"{manager.Name} reports to this person. Change that first.", "Manager");
        }

        Refuse.Unless(manager.Roles.HasFlag(Roles.Manager) || people.GetValueOrDefault(personId)?.ManagerId == chosen, Refusal.Invalid, $"{manager.Name} is not a manager yet. Give them that role first.", "Manager");
    }

    /// <summary>Refuses roles that would leave people without their manager.</summary>
    /// <param name="roles">The roles that the person is to have.</param>
    /// <param name="personId">The person.</param>
    /// <param name="everyone">Everyone, the person among them.</param>
    public static void MayHaveRoles(Roles roles, long personId, IEnumerable<Person> everyone)
    {
        var reports = everyone.Where(p => p.ManagerId == personId && p.Left is null).Select(p => p.Name).ToList();
        Refuse.Unless(
            reports.Count == 0 || roles.HasFlag(Roles.Manager),
            Refusal.Invalid,
            $"{string.Join(", ", reports.Take(3))}{(reports.Count > 3 ? $" and {reports.Count - 3} more report" : reports.Count == 1 ? " reports" : " report")} to this person, who therefore stays a manager. Give them another manager first.",
            "Roles");
    }

    /// <summary>Refuses what would leave nobody to administer.</summary>
    /// <param name="personId">Who is to lose the role or the sign-in, or leaves.</param>
    /// <param name="administrators">Those who can sign in as administrators now.</param>
    public static void SomeoneAdministersBesides(long personId, IEnumerable<long> administrators)
    {
        var all = administrators.ToList();
        Refuse.Unless(!all.Contains(personId) || all.Count > 1, Refusal.Invalid, "This is the last administrator. Make someone else an administrator first, and let them sign in.", "Roles");
    }

    /// <summary>Refuses what cannot be a mail address.</summary>
    public static void IsMailAddress(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        Refuse.Unless(
            at > 0 && at < email.Length - 1 && email.LastIndexOf('@') == at && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or ';' or '<' or '>'),
            Refusal.Invalid,
            $"{email} is not a mail address. Write it as in ann@example.com.",
            "Email");
    }

    /// <summary>Refuses an end before its beginning.</summary>
    public static void InOrder(DateOnly? first, DateOnly? last, string field) =>
        Refuse.Unless(first is not { } a || last is not { } b || a <= b, Refusal.Invalid, "The last day comes before the first.", field);

    /// <summary>Refuses days that the person is already away.</summary>
    public static void NotAwayTwice(Absence absence, IEnumerable<Absence> others)
    {
        InOrder(absence.From, absence.Until, "Until");
        Refuse.Unless(!others.Any(o => o.PersonId == absence.PersonId && o.From <= absence.Until && o.Until >= absence.From), Refusal.Invalid, "Some of these days are already an absence of this person.", "From");
    }
}

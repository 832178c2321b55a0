using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Administration;

/// <summary>How a person gets in.</summary>
internal enum WayIn
{
    /// <summary>The person is named in the records only.</summary>
    None,

    /// <summary>An invitation is out, or a reset.</summary>
    Invited,

    /// <summary>The person signs in.</summary>
    Open,

    /// <summary>An administrator shut it.</summary>
    Disabled,
}

/// <summary>One person in the list.</summary>
internal sealed record PersonLine(long Id, string Name, string? Title, string? Email, Roles Roles, string? Manager, string? Team, DateOnly? Left, WayIn WayIn);

/// <summary>One page of the people that were asked for; <paramref name="Found"/> counts all of them.</summary>
internal sealed record PeopleFound(IReadOnlyList<PersonLine> Lines, int Found, int Page, int Pages);

/// <summary>Which people are asked for.</summary>
internal sealed record PeopleFilter(string? Text, Roles? Role, bool WithLeft, int Page);

/// <summary>Finds people, for those who look after them.</summary>
internal sealed class PeopleList(PlumblineDb db, CurrentPerson me, OurCompany company)
{
    public const int PerPage = 50;

    public async Task<PeopleFound> Read(PeopleFilter filter, CancellationToken cancel)
    {
        var everyone = await me.Colleagues(cancel);
        var today = await company.Today(cancel);
        var teams = everyone.Teams.ToDictionary(t => t.Id, t => t.Name);
        var found = everyone.People
            .Where(p => (filter.WithLeft || p.Left is null || p.Left >= today) && (filter.Role is not { } role || (role == Roles.None ? p.Roles == role : p.Roles.HasFlag(role))) && IsMeant(p, filter.Text))
            .OrderBy(p => p.Name, StringComparer.CurrentCultureIgnoreCase)
            .ToList();
        var pages = Math.Max(1, (found.Count + PerPage - 1) / PerPage);
        var page = Math.Clamp(filter.Page, 1, pages);
        var shown = found.Skip((page - 1) * PerPage).Take(PerPage).ToList();
        var ids = shown.ConvertAll(p => p.Id);
        var ways = await db.Users.Where(s => ids.Contains(s.PersonId)).Select(s => new { s.PersonId, Way = s.IsDisabled ? WayIn.Disabled : s.PasswordHash == null ? WayIn.Invited : WayIn.Open }).ToDictionaryAsync(s => s.PersonId, s => s.Way, cancel);
        return new(
            [.. shown.Select(p => new PersonLine(p.Id, p.Name, p.Title, p.Email, p.Roles, everyone.Find(p.ManagerId ?? 0)?.Name, teams.GetValueOrDefault(everyone.Roster.TeamOn(p.Id, today)), p.Left, ways.GetValueOrDefault(p.Id)))],
            found.Count, page, pages);
    }

    private static bool IsMeant(Person person, string? text) =>
        (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            person.Name.Contains(word, StringComparison.CurrentCultureIgnoreCase)
            || person.Email?.Contains(word, StringComparison.CurrentCultureIgnoreCase) == true
            || person.Title?.Contains(word, StringComparison.CurrentCultureIgnoreCase) == true);
}

using Plumbline.Typing;

namespace Plumbline.People;

/// <summary>A colleague that can be chosen while a name is typed.</summary>
internal sealed record PersonProposal(long Id, string Label, string? Detail)
{
    private const int Most = 8;

    /// <summary>Those whose name begins with the text first, then those of whom some word does.</summary>
    public static IReadOnlyList<PersonProposal> Of(IEnumerable<Person> people, string typed) =>
        [.. Found(people, typed).Take(Most).Select(p => new PersonProposal(p.Id, p.Name, p.Title ?? RoleNames.Of(p.Roles)))];

    /// <summary>The people in the same order, as many as there are.</summary>
    public static IEnumerable<Person> Found(IEnumerable<Person> people, string typed)
    {
        var words = Folded.Words(typed);
        return words.Count == 0 ? [] : people.Select(p => (Person: p, Name: Folded.Of(p.Name)))
            .Where(p => words.All(w => $" {p.Name}".Contains($" {w}", StringComparison.Ordinal)))
            .OrderBy(p => !p.Name.StartsWith(words[0], StringComparison.Ordinal)).ThenBy(p => p.Name, StringComparer.Ordinal).Select(p => p.Person);
    }
}

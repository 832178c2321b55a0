using Plumbline.Typing;

namespace Plumbline.Comments;

/// <summary>A colleague as one can be mentioned.</summary>
public readonly record struct Mentionable(long Id, string Name);

/// <summary>A person named in a text with an @ before the name.</summary>
/// <param name="At">Where the @ stands.</param>
/// <param name="Length">How long it is, with the @.</param>
/// <param name="PersonId">Who is meant.</param>
public readonly record struct Mention(int At, int Length, long PersonId);

/// <summary>Finds the people whom a text mentions.</summary>
public static class Mentions
{
    /// <summary>Everyone named in full with an @ before the name, in order; of two names that fit the longer one. Where two people bear the same name both are meant.</summary>
    public static IReadOnlyList<Mention> In(string text, IReadOnlyCollection<Mentionable> people) => [.. Ats(text).SelectMany(at => Named(text, at, people))];

    /// <summary>The text with names written out: where only a first name stands behind an @ that one colleague bears, the whole name takes its place.</summary>
    public static string Complete(string text, IReadOnlyCollection<Mentionable> people)
    {
        foreach (var at in Ats(text).Reverse())
        {
            if (Named(text, at, people).Any() || FirstName(text, at) is not { Length: > 0 } first)
            {
                continue;
            }

            var folded = Folded.Of(first);
            if (people.Where(p => Folded.Of(p.Name).Split(' ')[0] == folded).Take(2).ToArray() is [var only])
            {
                text = string.Concat(text.AsSpan(0, at + 1), only.Name, text.AsSpan(at + 1 + first.Length));
            }
        }

        return text;
    }

    private static IEnumerable<int> Ats(string text) => Enumerable.Range(0, text.Length).Where(i => text[i] == '@' && (i == 0 || !char.IsLetterOrDigit(text[i - 1])));

    private static IEnumerable<Mention> Named(string text, int at, IReadOnlyCollection<Mentionable> people)
    {
        var fitting = people.Where(p => Stands(text, at + 1, p.Name)).ToList();
        var longest = fitting.Count == 0 ? 0 : fitting.Max(p => p.Name.Length);
        return fitting.Where(p => p.Name.Length == longest).Select(p => new Mention(at, longest + 1, p.Id));
    }

    private static bool Stands(string text, int at, string name) =>
        name.Length > 0 && string.Compare(text, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
        && (at + name.Length >= text.Length || !char.IsLetterOrDigit(text[at + name.Length]));

    private static string FirstName(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '\'' or '’'))
        {
            end++;
        }

        return text[(at + 1)..end];
    }
}

using Plumbline.Typing;

namespace Plumbline.Marketing;

/// <summary>A line of a list of leads.</summary>
/// <param name="Name">The person.</param>
/// <param name="Company">The company; empty where it is not said.</param>
/// <param name="Mail">The mail address; empty where it is not said.</param>
/// <param name="Note">What else stands there; empty where nothing does.</param>
public sealed record LeadLine(string Name, string Company, string Mail, string Note)
{
    /// <summary>So many lines are taken at once.</summary>
    public const int Most = 500;

    private const int MostNamed = 10;

    /// <summary>Reads pasted lines, "name; company; mail; note" each, by semicolons or tabs; each person once.</summary>
    /// <exception cref="RefusedException">There is none, there are too many, or some cannot be taken: each of them is named with its number.</exception>
    public static IReadOnlyList<LeadLine> Read(string? typed, string field)
    {
        var lines = (typed ?? "").ReplaceLineEndings("\n").Split('\n').Index().Where(l => !string.IsNullOrWhiteSpace(l.Item)).ToList();
        Refuse.Unless(lines.Count > 0, Refusal.Invalid, "Write or paste who came, a line each.", field);
        Refuse.Unless(lines.Count <= Most, Refusal.Invalid, $"These are {lines.Count:0} lines; {Most:0} fit at once. Take the rest in a second step.", field);
        var (read, wrong) = (new List<LeadLine>(), new List<string>());
        foreach (var (at, text) in lines)
        {
            string[] cells = [.. text.Split(text.Contains('\t', StringComparison.Ordinal) ? '\t' : ';', 4).Select(c => TypedText.OrNull(c) ?? ""), "", "", ""];
            if (Problem(cells) is { } problem)
            {
                wrong.Add(FormattableString.Invariant($"Line {at + 1}: {problem}."));
            }

            read.Add(new(cells[0], cells[1], cells[2], cells[3]));
        }

        Refuse.Unless(
            wrong.Count == 0, Refusal.Invalid, $"Nothing is taken yet. {string.Join(" ", wrong.Take(MostNamed))}{(wrong.Count > MostNamed ? FormattableString.Invariant($" {wrong.Count - MostNamed} more lines are like these.") : "")}", field);
        return [.. read.DistinctBy(MarketingLead.KeyOf)];
    }

    private static string? Problem(string[] cells) => cells[0] == "" ? "the name is missing; it comes first"
        : cells[0].Contains('@', StringComparison.Ordinal) ? "a mail address stands where the name belongs; write name; company; mail"
        : cells[2] != "" && !cells[2].Contains('@', StringComparison.Ordinal) ? $"“{Short(cells[2])}” is no mail address; it comes third, after name and company"
        : cells.Take(3).Any(c => c.Length > MarketingLead.LongestText) ? FormattableString.Invariant($"name, company and mail have {MarketingLead.LongestText} characters at most")
        : cells[3].Length > MarketingLead.LongestNote ? FormattableString.Invariant($"a note has {MarketingLead.LongestNote} characters at most")
        : null;

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

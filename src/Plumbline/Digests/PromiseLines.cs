using Plumbline.Commitments;
using Plumbline.Mailing;
using Plumbline.Ui;

namespace Plumbline.Digests;

/// <summary>Promises in a mail.</summary>
internal static class PromiseLines
{
    public static LetterPart Slipped(Digest digest) => Slipped(digest.Slipped, null, digest.Today, digest.Person.Id);

    public static LetterPart Slipped(IReadOnlyList<LedgerLine> lines, int? found, DateOnly today, long person) => new("Slipped", [.. lines.Select(l => Line(l, today))])
    {
        Words = "Say that it is done, or promise another day.",
        More = More(lines.Count, found, person),
    };

    public static LetterPart Coming(Digest digest) => new("Due in the next seven days", [.. digest.Coming.Select(l => Line(l, digest.Today))]) { More = More(digest.Coming.Count, null, digest.Person.Id) };

    /// <summary>A promise with its day: "Step, by Thu 26 Nov, tomorrow, Aurora Shipping".</summary>
    public static LetterLine Line(LedgerLine line, DateOnly today, string before = "") => new(
        line.Commitment.What, $"commitments/{line.Commitment.Id:0}",
        $"{before}{CommitmentWords.Of(line.Commitment.Kind)}, by {Figures.Day(line.Commitment.Due, today)}, {CommitmentWords.When(line.Commitment.Due, today)}{string.Concat(line.About.Select(about => $", {about.Words}"))}");

    /// <summary>Where the rest is, if there is or may be any.</summary>
    /// <param name="told">How many are told.</param>
    /// <param name="found">How many there are; null where that was not counted.</param>
    /// <param name="person">Whose.</param>
    public static PageLink? More(int told, int? found, long person) => (found ?? told + 1) > told && told >= Digest.MostLines ? new(found is { } all ? $"{Figures.Count(told)} of {Figures.Count(all)}: all that is open" : "All that is open", Open(person)) : null;

    /// <summary>Where all is that a person has promised and not done, whenever it was or is due.</summary>
    public static string Open(long person) => $"commitments?person={person:0}&show=waiting";
}

using Plumbline.Commitments;
using Plumbline.Mailing;
using Plumbline.Ui;

namespace Plumbline.Digests;

/// <summary>Promises in a mail.</summary>
internal static class PromiseLines
{
    public static LetterPart Slipped(Digest digest) => Slipped(digest.Slipped, digest.Today, digest.Person.Id);

    public static LetterPart Slipped(IReadOnlyList<LedgerLine> lines, DateOnly today, long person) => new("Slipped", [.. lines.Select(l => Line(l, today))])
    {
        Words = "Say that it is done, or promise another day.",
        More = More(lines, person),
    };

    public static LetterPart Coming(Digest digest) => new("Due in the next seven days", [.. digest.Coming.Select(l => Line(l, digest.Today))]) { More = More(digest.Coming, digest.Person.Id) };

    /// <summary>A promise with its day: "Step, by Thu 26 Nov, tomorrow, Aurora Shipping".</summary>
    public static LetterLine Line(LedgerLine line, DateOnly today, string before = "") => new(
        line.Commitment.What, $"commitments/{line.Commitment.Id:0}",
        $"{before}{CommitmentWords.Of(line.Commitment.Kind)}, by {Figures.Day(line.Commitment.Due, today)}, {CommitmentWords.When(line.Commitment.Due, today)}{(line.Account is null ? "" : $", {line.Account}")}");

    /// <summary>Where the rest is, if there may be any.</summary>
    public static PageLink? More(IReadOnlyList<LedgerLine> lines, long person) => lines.Count < Digest.MostLines ? null : new("All that is open", $"commitments?person={person:0}&show=open");
}

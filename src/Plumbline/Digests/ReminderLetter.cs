using Plumbline.Commitments;
using Plumbline.Mailing;
using Plumbline.Ui;

namespace Plumbline.Digests;

/// <summary>What is due and what slipped, in words.</summary>
internal static class ReminderLetter
{
    /// <summary>The letter; null where nothing is due.</summary>
    /// <param name="slipped">What slipped since the last time; of it and the others the first, and how many there are.</param>
    /// <param name="today">What is due today.</param>
    /// <param name="soon">What is due up to the next working day.</param>
    /// <param name="days">The days that it tells of.</param>
    /// <param name="person">Whose promises.</param>
    public static Letter? Of((IReadOnlyList<LedgerLine> Lines, int Found) slipped, (IReadOnlyList<LedgerLine> Lines, int Found) today, (IReadOnlyList<LedgerLine> Lines, int Found) soon, ReminderDays days, long person)
    {
        if (slipped.Found + today.Found + soon.Found == 0)
        {
            return null;
        }

        LetterPart[] parts =
        [
            Part("Due today", today),
            Part(days.Until == days.Today.AddDays(1) ? "Due tomorrow" : $"Due by {Figures.Day(days.Until, days.Today)}", soon),
            PromiseLines.Slipped(slipped.Lines, slipped.Found, days.Today, person),
        ];
        return new(Subject(slipped.Found, today, soon), "This is what you promised for these days.", [.. parts.Where(p => !p.IsEmpty)], "You get this on working days when a promise is due or slipped.");

        LetterPart Part(string title, (IReadOnlyList<LedgerLine> Lines, int Found) due) => new(title, [.. due.Lines.Select(l => PromiseLines.Line(l, days.Today))]) { More = PromiseLines.More(due.Lines.Count, due.Found, person) };
    }

    private static string Subject(int slipped, (IReadOnlyList<LedgerLine> Lines, int Found) today, (IReadOnlyList<LedgerLine> Lines, int Found) soon) => (slipped, today.Lines, soon.Lines) switch
    {
        (0, [var one], []) => $"Due today: {Short(one.Commitment.What)}",
        (0, [], [var one]) => $"Due soon: {Short(one.Commitment.What)}",
        (1, [], []) => "1 promise slipped",
        _ => string.Join(", ", new[] { today.Found > 0 ? $"{Figures.Count(today.Found)} due today" : null, soon.Found > 0 ? $"{Figures.Count(soon.Found)} due soon" : null, slipped > 0 ? $"{Figures.Count(slipped)} slipped" : null }.OfType<string>()),
    };

    private static string Short(string words)
    {
        const int Longest = 80;
        var line = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Longest ? line : line[..(char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest)] + "…";
    }
}

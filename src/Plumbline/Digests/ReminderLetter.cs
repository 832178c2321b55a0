using Plumbline.Commitments;
using Plumbline.Mailing;
using Plumbline.Ui;

namespace Plumbline.Digests;

/// <summary>What is due and what slipped, in words.</summary>
internal static class ReminderLetter
{
    /// <summary>The letter; null where nothing is due.</summary>
    /// <param name="slipped">What slipped since the last time.</param>
    /// <param name="coming">What is due today and up to the next working day.</param>
    /// <param name="days">The days that it tells of.</param>
    /// <param name="person">Whose promises.</param>
    public static Letter? Of(IReadOnlyList<LedgerLine> slipped, IReadOnlyList<LedgerLine> coming, ReminderDays days, long person)
    {
        if (slipped.Count + coming.Count == 0)
        {
            return null;
        }

        LetterLine[] today = [.. coming.Where(l => l.Due == days.Today).Select(l => PromiseLines.Line(l, days.Today))];
        LetterLine[] soon = [.. coming.Where(l => l.Due != days.Today).Select(l => PromiseLines.Line(l, days.Today))];
        LetterPart[] parts =
        [
            new("Due today", today),
            new(days.Until == days.Today.AddDays(1) ? "Due tomorrow" : $"Due by {Figures.Day(days.Until, days.Today)}", soon) { More = PromiseLines.More(coming, person) },
            PromiseLines.Slipped(slipped, days.Today, person),
        ];
        return new(Subject(slipped.Count, today, soon), "This is what you promised for these days.", [.. parts.Where(p => !p.IsEmpty)], "You get this on working days when a promise is due or slipped.");
    }

    private static string Subject(int slipped, LetterLine[] today, LetterLine[] soon) => (slipped, today, soon) switch
    {
        (0, [var one], []) => $"Due today: {Short(one.Words)}",
        (0, [], [var one]) => $"Due soon: {Short(one.Words)}",
        (1, [], []) => "1 promise slipped",
        _ => string.Join(", ", new[] { today.Length > 0 ? $"{Figures.Count(today.Length)} due today" : null, soon.Length > 0 ? $"{Figures.Count(soon.Length)} due soon" : null, slipped > 0 ? $"{Figures.Count(slipped)} slipped" : null }.OfType<string>()),
    };

    private static string Short(string words)
    {
        const int Longest = 80;
        var line = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Longest ? line : line[..(char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest)] + "…";
    }
}

using System.Text;

namespace Plumbline.Mailing;

/// <summary>A mail in plain text.</summary>
internal static class LetterText
{
    /// <summary>Writes it; addresses stand on lines of their own, so that no client breaks them.</summary>
    public static string Write(Letter letter, string name, Func<string, string> link, string? unsubscribe)
    {
        var text = new StringBuilder();
        text.Append(letter.Subject).Append("\n\nHello ").Append(name).Append(". ").Append(letter.Opening).Append('\n');
        foreach (var part in letter.Parts)
        {
            text.Append("\n\n").Append(part.Title).Append('\n').Append('-', part.Title.Length).Append('\n');
            if (part.Words is not null)
            {
                text.Append(part.Words).Append('\n');
            }

            foreach (var figure in part.Figures)
            {
                text.Append('\n').Append(figure.Of).Append(": ").Append(figure.Value).Append(figure.Verdict is null ? "" : $", {figure.Verdict}").Append('\n');
                foreach (var sentence in figure.Words)
                {
                    text.Append(sentence).Append('\n');
                }

                text.Append(link(figure.Href)).Append('\n');
            }

            foreach (var line in part.Lines)
            {
                text.Append("\n* ").Append(line.Words).Append(line.Details is null ? "" : $" ({line.Details})").Append("\n  ").Append(link(line.Href)).Append('\n');
            }

            if (part.More is { } more)
            {
                text.Append('\n').Append(more.Words).Append(":\n").Append(link(more.Href)).Append('\n');
            }
        }

        text.Append("\n\n").Append(letter.Why).Append("\nChoose what you get:\n").Append(link(LetterPage.Choosing)).Append('\n');
        if (unsubscribe is not null)
        {
            text.Append("Turn this off:\n").Append(unsubscribe).Append('\n');
        }

        return text.ToString();
    }
}

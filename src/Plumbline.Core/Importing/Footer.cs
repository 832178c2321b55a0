namespace Plumbline.Importing;

/// <summary>Knows the lines that a report puts below its rows.</summary>
internal static class Footer
{
    private static readonly string[] _footers = ["Grand Total", "Confidential Information", "Copyright (c)", "Copyright ©"];
    private static readonly string[] _totals = ["total", "totals", "subtotal", "sum", "average"];

    /// <summary>What a line of a report is that stands below its rows; null for any other line.</summary>
    public static string? Of(Cells cells)
    {
        var first = 0;
        while (first < cells.Count && cells[first].IsWhiteSpace())
        {
            first++;
        }

        var text = cells[first].Trim();
        if (text.IsEmpty || !"GCTSA".Contains(char.ToUpperInvariant(text[0])))
        {
            // no footer begins so: most rows are done with here
            return null;
        }

        foreach (var footer in _footers)
        {
            if (text.StartsWith(footer, StringComparison.OrdinalIgnoreCase))
            {
                return "the report's own footer";
            }
        }

        var word = text.IndexOf('(') is > 0 and var cut ? text[..cut].Trim() : text.TrimEnd(':');
        foreach (var total in _totals)
        {
            if (word.Equals(total, StringComparison.OrdinalIgnoreCase))
            {
                return "a line of totals";
            }
        }

        return null;
    }
}

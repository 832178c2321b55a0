using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>
/// The canonical text of a plan: what is signed, hashed and kept. Its first line names the form and the period (and of an account plan the account), each further one is a path, a tab and
/// a value; backslash, tab and line ends inside a value are written \\, \t, \n and \r. The same content is the same text, and the text gives back the content.
/// </summary>
public static class PlanText
{
    /// <summary>The canonical text of <paramref name="content"/>.</summary>
    public static string Of(PlanContent content)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{content.Form.Name}\t{content.Period.First}\t{content.Period.Length}");
        text.Append(content is AccountPlanContent account ? $"\t{Canonical.Of(account.AccountId)}\n" : "\n");
        foreach (var line in PlanLines.Of(content))
        {
            text.Append(line.Path).Append('\t').Append(Escape(line.Value)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The content that <paramref name="text"/> gives. A field that the form no longer has is left out; the text keeps it.</summary>
    /// <exception cref="FormatException">It is no canonical text.</exception>
    public static PlanContent Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var content = BlankOf(lines.FirstOrDefault(""));
        var values = lines.Skip(1)
            .Select(line => line.Split('\t') is [var path, var value]
                ? (Place: PlanPlace.TryFind(content, path), Value: Unescape(value))
                : throw new FormatException("A line of the plan has no value."))
            .Where(v => v.Place is not null);
        return PlanLines.Write(content, values.Select(v => (v.Place!, v.Value)));
    }

    /// <summary>SHA-256 of the text in UTF-8, as 64 hexadecimal digits in lower case.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static PlanContent BlankOf(string head) => head.Split('\t') switch
    {
        [var form, var first, var length] when form == PlanForm.Business.Name => new BusinessPlanContent(PeriodOf(first, length)),
        [var form, var first, var length, var account] when form == PlanForm.Account.Name => new AccountPlanContent(NumberOf(account), PeriodOf(first, length)),
        _ => throw new FormatException("The text is not that of a plan."),
    };

    private static Period PeriodOf(string first, string length) =>
        first is [_, _, _, _, '-', _, _] ? new(new((int)NumberOf(first[..4]), (int)NumberOf(first[5..])), (int)NumberOf(length)) : throw new FormatException("The text is not that of a plan.");

    private static long NumberOf(string digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);

    private static string Unescape(string value)
    {
        var plain = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            plain.Append(value[i] != '\\' || ++i == value.Length ? value[Math.Min(i, value.Length - 1)] : value[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', var c => c });
        }

        return plain.ToString();
    }
}

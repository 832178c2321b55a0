using System.Globalization;
using System.Reflection;
using Plumbline.Fiscal;
using Plumbline.Importing.Reading;

namespace Plumbline.Importing.Uploading;

/// <summary>The first rows of a table as they will land.</summary>
/// <param name="Columns">What is read, in words; only what any of the rows has.</param>
/// <param name="Rows">The line, and what stands there, or why the row cannot be taken.</param>
/// <param name="Currencies">The currencies that the first rows name; a sign that several share names none.</param>
public sealed record TablePreview(IReadOnlyList<string> Columns, IReadOnlyList<PreviewRow> Rows, IReadOnlyList<string> Currencies)
{
    private const int Shown = 5;
    private const int LookedAt = 200;

    /// <summary>Reads the first rows of a file that can be read.</summary>
    internal static TablePreview Of(RecognisedFile file, CancellationToken cancel)
    {
        var read = file.Read(cancel).Take(LookedAt).ToList();
        var first = read.Take(Shown).ToList();
        var properties = first.Select(r => r.Fact?.GetType()).FirstOrDefault(t => t is not null) is { } type
            ? type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.Name is not (nameof(FactRow.Line) or nameof(OpportunityRow.IsIdMadeUp) or "EqualityContract")).OrderBy(p => p.Name != nameof(FactRow.Id)).ToList()
            : [];
        properties.RemoveAll(p => first.All(r => r.Fact is not { } fact || Text(p.GetValue(fact)).Length == 0));
        var currency = read.Select(r => r.Fact?.GetType()).FirstOrDefault(t => t is not null)?.GetProperty(nameof(BookingRow.Currency));
        return new(
            [.. properties.Select(p => Words(p.Name))],
            [.. first.Select(r => r.Fact is { } fact ? new PreviewRow(fact.Line, [.. properties.Select(p => Text(p.GetValue(fact)))], null) : new(r.Refused!.Line, [], r.Refused.Reason))],
            [.. read.Where(r => r.Fact is not null && currency is not null).Select(r => currency!.GetValue(r.Fact) as string).OfType<string>().Where(Companies.Currencies.Has).Distinct()]);
    }

    private static string Words(string property) => string.Concat(property.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));

    private static string Text(object? value) => value switch
    {
        null => "",
        Reference reference => reference.Name ?? reference.Id ?? "",
        decimal number => number.ToString("#,##0.####", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        Period period => new FiscalYear(1).Name(period),
        bool yes => yes ? "yes" : "no",
        IReadOnlyList<CreditRow> credits => string.Join(", ", credits.Select(c => c.Share == 1 ? Text(c.Salesperson) : string.Create(CultureInfo.InvariantCulture, $"{Text(c.Salesperson)} {c.Share:P0}"))),
        IReadOnlyList<OpportunityChangeRow> states => states.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{states.Count} {(states.Count == 1 ? "state" : "states")} since {states[0].At:yyyy-MM-dd}"),
        IEnumerable<string> texts => string.Join(", ", texts),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };
}

/// <summary>A row of a preview; <paramref name="Refused"/> is why it cannot be taken, null where it can.</summary>
public sealed record PreviewRow(int Line, IReadOnlyList<string> Cells, string? Refused);

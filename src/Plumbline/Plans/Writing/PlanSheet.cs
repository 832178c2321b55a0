using Plumbline.Hosting;

namespace Plumbline.Plans.Writing;

/// <summary>A plan's fields as the page shows them: what the draft says, or what was typed and could not be taken.</summary>
public sealed record PlanSheet(long PlanId, PlanContent Content, string NewKey)
{
    /// <summary>By path: what was typed and not taken.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    /// <summary>By path: why it was not taken.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    /// <summary>The key of a row that is not there yet; in the template of a grid the script puts the row's number in its place.</summary>
    public string KeyOf(string row) => $"{NewKey}-{row}";

    /// <summary>The rows of a section, with the one to be filled in next at the end, and those that were typed into and not taken.</summary>
    public IReadOnlyList<string> Keys(SectionForm section)
    {
        var there = section.Keys(Content).ToList();
        var typed = Typed.Keys.Select(p => p.Split('.')).Where(p => p.Length > 2 && p[0] == section.Name).Select(p => p[1]);
        return [.. there.Union(typed).Union([KeyOf("0")])];
    }

    /// <summary>The tactics of a step, with the one to be filled in next at the end, and those that were typed into and not taken.</summary>
    /// <param name="step">The step's key.</param>
    /// <param name="nth">Counts the steps on the page.</param>
    public IReadOnlyList<string> TacticsOf(string step, int nth)
    {
        var there = ((AccountPlanContent)Content).TacticsOf(step).Select(t => t.Key);
        var typed = Typed.Keys.Select(p => p.Split('.')).Where(p => p[0] == "tactics" && p.Length > 2 && p[1].Contains(TacticOf(nth, ""), StringComparison.Ordinal)).Select(p => p[1]);
        return [.. there.Union(typed).Union([TacticKey(nth, "0")])];
    }

    /// <summary>As <see cref="KeyOf"/>, for a tactic of the nth step on the page.</summary>
    public string TacticKey(int nth, string row) => KeyOf(TacticOf(nth, row)[1..]);

    private static string TacticOf(int nth, string row) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"-s{nth}-{row}");
}

/// <summary>A change as the page sends it while someone types.</summary>
internal sealed record DraftChange(string Name, string? Value, string? Base);

/// <summary>Changes as the page sends them.</summary>
internal sealed record DraftRequest(IReadOnlyList<DraftChange>? Changes)
{
    /// <summary>As the endpoint reads it.</summary>
    public static ValueTask<DraftRequest?> BindAsync(HttpContext http) => JsonBody.Read<DraftRequest>(http);
}

/// <summary>A field that someone else changed in the meantime, both values as they read.</summary>
internal sealed record DraftConflict(string Name, string Yours, string Theirs, string Label);

/// <summary>A field that could not be read, and why.</summary>
internal sealed record DraftError(string Name, string Message);

/// <summary>What became of the changes, with the page's panels as they stand now, by their id.</summary>
internal sealed record DraftAnswer(int Revision, IReadOnlyList<string> Saved, IReadOnlyList<DraftConflict> Conflicts, IReadOnlyList<DraftError> Errors, IReadOnlyDictionary<string, string> Panels);

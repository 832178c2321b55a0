using Plumbline.Fiscal;
using Plumbline.Pipeline;

namespace Plumbline.Importing;

/// <summary>What the person says about the files beforehand. All of it may be left out.</summary>
public record ReadingHints
{
    /// <summary>The source system: one of <see cref="Recognition.Profiles"/>.</summary>
    public string? Profile { get; init; }

    /// <summary>What the files are about.</summary>
    public FactKind? Kind { get; init; }

    /// <summary>Columns by field name, over what is recognised: close_date = "Abschluss".</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Map { get; init; } = [];

    /// <summary>The order of day and month in columns that do not tell.</summary>
    public DateOrder? Dates { get; init; }

    /// <summary>The decimal mark in columns that do not tell.</summary>
    public DecimalMark? Decimals { get; init; }

    /// <summary>What the person says of stages.</summary>
    public SaidStages Stages { get; init; } = new([], []);

    /// <summary>The currency of amounts whose row names none, as an ISO 4217 code.</summary>
    public string? Currency { get; init; }

    /// <summary>Whether targets that may be meant for territories that several people share are left; or else they are taken as each person's own.</summary>
    public bool LeavesSharedTargets { get; init; }

    /// <summary>How the company cuts time, for targets that name a fiscal quarter.</summary>
    public FiscalYear Fiscal { get; init; } = new(1);
}

/// <summary>What a person says which stages and states mean, before what words and files say.</summary>
/// <param name="won">Those that mean won.</param>
/// <param name="lost">Those that mean lost.</param>
public sealed class SaidStages(IEnumerable<string> won, IEnumerable<string> lost)
{
    private readonly HashSet<string> _won = new(won, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _lost = new(lost, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _heard = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that no row named.</summary>
    public IEnumerable<string> Unheard => _won.Concat(_lost).Where(s => !_heard.Contains(s));

    /// <summary>What is said of a stage; null where nothing is.</summary>
    internal OpportunityState? StateOf(string? stage)
    {
        if (stage is null || (!_won.Contains(stage) && !_lost.Contains(stage)))
        {
            return null;
        }

        _heard.Add(stage);
        return _won.Contains(stage) ? OpportunityState.Won : OpportunityState.Lost;
    }
}

/// <summary>A mapping made by hand and kept for the next file with the same header.</summary>
/// <param name="Kind">What the rows are.</param>
/// <param name="Profile">The source system that it was based on.</param>
/// <param name="Columns">Column header by field name.</param>
public sealed record RememberedMapping(FactKind Kind, string Profile, IReadOnlyDictionary<string, string> Columns);

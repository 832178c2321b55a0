namespace Plumbline.Pipeline;

/// <summary>A column of the board: stages of one name, of whatever systems.</summary>
/// <param name="Name">The name, as the first of them spells it.</param>
/// <param name="State">What an opportunity in it is.</param>
/// <param name="Probability">The chance its system gives it, as a fraction; null where it gives none.</param>
/// <param name="IsQualified">Whether what stands in it counts as qualified pipeline.</param>
/// <param name="Texts">How opportunities may name it.</param>
public sealed record StageColumn(string Name, OpportunityState State, decimal? Probability, bool IsQualified, IReadOnlyList<string> Texts);

/// <summary>The stages of all systems, in order. Where none was ever set up for what is recorded here, a usual set stands in.</summary>
public sealed class StageList
{
    private readonly ILookup<string, Stage> _bySystem;

    /// <summary>Puts stages in order.</summary>
    public StageList(IEnumerable<Stage> kept)
    {
        var all = kept.ToList();
        if (!all.Exists(s => s.System == RecordedHere.System))
        {
            all.AddRange(Usual());
        }

        _bySystem = all.OrderBy(s => s.Place ?? s.Order ?? int.MaxValue).ThenBy(s => s.State).ThenBy(s => s.Probability ?? 0).ThenBy(s => s.Name, StringComparer.OrdinalIgnoreCase).ToLookup(s => s.System);
    }

    /// <summary>The systems that have stages, this one first.</summary>
    public IEnumerable<string> Systems => _bySystem.Select(s => s.Key).OrderBy(s => s != RecordedHere.System).ThenBy(s => s, StringComparer.Ordinal);

    /// <summary>The stages of a system, in order.</summary>
    public IReadOnlyList<Stage> Of(string system) => [.. _bySystem[system]];

    /// <summary>The stage of a system that goes by this name or id; null where there is none.</summary>
    public Stage? Find(string system, string? text) => _bySystem[system].FirstOrDefault(s => Named(s, text));

    /// <summary>The stage of a system that goes by this name.</summary>
    /// <exception cref="RefusedException">It has none.</exception>
    public Stage The(string system, string? text) =>
        Find(system, text) ?? throw new RefusedException(Refusal.Invalid, string.IsNullOrWhiteSpace(text) ? "Choose a stage." : $"{text} is no stage of this opportunity's pipeline. Choose another one.", nameof(Opportunity.Stage));

    /// <summary>The first stage of a system that means this.</summary>
    /// <exception cref="RefusedException">It has none.</exception>
    public Stage First(string system, OpportunityState state) =>
        _bySystem[system].FirstOrDefault(s => s.State == state) ?? throw new RefusedException(Refusal.Conflict, $"No stage of this opportunity's pipeline says that something is {state.ToString().ToLowerInvariant()}. An administrator can add one.");

    /// <summary>The open stages of some systems as columns, those of one name as one; then what opportunities name and no list has, by the chance given to it.</summary>
    public IReadOnlyList<StageColumn> Columns(IReadOnlySet<string> systems, IEnumerable<(string Text, decimal? Probability)> named)
    {
        var columns = Systems.Where(systems.Contains).SelectMany(s => _bySystem[s]).Where(s => s.State == OpportunityState.Open)
            .GroupBy(s => s.Name, StringComparer.OrdinalIgnoreCase)
            .Select(g => new StageColumn(g.First().Name, OpportunityState.Open, g.First().Probability, g.First().IsQualified, [.. g.SelectMany(s => new[] { s.Name, s.ExternalId }).Distinct(StringComparer.OrdinalIgnoreCase)]))
            .ToList();
        var known = columns.SelectMany(c => c.Texts).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var others = named.Where(n => !known.Contains(n.Text)).GroupBy(n => n.Text, StringComparer.OrdinalIgnoreCase)
            .Select(g => new StageColumn(g.Key, OpportunityState.Open, g.Max(n => n.Probability), true, [.. g.Select(n => n.Text).Distinct()]));
        return [.. columns, .. others.OrderBy(o => o.Probability ?? 0).ThenBy(o => o.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>How opportunities may name open stages at which nothing counts as qualified pipeline yet.</summary>
    public IReadOnlySet<string> Unqualified() =>
        Columns(Systems.ToHashSet(), []).Where(c => !c.IsQualified).SelectMany(c => c.Texts).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>How they may name what says that they have ended.</summary>
    public IReadOnlySet<string> Ended() =>
        Systems.SelectMany(Of).Where(s => s.State != OpportunityState.Open).SelectMany(s => new[] { s.Name, s.ExternalId }).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The set that a company without a CRM begins with.</summary>
    public static IReadOnlyList<Stage> Usual()
    {
        return
        [
            Of("lead", "Lead", 1, OpportunityState.Open, 0.1m, isQualified: false),
            Of("qualified", "Qualified", 2, OpportunityState.Open, 0.25m),
            Of("proposal", "Proposal", 3, OpportunityState.Open, 0.5m),
            Of("negotiation", "Negotiation", 4, OpportunityState.Open, 0.75m),
            Of("won", "Won", 5, OpportunityState.Won, 1),
            Of("lost", "Lost", 6, OpportunityState.Lost, 0),
        ];

        static Stage Of(string key, string name, int place, OpportunityState state, decimal chance, bool isQualified = true) =>
            new() { System = RecordedHere.System, ExternalId = key, Name = name, Place = place, State = state, Probability = chance, IsQualified = isQualified };
    }

    private static bool Named(Stage stage, string? text) =>
        text is not null && (string.Equals(stage.Name, text, StringComparison.OrdinalIgnoreCase) || string.Equals(stage.ExternalId, text, StringComparison.OrdinalIgnoreCase));
}

namespace Plumbline.Pipeline;

/// <summary>How one opportunity went: the stages it came into with the days, in order, and how and when it ended.</summary>
public sealed record StageJourney(IReadOnlyList<(string Stage, DateOnly Day)> Entered, DateOnly Closed, bool IsWon);

/// <summary>What is usual at a stage.</summary>
/// <param name="Days">Median of the days at it until the next move or the end; null where too few are known.</param>
/// <param name="Closed">How many of what was once in it were won or lost since.</param>
/// <param name="Won">How many of them were won.</param>
/// <param name="Longest">So many days or fewer 85 of 100 of those that were won stood at it; null where too few tell.</param>
public sealed record UsualAtStage(int? Days, int Closed, int Won, int? Longest = null);

/// <summary>What our own closed opportunities tell about the stages they went through: how long one usually stands there, and how many of those that came there were won.</summary>
public sealed class StageHistory
{
    /// <summary>So many must have been at a stage before it is said what is usual there.</summary>
    public const int EnoughStays = 5;

    /// <summary>So many must have closed before their share of wins stands in place of the stage's own chance.</summary>
    public const int EnoughClosed = 10;

    /// <summary>So many must have been won from a stage before it is said how long they stood there at the longest.</summary>
    public const int EnoughWon = 20;

    /// <summary>Stands in for the days at a stage of which too little is known, where a stalled opportunity is to be told.</summary>
    public const int DaysAssumed = 30;

    internal const double NearlyAll = 0.85; // So many of those that were won stood at a stage no longer than is patient.

    private readonly Dictionary<string, UsualAtStage> _stages;

    /// <summary>Works it out from what closed.</summary>
    public StageHistory(IEnumerable<StageJourney> closed)
    {
        var stays = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        var won = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        var ends = new Dictionary<string, (int Closed, int Won)>(StringComparer.OrdinalIgnoreCase);
        foreach (var journey in closed)
        {
            for (var i = 0; i < journey.Entered.Count; i++)
            {
                var (stage, day) = journey.Entered[i];
                var until = i + 1 < journey.Entered.Count ? journey.Entered[i + 1].Day : journey.Closed;
                var stay = Math.Max(0, until.DayNumber - day.DayNumber);
                Of(stays, stage).Add(stay);
                if (journey.IsWon)
                {
                    Of(won, stage).Add(stay);
                }
            }

            foreach (var stage in journey.Entered.Select(e => e.Stage).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                var sofar = ends.GetValueOrDefault(stage);
                ends[stage] = (sofar.Closed + 1, sofar.Won + (journey.IsWon ? 1 : 0));
            }
        }

        _stages = ends.ToDictionary(e => e.Key, e => new UsualAtStage(Median(stays[e.Key]), e.Value.Closed, e.Value.Won, Longest(Of(won, e.Key))), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>How patient the company is, as a multiple of what is usual: 1 where it says nothing.</summary>
    public decimal Patience { get; init; } = 1;

    /// <summary>What is usual at a stage by any of its names.</summary>
    public UsualAtStage At(StageColumn stage) => stage.Texts.Select(t => _stages.GetValueOrDefault(t)).FirstOrDefault(s => s is not null) ?? new(null, 0, 0);

    /// <summary>The chance of what stands at a stage: our own share of wins where enough closed, else the one given to the stage; null where neither is known.</summary>
    public decimal? ChanceAt(StageColumn stage) => At(stage) is { Closed: >= EnoughClosed } usual ? Math.Round((decimal)usual.Won / usual.Closed, 4) : stage.Probability;

    /// <summary>After how many days without a move or an activity something at the stage is stalled: longer than nearly all that were won from it stood there.</summary>
    public int PatienceAt(StageColumn stage) => Math.Max(1, (int)Math.Ceiling((At(stage).Longest ?? DaysAssumed) * Patience));

    private static List<int> Of(Dictionary<string, List<int>> days, string stage) => days.TryGetValue(stage, out var known) ? known : days[stage] = [];

    private static int? Longest(List<int> days)
    {
        days.Sort();
        return days.Count < EnoughWon ? null : days[(int)(NearlyAll * (days.Count - 1))];
    }

    private static int? Median(List<int> days)
    {
        days.Sort();
        return days.Count < EnoughStays ? null : days[days.Count / 2];
    }
}

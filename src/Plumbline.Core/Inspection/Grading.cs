namespace Plumbline.Inspection;

/// <summary>What was seen of a criterion.</summary>
/// <param name="Key">The criterion's key.</param>
/// <param name="Score">From 1 to 5; null where it was not seen.</param>
/// <param name="Evidence">What was seen or heard; empty where nothing is said.</param>
public sealed record CriterionScore(string Key, int? Score, string Evidence);

/// <summary>What came of it.</summary>
/// <param name="Score">The result, a fraction from 0 to 1.</param>
/// <param name="Seen">The share of the weights that was seen, from 0 to 1.</param>
/// <param name="IsWeak">Whether something critical was too low.</param>
/// <param name="Passed">Whether it is passed.</param>
public sealed record Grade(decimal Score, decimal Seen, bool IsWeak, bool Passed);

/// <summary>
/// The one rule by which scores become a result: the mean of the criteria that were seen, by weight, where 1 counts nothing and 5 all. Passed is what reaches the pass mark, where nothing critical is below
/// <see cref="LeastCritical"/> and at least half of the weight was seen.
/// </summary>
public static class Grading
{
    /// <summary>The least score in something critical with which one can pass.</summary>
    public const int LeastCritical = 3;

    /// <summary>The least share of the weights that must have been seen.</summary>
    public const decimal LeastSeen = 0.5m;

    /// <summary>The result of an observation.</summary>
    public static Grade Of(FormContent asked, IReadOnlyList<CriterionScore> scores)
    {
        var seen = asked.Criteria.Join(scores.Where(s => s.Score is not null), c => c.Key, s => s.Key, (c, s) => (Criterion: c, Score: s.Score!.Value)).ToList();
        var weight = seen.Sum(s => s.Criterion.Weight);
        var score = weight == 0 ? 0 : seen.Sum(s => s.Criterion.Weight * (s.Score - 1)) / (weight * (FormContent.Scores - 1));
        var share = weight / asked.Criteria.Sum(c => c.Weight);
        var isWeak = seen.Exists(s => s.Criterion.IsCritical && s.Score < LeastCritical);
        return new(score, share, isWeak, weight > 0 && score >= asked.PassMark && !isWeak && share >= LeastSeen);
    }
}

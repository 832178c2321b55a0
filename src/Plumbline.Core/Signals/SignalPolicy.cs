namespace Plumbline.Signals;

/// <summary>The number on which a rule turns.</summary>
/// <param name="Usual">What holds where the company says nothing.</param>
/// <param name="Least">The least that makes sense.</param>
/// <param name="Most">The most that makes sense.</param>
/// <param name="Unit">What it counts, as in "days" or "% of what was agreed".</param>
public sealed record RuleLimit(decimal Usual, decimal Least, decimal Most, string Unit);

/// <summary>What the company says about a rule. A rule of which nothing is said works as it comes.</summary>
public sealed class SignalPolicy
{
    /// <summary>Of a rule.</summary>
    public SignalPolicy(string rule) => Rule = rule;

    /// <summary>The key of the rule.</summary>
    public string Rule { get; private set; }

    /// <summary>Whether nobody is to hear of it.</summary>
    public bool IsMuted { get; private set; }

    /// <summary>The number on which it turns; null for the usual one.</summary>
    public decimal? Limit { get; private set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>Says whether it is told, and from where on.</summary>
    /// <param name="isMuted">Whether nobody is to hear of it.</param>
    /// <param name="limit">The number; null for the usual one, and of a rule without any.</param>
    /// <param name="allowed">What the number may be; null where the rule has none.</param>
    /// <param name="field">The field that is refused.</param>
    /// <exception cref="RefusedException">The number is not whole, or beyond what makes sense.</exception>
    public void Set(bool isMuted, decimal? limit, RuleLimit? allowed, string field)
    {
        if (limit is { } asked)
        {
            Refuse.Unless(allowed is not null, Refusal.Invalid, "There is no number to this rule.", field);
            Refuse.Unless(asked == decimal.Truncate(asked), Refusal.Invalid, "Write a whole number: the rule is told in whole ones.", field);
            Refuse.Unless(asked >= allowed!.Least && asked <= allowed.Most, Refusal.Invalid, $"From {allowed.Least:0} to {allowed.Most:0} {allowed.Unit}.", field);
        }

        (IsMuted, Limit) = (isMuted, limit == allowed?.Usual ? null : limit);
    }
}

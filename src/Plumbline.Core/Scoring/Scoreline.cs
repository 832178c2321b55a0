namespace Plumbline.Scoring;

/// <summary>Where the quota of several months and people comes from.</summary>
[Flags]
public enum QuotaSources
{
    /// <summary>There is none.</summary>
    None = 0,

    /// <summary>Plans that both have signed.</summary>
    AgreedPlans = 1,

    /// <summary>Targets imported from elsewhere.</summary>
    ImportedTargets = 2,
}

/// <summary>How someone or something stands in a period: a line of a scoreboard. Money in the company's currency.</summary>
public sealed record Scoreline
{
    private const decimal MostUnmeasured = 0.1m;

    /// <summary>Whose line: the number of a person, team, product or account; 0 for what belongs to none.</summary>
    public required long Id { get; init; }

    /// <summary>As it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is looked at by margin: then what is asked, what of it is reached, and all that is told of the two is margin, not revenue.</summary>
    public bool IsOfMargin { get; init; }

    /// <summary>The revenue asked for; null where there is no quota.</summary>
    public decimal? Quota { get; init; }

    /// <summary>The margin asked for; null where there is no quota.</summary>
    public decimal? MarginQuota { get; init; }

    /// <summary>What is asked for, by revenue or by margin; null where there is no such quota.</summary>
    public decimal? Asked => IsOfMargin ? MarginQuota : Quota;

    /// <summary>What is reached of it. Margin as far as it is known; null where none of it is.</summary>
    public decimal? Reached => IsOfMargin ? Tally.KnownMargin : Tally.Revenue;

    /// <summary>The part of <see cref="Asked"/> that is due by now, evenly over the working days that each person has in the period; null where there is no quota.</summary>
    public decimal? QuotaByNow { get; init; }

    /// <summary>Where the quota comes from.</summary>
    public QuotaSources Sources { get; init; }

    /// <summary>The results of the period.</summary>
    public Tally Tally { get; init; }

    /// <summary>Of the revenue, or the margin, that of people and months for which there is no quota. It is part of the results, and no quota asked for it.</summary>
    public decimal Unmeasured { get; init; }

    /// <summary>What stood open at the period's end, or stands open now.</summary>
    public Stock Open { get; init; }

    /// <summary>Of what stands open now, what is qualified and expected to close in the months that are left of the period; 0 where it does not run.</summary>
    public decimal Closing { get; init; }

    /// <summary>How far the activities agreed for the period so far were done.</summary>
    public ActivityScore Activity { get; init; }

    /// <summary>The revenue, or the margin, of the period of the same length just before.</summary>
    public decimal Before { get; init; }

    /// <summary>The revenue, or the margin, by month, up to the period's last month or the month of today, whichever is earlier.</summary>
    public IReadOnlyList<decimal> Trend { get; init; } = [];

    /// <summary>What is reached ÷ what is asked, as a fraction. Null where there is no quota, or one that asks for nothing (0 or less), of which no share can be reached, and where no margin is known.</summary>
    public decimal? Attainment => Asked is > 0 ? Reached / Asked : null;

    /// <summary>Whether so much was sold where there is no quota (more than a tenth of it), or of margin so much that leaves nobody knows what, that the attainment says little, as where a plan was agreed for half of the time.</summary>
    public bool IsPartlyMeasured => Asked is not null && (LacksMargin || Math.Abs(Unmeasured) > Math.Abs(Reached ?? 0) * MostUnmeasured);

    /// <summary>Whether it is looked at by margin, and that of more than a tenth of the revenue is not known.</summary>
    public bool LacksMargin => IsOfMargin && UnknownMarginShare > MostUnmeasured;

    /// <summary>What is missing to the quota; negative where it is exceeded, null where there is none.</summary>
    public decimal? Gap => Asked - Reached;

    /// <summary>Pipeline coverage: what is qualified and expected to close in the period ÷ what is missing to the quota, of which what was sold without one takes nothing. Null where nothing is missing, or much was sold without a quota, and by margin, since pipeline is of revenue.</summary>
    public decimal? Coverage => !IsOfMargin && Gap + Unmeasured is > 0 and { } missing && !IsPartlyMeasured ? Closing / missing : null;

    /// <summary>The share of the revenue whose margin is not known, from 0 to 1.</summary>
    public decimal UnknownMarginShare => Tally.Revenue == 0 ? 0 : Math.Clamp(Tally.UnknownMarginRevenue / Tally.Revenue, 0, 1);

    /// <summary>Whether there is nothing to show: no quota, no result, nothing open.</summary>
    public bool IsEmpty => Quota is null && MarginQuota is null && Tally.IsEmpty && Open == default && Activity == default;

    /// <summary>What is reached ÷ the quota due by now: 1 is as fast as evenly needed. Null where there is no quota or nothing of it is due yet.</summary>
    public decimal? Pace => Asked is > 0 && QuotaByNow is > 0 ? Reached / QuotaByNow : null;

    /// <summary>The run rate (what is reached ÷ share of the working days gone) against the period before, as a fraction of it: 0.1 is a tenth more. Null where nothing was sold then or no day is gone.</summary>
    public decimal? Change(decimal shareGone) => shareGone > 0 && Before > 0 ? (Reached / shareGone / Before) - 1 : null;

    /// <summary>All of them together.</summary>
    public static Scoreline Sum(long id, string name, IEnumerable<Scoreline> parts)
    {
        decimal? quota = null, byNow = null, marginQuota = null;
        var (sources, tally, open, closing, activity, before, unmeasured) = (QuotaSources.None, default(Tally), default(Stock), 0m, default(ActivityScore), 0m, 0m);
        decimal[] trend = [];
        foreach (var part in parts)
        {
            quota = part.Quota is { } revenue ? (quota ?? 0) + revenue : quota;
            byNow = part.QuotaByNow is { } due ? (byNow ?? 0) + due : byNow;
            marginQuota = part.MarginQuota is { } margin ? (marginQuota ?? 0) + margin : marginQuota;
            (sources, tally, open, closing, activity, before, unmeasured) = (sources | part.Sources, tally + part.Tally, open + part.Open, closing + part.Closing, activity + part.Activity, before + part.Before, unmeasured + part.Unmeasured);
            if (trend.Length < part.Trend.Count)
            {
                Array.Resize(ref trend, part.Trend.Count);
            }

            for (var i = 0; i < part.Trend.Count; i++)
            {
                trend[i] += part.Trend[i];
            }
        }

        return new() { Id = id, Name = name, Quota = quota, QuotaByNow = byNow, MarginQuota = marginQuota, Sources = sources, Tally = tally, Unmeasured = unmeasured, Open = open, Closing = closing, Activity = activity, Before = before, Trend = trend };
    }
}

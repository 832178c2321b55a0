namespace Plumbline.Plans;

/// <summary>A rate, and in words whose history it rests on.</summary>
public sealed record Rate(Estimate Value, string Words);

/// <summary>
/// A person's own rates with the team's as support: the team's count as a few more cases of the person's own, so that they carry a beginner and hardly
/// move someone with a long history. Where neither is known, a stated assumption stands in, or nothing does.
/// </summary>
public sealed class SupportedRates
{
    /// <summary>How many closed deals, and how many opportunities, the team's rates count as at most.</summary>
    public const int Support = 10;

    /// <summary>How many won deals the team's average counts as at most.</summary>
    public const int DealSupport = 5;

    /// <summary>The win rate assumed where nobody has closed anything: one in four, counted as four deals.</summary>
    public const decimal AssumedWinRate = 0.25m;

    /// <summary>The sales cycle assumed where nobody has won anything, in days.</summary>
    public const int AssumedCycle = 90;

    private const int AssumedSupport = 4;
    private const int EnoughDeals = 5;
    private readonly SellingRates _own;
    private readonly SellingRates _team;

    /// <summary>The rates of one person.</summary>
    /// <param name="own">The person's own.</param>
    /// <param name="team">Those of the team without the person.</param>
    public SupportedRates(SellingRates own, SellingRates team)
    {
        (_own, _team) = (own, team);
        WinRate = WinRateOf();
        WinRateByValue = WinRateByValueOf();
        AverageDeal = AverageDealOf();
        Cycle = CycleOf();
        Slippage = SlippageOf();
    }

    /// <summary>Won out of closed, by count.</summary>
    public Rate WinRate { get; }

    /// <summary>Won out of closed, by value; never 0.</summary>
    public Rate WinRateByValue { get; }

    /// <summary>Average won deal; null where nobody has won one.</summary>
    public Rate? AverageDeal { get; }

    /// <summary>Sales cycle in days.</summary>
    public Rate Cycle { get; }

    /// <summary>Share of pipeline that slips out of its period.</summary>
    public Rate Slippage { get; }

    /// <summary>The types of activity that the person or the team does.</summary>
    public IEnumerable<ActivityCount> Types => _own.Activities.Concat(_team.Activities).Where(a => a.Count > 0).DistinctBy(a => a.TypeId);

    /// <summary>How many activities of a type go with one opportunity opened; null where neither history tells.</summary>
    public Rate? PerOpportunity(ActivityCount type)
    {
        var (own, team) = (_own.CountOf(type.TypeId), _team.CountOf(type.TypeId));
        if (team > 0 && _team.Opened > 0)
        {
            // The team's ratio counts as at most ten opportunities, and as fewer where the team has fewer.
            var opened = Math.Min(Support, _team.Opened);
            var done = (decimal)team / _team.Opened * opened;
            var ratio = Estimate.Ratio(own + done, _own.Opened + opened);
            return new(ratio, own == 0 && _own.Opened == 0
                ? $"{Of(_team)} {Many(team, type)} for {Opportunities(_team.Opened)}; you have none counted yet"
                : $"your {Many(own, type)} for {Opportunities(_own.Opened)}, {Of(_team)} {Said.Number(done / opened)} for one counted as {opened:0} more");
        }

        return own > 0 && _own.Opened > 0
            ? new(Estimate.Ratio(own, _own.Opened), $"your {Many(own, type)} for {Opportunities(_own.Opened)}")
            : null;
    }

    private Rate WinRateOf()
    {
        var support = _team.Closed > 0 ? Math.Min(Support, _team.Closed) : AssumedSupport;
        // A team that never won, or never lost, is still one that might: half a deal either way.
        var prior = _team.Closed > 0 ? (_team.Won + 0.5m) / (_team.Closed + 1) : AssumedWinRate;
        var value = Estimate.Share(_own.Won + (prior * support), _own.Lost + ((1 - prior) * support));
        var supporter = _team.Closed > 0 ? $"{Of(_team)} {Said.Share(prior)}" : $"{Said.Share(prior)} assumed";
        return new(value, _own.Closed > 0
            ? $"you won {Said.Count(_own.Won)} of {Said.Count(_own.Closed)}; with {supporter} counted as {support:0} more, {Said.Share(value.Mid)}"
            : _team.Closed > 0 ? $"{supporter}, since you have closed nothing yet" : $"{supporter}, since nothing has been closed yet");
    }

    private Rate WinRateByValueOf()
    {
        var support = _team.WinRateByValue is null ? AssumedSupport : Math.Min(Support, _team.Closed);
        var prior = _team.WinRateByValue ?? AssumedWinRate;
        var value = _own.WinRateByValue is { } own ? ((own * _own.Closed) + (prior * support)) / (_own.Closed + support) : prior;
        if (value == 0)
        {
            return WinRate;
        }

        var supporter = _team.WinRateByValue is null ? $"{Said.Share(prior)} assumed" : $"{Of(_team)} {Said.Share(prior)}";
        return new(new(value, value, value), _own.WinRateByValue is { } mine
            ? $"your {Said.Share(mine)} by value, with {supporter} counted as {support:0} deals more, {Said.Share(value)}"
            : $"{supporter} by value, since you have closed nothing yet");
    }

    private Rate? AverageDealOf()
    {
        var support = Math.Min(DealSupport, _team.Won);
        if (_own.Won + support == 0)
        {
            return null;
        }

        var value = (_own.WonValue + (support * (_team.AverageDeal ?? 0))) / (_own.Won + support);
        return value <= 0 ? null : new(new(value, value, value), (_own.Won, support) switch
        {
            (_, 0) => $"your {Said.Count(_own.Won)} won deals brought {Said.Money(value)} each",
            (0, _) => $"{Of(_team)} won deals brought {Said.Money(value)} each; you have won none yet",
            _ => $"your {Said.Count(_own.Won)} won deals brought {Said.Money(_own.AverageDeal ?? 0)} each; with {Of(_team)} {Said.Money(_team.AverageDeal ?? 0)} counted as {support:0} more, {Said.Money(value)}",
        });
    }

    private Rate CycleOf() =>
        _own is { Won: >= EnoughDeals, CycleDays: { } own } ? Days(own, $"your deals take {own:0} days")
        : _team.CycleDays is { } team ? Days(team, $"{Of(_team)} deals take {team:0} days; you have won too few to tell")
        : _own.CycleDays is { } few ? Days(few, $"your few deals took {few:0} days")
        : Days(AssumedCycle, $"{AssumedCycle:0} days assumed, since nobody has won a deal yet");

    private Rate SlippageOf() =>
        _own is { Closed: >= Support, Slippage: { } own } ? new(new(own, own, own), $"{Said.Share(own)} of your pipeline slips out of its period")
        : _team.Slippage is { } team ? new(new(team, team, team), $"{Said.Share(team)} of {Of(_team)} pipeline slips out of its period")
        : new(Estimate.Zero, "no slippage is known");

    private static string Of(SellingRates rates) => $"{rates.Whose}'s";

    // The company names its types as it likes, so the name stands as it is: "Proposal" has no plural that would fit "Visit on site", too.
    private static string Many(int count, ActivityCount type) => count == 1 ? $"1 activity of the type {type.Name}" : $"{Said.Count(count)} activities of the type {type.Name}";

    private static string Opportunities(int count) => count == 1 ? "1 opportunity" : $"{Said.Count(count)} opportunities";

    private static Rate Days(int days, string words) => new(new(days, days, days), words);
}

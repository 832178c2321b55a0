namespace Plumbline.Forecasting;

/// <summary>Why a chance is another than it was, in the order in which the causes are exchanged.</summary>
public enum ChangeCause
{
    /// <summary>The quota is another.</summary>
    Quota,

    /// <summary>What was won since, open before or not.</summary>
    Won,

    /// <summary>What was lost, taken out or handed to somebody else.</summary>
    Lost,

    /// <summary>Deals that came since, or were taken over.</summary>
    New,

    /// <summary>What open deals are worth, and what was won for less than was thought.</summary>
    Amounts,

    /// <summary>The chance of open deals that are expected to close later than before.</summary>
    Slipped,

    /// <summary>The chance of the other open deals: by stage, by days at it, and by how their owner wins of late.</summary>
    Odds,

    /// <summary>All that is left: time that is gone, deals still to come, what pace and past forecasts say.</summary>
    TimeAndPace,
}

/// <summary>What became of a deal since an earlier forecast.</summary>
/// <param name="IsWon">Whether it was won.</param>
/// <param name="Brought">What it brought to the period where it was won.</param>
/// <param name="IsOver">Whether it was won or lost, is gone, or somebody else's.</param>
/// <param name="IsNew">Whether it came since.</param>
/// <param name="IsExpectedLater">Whether the day on which it is expected to close was moved out since.</param>
public readonly record struct DealSince(bool IsWon = false, double Brought = 0, bool IsOver = false, bool IsNew = false, bool IsExpectedLater = false);

/// <summary>What a forecast says once a cause is exchanged: the chance, and the mean in money.</summary>
public readonly record struct ChangePoint(double Chance, double Expected);

/// <summary>One cause's part of the change.</summary>
/// <param name="Cause">Which.</param>
/// <param name="Deals">The deals that it is about, the largest first; none where it is about no deals that are known one by one.</param>
/// <param name="From">What was said with the causes before it exchanged.</param>
/// <param name="To">What is said with this one exchanged, too.</param>
public sealed record ChangePart(ChangeCause Cause, IReadOnlyList<long> Deals, ChangePoint From, ChangePoint To)
{
    /// <summary>Its part of the change of the chance.</summary>
    public double Chance => To.Chance - From.Chance;

    /// <summary>Its part of the change of what is expected, in money.</summary>
    public double Expected => To.Expected - From.Expected;
}

/// <summary>
/// Tells two forecasts of a quota apart by causes. From what the earlier one rests on it walks to what the later one rests on, exchanging one cause after the other in the order of <see cref="ChangeCause"/>, and each time
/// asks the whole distribution anew. So the parts add up to the change, and each is told on top of those before it; another order would share out what two causes do together in another way.
/// </summary>
public static class ForecastChange
{
    private const double Nothing = 1e-12; // Less is what arithmetic leaves, of a chance, and of a quota.

    /// <summary>The parts; causes that did nothing are left out.</summary>
    /// <param name="before">The earlier forecast, with what it rests on.</param>
    /// <param name="now">The later one of the same quota, with what it rests on.</param>
    /// <param name="since">What became of the deals that either knows.</param>
    public static IReadOnlyList<ChangePart> Between(KeptForecast before, KeptForecast now, IReadOnlyDictionary<long, DealSince> since)
    {
        var (basis, quota, then, today) = (before.Basis!, now.Said.Quota, before.Basis!.Outlook, now.Basis!.Outlook);
        var (known, open) = (then.Open.Select(p => p.Id).ToHashSet(), today.Open.ToDictionary(p => p.Id));

        // Of the deals of many people only the largest are known one by one. One that became smaller or larger among them neither went nor came.
        var won = then.Open.Where(p => !open.ContainsKey(p.Id) && Of(p).IsWon).ToList();
        var lost = then.Open.Where(p => !open.ContainsKey(p.Id) && !Of(p).IsWon && (Of(p).IsOver || today.Folded.Deals == 0)).ToList();
        var came = today.Open.Where(p => !known.Contains(p.Id) && (Of(p).IsNew || then.Folded.Deals == 0)).ToList();
        var stayed = then.Open.Where(p => open.ContainsKey(p.Id)).ToList();
        var slipped = stayed.Where(p => Of(p).IsExpectedLater).ToList();

        var parts = new List<ChangePart>();
        var at = new ChangePoint(before.Said.Attainment.Chance, before.Said.Attainment.Expected);
        Exchange(ChangeCause.Quota, [], then);

        // A deal that was won for more than was thought counts as won in full; what another brought less is told among the amounts. A win never lowers a chance.
        var brought = won.Sum(p => Of(p).Brought);
        var besides = Math.Max(0, today.Won - then.Won - brought); // Of deals that came and were won in between, and of those not known one by one.
        var outlook = then with { Won = then.Won + besides + won.Sum(p => Math.Max(p.Value, Of(p).Brought)), Open = Without(then.Open, won) };
        Exchange(ChangeCause.Won, won, outlook, least: at.Chance);
        Exchange(ChangeCause.Lost, lost, outlook = outlook with { Open = Without(outlook.Open, lost) });
        Exchange(ChangeCause.New, came, outlook = outlook with { Open = [.. outlook.Open, .. came] });
        // What nobody stated is guessed by age, too, which is told with the odds.
        outlook = outlook with { Won = today.Won, Open = With(outlook.Open, p => p.IsGuess && open[p.Id].IsGuess ? p : p with { Value = open[p.Id].Value, IsGuess = open[p.Id].IsGuess }) };
        Exchange(ChangeCause.Amounts, [.. won.Where(p => Of(p).Brought < p.Value), .. stayed.Where(p => !(p.IsGuess && open[p.Id].IsGuess) && open[p.Id].Value != p.Value)], outlook);
        var later = slipped.Select(p => p.Id).ToHashSet();
        Exchange(ChangeCause.Slipped, slipped, outlook = outlook with { Open = With(outlook.Open, p => later.Contains(p.Id) ? open[p.Id] : p) });
        Exchange(ChangeCause.Odds, [.. stayed.Where(p => !later.Contains(p.Id) && open[p.Id].Chance != p.Chance)], outlook with { Open = With(outlook.Open, p => open[p.Id]) });
        Add(ChangeCause.TimeAndPace, [], new(now.Said.Attainment.Chance, now.Said.Attainment.Expected));
        return parts;

        DealSince Of(Prospect deal) => since.GetValueOrDefault(deal.Id);

        IReadOnlyList<Prospect> With(IEnumerable<Prospect> deals, Func<Prospect, Prospect> changed) => [.. deals.Select(p => open.ContainsKey(p.Id) ? changed(p) : p)];

        void Exchange(ChangeCause cause, IEnumerable<Prospect> deals, Outlook instead, double least = 0) => Add(cause, deals, new(Math.Max(least, basis.ByDealsAlone(quota, instead)), instead.Expected));

        void Add(ChangeCause cause, IEnumerable<Prospect> deals, ChangePoint to)
        {
            if (Math.Abs(to.Chance - at.Chance) > Nothing || Math.Abs(to.Expected - at.Expected) > Nothing * quota)
            {
                parts.Add(new(cause, [.. deals.OrderByDescending(p => p.Chance * p.Value).ThenBy(p => p.Id).Select(p => p.Id)], at, to));
                at = to;
            }
        }
    }

    private static IReadOnlyList<Prospect> Without(IEnumerable<Prospect> deals, IEnumerable<Prospect> gone)
    {
        var ids = gone.Select(p => p.Id).ToHashSet();
        return [.. deals.Where(p => !ids.Contains(p.Id))];
    }
}

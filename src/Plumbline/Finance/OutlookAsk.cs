using System.Globalization;
using Plumbline.Typing;

namespace Plumbline.Finance;

/// <summary>What is supposed, as it stands in an address, with what was typed.</summary>
/// <param name="Scenario">What is supposed; nothing where what was typed cannot be.</param>
/// <param name="Ticked">The deals that were ticked.</param>
/// <param name="Later">By how many months, as typed.</param>
/// <param name="Sales">By how much more or less, as typed.</param>
/// <param name="Refused">Why what was typed cannot be; null where it can.</param>
/// <param name="RefusedAt">At which part of it.</param>
public sealed record OutlookAsk(OutlookScenario Scenario, IReadOnlySet<long> Ticked, string Later, string Sales, string? Refused, string? RefusedAt)
{
    private const int MostSlipped = 50;

    /// <summary>The same as an address has it, with its question mark; empty where nothing is supposed.</summary>
    public string Query => !Scenario.IsAny ? "" : string.Create(CultureInfo.InvariantCulture, $"?later={Scenario.Later}&sales={Scenario.Change * 100:0.##########}{string.Concat(Scenario.Slipped.Order().Select(id => $"&slip={id}"))}");

    /// <summary>Reads it; what cannot be is told, and nothing supposed.</summary>
    public static OutlookAsk Read(IQueryCollection query)
    {
        var (later, sales) = (query["later"].ToString(), query["sales"].ToString());
        var slipped = query["slip"].Take(MostSlipped).Select(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var deal) ? deal : 0).Where(id => id > 0).ToHashSet();
        var months = OutlookScenario.UsualLater;
        if (later.Trim() != "" && !(int.TryParse(later.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out months) && months is >= 1 and <= OutlookScenario.MostLater))
        {
            return No($"“{TypedText.Beginning(later)}” is no number of months from 1 to {OutlookScenario.MostLater:0}", nameof(OutlookScenario.Later));
        }

        // A minus as people and word processors write it.
        var typed = sales.Trim().TrimEnd('%').Replace('\u2212', '-').Replace('\u2013', '-');
        decimal change = 0;
        return typed != "" && !(TypedNumber.TryRead(typed, out change) && change is >= -100 and <= 100)
            ? No($"“{sales}” is no change from −100% to +100%", nameof(OutlookScenario.Change))
            : new(new(slipped, months, change / 100), slipped, later.Trim() == "" ? months.ToString(CultureInfo.InvariantCulture) : later, sales, null, null);

        OutlookAsk No(string why, string at) => new(OutlookScenario.None, slipped, later, sales, why, at);
    }
}

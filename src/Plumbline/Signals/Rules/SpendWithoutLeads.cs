using Microsoft.EntityFrameworkCore;
using Plumbline.Marketing;
using Plumbline.Storage;

namespace Plumbline.Signals.Rules;

/// <summary>Money went into a local marketing activity, and weeks later neither a lead nor an opportunity is noted.</summary>
internal sealed class SpendWithoutLeads(PlumblineDb db, AttributionReader attribution) : SignalRule
{
    private const int DaysBack = 180;
    private const int TimesForPipeline = 3; // A lead becomes an opportunity in weeks, not in days.

    public override string Key => "spend-without-leads";

    public override string Name => "Spend without leads";

    public override RuleGroup Group => RuleGroup.MarketingAndVendors;

    public override RuleLimit Limit => new(30, 7, 120, "days after");

    public override string Says(decimal limit) =>
        $"A marketing activity cost money and took place more than {limit:0} and less than {DaysBack} days ago, no lead is noted, and no opportunity that counts is tied to it. Where leads are noted it is told {TimesForPipeline} times as many days after it if no opportunity is tied to it. One that was closed before does not count. An opportunity that names its campaign late, in a file or by another’s hand, is seen at night.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        long[] people = [.. watch.People.Select(p => p.Id)];
        var (from, until) = (watch.Today.AddDays(-DaysBack), watch.Today.AddDays(-(int)watch.Limit));
        var activities = await db.Set<LocalActivity>().AsNoTracking().TakingPlace()
            .Where(a => EF.Parameter(people).Contains(a.OwnerId) && a.Spent != null && a.Last > from && a.Last < until).OrderBy(a => a.Id).ToListAsync(cancel);
        var wasted = await attribution.Wasted(activities, leadsCount: true, cancel);
        var late = watch.Today.AddDays(-TimesForPipeline * (int)watch.Limit);
        var barren = await attribution.Wasted([.. activities.Where(a => a.Last < late).Except(wasted)], leadsCount: false, cancel);
        return [.. wasted.Select(a => Found(a, false, AttributedSum.Of(a, 0, watch.Today), watch)), .. barren.Select(a => Found(a, true, AttributedSum.Of(a, 0, watch.Today), watch))];
    }

    private static Finding Found(LocalActivity activity, bool hasLeads, AttributedSum sum, Watch watch)
    {
        var href = FormattableString.Invariant($"marketing/{activity.Id}");
        return new(
            activity.OwnerId, $"results/{activity.Id}", sum.Own, activity.Last.AddDays(DaysBack), $"{watch.Money.Compact(sum.Cost)} went into {activity.Outline.Title}, and {(hasLeads ? "no opportunity" : "nothing")} has come of it",
            $"It took place on {watch.Day(activity.Last)}. {(hasLeads ? "Leads are noted, and no opportunity that counts is tied to it. If one came, tie it" : "No lead is noted, and no opportunity that counts is tied to it. If some came, note them")}; if none did, it is good to know before the next one is planned.",
            [new($"{activity.Outline.Title}: cost {watch.Money.Compact(sum.Cost)}, our own part {watch.Money.Compact(sum.Own)}", href)], new(activity.Outline.Leads is > 0 && !hasLeads ? "Note who came" : "Tie what came of it", activity.Outline.Leads is > 0 && !hasLeads ? $"{href}#leads" : $"{href}#results"));
    }
}

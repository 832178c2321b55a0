using Plumbline.Fiscal;
using Plumbline.People;

namespace Plumbline.Scoring;

/// <summary>The quota of a month in a version of a plan that both signed; kept from the second signature on. Money in the company's currency; null where it asks for none.</summary>
/// <param name="SalespersonId">Whose quota.</param>
/// <param name="Month">The month.</param>
/// <param name="Revenue">The revenue asked for.</param>
/// <param name="Margin">The margin asked for.</param>
/// <param name="AgreedOn">The day on which the second of the two signed.</param>
/// <param name="Version">Tells versions that were agreed on one day apart: the higher one is the later.</param>
public sealed record AgreedQuota(long SalespersonId, Month Month, decimal? Revenue, decimal? Margin, DateOnly AgreedOn, long Version);

/// <summary>The rule by which plans and targets become the quota that counts.</summary>
public static class Quotas
{
    /// <summary>
    /// The quotas of everyone named: of a month the version of the plan last agreed by the month's end, or else the one agreed first; where there is none, imported targets, of which the one for the
    /// shortest time counts, split evenly over its months. Each is prorated by the share of the month's working days that the person was there, and goes to the team the person was in on them.
    /// </summary>
    /// <param name="agreed">Versions of plans.</param>
    /// <param name="targets">Imported targets.</param>
    /// <param name="roster">Who was where.</param>
    /// <param name="by">The day whose quotas are wanted: a version that was agreed later replaces none that was agreed by then, nor a target. Null for those of now.</param>
    public static IReadOnlyList<QuotaMonth> Of(IEnumerable<AgreedQuota> agreed, IEnumerable<Target> targets, Roster roster, DateOnly? by = null)
    {
        var asked = new Dictionary<(long Person, Month Month), (decimal? Revenue, decimal? Margin, QuotaSource Source)>();
        foreach (var target in targets.OrderByDescending(t => t.Months).ThenBy(t => t.Id))
        {
            // Longer ones first, so that shorter ones replace what they cover.
            var revenues = target.Revenue is { } revenue ? Split.Evenly(revenue, target.Months) : null;
            var margins = target.Margin is { } margin ? Split.Evenly(margin, target.Months) : null;
            var i = 0;
            foreach (var month in target.Period.Months)
            {
                var known = asked.GetValueOrDefault((target.SalespersonId, month));
                asked[(target.SalespersonId, month)] = (revenues?[i] ?? known.Revenue, margins?[i] ?? known.Margin, QuotaSource.ImportedTarget);
                i++;
            }
        }

        foreach (var versions in agreed.GroupBy(a => (a.SalespersonId, a.Month)))
        {
            // By a day before any was agreed the target counted; where there was none either, the one agreed first is the nearest to what was asked.
            if (by is null || versions.Any(v => v.AgreedOn <= by) || !asked.ContainsKey(versions.Key))
            {
                var counts = InForce(versions, by);
                asked[versions.Key] = (counts.Revenue, counts.Margin, QuotaSource.AgreedPlan);
            }
        }

        return
        [
            .. asked.OrderBy(a => a.Key.Month).ThenBy(a => a.Key.Person).SelectMany(a => Prorate(a.Key.Person, a.Key.Month, a.Value.Revenue, a.Value.Margin, a.Value.Source, roster.Shares(a.Key.Person, a.Key.Month))),
        ];
    }

    /// <summary>Of the versions agreed for a person and a month the one that counts: the one last agreed by the month's end, and by a day where one is named, or else the one agreed first.</summary>
    public static AgreedQuota InForce(IEnumerable<AgreedQuota> ofMonth, DateOnly? by = null)
    {
        var inOrder = ofMonth.OrderBy(v => v.AgreedOn).ThenBy(v => v.Version).ToList();
        return inOrder.LastOrDefault(v => v.AgreedOn <= new Period(v.Month, 1).LastDay && !(v.AgreedOn > by)) ?? inOrder[0];
    }

    /// <summary>What a person is asked for in a period: the sum of its months, where each has a quota or they were not there for any day of it; else 0, since a quota for a part of the months is none for the whole.</summary>
    /// <param name="months">The person's quotas by month.</param>
    /// <param name="person">Who.</param>
    /// <param name="period">The months.</param>
    /// <param name="roster">Who was there when.</param>
    public static decimal Whole(IEnumerable<(Month Month, decimal Amount)> months, long person, Period period, Roster roster)
    {
        var asked = months.Where(q => period.Contains(q.Month)).ToList();
        var said = asked.Select(q => q.Month).ToHashSet();
        return said.Count > 0 && period.Months.All(m => said.Contains(m) || roster.Shares(person, m).Count == 0) ? asked.Sum(q => q.Amount) : 0;
    }

    private static IEnumerable<QuotaMonth> Prorate(long person, Month month, decimal? revenue, decimal? margin, QuotaSource source, IReadOnlyList<(long TeamId, decimal Share)> shares)
    {
        if (revenue is null && margin is null)
        {
            return [];
        }

        decimal[] weights = [.. shares.Select(s => s.Share)];
        var there = weights.Sum();
        var revenues = revenue is { } r ? Split.ByWeight(Math.Round(r * there, 4), weights) : null;
        var margins = margin is { } m ? Split.ByWeight(Math.Round(m * there, 4), weights) : null;
        return shares.Select((s, i) => new QuotaMonth { Month = month, SalespersonId = person, TeamId = s.TeamId, Revenue = revenues?[i], Margin = margins?[i], Source = source });
    }
}

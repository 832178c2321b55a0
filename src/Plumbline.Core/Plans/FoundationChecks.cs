using Plumbline.Pipeline;
using static Plumbline.Plans.PlanChecks;

namespace Plumbline.Plans;

/// <summary>What does not add up in what a business plan rests on: the accounts named, the assumptions, the opportunities behind the forecast, and the day of the next look at it.</summary>
internal static class FoundationChecks
{
    /// <summary>How long after its last month a plan can still be looked at, in days.</summary>
    private const int ReviewGrace = 45;

    public static IEnumerable<Finding> Named(BusinessPlanContent content, PlanKnown known)
    {
        foreach (var account in content.Named)
        {
            var path = $"named.{account.Key}";
            if (account.Client == "")
            {
                yield return Must("A named account has no name.", $"{path}.client");
            }
            else if (account.AccountId is { } id && !known.Accounts.Contains(id))
            {
                yield return Must($"{account.Client} is not among the accounts. Choose another, or name a prospect.", $"{path}.client");
            }

            else if (account.AccountId is null && known.LikeAccounts.GetValueOrDefault(account.Client) is { } like)
            {
                yield return Look(BusinessPlanChecks.Prospect(account.Client, like), $"{path}.client");
            }

            if (account.Rank is null)
            {
                yield return Look($"{PlanChecks.Named(account.Client, "A named account")}: say whether it is among the top ten or on the bench.", $"{path}.rank");
            }

            if (account.Potential < account.Revenue)
            {
                yield return Look($"{PlanChecks.Named(account.Client, "A named account")} buys for {Said.Money(account.Revenue.Value)} a year already, more than its potential of {Said.Money(account.Potential.Value)}.", $"{path}.potential");
            }
        }

        foreach (var twice in content.Named.Where(a => a.Client != "").GroupBy(a => a.Client, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            yield return Look($"{twice.Key} stands {twice.Count():0} times among the named accounts.", $"named.{twice.Last().Key}.client");
        }

        foreach (var (rank, most, list, way) in new[] { (NamedRank.TopTen, NamedAccount.MostTop, "the top ten", "Move some to the bench"), (NamedRank.Bench, NamedAccount.MostBench, "the bench", "Let some go") })
        {
            var count = content.Named.Count(a => a.Rank == rank);
            if (count > most)
            {
                yield return Look($"There are {count:0} accounts in {list}, and it holds {most:0}: nobody works more of them in earnest. {way}.", "named");
            }
        }
    }

    public static IEnumerable<Finding> Assumed(BusinessPlanContent content, PlanArithmetic? arithmetic)
    {
        var (assumed, quota, forecast) = (content.Assumptions, content.QuotaOf(content.Period).Revenue, content.ForecastOf(content.Period).Revenue);
        if (assumed is { Deals: { } deals, AverageDeal: { } average } && deals * average < quota)
        {
            yield return Look($"{Said.Number(deals)} deals of {Said.Money(average)} make {Said.Money(deals * average)}, {Said.Money(quota - (deals * average))} short of the quota of {Said.Money(quota)}.", "assumptions.deals");
        }

        if (quota > forecast && assumed.Gap == "")
        {
            yield return Look($"The forecast leaves {Said.Money(quota - forecast)} of the quota open, and nothing says how that is closed.", "assumptions.gap");
        }

        if (arithmetic?.Rates is not { } rates)
        {
            yield break;
        }

        if (rates.AverageDeal is { } deal && assumed.AverageDeal > deal.Value.High)
        {
            yield return Look($"An average deal of {Said.Money(assumed.AverageDeal.Value)} is more than history bears out, {Said.Money(deal.Value.Low)} to {Said.Money(deal.Value.High)}: {deal.Words}.", "assumptions.average-deal");
        }

        if (assumed.WinRate > rates.WinRate.Value.High)
        {
            yield return Look($"A win rate of {Said.Share(assumed.WinRate.Value)} is more than history bears out, {Said.Share(rates.WinRate.Value.Low)} to {Said.Share(rates.WinRate.Value.High)}: {rates.WinRate.Words}.", "assumptions.win-rate");
        }

        if (assumed.Cycle < rates.Cycle.Value.Low)
        {
            yield return Look($"A sales cycle of {Said.Number(assumed.Cycle.Value)} days is shorter than it was: {rates.Cycle.Words}.", "assumptions.cycle");
        }
    }

    public static IEnumerable<Finding> Opportunities(BusinessPlanContent content, PlanKnown known)
    {
        foreach (var line in content.Forecast.Where(l => l.Opportunity != "" || l.OpportunityId is not null))
        {
            var (client, path) = (PlanChecks.Named(line.Client, "a client"), $"forecast.{line.Key}.opportunity");
            if (line.OpportunityId is not { } id)
            {
                yield return Look($"{line.Opportunity}, on which the forecast for {client} rests, cannot be told among the open opportunities. Choose it from the list.", path);
            }
            else if (!known.Opportunities.TryGetValue(id, out var opportunity))
            {
                yield return Must($"The opportunity on which the forecast for {client} rests is gone. Choose another, or none.", path);
            }
            else if (opportunity.State == OpportunityState.Lost)
            {
                yield return Look($"The forecast for {client} rests on {opportunity.Name}, which was lost.", path);
            }
            else if (opportunity.State == OpportunityState.Open && opportunity.ExpectedClose > content.Period.LastDay)
            {
                yield return Look($"The forecast for {client} rests on {opportunity.Name}, which is expected on {Said.Day(opportunity.ExpectedClose.Value)}, after the plan's last month.", path);
            }
            else if (opportunity.Amount < line.Revenue)
            {
                yield return Look($"The forecast for {client} is {Said.Money(line.Revenue)}; {opportunity.Name}, on which it rests, is worth {Said.Money(opportunity.Amount.Value)}.", path);
            }
        }
    }

    public static IEnumerable<Finding> Review(BusinessPlanContent content)
    {
        if (content.Review.Day is { } day && (day < content.Period.FirstDay || day > content.Period.LastDay.AddDays(ReviewGrace)))
        {
            yield return Look($"The next review on {Said.Day(day)} is not within the plan's months, nor within {ReviewGrace:0} days after them.", "review.day");
        }
    }
}

using Plumbline.Fiscal;
using static Plumbline.Plans.PlanChecks;

namespace Plumbline.Plans;

/// <summary>What does not add up in a business plan.</summary>
internal static class BusinessPlanChecks
{
    /// <summary>By how much the forecast's margin may fall short of the quota's, as a fraction of revenue, before it is worth a word.</summary>
    private const decimal MarginTolerance = 0.01m;

    /// <summary>All findings, in the order of the form.</summary>
    public static IEnumerable<Finding> Of(BusinessPlanContent content, PlanKnown known) =>
        FoundationChecks.Named(content, known)
            .Concat(Quotas(content, known))
            .Concat(FoundationChecks.Assumed(content, known.Arithmetic))
            .Concat(Levels(content))
            .Concat(Clients(content, known))
            .Concat(FoundationChecks.Opportunities(content, known))
            .Concat(ForecastShort(content, known.FiscalYear))
            .Concat(Margins(content))
            .Concat(Goals(content))
            .Concat(Training(content))
            .Concat(Validations(content, known))
            .Concat(Activities(content, known.Arithmetic))
            .Concat(Marketing(content))
            .Concat(FoundationChecks.Review(content))
            .Concat(Empty(content));

    private static IEnumerable<Finding> Quotas(BusinessPlanContent content, PlanKnown known)
    {
        foreach (var quota in content.Period.Months.Select(content.Quota))
        {
            var (path, month) = ($"quotas.{quota.Key}", Said.Month(quota.Month));
            if (quota.Revenue is null && quota.Margin is null)
            {
                yield return Must($"{month} has no quota.", $"{path}.revenue");
            }
            else if (quota.Revenue is null)
            {
                yield return Must($"{month} has a margin quota and no revenue quota.", $"{path}.revenue");
            }
            else if (quota.Margin is null)
            {
                yield return Look($"{month} has no margin quota.", $"{path}.margin");
            }

            if (quota.Margin > quota.Revenue)
            {
                yield return Must($"{month}: the margin of {Said.Money(quota.Margin.Value)} is more than the revenue of {Said.Money(quota.Revenue.Value)}.", $"{path}.margin");
            }

            if (quota.NewRevenue > (quota.Revenue ?? 0))
            {
                yield return Must($"{month}: new business of {Said.Money(quota.NewRevenue.Value)} is more than the whole quota of {Said.Money(quota.Revenue ?? 0)}.", $"{path}.new");
            }
            else if (known.SplitsNewBusiness && quota is { NewRevenue: null, Revenue: not null })
            {
                yield return Look($"{month} does not say how much is new business.", $"{path}.new");
            }
        }
    }

    private static IEnumerable<Finding> Levels(BusinessPlanContent content)
    {
        var (quota, levels) = (content.QuotaOf(content.Period), content.Levels);
        foreach (var (what, commit, target, stretch, path) in new[]
        {
            ("revenue", quota.Revenue, levels.TargetRevenue, levels.StretchRevenue, "levels.{0}-revenue"),
            ("margin", quota.Margin, levels.TargetMargin, levels.StretchMargin, "levels.{0}-margin"),
        })
        {
            if (target < commit)
            {
                yield return Must($"The target {what} of {Said.Money(target.Value)} is below the quota of {Said.Money(commit)}.", path.Replace("{0}", "target", StringComparison.Ordinal));
            }

            if (stretch < (target ?? commit))
            {
                yield return Must($"The stretch {what} of {Said.Money(stretch.Value)} is below the {(target is null ? "quota" : "target")} of {Said.Money(target ?? commit)}.", path.Replace("{0}", "stretch", StringComparison.Ordinal));
            }
        }
    }

    private static IEnumerable<Finding> Clients(BusinessPlanContent content, PlanKnown known)
    {
        foreach (var line in content.Forecast)
        {
            if (line.AccountId is { } account && !known.Accounts.Contains(account))
            {
                yield return Must($"{Named(line.Client, "The client")} is not among the accounts. Choose another, or name a prospect.", $"forecast.{line.Key}.account");
            }
            else if (line.AccountId is null && line.Client == "")
            {
                yield return Must($"A forecast of {Said.Money(line.Revenue)} names no client.", $"forecast.{line.Key}.client");
            }
            else if (line.AccountId is null)
            {
                yield return Look(Prospect(line.Client, known.LikeAccounts.GetValueOrDefault(line.Client)), $"forecast.{line.Key}.client");
            }

            if (line.ProductId is { } product && !known.Products.Contains(product))
            {
                yield return Must($"{Named(line.Product, "The product")} is not among the products.", $"forecast.{line.Key}.product-id");
            }
            else if (line.ProductId is null)
            {
                yield return Look($"The forecast for {Named(line.Client, "a client")} {(line.Product == "" ? "names no product" : $"names {line.Product}, which is not among the products")}.", $"forecast.{line.Key}.product");
            }
        }
    }

    internal static string Prospect(string client, string? like) =>
        like is null ? $"{client} is not among the accounts, so it is counted as a prospect."
        : string.Equals(like, client, StringComparison.OrdinalIgnoreCase) ? $"There is an account called {like}: choose it from the list. Otherwise {client} is counted as a prospect."
        : $"{client} is not among the accounts; did you mean {like}? Otherwise it is counted as a prospect.";

    private static IEnumerable<Finding> ForecastShort(BusinessPlanContent content, FiscalYear year)
    {
        var period = content.Period;
        if (Short(content, period, "the whole period") is { } whole)
        {
            yield return whole;
        }

        foreach (var quarter in period.Months.GroupBy(m => year.Quarter(m.FirstDay)))
        {
            var part = new Period(quarter.First(), quarter.Count());
            if (part.Length < period.Length && Short(content, part, $"{Said.Month(part.First)} to {Said.Month(part.Last)}") is { } found)
            {
                yield return found;
            }
        }

        foreach (var month in period.Months)
        {
            if (Short(content, new(month, 1), Said.Month(month)) is { } found)
            {
                yield return found;
            }
        }
    }

    private static Finding? Short(BusinessPlanContent content, Period part, string name)
    {
        var (quota, forecast) = (content.QuotaOf(part).Revenue, content.ForecastOf(part).Revenue);
        return forecast < quota
            ? Look($"The forecast for {name} is {Said.Money(forecast)}, {Said.Money(quota - forecast)} short of the quota of {Said.Money(quota)}.", part.Length == 1 ? $"quotas.{part.First}.revenue" : "forecast")
            : null;
    }

    private static IEnumerable<Finding> Margins(BusinessPlanContent content)
    {
        var quota = content.QuotaOf(content.Period);
        var told = content.Forecast.SelectMany(l => l.Months).Where(m => m is { Margin: not null, Revenue: not null }).ToList();
        var (revenue, margin) = (told.Sum(m => m.Revenue ?? 0), told.Sum(m => m.Margin ?? 0));
        if (quota is { Revenue: > 0, Margin: > 0 } && revenue > 0 && (quota.Margin / quota.Revenue) - (margin / revenue) > MarginTolerance)
        {
            var share = margin / revenue;
            yield return Look(
                $"The quota asks for a margin of {Said.Share(quota.Margin / quota.Revenue)}; the forecast brings {Said.Share(share)}. At that, revenue of {Said.Money(quota.Revenue)} makes {Said.Money(quota.Revenue * share)}, {Said.Money(quota.Margin - (quota.Revenue * share))} short of the margin quota.",
                $"quotas.{content.Period.First}.margin");
        }

        foreach (var line in content.Forecast)
        {
            if (line.Months.FirstOrDefault(m => m.Margin > (m.Revenue ?? 0)) is { } cell)
            {
                yield return Look($"{Named(line.Client, "A client")}, {Said.Month(cell.Month)}: the margin is more than the revenue.", $"forecast.{line.Key}.{cell.Key}.margin");
            }
        }
    }

    private static IEnumerable<Finding> Goals(BusinessPlanContent content)
    {
        foreach (var goal in content.Goals)
        {
            var name = Named(goal.Statement, "A goal");
            if (goal.Statement == "")
            {
                yield return Must("A goal does not say what is to be reached.", $"goals.{goal.Key}.statement");
            }

            if (goal.Measure == "")
            {
                yield return Must($"{name}: say what is counted, or nobody will know whether it was reached.", $"goals.{goal.Key}.measure");
            }

            if (goal.ByWhen is null)
            {
                yield return Must($"{name}: give the day by which.", $"goals.{goal.Key}.by");
            }

            if (goal.Target < goal.Commit)
            {
                yield return Look($"{name}: the target of {Said.Number(goal.Target.Value)} is below the commit of {Said.Number(goal.Commit.Value)}.", $"goals.{goal.Key}.target");
            }

            if (goal.Stretch < (goal.Target ?? goal.Commit))
            {
                yield return Look($"{name}: the stretch of {Said.Number(goal.Stretch.Value)} is below the {(goal.Target is null ? "commit" : "target")}.", $"goals.{goal.Key}.stretch");
            }
        }
    }

    private static IEnumerable<Finding> Training(BusinessPlanContent content) =>
        content.Training.Where(t => t.ByWhen is null).Select(t => Must($"{Named(t.Skill, "A training need")} has no date.", $"training.{t.Key}.by"));

    /// <summary>What is not valid is prepared by a training that names the area, or one of its forms.</summary>
    private static IEnumerable<Finding> Validations(BusinessPlanContent content, PlanKnown known) =>
        known.MissingValidations.Where(m => !content.Training.Any(t => m.Forms.Append(m.Name).Any(t.IsFor))).Select(m => new Finding(
            known.ValidationsWeigh, $"{m.Name}: {m.Stands}. Plan the training that prepares it, and say there what it prepares: {string.Join(" or ", m.Forms.Prepend(m.Name))}.", "training"));

    private static IEnumerable<Finding> Activities(BusinessPlanContent content, PlanArithmetic? arithmetic)
    {
        foreach (var goal in content.Activities)
        {
            var field = goal.PerWeek is null && goal.PerMonth is not null ? "per-month" : "per-week";
            if (goal.Weekly is not { } weekly)
            {
                yield return Must($"{Named(goal.Type, "An activity goal")} has no number.", $"activities.{goal.Key}.per-week");
            }
            else if (arithmetic?.Activities.FirstOrDefault(a => a.Type.TypeId == goal.TypeId) is { } need && weekly < Math.Round(need.PerWeek.Mid, 1))
            {
                yield return Look($"{goal.Type}: {Said.Number(weekly)} a week. To close the gap of {Said.Money(arithmetic.Gap)} it takes {Said.Range(need.PerWeek)} at your own rates. {need.Words}", $"activities.{goal.Key}.{field}");
            }

            if (goal.TypeId is null)
            {
                yield return Look(
                    goal.Type == "" ? "An activity goal does not say of what." : $"{goal.Type} is not among the types of activity, so nothing will be counted for it. Choose one from the list.", $"activities.{goal.Key}.type");
            }

            if (goal is { PerWeek: { } week, PerMonth: { } month } && Math.Abs((week * 52 / 12) - month) > Math.Max(1, month * 0.15m))
            {
                yield return Look($"{goal.Type}: {Said.Number(week)} a week make {Said.Number(week * 52 / 12)} a month, and you say {Said.Number(month)}.", $"activities.{goal.Key}.per-month");
            }
        }

        foreach (var need in (arithmetic?.Activities ?? []).Where(a => Math.Round(a.PerWeek.Mid, 1) > 0 && !content.Activities.Any(g => g.TypeId == a.Type.TypeId)))
        {
            yield return Look($"There is no goal for {need.Type.Name}. To close the gap of {Said.Money(arithmetic!.Gap)} it takes {Said.Range(need.PerWeek)} a week at your own rates. {need.Words}", "activities");
        }
    }

    private static IEnumerable<Finding> Marketing(BusinessPlanContent content)
    {
        foreach (var activity in content.Marketing)
        {
            var (name, path) = (Named(activity.Title, "A marketing activity"), $"marketing.{activity.Key}");
            if (activity.Program == "")
            {
                yield return Must($"{name} is not tied to a vendor's program.", $"{path}.program");
            }

            if (activity.ClaimBy is null)
            {
                yield return Must($"{name} has no claim deadline: funds not claimed in time are lost.", $"{path}.claim-by");
            }
            else if (activity.ClaimBy < (activity.Ends ?? activity.Starts))
            {
                yield return Must($"{name} ends on {Said.Day((activity.Ends ?? activity.Starts)!.Value)}, after its claim deadline on {Said.Day(activity.ClaimBy.Value)}.", $"{path}.claim-by");
            }

            if (activity.Ends < activity.Starts)
            {
                yield return Must($"{name} ends before it starts.", $"{path}.ends");
            }

            if (activity.Starts is null)
            {
                yield return Look($"{name} has no date.", $"{path}.starts");
            }
        }
    }

    private static IEnumerable<Finding> Empty(BusinessPlanContent content) => PlanChecks.Empty(content, PlanSection.Quotas);
}

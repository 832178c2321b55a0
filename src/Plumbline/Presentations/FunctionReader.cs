using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Presentations;

/// <summary>The agreed plans of a half, for whoever looks at them by function.</summary>
/// <param name="Half">The months.</param>
/// <param name="Plans">Each plan that covers months of them as it was agreed last, by the salesperson's name; its accounts and products are called as they are now.</param>
/// <param name="Without">Who sells in these months and has no agreed plan for them.</param>
/// <param name="Names">What the plans' salespeople are called, by their number.</param>
public sealed record FunctionsView(Period Half, IReadOnlyList<PlanInForce> Plans, IReadOnlyList<Person> Without, IReadOnlyDictionary<long, string> Names)
{
    /// <summary>Whose the plan is.</summary>
    public string NameOf(PlanInForce plan) => Names[plan.SalespersonId];
}

/// <summary>Reads the agreed plans of a half: a query for the plans, and one each for the names of accounts and products.</summary>
internal sealed class FunctionReader(PlumblineDb db, CurrentPerson me)
{
    /// <summary>How many months a plan has.</summary>
    private const int PlanLength = 6;

    /// <summary>As the person who asks may read them.</summary>
    public async Task<FunctionsView> Read(Period half, CancellationToken cancel) => await Read(half, await me.Line(cancel), null, cancel);

    /// <summary>As whoever may read the plans of these people.</summary>
    /// <param name="half">The months.</param>
    /// <param name="line">Whose plans may be read.</param>
    /// <param name="by">The day by whose end plans were agreed; null for those in force now.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<FunctionsView> Read(Period half, IReadOnlySet<long> line, DateOnly? by, CancellationToken cancel)
    {
        var people = await me.Colleagues(cancel);

        // A plan may begin elsewhere in the year where the company cut its year otherwise when it was agreed.
        Period[] periods = [.. Enumerable.Range(1 - PlanLength, (2 * PlanLength) - 1).Select(months => new Period(half.First.Plus(months), PlanLength))];
        var found = await db.BusinessPlans.IgnoreAutoIncludes().AsNoTracking().VisibleTo(line).Where(p => periods.Contains(p.Period))
            .SelectMany(p => EF.Property<List<PlanVersion>>(p, "_versions").Where(v => by == null ? v.Standing == Standing.Agreed : v.AgreedOn <= by), (p, v) => new { p.Id, p.SalespersonId, v.Number, v.Text })
            .ToListAsync(cancel);
        var plans = found.GroupBy(f => f.Id, (_, versions) => versions.MaxBy(v => v.Number)!).Select(p => new PlanInForce(p.Id, p.SalespersonId, (BusinessPlanContent)PlanText.Read(p.Text)))
            .OrderBy(p => people.NameOf(p.SalespersonId), StringComparer.OrdinalIgnoreCase).ThenBy(p => p.PlanId).ToList();
        var planned = plans.Select(p => p.SalespersonId).ToHashSet();
        return new(
            half,
            await Named(plans, cancel),
            [
                .. people.People.Where(p => p.Roles.HasFlag(Roles.Salesperson) && !planned.Contains(p.Id) && (p.Joined is not { } joined || joined <= half.LastDay) && (p.Left is not { } left || left >= half.FirstDay))
                    .OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase),
            ],
            planned.ToDictionary(id => id, id => people.NameOf(id)));
    }

    /// <summary>The plans with their forecast's accounts and products under the numbers and names by which they are known now.</summary>
    private async Task<IReadOnlyList<PlanInForce>> Named(List<PlanInForce> plans, CancellationToken cancel)
    {
        long[] asked = [.. plans.SelectMany(p => p.Content.Forecast).Select(l => l.AccountId).OfType<long>().Distinct()];
        var accounts = await db.Accounts.Where(a => EF.Parameter(asked).Contains(a.Id)).Select(a => new { a.Id, Now = a.MergedIntoId ?? a.Id, Name = db.Accounts.Where(b => b.Id == (a.MergedIntoId ?? a.Id)).Select(b => b.Name).First() }).ToDictionaryAsync(a => a.Id, cancel);
        var products = await db.Products.Select(p => new { p.Id, Now = p.MergedIntoId ?? p.Id, Name = db.Products.Where(q => q.Id == (p.MergedIntoId ?? p.Id)).Select(q => q.Name).First() }).ToDictionaryAsync(p => p.Id, cancel);
        var merges = new PlanMerges(accounts.ToDictionary(a => a.Key, a => a.Value.Now), products.ToDictionary(p => p.Key, p => p.Value.Now));
        return [.. plans.Select(p => p with { Content = p.Content with { Forecast = [.. p.Content.Forecast.Select(Now)] } })];

        ForecastLine Now(ForecastLine line) => merges.Follow(line) with
        {
            Client = line.AccountId is { } account && accounts.TryGetValue(account, out var named) ? named.Name : line.Client,
            Product = line.ProductId is { } product && products.TryGetValue(product, out var sold) ? sold.Name : line.Product,
        };
    }
}

internal static class FunctionsSetup
{
    public static void AddFunctions(this IServiceCollection services) => services.AddScoped<FunctionReader>();
}

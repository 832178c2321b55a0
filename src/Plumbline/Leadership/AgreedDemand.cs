using Plumbline.Finance;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Presentations;
using Plumbline.Scoring;

namespace Plumbline.Leadership;

/// <summary>Puts what is expected of products beside what the agreed plans forecast of them.</summary>
internal sealed class AgreedDemand(CurrentPerson me, FunctionReader functions)
{
    /// <summary>All agreed plans of a half, also of those who negotiate anew: what the company has agreed is for leadership to see.</summary>
    /// <param name="half">The months.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <param name="by">The day by whose end they were agreed; null for those in force now.</param>
    public async Task<FunctionsView> Plans(Period half, CancellationToken cancel, DateOnly? by = null) => await functions.Read(half, (await me.Colleagues(cancel)).People.Select(p => p.Id).ToHashSet(), by, cancel);

    /// <summary>The demand by product and month.</summary>
    public async Task<DemandOutlook> Read(OutlookView view, CancellationToken cancel) => Of(view, await Plans(view.Half, cancel));

    /// <summary>The same with the agreed plans as they were read already.</summary>
    public static DemandOutlook Of(OutlookView view, FunctionsView plans)
    {
        var planned = new CompanyDemand(view.Half, plans.Plans).Products.Where(p => p.ProductId is not null).ToDictionary(p => p.ProductId!.Value, p => p.Total);
        return new(
            view.Finance.Facts.Months, view.Half.Length, view.SoldOf, view.Finance.Facts.Expected, view.Items, view.Lately, planned,
            id => id is { } number && view.Products.TryGetValue(number, out var product) ? new(id, product.Name, product.ListPrice) : new(null, ItemScores.NoProduct, null));
    }
}

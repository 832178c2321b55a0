using Plumbline.Finance;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Leadership;
using Plumbline.Mailing;
using Plumbline.Ui;

namespace Plumbline.Digests;

/// <summary>What is coming, in words, for those who lead.</summary>
internal static class OutlookLetter
{
    private const int MostProducts = 6;
    private const int MostMonths = 6;

    /// <summary>The letter.</summary>
    public static Letter Of(ExecutiveView view, DemandOutlook demand, Figures money)
    {
        var outlook = view.Outlook;
        LetterPart[] parts = [Exceptions(view), Halves(outlook, money), Months(outlook, money), Demand(outlook, demand, money), Marketing(view, money), Markets(view, money)];
        return new(
            view.Exceptions.Count == 0 ? "The outlook: nothing stands out" : $"The outlook: {view.Exceptions[0].Title}", $"This is what is coming, as of {Figures.Day(outlook.Finance.Facts.AsOf, outlook.Today)}.",
            [.. parts.Where(p => !p.IsEmpty)], "You get this on the first weekday of a month, since you lead.");
    }

    private static LetterPart Exceptions(ExecutiveView view) => new("Not as it should be", [.. view.Exceptions.Take(Digest.MostLines).Select(e => new LetterLine(e.Title, e.Href, e.Words))])
    {
        More = view.Exceptions.Count > Digest.MostLines ? new($"All {Figures.Count(view.Exceptions.Count)}", "outlook") : null,
    };

    private static LetterPart Halves(OutlookView outlook, Figures money) => new("Bookings", [])
    {
        Figures = [Half(outlook, outlook.Finance.Sum(0, outlook.Half.Length), outlook.Half, money), Half(outlook, outlook.Finance.Sum(outlook.Half.Length, outlook.Half.Length), outlook.Half.Next, money)],
    };

    private static LetterFigure Half(OutlookView outlook, FinanceSum sum, Period half, Figures money)
    {
        string?[] words =
        [
            sum.Rest > 0 ? $"{money.Compact(sum.Sold)} is sold. Four times of five it ends between {money.Compact(sum.Low)} and {money.Compact(sum.High)}." : null,
            sum.Margin is { } margin ? $"It leaves {money.Compact(margin)}{(sum.MarginQuota is { } asked ? $" of {money.Compact(asked)} asked for" : "")}." : null,
        ];
        return new(Figures.Name(half, outlook.Fiscal), money.Compact(sum.Revenue), sum.Gap is not null && sum.Quota is > 0 and { } quota ? sum.Revenue / quota : null, OutlookWords.AgainstQuota(sum, money), OutlookWords.Is(sum), [.. words.OfType<string>()], "outlook/finance");
    }

    private static LetterPart Months(OutlookView outlook, Figures money) => new(
        "Months ahead",
        [
            .. outlook.Finance.Months.Where(m => outlook.Finance.Index(m.Month) is not null).Take(MostMonths).Select(m => new LetterLine(
                $"{Figures.Name(m.Month)}: {money.Compact(m.Revenue)}{(m.Gap is { } gap && m.Quota is { } quota ? $" of {money.Compact(quota)}{(gap > 0 ? $", {money.Compact(gap)} missing" : "")}" : "")}", "outlook/finance",
                $"customers pay {money.Compact(m.FromCustomers)}{(m.CashGap > 0 ? $", {money.Compact(m.CashGap.Value)} less than quotas would bring" : "")}{(m.Chance is { } chance && !outlook.IsLittle ? $"; chance of the quota {ForecastWords.Percent(chance)}" : "")}")),
        ]);

    private static LetterPart Demand(OutlookView outlook, DemandOutlook demand, Figures money) => new(
        $"Demand in {Figures.Name(outlook.Half, outlook.Fiscal)}",
        [
            .. demand.Products.Take(MostProducts).Select(p => new LetterLine(
                $"{p.Product.Name}: {money.Compact(p.Of(demand.Half))}{(p.Units(p.Of(demand.Half)) is { } units ? $", about {Figures.Count((long)Math.Round(units))} pieces" : "")}", "outlook/production",
                $"between {money.Compact(p.Half.Low)} and {money.Compact(p.Half.High)}{(p.Beyond(demand.Half) is { } beyond ? $"; {money.Compact(Math.Abs(beyond))} {(beyond < 0 ? "less" : "more")} than agreed plans forecast" : "")}")),
        ])
    {
        More = demand.Products.Count > MostProducts ? new($"All {Figures.Count(demand.Products.Count)} products", "outlook/production") : null,
    };

    private static LetterPart Marketing(ExecutiveView view, Figures money) => view.Marketing.Count == 0 ? new("", []) : new(
        "Marketing this year",
        [new($"{money.Compact(view.Marketing.Cost)} for {Figures.Count(view.Marketing.Count)} {(view.Marketing.Count == 1 ? "activity" : "activities")}", "marketing/budget", $"vendors bear {money.Compact(view.Marketing.Vendors)}{(view.Marketing.Lapsed > 0 ? $", {money.Compact(view.Marketing.Lapsed)} lapsed" : "")}{(view.Came.ReturnOnOwn is { } back ? $"; margin won is {Figures.Percent(back)} of our own part" : "")}")]);

    private static LetterPart Markets(ExecutiveView view, Figures money) => new(
        "Untapped markets",
        [
            .. view.Untapped.Take(MostProducts).Select(s => new LetterLine(
                s.Industry ?? "Industry not known", "outlook/markets",
                $"{Figures.Count(s.Counts.NotWorked)} of {Figures.Count(s.Counts.Accounts)} accounts not contacted in 90 days{(s.Worth is { } worth ? $", worth {money.Compact(worth.Low)} to {money.Compact(worth.High)} if each came to a decision" : "")}")),
        ]);
}

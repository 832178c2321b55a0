using Plumbline.Forecasting;

namespace Plumbline.Finance;

/// <summary>One part of what is expected.</summary>
/// <typeparam name="T">What it is cut by.</typeparam>
/// <param name="Key">Whose part, or of what.</param>
/// <param name="Months">Its revenue in each month ahead, in order.</param>
public sealed record ExpectedPart<T>(T Key, IReadOnlyList<decimal> Months);

/// <summary>
/// The revenue that is expected still, by month in the company's currency, cut by salesperson, by product and by payment. Each month is rounded to cents once, as a whole, and split from there, so that every cut adds
/// up to the same, to the last ten-thousandth. Deals that are not there yet are taken to be of the products, and to be paid, as what was sold lately.
/// </summary>
public sealed class ExpectedRevenue
{
    /// <summary>Cuts it.</summary>
    /// <param name="ahead">What is expected.</param>
    /// <param name="deals">What each of its largest deals is about.</param>
    /// <param name="products">What was sold lately of each product; null where none was named.</param>
    /// <param name="payments">What was sold lately to accounts that pay alike; null where they say nothing of their own.</param>
    public ExpectedRevenue(CompanyAhead ahead, IReadOnlyDictionary<long, DealItem> deals, IReadOnlyList<(long? Product, decimal Revenue)> products, IReadOnlyList<(int? Days, decimal Revenue)> payments)
    {
        Ahead = ahead;
        Months = [.. ahead.Total().Money.Select(m => Math.Round((decimal)Math.Max(0, m), 2))];
        ByPerson = Cut(ahead.People.Select(p => (p.SalespersonId, p.Expected.Money)));
        ByProduct = Cut(Items(i => i.ProductId).Concat(Coming(products)));
        ByPayment = Cut(Items(i => i.PaymentDays).Concat(Coming(payments)));

        IEnumerable<(T Key, IReadOnlyList<double> Money)> Items<T>(Func<DealItem, T> of) => ahead.Deals.Select(d => (of(deals.GetValueOrDefault(d.Id)), MonthsAhead.Of(d).Money))
            .Concat(ahead.Others.Select(o => (of(new(o.ProductId, o.PaymentDays)), o.Expected.Money)));

        IEnumerable<(T? Key, IReadOnlyList<double> Money)> Coming<T>(IReadOnlyList<(T? Key, decimal Revenue)> lately)
        {
            var sold = lately.Where(l => l.Revenue > 0).ToList();
            var all = (double)sold.Sum(l => l.Revenue);
            return all == 0 ? [(default, ahead.Coming.Money)] : sold.Select(l => (l.Key, (ahead.Coming * ((double)l.Revenue / all)).Money));
        }
    }

    /// <summary>What it is made of.</summary>
    public CompanyAhead Ahead { get; }

    /// <summary>All of it, by month.</summary>
    public IReadOnlyList<decimal> Months { get; }

    /// <summary>By salesperson.</summary>
    public IReadOnlyList<ExpectedPart<long>> ByPerson { get; }

    /// <summary>By product; null where none is named.</summary>
    public IReadOnlyList<ExpectedPart<long?>> ByProduct { get; }

    /// <summary>By the days after which accounts pay; null where they pay as customers usually do.</summary>
    public IReadOnlyList<ExpectedPart<int?>> ByPayment { get; }

    private IReadOnlyList<ExpectedPart<T>> Cut<T>(IEnumerable<(T Key, IReadOnlyList<double> Money)> parts)
    {
        var sums = parts.GroupBy(p => p.Key, p => p.Money).Select(g => (g.Key, Money: g.Aggregate(new double[Months.Count], (all, one) => [.. all.Zip(one, (a, b) => a + b)]))).ToList();
        var months = Months.Select((all, m) => Split.ByWeight(all, [.. sums.Select(s => (decimal)Math.Max(0, s.Money[m]))])).ToList();
        return [.. sums.Select((s, i) => new ExpectedPart<T>(s.Key, [.. months.Select(m => m[i])]))];
    }
}

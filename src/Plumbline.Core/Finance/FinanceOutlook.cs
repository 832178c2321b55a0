using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Scoring;

namespace Plumbline.Finance;

/// <summary>What some months together may bring beyond what is sold.</summary>
/// <param name="Months">Which.</param>
/// <param name="Low">With a chance of one in ten they bring less.</param>
/// <param name="High">With a chance of one in ten they bring more.</param>
public sealed record RangeOfMonths(Period Months, decimal Low, decimal High);

/// <summary>What the outlook of finance is made of. Money in the company's currency.</summary>
public sealed record FinanceFacts
{
    /// <summary>Months before the first that may still bring cash: <see cref="PaymentTerm.Longest"/> days and the rest of a month.</summary>
    public const int MonthsBefore = 7;

    /// <summary>The months that are shown; the month of <see cref="AsOf"/> is one of them.</summary>
    public required Period Months { get; init; }

    /// <summary>The day up to whose end is sold what is sold; the rest is expected.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>What is sold, by month; also of <see cref="MonthsBefore"/> months before, and of the same months a year earlier.</summary>
    public required IReadOnlyDictionary<Month, Tally> Sold { get; init; }

    /// <summary>What is sold, by month and the days after which the account pays, of the months shown and of those before.</summary>
    public required IReadOnlyList<(Month Month, int? Days, decimal Revenue)> SoldByPayment { get; init; }

    /// <summary>What plans and targets ask for, and of whom, by month; also of <see cref="MonthsBefore"/> months before.</summary>
    public required IReadOnlyDictionary<Month, AskedOfAll> Quota { get; init; }

    /// <summary>What the company's forecast lets some of the months together bring still; null where there is none, or where something is supposed that it does not know.</summary>
    public RangeOfMonths? Forecast { get; init; }

    /// <summary>What is expected still, from the month of <see cref="AsOf"/> on.</summary>
    public required ExpectedRevenue Expected { get; init; }

    /// <summary>The part of a product's revenue that is margin; null where that is not known.</summary>
    public required Func<long?, decimal?> MarginShare { get; init; }

    /// <summary>When customers pay whose account says nothing else.</summary>
    public required PaymentTerm Usual { get; init; }

    /// <summary>What vendors are expected to pay for marketing, by month.</summary>
    public required IReadOnlyDictionary<Month, decimal> FromVendors { get; init; }

    /// <summary>What marketing costs, by month.</summary>
    public required IReadOnlyDictionary<Month, decimal> Marketing { get; init; }
}

/// <summary>What plans and targets ask of everyone for a month.</summary>
/// <param name="Revenue">The revenue; null where none is asked for.</param>
/// <param name="Margin">The margin; null where none is asked for.</param>
/// <param name="Covered">What part of what the month brings is sold, or expected, of those who are asked for revenue; from 0 to 1.</param>
/// <param name="MarginCovered">The same of those who are asked for margin.</param>
public readonly record struct AskedOfAll(decimal? Revenue, decimal? Margin, decimal Covered, decimal MarginCovered);

/// <summary>A month as finance looks at it.</summary>
public sealed record FinanceMonth
{
    /// <summary>The month.</summary>
    public required Month Month { get; init; }

    /// <summary>What is sold, as on the scoreboard.</summary>
    public required Tally Sold { get; init; }

    /// <summary>What is expected beyond it; 0 of months that are over.</summary>
    public required decimal Rest { get; init; }

    /// <summary>With a chance of one in ten the month brings less.</summary>
    public required decimal Low { get; init; }

    /// <summary>With a chance of one in ten it brings more.</summary>
    public required decimal High { get; init; }

    /// <summary>The chance that the month reaches its quota, from 0 to 1; null where it is over or has none.</summary>
    public double? Chance { get; init; }

    /// <summary>The revenue that plans and targets ask for; null where none do.</summary>
    public decimal? Quota { get; init; }

    /// <summary>Whether those who are asked bring a part of the month only, as where plans for it are still to be agreed: nothing is held against the quota.</summary>
    public bool IsPartlyAsked { get; init; }

    /// <summary>The margin that they ask for; null where none do, or a part of the people only is asked.</summary>
    public decimal? MarginQuota { get; init; }

    /// <summary>The margin expected beyond what is sold; null where too little is known of what products leave.</summary>
    public decimal? MarginRest { get; init; }

    /// <summary>The same month a year before.</summary>
    public required Tally LastYear { get; init; }

    /// <summary>What customers pay in the month.</summary>
    public required decimal FromCustomers { get; init; }

    /// <summary>What vendors pay for marketing.</summary>
    public required decimal FromVendors { get; init; }

    /// <summary>What marketing costs.</summary>
    public required decimal Marketing { get; init; }

    /// <summary>What customers would pay if every month just reached its quota; null where one that matters has none.</summary>
    public decimal? CashPlanned { get; init; }

    /// <summary>What the month brings in all.</summary>
    public decimal Revenue => Sold.Revenue + Rest;

    /// <summary>The margin that it leaves; null where that of more than a fifth of what is sold is not known, or that of what is expected.</summary>
    public decimal? Margin => Sold.UnknownMarginRevenue <= Sold.Revenue * FinanceOutlook.MostUnknown && MarginRest is { } rest ? Sold.Margin + rest : null;

    /// <summary>What is missing to the quota; 0 where nothing is, null where there is none for most.</summary>
    public decimal? Gap => Quota is { } quota && !IsPartlyAsked ? Math.Max(0, quota - Revenue) : null;

    /// <summary>What is missing to the planned cash; 0 where nothing is, null where none is planned.</summary>
    public decimal? CashGap => CashPlanned is { } planned ? Math.Max(0, planned - FromCustomers) : null;
}

/// <summary>
/// Bookings, margin and cash month by month. Bookings are what is sold, as the scoreboard counts it, and what is expected still; cash is that revenue by the <see cref="PaymentTerm"/> of each account, and
/// what vendors pay back. Margin that is expected: each product's revenue times its usual share. Sources: insight method 1 for what is expected; shifting bookings by payment terms is the usual cash outlook.
/// </summary>
public sealed class FinanceOutlook
{
    private const decimal EnoughMargin = 0.8m; // So much of the revenue must have a known share.
    private const decimal EnoughAsked = 0.8m; // So much of a month must be of those who have a quota for it.
    internal const decimal MostUnknown = 0.2m; // Of what is sold the margin of no more may be unknown.

    /// <summary>Puts it together.</summary>
    public FinanceOutlook(FinanceFacts facts)
    {
        Facts = facts;
        var cash = Arrivals(facts.SoldByPayment.Concat(facts.Expected.ByPayment.SelectMany(p => p.Months.Select((revenue, m) => (Ahead(m), p.Key, revenue))))).ToLookup(a => a.Month, a => a.Amount);
        var mix = facts.SoldByPayment.GroupBy(s => s.Days).Select(g => (Days: g.Key, Revenue: g.Sum(s => s.Revenue))).Where(m => m.Revenue > 0).ToList();
        HashSet<PaymentTerm> terms = [.. mix.Select(m => m.Days is { } days ? new PaymentTerm(days) : facts.Usual).DefaultIfEmpty(facts.Usual)];
        var planned = Arrivals(facts.Quota.Where(q => q.Value.Revenue is not null).SelectMany(q => Mixed(q.Key, q.Value.Revenue!.Value))).ToLookup(a => a.Month, a => a.Amount);
        Months = [.. facts.Months.Months.Select(Of)];
        CashAfter = cash.Where(c => c.Key > facts.Months.Last).Sum(c => c.Sum());

        FinanceMonth Of(Month month)
        {
            var (at, sold, quota) = (Index(month), facts.Sold.GetValueOrDefault(month), facts.Quota.GetValueOrDefault(month));
            var rest = at is { } i ? facts.Expected.Months[i] : 0;
            var range = at is { } from && rest > 0 ? facts.Expected.Ahead.Range(from, 1, (double)((quota.Revenue ?? 0) - sold.Revenue)) : null;
            return new()
            {
                Month = month,
                Sold = sold,
                Rest = rest,
                Low = sold.Revenue + Math.Round((decimal)(range?.Low ?? (double)rest), 2),
                High = sold.Revenue + Math.Round((decimal)(range?.High ?? (double)rest), 2),
                Chance = at is null || quota.Revenue is not { } asked ? null : sold.Revenue >= asked ? 1 : range?.Chance ?? 0,
                Quota = quota.Revenue,
                IsPartlyAsked = IsPartly(quota),
                MarginQuota = quota.MarginCovered < EnoughAsked ? null : quota.Margin,
                MarginRest = at is { } m ? MarginOf(m) : 0,
                LastYear = facts.Sold.GetValueOrDefault(month.Plus(-12)),
                FromCustomers = cash[month].Sum(),
                FromVendors = facts.FromVendors.GetValueOrDefault(month),
                Marketing = facts.Marketing.GetValueOrDefault(month),
                CashPlanned = planned[month].Any() && Enumerable.Range(0, FinanceFacts.MonthsBefore + 1).Select(n => month.Plus(-n)).Where(m => terms.Any(t => t.Reaches(m, month))).All(IsAsked) ? planned[month].Sum() : null,
            };
        }

        bool IsPartly(AskedOfAll quota) => quota.Covered < EnoughAsked;

        bool IsAsked(Month month) => facts.Quota.TryGetValue(month, out var quota) && quota.Revenue is not null && !IsPartly(quota);

        IEnumerable<(Month, int?, decimal)> Mixed(Month month, decimal revenue) => mix.Count == 0 ? [(month, null, revenue)]
            : mix.Zip(Split.ByWeight(revenue, [.. mix.Select(m => m.Revenue)]), (m, part) => (month, m.Days, part));
    }

    /// <summary>What it is made of.</summary>
    public FinanceFacts Facts { get; }

    /// <summary>Each month shown, in order.</summary>
    public IReadOnlyList<FinanceMonth> Months { get; }

    /// <summary>What customers pay after the last month of what was sold and is expected until then.</summary>
    public decimal CashAfter { get; }

    /// <summary>The month that runs and those to come in which less is expected than is asked for, in order.</summary>
    public IReadOnlyList<FinanceMonth> GapMonths => [.. Months.Where(m => m.Gap > 0 && Index(m.Month) is not null)];

    /// <summary>The month that runs and those to come in which customers pay less than planned by more than a twentieth, in order.</summary>
    public IReadOnlyList<FinanceMonth> CashGapMonths => [.. Months.Where(m => m.CashGap > m.CashPlanned / 20 && Index(m.Month) is not null)];

    /// <summary>Some of the months together.</summary>
    /// <param name="from">The first of them, from 0.</param>
    /// <param name="count">How many.</param>
    public FinanceSum Sum(int from, int count)
    {
        var months = Months.Skip(from).Take(count).ToList();
        var (sold, rest, ahead) = (months.Sum(m => m.Sold.Revenue), months.Sum(m => m.Rest), months.Where(m => Index(m.Month) is not null).ToList());
        if (rest <= 0)
        {
            return new(months, sold, sold);
        }

        if (Facts.Forecast is { } said && said.Months == new Period(months[0].Month, months.Count))
        {
            return new(months, sold + said.Low, sold + said.High); // So that all pages tell one range.
        }

        var range = Facts.Expected.Ahead.Range(Index(ahead[0].Month)!.Value, ahead.Count, (double)rest);
        return new(months, sold + Math.Round((decimal)range.Low, 2), sold + Math.Round((decimal)range.High, 2));
    }

    /// <summary>The place of a month among those ahead; null where it is over.</summary>
    public int? Index(Month month)
    {
        var at = Facts.Expected.Ahead.At(month);
        return at >= 0 && at < Facts.Expected.Months.Count ? at : null;
    }

    private Month Ahead(int at) => Facts.Expected.Ahead.First.Plus(at);

    private IEnumerable<(Month Month, decimal Amount)> Arrivals(IEnumerable<(Month Month, int? Days, decimal Revenue)> sold) =>
        sold.Where(s => s.Revenue != 0).GroupBy(s => (s.Month, s.Days)).SelectMany(g => (g.Key.Days is { } days ? new PaymentTerm(days) : Facts.Usual).Spread(g.Key.Month, g.Sum(s => s.Revenue)));

    private decimal? MarginOf(int month)
    {
        var (margin, known, all) = (0m, 0m, 0m);
        foreach (var part in Facts.Expected.ByProduct)
        {
            all += part.Months[month];
            if (Facts.MarginShare(part.Key) is { } share)
            {
                (margin, known) = (margin + (part.Months[month] * share), known + part.Months[month]);
            }
        }

        // What little is not known is taken to leave as much as the rest.
        return all == 0 ? 0 : known < all * EnoughMargin ? null : Math.Round(margin * all / known, 2);
    }
}

/// <summary>Several months together. Money in the company's currency.</summary>
/// <param name="Months">The months.</param>
/// <param name="Low">With a chance of one in ten they bring less in all.</param>
/// <param name="High">With a chance of one in ten they bring more.</param>
public sealed record FinanceSum(IReadOnlyList<FinanceMonth> Months, decimal Low, decimal High)
{
    /// <summary>What is sold.</summary>
    public decimal Sold => Months.Sum(m => m.Sold.Revenue);

    /// <summary>What is expected beyond it.</summary>
    public decimal Rest => Months.Sum(m => m.Rest);

    /// <summary>Both.</summary>
    public decimal Revenue => Sold + Rest;

    /// <summary>What is asked for; null where no month has a quota.</summary>
    public decimal? Quota => Any(m => m.Quota);

    /// <summary>Whether plans for any of the months are still to be agreed by many, so that nothing is held against the quota.</summary>
    public bool IsPartlyAsked => Months.Any(m => m.Quota is null || m.IsPartlyAsked);

    /// <summary>What is missing to the quota; 0 where nothing is, null where there is none for most.</summary>
    public decimal? Gap => Quota is { } quota && !IsPartlyAsked ? Math.Max(0, quota - Revenue) : null;

    /// <summary>The margin; null where that of any month is not known.</summary>
    public decimal? Margin => Months.All(m => m.Margin is not null) ? Months.Sum(m => m.Margin!.Value) : null;

    /// <summary>The margin asked for; null where no month has one.</summary>
    public decimal? MarginQuota => Any(m => m.MarginQuota);

    /// <summary>The same months a year before.</summary>
    public decimal LastYear => Months.Sum(m => m.LastYear.Revenue);

    /// <summary>What customers pay in them.</summary>
    public decimal FromCustomers => Months.Sum(m => m.FromCustomers);

    /// <summary>What customers would pay if each month reached its quota; null where that is not known of each month.</summary>
    public decimal? CashPlanned => Months.All(m => m.CashPlanned is not null) ? Months.Sum(m => m.CashPlanned!.Value) : null;

    private decimal? Any(Func<FinanceMonth, decimal?> of) => Months.Any(m => of(m) is not null) ? Months.Sum(m => of(m) ?? 0) : null;
}

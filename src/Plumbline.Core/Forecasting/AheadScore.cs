using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

/// <summary>How likely a quota was a month before its period began.</summary>
/// <param name="Judged">Which quota.</param>
/// <param name="AsOf">The day at whose end it was said.</param>
/// <param name="Chance">That it is reached, from 0 to 1.</param>
public sealed record QuotaAhead(JudgedQuota Judged, DateOnly AsOf, double Chance);

/// <summary>How good the months ahead would have been: told at the end of each month, of the month so many further on, for all people together. Errors are mean absolute ones, as parts of what came on average.</summary>
/// <param name="Ahead">How many months lie between: 0 is the month that begins.</param>
/// <param name="Months">Of how many months; those in which nothing ended at all are holes in the records, and not judged.</param>
/// <param name="Bias">What was expected ÷ what came, all months together.</param>
/// <param name="Error">The error of what was expected.</param>
/// <param name="LastMonths">The error of who expects as much as the three months before brought on average.</param>
/// <param name="YearBefore">The error of who expects as much as the same month a year before brought; null where that is not known of each.</param>
/// <param name="Held">The share of the stated ranges, each meant to hold four times of five, that held what came.</param>
public sealed record AheadScore(int Ahead, int Months, double Bias, double Error, double LastMonths, double? YearBefore, double Held)
{
    private const int MostAhead = 6;
    private const int MonthsToLearn = 12;
    private const int NextMonth = 1; // From 0: a month lies between.

    /// <summary>Judges them on a company's history.</summary>
    /// <param name="deals">All deals of the company.</param>
    public static IReadOnlyList<AheadScore> Of(IReadOnlyCollection<Deal> deals) => Of(deals, [], null).Scores;

    /// <summary>Judges them, and tells in the same go how likely quotas were a month before their periods began, by the open deals and the pace of then.</summary>
    /// <param name="deals">All deals of the company.</param>
    /// <param name="quotas">The quotas.</param>
    /// <param name="goneBy">Who had left the company at the end of a day; nobody where it is not said.</param>
    public static (IReadOnlyList<AheadScore> Scores, IReadOnlyList<QuotaAhead> Quotas) Of(IReadOnlyCollection<Deal> deals, IEnumerable<JudgedQuota> quotas, Func<DateOnly, IReadOnlySet<long>>? goneBy)
    {
        var won = deals.Where(d => d is { IsWon: true, Closed: not null }).ToLookup(d => Month.Of(d.Closed!.Value), d => (double)d.Value);
        if (won.Count == 0)
        {
            return ([], []);
        }

        var asked = quotas.Where(q => NextMonth + q.Period.Length <= CompanyAhead.Months).ToLookup(q => q.Period.First);
        var likely = new List<QuotaAhead>();
        var (first, last) = (won.Min(m => m.Key), won.Max(m => m.Key)); // The last month may be cut off, and is not judged.
        var recorded = deals.Where(d => d.Closed is not null).Select(d => Month.Of(d.Closed!.Value)).ToHashSet(); // A month in which nothing at all ended is a hole in the records.
        List<long> people = [.. deals.Select(d => d.SalespersonId).Distinct()];
        var earlier = new List<ToldAhead>();
        var told = new List<(int Ahead, double Expected, double Came, double Lately, double? Before, bool Held)>();
        for (var month = first.Plus(MonthsToLearn); month < last; month = month.Plus(1))
        {
            var asOf = month.FirstDay.AddDays(-1);
            var forecaster = Forecaster.Learn(deals, asOf, goneBy?.Invoke(asOf));
            DateOnly[] ends = [.. Enumerable.Range(1, CompanyAhead.Months).Select(n => month.Plus(n).FirstDay.AddDays(-1))];
            IReadOnlyDictionary<long, PersonAhead> parts = people.ToDictionary(p => p, p => forecaster.Ahead(p, ends));
            var lessons = AheadLesson.Of(earlier, Came, month);
            var ahead = Together(CompanyAhead.Multiplied(parts, [.. lessons.Select(l => l.Factor)]));
            var raw = Together(parts);
            earlier.Add(new(month, raw.Total().Money, [.. Enumerable.Range(0, CompanyAhead.Months).Select(raw.Variance)], 0));
            earlier.RemoveAll(e => e.First <= month.Plus(-AheadLesson.MonthsTold));
            var (expected, lately) = (ahead.Total().Money, Enumerable.Range(1, 3).Average(n => Came(month.Plus(-n))));
            foreach (var n in Enumerable.Range(0, MostAhead).Where(n => month.Plus(n) < last && recorded.Contains(month.Plus(n))))
            {
                var (range, came) = (ahead.Range(n, 1, 1), Came(month.Plus(n)));
                told.Add((n, expected[n], came, lately, month.Plus(n - 12) >= first ? Came(month.Plus(n - 12)) : null, came >= range.Low && came <= range.High));
            }

            likely.AddRange(asked[month.Plus(NextMonth)].Select(q => new QuotaAhead(q, asOf, ahead.Basis(q.People.ToHashSet(), NextMonth, q.Period.Length, 0, asOf).Outlook.Reaches((double)q.Quota))));

            CompanyAhead Together(IReadOnlyDictionary<long, PersonAhead> of) => CompanyAhead.Together(month, of, _ => default, lessons, forecaster.FromNow(ends), forecaster.Values, forecaster.Closed) with { OfValues = forecaster.Spreads };
        }

        return ([.. told.GroupBy(t => t.Ahead).Where(g => g.Sum(t => t.Came) > 0).OrderBy(g => g.Key).Select(g => Of(g.Key, [.. g]))], likely);

        double Came(Month month) => won[month].Sum();
    }

    private static AheadScore Of(int ahead, IReadOnlyList<(int Ahead, double Expected, double Came, double Lately, double? Before, bool Held)> told)
    {
        var came = told.Sum(t => t.Came);
        return new(
            ahead, told.Count, told.Sum(t => t.Expected) / came, Error(t => t.Expected), Error(t => t.Lately), told.All(t => t.Before is not null) ? Error(t => t.Before!.Value) : null, told.Count(t => t.Held) / (double)told.Count);

        double Error(Func<(int Ahead, double Expected, double Came, double Lately, double? Before, bool Held), double> said) => told.Sum(t => Math.Abs(said(t) - t.Came)) / came;
    }
}

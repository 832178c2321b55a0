using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

/// <summary>
/// How soon deals like this one are won, learned from all deals of a company as they stood at the end of each week: the share won within so many days, by stage, by days at the stage and by
/// size. Each share is that of the Aalen-Johansen estimator for two ends that exclude each other, so that deals still open count for as long as they were seen; each cell leans on the one above it.
/// </summary>
public sealed class WinCurves
{
    /// <summary>No curve goes further, in days.</summary>
    public const int Horizon = 200;

    /// <summary>How far back is looked, in days.</summary>
    public const int Window = 730;

    private const double Support = 20; // So many deals weigh as much as what a cell leans on.
    private const int MostDeals = 40_000;
    private const int DealsPerAgeBand = 40;
    private const int MostAgeBands = 8;

    private readonly double[] _birth;
    private readonly double[] _unended;
    private readonly double[] _all;
    private readonly Dictionary<string, StageCurves> _stages = new(StringComparer.OrdinalIgnoreCase);
    private readonly decimal[] _sizes;

    private WinCurves(double[] birth, double[] unended, double[] all, decimal[] sizes, DateOnly first) => (_birth, _unended, _all, _sizes, First) = (birth, unended, all, sizes, first);

    /// <summary>The first day of which is known how deals ended.</summary>
    public DateOnly First { get; }

    /// <summary>How many deals ended in these days.</summary>
    public int Closed { get; private init; }

    /// <summary>What is assumed before anything is known: a quarter is won, after 60 days on average.</summary>
    public static double Assumed(int days) => 0.25 * (1 - Math.Exp(-days / 60.0));

    /// <summary>Learns from what was known at the end of a day.</summary>
    /// <param name="deals">All deals of the company; what came or ended later is not looked at.</param>
    /// <param name="asOf">The day.</param>
    public static WinCurves Learn(IReadOnlyCollection<Deal> deals, DateOnly asOf)
    {
        var firstClose = deals.Where(d => d.Closed <= asOf).Min(d => d.Closed) ?? asOf;
        var first = asOf.AddDays(-Window) > firstClose ? asOf.AddDays(-Window) : firstClose;
        var looked = deals.Where(d => d.Opened <= asOf && (d.Closed is null || d.Closed >= first)).ToList();
        var closed = looked.Count(d => d.Closed <= asOf);
        if (looked.Count / MostDeals is > 0 and var most)
        {
            looked = [.. looked.Where(d => d.Id % (most + 1) == 0)]; // So many tell as much as all, and no more is read of a longer history.
        }

        var snapshots = looked.SelectMany(d => Weekly(d, first, asOf)).ToList();
        var wins = looked.Count(d => d.IsWon && d.Closed <= asOf);
        var sizes = Edges(wins < 60 ? 1 : wins < 200 ? 2 : 4, [.. looked.Select(d => d.At(asOf).Amount).OfType<decimal>().Order()]);

        var births = new Lives();
        foreach (var deal in looked)
        {
            births.Add(deal.Id, Ended(deal, deal.Opened, asOf), Math.Max(0, first.DayNumber - deal.Opened.DayNumber));
        }

        var all = new Lives();
        foreach (var snapshot in snapshots)
        {
            all.Add(snapshot.DealId, snapshot.End);
        }

        var assumed = Enumerable.Range(0, Horizon + 1).Select(Assumed).ToArray();
        var (birth, unended) = births.Won(assumed);
        var curves = new WinCurves(birth, unended, all.Won(assumed).Won, sizes, first) { Closed = closed };
        foreach (var stage in snapshots.GroupBy(s => s.Stage ?? "", StringComparer.OrdinalIgnoreCase))
        {
            curves._stages.Add(stage.Key, StageCurves.Of([.. stage], sizes, curves._all));
        }

        return curves;
    }

    /// <summary>The chance that an open deal is won within so many days, from 0 to 1.</summary>
    /// <param name="stage">Its stage; null where it has none.</param>
    /// <param name="daysAtStage">For how long.</param>
    /// <param name="amount">Its amount; null where it is not known.</param>
    /// <param name="days">Within how many days; more than <see cref="Horizon"/> count as that.</param>
    public double Chance(string? stage, int daysAtStage, decimal? amount, int days) =>
        days < 0 ? 0 : (_stages.GetValueOrDefault(stage ?? "")?.At(daysAtStage, amount is { } known ? Band(_sizes, known) : null) ?? _all)[Math.Min(days, Horizon)];

    /// <summary>The chance that a deal is won within so many days of its coming.</summary>
    public double FromBirth(int days) => days < 0 ? 0 : _birth[Math.Min(days, Horizon)];

    /// <summary>How many wins were to be expected of a deal while it was seen.</summary>
    /// <param name="from">Its age in days when it was first seen.</param>
    /// <param name="to">Its age when it was last seen.</param>
    public double ExpectedBetween(int from, int to) =>
        to < from || from > Horizon ? 0 : from == 0 ? FromBirth(to) : (FromBirth(to) - FromBirth(from - 1)) / Math.Max(_unended[from - 1], 1e-6);

    private static IEnumerable<Snapshot> Weekly(Deal deal, DateOnly first, DateOnly asOf)
    {
        var from = deal.Opened > first ? deal.Opened : first;
        var weeks = (asOf.DayNumber - from.DayNumber) / Week.Days;
        for (var day = asOf.AddDays(-Week.Days * weeks); day < asOf && deal.IsOpenAt(day); day = day.AddDays(Week.Days))
        {
            var mark = deal.At(day);
            yield return new(deal.Id, mark.Stage, day.DayNumber - mark.Since.DayNumber, mark.Amount, Ended(deal, day, asOf));
        }
    }

    private static Life Ended(Deal deal, DateOnly from, DateOnly asOf) =>
        deal.Closed <= asOf ? new(deal.Closed.Value.DayNumber - from.DayNumber, true, deal.IsWon) : new(asOf.DayNumber - from.DayNumber, false, false);

    private static T[] Edges<T>(int bands, IReadOnlyList<T> inOrder) =>
        inOrder.Count == 0 ? [] : [.. Enumerable.Range(1, Math.Max(0, bands - 1)).Select(i => inOrder[i * inOrder.Count / bands])];

    private static int Band<T>(T[] edges, T value)
        where T : IComparable<T> => edges.Count(edge => value.CompareTo(edge) >= 0);

    /// <summary>A deal at the end of a week.</summary>
    private readonly record struct Snapshot(long DealId, string? Stage, int Age, decimal? Amount, Life End);

    /// <summary>What became of a deal: after how many days it ended, or was last seen.</summary>
    private readonly record struct Life(int Days, bool IsEnded, bool IsWon);

    /// <summary>Deals of a cell, counted by the days until they ended.</summary>
    private sealed class Lives
    {
        private readonly int[] _entered = new int[Horizon + 2];
        private readonly int[] _won = new int[Horizon + 2];
        private readonly int[] _lost = new int[Horizon + 2];
        private readonly int[] _left = new int[Horizon + 2];
        private readonly HashSet<long> _deals = [];

        /// <summary>Counts one, seen from an age on.</summary>
        public void Add(long deal, Life life, int from = 0)
        {
            if (from > Horizon || life.Days < from)
            {
                return;
            }

            _deals.Add(deal);
            _entered[from]++;
            (life.Days > Horizon || !life.IsEnded ? _left : life.IsWon ? _won : _lost)[Math.Min(life.Days, Horizon + 1)]++;
        }

        /// <summary>The share won within 0 to <see cref="Horizon"/> days, and the share that has not ended by then; each leaning on what is above.</summary>
        public (double[] Won, double[] Unended) Won(double[] above)
        {
            var (won, unended) = (new double[Horizon + 1], new double[Horizon + 1]);
            var (share, alive, atRisk) = (0.0, 1.0, 0);
            var weight = _deals.Count / (_deals.Count + Support);
            for (var day = 0; day <= Horizon; day++)
            {
                atRisk += _entered[day];
                if (atRisk > 0)
                {
                    share += alive * _won[day] / atRisk;
                    alive *= 1 - ((double)(_won[day] + _lost[day]) / atRisk);
                }

                atRisk -= _won[day] + _lost[day] + _left[day];
                won[day] = (weight * share) + ((1 - weight) * above[day]);
                unended[day] = (weight * alive) + ((1 - weight) * (1 - above[day]));
            }

            return (won, unended);
        }
    }

    /// <summary>The curves of a stage: by days at it, and by size.</summary>
    private sealed class StageCurves(int[] ages, double[][] byAge, double[][][] bySize)
    {
        public static StageCurves Of(IReadOnlyList<Snapshot> snapshots, decimal[] sizes, double[] above)
        {
            var bands = Math.Clamp(snapshots.Select(s => s.DealId).Distinct().Count() / DealsPerAgeBand, 1, MostAgeBands);
            var ages = Edges(bands, [.. snapshots.Select(s => s.Age).Order()]);
            var (stage, byAge) = (new Lives(), Cells(ages.Length + 1));
            var bySize = byAge.Select(_ => Cells(sizes.Length + 1)).ToArray();
            foreach (var snapshot in snapshots)
            {
                var age = Band(ages, snapshot.Age);
                stage.Add(snapshot.DealId, snapshot.End);
                byAge[age].Add(snapshot.DealId, snapshot.End);
                if (snapshot.Amount is { } amount)
                {
                    bySize[age][Band(sizes, amount)].Add(snapshot.DealId, snapshot.End);
                }
            }

            var whole = stage.Won(above).Won;
            var aged = byAge.Select(c => c.Won(whole).Won).ToArray();
            return new(ages, aged, [.. bySize.Select((cells, age) => cells.Select(c => c.Won(aged[age]).Won).ToArray())]);
        }

        public double[] At(int age, int? size) => Band(ages, age) is var band && size is { } known ? bySize[band][known] : byAge[band];

        private static Lives[] Cells(int count) => [.. Enumerable.Range(0, count).Select(_ => new Lives())];
    }
}

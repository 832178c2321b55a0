using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

/// <summary>
/// How soon deals like this one are won, learned from all deals of a company: the share won within so many days. By age and size, day by day from the coming of each deal; and where its stage is known, as deals stood at the end
/// of each week, by stage, by days at the stage and by size. Each share is that of the Aalen-Johansen estimator for two ends that exclude each other, so that deals still open count for as long as they were seen; each cell leans on
/// the one above it, and a stage on all deals of that age and size.
/// </summary>
public sealed class WinCurves
{
    /// <summary>No curve of a stage goes further, in days.</summary>
    public const int Horizon = 200;

    /// <summary>How far back is looked, in days.</summary>
    public const int Window = 730;

    private const double Support = 20; // So many deals weigh as much as what a cell leans on.
    private const double AlwaysLeft = 1e-3; // Where all that were seen at an age have ended, those first seen at a later one still tell of it.
    private const int MostDeals = 40_000;
    private const int DealsPerAgeBand = 40;
    private const int MostAgeBands = 8;

    private readonly AgeCurve _whole;
    private readonly AgeCurve _qualified;
    private readonly AgeCurve[] _bySize;
    private readonly Dictionary<string, StageCurves> _stages = new(StringComparer.OrdinalIgnoreCase);
    private readonly decimal[] _sizes;

    private WinCurves(AgeCurve whole, AgeCurve qualified, AgeCurve[] bySize, decimal[] sizes, DateOnly first) => (_whole, _qualified, _bySize, _sizes, First) = (whole, qualified, bySize, sizes, first);

    /// <summary>The first day of which is known how deals ended.</summary>
    public DateOnly First { get; }

    /// <summary>How many deals ended in these days.</summary>
    public int Closed { get; private init; }

    /// <summary>What is assumed before anything is known: a quarter is won, after 60 days on average.</summary>
    public static double Assumed(int days) => 0.25 * (1 - Math.Exp(-days / 60.0));

    /// <summary>Learns from what was known at the end of a day.</summary>
    /// <param name="deals">All deals of the company; what came or ended later is not looked at.</param>
    /// <param name="asOf">The day.</param>
    /// <param name="sizeOf">How large a deal was at the end of a day, where anything tells.</param>
    public static WinCurves Learn(IReadOnlyCollection<Deal> deals, DateOnly asOf, Func<Deal, DateOnly, decimal?> sizeOf)
    {
        var firstClose = deals.Where(d => d.Closed <= asOf).Min(d => d.Closed) ?? asOf;
        var first = asOf.AddDays(-Window) > firstClose ? asOf.AddDays(-Window) : firstClose;
        var looked = deals.Where(d => d.Opened <= asOf && (d.Closed is null || d.Closed >= first)).ToList();
        var closed = looked.Count(d => d.Closed <= asOf);
        if (looked.Count / MostDeals is > 0 and var most)
        {
            looked = [.. looked.Where(d => Mixed(d) % (ulong)(most + 1) == 0)]; // So many tell as much as all, and no more is read of a longer history.
        }

        var wins = looked.Count(d => d.IsWon && d.Closed <= asOf);
        var known = looked.Select(d => (Deal: d, Size: sizeOf(d, asOf))).ToList();
        var sizes = Edges(wins < 60 ? 1 : wins < 200 ? 2 : 4, [.. known.Select(d => d.Size).OfType<decimal>().Order()]);
        var (all, some) = (new Lives(Window), Enumerable.Range(0, sizes.Length + 1).Select(_ => new Lives(Window)).ToArray());
        foreach (var (deal, size) in known)
        {
            var (life, from) = (Ended(deal, deal.Opened, asOf), Math.Clamp(first.DayNumber - deal.Opened.DayNumber, 0, Window));
            all.Add(deal.Id, life, from);
            if (size is not null)
            {
                some[Band(sizes, size.Value)].Add(deal.Id, life, from);
            }
        }

        var whole = new AgeCurve(all, (age, days) => Assumed(age < 0 ? days - 1 : days));
        var curves = new WinCurves(whole, Qualified(looked, first, asOf, whole), [.. some.Select(lives => new AgeCurve(lives, whole.Within))], sizes, first) { Closed = closed };
        var snapshots = looked.SelectMany(d => Weekly(d, first, asOf, sizeOf)).ToList();
        foreach (var stage in snapshots.GroupBy(s => s.Stage, StringComparer.OrdinalIgnoreCase))
        {
            curves._stages.Add(stage.Key, StageCurves.Of([.. stage], sizes));
        }

        return curves;
    }

    /// <summary>The chance that an open deal is won within so many days, from 0 to 1.</summary>
    /// <param name="age">For how many days it has been there.</param>
    /// <param name="stage">Its stage; null where it has none.</param>
    /// <param name="daysAtStage">For how long.</param>
    /// <param name="size">How large it is; null where that is not known.</param>
    /// <param name="days">Within how many days; by its stage more than <see cref="Horizon"/> count as that, and of its age days beyond <see cref="Window"/> bring nothing more.</param>
    public double Chance(int age, string? stage, int daysAtStage, decimal? size, int days)
    {
        if (days <= 0)
        {
            return 0;
        }

        var byAge = OfSize(size).Within(age, days);
        return stage is not null && _stages.TryGetValue(stage, out var curves) ? curves.At(daysAtStage, size is { } known ? Band(_sizes, known) : null).Within(days, byAge) : byAge;
    }

    /// <summary>The chance that a deal is won within so many days of its coming: on the same day within 0.</summary>
    public double FromBirth(int days) => days < 0 ? 0 : _whole.Within(-1, days + 1);

    /// <summary>The chance that a deal is won within so many days of its qualifying: on the same day within 0.</summary>
    public double FromQualified(int days) => days < 0 ? 0 : _qualified.Within(-1, days + 1);

    /// <summary>How many wins were to be expected of a deal while it was seen.</summary>
    /// <param name="from">Its age in days when it was first seen.</param>
    /// <param name="to">Its age when it was last seen.</param>
    /// <param name="size">How large it is; null where that is not known.</param>
    public double ExpectedBetween(int from, int to, decimal? size) => to < from ? 0 : OfSize(size).Within(from - 1, to - from + 1);

    /// <summary>How many of deals of a size that are seen from an age on are won while they are seen, and the sum of the ages at which they are, each as <see cref="AgeOfWin"/> tells it.</summary>
    /// <param name="from">The age in days when they were first seen.</param>
    /// <param name="to">The age when they were last seen.</param>
    /// <param name="size">How large they are; null where that is not known.</param>
    public (double Wins, double Ages) WinsBetween(int from, int to, decimal? size) => to < from ? (0, 0) : OfSize(size).WinsBetween(from, to);

    /// <summary>An age in days as a multiple of the mean age at which deals of a size are won.</summary>
    public double AgeOfWin(int age, decimal? size) => age / OfSize(size).MeanAge;

    /// <summary>How soon deals are won from the day on which they qualified, leaning on all from their coming on; the same where each counts as qualified then.</summary>
    private static AgeCurve Qualified(IReadOnlyCollection<Deal> looked, DateOnly first, DateOnly asOf, AgeCurve whole)
    {
        if (looked.All(d => d.Qualified == d.Opened))
        {
            return whole;
        }

        var lives = new Lives(Window);
        foreach (var deal in looked)
        {
            if (deal.Qualified is { } since && since <= asOf)
            {
                lives.Add(deal.Id, Ended(deal, since, asOf), Math.Clamp(first.DayNumber - since.DayNumber, 0, Window));
            }
        }

        return new(lives, whole.Within);
    }

    private AgeCurve OfSize(decimal? size) => size is { } known ? _bySize[Band(_sizes, known)] : _whole;

    /// <summary>A number that deals are chosen by which has nothing to do with how they are numbered: an order's lines may be numbered together, and an order is numbered when it has come.</summary>
    private static ulong Mixed(Deal deal) => ((ulong)(deal.AccountId is { } account ? (account * 1_000_003) + (31 * deal.Opened.DayNumber) + deal.SalespersonId : deal.Id) * 0x9E3779B97F4A7C15) >> 33;

    private static IEnumerable<Snapshot> Weekly(Deal deal, DateOnly first, DateOnly asOf, Func<Deal, DateOnly, decimal?> sizeOf)
    {
        var from = deal.Opened > first ? deal.Opened : first;
        var weeks = (asOf.DayNumber - from.DayNumber) / Week.Days;
        for (var day = asOf.AddDays(-Week.Days * weeks); day < asOf && deal.IsOpenAt(day); day = day.AddDays(Week.Days))
        {
            var mark = deal.At(day);
            if (mark.Stage is not null)
            {
                yield return new(deal.Id, mark.Stage, day.DayNumber - mark.Since.DayNumber, sizeOf(deal, day), Ended(deal, day, asOf));
            }
        }
    }

    private static Life Ended(Deal deal, DateOnly from, DateOnly asOf) =>
        deal.Closed <= asOf ? new(deal.Closed.Value.DayNumber - from.DayNumber, true, deal.IsWon) : new(asOf.DayNumber - from.DayNumber, false, false);

    private static T[] Edges<T>(int bands, IReadOnlyList<T> inOrder) =>
        inOrder.Count == 0 ? [] : [.. Enumerable.Range(1, Math.Max(0, bands - 1)).Select(i => inOrder[i * inOrder.Count / bands])];

    private static int Band<T>(T[] edges, T value)
        where T : IComparable<T> => edges.Count(edge => value.CompareTo(edge) >= 0);

    /// <summary>A deal at the end of a week.</summary>
    private readonly record struct Snapshot(long DealId, string Stage, int Age, decimal? Size, Life End);

    /// <summary>What became of a deal: after how many days it ended, or was last seen.</summary>
    private readonly record struct Life(int Days, bool IsEnded, bool IsWon);

    /// <summary>Deals of a cell, counted by the days until they ended.</summary>
    private sealed class Lives(int last)
    {
        private readonly int[] _entered = new int[last + 2];
        private readonly int[] _won = new int[last + 2];
        private readonly int[] _lost = new int[last + 2];
        private readonly int[] _left = new int[last + 2];
        private readonly HashSet<long> _deals = [];

        /// <summary>How many deals they are.</summary>
        public int Deals => _deals.Count;

        /// <summary>Counts one, seen from an age on.</summary>
        public void Add(long deal, Life life, int from = 0)
        {
            if (from > last || life.Days < from)
            {
                return;
            }

            _deals.Add(deal);
            _entered[from]++;
            (life.Days > last || !life.IsEnded ? _left : life.IsWon ? _won : _lost)[Math.Min(life.Days, last + 1)]++;
        }

        /// <summary>By each day, 0 to the last: the share won by then, the share that has not ended by then, and how many were seen at its beginning.</summary>
        public (double[] Won, double[] Unended, int[] Seen) Shares()
        {
            var (won, unended, seen) = (new double[last + 1], new double[last + 1], new int[last + 1]);
            var (share, alive, atRisk) = (0.0, 1.0, 0);
            for (var day = 0; day <= last; day++)
            {
                seen[day] = atRisk += _entered[day];
                if (atRisk > 0)
                {
                    share += alive * _won[day] / atRisk;
                    alive *= Math.Max(AlwaysLeft, 1 - ((double)(_won[day] + _lost[day]) / atRisk));
                }

                atRisk -= _won[day] + _lost[day] + _left[day];
                (won[day], unended[day]) = (share, alive);
            }

            return (won, unended, seen);
        }
    }

    /// <summary>How soon deals are won by their age, from the day of their coming on.</summary>
    private sealed class AgeCurve
    {
        private readonly double[] _won;
        private readonly double[] _unended;
        private readonly int[] _seen;
        private readonly Func<int, int, double> _above;
        private readonly double[] _wonBefore = new double[Window + 2]; // Of all that come, by age in days.
        private readonly double[] _agesBefore = new double[Window + 2]; // The sum of the ages at which they were won, in days.

        public AgeCurve(Lives lives, Func<int, int, double> above)
        {
            ((_won, _unended, _seen), _above) = (lives.Shares(), above);
            for (var age = 0; age <= Window; age++)
            {
                _wonBefore[age + 1] = Within(-1, age + 1);
                _agesBefore[age + 1] = _agesBefore[age] + (age * (_wonBefore[age + 1] - _wonBefore[age]));
            }
        }

        /// <summary>The mean age at which they are won, in days; 1 at least, where all are won on the day of their coming.</summary>
        public double MeanAge => _wonBefore[^1] > 0 ? Math.Max(1, _agesBefore[^1] / _wonBefore[^1]) : 1;

        /// <summary>The share won at these ages of those that are open still at the first, and the sum of the ages, as multiples of the mean.</summary>
        public (double Wins, double Ages) WinsBetween(int from, int to)
        {
            var open = from == 0 ? 1 : Math.Max(AlwaysLeft, _unended[from - 1]); // Who is seen from then on was there until then.
            return ((_wonBefore[to + 1] - _wonBefore[from]) / open, (_agesBefore[to + 1] - _agesBefore[from]) / open / MeanAge);
        }

        /// <summary>The share won within so many days, of those open still at the end of the day of an age; from the day of their coming on where that is -1. The fewer were seen at that age, the more it leans on what is above.</summary>
        public double Within(int age, int days)
        {
            var from = Math.Min(age, Window - 1);
            var (won, unended) = from < 0 ? (0, 1) : (_won[from], _unended[from]);
            var seen = unended > 0 ? _seen[from + 1] : 0;
            var above = _above(age, days);
            return seen == 0 ? above : ((seen * (_won[Math.Min(Window, from + days)] - won) / unended) + (Support * above)) / (seen + Support);
        }
    }

    /// <summary>The share won within 0 to <see cref="Horizon"/> days by the stage's own deals, each already weighed, and the weight that is left to what deals of that age and size do.</summary>
    private sealed record StageCurve(double[] Own, double Rest)
    {
        public double Within(int days, double byAge) => Own[Math.Min(days, Horizon)] + (Rest * byAge);
    }

    /// <summary>The curves of a stage: by days at it, and by size.</summary>
    private sealed class StageCurves(int[] ages, StageCurve[] byAge, StageCurve[][] bySize)
    {
        public static StageCurves Of(IReadOnlyList<Snapshot> snapshots, decimal[] sizes)
        {
            var bands = Math.Clamp(snapshots.Select(s => s.DealId).Distinct().Count() / DealsPerAgeBand, 1, MostAgeBands);
            var ages = Edges(bands, [.. snapshots.Select(s => s.Age).Order()]);
            var (stage, byAge) = (new Lives(Horizon), Cells(ages.Length + 1));
            var bySize = byAge.Select(_ => Cells(sizes.Length + 1)).ToArray();
            foreach (var snapshot in snapshots)
            {
                var age = Band(ages, snapshot.Age);
                stage.Add(snapshot.DealId, snapshot.End);
                byAge[age].Add(snapshot.DealId, snapshot.End);
                if (snapshot.Size is { } size)
                {
                    bySize[age][Band(sizes, size)].Add(snapshot.DealId, snapshot.End);
                }
            }

            var whole = Leaning(stage, new(new double[Horizon + 1], 1));
            var aged = byAge.Select(c => Leaning(c, whole)).ToArray();
            return new(ages, aged, [.. bySize.Select((cells, age) => cells.Select(c => Leaning(c, aged[age])).ToArray())]);
        }

        public StageCurve At(int age, int? size) => Band(ages, age) is var band && size is { } known ? bySize[band][known] : byAge[band];

        private static StageCurve Leaning(Lives cell, StageCurve above)
        {
            var weight = cell.Deals / (cell.Deals + Support);
            return new([.. cell.Shares().Won.Zip(above.Own, (own, more) => (weight * own) + ((1 - weight) * more))], (1 - weight) * above.Rest);
        }

        private static Lives[] Cells(int count) => [.. Enumerable.Range(0, count).Select(_ => new Lives(Horizon))];
    }
}

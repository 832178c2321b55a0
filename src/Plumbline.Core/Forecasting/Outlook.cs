using System.Runtime.Intrinsics;

namespace Plumbline.Forecasting;

/// <summary>An open deal with its odds.</summary>
/// <param name="Id">The opportunity; below 0 for the next order of an account, with the account's number.</param>
/// <param name="Chance">That it is won in time, from 0 to 1.</param>
/// <param name="Value">What it is expected to bring then, above 0.</param>
/// <param name="IsGuess">Whether nobody said its amount, so that the value is what such deals usually bring.</param>
public readonly record struct Prospect(long Id, double Chance, double Value, bool IsGuess = false)
{
    /// <summary>The deal's own chance, by deals like it, who works it and the season, before what is learned of all deals together; null where it was not kept.</summary>
    public double? Own { get; init; }

    /// <summary>Its own chance to be won within <see cref="DaysSoon"/> days, whenever the period ends; null where it was not kept.</summary>
    public double? Soon { get; init; }

    /// <summary>So many days are soon: about a quarter, so that what is at stake in a deal falls to nothing near no quarter's end.</summary>
    public const int DaysSoon = 90;

    /// <summary>The chance that is told of the deal by itself: its own, so that it is the same of a person, a team and the company, and of every period that ends on the same day.</summary>
    public double Told => Own ?? Chance;
}

/// <summary>Open deals of several people that are too many to look at one by one, and are counted among those to come: how many, how many of them are won, and what they bring; and of how many accounts they are next orders.</summary>
public readonly record struct FoldedDeals(int Deals, double Wins, double Value, int Reorders = 0);

/// <summary>What a period is likely to bring, against a quota.</summary>
/// <param name="Chance">That the quota is reached, from 0 to 1.</param>
/// <param name="Expected">The mean.</param>
/// <param name="Low">With a chance of one in ten it is less.</param>
/// <param name="Mid">As likely to be more as to be less.</param>
/// <param name="High">With a chance of one in ten it is more.</param>
public sealed record Attainment(double Chance, double Expected, double Low, double Mid, double High);

/// <summary>
/// All that a period may still bring: what is won, each open deal with its odds, deals still to come at a pace, and a shock that all of them share, which stands for what the odds do not know.
/// </summary>
/// <param name="Won">Won so far in the period.</param>
/// <param name="Open">Open deals.</param>
/// <param name="Coming">How many wins of deals that are not there yet are expected, and of <see cref="Folded"/> ones.</param>
/// <param name="Values">What such a win brings, each as likely as the others.</param>
/// <param name="Spread">Standard deviation of the shock's logarithm.</param>
public sealed record Outlook(double Won, IReadOnlyList<Prospect> Open, double Coming, IReadOnlyList<double> Values, double Spread)
{
    private const int FinePoints = 320; // Of round amounts many lie on a point.
    private const int ManyPoints = 160; // Of many deals the sum is smooth.
    private const int ManyDeals = 60;
    private const int FewPoints = 8;
    private const int MostTogether = 200; // Of the deals of several people so many are looked at one by one: a company has a hundred thousand.
    private const double MostAtOnce = 200; // Of more, the chance of none at all is too small for a number to hold.
    private const double LeastMoved = 0.3; // Of a shock's part reaches the results at least: of deals that are as good as sure nothing would.
    private const int Rounds = 2; // After which the mean is what it was, but for a hundredth or two.
    private const double MostSpread = 0.7; // More than this a shock is not raised to.
    private const int Half = 4; // The shock has two vectors of four nodes.

    /// <summary>Nodes and weights of the Gauss-Hermite quadrature of order 7 (DLMF 3.5(v)), the weights for a standard normal variable; one more without weight fills the second vector.</summary>
    private static readonly double[] _nodes = [-2.651961356835233, -1.673551628767471, -0.816287882858965, 0, 0.816287882858965, 1.673551628767471, 2.651961356835233, 0];
    private static readonly double[] _weights = [0.0005482688559722, 0.0307571239675865, 0.2401231786050127, 0.4571428571428571, 0.2401231786050127, 0.0307571239675865, 0.0005482688559722, 0];
    private static readonly double[] _asSaid = [1];

    /// <summary>What a won deal brings as a multiple of its stated amount, each as likely as the others.</summary>
    public IReadOnlyList<double> OfStated { get; init; } = _asSaid;

    /// <summary>The same of deals whose value is a guess.</summary>
    public IReadOnlyList<double> OfGuessed { get; init; } = _asSaid;

    /// <summary>The open deals that are counted among those to come.</summary>
    public FoldedDeals Folded { get; init; }

    /// <summary>How many deals are open.</summary>
    public int OpenDeals => Open.Count + Folded.Deals;

    /// <summary>How many accounts have ordered before and are expected again.</summary>
    public int Reorders => Open.Count(p => p.Id < 0) + Folded.Reorders;

    /// <summary>What deals that are not there yet are expected to bring.</summary>
    public double ComingValue => (Coming * MeanValue) - Folded.Value;

    /// <summary>The mean of what the period brings in all.</summary>
    public double Expected
    {
        get
        {
            var factors = Factors();
            var sum = Coming * MeanValue;
            foreach (var prospect in Open)
            {
                var chance = 0.0;
                for (var k = 0; k < factors.Length; k++)
                {
                    chance += _weights[k] * Odds(prospect.Chance, factors[k]);
                }

                sum += chance * prospect.Value * Multiples(prospect).Average();
            }

            return Won + sum;
        }
    }

    /// <summary>The square of how far chance alone lets the rest lie from its mean: all but the shock.</summary>
    public double Variance
    {
        get
        {
            var sum = Values.Count == 0 ? 0 : Coming * Values.Average(v => v * v);
            foreach (var prospect in Open)
            {
                var multiples = Multiples(prospect);
                var mean = prospect.Chance * prospect.Value * multiples.Average();
                sum += (prospect.Chance * prospect.Value * prospect.Value * multiples.Average(m => m * m)) - (mean * mean);
            }

            return sum;
        }
    }

    private int Points => Open.Count > ManyDeals ? ManyPoints : FinePoints;

    private double MeanValue => Values.Count == 0 ? 0 : Values.Average();

    /// <summary>
    /// What past forecasts of the company teach: odds and pace multiplied, and another shock beside what is uncertain here already. Past forecasts tell how far results lie off, and the shock is one of odds, which moves results the
    /// less the higher these are: so odds are shaken by as much more, and the mean is kept.
    /// </summary>
    public Outlook Calibrated((double Bias, double Spread) by)
    {
        var biased = Times(by.Bias);
        var (mean, moved) = biased.Moved();
        var spread = Math.Min(by.Spread / moved, Math.Max(by.Spread, MostSpread));
        return biased.Shaken(Math.Sqrt((Spread * Spread) + (spread * spread)), mean, moved);
    }

    /// <summary>The same with another shock, and what is expected by the odds as they are: a shock of odds takes from the mean.</summary>
    /// <param name="spread">Standard deviation of the shock's logarithm.</param>
    public Outlook Shaken(double spread)
    {
        var (mean, moved) = Moved();
        return Shaken(spread, mean, moved);
    }

    private Outlook Shaken(double spread, double mean, double moved)
    {
        if (mean <= 0)
        {
            return this;
        }

        var shaken = this with { Spread = spread };
        for (var round = 0; round < Rounds; round++)
        {
            shaken = shaken.Times(Math.Pow(mean / (shaken.Expected - Won), 1 / moved));
        }

        return shaken;
    }

    /// <summary>What the rest brings by the odds as they are, and which part of a shock of odds reaches it.</summary>
    private (double Mean, double Moved) Moved()
    {
        var (coming, open) = (Coming * MeanValue, Open.Select(p => (p.Chance, Part: p.Chance * p.Value * Multiples(p).Average())).ToList());
        var mean = coming + open.Sum(p => p.Part);
        return (mean, mean <= 0 ? 1 : Math.Max(LeastMoved, (coming + open.Sum(p => p.Part * (1 - p.Chance))) / mean));
    }

    /// <summary>With odds and pace multiplied.</summary>
    public Outlook Times(double factor) => this with { Open = [.. Open.Select(p => p with { Chance = Odds(p.Chance, factor) })], Coming = Coming * factor, Folded = Folded with { Wins = Folded.Wins * factor, Value = Folded.Value * factor } };

    /// <summary>What several people may bring together. What is uncertain of each alone evens out in part; what past forecasts know of the team comes on top.</summary>
    public static Outlook Together(IReadOnlyList<Outlook> people)
    {
        if (people is [var one])
        {
            return one;
        }

        var rests = people.Select(p => p.Expected - p.Won).ToList();
        var rest = rests.Sum();
        var open = people.SelectMany(p => p.Open).OrderByDescending(p => p.Id > 0).ThenByDescending(p => p.Chance * p.Value).ThenBy(p => p.Id).ToList();
        var named = Math.Min(MostTogether, open.Count(p => p.Id > 0)); // The next orders of accounts are many and alike.
        var (ofStated, ofGuessed) = people.Count == 0 ? (_asSaid, _asSaid) : (people[0].OfStated, people[0].OfGuessed);
        var (timesStated, timesGuessed) = (ofStated.Average(), ofGuessed.Average());
        var folded = open.Skip(named).Select(p => p with { Value = p.Value * (p.IsGuess ? timesGuessed : timesStated) }).ToList();
        var coming = people.Where(p => p.Coming > 0).SelectMany(p => p.Values.Select(v => (Value: v, Wins: p.Coming / p.Values.Count))).Concat(folded.Select(p => (p.Value, Wins: p.Chance)));
        return new(
            people.Sum(p => p.Won),
            [.. open.Take(named).OrderBy(p => p.Id)],
            people.Sum(p => p.Coming) + folded.Sum(p => p.Chance),
            LikelyParts.Of([.. coming.OrderBy(v => v.Value)], LikelyParts.OfValues),
            rest == 0 ? 0 : Math.Sqrt(people.Zip(rests, (p, r) => Math.Pow(p.Spread * r / rest, 2)).Sum()))
        {
            OfStated = ofStated,
            OfGuessed = ofGuessed,
            Folded = new(folded.Count, folded.Sum(p => p.Chance), folded.Sum(p => p.Chance * p.Value), folded.Where(p => p.Id < 0).DistinctBy(p => p.Id).Count()),
        };
    }

    /// <summary>A chance whose odds are multiplied.</summary>
    public static double Odds(double chance, double factor) => factor * chance / (1 + ((factor - 1) * chance));

    /// <summary>What the period is likely to bring, and the chance that it reaches a quota.</summary>
    public Attainment Against(double quota)
    {
        var (expected, gap) = (Expected, quota - Won);
        var rest = expected - Won;
        if (rest <= 0)
        {
            return new(gap <= 0 ? 1 : 0, Won, Won, Won, Won);
        }

        var step = (rest + (5 * Math.Sqrt(Variance + (rest * rest * (Math.Exp(Spread * Spread) - 1))))) / Points;
        var likely = Distribution(step, Points);
        return new(Reaches(quota), expected, Won + Quantile(likely, step, 0.1), Won + Quantile(likely, step, 0.5), Won + Quantile(likely, step, 0.9));
    }

    /// <summary>The chance that a quota is reached, from 0 to 1, on a lattice on which the gap is a point: deals that make up just the gap reach it. What lacks less than a point for each deal may count as reached.</summary>
    public double Reaches(double quota)
    {
        var gap = quota - Won;
        var rest = Open.Sum(p => p.Value) + (Coming * MeanValue);
        return gap <= 0 ? 1 : rest <= 0 ? 0 : Math.Clamp(gap < rest / Points ? Distribution(gap / FewPoints, FewPoints)[FewPoints] : Distribution(gap / Points, Points)[Points], 0, 1);
    }

    private static double Quantile(double[] likely, double step, double share)
    {
        var below = 0.0;
        for (var i = 0; i < likely.Length; i++)
        {
            below += likely[i];
            if (below >= share - 1e-9)
            {
                return i * step;
            }
        }

        return (likely.Length - 1) * step;
    }

    /// <summary>The shock, mean 1, at its nodes.</summary>
    private double[] Factors() => [.. _nodes.Select(n => Math.Exp((Spread * Math.Sqrt(2) * n) - (Spread * Spread / 2)))];

    private IReadOnlyList<double> Multiples(Prospect prospect) => prospect.IsGuess ? OfGuessed : OfStated;

    /// <summary>How likely the rest is each multiple of a step; the last one stands for all that is as much or more. All nodes of the shock are gone through at once, side by side in vectors.</summary>
    private double[] Distribution(double step, int last)
    {
        var factors = Factors();
        var likely = Coming > 0 && Values.Count > 0 ? Compound(Vectors(f => Coming * f), step, last) : Sure(last);
        var top = Coming > 0 && Values.Count > 0 ? last : 0;
        Span<double> shares = stackalloc double[last + 1];
        Span<int> shifts = stackalloc int[last + 1];
        foreach (var prospect in Open)
        {
            top = Add(likely, top, Vectors(f => Odds(prospect.Chance, f)), shifts[..Spots(shares, shifts, prospect.Value, Multiples(prospect), step)], shares);
        }

        var (first, second) = (Vector256.Create(_weights.AsSpan(0, Half)), Vector256.Create(_weights.AsSpan(Half)));
        var mixed = new double[last + 1];
        for (var i = 0; i <= last; i++)
        {
            mixed[i] = Vector256.Sum((likely[2 * i] * first) + (likely[(2 * i) + 1] * second));
        }

        return mixed;

        (Vector256<double>, Vector256<double>) Vectors(Func<double, double> of) =>
            (Vector256.Create(of(factors[0]), of(factors[1]), of(factors[2]), of(factors[3])), Vector256.Create(of(factors[4]), of(factors[5]), of(factors[6]), of(factors[7])));
    }

    private static Vector256<double>[] Sure(int last)
    {
        var likely = new Vector256<double>[2 * (last + 1)];
        likely[0] = likely[1] = Vector256<double>.One;
        return likely;
    }

    /// <summary>On which points a win may land, from the lowest up, and with which share each. A value between two points is shared between them, so that the mean stays.</summary>
    private static int Spots(Span<double> shares, Span<int> shifts, double value, IReadOnlyList<double> multiples, double step)
    {
        var last = shares.Length - 1;
        shares.Clear();
        foreach (var multiple in multiples)
        {
            var (whole, part) = Split(value * multiple / step, last);
            shares[whole] += (1 - part) / multiples.Count;
            shares[Math.Min(last, whole + 1)] += part / multiples.Count;
        }

        var count = 0;
        for (var i = 0; i <= last; i++)
        {
            if (shares[i] > 0)
            {
                shifts[count++] = i;
            }
        }

        return count;
    }

    /// <summary>Adds one deal that comes or does not.</summary>
    /// <returns>The highest point that is possible now.</returns>
    private static int Add(Vector256<double>[] likely, int top, (Vector256<double> One, Vector256<double> Two) chance, ReadOnlySpan<int> shifts, ReadOnlySpan<double> shares)
    {
        var last = (likely.Length / 2) - 1;
        var (stays, alsoStays) = (Vector256<double>.One - chance.One, Vector256<double>.One - chance.Two);
        Span<Vector256<double>> comes = stackalloc Vector256<double>[2 * shifts.Length];
        for (var k = 0; k < shifts.Length; k++)
        {
            (comes[2 * k], comes[(2 * k) + 1]) = (chance.One * shares[shifts[k]], chance.Two * shares[shifts[k]]);
        }

        // From the top down, each point is read before anything is added to it. The last one keeps what it has.
        for (var i = Math.Min(top, last - 1); i >= 0; i--)
        {
            var (one, two) = (likely[2 * i], likely[(2 * i) + 1]);
            (likely[2 * i], likely[(2 * i) + 1]) = (one * stays, two * alsoStays);
            for (var k = 0; k < shifts.Length; k++)
            {
                var to = 2 * Math.Min(last, i + shifts[k]);
                likely[to] += one * comes[2 * k];
                likely[to + 1] += two * comes[(2 * k) + 1];
            }
        }

        return Math.Min(last, top + shifts[^1]);
    }

    /// <summary>The sum of a Poisson number of values, by Panjer's recursion (1981).</summary>
    private Vector256<double>[] Compound((Vector256<double> One, Vector256<double> Two) expected, double step, int last)
    {
        var most = Math.Max(Vector256.GetElement(expected.One, Half - 1), Enumerable.Range(0, Half).Max(i => Vector256.GetElement(expected.Two, i)));
        if (most > MostAtOnce)
        {
            var half = Compound((expected.One / 2, expected.Two / 2), step, last);
            return Sum(half);
        }

        var sizes = new double[last + 1];
        var kinds = new int[last + 1];
        Spots(sizes, kinds, 1, Values, step);
        kinds = [.. Enumerable.Range(1, last - 1).Where(i => sizes[i] > 0)];
        var likely = new Vector256<double>[2 * (last + 1)];
        var none = 1 - sizes[0];
        (likely[0], likely[1]) = (Vector256.Exp(-expected.One * none), Vector256.Exp(-expected.Two * none));
        var (sum, sumTwo) = (likely[0], likely[1]);
        for (var i = 1; i < last; i++)
        {
            var (one, two) = (Vector256<double>.Zero, Vector256<double>.Zero);
            foreach (var kind in kinds)
            {
                if (kind > i)
                {
                    break;
                }

                var weight = kind * sizes[kind];
                one += likely[2 * (i - kind)] * weight;
                two += likely[(2 * (i - kind)) + 1] * weight;
            }

            sum += likely[2 * i] = one * expected.One / i;
            sumTwo += likely[(2 * i) + 1] = two * expected.Two / i;
        }

        likely[2 * last] = Vector256.Max(Vector256<double>.Zero, Vector256<double>.One - sum);
        likely[(2 * last) + 1] = Vector256.Max(Vector256<double>.Zero, Vector256<double>.One - sumTwo);
        return likely;
    }

    /// <summary>Twice the same, independently.</summary>
    private static Vector256<double>[] Sum(Vector256<double>[] half)
    {
        var last = (half.Length / 2) - 1;
        var sum = new Vector256<double>[half.Length];
        for (var i = 0; i <= last; i++)
        {
            for (var j = 0; j <= last; j++)
            {
                var to = 2 * Math.Min(last, i + j);
                sum[to] += half[2 * i] * half[2 * j];
                sum[to + 1] += half[(2 * i) + 1] * half[(2 * j) + 1];
            }
        }

        return sum;
    }

    private static (int Whole, double Part) Split(double steps, int last)
    {
        if (steps >= last)
        {
            return (last, 0);
        }

        // A value on a point stays there, whatever the division made of its last digit.
        var nearest = Math.Round(steps);
        return Math.Abs(steps - nearest) < 1e-9 ? ((int)nearest, 0) : ((int)steps, steps - Math.Floor(steps));
    }
}

using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

/// <summary>
/// What a company's deals tell, as known at the end of a day, and from that the outlook of each of its people. It looks at nothing that came later, and the same deals give the same figures in whatever order.
/// </summary>
public sealed class Forecaster
{
    private const int RecentDays = 28;
    private const int HalfYear = 183; // Days: over the pace of so long what is further ahead is told.
    private const double PaceWeight = 45; // Days: so much a longer pace weighs beside the one of late.
    private const double CompanyWins = 10; // So many wins the company's weigh beside one's own, in what a win brings.
    private const double StatedWins = 10; // So many wins weigh what was stated beside what came.
    private const double MostTimes = 10;
    private const int MostCompanyValues = 96; // Each person's own are mixed with these: with all that a company won it would take minutes.

    private static readonly HashSet<long> _nobody = [];

    private readonly DateOnly _asOf;
    private readonly WinCurves _curves;
    private readonly ILookup<long, Deal> _ofPerson;
    private readonly ILookup<long, Deal> _credits;
    private readonly IReadOnlySet<long> _gone;
    private readonly IReadOnlyList<Deal> _won;
    private readonly UsualValues _usual;
    private readonly UsualValues _sizes; // By what deals are sold for.
    private readonly double _pacePerPerson;
    private readonly double _support;
    private readonly IReadOnlyDictionary<long, SalesCycle> _cycles;
    private readonly Dictionary<int, double[]> _companyValues = [];
    private readonly double[] _ofStated;
    private readonly double[] _ofGuessed;
    private readonly ValueByAge _byAge; // Of guesses: a stated amount stands.
    private readonly bool _areOrders;
    private readonly Season _season;
    private readonly Season _seasonOfAll; // By wins alone, whatever was open.

    private Forecaster(IReadOnlyCollection<Deal> all, DateOnly asOf, IReadOnlySet<long> gone)
    {
        (_asOf, _gone) = (asOf, gone);
        _credits = all.Where(d => d.IsCredit && d.Closed <= asOf).ToLookup(d => d.SalespersonId);
        IReadOnlyCollection<Deal> deals = _credits.Count == 0 ? all : [.. all.Where(d => !d.IsCredit || d.Closed > asOf)]; // Until it is given back nobody knows that it will be.
        deals = deals.Any(d => d.Before.Count > 0) ? [.. deals.Select(d => d.IsOpenAt(asOf) ? d.HeldAt(asOf) : d)] : deals; // Nor who will have it once it is handed on.
        var known = deals.Where(d => d.Opened <= asOf).OrderBy(d => d.Opened).ThenBy(d => d.SalespersonId).ThenBy(d => d.AccountId).ThenBy(d => d.IsReorder).ThenBy(d => d.Id).ToList(); // The number of an order that is open still is another once it has come.
        _ofPerson = known.ToLookup(d => d.SalespersonId);
        _won = Won(known).All(d => d.Value <= 0) ? [] : [.. Won(known).OrderBy(d => d.Value).ThenBy(d => d.Id)];
        _usual = new(_won, known);
        List<Deal> sold = known.Exists(d => d.Sold is not null) ? [.. known.Select(d => d.Sold ?? d)] : known;
        var soldAndWon = sold == known ? _won : [.. Won(sold)];
        _sizes = sold == known ? _usual : new(soldAndWon, sold);
        _curves = WinCurves.Learn(deals, asOf, SizeOf);
        var somebodys = _ofPerson.Where(p => p.Key != Deal.Nobody).ToList(); // What is nobody's tells nothing of what people do.
        var people = somebodys.Where(p => !gone.Contains(p.Key)).Select(p => Pace(p, SeenSince(p))).Where(p => p.Days > 0).ToList();
        _pacePerPerson = people.Count == 0 ? 0 : people.Sum(p => p.Deals) / people.Sum(p => p.Days);
        var stated = _won.Select(d => (Deal: d, Amount: d.AmountAt(d.Closed!.Value.AddDays(-1)))).Where(d => d.Amount > 0).Select(d => Multiple(d.Deal, (double)d.Amount!.Value));
        var guessed = _won.Select(d => (Age: AgeWon(d), Multiple: Multiple(d, _usual.Of(d)))).ToList();
        (_ofStated, _ofGuessed) = (Multiples(stated, StatedWins), Multiples(guessed.Select(g => g.Multiple), 0));
        (_byAge, _areOrders) = (new(guessed), known.Exists(d => d.IsReorder));
        var expected = ExpectedByMonth(known);
        (_season, _seasonOfAll) = (Season.Learn(soldAndWon, expected), Season.Learn(soldAndWon, expected.ToDictionary(m => m.Key, _ => 1.0)));
        _cycles = SalesCycle.Of(somebodys.Where(p => !p.Any(d => d.IsReorder)).ToDictionary(p => p.Key, AgesWon)); // An account orders at its own rhythm, whoever sells to it.
        _support = Support.Best([.. somebodys.Select(WinsAgainstExpected)]);
    }

    /// <summary>Learns from what was known at the end of a day.</summary>
    /// <param name="deals">All deals of the company.</param>
    /// <param name="asOf">The day; what came or ended later is not looked at.</param>
    /// <param name="gone">Who had left the company by then: their open deals are still to be won, but they bring no new ones.</param>
    public static Forecaster Learn(IReadOnlyCollection<Deal> deals, DateOnly asOf, IReadOnlySet<long>? gone = null) => new(deals, asOf, gone ?? _nobody);

    /// <summary>
    /// What a person's deals bring in the days of a period: those until now are known, the others are to come. The spread is that of the person's own factor; what else the odds do not know, past forecasts tell
    /// (<see cref="Calibration"/>).
    /// </summary>
    /// <param name="salespersonId">Who.</param>
    /// <param name="first">The first day of the period.</param>
    /// <param name="last">Its last day.</param>
    /// <param name="isRunning">Whether the day itself is not over yet: on its last day a period still has that.</param>
    public Outlook For(long salespersonId, DateOnly first, DateOnly last, bool isRunning = false)
    {
        var own = _ofPerson[salespersonId].ToList();
        var won = own.Concat(_credits[salespersonId]).Where(d => d.IsWonIn(first, last < _asOf ? last : _asOf)).Sum(d => d.Value);
        var left = isRunning && last == _asOf ? 1 : last.DayNumber - _asOf.DayNumber;
        if (left <= 0)
        {
            return new((double)won, [], 0, [], 0);
        }

        var (wins, expected) = WinsAgainstExpected(own);
        var factor = Factor(wins, expected) * _season.Between(left == 1 ? last : _asOf.AddDays(1), last);
        var open = OpenOf(own).Select(deal => Of(deal, left, factor)).Where(p => p is { Chance: > 0, Value: > 0 }).ToList();
        return new((double)won, open, Coming(salespersonId, own, left, Math.Max(RecentDays, last.DayNumber - first.DayNumber + 1), factor), ValuesOf(salespersonId, own, left), Math.Sqrt(1 / (wins + _support))) { OfStated = _ofStated, OfGuessed = _ofGuessed };
    }

    /// <summary>
    /// What a person's deals bring in each of several months that follow one another, each deal's chance and the pace of new ones cut by the days in which they fall, and weighed by each month's own season.
    /// </summary>
    /// <param name="salespersonId">Who.</param>
    /// <param name="ends">The last day of each month; the first is not before the day it is learned from.</param>
    /// <param name="isRunning">Whether the day itself is not over yet, so that a month that ends with it still has that.</param>
    public PersonAhead Ahead(long salespersonId, IReadOnlyList<DateOnly> ends, bool isRunning = false)
    {
        var own = _ofPerson[salespersonId].ToList();
        if (own.Count == 0)
        {
            return new([], new double[ends.Count], new double[ends.Count]); // Of who has not begun yet it is not known that they will.
        }

        int[] days = [.. ends.Select(end => isRunning && end == _asOf ? 1 : end.DayNumber - _asOf.DayNumber)];
        if (own.Exists(d => d.IsReorder))
        {
            return Orders();
        }

        var (wins, expected) = WinsAgainstExpected(own);
        var factor = Factor(wins, expected);
        var seasons = SeasonsOf(_season, ends);
        double[] untilThen = [.. ends.Select(end => end > _asOf ? factor * _season.Between(_asOf.AddDays(1), end) : factor)]; // As the odds of a period that ends then.
        double[] coming = [.. days.Select(left => Coming(salespersonId, own, left, HalfYear, factor))];
        double[] values = [.. coming.Zip(days, (wins, left) => wins == 0 ? 0 : wins * ValuesOf(salespersonId, own, left).DefaultIfEmpty().Average())];
        return new([.. OpenOf(own).Select(OfDeal).Where(d => d.Expected > 0)], Cut(coming), Cut(values), factor) { Cycle = CycleOf(salespersonId).Times };

        DealAhead OfDeal(Deal deal)
        {
            var prospect = Of(deal, days[^1], factor);
            var chances = Cut([.. days.Select(left => ChanceOf(deal, left, factor))]);
            var sum = chances.Sum();
            var (own, until) = (new double[days.Length], 0.0);
            for (var month = 0; month < days.Length; month++)
            {
                var by = days[month] <= 0 ? 0 : ChanceOf(deal, days[month], untilThen[month]);
                (own[month], until) = (Math.Max(0, by - until), Math.Max(by, until));
            }

            return new(prospect.Id, deal.SalespersonId, prospect.Value * (prospect.IsGuess ? _ofGuessed : _ofStated).Average(), sum > 1 ? [.. chances.Select(c => c / sum)] : chances, prospect.IsGuess)
            {
                Own = own,
            };
        }

        // Of months far on an account's rhythm tells less than pace and season do (on AdventureWorks' orders they are off by a fifth less), since what is put off once is off from then on.
        PersonAhead Orders()
        {
            List<Deal> orders = [.. own.Where(d => d.IsWon && d.Closed <= _asOf).Select(d => d with { Opened = d.Closed!.Value })];
            if (orders.Count == 0 || _gone.Contains(salespersonId))
            {
                return new([], new double[days.Length], new double[days.Length]); // Who has not sold for so long sells no more.
            }

            var (pace, brings) = (PaceOf(orders, HalfYear), ValuesOf(salespersonId, orders, days[^1]).DefaultIfEmpty().Average());
            double[] coming = [.. SeasonsOf(_seasonOfAll, ends).Select((season, i) => pace * (days[i] - (i == 0 ? 0 : days[i - 1])) * season)];
            return new([], coming, [.. coming.Select(orders => orders * brings)]);
        }

        double[] Cut(double[] until) => [.. until.Select((all, i) => Math.Max(0, all - (i == 0 ? 0 : until[i - 1])) * seasons[i])];
    }

    /// <summary>The chance that a deal that comes today is won by each of these days, at the company's usual odds. An order is won when it comes.</summary>
    public IReadOnlyList<double> FromNow(IReadOnlyList<DateOnly> ends) => [.. ends.Select(end => _areOrders ? 1 : _curves.FromBirth(end.DayNumber - _asOf.DayNumber))];

    /// <summary>The chance that a deal is won on the day of its coming, within a week of it, within two ..., at the company's usual odds. An order is won when it comes.</summary>
    /// <param name="weeks">How many weeks.</param>
    /// <param name="isQualified">Whether it is qualified when it comes.</param>
    public IReadOnlyList<double> ByWeek(int weeks, bool isQualified = false) => [.. Enumerable.Range(0, weeks + 1).Select(week => _areOrders ? 1 : FromBeginning(week * Week.Days, isQualified))];

    /// <summary>By what the odds of deals are multiplied in each of several months that follow one another, for its season.</summary>
    /// <param name="ends">The last day of each month; the first is not before the day it is learned from.</param>
    public IReadOnlyList<double> Seasons(IReadOnlyList<DateOnly> ends) => SeasonsOf(_areOrders ? _seasonOfAll : _season, ends);

    /// <summary>What a win of the company brings, as values each as likely as the others; none where nothing was won.</summary>
    public IReadOnlyList<double> Values => LikelyParts.Of([.. _won.Select(d => (Left(d), 1.0))], Math.Min(_won.Count, LikelyParts.OfValues));

    /// <summary>By how much what a won deal brings lies off its mean: of a stated amount, and of a guess.</summary>
    public SpreadOfValues Spreads => new([.. _ofStated.Select(m => m / _ofStated.Average())], [.. _ofGuessed.Select(m => m / _ofGuessed.Average())]);

    /// <summary>How many wins are expected of a person in the next days.</summary>
    public double Wins(long salespersonId, int days)
    {
        var own = _ofPerson[salespersonId].ToList();
        var (wins, expected) = WinsAgainstExpected(own);
        var factor = Factor(wins, expected) * _season.Between(_asOf.AddDays(1), _asOf.AddDays(days));
        return OpenOf(own).Sum(deal => ChanceOf(deal, days, factor)) + Coming(salespersonId, own, days, RecentDays, factor);
    }

    /// <summary>
    /// The own chance of each open deal of a person to be won within so many days. What is likely by a month's end is no less likely later: where months of a weaker season follow, the one mean season of all the days would
    /// thin out what the strong one brings.
    /// </summary>
    public IReadOnlyDictionary<long, double> Within(long salespersonId, int days)
    {
        var own = _ofPerson[salespersonId].ToList();
        var (wins, expected) = WinsAgainstExpected(own);
        var last = _asOf.AddDays(days);
        var ends = new List<(int Days, double Factor)>();
        for (var end = new Period(Month.Of(_asOf.AddDays(1)), 1).LastDay; ; end = new Period(Month.Of(end.AddDays(1)), 1).LastDay)
        {
            end = end < last ? end : last;
            ends.Add((end.DayNumber - _asOf.DayNumber, Factor(wins, expected) * _season.Between(_asOf.AddDays(1), end)));
            if (end == last)
            {
                break;
            }
        }

        return OpenOf(own).Where(d => !d.IsReorder).ToDictionary(d => d.Id, d => ends.Max(e => ChanceOf(d, e.Days, e.Factor)));
    }

    /// <summary>The chance that a deal of a person that comes today, in a week, in two weeks ... is won within so many days from today. An order is won when it comes.</summary>
    /// <param name="salespersonId">Whose.</param>
    /// <param name="days">Within how many.</param>
    /// <param name="isQualified">Whether it is qualified when it comes.</param>
    public IReadOnlyList<double> FromWeeks(long salespersonId, int days, bool isQualified = false)
    {
        if (days <= 0)
        {
            return [];
        }

        var weeks = Enumerable.Range(0, (days + Week.Days - 1) / Week.Days);
        if (_areOrders)
        {
            return [.. weeks.Select(_ => 1.0)];
        }

        var (wins, expected) = WinsAgainstExpected(_ofPerson[salespersonId]);
        var factor = Factor(wins, expected) * _season.Between(_asOf.AddDays(1), _asOf.AddDays(days));
        var cycle = CycleOf(salespersonId);
        return [.. weeks.Select(week => Outlook.Odds(FromBeginning(cycle.Usually(days - (week * Week.Days)), isQualified), factor))];
    }

    /// <summary>The same of several people, the mean of each week.</summary>
    public IReadOnlyList<double> FromWeeks(IReadOnlyList<long> people, int days, bool isQualified = false)
    {
        if (people.Count == 0)
        {
            return []; // Nobody is there any more to begin one.
        }

        var each = people.Select(p => FromWeeks(p, days, isQualified)).ToList();
        return [.. each[0].Select((_, week) => each.Average(weeks => weeks[week]))];
    }

    /// <summary>How long a person's deals take to be won beside those of the company.</summary>
    public SalesCycle CycleOf(long salespersonId) => _cycles.TryGetValue(salespersonId, out var cycle) ? cycle : SalesCycle.Usual;

    /// <summary>How many deals were won or lost within what is looked back.</summary>
    public int Closed => _curves.Closed;

    private double[] SeasonsOf(Season season, IReadOnlyList<DateOnly> ends) => [.. ends.Select((end, i) => i == 0 && end == _asOf ? 1 : season.Between(i == 0 ? _asOf.AddDays(1) : ends[i - 1].AddDays(1), end))];

    private double FromBeginning(int days, bool isQualified) => isQualified ? _curves.FromQualified(days) : _curves.FromBirth(days);

    private double Factor(double wins, double expected) => (wins + _support) / (expected + _support);

    /// <summary>How many wins deals that are not there yet bring within so many days.</summary>
    private double Coming(long salespersonId, IReadOnlyList<Deal> own, int left, int recentDays, double factor)
    {
        if (_gone.Contains(salespersonId))
        {
            return 0;
        }

        var (pace, cycle) = (PaceOf(own, recentDays), CycleOf(salespersonId));
        var coming = 0.0;
        for (var age = 0; age < left; age++)
        {
            coming += pace * Outlook.Odds(_curves.FromBirth(cycle.Usually(age)), factor);
        }

        return coming;
    }

    /// <summary>What is open. An account that has not ordered for as long as anything is looked back is a customer no more.</summary>
    private IEnumerable<Deal> OpenOf(IEnumerable<Deal> own) => own.Where(d => d.IsOpenAt(_asOf) && !(d.IsReorder && AgeAt(d, _asOf) > WinCurves.Window));

    private Prospect Of(Deal deal, int left, double factor)
    {
        var amount = deal.AmountAt(_asOf);
        var value = amount > 0 ? (double)amount : _usual.Of(deal) * _byAge.Times(AgeAt(deal, _asOf), left);
        var chance = ChanceOf(deal, left, factor);
        return new(deal.IsReorder ? -deal.AccountId!.Value : deal.Id, chance, value, !(amount > 0)) { Own = chance };
    }

    private double ChanceOf(Deal deal, int left, double factor)
    {
        var mark = deal.At(_asOf);
        return Outlook.Odds(_curves.Chance(AgeAt(deal, _asOf), mark.Stage, _asOf.DayNumber - mark.Since.DayNumber, SizeOf(deal, _asOf), left), factor);
    }

    private decimal? SizeOf(Deal deal, DateOnly day) => _sizes.SizeOf(deal.Sold ?? deal, day);

    /// <summary>What was won and brought something within what is looked back; of margin also what was sold and left nothing.</summary>
    private IEnumerable<Deal> Won(IEnumerable<Deal> deals) => deals.Where(d => d.IsWon && (d.Sold ?? d).Value > 0 && d.Closed <= _asOf && d.Closed > _asOf.AddDays(-WinCurves.Window));

    private static int AgeAt(Deal deal, DateOnly day) => day.DayNumber - deal.Opened.DayNumber;

    private static int AgeWon(Deal deal) => AgeAt(deal, deal.Closed!.Value);

    /// <summary>What a win leaves. One that cost more than it brought is told as what was won, and counts for others as one that left nothing.</summary>
    private static double Left(Deal won) => (double)Math.Max(0, won.Value);

    private static double Multiple(Deal won, double thought) => Math.Clamp((double)won.Value / thought, 0, MostTimes);

    /// <summary>The person's wins, and how many the curves expected of the same deals.</summary>
    private (double Wins, double Expected) WinsAgainstExpected(IEnumerable<Deal> own)
    {
        var (wins, expected) = (0.0, 0.0);
        foreach (var deal in own.Where(d => d.Closed is null || d.Closed >= _curves.First))
        {
            var from = Math.Max(0, _curves.First.DayNumber - deal.Opened.DayNumber);
            if (from > WinCurves.Window)
            {
                continue;
            }

            wins += deal.IsWon && deal.Closed <= _asOf && AgeWon(deal) <= WinCurves.Window ? 1 : 0;
            expected += _curves.ExpectedBetween(from, Math.Min(WinCurves.Window, AgeAt(deal, _asOf)), SizeOf(deal, _asOf));
        }

        return (wins, expected);
    }

    /// <summary>At which ages the person's deals were won, and at which they were to be won by the curves while they were seen.</summary>
    private AgesOfWins AgesWon(IEnumerable<Deal> own)
    {
        var (wins, came, expected, ages) = (0.0, 0.0, 0.0, 0.0);
        foreach (var deal in own.Where(d => !d.IsOpeningAssumed && (d.Closed is null || d.Closed >= _curves.First)))
        {
            var from = Math.Max(0, _curves.First.DayNumber - deal.Opened.DayNumber);
            if (from > WinCurves.Window)
            {
                continue;
            }

            var size = SizeOf(deal, _asOf);
            var (ofWins, ofAges) = _curves.WinsBetween(from, Math.Min(WinCurves.Window, AgeAt(deal, _asOf)), size);
            (expected, ages) = (expected + ofWins, ages + ofAges);
            if (deal.IsWon && deal.Closed <= _asOf && AgeWon(deal) <= WinCurves.Window)
            {
                (wins, came) = (wins + 1, came + _curves.AgeOfWin(AgeWon(deal), size));
            }
        }

        return new(wins, came, expected > 0 ? ages / expected : 0);
    }

    /// <summary>New deals a day: of late, leaning on the longer run, which leans on the company's.</summary>
    private double PaceOf(IReadOnlyList<Deal> own, int days)
    {
        var since = SeenSince(own);
        var (longDeals, longDays) = Pace(own, since);
        var longer = (longDeals + (PaceWeight * _pacePerPerson)) / (longDays + PaceWeight);
        var (lateDeals, lateDays) = Pace(own, since.DayNumber > _asOf.DayNumber - days ? since : _asOf.AddDays(-days));
        return (lateDeals + (PaceWeight * longer)) / (lateDays + PaceWeight);
    }

    private (double Deals, double Days) Pace(IEnumerable<Deal> own, DateOnly since) => (own.Count(d => d.Opened > since && !d.IsOpeningAssumed), Math.Max(0, _asOf.DayNumber - since.DayNumber));

    /// <summary>Since when the person's new deals are all known: from the first one on, but not before endings were recorded at all, and not for longer than is looked back.</summary>
    private DateOnly SeenSince(IEnumerable<Deal> own)
    {
        var first = own.Where(d => !d.IsOpeningAssumed).Select(d => d.Opened).DefaultIfEmpty(_asOf).Min();
        return first > _curves.First ? first : _curves.First;
    }

    /// <summary>
    /// What a deal brings that is not there yet and won within so many days, as values each as likely as the others: one's own wins, and the company's with the weight of ten. A win counts by how many of these days a deal has in
    /// which it can come to be won in time, so that large deals that take a year count for no quarter in which they come.
    /// </summary>
    private double[] ValuesOf(long salespersonId, IEnumerable<Deal> own, int left)
    {
        if (!_companyValues.TryGetValue(left, out var company))
        {
            var inTime = InTime(_won, left).ToList();
            _companyValues[left] = company = LikelyParts.Of(inTime.Count > 0 ? inTime : [.. _won.Select(d => (Left(d), 1.0))], Math.Min(inTime.Count > 0 ? inTime.Count : _won.Count, MostCompanyValues));
        }

        var mine = Won(own);
        var level = _usual.LevelOf(salespersonId);
        return LikelyParts.Of([.. InTime(mine, left).Concat(company.Select(v => (v * level, CompanyWins / company.Length))).OrderBy(v => v.Item1)], LikelyParts.OfValues);
    }

    private static IEnumerable<(double Value, double Weight)> InTime(IEnumerable<Deal> won, int left) => won.Select(d => (Left(d), Weight: (left - AgeWon(d)) / (double)left)).Where(v => v.Weight > 0);

    /// <summary>What was won as multiples of what was thought, leaning on that all bring just that.</summary>
    private static double[] Multiples(IEnumerable<double> multiples, double asSaid)
    {
        var known = multiples.Select(m => (m, 1.0)).ToList();
        return known.Count + asSaid == 0 ? [1] : LikelyParts.Of([.. known.Append((1, asSaid)).OrderBy(m => m.Item1)], LikelyParts.OfMultiples);
    }

    /// <summary>How many wins each whole month was to bring by the curves, of what was open when it began and of what comes at the mean pace.</summary>
    private Dictionary<Month, double> ExpectedByMonth(IReadOnlyList<Deal> known)
    {
        var first = Month.Of(_curves.First).FirstDay == _curves.First ? Month.Of(_curves.First) : Month.Of(_curves.First).Plus(1);
        var expected = new Dictionary<Month, double>();
        var pace = known.Count(d => d.Opened > _curves.First && !d.IsOpeningAssumed) / (double)Math.Max(1, _asOf.DayNumber - _curves.First.DayNumber);
        for (var month = first; month.Plus(1).FirstDay <= _asOf.AddDays(1); month = month.Plus(1))
        {
            expected[month] = pace * Enumerable.Range(0, DaysOf(month)).Sum(_curves.FromBirth);
        }

        foreach (var deal in known.Where(d => !(d.Closed < first.FirstDay)))
        {
            var (opened, size) = (Month.Of(deal.Opened), SizeOf(deal, _asOf));
            for (var month = opened < first ? first : opened.Plus(1); expected.ContainsKey(month) && !(deal.Closed < month.FirstDay); month = month.Plus(1))
            {
                expected[month] += _curves.Chance(AgeAt(deal, month.FirstDay) - 1, null, 0, size, DaysOf(month));
            }
        }

        return expected;

        static int DaysOf(Month month) => month.Plus(1).FirstDay.DayNumber - month.FirstDay.DayNumber;
    }
}

using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

/// <summary>An open deal, and in which of the months ahead it may be won.</summary>
/// <param name="Id">The opportunity: the next orders of accounts are among what is not there yet.</param>
/// <param name="SalespersonId">Whose it is.</param>
/// <param name="Value">What it brings where it is won, in the company's currency; the mean.</param>
/// <param name="Chances">The chance that it is won in each month, in order, from 0 to 1; together not more than 1.</param>
/// <param name="IsGuess">Whether nobody said its amount, so that the value is what such deals usually bring.</param>
public sealed record DealAhead(long Id, long SalespersonId, double Value, IReadOnlyList<double> Chances, bool IsGuess = false)
{
    /// <summary>What it is expected to bring in all of the months.</summary>
    public double Expected => Value * Chances.Sum();

    /// <summary>Its own chance of each month, by deals like it, who works it and the season, before what is learned of all deals together; none where it was not kept.</summary>
    public IReadOnlyList<double> Own { get; init; } = [];

    /// <summary>The chance that is told of the deal by itself in some of the months together, from 0 to 1.</summary>
    /// <param name="from">The first month, from 0.</param>
    /// <param name="count">How many months.</param>
    public double Told(int from, int count) => Math.Min(1, (Own.Count > 0 ? Own : Chances).Skip(from).Take(count).Sum());

    /// <summary>The same deal so many months later; what falls behind the last month is left out.</summary>
    public DealAhead Later(int months)
    {
        return this with { Chances = Put(Chances), Own = Put(Own) };

        double[] Put(IReadOnlyList<double> off) => [.. Enumerable.Repeat(0.0, Math.Min(months, off.Count)).Concat(off).Take(off.Count)];
    }
}

/// <summary>What a person may bring in each of the months ahead.</summary>
/// <param name="Open">Open deals.</param>
/// <param name="Coming">How many wins of deals that are not there yet are expected in each month.</param>
/// <param name="Value">What these bring in each month, in the company's currency.</param>
/// <param name="Factor">By what the odds of the person's deals are multiplied.</param>
public sealed record PersonAhead(IReadOnlyList<DealAhead> Open, IReadOnlyList<double> Coming, IReadOnlyList<double> Value, double Factor = 1)
{
    /// <summary>How long the person's deals take to be won, as a multiple of the company's.</summary>
    public double Cycle { get; init; } = 1;
}

/// <summary>What somebody or something is expected to bring in each month: how many wins, and how much.</summary>
/// <param name="Wins">Wins by month, in order.</param>
/// <param name="Money">Their value by month, in the company's currency.</param>
public sealed record MonthsAhead(IReadOnlyList<double> Wins, IReadOnlyList<double> Money)
{
    /// <summary>Nothing at all.</summary>
    public static MonthsAhead None(int months) => new(new double[months], new double[months]);

    /// <summary>Both together.</summary>
    public static MonthsAhead operator +(MonthsAhead a, MonthsAhead b) => new([.. a.Wins.Zip(b.Wins, (x, y) => x + y)], [.. a.Money.Zip(b.Money, (x, y) => x + y)]);

    /// <summary>A multiple of it.</summary>
    public static MonthsAhead operator *(MonthsAhead a, double factor) => new([.. a.Wins.Select(w => w * factor)], [.. a.Money.Select(m => m * factor)]);

    /// <summary>As many wins that bring so many times as much.</summary>
    public MonthsAhead Worth(double times) => this with { Money = [.. Money.Select(m => m * times)] };

    /// <summary>An open deal's part.</summary>
    public static MonthsAhead Of(DealAhead deal) => new(deal.Chances, [.. deal.Chances.Select(c => c * deal.Value)]);
}

/// <summary>A person's part of what is expected.</summary>
/// <param name="SalespersonId">Who.</param>
/// <param name="Expected">All that they are expected to bring still.</param>
/// <param name="Factor">By what the odds of their deals are multiplied.</param>
public sealed record PersonPart(long SalespersonId, MonthsAhead Expected, double Factor = 1)
{
    /// <summary>How long their deals take to be won, as a multiple of the company's.</summary>
    public double Cycle { get; init; } = 1;

    /// <summary>What of it deals bring that are not there yet; null where it was told before that was kept.</summary>
    public MonthsAhead? Coming { get; init; }
}

/// <summary>What is expected of smaller open deals, of a product and of accounts that pay alike.</summary>
/// <param name="ProductId">The product; null where none is named.</param>
/// <param name="PaymentDays">After how many days these accounts pay; null where they pay as customers usually do.</param>
/// <param name="Expected">What they are expected to bring.</param>
public sealed record ItemPart(long? ProductId, int? PaymentDays, MonthsAhead Expected);

/// <summary>The shock that all share in several months together.</summary>
/// <param name="Months">How many months, from the first.</param>
/// <param name="Spread">Standard deviation of its logarithm.</param>
public readonly record struct SpreadOfHalf(int Months, double Spread);

/// <summary>What a won deal brings as multiples of its mean, each as likely as the others.</summary>
/// <param name="OfStated">Of a deal whose amount somebody stated.</param>
/// <param name="OfGuessed">Of one whose value is a guess.</param>
public sealed record SpreadOfValues(IReadOnlyList<double> OfStated, IReadOnlyList<double> OfGuessed)
{
    /// <summary>Each brings just what is thought.</summary>
    public static SpreadOfValues None { get; } = new([1], [1]);
}

/// <summary>What an open deal is about, beyond what its odds need.</summary>
/// <param name="ProductId">The product; null where none is named.</param>
/// <param name="PaymentDays">After how many days its account pays; null where it says nothing of its own.</param>
public readonly record struct DealItem(long? ProductId, int? PaymentDays);

/// <summary>
/// What the company is expected to bring month by month from a day on, in parts: the largest open deals one by one, the others by product and payment, and deals still to come. The people's parts
/// add up to the same. What is won already is no part of it.
/// </summary>
public sealed record CompanyAhead
{
    /// <summary>So many months are looked ahead, the month of the day among them.</summary>
    public const int Months = 12;

    /// <summary>So many open deals are told one by one.</summary>
    public const int MostDeals = 400;

    /// <summary>The first of the months.</summary>
    public required Month First { get; init; }

    /// <summary>The largest open deals, those first that are expected to bring most.</summary>
    public required IReadOnlyList<DealAhead> Deals { get; init; }

    /// <summary>All other open deals.</summary>
    public required IReadOnlyList<ItemPart> Others { get; init; }

    /// <summary>Deals that are not there yet.</summary>
    public required MonthsAhead Coming { get; init; }

    /// <summary>All of it by person, in the order of their numbers.</summary>
    public required IReadOnlyList<PersonPart> People { get; init; }

    /// <summary>What a win brings, as values each as likely as the others; none where nothing was won yet.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>By how much what an open deal brings may lie off what is thought.</summary>
    public SpreadOfValues OfValues { get; init; } = SpreadOfValues.None;

    /// <summary>By month, the standard deviation of the logarithm of the shock that all share.</summary>
    public required IReadOnlyList<double> Spreads { get; init; }

    /// <summary>Of the first months together, those of the half that runs, how many they are and the shock by the company's forecast of it; null where there is none.</summary>
    public SpreadOfHalf? Half { get; init; }

    /// <summary>The chance that a deal that comes today is won by the end of each month.</summary>
    public required IReadOnlyList<double> FromNow { get; init; }

    /// <summary>The chance that a deal is won on the day of its coming, within a week of it, within two ..., at the company's usual odds; none where it was told before that was kept.</summary>
    public IReadOnlyList<double> ByWeek { get; init; } = [];

    /// <summary>The same of its qualifying.</summary>
    public IReadOnlyList<double> QualifiedByWeek { get; init; } = [];

    /// <summary>Whether it was told from orders alone, which are won when they come.</summary>
    public bool IsOfOrders => ByWeek is [1.0, ..];

    /// <summary>By what the odds of deals to come are multiplied in each month: its season, and what earlier outlooks teach.</summary>
    public IReadOnlyList<double> Times { get; init; } = [];

    /// <summary>How many deals were won or lost within what is looked back: with fewer than <see cref="KeptForecast.EnoughClosed"/> all this leans on general experience.</summary>
    public required int Closed { get; init; }

    /// <summary>What was told at the ends of the months before, by which it was corrected.</summary>
    public IReadOnlyList<ToldAhead> Told { get; init; } = [];

    /// <summary>The place of a month, from 0: below it where the month is over, and <see cref="Months"/> or more where it lies further ahead.</summary>
    public int At(Month month) => ((month.Year - First.Year) * 12) + month.Number - First.Number;

    /// <summary>All together.</summary>
    public MonthsAhead Total() => People.Aggregate(MonthsAhead.None(Months), (all, one) => all + one.Expected);

    /// <summary>Puts the people's parts together.</summary>
    /// <param name="first">The first month.</param>
    /// <param name="people">Each person's part.</param>
    /// <param name="itemOf">What an open deal is about.</param>
    /// <param name="lessons">What earlier outlooks teach of each month.</param>
    /// <param name="fromNow">The chance that a deal that comes today is won by the end of each month.</param>
    /// <param name="values">What a win brings.</param>
    /// <param name="closed">How many deals were won or lost.</param>
    public static CompanyAhead Together(Month first, IReadOnlyDictionary<long, PersonAhead> people, Func<long, DealItem> itemOf, IReadOnlyList<AheadLesson> lessons, IReadOnlyList<double> fromNow, IReadOnlyList<double> values, int closed)
    {
        var inOrder = people.OrderBy(p => p.Key).ToList();
        var open = inOrder.SelectMany(p => p.Value.Open).OrderByDescending(d => d.Expected).ThenBy(d => d.Id).ToList();
        return new()
        {
            First = first,
            Deals = [.. open.Take(MostDeals)],
            Others =
            [
                .. open.Skip(MostDeals).GroupBy(d => itemOf(d.Id)).OrderBy(g => g.Key.ProductId ?? 0).ThenBy(g => g.Key.PaymentDays ?? -1)
                    .Select(g => new ItemPart(g.Key.ProductId, g.Key.PaymentDays, Sum(g.Select(MonthsAhead.Of)))),
            ],
            Coming = Sum(inOrder.Select(p => ComingOf(p.Value))),
            People = [.. inOrder.Select(p => new PersonPart(p.Key, Sum(p.Value.Open.Select(MonthsAhead.Of).Append(ComingOf(p.Value))), p.Value.Factor) { Coming = ComingOf(p.Value), Cycle = p.Value.Cycle })],
            Values = values,
            Spreads = [.. lessons.Select(l => l.Spread)],
            FromNow = fromNow,
            Closed = closed,
        };
    }

    /// <summary>The people's parts with each month multiplied, odds and pace alike. A deal's chances stay at most 1 together.</summary>
    /// <param name="people">Each person's part.</param>
    /// <param name="factors">By what each month is multiplied.</param>
    public static IReadOnlyDictionary<long, PersonAhead> Multiplied(IReadOnlyDictionary<long, PersonAhead> people, IReadOnlyList<double> factors)
    {
        return people.ToDictionary(p => p.Key, p => p.Value with { Open = [.. p.Value.Open.Select(Of)], Coming = [.. p.Value.Coming.Zip(factors, (c, f) => c * f)], Value = [.. p.Value.Value.Zip(factors, (v, f) => v * f)] });

        DealAhead Of(DealAhead deal)
        {
            double[] chances = [.. deal.Chances.Zip(factors, (c, f) => c * f)];
            return deal with { Chances = chances.Sum() is var sum && sum > 1 ? [.. chances.Select(c => c / sum)] : chances };
        }
    }

    /// <summary>What the first months bring together, beyond what is won.</summary>
    /// <param name="people">Each person's part.</param>
    /// <param name="months">How many months.</param>
    public static double Expected(IReadOnlyDictionary<long, PersonAhead> people, int months) => people.Values.Sum(p => p.Open.Sum(d => d.Value * d.Chances.Take(months).Sum()) + p.Value.Take(months).Sum());

    /// <summary>What would be if some deals slipped, and less or more were sold than expected.</summary>
    /// <param name="slipped">The deals that come later; only those of <see cref="Deals"/> can.</param>
    /// <param name="months">By how many months they do.</param>
    /// <param name="sales">All that is not won yet, as a multiple: 0.75 is a quarter less.</param>
    public CompanyAhead If(IReadOnlySet<long> slipped, int months, double sales)
    {
        var lost = Deals.Where(d => slipped.Contains(d.Id)).GroupBy(d => d.SalespersonId).ToDictionary(g => g.Key, g => Sum(g.Select(d => MonthsAhead.Of(d.Later(months)) + (MonthsAhead.Of(d) * -1))));
        return this with
        {
            Deals = [.. Deals.Select(d => slipped.Contains(d.Id) ? d.Later(months) : d).Select(d => d with { Value = d.Value * sales })],
            Others = [.. Others.Select(o => o with { Expected = o.Expected.Worth(sales) })],
            Coming = Coming.Worth(sales),
            People = [.. People.Select(p => p with { Expected = (lost.TryGetValue(p.SalespersonId, out var less) ? p.Expected + less : p.Expected).Worth(sales) })],
        };
    }

    /// <summary>The same without some of its largest deals, as of those that were won, lost or taken away since it was told.</summary>
    public CompanyAhead Without(IReadOnlySet<long> gone)
    {
        var theirs = Deals.Where(d => gone.Contains(d.Id)).GroupBy(d => d.SalespersonId).ToDictionary(g => g.Key, g => Sum(g.Select(MonthsAhead.Of)) * -1);
        return this with
        {
            Deals = [.. Deals.Where(d => !gone.Contains(d.Id))],
            People = [.. People.Select(p => theirs.TryGetValue(p.SalespersonId, out var less) ? p with { Expected = p.Expected + less } : p)],
        };
    }

    /// <summary>The same as margin, by the same odds: each deal counts with the part of its revenue that its product leaves, and deals to come with what products leave together.</summary>
    /// <param name="productOf">The product of one of the largest deals; null where none is named.</param>
    /// <param name="shareOf">The part of a product's revenue that is margin, from 0; of null that of all together.</param>
    public CompanyAhead AsMargin(Func<long, long?> productOf, Func<long?, double> shareOf)
    {
        var usual = shareOf(null);
        IReadOnlyList<DealAhead> deals = [.. Deals.Select(d => d with { Value = d.Value * shareOf(productOf(d.Id)) })];
        IReadOnlyList<ItemPart> others = [.. Others.Select(o => o with { Expected = o.Expected.Worth(shareOf(o.ProductId)) })];
        var (sold, leaves) = (Sum(Others.Select(o => o.Expected)).Money, Sum(others.Select(o => o.Expected)).Money);
        double[] ofOthers = [.. sold.Zip(leaves, (money, margin) => money > 0 ? margin / money : usual)]; // Whose smaller deals are of which product is not kept.
        var (before, after) = (Deals.ToLookup(d => d.SalespersonId), deals.ToLookup(d => d.SalespersonId));
        return this with
        {
            Deals = deals,
            Others = others,
            Coming = Coming.Worth(usual),
            People = [.. People.Select(Of)],
        };

        PersonPart Of(PersonPart person)
        {
            var coming = person.Coming ?? MonthsAhead.None(Months);
            var (large, left) = (Sum(before[person.SalespersonId].Select(MonthsAhead.Of)).Money, Sum(after[person.SalespersonId].Select(MonthsAhead.Of)).Money);
            double[] money = [.. person.Expected.Money.Select((all, m) => left[m] + (coming.Money[m] * usual) + ((all - large[m] - coming.Money[m]) * ofOthers[m]))];
            return person with { Expected = person.Expected with { Money = money }, Coming = person.Coming?.Worth(usual) };
        }
    }

    /// <summary>How likely some of it is in some of the months together, against a target: the largest deals as they are, the rest as wins of the usual sizes.</summary>
    /// <param name="deals">Those of <see cref="Deals"/> that belong to it.</param>
    /// <param name="rest">All else that belongs to it.</param>
    /// <param name="from">The first month, from 0.</param>
    /// <param name="count">How many months.</param>
    /// <param name="target">What is to be reached.</param>
    public Attainment Range(IEnumerable<DealAhead> deals, MonthsAhead rest, int from, int count, double target)
    {
        return Of(deals, rest, from, count).Shaken(SpreadOf(from, count)).Against(target);
    }

    /// <summary>What the odds of some people's quota rest on in months that have not begun: their open deals, the largest one by one, and deals that are not there yet.</summary>
    /// <param name="of">Whose; null for all.</param>
    /// <param name="from">The first month, from 0.</param>
    /// <param name="count">How many months.</param>
    /// <param name="won">What is recorded for these months already.</param>
    /// <param name="asOf">The day at whose end it was told.</param>
    public ForecastBasis Basis(IReadOnlySet<long>? of, int from, int count, double won, DateOnly asOf)
    {
        List<PersonPart> people = [.. People.Where(p => of?.Contains(p.SalespersonId) != false)];
        List<DealAhead> deals = [.. Deals.Where(d => of?.Contains(d.SalespersonId) != false)];
        var rest = deals.Aggregate(Sum(people.Select(p => p.Expected)), (all, deal) => all + (MonthsAhead.Of(deal) * -1));
        var smaller = new MonthsAhead([.. rest.Wins.Select(w => Math.Max(0, w))], [.. rest.Money.Select(m => Math.Max(0, m))]); // Rounding may leave less than nothing.
        var outlook = Of(deals, smaller, from, count) with { Won = won };

        // What is left are deals to come and smaller open ones: of these there are not more where more is begun.
        var coming = Sum(people.Select(p => p.Coming ?? p.Expected));
        var (wins, value) = (In(smaller.Wins) - In(coming.Wins), In(smaller.Money) - In(coming.Money));
        var folded = outlook with { Folded = new(0, Math.Clamp(wins, 0, outlook.Coming), Math.Max(0, value)) };
        return new(folded.Shaken(SpreadOf(from, count)), 1, 0, FromWeeks(ByWeek, people, from, count, asOf))
        {
            Qualified = FromWeeks(QualifiedByWeek, people, from, count, asOf),
        };

        double In(IReadOnlyList<double> months) => months.Skip(from).Take(count).Sum();
    }

    /// <summary>The chance that a deal of these people that comes today, in a week, in two weeks ... is won in these months: what is won before them counts for those before.</summary>
    private double[] FromWeeks(IReadOnlyList<double> byWeek, List<PersonPart> people, int from, int count, DateOnly asOf)
    {
        var last = First.Plus(from + count).FirstDay.AddDays(-1);
        if (people.Count == 0 || byWeek.Count == 0 || last <= asOf)
        {
            return [];
        }

        return [.. Enumerable.Range(0, (last.DayNumber - asOf.DayNumber + Week.Days - 1) / Week.Days).Select(week => people.Average(p => Enumerable.Range(from, count).Sum(m => InMonth(m, asOf.AddDays(week * Week.Days), p))))];

        double InMonth(int month, DateOnly comes, PersonPart person) =>
            Times[month] * (Until(First.Plus(month + 1).FirstDay.AddDays(-1), comes, person) - Until(First.Plus(month).FirstDay.AddDays(-1), comes, person));

        double Until(DateOnly day, DateOnly comes, PersonPart person)
        {
            if (day < comes)
            {
                return 0;
            }

            var (week, days) = Math.DivRem(new SalesCycle(person.Cycle).Usually(day.DayNumber - comes.DayNumber), Week.Days);
            var (at, next) = (byWeek[Math.Min(week, byWeek.Count - 1)], byWeek[Math.Min(week + 1, byWeek.Count - 1)]);
            return Outlook.Odds(at + ((next - at) * days / Week.Days), person.Factor);
        }
    }

    /// <summary>The square of how far chance alone lets a month lie from what is expected of it.</summary>
    public double Variance(int month) => Of(Deals, Rest, month, 1).Variance;

    private MonthsAhead Rest => Others.Aggregate(Coming, (all, one) => all + one.Expected);

    private double SpreadOf(int from, int count) => from == 0 && Half is { } half && half.Months == count ? half.Spread : Spreads.Count == 0 ? 0 : Spreads.Skip(from).Take(count).Average();

    /// <summary>The odds of some months together, before the shock that all share.</summary>
    private Outlook Of(IEnumerable<DealAhead> deals, MonthsAhead rest, int from, int count)
    {
        var (wins, money) = (rest.Wins.Skip(from).Take(count).Sum(), rest.Money.Skip(from).Take(count).Sum());
        var mean = Values.Count == 0 ? 0 : Values.Average();
        var size = wins > 0 && mean > 0 ? money / wins / mean : 0;
        var open = deals.Select(d => new Prospect(d.Id, Math.Min(1, d.Chances.Skip(from).Take(count).Sum()), d.Value, d.IsGuess) { Own = d.Told(from, count) }).Where(p => p is { Chance: > 0, Value: > 0 }).ToList();
        return new(0, open, size > 0 ? wins : 0, size > 0 ? [.. Values.Select(v => v * size)] : [], 0)
        {
            OfStated = OfValues.OfStated,
            OfGuessed = OfValues.OfGuessed,
        };
    }

    /// <summary>How likely all of it is in some of the months together, against a target.</summary>
    public Attainment Range(int from, int count, double target) => Range(Deals, Rest, from, count, target);

    private static MonthsAhead ComingOf(PersonAhead person) => new(person.Coming, person.Value);

    private static MonthsAhead Sum(IEnumerable<MonthsAhead> parts)
    {
        var (wins, money) = (new double[Months], new double[Months]);
        foreach (var part in parts)
        {
            for (var month = 0; month < Months; month++)
            {
                (wins[month], money[month]) = (wins[month] + part.Wins[month], money[month] + part.Money[month]);
            }
        }

        return new(wins, money);
    }
}

using FsCheck.Xunit;
using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

/// <summary>What holds of the forecast of any company whatever, looked at on many that are made up.</summary>
public sealed class ForecastLawTests
{
    private const int Fewer = 15; // Of what takes long so many companies are enough each time.

    private static readonly DateOnly _asOf = AnyCompany.AsOf;
    private static readonly Period _quarter = new(new Month(2026, 7), 3);
    private static readonly DateOnly[] _ends = [.. Enumerable.Range(1, CompanyAhead.Months).Select(n => new Month(2026, 8).Plus(n).FirstDay.AddDays(-1))];

    [Property]
    public void The_same_deals_in_any_order_say_the_same_to_the_last_digit(int seed, int other)
    {
        var deals = AnyCompany.Of(seed);

        Assert.Equal(Said(deals), Said(AnyCompany.Shuffled(deals, other)));
    }

    [Property]
    public void What_is_added_later_changes_nothing(int seed, int other)
    {
        var deals = AnyCompany.Of(seed);

        Assert.Equal(Said(AnyCompany.Shuffled(deals.Select(d => d.KnownAt(_asOf)).OfType<Deal>(), other)), Said(deals));
    }

    [Property]
    public void Other_money_scales_the_amounts_and_leaves_the_chances(int seed)
    {
        const decimal Times = 7.5m;
        var deals = AnyCompany.Of(seed);
        var (one, other) = (Forecaster.Learn(deals, _asOf), Forecaster.Learn([.. deals.Select(Scaled)], _asOf));
        foreach (var person in AnyCompany.People)
        {
            var (ours, theirs) = (Of(one, person), Of(other, person));
            var quota = 1 + (0.8 * ours.Expected);
            Assert.Equal(ours.Open.Select(p => (p.Id, Math.Round(p.Chance, 9))), theirs.Open.Select(p => (p.Id, Math.Round(p.Chance, 9))));
            Assert.Equal(ours.Reaches(quota), theirs.Reaches(quota * (double)Times), 1e-9);
            Alike((double)Times * ours.Expected, theirs.Expected);
            Alike((double)Times * ours.Against(quota).High, theirs.Against(quota * (double)Times).High);
            Alike((double)Times * one.Ahead(person, _ends).Value.Sum(), other.Ahead(person, _ends).Value.Sum());
        }

        static Deal Scaled(Deal deal) => deal with { Value = deal.Value * Times, ListPrice = deal.ListPrice * Times, Marks = [.. deal.Marks.Select(m => m with { Amount = m.Amount * Times })] };

        static void Alike(double a, double b) => Assert.Equal(a, b, 1e-9 * (1 + Math.Abs(a)));
    }

    /// <summary>What may come and that nothing comes are all there is; and the chances of reaching each amount, added up, are what is expected (the mean of what is not below 0 is the area under them).</summary>
    [Property(MaxTest = Fewer)]
    public void The_chances_of_all_that_may_come_add_up_to_one_and_their_mean_is_what_is_expected(int seed)
    {
        foreach (var outlook in Outlooks(AnyCompany.Of(seed)))
        {
            var sure = outlook with { Spread = 0 };
            var rest = sure.Expected - sure.Won;
            Assert.Equal(rest, sure.Open.Sum(p => p.Chance * p.Value * Multiples(p).Average()) + (sure.Coming * sure.Values.DefaultIfEmpty().Average()), 1e-9 * (1 + rest));
            if (rest <= 0)
            {
                Assert.Equal((1, 0), (outlook.Reaches(outlook.Won), outlook.Reaches(outlook.Won + 1)));
                continue;
            }

            var nothing = sure.Open.Aggregate(Math.Exp(-sure.Coming * Brings(sure.Values)), (all, p) => all * (1 - (p.Chance * Brings(Multiples(p)))));
            Assert.Equal(1, nothing + sure.Reaches(sure.Won + (1e-7 * rest)), 1e-6);
            var (area, step) = Area(outlook);
            Assert.Equal(outlook.Expected - outlook.Won, area, (0.03 * (outlook.Expected - outlook.Won)) + step);

            IReadOnlyList<double> Multiples(Prospect deal) => deal.IsGuess ? outlook.OfGuessed : outlook.OfStated;
        }

        static double Brings(IReadOnlyList<double> values) => values.Count == 0 ? 0 : values.Count(v => v > 0) / (double)values.Count;

        static (double Area, double Step) Area(Outlook outlook)
        {
            const int Steps = 150;
            var rest = outlook.Expected - outlook.Won;
            var largest = outlook.Open.Select(p => p.Value * 1.5).Concat(outlook.Values).Max();
            var step = (rest + largest + (8 * Math.Sqrt(outlook.Variance + (rest * rest * (Math.Exp(outlook.Spread * outlook.Spread) - 1))))) / Steps;
            return (step * Enumerable.Range(0, Steps).Sum(i => outlook.Reaches(outlook.Won + ((i + 0.5) * step))), step);
        }
    }

    [Property(MaxTest = Fewer)]
    public void The_chance_falls_with_the_quota_and_rises_with_whatever_is_better(int seed, byte by)
    {
        var more = 1 + by;
        foreach (var outlook in Outlooks(AnyCompany.Of(seed)))
        {
            var quota = outlook.Won + 1 + ((outlook.Expected - outlook.Won) * 0.9);
            var (likely, chance) = (outlook.Against(quota), outlook.Reaches(quota));
            Assert.True(outlook.Won <= likely.Low && likely.Low <= likely.Mid && likely.Mid <= likely.High, likely.ToString());
            Assert.Equal(1, outlook.Reaches(outlook.Won));
            foreach (var (lower, higher) in Enumerable.Range(0, 12).Select(i => outlook.Won + (quota / 6 * i)).Zip(Enumerable.Range(1, 12).Select(i => outlook.Won + (quota / 6 * i))))
            {
                NotLess(outlook.Reaches(lower), outlook.Reaches(higher));
            }

            NotLess((outlook with { Won = outlook.Won + more }).Reaches(quota), chance);
            NotLess((outlook with { Coming = outlook.Coming + (more / 50.0) }).Reaches(quota), outlook.Values.Count == 0 ? 0 : chance);
            NotLess((outlook with { Open = [.. outlook.Open, new(9_999, more / 256.0, 10 * more)] }).Reaches(quota), chance);
            if (outlook.Open.Count > 0)
            {
                var at = by % outlook.Open.Count;
                NotLess(With(deal => deal with { Chance = deal.Chance + ((1 - deal.Chance) / 2) }), chance);
                NotLess(With(deal => deal with { Value = deal.Value + (10 * more) }), chance);

                double With(Func<Prospect, Prospect> changed) => (outlook with { Open = [.. outlook.Open.Select((p, i) => i == at ? changed(p) : p)] }).Reaches(quota);
            }
        }

        static void NotLess(double more, double less) => Assert.True(more >= less - 1e-9, $"{more} < {less}");
    }

    /// <summary>The same deals of the others, held in another way: where the others win alike, one's own record says less of what one will do than where they differ.</summary>
    [Property]
    public void The_more_alike_people_are_the_closer_a_persons_factor_is_to_the_companys(byte own, byte wins, byte others)
    {
        var (mine, each) = (6 + (own % 40), 2 * (4 + (others % 20)));
        var ownWins = wins % (mine + 1);
        IEnumerable<Deal> Mine() => Ended(0, 1, mine, i => i < ownWins);
        List<Deal> Company(Func<int, long> holder) => [.. Mine(), .. Ended(1_000, 2, 10 * each, i => i % 2 == 0).Select((d, i) => d with { SalespersonId = holder(i) })];

        var alike = FactorOf(Company(i => 2 + (i / 2 % 10)));
        var differing = FactorOf(Company(i => i % 2 == 0 ? 2 + (i / 2 % 5) : 7 + (i / 2 % 5))); // Half of them win all that they have, half nothing.

        Assert.True(Off(alike) <= Off(differing) + 1e-12, $"{alike} is further from 1 than {differing}");
        Assert.True(Off(differing) < 0.02 || Off(alike) < 0.8 * Off(differing), $"{alike} is hardly closer to 1 than {differing}");
        Assert.Equal(1, Forecaster.Learn(Company(i => 2 + (i % 10)), _asOf).Ahead(AnyCompany.MostPeople + 99, _ends).Factor); // Of whom nothing is known.
    }

    [Property]
    public void Without_a_record_a_person_has_the_companys_odds_and_the_longer_the_record_the_more_their_own(byte wins, byte of, byte times)
    {
        var (each, own) = (4 + (of % 6), 1 + (times % 6));
        var ownWins = wins % (each + 1);
        IEnumerable<Deal> Others(int length) => [.. Ended(1_000, 2, 20 * length, i => i % 3 == 0), .. Ended(2_000, 3, 20 * length, i => i % 3 == 1)];
        List<Deal> Known(int length) => [.. Others(length), .. Ended(0, 1, each * length, i => i % each < ownWins)]; // Always as many beside theirs, so that the company's odds stay what they are.

        var fresh = FactorOf([.. Others(10), new(1, 1, null, _asOf)]);
        Assert.InRange(fresh, 0.99, 1.01);
        var (some, more) = (FactorOf(Known(own)), FactorOf(Known(own * 4)));
        Assert.True(Off(more) >= Off(some) - 0.03, $"{more} is closer to 1 than {some}");
        Assert.True(ownWins > 0 || more < some, "Who never wins is less and less likely to.");
        Assert.True(ownWins < each || more > some, "Who always wins is more and more likely to.");
    }

    /// <summary>Of deals that have all ended the share won within some days is counted, and weighs as many deals as they are beside twenty for what is assumed.</summary>
    [Property]
    public void A_curve_is_what_is_assumed_without_data_and_what_was_seen_with_much(int seed, byte count, byte within)
    {
        var random = new Random(seed);
        var days = within % 150;
        List<Deal> deals =
        [
            new(0, 1, null, _asOf.AddDays(-400)) { Closed = _asOf.AddDays(-400) }, // From this day on endings are known.
            .. Enumerable.Range(1, count * 8).Select(id => (Id: id, Opened: _asOf.AddDays(-400 + random.Next(200)))).Select(d => new Deal(d.Id, 1, null, d.Opened) { Closed = d.Opened.AddDays(random.Next(200)), IsWon = random.Next(3) == 0 }),
        ];

        var won = deals.Count(d => d.IsWon && d.Closed <= d.Opened.AddDays(days));
        Assert.Equal((won + (20 * WinCurves.Assumed(days))) / (deals.Count + 20), WinCurves.Learn(deals, _asOf, (_, _) => null).FromBirth(days), 1e-9);
        Assert.Equal(WinCurves.Assumed(days), WinCurves.Learn([], _asOf, (_, _) => null).FromBirth(days), 1e-12);
    }

    /// <summary>A stage and its band of days at it lean on all deals of that age with twenty deals' weight each.</summary>
    [Property]
    public void A_stage_says_what_all_deals_do_until_enough_were_at_it(byte at, byte within)
    {
        var (few, days) = (1 + (at % 30), 12 + (within % 30));
        List<Deal> Company(int hot) =>
        [
            .. Ended(0, 1, 300, i => i % 4 == 0), // All of no stage.
            .. Enumerable.Range(5_000, hot).Select(id => new Deal(id, 1, null, _asOf.AddDays(-300 + (id % 200))) { Closed = _asOf.AddDays(-290 + (id % 200)), IsWon = true, Value = 10, Marks = [new(_asOf.AddDays(-300 + (id % 200)), "Hot", null)] }),
        ];
        double Chance(IReadOnlyCollection<Deal> deals, string? stage) => WinCurves.Learn(deals, _asOf, (_, _) => null).Chance(0, stage, 0, null, days);

        Assert.Equal(Chance(Company(0), null), Chance(Company(0), "Hot"), 1e-12);
        var (some, more) = (Company(few), Company(few * 10));
        Assert.True(Chance(some, "Hot") >= Chance(some, null) && Chance(more, "Hot") > Chance(some, "Hot"));
        Assert.InRange(Chance(Company(1_000), "Hot"), 0.99, 1); // Each that was at it was won ten days later.
    }

    private static Outlook Of(Forecaster forecaster, long person) => forecaster.For(person, _quarter.FirstDay, _quarter.LastDay);

    private static double FactorOf(IReadOnlyCollection<Deal> deals) => Forecaster.Learn(deals, _asOf).Ahead(1, _ends).Factor;

    private static double Off(double factor) => Math.Abs(Math.Log(factor));

    /// <summary>Deals of a person that all ended after thirty days, one each day.</summary>
    private static IEnumerable<Deal> Ended(int firstId, long person, int count, Func<int, bool> isWon) =>
        Enumerable.Range(0, count).Select(i => new Deal(firstId + i, person, null, _asOf.AddDays(-300 + (i % 250))) { Closed = _asOf.AddDays(-270 + (i % 250)), IsWon = isWon(i), Value = isWon(i) ? 10 : 0 });

    /// <summary>What may come of each person and of all together, as told of a quarter and of months ahead, and what if something were otherwise.</summary>
    private static IEnumerable<Outlook> Outlooks(IReadOnlyCollection<Deal> deals)
    {
        var forecaster = Forecaster.Learn(deals, _asOf);
        var people = AnyCompany.People.Select(p => Of(forecaster, p)).ToList();
        var all = Outlook.Together(people);
        yield return people[0];
        yield return people[0].Shaken(0.4);
        yield return people[0] with { Won = people[0].Won + people[0].Open.Take(1).Sum(p => p.Value), Open = [.. people[0].Open.Skip(1)] }; // One is won.
        yield return people[0] with { Open = [.. people[0].Open.Skip(1)], Coming = people[0].Coming * 1.5 }; // One slips, and more is begun.
        yield return all;
        yield return all.Calibrated((0.8, 0.3));

        var months = CompanyAhead.Together(new(2026, 8), AnyCompany.People.ToDictionary(p => p, p => forecaster.Ahead(p, _ends)), _ => default, AheadLesson.Of([], _ => 0, new(2026, 8)), forecaster.FromNow(_ends), forecaster.Values, forecaster.Closed) with { OfValues = forecaster.Spreads };
        yield return months.Basis(null, 1, 3, 50, _asOf).Outlook;
        yield return months.If(months.Deals.Take(3).Select(d => d.Id).ToHashSet(), 2, 0.75).Basis(null, 1, 3, 0, _asOf).Outlook;
    }

    /// <summary>All that is told from some deals, figure by figure.</summary>
    private static List<double> Said(IReadOnlyCollection<Deal> deals)
    {
        var forecaster = Forecaster.Learn(deals, _asOf);
        return
        [
            forecaster.Closed, .. forecaster.Values, .. forecaster.Spreads.OfStated, .. forecaster.Spreads.OfGuessed, .. forecaster.Seasons(_ends), .. forecaster.FromNow(_ends), .. forecaster.ByWeek(20), .. forecaster.ByWeek(20, isQualified: true),
            .. AnyCompany.People.SelectMany(OfPerson), .. Likely(Outlook.Together([.. AnyCompany.People.Select(p => Of(forecaster, p))])),
        ];

        IEnumerable<double> OfPerson(long person)
        {
            var (outlook, ahead) = (Of(forecaster, person), forecaster.Ahead(person, _ends));
            return
            [
                outlook.Won, outlook.Coming, outlook.Spread, .. outlook.Open.SelectMany(p => (double[])[p.Id, p.Chance, p.Value, p.IsGuess ? 1 : 0, p.Told]), .. outlook.Values, .. outlook.OfStated, .. outlook.OfGuessed, .. Likely(outlook),
                ahead.Factor, .. ahead.Coming, .. ahead.Value, .. ahead.Open.SelectMany(d => (double[])[d.Id, d.Value, .. d.Chances, .. d.Own]),
                .. forecaster.Within(person, Prospect.DaysSoon).OrderBy(d => d.Key).SelectMany(d => (double[])[d.Key, d.Value]), forecaster.Wins(person, Week.Days),
                .. forecaster.FromWeeks(person, 60), .. forecaster.FromWeeks(person, 60, isQualified: true),
            ];
        }

        static IEnumerable<double> Likely(Outlook outlook) => outlook.Against(1 + (0.9 * outlook.Expected)) is var likely ? [likely.Chance, likely.Expected, likely.Low, likely.Mid, likely.High] : [];
    }
}

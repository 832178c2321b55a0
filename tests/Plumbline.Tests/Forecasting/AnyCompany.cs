namespace Plumbline.Forecasting;

/// <summary>
/// Deals of a company that is made up, another one for each seed: of few people or several, with a pipeline or with orders alone; with and without stages, amounts, products and prices, money given back and deals that are handed on.
/// </summary>
internal static class AnyCompany
{
    private static readonly DateOnly _start = new(2025, 6, 1);

    /// <summary>The day as of which is asked: what is made lies before it and after it.</summary>
    public static readonly DateOnly AsOf = new(2026, 8, 15);

    public const int MostPeople = 5;

    /// <summary>Their numbers, that of somebody of whom there is no deal among them.</summary>
    public static IEnumerable<long> People => Enumerable.Range(1, MostPeople + 1).Select(p => (long)p);

    public static List<Deal> Of(int seed)
    {
        var random = new Random(seed);
        var people = 1 + random.Next(MostPeople);
        return random.Next(4) == 0 ? Orders(random, people) : Pipeline(random, people);
    }

    /// <summary>The same deals in another order.</summary>
    public static List<Deal> Shuffled(IEnumerable<Deal> deals, int seed)
    {
        Deal[] all = [.. deals];
        new Random(seed).Shuffle(all);
        return [.. all];
    }

    private static List<Deal> Pipeline(Random random, int people)
    {
        var (hasStages, hasAmounts, isHandedOn) = (random.Next(3) > 0, random.Next(3) > 0, random.Next(3) == 0);
        return
        [
            .. Enumerable.Range(1, random.Next(250)).Select(id =>
            {
                var opened = _start.AddDays(random.Next(500));
                var (ends, isWon, amount, person) = (random.Next(4) > 0, random.Next(3) == 0, 10 + (random.Next(100_000) / 100m), 1 + random.Next(people));
                var closed = opened.AddDays(random.Next(120));
                var handedOn = opened.AddDays(random.Next(1, 60));
                return new Deal(id, person, random.Next(3) == 0 ? null : random.Next(1, 4), opened)
                {
                    Closed = ends ? closed : null,
                    IsWon = ends && isWon,
                    Value = ends && isWon ? Math.Round(amount * random.Next(50, 130) / 100, 2) : 0,
                    ListPrice = random.Next(4) == 0 ? amount : null,
                    Qualified = random.Next(3) switch { 0 => null, 1 => opened, _ => opened.AddDays(random.Next(40)) },
                    Before = isHandedOn && random.Next(4) == 0 && !(ends && closed <= handedOn) ? [new(handedOn, 1 + random.Next(people))] : [], // What is over counts for whom it is recorded.
                    Marks = [new(opened, hasStages ? "Qualify" : null, hasAmounts && random.Next(5) > 0 ? amount : null), new(opened.AddDays(random.Next(1, 40)), hasStages ? "Proposal" : null, null)],
                };
            }),
            .. Enumerable.Range(1_001, random.Next(3)).Select(id => new Deal(id, 1 + random.Next(people), null, _start) { Closed = _start.AddDays(random.Next(500)), IsWon = true, IsCredit = true, Value = -random.Next(1, 200) }),
        ];
    }

    private static List<Deal> Orders(Random random, int people) =>
    [
        .. Enumerable.Range(1, 1 + random.Next(25)).SelectMany(account =>
        {
            List<DateOnly> days = [.. Enumerable.Range(0, 1 + random.Next(8)).Select(_ => _start.AddDays(random.Next(500))).Distinct().Order()];
            var person = 1 + random.Next(people);
            return days.Select((day, i) => new Deal((100 * account) + i, person, null, i == 0 ? day : days[i - 1]) { Closed = day, IsWon = true, Value = random.Next(100, 100_000) / 100m, AccountId = account })
                .Append(new(-account, person, null, days[^1]) { AccountId = account });
        }),
    ];
}

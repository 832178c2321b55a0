using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

/// <summary>Whose quota a forecast is of.</summary>
public enum ForecastSubject
{
    /// <summary>A salesperson.</summary>
    Salesperson,

    /// <summary>The people of a team.</summary>
    Team,

    /// <summary>Everyone.</summary>
    Company,
}

/// <summary>What a quota asks for.</summary>
public enum ForecastMeasure
{
    /// <summary>Revenue.</summary>
    Revenue,

    /// <summary>Margin.</summary>
    Margin,
}

/// <summary>
/// What was said of a quota at the end of a day, kept so that it can be shown, explained, and judged once the period is over. Money in the company's currency.
/// </summary>
public sealed class KeptForecast
{
    /// <summary>With fewer closed deals of the company than this, a chance is told in words alone.</summary>
    public const int EnoughClosed = 20;

    /// <summary>At this chance or less a quota is at risk.</summary>
    public const double AtRisk = 0.30;

    /// <summary>At this chance or more it is on course.</summary>
    public const double OnCourse = 0.80;

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; set; }

    /// <summary>What the quota asks for.</summary>
    public ForecastMeasure Measure { get; set; }

    /// <summary>Whether of a person, a team or all.</summary>
    public required ForecastSubject Subject { get; set; }

    /// <summary>The person or team; 0 for all.</summary>
    public required long SubjectId { get; set; }

    /// <summary>The first month of the period.</summary>
    public required Month First { get; set; }

    /// <summary>How many months it has.</summary>
    public required int Length { get; set; }

    /// <summary>The day at whose end it was said.</summary>
    public required DateOnly AsOf { get; set; }

    /// <summary>Whether it was reckoned later, since somebody asked for that day; then it is shown to who asks for the day, and for nothing else: it was not said then, so that nothing is judged or explained by it.</summary>
    public bool IsAsked { get; set; }

    /// <summary>What was said, and what it was made of.</summary>
    public required Statement Said { get; set; }

    /// <summary>How many wins were expected in the week after that day.</summary>
    public required double NextWeek { get; set; }

    /// <summary>How many deals of the company had been won or lost by then, within what is looked back.</summary>
    public required int Closed { get; set; }

    /// <summary>What it rests on; kept of the latest forecast, and of the ends of the two weeks before, so that it can be told what changed since.</summary>
    public ForecastBasis? Basis { get; set; }

    /// <summary>The months of the quota.</summary>
    public Period Period => new(First, Length);

    /// <summary>What a chance says in a word: by the hundredths in which it is told, so that the same figure has the same word.</summary>
    public static ChanceStanding StandingOf(double chance) => Math.Round(chance, 2) switch { <= AtRisk => ChanceStanding.AtRisk, >= OnCourse => ChanceStanding.OnCourse, _ => ChanceStanding.Open };

    /// <summary>Whether there is too little of the company's own history for a chance in figures.</summary>
    public bool IsLittle => Closed < EnoughClosed;
}

/// <summary>What a forecast rests on, so that it can be explained, and asked what would be if.</summary>
/// <param name="Outlook">What the period may still bring, past forecasts weighed in.</param>
/// <param name="Weight">The weight of the deals' odds in the chance.</param>
/// <param name="Others">What pace and earlier quotas add to the chance.</param>
/// <param name="FromWeeks">The chance that a deal that comes now, in a week, in two weeks ... is won in time, which falls from week to week once the period runs; none where it is over.</param>
public sealed record ForecastBasis(Outlook Outlook, double Weight, double Others, IReadOnlyList<double> FromWeeks)
{
    /// <summary>The same of a deal that is qualified when it comes; none where it was told before that was kept.</summary>
    public IReadOnlyList<double> Qualified { get; init; } = [];

    /// <summary>How long a person's deals take to be won, as a multiple of what deals of their size take in the company; 1 of several people.</summary>
    public double Cycle { get; init; } = 1;

    /// <summary>How earlier quotas ended of which the same was said with as much time left; none of months to come, and where the quota is reached.</summary>
    public AlikeForecasts Alike { get; init; }

    /// <summary>Where fewer of the deals that come today are won in time than this, new pipeline comes too late for the period.</summary>
    public const double TooLate = 0.1;

    private const double NearlyBest = 0.95; // So much of the best is as good: what can be begun sooner is.
    private const int MostDeals = 10_000;
    private const int MostThought = 12; // So many are thought away, however many are told, so that every page names the same; each takes as long as a forecast.
    private const int MostToWin = 3; // So many deals are looked for that would add most if they were won.
    private const int Tenths = 10; // So finely deals a week are told.

    /// <summary>In how many weeks qualified pipeline is best there, so that it is won in time: today, unless the period has not begun and what is there today is won before it.</summary>
    public int BestWeek => FromQualified is { Count: > 0 } weeks ? weeks.TakeWhile(f => f < NearlyBest * weeks.Max()).Count() : 0;

    /// <summary>The chance that a qualified deal that comes then is won in time.</summary>
    public double FromBest => FromQualified.Count == 0 ? 0 : FromQualified[BestWeek];

    private IReadOnlyList<double> FromQualified => Qualified.Count > 0 ? Qualified : FromWeeks;

    /// <summary>
    /// The chance that a quota is reached with this outlook instead. Pace and earlier quotas know nothing of it: what they say goes as far of the way to certain, or to none, as the chance by the deals does, so that enough pipeline reaches every chance.
    /// </summary>
    public double Chance(double quota, Outlook instead) => Chance(quota, instead, Outlook.Reaches(quota));

    /// <summary>The same where what pace and earlier quotas say is left as it is, for telling apart what the deals have done from what those say by now.</summary>
    public double ByDealsAlone(double quota, Outlook instead) => instead.Won >= quota ? 1 : Math.Clamp((Weight * instead.Reaches(quota)) + Others, 0, 1);

    /// <summary>The open deals that matter most, by how much the chance falls without each; behind them those that would add most if they were won, however unlikely that is.</summary>
    /// <param name="quota">What is to be reached.</param>
    /// <param name="most">How many of the first at most; of the others there are few.</param>
    public IReadOnlyList<DealEffect> Effects(double quota, int most)
    {
        var asIs = Outlook.Reaches(quota);
        var chance = Chance(quota, Outlook, asIs);
        var matter = Outlook.Open.OrderByDescending(p => p.Chance * p.Value).ThenBy(p => p.Id).Take(Math.Max(most, MostThought)).Select(Of).OrderBy(e => e.Without).Take(most).ToList(); // Where none moves it the order is that of what each is likely to bring.
        var known = matter.Select(e => e.Deal.Id).ToHashSet();
        return [.. matter, .. Outlook.Open.OrderByDescending(p => (1 - p.Chance) * p.Value).ThenBy(p => p.Id).Take(MostToWin).Where(p => !known.Contains(p.Id)).Select(Of)];

        DealEffect Of(Prospect deal) => new(deal, chance, Chance(quota, Outlook with { Open = [.. Outlook.Open.Where(o => o.Id != deal.Id)] }, asIs));
    }

    /// <summary>The smallest value of new qualified pipeline, of deals of the usual size begun at the best time, with which the chance is at least as wanted: as such deals are stated while they are open, of which those that are won bring a part.</summary>
    /// <param name="quota">What is to be reached.</param>
    /// <param name="wanted">The chance that is wanted, from 0 to 1.</param>
    /// <returns>0 where it is as wanted already; null where what is begun comes too late, whatever its value.</returns>
    public PipelineToAdd? ToReach(double quota, double wanted)
    {
        if (Chance(quota, Outlook) >= wanted)
        {
            return new(0, 0);
        }

        return Fewest(quota, wanted, FromBest, FromBest) is { } deals ? new(deals, deals * Outlook.Values.Average() / Outlook.OfStated.Average()) : null;
    }

    /// <summary>How many deals of the usual size are to be begun in each of the weeks left, in tenths, so that the chance is at least as wanted.</summary>
    /// <param name="quota">What is to be reached.</param>
    /// <param name="wanted">The chance that is wanted, from 0 to 1.</param>
    /// <returns>0 where it is as wanted already; null where no pace would do.</returns>
    public double? EachWeek(double quota, double wanted) =>
        Chance(quota, Outlook) >= wanted ? 0 : Fewest(quota, wanted, FromWeeks.Sum() / Tenths, FromWeeks.DefaultIfEmpty().Max()) is { } tenths ? tenths / (double)Tenths : null;

    private double Chance(double quota, Outlook instead, double asIs)
    {
        if (instead.Won >= quota)
        {
            return 1;
        }

        var byDeals = instead.Reaches(quota);
        var others = byDeals == asIs ? Others : byDeals > asIs ? Others + ((1 - Weight - Others) * (byDeals - asIs) / (1 - asIs)) : Others * byDeals / asIs;
        return Math.Clamp((Weight * byDeals) + others, 0, 1);
    }

    /// <summary>The fewest deals with which the chance is as wanted, where each adds so many wins, and of those begun at the best time such a part is won.</summary>
    private int? Fewest(double quota, double wanted, double wins, double best)
    {
        var asIs = Outlook.Reaches(quota);
        if (Outlook.Values.Count == 0 || best < TooLate || With(MostDeals) < wanted)
        {
            return null;
        }

        var (less, enough) = (0, MostDeals);
        while (enough - less > 1)
        {
            var mid = (less + enough) / 2;
            (less, enough) = With(mid) >= wanted ? (less, mid) : (mid, enough);
        }

        return enough;

        double With(int deals) => Chance(quota, Outlook with { Coming = Outlook.Coming + (deals * wins) }, asIs);
    }
}

/// <summary>What an open deal does to a chance.</summary>
/// <param name="Deal">The deal.</param>
/// <param name="Chance">The chance with it.</param>
/// <param name="Without">The chance without it.</param>
public sealed record DealEffect(Prospect Deal, double Chance, double Without);

/// <summary>How much pipeline is missing: so many deals of the usual size, and what they are stated at together.</summary>
public sealed record PipelineToAdd(int Deals, double Value);

using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Scoring;

namespace Plumbline.Forecasting;

/// <summary>What is asked of a person in months to come.</summary>
/// <param name="Agreed">What is agreed for each of them, in all; 0 where it is not.</param>
/// <param name="ByTeam">The same, by the team in which it counts.</param>
/// <param name="Taken">What is taken in its place from the months that run.</param>
internal sealed record AskedOf(decimal Agreed, ILookup<long, decimal> ByTeam, decimal Taken)
{
    /// <summary>Where it is not agreed yet for each of the months to come, as much a month is taken as is asked in those that run, for the time in which they are there.</summary>
    public static AskedOf Read(long person, IReadOnlyList<(long TeamId, Month Month, decimal Amount)> months, Period period, Period running, Roster roster)
    {
        var agreed = Whole(period);
        var taken = agreed == 0 && There(running) is > 0 and var there ? Whole(running) / there * There(period) : 0;
        return new(agreed, months.Where(q => period.Contains(q.Month)).ToLookup(q => q.TeamId, q => q.Amount), taken);

        decimal There(Period of) => of.Months.Sum(month => roster.Shares(person, month).Sum(s => s.Share));

        decimal Whole(Period of) => Quotas.Whole(months.Select(q => (q.Month, q.Amount)), person, of, roster);
    }
}

/// <summary>What is asked in months to come, and what is expected of them, of whomever is asked about.</summary>
/// <param name="Period">These months.</param>
/// <param name="People">What is asked of each.</param>
/// <param name="Recorded">What each has recorded for them already, by team.</param>
/// <param name="Measure">Of what all this is.</param>
/// <param name="Kept">What is expected month by month, and as of which day; null where nothing was told yet.</param>
/// <param name="Colleagues">Who is where.</param>
/// <param name="Wanted">The chance that pipeline is reckoned for, a fraction.</param>
internal sealed record QuotasAhead(Period Period, IReadOnlyDictionary<long, AskedOf> People, ILookup<long, (long TeamId, decimal Amount)> Recorded, ForecastMeasure Measure, (DateOnly AsOf, CompanyAhead Ahead)? Kept, Colleagues Colleagues, double Wanted)
{
    private static readonly Dictionary<long, string> _noNames = [];

    /// <summary>The quota, and how much of it is taken from the months that run.</summary>
    public (decimal Quota, decimal Taken) QuotaOf(ScoreScope scope)
    {
        if (scope.PersonId is { } one)
        {
            return !People.TryGetValue(one, out var asked) ? default : asked.Agreed > 0 ? (asked.Agreed, 0) : (asked.Taken, asked.Taken);
        }

        var (of, within, quota, taken) = (Whose(scope), TeamsOf(scope), 0m, 0m);
        foreach (var (person, asked) in People)
        {
            if (asked.Agreed > 0)
            {
                quota += within is null ? asked.Agreed : within.Sum(team => asked.ByTeam[team].Sum()); // Of a team as much as is asked in the time in which they are in it.
            }
            else if (of?.Contains(person) != false)
            {
                (quota, taken) = (quota + asked.Taken, taken + asked.Taken);
            }
        }

        return (quota, taken);
    }

    /// <summary>The odds, without the deals that matter; null where nobody has a quota, or nothing is known of these people.</summary>
    public ForecastView? View(ScoreScope scope)
    {
        var (of, (quota, taken)) = (Whose(scope), QuotaOf(scope));
        if (quota == 0 || Kept is not var (asOf, ahead) || !ahead.People.Any(p => of?.Contains(p.SalespersonId) != false))
        {
            return null;
        }

        var basis = ahead.Basis(of, ahead.At(Period.First), Period.Length, (double)RecordedOf(scope), asOf);
        var odds = basis.Outlook.Against((double)quota);
        var (subject, id) = ForecastReader.Whose(scope);
        var now = new KeptForecast
        {
            Measure = Measure,
            Subject = subject,
            SubjectId = id,
            First = Period.First,
            Length = Period.Length,
            AsOf = asOf,
            Said = new(1, (double)quota, basis.Outlook.Won, odds.Expected - basis.Outlook.Won, basis.Outlook.Variance, 0, 0, 0, [odds.Chance], odds),
            NextWeek = 0,
            Closed = ahead.Closed,
            Basis = basis,
        };
        return new(now, null, [], [], _noNames, Wanted)
        {
            QuotaTaken = taken,
            IsOfOrders = ahead.IsOfOrders,
        };
    }

    private decimal RecordedOf(ScoreScope scope)
    {
        var within = TeamsOf(scope);
        return (scope.PersonId is { } one ? Recorded[one] : Recorded.SelectMany(person => person)).Where(r => within?.Contains(r.TeamId) != false).Sum(r => r.Amount);
    }

    /// <summary>Whose results count; null for everyone's. Of a team those who are in it, or below it, when these months begin.</summary>
    private HashSet<long>? Whose(ScoreScope scope)
    {
        if (scope.PersonId is { } one)
        {
            return [one];
        }

        return TeamsOf(scope) is { } within ? [.. Colleagues.People.Select(p => p.Id).Where(p => within.Contains(Colleagues.Roster.TeamOn(p, Period.FirstDay)))] : null;
    }

    private IReadOnlySet<long>? TeamsOf(ScoreScope scope) => scope is { PersonId: null, TeamId: { } team } ? Colleagues.WithSubteams(team) : null;
}

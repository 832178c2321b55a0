using System.Runtime.InteropServices;
using Plumbline.Fiscal;
using Plumbline.People;

namespace Plumbline.Scoring;

/// <summary>A team's line in the tree of teams.</summary>
/// <param name="Line">The team's figures, with those of its sub-teams.</param>
/// <param name="ParentId">The team above; null at the top.</param>
/// <param name="Depth">0 at the top.</param>
public readonly record struct TeamLine(Scoreline Line, long? ParentId, int Depth);

/// <summary>A month of a chart.</summary>
/// <param name="Month">The month.</param>
/// <param name="Result">What was booked, or what it leaves as far as that is known.</param>
/// <param name="Quota">What was asked for; null where there is no quota.</param>
public readonly record struct MonthLine(Month Month, decimal Result, decimal? Quota);

/// <summary>
/// The figures of a period, put together from the summaries of its months: by person, by team, in all. The smallest piece is a person while in a team, so that results stay with the team of the day and every total is the sum of its parts.
/// </summary>
public sealed class Standings
{
    /// <summary>How many months <see cref="Scoreline.Trend"/> has.</summary>
    public const int TrendMonths = 6;

    private readonly Dictionary<(long Person, long Team), Scoreline> _pieces = [];
    private readonly IReadOnlyList<PersonMonth> _results;
    private readonly IReadOnlyList<QuotaMonth> _quotas;
    private readonly bool _isOfMargin;

    /// <summary>Puts the figures together.</summary>
    /// <param name="period">The period.</param>
    /// <param name="lastOfTrend">The last month of the trend.</param>
    /// <param name="results">Results of the period, of the one before it, and of the months of the trend and of charts.</param>
    /// <param name="quotas">Quotas of the period and of charts.</param>
    /// <param name="open">What stood open at the period's end, by salesperson.</param>
    /// <param name="closing">Of what stands open now, what is qualified and expected to close in the period, by salesperson; none where it does not run.</param>
    /// <param name="activity">How far activities were done as agreed, by salesperson.</param>
    /// <param name="teamAtEnd">The team that a salesperson was in then; 0 for none.</param>
    /// <param name="shareGone">The share of a salesperson's working days in the period that are gone.</param>
    /// <param name="isOfMargin">Whether they are looked at by margin, and not by revenue.</param>
    public Standings(Period period, Month lastOfTrend, IReadOnlyList<PersonMonth> results, IReadOnlyList<QuotaMonth> quotas, IReadOnlyDictionary<long, Stock> open, IReadOnlyDictionary<long, decimal> closing, IReadOnlyDictionary<long, ActivityScore> activity, Func<long, long> teamAtEnd, Func<long, decimal> shareGone, bool isOfMargin = false)
    {
        (_results, _quotas, _isOfMargin) = (results, quotas, isOfMargin);
        var pieces = new Dictionary<(long, long), Piece>();
        var firstOfTrend = lastOfTrend.Plus(1 - TrendMonths);
        var before = period.Previous;
        var measured = quotas.Where(q => AskedIn(q) is not null).Select(q => (q.SalespersonId, q.Month)).ToHashSet();
        foreach (var month in results)
        {
            var (isNow, isBefore, isTrend) = (period.Contains(month.Month), before.Contains(month.Month), month.Month >= firstOfTrend && month.Month <= lastOfTrend);
            if (isNow || isBefore || isTrend)
            {
                ref var piece = ref At(month.SalespersonId, month.TeamId);
                piece.Tally += isNow ? month.Tally : default;
                piece.Unmeasured += isNow && !measured.Contains((month.SalespersonId, month.Month)) ? ResultOf(month.Tally) : 0;
                piece.Before += isBefore ? ResultOf(month.Tally) : 0;
                if (isTrend)
                {
                    (piece.Trend ??= new decimal[TrendMonths])[Between(firstOfTrend, month.Month)] += ResultOf(month.Tally);
                }
            }
        }

        foreach (var month in quotas.Where(q => period.Contains(q.Month)))
        {
            ref var piece = ref At(month.SalespersonId, month.TeamId);
            piece.Quota = month.Revenue is { } revenue ? (piece.Quota ?? 0) + revenue : piece.Quota;
            piece.MarginQuota = month.Margin is { } margin ? (piece.MarginQuota ?? 0) + margin : piece.MarginQuota;
            piece.Sources |= month.Source == QuotaSource.AgreedPlan ? QuotaSources.AgreedPlans : QuotaSources.ImportedTargets;
        }

        foreach (var (person, stock) in open)
        {
            At(person, person == 0 ? 0 : teamAtEnd(person)).Open += stock;
        }

        foreach (var (person, worth) in closing)
        {
            At(person, person == 0 ? 0 : teamAtEnd(person)).Closing += worth;
        }

        foreach (var (person, score) in activity)
        {
            At(person, teamAtEnd(person)).Activity += score;
        }

        foreach (var ((person, team), piece) in pieces)
        {
            _pieces.Add((person, team), new()
            {
                Id = person,
                IsOfMargin = isOfMargin,
                Name = "",
                Quota = piece.Quota,
                QuotaByNow = (isOfMargin ? piece.MarginQuota : piece.Quota) * shareGone(person),
                MarginQuota = piece.MarginQuota,
                Sources = piece.Sources,
                Tally = piece.Tally,
                Unmeasured = piece.Unmeasured,
                Open = piece.Open,
                Closing = piece.Closing,
                Activity = piece.Activity,
                Before = piece.Before,
                Trend = piece.Trend ?? new decimal[TrendMonths],
            });
        }

        ref Piece At(long person, long team) => ref CollectionsMarshal.GetValueRefOrAddDefault(pieces, (person, team), out _);
    }

    /// <summary>A line for each person with a quota, a result or something open; 0 is nobody.</summary>
    /// <param name="teams">Counts what was done in these teams only; null for the whole company.</param>
    /// <param name="name">What a person is called.</param>
    public IReadOnlyList<Scoreline> ByPerson(IReadOnlySet<long>? teams, Func<long, string> name) =>
        [.. In(teams).GroupBy(p => p.Key.Person, p => p.Value).Select(g => Sum(g.Key, name(g.Key), g)).Where(l => !l.IsEmpty)];

    /// <summary>All of them together.</summary>
    public Scoreline Total(IReadOnlySet<long>? teams, string name) => Sum(0, name, In(teams).Select(p => p.Value));

    /// <summary>A line for each team that has anything to show, sub-teams below their team and included in it; last, where there is any, what was done in no team (0). Those at the top add up to the company.</summary>
    /// <param name="teams">All teams.</param>
    /// <param name="order">Puts teams of one parent in order.</param>
    /// <param name="none">What the line of no team is called; null to leave it out.</param>
    public IReadOnlyList<TeamLine> ByTeam(IReadOnlyList<Team> teams, Func<IEnumerable<Scoreline>, IEnumerable<Scoreline>> order, string? none)
    {
        var own = _pieces.ToLookup(p => p.Key.Team, p => p.Value);
        var known = teams.Select(t => t.Id).ToHashSet();
        var children = teams.ToLookup(t => t.ParentId is { } parent && known.Contains(parent) ? parent : 0);
        var all = new List<TeamLine>();
        AddBelow(0, 0);
        if (none is not null && Sum(0, none, own[0]) is { IsEmpty: false } rest)
        {
            all.Add(new(rest, null, 0));
        }

        return all;

        void AddBelow(long parent, int depth)
        {
            foreach (var line in order(children[parent].Select(Whole).Where(l => !l.IsEmpty)))
            {
                all.Add(new(line, parent == 0 ? null : parent, depth));
                AddBelow(line.Id, depth + 1);
            }
        }

        Scoreline Whole(Team team) => Sum(team.Id, team.Name, own[team.Id].Concat(children[team.Id].Select(Whole)));
    }

    /// <summary>Result and quota of each of the months.</summary>
    public IReadOnlyList<MonthLine> ByMonth(IEnumerable<Month> months, IReadOnlySet<long>? teams)
    {
        var revenue = _results.Where(r => IsIn(teams, r.TeamId)).ToLookup(r => r.Month, r => ResultOf(r.Tally));
        var quota = _quotas.Where(q => AskedIn(q) is not null && IsIn(teams, q.TeamId)).ToLookup(q => q.Month, q => AskedIn(q)!.Value);
        return [.. months.Select(m => new MonthLine(m, revenue[m].Sum(), quota[m].Any() ? quota[m].Sum() : null))];
    }

    private decimal ResultOf(Tally tally) => _isOfMargin ? tally.Margin : tally.Revenue;

    private decimal? AskedIn(QuotaMonth month) => _isOfMargin ? month.Margin : month.Revenue;

    private Scoreline Sum(long id, string name, IEnumerable<Scoreline> parts) => Scoreline.Sum(id, name, parts) with { IsOfMargin = _isOfMargin };

    private IEnumerable<KeyValuePair<(long Person, long Team), Scoreline>> In(IReadOnlySet<long>? teams) => _pieces.Where(p => IsIn(teams, p.Key.Team));

    private static bool IsIn(IReadOnlySet<long>? teams, long team) => teams is null || teams.Contains(team);

    private static int Between(Month from, Month to) => ((to.Year - from.Year) * 12) + to.Number - from.Number;

    private struct Piece
    {
        public decimal? Quota;
        public decimal? MarginQuota;
        public QuotaSources Sources;
        public Tally Tally;
        public decimal Unmeasured;
        public Stock Open;
        public decimal Closing;
        public ActivityScore Activity;
        public decimal Before;
        public decimal[]? Trend;
    }
}

using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Scoring;
using Plumbline.Storage;
using Plumbline.Ui;
using Standing = Plumbline.Ui.Standing;

namespace Plumbline.Opportunities;

/// <summary>A stage with the chance by which it is weighted, and whether that is our own.</summary>
public sealed record StageChance(StageColumn Stage, decimal? Chance, UsualAtStage Usual)
{
    /// <summary>Whether it comes from what closed here, and not from the stage.</summary>
    public bool IsOwn => Usual.Closed >= StageHistory.EnoughClosed;
}

/// <summary>Whether the pipeline is enough. Money in the company's currency.</summary>
/// <param name="Months">By month of expected close, from this one on.</param>
/// <param name="Total">All of them.</param>
/// <param name="Overdue">What was expected to close in a month that is over, and did not.</param>
/// <param name="Undated">What has no expected close.</param>
/// <param name="Later">What is expected after the months shown.</param>
/// <param name="Needed">How much pipeline it takes for one unit won.</param>
/// <param name="NeededWords">How that is reckoned, with its figures.</param>
/// <param name="Closed">How many opportunities of these people that rests on.</param>
/// <param name="Cycle">Their usual sales cycle, in days.</param>
/// <param name="Today">The day on which something can be begun at the earliest.</param>
/// <param name="Stages">The stages with their chances.</param>
public sealed record CoverageView(
    IReadOnlyList<CoverageLine> Months, CoverageLine Total, decimal Overdue, decimal Undated, decimal Later, decimal Needed, string NeededWords, int Closed, int Cycle, DateOnly Today, IReadOnlyList<StageChance> Stages)
{
    /// <summary>With fewer closed opportunities than this, a win rate tells little.</summary>
    public const int EnoughClosed = 10;

    /// <summary>What the months shown that lie in the period have together.</summary>
    public CoverageLine Within(Period period) => CoverageLine.Sum([.. Months.Where(m => period.Contains(m.Month!.Value))]);

    /// <summary>The quarter that runs, as one: its months that are over count with what they brought and lack, which the others have to make up for.</summary>
    public required (Period Period, CoverageLine Line) Quarter { get; init; }

    /// <summary>What is still to be created in the months shown for which it can be begun in time. Of each by itself: one that has enough makes up for no other. Null where none has a quota.</summary>
    public decimal? ToCreate => Within(Shown).Quota is null ? null : Months.Where(m => !IsTooLate(m)).Sum(m => m.ToCreate(Needed) ?? 0);

    /// <summary>The day until which what is to close in a month is begun: a sales cycle before its end.</summary>
    public DateOnly BeginBy(CoverageLine month) => BeginBy(new Period(month.Month!.Value, 1));

    /// <summary>The same of several months.</summary>
    public DateOnly BeginBy(Period months) => months.LastDay.AddDays(-Cycle);

    /// <summary>Whether what is begun now usually closes after the month.</summary>
    public bool IsTooLate(CoverageLine month) => BeginBy(month) < Today;

    /// <summary>The months that lack pipeline, and for which it is too late to begin any.</summary>
    public IReadOnlyList<CoverageLine> TooLate => [.. Months.Where(m => IsTooLate(m) && m.ToCreate(Needed) > 0)];

    /// <summary>The months shown.</summary>
    public Period Shown => new(Months[0].Month!.Value, Months.Count);

    /// <summary>Whether what is open is enough for what is missing.</summary>
    public Standing StandingOf(CoverageLine line) => line.Coverage is not { } coverage ? Standing.Neutral : coverage >= Needed ? Standing.Good : coverage >= Needed / 2 ? Standing.Watch : Standing.Bad;

    /// <summary>The same in a word; null where nothing is missing.</summary>
    public string? Says(CoverageLine line) => line.Coverage is not { } coverage ? null : coverage >= Needed ? "enough" : "less than needed";

    /// <summary>Whether what closed is too little to tell a win rate.</summary>
    public bool IsLittle => Closed < EnoughClosed;
}

/// <summary>Sets open pipeline against what is missing of the quota. It adds up in the database and weighs here, so that it costs the same with many opportunities as with few.</summary>
internal sealed class CoverageFigures(PlumblineDb db, CurrentPerson me, OurCompany company, StageBook book, PipelineLines lines, PipelineDesk desk, PlanFacts facts, SellingHistory history)
{
    public const int MonthsShown = 6;

    public async Task<CoverageView> Read(PipelineScope scope, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var (period, quarter) = (new Period(Month.Of(today), MonthsShown), (await company.Load(cancel)).FiscalYear.Quarter(today));
        var open = lines.Open(scope);
        var usual = await book.Usual(cancel);
        var stages = (await desk.Columns(open, cancel)).Select(c => new StageChance(c.Stage, usual.ChanceAt(c.Stage), usual.At(c.Stage))).ToList();
        var sums = await lines.Worth(open).GroupBy(o => new { o.Stage, Year = (int?)o.ExpectedClose!.Value.Year, Month = (int?)o.ExpectedClose!.Value.Month })
            .Select(g => new { g.Key.Stage, g.Key.Year, g.Key.Month, Worth = g.Sum(o => o.Worth) }).ToListAsync(cancel);
        var parts = sums.ConvertAll(s => (Stage: stages.Find(c => c.Stage.Texts.Contains(s.Stage, StringComparer.OrdinalIgnoreCase)), Month: s.Year is { } year && s.Month is { } month ? new Month(year, month) : (Month?)null, s.Worth));
        var (quotas, booked) = await Asked(scope, quarter.First, period.Last, cancel);
        var most = quotas.Count == 0 ? 0 : quotas.Values.Max(q => q.People);
        var months = period.Months.Select(month =>
        {
            var closing = parts.FindAll(p => p.Month == month);
            return new CoverageLine(
                month, closing.Sum(p => p.Worth), closing.Where(p => p.Stage?.Stage.IsQualified != false).Sum(p => p.Worth), closing.Sum(p => p.Worth * (p.Stage?.Chance ?? 0)),
                quotas.TryGetValue(month, out var quota) ? quota.Revenue : null, booked.GetValueOrDefault(month))
            {
                AskedOfOnly = FewOf(month),
            };
        }).ToList();
        var (rates, closed) = await Rates(scope, cancel);
        var (rate, slips) = (rates.WinRateByValue.Value.Mid, rates.Slippage.Value.Mid);
        return new(
            months, CoverageLine.Sum(months), parts.Where(p => p.Month < period.First).Sum(p => p.Worth), parts.Where(p => p.Month is null).Sum(p => p.Worth), parts.Where(p => p.Month > period.Last).Sum(p => p.Worth),
            (1 + slips) / rate,
            $"1 ÷ {Figures.Percent(rate, 1)} × (1 + {Figures.Percent(slips, 1)}): the win rate by value and the slippage of the last year, {(scope.People is [_] ? $"from {Figures.Count(closed)} closed of their own with the team's as support" : $"from {Figures.Count(closed)} closed")}.",
            closed, (int)Math.Round(rates.Cycle.Value.Mid), today, stages)
        {
            Quarter = (quarter, Whole([.. quarter.Months.Where(quotas.ContainsKey)])),
        };

        // Who is away, leaves or joins leaves it a month of most of them.
        int? FewOf(Month month) => quotas.TryGetValue(month, out var quota) && quota.People * 2 <= most ? quota.People : null;

        CoverageLine Whole(IReadOnlyList<Month> asked) => CoverageLine.Sum([.. months.Where(m => quarter.Contains(m.Month!.Value))]) with
        {
            Quota = asked.Count > 0 ? asked.Sum(m => quotas[m].Revenue) : null,
            Booked = asked.Sum(m => booked.GetValueOrDefault(m)),
            AskedOfOnly = asked.Select(FewOf).FirstOrDefault(few => few is not null),
            QualifiedForQuota = null, // What closes in any of its months counts for it.
        };
    }

    /// <summary>By month what these people's quotas ask for, and what they booked: where anyone has a quota only what those who have one booked, since the others' does not reach it.</summary>
    private async Task<(Dictionary<Month, (decimal Revenue, int People)> Quotas, Dictionary<Month, decimal> Booked)> Asked(PipelineScope scope, Month first, Month last, CancellationToken cancel)
    {
        var people = scope.People?.ToArray();
        var quotas = db.QuotaMonths.Where(q => q.Month >= first && q.Month <= last && q.Revenue != null);
        var booked = db.PersonMonths.Where(m => m.Month >= first && m.Month <= last);
        if (people is not null)
        {
            quotas = quotas.Where(q => EF.Parameter(people).Contains(q.SalespersonId));
            booked = booked.Where(m => EF.Parameter(people).Contains(m.SalespersonId));
        }

        var asked = await quotas.GroupBy(q => q.Month).Select(g => new { g.Key, Revenue = g.Sum(q => q.Revenue!.Value), People = g.Select(q => q.SalespersonId).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => (g.Revenue, g.People), cancel);
        var sums = await booked.Select(m => new { m.Month, m.Tally.Revenue, IsMeasured = quotas.Any(q => q.SalespersonId == m.SalespersonId && q.Month == m.Month) })
            .GroupBy(m => new { m.Month, m.IsMeasured }).Select(g => new { g.Key.Month, g.Key.IsMeasured, Revenue = g.Sum(m => m.Revenue) }).ToListAsync(cancel);
        return (asked, sums.Where(s => s.IsMeasured || !asked.ContainsKey(s.Month)).GroupBy(s => s.Month).ToDictionary(g => g.Key, g => g.Sum(s => s.Revenue)));
    }

    /// <summary>A person's rates with the team's as support; those of several people as they are.</summary>
    private async Task<(SupportedRates Rates, int Closed)> Rates(PipelineScope scope, CancellationToken cancel)
    {
        if (scope.People is [var one])
        {
            var rates = await facts.Rates(one, cancel);
            return (rates, rates.OwnClosed);
        }

        long[] people = scope.People is { } some ? [.. some] : [.. (await me.Colleagues(cancel)).People.Where(p => p.Roles.HasFlag(Roles.Salesperson)).Select(p => p.Id)];
        var together = await history.Together(people, cancel);
        return (new(SellingRates.None, together), together.Closed);
    }
}

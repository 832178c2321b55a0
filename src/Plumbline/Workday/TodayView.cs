using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Opportunities;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Presentations;
using Plumbline.Reviews;
using Plumbline.Scoring;
using Plumbline.Signals;
using Plumbline.Storage;

namespace Plumbline.Workday;

/// <summary>What a person sees first in the morning.</summary>
/// <param name="Person">Who.</param>
/// <param name="Period">The period of the figures.</param>
/// <param name="Today">The company's day.</param>
/// <param name="Line">The figures of the person; of the team or the company for those who do not sell themselves.</param>
/// <param name="Scope">Whose figures they are.</param>
/// <param name="Led">The teams that the person leads, whose figures can be shown instead.</param>
/// <param name="Slipped">Promises whose day has passed, the oldest first.</param>
/// <param name="Asked">What colleagues ask for.</param>
/// <param name="Coming">What is due today and in the days after.</param>
/// <param name="Waiting">Plans that wait for an answer.</param>
/// <param name="Reviews">Reviews of which the next part is the person's to do.</param>
/// <param name="Presentations">Meetings in which plans are presented, questions to the person's plan, and what is to be read back.</param>
/// <param name="PlanId">The person's own plan for these days; null where there is none, or the person writes none.</param>
/// <param name="WritesPlans">Whether the person is a salesperson.</param>
/// <param name="Activity">What the person did this week and month against what was agreed; null for those who do not sell themselves.</param>
/// <param name="Pipeline">Whether what is open is enough; null of the whole company, and where the period is over or too far ahead to be told.</param>
/// <param name="Forecast">What is likely to come, of revenue, or where only margin is asked for of that; null where nothing was said of the period yet.</param>
/// <param name="Signals">What needs the person, the weightiest.</param>
/// <param name="SignalsFound">How many there are in all.</param>
/// <param name="People">Everyone, for names.</param>
internal sealed record TodayView(
    Person Person, Period Period, DateOnly Today, Scoreline Line, ScoreScope Scope, IReadOnlyList<Team> Led, IReadOnlyList<LedgerLine> Slipped, IReadOnlyList<LedgerLine> Asked, IReadOnlyList<LedgerLine> Coming, IReadOnlyList<WaitingPlan> Waiting,
    IReadOnlyList<WaitingReview> Reviews, IReadOnlyList<WaitingPresentation> Presentations, long? PlanId, bool WritesPlans, PersonActivity? Activity, CoverageView? Pipeline, ForecastView? Forecast, IReadOnlyList<SignalView> Signals, int SignalsFound, Colleagues People)
{
    public decimal ShareGone => WorkingDays.ShareGone(Period, Today);

    /// <summary>What is open against the gap of the whole period, of months gone by, too; null as <see cref="Pipeline"/> is, and where only some have a quota yet.</summary>
    public CoverageLine? Coverage => Pipeline is null || Pipeline.Months.Any(m => Period.Contains(m.Month!.Value) && m.AskedOfOnly is not null) ? null : Pipeline.Within(Period) with { Quota = Line.Quota, Booked = Line.Tally.Revenue - Line.Unmeasured };

    /// <summary>The same people, as the pipeline is asked for.</summary>
    public PipelineWhose Whose => WhoseOf(Scope);

    public static PipelineWhose WhoseOf(ScoreScope scope) => new(scope.PersonId, scope.TeamId);

    public bool IsRunning => Period.Contains(Today);

    /// <summary>Whether more or less is sold than the forecast knows of, and it is being made anew.</summary>
    public bool IsForecastBehind { get; init; }

    /// <summary>How likely the quota of margin is, beside that of revenue; null where there is none.</summary>
    public KeptForecast? Margin { get; init; }
}

/// <summary>Puts the day of the person who asks together: bounded lists, a query for each block.</summary>
internal sealed class TodayReader(PlumblineDb db, CurrentPerson me, OurCompany company, Scoreboard scoreboard, Ledger ledger, ActivityStandings activities, CoverageFigures coverage, ForecastReader forecasts, MonthsToCome toCome, SignalDesk signals, WaitingPlans waiting, WaitingReviews reviews, WaitingPresentations presentations)
{
    private const int DaysAhead = 7;
    public const int MostPromises = 20;
    private const int MostPlans = 12;

    /// <summary>The day, with the figures of the person's <paramref name="team"/> where they lead several; of the first where none of theirs is named.</summary>
    public async Task<TodayView> Read(Period period, long? team, CancellationToken cancel)
    {
        var person = await me.Load(cancel);
        var people = await me.Colleagues(cancel);
        var today = await company.Today(cancel);
        var sells = person.Roles.HasFlag(Roles.Salesperson);
        Team[] led = sells ? [] : [.. people.Teams.Where(t => t.LeaderId == person.Id)];
        var shown = (Array.Find(led, t => t.Id == team) ?? led.FirstOrDefault())?.Id ?? (person.Roles.HasFlag(Roles.Manager) ? people.Roster.TeamOn(person.Id, today) : 0);
        var scope = sells ? new ScoreScope(PersonId: person.Id) : shown != 0 ? new ScoreScope(shown) : default;
        var line = (await scoreboard.Read(new(period, ScoreBy.Company, scope), cancel)).Total;
        var (needs, found) = await signals.Own(cancel);
        var forecast = period.FirstDay > today ? await toCome.Read(period, scope, ForecastMeasure.Revenue, people, ForecastWords.MostPulled, cancel) ?? await toCome.Read(period, scope, ForecastMeasure.Margin, people, ForecastWords.MostPulled, cancel) : await forecasts.Read(period, scope, ForecastMeasure.Revenue, ForecastWords.MostPulled, cancel) ?? await forecasts.Read(period, scope, ForecastMeasure.Margin, ForecastWords.MostPulled, cancel);
        return new(
            person, period, today, line, scope, led,
            await Due(PromiseStanding.Overdue), await Due(PromiseStanding.Asked), await Due(PromiseStanding.Open),
            await waiting.For(person.Id, people, MostPlans, cancel), await reviews.For(person, people, MostPlans, cancel), await presentations.For(person.Id, MostPlans, cancel), sells ? await OwnPlan(person.Id, today, cancel) : null, sells,
            sells ? await activities.Of(person.Id, today, people.Roster, cancel) : null, await Pipeline(), forecast, needs, found, people)
        {
            IsForecastBehind = forecast is { IsToCome: false, IsOfMargin: false } && Math.Abs((double)line.Tally.Revenue - forecast.Said.Won) >= 1 && await forecasts.IsBehind(cancel),
            Margin = forecast is not { IsOfMargin: false } ? null : forecast.IsToCome ? (await toCome.Read(period, scope, ForecastMeasure.Margin, people, 0, cancel))?.Now : await forecasts.Margin(period, scope, cancel),
        };

        // Of what is over nothing can be won any more. The whole company's rates are worked out where they are asked for, not on everyone's first page.
        async Task<CoverageView?> Pipeline() => scope.IsCompany || period.LastDay < today || period.First > Month.Of(today).Plus(CoverageFigures.MonthsShown - 1)
            ? null
            : await coverage.Read(PipelineScope.Of(TodayView.WhoseOf(scope), people, person.Id, today), cancel);

        // Each block for itself: what slipped long ago must not push what is due today off the page.
        Task<IReadOnlyList<LedgerLine>> Due(PromiseStanding standing) => ledger.Due(person.Id, standing, today.AddDays(DaysAhead), MostPromises, cancel);
    }

    private async Task<long?> OwnPlan(long person, DateOnly today, CancellationToken cancel)
    {
        var plans = await db.BusinessPlans.IgnoreAutoIncludes().Where(p => p.SalespersonId == person).Select(p => new { p.Id, p.Period }).ToListAsync(cancel);
        return plans.Find(p => p.Period.Contains(today))?.Id;
    }
}

internal static class WorkdaySetup
{
    public static void AddWorkday(this IServiceCollection services) => services.AddScoped<TodayReader>();
}

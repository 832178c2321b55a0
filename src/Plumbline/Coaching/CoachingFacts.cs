using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Inspection;
using Plumbline.Scoring;
using Plumbline.Signals;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Coaching;

/// <summary>What there is to talk about with somebody: figures beside the team's, promises, what was noticed, and how far they manage themselves.</summary>
/// <param name="Facts">To be looked at together.</param>
/// <param name="Figures">The figures that a session may be about, as they are.</param>
/// <param name="Topics">What was noticed, the weightiest first: each may be a topic.</param>
/// <param name="Rhythm">How often the two sit down.</param>
internal sealed record CoachingGround(IReadOnlyList<CoachingFact> Facts, IReadOnlyDictionary<CoachingFigure, decimal?> Figures, IReadOnlyList<string> Topics, CheckIn Rhythm);

/// <summary>Prepares coaching sessions from the records.</summary>
internal sealed class CoachingFacts(PlumblineDb db, OurCompany company, Scoreboard scoreboard, SellingHistory history, Ledger ledger, SignalDesk signals, SelfManagementReader levels, StandingReader standings, ForecastReader forecasts, CallDesk calls)
{
    private const int Weeks = 8;
    private const int KeptDays = 90;

    public async Task<CoachingGround> Read(long person, CancellationToken cancel)
    {
        var (today, fiscal) = (await company.Today(cancel), (await company.Load(cancel)).FiscalYear);
        var quarter = fiscal.Quarter(today);
        var line = (await scoreboard.Read(new(quarter, ScoreBy.Company, new(PersonId: person)), cancel)).Total;
        var (own, team) = await history.Rates(person, cancel);
        var kept = (await ledger.Kept([person], today.AddDays(-KeptDays), today.AddDays(-1), cancel))[person];
        var level = (await levels.Of([person], cancel))[person];
        var (noticed, _) = await signals.Of(person, SignalDesk.Handful, person, cancel);
        var areas = (await standings.Of([person], cancel))[person];
        var perWeek = await PerWeek(person, today, cancel);
        var (winRate, theirs) = (Rate(own), Rate(team));
        CoachingFact?[] facts =
        [
            new($"Attainment, {Figures.Name(quarter, fiscal)}", line.Attainment is { } attainment ? Figures.Percent(attainment) : "no quota", ScoreWords.Pace(line), $"people/{person}?period={fiscal.Name(quarter)}"),
            .. await Odds(person, cancel),
            new("Win rate, last year", winRate is { } rate ? $"{Figures.Percent(rate)} of {own.Won + own.Lost:0}" : "nothing closed", theirs is { } other ? $"{team.Whose}: {Figures.Percent(other)}" : null, $"people/{person}"),
            own.CycleDays is { } days ? new("Sales cycle", $"{days:0} days", team.CycleDays is { } usual ? $"{team.Whose}: {usual:0}" : null) : null,
            new("Activities a week", Figures.Number(perWeek), $"last {Weeks} weeks", $"activities?person={person}"),
            new("Promises kept", kept.Rate is { } share ? $"{Figures.Percent(share)} of {kept.Made:0}" : "none came due", kept.Overdue > 0 ? $"{kept.Overdue:0} overdue" : null, $"commitments?person={person}"),
            new("Manages themselves", $"{level.Met:0} of {level.Parts.Count:0} signs met", $"sit down {SignalWords.Of(level.CheckIn).ToLowerInvariant()}", $"signals?person={person}#self-management"),
            .. areas.Where(a => !a.IsValidated).Select(a => new CoachingFact(InspectionWords.Of(a.Key), InspectionWords.Of(a.State, a.Decides.Day, today), a.Decides.Form.Name, $"inspection?person={person}")),
            .. noticed.Select(s => new CoachingFact("Noticed", s.Signal.Title, null, (s.Signal.Action.Line ?? s.Signal.Action) == SignalAction.Review(person) ? null : $"signals/{s.Signal.Id}")),
        ];
        return new(
            [.. facts.OfType<CoachingFact>()],
            new Dictionary<CoachingFigure, decimal?> { [CoachingFigure.None] = null, [CoachingFigure.WinRate] = winRate, [CoachingFigure.PromisesKept] = kept.Rate, [CoachingFigure.Activities] = perWeek },
            [.. noticed.Select(s => s.Signal.Title), .. areas.Where(a => !a.IsValidated).Select(a => $"{InspectionWords.Of(a.Key)}: {InspectionWords.Of(a.State, a.Decides.Day, today)}")], level.CheckIn);
    }

    /// <summary>How likely the quota of the quarter that runs is, and what the person calls for it; without what is not known. For whoever sees the person's forecast.</summary>
    public async Task<IReadOnlyList<CoachingFact>> Odds(long person, CancellationToken cancel)
    {
        var (settings, today) = (await company.Load(cancel), await company.Today(cancel));
        var (money, quarter) = (new Figures(settings.Currency), settings.FiscalYear.Quarter(today));
        var (name, address, scope) = (Figures.Name(quarter, settings.FiscalYear), settings.FiscalYear.Name(quarter), new ScoreScope(PersonId: person));
        var forecast = (await forecasts.OfPeople(quarter, [person], cancel)).GetValueOrDefault(person);
        var call = (await calls.Read(person, quarter, cancel)).Latest;
        CoachingFact?[] facts =
        [
            forecast is null ? null : new(
                $"Chance of the quota, {name}", ForecastWords.Chance(forecast), $"{(forecast.Measure == ForecastMeasure.Margin ? "of margin; " : "")}{money.Compact((decimal)forecast.Said.Attainment.Expected)} is expected", ForecastWords.Href(address, scope, forecast.Measure)),
            call is null ? null : new($"Called, {name}", $"commit {money.Compact(call.Commit)}, best case {money.Compact(call.BestCase)}", $"on {Figures.Day(call.Day, today)}", $"{ForecastWords.Href(address, scope)}#call"),
        ];
        return [.. facts.OfType<CoachingFact>()];
    }

    /// <summary>A figure as it reads; empty where it is not known.</summary>
    public static string Reads(CoachingFigure figure, decimal? value) => value is not { } known ? "" : figure == CoachingFigure.Activities ? Figures.Number(known) : Figures.Percent(known);

    public static string NameOf(CoachingFigure figure) => figure switch
    {
        CoachingFigure.WinRate => "Win rate, last year",
        CoachingFigure.PromisesKept => "Promises kept, last 90 days",
        CoachingFigure.Activities => "Activities a week",
        _ => "No figure",
    };

    /// <summary>Activities a week over the last whole weeks.</summary>
    private async Task<decimal> PerWeek(long person, DateOnly today, CancellationToken cancel)
    {
        var first = Week.Of(today, (await company.Load(cancel)).FirstDayOfWeek).FirstDay;
        var since = first.AddDays(-Week.Days * Weeks);
        return await db.Activities.CountAsync(a => a.SalespersonId == person && a.Date >= since && a.Date < first, cancel) / (decimal)Weeks;
    }

    private static decimal? Rate(SellingRates rates) => rates.Won + rates.Lost == 0 ? null : (decimal)rates.Won / (rates.Won + rates.Lost);
}

using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>What was said at the end of a week.</summary>
public readonly record struct ForecastPoint(DateOnly AsOf, double Chance, double Expected, double Low, double High);

/// <summary>An open deal's name; the account where it is known.</summary>
public sealed record DealName(string Name, long? AccountId, string? Account);

/// <summary>The latest forecast of a quota, how it came to it, and what it rests on.</summary>
/// <param name="Now">The latest.</param>
/// <param name="WeekBefore">What was said a week or more before; null where nothing was.</param>
/// <param name="History">What was said at the ends of the weeks, and lately.</param>
/// <param name="Effects">The open deals that matter most.</param>
/// <param name="Names">Of these deals.</param>
public sealed record ForecastView(
    KeptForecast Now, ForecastPoint? WeekBefore, IReadOnlyList<ForecastPoint> History, IReadOnlyList<DealEffect> Effects, IReadOnlyDictionary<long, DealName> Names)
{
    /// <summary>The chance that pipeline is reckoned for.</summary>
    public const double Wanted = 0.80;

    /// <summary>What was said.</summary>
    public Statement Said => Now.Said;

    /// <summary>The chance and the range.</summary>
    public Attainment Odds => Now.Said.Attainment;

    /// <summary>What the latest one rests on.</summary>
    public ForecastBasis Basis => Now.Basis!;

    /// <summary>Looks for the pipeline that it takes for the chance that is wanted; null where what comes today comes too late.</summary>
    public PipelineToAdd? ToAdd() => Basis.ToReach(Said.Quota, Wanted);

    /// <summary>What an open deal is called.</summary>
    public string NameOf(Prospect deal) => Names.TryGetValue(deal.Id, out var name) ? name.Name : "An order";
}

/// <summary>Reads what was said.</summary>
internal sealed class ForecastReader(PlumblineDb db)
{
    private const int WeekDays = 7;

    /// <summary>The latest forecast of a scope in a period; null where none was made, as without a quota.</summary>
    /// <param name="period">A month, a quarter or a half.</param>
    /// <param name="scope">Of whom.</param>
    /// <param name="most">How many deals that matter are looked for.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<ForecastView?> Read(Period period, ScoreScope scope, int most, CancellationToken cancel)
    {
        var (subject, id) = scope.PersonId is { } person ? (ForecastSubject.Salesperson, person) : scope.TeamId is { } team ? (ForecastSubject.Team, team) : (ForecastSubject.Company, 0L);
        var (first, length) = (period.First, period.Length);
        var said = db.Forecasts.AsNoTracking().Where(f => f.Subject == subject && f.SubjectId == id && f.First == first && f.Length == length).OrderByDescending(f => f.AsOf);
        if (await said.FirstOrDefaultAsync(cancel) is not { Basis: { } basis } now)
        {
            return null;
        }

        var history = (await said.Select(f => new { f.AsOf, f.Said }).ToListAsync(cancel)).Select(f => new ForecastPoint(f.AsOf, f.Said.Attainment.Chance, f.Said.Attainment.Expected, f.Said.Attainment.Low, f.Said.Attainment.High)).ToList();
        var effects = now.Said.IsReached ? [] : basis.Effects(now.Said.Quota, most);
        var deals = effects.Select(e => e.Deal.Id).ToArray();
        var names = await db.Opportunities.Where(o => EF.Parameter(deals).Contains(o.Id))
            .Select(o => new { o.Id, o.Name, o.AccountId, Account = db.Accounts.Where(a => a.Id == o.AccountId).Select(a => a.Name).FirstOrDefault() }).ToDictionaryAsync(o => o.Id, o => new DealName(o.Name, o.AccountId, o.Account), cancel);
        var before = history.Find(h => h.AsOf <= now.AsOf.AddDays(-WeekDays));
        return new(now, before == default ? null : before, [.. Enumerable.Reverse(history)], effects, names);
    }

    /// <summary>The latest forecasts of people in a period, without what they rest on.</summary>
    public async Task<IReadOnlyDictionary<long, KeptForecast>> OfPeople(Period period, long[] people, CancellationToken cancel)
    {
        var (first, length) = (period.First, period.Length);
        var said = db.Forecasts.AsNoTracking().Where(f => f.Subject == ForecastSubject.Salesperson && f.First == first && f.Length == length);
        return await said.Where(f => EF.Parameter(people).Contains(f.SubjectId) && f.AsOf == said.Max(l => l.AsOf))
            .Select(f => new KeptForecast { Subject = f.Subject, SubjectId = f.SubjectId, First = f.First, Length = f.Length, AsOf = f.AsOf, Said = f.Said, NextWeek = f.NextWeek, Closed = f.Closed })
            .ToDictionaryAsync(f => f.SubjectId, cancel);
    }
}

internal static class ForecastingSetup
{
    private static readonly TimeSpan _every = TimeSpan.FromMinutes(1);

    public static void AddForecasting(this IServiceCollection services)
    {
        services.AddScoped<DealReader>();
        services.AddScoped<ForecastRun>();
        services.AddScoped<ForecastReader>();
        services.AddScoped<CallDesk>();
        services.AddScoped<WeeklyWork>();
        services.AddSingleton(new ForecastRhythm(_every));
        services.AddHostedService<ForecastKeeper>();
    }
}

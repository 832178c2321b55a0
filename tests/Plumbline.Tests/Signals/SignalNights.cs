using Microsoft.EntityFrameworkCore;
using Plumbline.People;

namespace Plumbline.Signals;

/// <summary>Looks at people as is done at night, and tells what was found.</summary>
internal static class SignalNights
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Looks at everyone by all rules, as at night.</summary>
    internal static async Task Night(TheSite site)
    {
        await site.Db(db => db.Set<LastSignals>().ExecuteUpdateAsync(set => set.SetProperty(l => l.Day, DateOnly.MinValue), Cancel));
        Assert.True(await site.With<SignalRun, bool>(run => run.Run(Cancel)));
    }

    /// <summary>Looks at those whose facts have changed, as is done every minute, and not at everyone.</summary>
    internal static async Task Minute(TheSite site)
    {
        Assert.True(await site.With<SignalRun, bool>(run => run.Run(Cancel)));
        Assert.False(await site.With<SignalRun, bool>(run => run.Run(Cancel)));
    }

    /// <summary>Looks at everyone by the rules that rest on forecasts, as when these were made anew.</summary>
    internal static async Task Forecasts(TheSite site)
    {
        await site.Db(db => db.Set<LastSignals>().ExecuteUpdateAsync(set => set.SetProperty(l => l.Forecasts, -1), Cancel));
        Assert.True(await site.With<SignalRun, bool>(run => run.Run(Cancel)));
    }

    internal static Task<List<Signal>> Open(TheSite site, Person of, string rule) => site.Db(db => db.Signals.AsNoTracking().Where(s => s.PersonId == of.Id && s.Rule == rule && s.ResolvedOn == null).OrderBy(s => s.Id).ToListAsync(Cancel));

    internal static async Task<string> Title(TheSite site, Person of, string rule)
    {
        await Night(site);
        return Assert.Single(await Open(site, of, rule)).Title;
    }
}

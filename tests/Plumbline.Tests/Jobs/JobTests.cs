using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace Plumbline.Jobs;

/// <summary>The scheduler itself, as it runs on a site.</summary>
public class JobTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Work_is_done_again_and_again_once_the_site_runs(Provider provider)
    {
        var seen = new Seen();
        await using var site = await TheSite.Start(provider, builder => Schedule(builder.Services, seen));

        await seen.Until(3);

        Assert.Equal(provider == Provider.Sqlite, File.Exists(Path.Combine(site.Data.Folder, "jobs.db")));
    }

    [Fact]
    public async Task Of_several_nodes_on_one_database_one_does_the_work_at_a_time()
    {
        var seen = new Seen { Lasts = TimeSpan.FromMilliseconds(400) };
        await using var first = await TheSite.Start(Provider.Postgres, builder => Schedule(builder.Services, seen));
        await using var second = await TheSite.Beside(first, builder => Schedule(builder.Services, seen));

        await seen.Until(6);

        Assert.Equal(1, seen.MostAtOnce);
    }

    [Fact]
    public async Task A_fault_in_a_run_is_logged_and_does_not_end_the_schedule()
    {
        var seen = new Seen { Fails = true };
        await using var site = await TheSite.Start(adjust: builder => Schedule(builder.Services, seen));

        await seen.Until(3);
    }

    [Theory, EachDatabase]
    public async Task Work_that_is_asked_for_is_done_before_its_time(Provider provider)
    {
        var seen = new Seen();
        await using var site = await TheSite.Start(provider, builder => Schedule(builder.Services, seen, TimeSpan.FromHours(1)));
        await seen.Until(1); // As at each start.

        await site.With<JobRunner, bool>(async runner =>
        {
            await runner.RunSoon<Watched>(Cancel);
            return true;
        });

        await seen.Until(1);
    }

    private static void Schedule(IServiceCollection services, Seen seen, TimeSpan? every = null)
    {
        services.AddSingleton(TimeProvider.System); // The scheduler waits by the clock.
        services.AddSingleton(new JobRhythm(TimeSpan.Zero));
        services.AddSingleton(seen);
        services.AddJob<Watched>(every ?? TimeSpan.FromSeconds(0.3));
    }

    private sealed class Seen
    {
        private readonly Channel<int> _runs = Channel.CreateUnbounded<int>();
        private int _now;

        public TimeSpan Lasts { get; init; }

        public bool Fails { get; init; }

        public int MostAtOnce { get; private set; }

        public async Task Run()
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _now));
            await Task.Delay(Lasts, Cancel);
            Interlocked.Decrement(ref _now);
            _runs.Writer.TryWrite(1);
            if (Fails)
            {
                throw new InvalidOperationException("As a test asked.");
            }
        }

        public async Task Until(int runs)
        {
            for (var n = 0; n < runs; n++)
            {
                await _runs.Reader.ReadAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Cancel);
            }
        }
    }

    private sealed class Watched(Seen seen) : Job
    {
        public override Task Run(CancellationToken cancel) => seen.Run();
    }
}

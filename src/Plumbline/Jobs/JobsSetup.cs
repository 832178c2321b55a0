using Microsoft.Data.Sqlite;
using Npgsql;
using Plumbline.Storage;
using Quartz;

namespace Plumbline.Jobs;

internal static class JobsSetup
{
    private static readonly TimeSpan _begins = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The scheduler, with its schedule kept: on PostgreSQL in the company's database, where all nodes share it and each job runs on one of them; on SQLite in a file beside the company's, since it takes the one lock for writing
    /// whenever it looks whether anything is to be done.
    /// </summary>
    public static void AddJobs(this IServiceCollection services, DataLocation location)
    {
        services.AddSingleton(new JobRhythm(_begins));
        services.AddSingleton<JobRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<JobRunner>());
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "plumbline";
                scheduler.GenerateInstanceId = location.Postgres is not null;
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always; // A job ends what it has in hand, and begins nothing more.
            });
            quartz.UsePersistentStore(store =>
            {
                store.ProvisionSchema();
                store.ConfigureStore(kept => kept.UseBackgroundThreads = true); // None of it keeps a process alive that has ended.
                if (location.Postgres is { } postgres)
                {
                    store.UsePostgres(NpgsqlFactory.Instance, postgres);
                    store.UseClustering(_ => { });
                }
                else
                {
                    store.UseSqlite(SqliteFactory.Instance, new SqliteConnectionStringBuilder { DataSource = Path.Combine(location.Folder, "jobs.db") }.ToString());
                }
            });
        });
    }

    /// <summary>Has a job run every so often. Where a run is late, or was missed while the site stood still, it is made up for once; where one lasts longer, the next waits for it.</summary>
    public static void AddJob<TJob>(this IServiceCollection services, TimeSpan every)
        where TJob : Job
    {
        services.AddScoped<TJob>();
        services.AddQuartz(quartz => quartz.ScheduleJob<TJob>(
            trigger => trigger.WithIdentity(typeof(TJob).Name).WithSimpleSchedule(schedule => schedule.WithInterval(every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)),
            job => job.WithIdentity(typeof(TJob).Name).DisallowConcurrentExecution(true)));
    }
}

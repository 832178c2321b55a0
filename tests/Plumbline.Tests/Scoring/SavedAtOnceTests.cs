using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Activities;
using Plumbline.Importing;
using Plumbline.Storage;
using static Plumbline.Importing.ImportWorld;

namespace Plumbline.Scoring;

public class SavedAtOnceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>On PostgreSQL only: SQLite has one who writes at a time.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_who_log_with_one_account_at_once_leave_its_newest_contact(bool isFirstNewer)
    {
        await using var world = await Create(Provider.Postgres);
        await world.Import(
            new ActivityRow(2, "x1", "Call", new(2027, 1, 4), new(null, "Anna"), new(null, "Aurora"), default, default, null, null),
            new ActivityRow(3, "x2", "Visit", new(2027, 1, 5), new(null, "Ben"), new(null, "Borealis"), default, default, null, null));
        DateOnly older = new(2027, 2, 1), newer = new(2027, 2, 2);

        await world.With(first => world.With(async second =>
        {
            var (hers, his) = (first.GetRequiredService<PlumblineDb>(), second.GetRequiredService<PlumblineDb>());
            await using var open = await hers.Database.BeginTransactionAsync(Cancel);
            await Log(hers, "Call", "Anna", isFirstNewer ? newer : older);
            var saving = Task.Run(() => Log(his, "Visit", "Ben", isFirstNewer ? older : newer), Cancel);
            while (!saving.IsCompleted && await hers.Database.SqlQueryRaw<long>("SELECT count(*) AS \"Value\" FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid").SingleAsync(Cancel) == 0)
            {
                await Task.Yield();
            }

            await open.CommitAsync(Cancel);
            await saving;
            return 0;
        }));

        var aurora = await world.Db(db => db.Accounts.Where(a => a.Name == "Aurora").Select(a => a.Id).SingleAsync(Cancel));
        Assert.Equal(newer, await world.Db(db => db.AccountContacts.Where(c => c.AccountId == aurora).Select(c => c.Last).SingleAsync(Cancel)));
        Assert.Empty(await world.Differences());
    }

    private static async Task Log(PlumblineDb db, string type, string who, DateOnly day)
    {
        db.Activities.Add(new Activity
        {
            System = RecordedHere.System,
            ExternalId = who,
            TypeId = await db.ActivityTypes.Where(t => t.Name == type).Select(t => t.Id).SingleAsync(Cancel),
            SalespersonId = await db.People.Where(p => p.Name == who).Select(p => p.Id).SingleAsync(Cancel),
            AccountId = await db.Accounts.Where(a => a.Name == "Aurora").Select(a => a.Id).SingleAsync(Cancel),
            Date = day,
        });
        await db.SaveChangesAsync(Cancel);
    }
}

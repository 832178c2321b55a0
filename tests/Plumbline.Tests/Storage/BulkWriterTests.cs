using Microsoft.EntityFrameworkCore;
using Plumbline.Importing;
using Plumbline.Pipeline;

namespace Plumbline.Storage;

public class BulkWriterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task What_is_written_past_EF_reads_back_through_it(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var opportunity = new Opportunity
        {
            System = "test",
            ExternalId = "",
            Name = new string('ü', 2_000) + "\u0001 'quoted' \"x\" 漢字",
            State = OpportunityState.Lost,
            Amount = -12_345.6789m,
            Probability = 0.25m,
            Opened = new(1999, 12, 31),
            IsNewBusiness = false,
        };
        var change = new OpportunityChange { OpportunityId = 0, At = new DateTimeOffset(2027, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(123_456), Amount = 0.0001m };
        await world.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            using var bulk = BulkWriter.Of(db);
            change.OpportunityId = bulk.Number(opportunity);
            bulk.Number(change);
            bulk.Insert([opportunity]);
            bulk.Insert([change]);
            await transaction.CommitAsync(Cancel);
            return 0;
        });

        Assert.Equivalent(opportunity, await world.Db(db => db.Opportunities.AsNoTracking().SingleAsync(Cancel)));
        Assert.Equivalent(change, await world.Db(db => db.OpportunityChanges.AsNoTracking().SingleAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task Rows_are_updated_deleted_and_their_numbers_not_given_again(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        Opportunity[] rows = [.. Enumerable.Range(0, 5).Select(i => new Opportunity { System = "test", ExternalId = $"{i}", Name = $"{i}" })];
        var next = await world.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            using var bulk = BulkWriter.Of(db);
            foreach (var row in rows)
            {
                bulk.Number(row);
            }

            bulk.Insert(rows);
            rows[1].Amount = 7;
            rows[1].Name = "changed";
            bulk.Update([rows[1]]);
            bulk.Delete<Opportunity>([rows[3].Id, rows[4].Id]);
            await transaction.CommitAsync(Cancel);
            return 0;
        }) + await world.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            using var bulk = BulkWriter.Of(db);
            return bulk.Number(new Opportunity { System = "test", ExternalId = "x", Name = "x" });
        });

        Assert.True(next > rows[4].Id);
        Assert.Equal(["0", "changed", "2"], await world.Db(db => db.Opportunities.OrderBy(o => o.Id).Select(o => o.Name).ToListAsync(Cancel)));
        Assert.Equal(7, await world.Db(db => db.Opportunities.SumAsync(o => o.Amount, Cancel)));
    }
}

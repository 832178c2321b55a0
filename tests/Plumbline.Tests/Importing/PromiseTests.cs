using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using static Plumbline.Importing.ImportWorld;

namespace Plumbline.Importing;

public class PromiseTests
{
    private static readonly DateOnly _due = new(2027, 3, 20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task What_an_import_ends_is_promised_no_more_and_what_it_hands_over_the_other_promises(Provider provider)
    {
        await using var world = await Create(provider);
        await world.Import(Deal(2, "ends"), Deal(3, "moves"), Deal(4, "stays"));
        await Promise(world);

        var later = await world.Import(Won(2, "ends", 1_000, closed: new(2027, 3, 9)), Deal(3, "moves", account: "Borealis", seller: "Ben"), Deal(4, "stays", amount: 2_000));

        var (ended, moved, stayed) = await Promises(world);
        Assert.Equal((CommitmentState.Dropped, new DateOnly(2027, 3, 10), 1), (ended.State, ended.EndedOn, ended.Revision));
        Assert.Equal((CommitmentState.Open, "Ben", "Borealis", _due), (moved.State, await NameOf(world, moved.PersonId), await world.Db(db => db.Accounts.Where(a => a.Id == moved.AccountId).Select(a => a.Name).SingleAsync(Cancel)), moved.Due));
        Assert.Equal((CommitmentState.Open, "Anna Berg", 0), (stayed.State, await NameOf(world, stayed.PersonId), stayed.Revision));
        Assert.Equal([null, "Send it", "Send it"], await world.Db(db => db.Opportunities.OrderBy(o => o.Id).Select(o => o.NextStep).ToListAsync(Cancel)));

        await world.Undo(later.ImportId!.Value);
        Assert.Equal(CommitmentState.Dropped, (await Promises(world)).Ended.State);
        Assert.Equal("Send it", await world.Db(db => db.Opportunities.Where(o => o.ExternalId == "ends").Select(o => o.NextStep).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task What_is_only_tried_out_or_whose_stage_is_kept_here_leaves_promises_alone()
    {
        await using var world = await Create(Provider.Sqlite);
        await world.Import(Deal(2, "ends"), Deal(3, "moves"), Deal(4, "stays"));
        await Promise(world);

        await world.Import(new LandingOptions { IsDryRun = true }, Won(2, "ends", 1_000));
        Assert.Equal(CommitmentState.Open, (await Promises(world)).Ended.State);

        await world.Db(async db =>
        {
            (await db.Companies.SingleAsync(Cancel)).KeptHere = OpportunityFields.Stage;
            return await db.SaveChangesAsync(Cancel);
        });
        await world.Import(Won(2, "ends", 1_000));
        Assert.Equal(CommitmentState.Open, (await Promises(world)).Ended.State);
    }

    /// <summary>Each opportunity's next step, as pages plan it.</summary>
    private static Task<int> Promise(ImportWorld world) => world.Db(async db =>
    {
        foreach (var opportunity in await db.Opportunities.ToListAsync(Cancel))
        {
            opportunity.PlanNext("Send it", _due, new(2027, 3, 10));
            var anna = opportunity.SalespersonId!.Value;
            db.Commitments.Add(new(CommitmentKind.NextStep, $"{NextStepLedger.RecordOf(opportunity)}/k", anna, "Send it", new(2027, 3, 1), _due) { AccountId = opportunity.AccountId, OpportunityId = opportunity.Id });
        }

        return await db.SaveChangesAsync(Cancel);
    });

    private static Task<(Commitment Ended, Commitment Moved, Commitment Stayed)> Promises(ImportWorld world) => world.Db(async db =>
    {
        var all = await db.Commitments.AsNoTracking().OrderBy(c => c.OpportunityId).ToListAsync(Cancel);
        return (all[0], all[1], all[2]);
    });

    private static Task<string> NameOf(ImportWorld world, long person) => world.Db(db => db.People.Where(p => p.Id == person).Select(p => p.Name).SingleAsync(Cancel));
}

using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Importing.Reading;
using Plumbline.Pipeline;

namespace Plumbline.Importing;

/// <summary>Whole sets by the names of their folders. The figures were added up from the raw files by other means.</summary>
public class RealDataTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Maven_crm_lands(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var folder = SharedData.Folder("maven-crm");
        var result = await world.ImportFolder(folder, new() { Currency = "USD" });

        Assert.Equal((4189, 4189, 0), Tally(result, FactKind.Opportunity));
        Assert.Equal((18, 7, 85), (Tally(result, FactKind.Person).Added, Tally(result, FactKind.Product).Added, Tally(result, FactKind.Account).Added));
        Assert.Equal(4985876m, await world.Db(db => db.PersonMonths.SumAsync(m => m.Tally.Revenue, Cancel)));
        Assert.Equal(1_972, await world.Db(db => db.PersonMonths.SumAsync(m => m.Tally.Won, Cancel)));
        Assert.Equal(1_153, await world.Db(db => db.PersonMonths.SumAsync(m => m.Tally.Lost, Cancel)));
        Assert.Equal(1_064, await world.Db(db => db.PipelineMonths.Where(m => m.Month == Scoring.Counting.Now).SumAsync(m => m.Pipeline.Count, Cancel)));
        Assert.Equal(7, await world.Db(db => db.Products.CountAsync(Cancel)));
        Assert.Empty(await world.Differences());

        var again = await world.ImportFolder(folder, new());
        Assert.All(again.Files, f => Assert.Equal(f.Read, f.Unchanged));
    }

    [Theory, EachDatabase]
    public async Task The_same_file_under_another_name_is_the_same(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var folder = SharedData.Folder("maven-crm");
        await world.ImportFolder(folder, new() { Currency = "USD" });
        var other = Directory.CreateTempSubdirectory("plumbline-renamed-");
        File.Copy(Path.Combine(folder, "sales_pipeline.csv"), Path.Combine(other.FullName, "deals.csv"));

        Assert.Equal((0, 0), await Again());

        // What a database got from an earlier version, which named the system otherwise, stays the same, too.
        await world.Db(db => db.Opportunities.ExecuteUpdateAsync(o => o.SetProperty(x => x.System, "files"), Cancel));
        Assert.Equal((0, 0), await Again());
        Assert.Empty(await world.Differences());
        other.Delete(recursive: true);

        async Task<(int, int)> Again()
        {
            var again = (await world.ImportFolder(other.FullName, new())).Files.Single();
            return (again.Added, again.Changed);
        }
    }

    [Theory, EachDatabase]
    public async Task Small_numbers_of_another_system_are_not_taken_for_the_same(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        await world.Import(new() { Currency = "EUR" }, null, Cancel, ImportWorld.File(FactKind.Opportunity, [ImportWorld.Deal(2, "1") with { Name = "Ours" }, ImportWorld.Deal(3, "2") with { Name = "Ours, too" }], "generic"));
        var folder = Directory.CreateTempSubdirectory("plumbline-other-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "deals.csv"), "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n1,Ann,Care,Acme,Won,2026-01-05,2026-02-05,10\n2,Ann,Care,Acme,Won,2026-01-06,2026-02-05,20\n", Cancel);

        Assert.Equal(2, (await world.ImportFolder(folder.FullName, new())).Files.Single().Added);
        folder.Delete(recursive: true);
    }

    [Theory, EachDatabase]
    public async Task Dynamics365_lands(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var folder = SharedData.Folder("dynamics365");
        var reading = new ReadingOptions { Dates = DateOrder.MonthFirst };
        var result = await world.ImportFolder(folder, new(), reading);

        Assert.Equal((2600, 2600, 0), Tally(result, FactKind.Opportunity));
        Assert.Equal(32892602.17m, await world.Db(db => db.PersonMonths.SumAsync(m => m.Tally.Revenue, Cancel)));
        Assert.Equal(45, await world.Db(db => db.Opportunities.CountAsync(o => o.State == OpportunityState.Lost && o.Closed == null, Cancel)));
        Assert.Empty(await world.Differences());

        var again = await world.ImportFolder(folder, new(), reading);
        Assert.All(again.Files, f => Assert.Equal(f.Read, f.Unchanged + f.Refused));
    }

    [Theory, EachDatabase]
    public async Task Salesforce_data_export_lands(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var folder = SharedData.Folder("salesforce-data-export");
        var result = await world.ImportFolder(folder, new() { Currency = "USD" });

        Assert.Equal((31, 62, 12, 20), (Tally(result, FactKind.Opportunity).Added, Tally(result, FactKind.OpportunityChange).Added, Tally(result, FactKind.Account).Added, Tally(result, FactKind.Contact).Added));
        Assert.Equal(3645000m, await world.Db(db => db.PersonMonths.SumAsync(m => m.Tally.Revenue, Cancel)));
        Assert.Empty(await world.Differences());

        var again = await world.ImportFolder(folder, new());
        Assert.All(again.Files, f => Assert.Equal(f.Read, f.Unchanged));
    }

    [Theory, EachDatabase]
    public async Task Hubspot_warehouse_lands(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var folder = SharedData.Folder("hubspot-warehouse");
        var result = await world.ImportFolder(folder, new() { Currency = "USD" });

        Assert.Equal((44, 44, 0), Tally(result, FactKind.Opportunity));
        Assert.Equal((100, 24), (Tally(result, FactKind.Person).Added, Tally(result, FactKind.Account).Added));
        Assert.Empty(await world.Differences());

        var again = await world.ImportFolder(folder, new());
        Assert.All(again.Files, f => Assert.Equal(f.Read, f.Unchanged + f.Refused));
    }

    [Theory, EachDatabase]
    public async Task Adventureworks_lands(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var folder = SharedData.Folder("adventureworks");
        var result = await world.ImportFolder(folder, new() { Currency = "USD" });

        Assert.Equal((60_855, 60_855, 0), Tally(result, FactKind.Booking));
        Assert.Equal(BookingsFrom.Finance, await world.Db(db => db.Companies.Select(c => c.BookingsFrom).SingleAsync(Cancel)));
        Assert.Equal(80977720.21m, await world.Db(db => db.Bookings.SumAsync(b => b.Revenue, Cancel)));
        Assert.Equal(80977720.21m, await world.Db(db => db.PersonMonths.SumAsync(m => m.Tally.Revenue, Cancel)));
        Assert.Equal(676210000m, await world.Db(db => db.Targets.SumAsync(t => t.Revenue, Cancel)));
        Assert.Empty(await world.Differences());

        var again = await world.ImportFolder(folder, new());
        Assert.All(again.Files, f => Assert.Equal(f.Read, f.Unchanged));
        await world.Undo(result.ImportId!.Value);
        Assert.Equal((0, 0), await world.Db(async db => (await db.Bookings.CountAsync(Cancel), await db.PersonMonths.CountAsync(Cancel))));
    }

    private static (int Read, int Added, int Refused) Tally(ImportResult result, FactKind kind)
    {
        var files = result.Files.Where(f => f.Kind == kind).ToList();
        return (files.Sum(f => f.Read), files.Sum(f => f.Added), files.Sum(f => f.Refused));
    }
}

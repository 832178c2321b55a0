using Plumbline.Importing.Reading;
using Plumbline.Pipeline;

namespace Plumbline.Importing;

/// <summary>The real sets, taken by naming their folder.</summary>
public class SalesSetTests
{
    [Fact]
    public void Maven_gives_every_opportunity_with_its_state_and_no_amount_but_of_won_ones()
    {
        var files = SharedData.Open(new(), "maven-crm");
        Assert.Equal([FactKind.Person, FactKind.Product, FactKind.Account, FactKind.Opportunity, null], files.Select(f => f.Kind));
        var rows = Facts<OpportunityRow>(files);
        Assert.Equal(4189, rows.Count);
        Assert.Equal([("Engaging", 768), ("Lost", 1153), ("Prospecting", 296), ("Won", 1972)], rows.CountBy(r => r.Stage!).Select(c => (c.Key, c.Value)).Order());
        Assert.Equal([(OpportunityState.Open, 1064), (OpportunityState.Won, 1972), (OpportunityState.Lost, 1153)], rows.CountBy(r => r.State!.Value).Select(c => (c.Key, c.Value)).Order());
        Assert.All(rows, r => Assert.Equal(r.State == OpportunityState.Won, r.Amount is not null));
        Assert.All(rows, r => Assert.Equal(r.State != OpportunityState.Open, r.Closed is not null));
        Assert.Equal(725, rows.Count(r => r.State == OpportunityState.Open && r.Account.IsEmpty));
        Assert.Equal(7, Facts<ProductRow>(files).Count(p => p.ListPrice > 0));
        Assert.Equal(18, Facts<PersonRow>(files).Count);
        Assert.Equal(["Central", "East", "West", "Team Melvin Marxen", "Team Cara Losch", "Team Celia Rouche"], files[0].Teams.Select(t => t.Name));
        Assert.Contains("data dictionary", files[^1].ReasonLeft, StringComparison.Ordinal);
    }

    [Fact]
    public void Dynamics_gives_opportunities_with_days_told_month_first_and_goals_without_those_of_nothing()
    {
        var files = SharedData.Open(new(), "dynamics365");
        var rows = Facts<OpportunityRow>(files);
        Assert.Equal(2600, rows.Count);
        Assert.Equal(2600, rows.Select(r => r.Id).Distinct().Count());
        Assert.Equal([(OpportunityState.Open, 303), (OpportunityState.Won, 926), (OpportunityState.Lost, 1371)], rows.CountBy(r => r.State!.Value).Select(c => (c.Key, c.Value)).Order());
        Assert.Equal(45, rows.Count(r => r.State == OpportunityState.Lost && r.Closed is null));
        Assert.All(rows, r => Assert.Equal("USD", r.Currency));
        var first = rows[0];
        Assert.Equal((new DateOnly(2024, 5, 20), 13400m, 0.15m, "Canceled"), (first.Opened!.Value, first.Amount!.Value, first.Probability!.Value, first.Reason));
        var targets = Facts<TargetRow>(files);
        Assert.Equal(73, targets.Count);
        Assert.Contains(targets, t => t is { Salesperson.Name: "Eric Boocock", Revenue: 1_500_000m } && t.Period.ToString() == "2025-01 to 2025-03");
        Assert.Contains("7 rows left: without a target (none, or 0).", files.Single(f => f.Kind == FactKind.Target).RowsLeft);
        Assert.Equal(3, Facts<ActivityRow>(files).Count(a => a.Type == "Meeting")); // of 22: 18 are not done yet, 1 was cancelled
        Assert.Equal((33, 199, 75, 13), (Facts<AccountRow>(files).Count, Facts<ContactRow>(files).Count, Facts<ProductRow>(files).Count, Facts<PersonRow>(files).Count));
        var teams = files.Single(f => f.Kind == FactKind.Person).Teams;
        Assert.Equal("Team Jeff Comstock", teams.Single(t => t.Name == "Team Julie Strauss").Parent.Name);
        Assert.Equal(["Campaign.csv", "Territory.csv"], files.Where(f => f.ReasonLeft is not null).Select(f => f.FileName));
    }

    [Fact]
    public void Salesforce_tells_open_from_closed_by_its_own_flags_and_takes_the_history()
    {
        var files = SharedData.Open(new(), "salesforce-data-export");
        var rows = Facts<OpportunityRow>(files);
        Assert.Equal(31, rows.Count);
        Assert.All(rows, r => Assert.StartsWith("006", r.Id, StringComparison.Ordinal));
        Assert.All(rows, r => Assert.Equal(r.State == OpportunityState.Open, r.Closed is null && r.ExpectedClose is not null));
        Assert.All(rows, r => Assert.Equal("00546000001l1cJAAQ", r.Salesperson.Id));
        Assert.Equal(62, Facts<OpportunityChangeRow>(files).Count);
        Assert.Equal((12, 20), (Facts<AccountRow>(files).Count, Facts<ContactRow>(files).Count));
        Assert.All(Facts<AccountRow>(files), a => Assert.True(a.Parent.IsEmpty));
        Assert.Equal(7, files.Count(f => f.ReasonLeft is not null));
    }

    [Fact]
    public void HubSpot_joins_what_its_tables_say_about_each_other()
    {
        var files = SharedData.Open(new(), "hubspot-warehouse");
        Assert.Equal(44, Facts<OpportunityRow>(files).Count);
        Assert.Equal(69, Facts<StageRow>(files).Count);
        Assert.Equal(100, Facts<PersonRow>(files).Count);
        Assert.Equal("6789", Facts<PersonRow>(files).Single(p => p.Id == "35252170").Team.Id);
        Assert.Equal(14, Facts<OpportunityChangeRow>(files).Count);
        var meetings = files.Single(f => f.FileName == "engagement_meeting_data.csv");
        Assert.Empty(meetings.Read(CancellationToken.None));
        Assert.Equal(["100 rows left: nobody is named who did it, so it would count for no one."], meetings.RowsLeft);
        Assert.Equal(2, Facts<ActivityRow>(files).Count);
    }

    [Fact]
    public void AdventureWorks_gives_bookings_with_cost_and_a_target_for_each_month_in_whole_money()
    {
        var files = SharedData.Open(new(), "adventureworks");
        var bookings = Facts<BookingRow>(files);
        Assert.Equal(57851 + 3004, bookings.Count);
        Assert.Equal(bookings.Count, bookings.Select(b => b.Id).Distinct().Count());
        Assert.All(bookings.Take(57851), b => Assert.NotNull(b.Cost));
        Assert.All(bookings, b => Assert.StartsWith("employee_key:", b.Credits.Single().Salesperson.Id, StringComparison.Ordinal));
        var targets = Facts<TargetRow>(files);
        Assert.Equal(809, targets.Count);
        Assert.Contains(targets, t => t.Salesperson.Id == "national_id:61161660" && t.Period.ToString() == "2017-07" && t.Revenue == 200_000);
        var pamela = Facts<PersonRow>(files).Single(p => p.Name == "Pamela Ansman-Wolfe");
        Assert.Equal("employee_key:286", pamela.Id);
        Assert.Equal(["business_entity_id:280", "national_id:61161660"], pamela.OtherIds);
        Assert.All(files.Where(f => f.FileName.StartsWith("oltp", StringComparison.Ordinal)), f => Assert.Contains("no header row", f.ReasonLeft, StringComparison.Ordinal));
        Assert.Contains("territor", files.Single(f => f.FileName.EndsWith("DimEmployeeSalesTerritory.csv", StringComparison.Ordinal)).ReasonLeft, StringComparison.Ordinal);
    }

    private static List<T> Facts<T>(IReadOnlyList<RecognisedFile> files)
        where T : FactRow =>
        [.. files.Where(f => f.Kind is not null).SelectMany(f => f.Read(CancellationToken.None)).Select(r => r.Fact).OfType<T>()];
}

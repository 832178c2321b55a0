using System.Text.Json;

namespace Plumbline.Durability;

/// <summary>
/// Each real set as a company would take it: by naming its folder. The figures were added up from the raw files with Python's csv and decimal modules, without Plumbline:
/// won revenue and counts by the month of the closing day (maven close_date, dynamics Actual Close Date, salesforce CloseDate), bookings by the month of OrderDate with
/// SalesAmount, and as margin SalesAmount - TotalProductCost (StandardCost x OrderQuantity where that is NULL).
/// </summary>
public sealed class SalesSetVerbTests
{
    [Fact]
    public Task Maven_is_taken_by_its_folder() => Taken(["maven-crm"], "The currency of the amounts",
        ("2017-Q3", "team", "Central", "767754", "", "288", "161"), ("2017-Q3", "team", "Team Celia Rouche", "490519", "", "174", "115"), ("2017-H2", "salesperson", "Vicki Laflamme", "307820", "", "131", "78"),
        ("2017", "product", "GTX Pro", "1883574", "", "390", "237"), ("2017", "company", "Company", "4985876", "", "1972", "1153"), ("2017-05", "company", "Company", "435285", "", "", ""));

    [Fact]
    public Task Dynamics_is_taken_by_its_folder_and_its_goals_count() => Taken(["dynamics365"], null,
        ("2024-Q2", "salesperson", "Eric Boocock", "637500", "", "28", "29"), ("2024-Q2", "salesperson", "Per Mikkelsen", "419150", "", "8", "9"), ("2024-Q2", "company", "Company", "2023450", "", "64", "79"));

    [Fact]
    public Task Salesforce_is_taken_by_its_folder() => Taken(["salesforce-data-export"], "The currency of the amounts",
        ("2018-Q3", "company", "Company", "3240000", "", "13", "0"), ("2018-10", "company", "Company", "345000", "", "4", "0"), ("2018-Q3", "account", "University of Arizona", "140000", "", "2", "0"));

    [Fact]
    public Task HubSpot_which_holds_no_amount_is_taken_by_its_folder_and_what_nobody_did_is_left() => Taken(["hubspot-warehouse"], null, ("2021", "company", "Company", "0", "", "0", "0"));

    [Fact]
    public Task AdventureWorks_is_taken_by_its_folder() => Taken(["adventureworks", "warehouse"], "Whose the targets in ResellerSalesTargets.csv are",
        ("2018-H1", "company", "Company", "8359287.02", "-201883.24", "0", "0"), ("2020-06", "company", "Company", "3429150.01", "-1904.43", "0", "0"), ("2019", "company", "Company", "32500005.58", "128772.24", "0", "0"));

    private static async Task Taken(string[] set, string? open, params (string Period, string By, string Name, string Actual, string Margin, string Won, string Lost)[] figures)
    {
        using var terminal = await Terminal.WithDatabase();
        var folder = SharedData.Folder(set[0], set[1..]);
        var import = await terminal.Run("import", folder);
        Assert.True(import.Exit == 0, import.Output + import.Errors);
        var asked = import.Output.Split('\n').Where(l => l.StartsWith("Not said: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(open is not null, asked.Count > 0);
        Assert.All(asked, a => Assert.Contains(" --", a, StringComparison.Ordinal));
        Assert.Contains(open ?? "", string.Concat(asked), StringComparison.Ordinal);

        foreach (var f in figures)
        {
            var scores = (await terminal.Run("scoreboard", "--period", f.Period, "--by", f.By, "--format", "csv")).Output;
            var row = Assert.Single(scores.Split('\n'), l => l.StartsWith(f.Name + ",", StringComparison.Ordinal)).TrimEnd().Split(',');
            Assert.Equal(f.Actual, row[2]);
            Assert.True(f.Margin.Length == 0 || f.Margin == row[4], $"{f.Name} {f.Period}: margin {row[4]}");
            Assert.True(f.Won.Length == 0 || (f.Won, f.Lost) == (row[5], row[6]), $"{f.Name} {f.Period}: won {row[5]}, lost {row[6]}");
        }

        var again = await terminal.Run("import", folder, "--currency", "USD", "--targets", "own", "--json");
        Assert.Equal(0, again.Exit);
        var said = JsonDocument.Parse(again.Output).RootElement;
        Assert.Empty(said.GetProperty("open").EnumerateArray());
        Assert.All(said.GetProperty("files").EnumerateArray(), f => Assert.Equal(f.GetProperty("read").GetInt32(), f.GetProperty("unchanged").GetInt32()));
        Assert.Equal(0, (await terminal.Run("verify")).Exit);
    }
}

using Microsoft.EntityFrameworkCore;
using Plumbline.Storage;

namespace Plumbline.Importing;

/// <summary>Real sets as people really keep them: other columns, leftovers beside them, a file twice. What was added up from the raw set stays what it was.</summary>
public sealed class OddFoldersTests : IDisposable
{
    private const decimal WonInMaven = 4_985_876; // close_value of deal_stage Won, added up without Plumbline
    private const int OpportunitiesInMaven = 4_189;

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(RunFolder.Path, Guid.NewGuid().ToString("N"))).FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Columns_in_another_order_and_other_capitals_with_some_added_and_some_missing_are_known()
    {
        Copy("maven-crm");
        Rewrite("sales_pipeline.csv", (cells, isHeader) => [isHeader ? "Remarks" : "called; \"maybe\"", .. cells.Where((_, i) => i != 5).Reverse().Select(c => isHeader ? c.ToUpperInvariant() : c)]); // without engage_date
        Rewrite("accounts.csv", (cells, isHeader) => [cells[2], cells[1], cells[0], isHeader ? "Rating" : "A"]);
        var (result, won) = await Import();

        Assert.Equal([("accounts.csv", FactKind.Account, 85, 85), ("products.csv", FactKind.Product, 7, 7), ("sales_pipeline.csv", FactKind.Opportunity, OpportunitiesInMaven, OpportunitiesInMaven), ("sales_teams.csv", FactKind.Person, 18, 18)], Taken(result));
        Assert.Equal(WonInMaven, won);
    }

    [Fact]
    public async Task Columns_of_a_set_without_ids_may_come_in_any_order_too()
    {
        Copy("dynamics365");
        Rewrite("Opportunity.csv", (cells, isHeader) => [.. cells.Reverse().Select(c => isHeader ? c.ToLowerInvariant() : c), isHeader ? "Notes" : ""]);
        var (result, won) = await Import();
        Assert.Equal((FactKind.Opportunity, 2_600, 0), result.Files.Where(f => f.File == "Opportunity.csv").Select(f => (f.Kind!.Value, f.Added, f.Refused)).Single());
        Assert.Equal(32_892_602.17m, won); // Actual Revenue of Status Won, added up without Plumbline
    }

    [Fact]
    public async Task A_line_of_totals_is_left_and_counted()
    {
        Copy("maven-crm");
        File.AppendAllText(At("sales_pipeline.csv"), "Total,,,,,,,10005534\r\n");
        var (result, won) = await Import();
        var file = result.Files.Single(f => f.File == "sales_pipeline.csv");
        Assert.Equal((OpportunitiesInMaven, OpportunitiesInMaven, 0, 1), (file.Read, file.Added, file.Refused, file.Left));
        Assert.Equal(WonInMaven, won);
    }

    [Fact]
    public async Task What_is_empty_or_no_table_is_left_and_the_reason_said()
    {
        Copy("maven-crm");
        File.WriteAllText(At("empty.csv"), "");
        File.WriteAllText(At("blank.csv"), "\r\n\r\n");
        File.WriteAllText(At("header.csv"), File.ReadLines(At("sales_pipeline.csv")).First() + "\r\n");
        File.WriteAllBytes(At("archive.zip"), [0x50, 0x4B, 3, 4, 0, 0, 0, 0]);
        File.WriteAllBytes(At("letter.docx"), [0x50, 0x4B, 3, 4, 0, 0, 0, 0]);
        File.WriteAllBytes(At("wrongly named.csv"), [0x50, 0x4B, 3, 4, 0, 0, 0, 0]);
        var (result, won) = await Import();

        Assert.Equal(WonInMaven, won);
        var left = result.Files.Where(f => f.Kind is null).ToDictionary(f => f.File, f => Assert.Single(f.Notes));
        Assert.Equal(["archive.zip", "blank.csv", "data_dictionary.csv", "empty.csv", "header.csv", "letter.docx", "wrongly named.csv"], left.Keys.Order(StringComparer.Ordinal));
        Assert.StartsWith("The file cannot be read", left["wrongly named.csv"], StringComparison.Ordinal);
        Assert.Equal(("Neither CSV nor XLSX.", "Neither CSV nor XLSX.", "The file is empty.", "It has a header and no rows. Export it again with rows in it."), (left["archive.zip"], left["letter.docx"], left["empty.csv"], left["header.csv"]));
        Assert.Equal(0, result.Files.Sum(f => f.Refused));
    }

    [Theory]
    [InlineData("maven-crm", "sales_pipeline.csv", 4_985_876)]
    [InlineData("dynamics365", "Opportunity.csv", 32_892_602.17)]
    [InlineData("adventureworks", "warehouse/ResellerSales_202006.csv", 80_977_720.21)]
    public async Task The_same_file_twice_counts_once_wherever_it_lies(string set, string twice, decimal won)
    {
        Copy(set);
        Directory.CreateDirectory(At("sent again/by mail"));
        File.Copy(At(twice), At("sent again/by mail/" + Path.GetFileName(twice)));
        var (result, counted) = await Import();

        var copy = result.Files.Single(f => f.File.StartsWith("sent again", StringComparison.Ordinal));
        Assert.Equal((copy.Read, 0, 0), (copy.Unchanged + copy.Added, copy.Changed, copy.Refused));
        Assert.Equal(won, counted);
    }

    private static List<(string File, FactKind Kind, int Read, int Added)> Taken(ImportResult result) =>
        [.. result.Files.Where(f => f.Kind is not null).Select(f => (f.File, f.Kind!.Value, f.Read, f.Added)).OrderBy(f => f.File, StringComparer.Ordinal)];

    private async Task<(ImportResult Result, decimal Won)> Import()
    {
        await using var world = await ImportWorld.Create(Provider.Sqlite);
        var result = await world.ImportFolder(_folder, new() { Currency = "USD" });
        Assert.Empty(await world.Differences());
        return (result, (await world.Db(db => db.PersonMonths.Select(m => m.Tally.Revenue).ToListAsync(Cancel))).Sum());
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Copy(string set)
    {
        var from = SharedData.Folder(set);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = At(Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    /// <summary>Writes each row anew; these files have no line breaks inside their cells.</summary>
    private void Rewrite(string name, Func<string[], bool, IEnumerable<string>> change)
    {
        var rows = new List<string>();
        foreach (var line in File.ReadLines(At(name)))
        {
            var cells = new List<string> { "" };
            var isQuoted = false;
            foreach (var c in line)
            {
                isQuoted ^= c == '"';
                if (c == ',' && !isQuoted)
                {
                    cells.Add("");
                }
                else if (c != '"')
                {
                    cells[^1] += c;
                }
            }

            rows.Add(string.Join(',', change([.. cells], rows.Count == 0).Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")));
        }

        File.WriteAllLines(At(name), rows);
    }
}

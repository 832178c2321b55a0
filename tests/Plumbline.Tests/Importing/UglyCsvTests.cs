using System.Text.Json;
using Plumbline.Importing.Reading;

namespace Plumbline.Importing;

/// <summary>CSV that breaks parsers, file by file: read by its true dialect, and what an import says of it.</summary>
public class UglyCsvTests
{
    private const string Unknown = "Its columns are none that we know";
    private const string NoHeader = "It has no header row";
    private const string NoRow = "It has a header and no rows.";

    // One record, 18 cells by semicolon and 58 by vertical bar: without a second record nothing tells which, and it is no table either way.
    private const string Undecidable = "Pipe character is more frequent than the semicolon.csv";

    public static TheoryData<string> Spectrum => ["comma_in_quotes", "empty", "escaped_quotes", "newlines_crlf", "simple", "utf8"];

    /// <summary>Name; cells of the usual record, records that are not blank, those of another width (counted with another parser told the true dialect); what an import says.</summary>
    public static TheoryData<string, int, int, int, string> Files => new()
    {
        { "0Al-Sn.CSV", 2, 1869, 0, NoHeader },
        { "100mAOne.CSV", 2, 2500, 0, NoHeader },
        { "20170320-ePC_Data-Travel-Stationery.csv", 2, 14, 0, Unknown },
        { "AL5083-emissivity.csv", 2, 140, 0, Unknown },
        { "Auto_Tone_sub205_over.csv", 8, 280, 0, NoHeader },
        { "Businesses with a rateable value of less than $12,000 - March 2016.csv", 7, 6824, 0, Unknown },
        { "FEC data - [clevercsv issue #15].csv", 21, 5, 0, NoHeader },
        { "File with multi-line field.csv", 3, 1, 0, NoRow },
        { "HMRC_spending_over_25000_for_September_2018.csv", 14, 407, 0, Unknown },
        { "Kokad pollen.csv", 211, 70, 0, Unknown },
        { "Line feed character is more frequent than the car return-line feed combination.csv", 4, 4, 0, Unknown },
        { "Mixed comma and semicolon-B.csv", 3, 5, 0, Unknown },
        { "Multiple commas in fields.csv", 2, 6, 0, Unknown },
        { "Note_4_Staff_costs_-_Average_number_of_persons_employed_13-14.csv", 8, 18, 0, Unknown },
        { "Oct_2013.csv", 67, 327, 0, Unknown },
        { "PLA_6%Talc-1hz.csv", 5, 388, 22, Unknown },
        { "Pipe character is more frequent than the semicolon.csv", 18, 1, 0, NoRow },
        { "ResultsOR30x100-0.25_5.dat__m28.csv", 133, 31, 1, NoHeader },
        { "ResultsOR30x100-0.50_5.dat__m23.csv", 128, 26, 1, NoHeader },
        { "ResultsOR30x250-0.50_1.datInfos.csv", 16, 2, 1, NoHeader },
        { "Resultsgk06.datInfos.csv", 16, 2, 1, NoHeader },
        { "Sun2014-Rs.csv", 4, 12, 0, Unknown },
        { "Table embedded in the last record.csv", 2, 4, 0, Unknown },
        { "Takakai2008-ch4.csv", 4, 13, 0, Unknown },
        { "Wine_Cellar_Consumption_dataset_14-15.csv", 4, 224, 0, Unknown },
        { "download (10).csv", 4, 132, 2, Unknown },
        { "dwp-cmg-spend-1214.csv", 4, 9, 0, Unknown },
        { "erionite.csv", 4, 19, 0, Unknown },
        { "file_double_trailing_newline.csv", 9, 84, 0, Unknown },
        { "file_escape_char_0x5C.csv", 9, 84, 0, Unknown },
        { "file_field_delimiter_0x2C_0x20.csv", 9, 84, 0, Unknown },
        { "file_field_delimiter_0x9.csv", 9, 84, 0, Unknown },
        { "file_header_multirow_3.csv", 9, 86, 0, Unknown },
        { "file_multitable_less.csv", 9, 167, 83, Unknown },
        { "file_multitable_same.csv", 9, 167, 0, Unknown },
        { "file_no_trailing_newline.csv", 9, 84, 0, Unknown },
        { "file_preamble.csv", 9, 85, 0, Unknown },
        { "file_record_delimiter_0xA.csv", 9, 84, 0, Unknown },
        { "fr_hypo1.csv", 6, 425, 0, Unknown },
        { "mordenite-dh-2.csv", 4, 39, 0, Unknown },
        { "movies-condensed.csv", 8, 21, 0, Unknown },
        { "over25k-transparency.csv", 8, 189, 0, Unknown },
        { "public-toilet-borough-grid.csv", 18, 35, 0, Unknown },
        { "row_extra_quote0_col0.csv", 9, 84, 1, NoHeader },
        { "row_field_delimiter_0_0x20.csv", 9, 84, 1, NoHeader },
        { "row_less_sep_row0_col1.csv", 9, 84, 1, NoHeader },
        { "row_more_sep_row0_col0.csv", 9, 84, 1, Unknown },
        { "testGeometries.txt", 3, 12, 0, Unknown },
        { "wairakite-dh.csv", 4, 34, 0, Unknown },
    };

    /// <summary>One table damaged in one way: rows taken and refused when the product's id and price are mapped by hand, and lines left.</summary>
    public static TheoryData<string, int, int, string> Damaged => new()
    {
        { "file_double_trailing_newline.csv", 83, 0, "" },
        { "file_escape_char_0x5C.csv", 83, 0, "" },
        { "file_field_delimiter_0x2C_0x20.csv", 83, 0, "" },
        { "file_field_delimiter_0x9.csv", 83, 0, "" },
        { "file_header_multirow_3.csv", 83, 0, "2 rows left: the header once more." },
        { "file_multitable_less.csv", 83, 83, "" },
        { "file_multitable_same.csv", 165, 0, "1 row left: the header once more." },
        { "file_no_trailing_newline.csv", 83, 0, "" },
        { "file_preamble.csv", 83, 0, "" },
        { "file_record_delimiter_0xA.csv", 83, 0, "" },
        { "row_less_sep_row0_col1.csv", 0, 83, "" },
        { "row_more_sep_row0_col0.csv", 0, 83, "" },
    };

    [Theory]
    [MemberData(nameof(Spectrum))]
    public void The_spectrum_reads_as_its_json(string name)
    {
        var path = SharedData.Folder("ugly-csv", "csv-spectrum", name + ".csv");
        var expected = JsonSerializer.Deserialize<List<Dictionary<string, string>>>(File.ReadAllText(Path.ChangeExtension(path, ".json")))!;
        var records = Records(path);
        Assert.Equal(expected, records.Skip(1).Select(r => records[0].Zip(r).ToDictionary(c => c.First, c => c.Second)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_file_is_read_by_its_true_dialect_and_left_with_the_reason(string name, int width, int records, int odd, string says)
    {
        var path = SharedData.Folder("ugly-csv", "pollock", name);
        var truth = File.ReadLines(SharedData.Folder("ugly-csv", "pollock_dialects.txt")).Select(l => l.Split('|')).Single(l => l[0] == name);
        var dialect = Dialect.Of(path, TextEncoding.Of(path)!);
        Assert.StartsWith(says, SourceSet.Open([path], new()).Files.Single().ReasonLeft, StringComparison.Ordinal);
        if (name == Undecidable)
        {
            return;
        }

        Assert.Equal(truth[2], dialect.Separator switch { ',' => "comma", ';' => "semicolon", '\t' => "tab", _ => "vslash" });
        Assert.Equal((truth[4] == "backslash", truth[5] == "cr"), (dialect.Escape == '\\', dialect.EndsWithReturn));
        var read = Records(path);
        Assert.Equal((records, odd), (read.Count, read.Count(r => r.Length != width)));
    }

    [Fact]
    public void Every_file_stands_in_the_table() => Assert.Equal(
        Directory.EnumerateFiles(SharedData.Folder("ugly-csv", "pollock")).Select(Path.GetFileName).Order(StringComparer.Ordinal), Files.Select(f => (string?)f.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Sound_rows_are_read_and_each_unsound_one_is_named(string name, int taken, int refused, string left)
    {
        var options = new ReadingOptions { Kind = FactKind.Product, Map = [new("name", "PRODUCTID"), new("list_price", "Price")] };
        var file = SourceSet.Open([SharedData.Folder("ugly-csv", "pollock", name)], options).Files.Single();
        var results = file.Read(CancellationToken.None).ToList();
        Assert.Equal((taken, refused, left), (results.Count(r => r.Fact is not null), results.Count(r => r.Refused is not null), string.Concat(file.RowsLeft)));
        Assert.All(results.Where(r => r.Refused is not null), r => Assert.NotEmpty(r.Refused!.Reason));
    }

    [Theory]
    [InlineData("row_extra_quote0_col0.csv")]
    [InlineData("row_field_delimiter_0_0x20.csv")]
    public void A_header_that_is_damaged_itself_is_said(string name)
    {
        var options = new ReadingOptions { Kind = FactKind.Product, Map = [new("name", "PRODUCTID"), new("list_price", "Price")] };
        var refused = Assert.Throws<RefusedException>(() => SourceSet.Open([SharedData.Folder("ugly-csv", "pollock", name)], options));
        Assert.Equal("No file has a column \"PRODUCTID\".", refused.Message);
    }

    [Theory]
    [InlineData("file_escape_char_0x5C.csv")]
    [InlineData("file_field_delimiter_0x2C_0x20.csv")]
    [InlineData("file_field_delimiter_0x9.csv")]
    [InlineData("file_double_trailing_newline.csv")]
    [InlineData("file_record_delimiter_0xA.csv")]
    public void However_it_is_written_the_table_is_the_same(string name) =>
        Assert.Equal(Records(SharedData.Folder("ugly-csv", "pollock", "file_no_trailing_newline.csv")), Records(SharedData.Folder("ugly-csv", "pollock", name)));

    private static List<string[]> Records(string path)
    {
        var encoding = TextEncoding.Of(path)!;
        using var reader = new TableSource(path, path, null, encoding, Dialect.Of(path, encoding)).Open();
        var records = new List<string[]>();
        for (var cells = new Cells(); reader.Read(cells);)
        {
            if (!cells.IsBlank)
            {
                records.Add(cells.ToArray());
            }
        }

        return records;
    }
}

using System.CommandLine;
using System.Text;
using Plumbline.CommandLine;
using Plumbline.Companies;

namespace Plumbline.Scoring;

/// <summary><c>plumbline scoreboard</c>: where everyone stands, for the terminal and for other programs.</summary>
internal static class ScoreboardVerb
{
    private static readonly Option<string?> _period = new("--period") { Description = "2017-03 (a month), 2017-Q1, 2017-H1 or 2017; quarters, halves and years are fiscal. Default: this quarter.", HelpName = "PERIOD" };
    private static readonly Option<string> _by = new("--by") { Description = "What the lines are: salesperson, team (with sub-teams), company, product or account.", DefaultValueFactory = _ => "salesperson" };
    private static readonly Option<string> _format = new("--format") { Description = "table to read; csv or json for programs.", DefaultValueFactory = _ => "table" };

    public static Command Create()
    {
        _by.AcceptOnlyFromAmong("salesperson", "team", "company", "product", "account");
        _format.AcceptOnlyFromAmong("table", "csv", "json");
        var scoreboard = new Command("scoreboard", "Show quota, results and open pipeline of a period, by attainment.") { _period, _by, _format };
        scoreboard.SetAction((parsed, cancel) => Verb.Run(Verb.Existing(DataOptions.Location(parsed)), services => services.AddScoreboards(), (services, stop) => Run(parsed, services, stop), cancel));
        return scoreboard;
    }

    private static async Task<int> Run(ParseResult parsed, IServiceProvider services, CancellationToken cancel)
    {
        var company = services.GetRequiredService<OurCompany>();
        var fiscal = (await company.Load(cancel)).FiscalYear;
        var period = parsed.GetValue(_period) is { } named ? ScoreboardAsk.ReadPeriod(named, fiscal) : fiscal.Quarter(await company.Today(cancel));
        var view = await services.GetRequiredService<Scoreboard>().Read(new(period, ScoreboardAsk.ReadBy(parsed.GetValue(_by)), Page: null), cancel);
        var output = parsed.InvocationConfiguration.Output;
        switch (parsed.GetValue(_format))
        {
            case "csv":
                await WriteCsv(view.Lines, output);
                break;
            case "json":
                await output.WriteLineAsync(ScoreboardFile.JsonOf(view.Lines));
                break;
            default:
                await output.WriteLineAsync($"{view.ScopeName}, {fiscal.Name(period)}");
                ScoreboardFile.Table(output, view);
                break;
        }

        return 0;
    }

    /// <summary>Writes UTF-8 whatever the terminal's own encoding is: programs read it.</summary>
    private static async Task WriteCsv(IEnumerable<ShownLine> lines, TextWriter output)
    {
        using var csv = new MemoryStream();
        ScoreboardFile.Csv(csv, lines, forExcel: false);
        if (output == Console.Out)
        {
            await using var bytes = Console.OpenStandardOutput();
            csv.WriteTo(bytes);
        }
        else
        {
            await output.WriteAsync(Encoding.UTF8.GetString(csv.ToArray()));
        }
    }
}

using System.CommandLine;
using Plumbline.Companies;
using Plumbline.Importing.Reading;

namespace Plumbline.Importing;

/// <summary>The flags that say what files leave open, and what was said by them.</summary>
internal static class ReadingFlags
{
    private static readonly Option<string?> _profile = new("--profile") { Description = $"The system that the files come from: {string.Join(", ", Recognition.Profiles)}. Default: told by the headers.", HelpName = "NAME" };
    private static readonly Option<FactKind?> _kind = new("--as") { Description = "What the files are about. Default: told by the headers.", HelpName = "KIND" };
    private static readonly Option<string[]> _map = new("--map") { Description = "The column of a field, as in close_date=Abschluss.", HelpName = "FIELD=COLUMN" };
    private static readonly Option<string?> _currency = new("--currency") { Description = "The company's currency, where neither it nor the files say it yet: EUR.", HelpName = "CODE" };
    private static readonly Option<string?> _dates = new("--dates") { Description = "Which comes first in dates that leave it open: dmy (the day) or mdy (the month).", HelpName = "ORDER" };
    private static readonly Option<string?> _decimal = new("--decimal") { Description = "What 1.234 means where a column leaves it open: comma (one thousand) or point (a fraction).", HelpName = "MARK" };
    private static readonly Option<string?> _bookings = new("--bookings-from") { Description = "Where results are counted from, where there are both: finance or opportunities.", HelpName = "SOURCE" };

    static ReadingFlags()
    {
        _dates.AcceptOnlyFromAmong("dmy", "mdy");
        _decimal.AcceptOnlyFromAmong("comma", "point");
        _bookings.AcceptOnlyFromAmong("finance", "opportunities");
        _map.Validators.Add(map =>
        {
            foreach (var token in map.Tokens.Where(t => t.Value.IndexOf('=') is < 1))
            {
                map.AddError($"--map {token.Value}: write it as FIELD=COLUMN.");
            }
        });
    }

    /// <summary>All of them, in the order in which help shows them.</summary>
    public static IReadOnlyList<Option> All { get; } = [_profile, _kind, _map, _currency, _dates, _decimal, _bookings];

    /// <summary>How the files are to be read.</summary>
    public static ReadingOptions Hints(ParseResult parsed) => new()
    {
        Profile = parsed.GetValue(_profile),
        Kind = parsed.GetValue(_kind),
        Map = [.. (parsed.GetValue(_map) ?? []).Select(m => KeyValuePair.Create(m[..m.IndexOf('=')].Trim(), m[(m.IndexOf('=') + 1)..].Trim()))],
        Currency = parsed.GetValue(_currency)?.ToUpperInvariant(),
        Dates = parsed.GetValue(_dates) switch { "dmy" => DateOrder.DayFirst, "mdy" => DateOrder.MonthFirst, _ => null },
        Decimals = parsed.GetValue(_decimal) switch { "comma" => DecimalMark.Comma, "point" => DecimalMark.Point, _ => null },
    };

    /// <summary>How what was read is to land.</summary>
    public static LandingOptions Landing(ParseResult parsed) => new()
    {
        Currency = parsed.GetValue(_currency),
        BookingsFrom = parsed.GetValue(_bookings) switch { "finance" => BookingsFrom.Finance, "opportunities" => BookingsFrom.WonOpportunities, _ => null },
    };
}

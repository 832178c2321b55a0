using System.Globalization;
using Plumbline.Fiscal;
using Plumbline.Typing;

namespace Plumbline.Scoring;

/// <summary>What the lines of a scoreboard are.</summary>
public enum ScoreBy
{
    /// <summary>People.</summary>
    Salesperson,

    /// <summary>Teams, with their sub-teams.</summary>
    Team,

    /// <summary>One line in all.</summary>
    Company,

    /// <summary>Products.</summary>
    Product,

    /// <summary>Accounts.</summary>
    Account,
}

/// <summary>Whose figures: the whole company's, a team's with its sub-teams (0: of those in no team), a person's (0: nobody's), or a person's while in a team.</summary>
public readonly record struct ScoreScope(long? TeamId = null, long? PersonId = null)
{
    /// <summary>Whether it is everyone's.</summary>
    public bool IsCompany => TeamId is null && PersonId is null;
}

/// <summary>
/// A scoreboard as asked for, and its address. Sorted by a column, with a minus before it for the other direction, or in the usual order (null); one page, from 1, or all lines (null).
/// </summary>
public sealed record ScoreboardAsk(Period Period, ScoreBy By, ScoreScope Scope = default, string? Sort = null, int? Page = 1)
{
    /// <summary>How margin is called in an address.</summary>
    public const string Margin = "margin";

    /// <summary>Whether it is looked at by margin: what is asked of it, and how much is reached. Of products and accounts nothing is asked.</summary>
    public bool IsOfMargin { get => field && By is not (ScoreBy.Product or ScoreBy.Account); init; }

    /// <summary>The forms of a period that are read, for whoever wrote another.</summary>
    public const string PeriodForms = "Write 2026-11 for a month, 2026-Q4 for a quarter, 2026-H2 for a half, or 2026 for a year.";

    /// <summary>Reads a period's name; refuses what is none, with the forms that are read.</summary>
    public static Period ReadPeriod(string? text, FiscalYear fiscal) =>
        fiscal.TryParse(text, out var period) ? period : throw new RefusedException(Refusal.Invalid, $"\"{TypedText.Beginning(text)}\" is not a period. {PeriodForms}", "period");

    /// <summary>Reads what the lines are; salespeople where it is not said.</summary>
    public static ScoreBy ReadBy(string? text) =>
        Enum.TryParse<ScoreBy>(text, ignoreCase: true, out var by) && Enum.IsDefined(by) && text?.All(char.IsAsciiLetter) == true ? by : ScoreBy.Salesperson;

    /// <summary>Reads whether it is looked at by margin; by revenue where it is not said.</summary>
    public static bool ReadIsOfMargin(string? text) => string.Equals(text, Margin, StringComparison.OrdinalIgnoreCase);

    /// <summary>The page's address.</summary>
    public string Href(FiscalYear fiscal) => "scoreboard?" + Query(fiscal) + (Page is null ? "&all=1" : Page > 1 ? string.Create(CultureInfo.InvariantCulture, $"&page={Page}") : "");

    /// <summary>The address of the same lines as a file: csv or xlsx.</summary>
    public string Export(FiscalYear fiscal, string format) => $"scoreboard/export.{format}?" + Query(fiscal);

    private string Query(FiscalYear fiscal) => string.Create(
        CultureInfo.InvariantCulture,
        $"period={fiscal.Name(Period)}&by={By.ToString().ToLowerInvariant()}{(IsOfMargin ? $"&measure={Margin}" : "")}{(Scope.TeamId is { } team ? $"&team={team}" : "")}{(Scope.PersonId is { } person ? $"&person={person}" : "")}{(Sort is null ? "" : "&sort=" + Uri.EscapeDataString(Sort))}");
}

using System.Globalization;
using Plumbline.Fiscal;
using Plumbline.People;

namespace Plumbline.Opportunities;

/// <summary>What is shown of the pipeline.</summary>
public enum PipelineView
{
    /// <summary>By stage.</summary>
    Board,

    /// <summary>Line by line.</summary>
    List,

    /// <summary>What became of it since a day.</summary>
    Changes,

    /// <summary>By month of expected close, against the quota.</summary>
    Coverage,
}

/// <summary>Which opportunities only.</summary>
public enum PipelineOnly
{
    /// <summary>All open ones.</summary>
    All,

    /// <summary>Those without a next step.</summary>
    NoStep,

    /// <summary>Those whose next step or expected close is overdue.</summary>
    Overdue,

    /// <summary>Those of which nothing was heard for longer than is usual at their stage.</summary>
    Stalled,
}

/// <summary>Whose pipeline: of a person, of a team, of everyone or of those who report to one ("line"); what is usual for whoever asks where nothing is said.</summary>
public sealed record PipelineWhose(long? Person = null, long? Team = null, string? Group = null)
{
    /// <summary>Everyone's, and what nobody works.</summary>
    public const string Everyone = "all";

    /// <summary>That of whoever asks and of those below.</summary>
    public const string Line = "line";

    /// <summary>As it stands in an address; empty for what is usual.</summary>
    public string Query => Person is { } person ? Invariant($"person={person}") : Team is { } team ? Invariant($"team={team}") : Group is { } group ? $"whose={group}" : "";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

/// <summary>The pipeline as asked for, and its address. Sorted by a column, with a minus before it for the other direction.</summary>
public sealed record PipelineAsk(PipelineView View, PipelineWhose Whose, string? Stage = null, Month? Month = null, PipelineOnly Only = PipelineOnly.All, string? Sort = null, int Page = 1, DateOnly? AsOf = null, DateOnly? Since = null)
{
    /// <summary>The page's address.</summary>
    public string Href => "pipeline" + (Query.Length > 0 ? "?" + Query : "");

    /// <summary>The same page, with the form that plans the next step of one of its opportunities.</summary>
    public string PlanHref(long opportunity) => With("plan", opportunity, "plan");

    /// <summary>The same page once that step is planned, and says so.</summary>
    public string PlannedHref(long opportunity) => With("planned", opportunity, "planned");

    private string Query => string.Join('&', new[]
    {
        View == PipelineView.Board ? "" : $"view={View.ToString().ToLowerInvariant()}",
        Whose.Query,
        Stage is null ? "" : $"stage={Uri.EscapeDataString(Stage)}",
        Month is { } month ? $"month={month}" : "",
        Only == PipelineOnly.All ? "" : $"only={NameOf(Only)}",
        Sort is null ? "" : $"sort={Uri.EscapeDataString(Sort)}",
        AsOf is { } day ? $"as-of={day:yyyy-MM-dd}" : "",
        Since is { } since ? $"since={since:yyyy-MM-dd}" : "",
        Page > 1 ? string.Create(CultureInfo.InvariantCulture, $"page={Page}") : "",
    }.Where(part => part.Length > 0));

    private string With(string name, long opportunity, string place) => string.Create(CultureInfo.InvariantCulture, $"{Href}{(Query.Length > 0 ? '&' : '?')}{name}={opportunity}#{place}");

    /// <summary>As it stands in an address.</summary>
    public static string NameOf(PipelineOnly only) => only switch { PipelineOnly.NoStep => "no-step", PipelineOnly.Overdue => "overdue", PipelineOnly.Stalled => "stalled", _ => "all" };

    /// <summary>Reads which only; all where it is not said.</summary>
    public static PipelineOnly ReadOnly(string? text) => Enum.GetValues<PipelineOnly>().FirstOrDefault(only => NameOf(only) == text);

    /// <summary>Reads what is shown; the board where it is not said.</summary>
    public static PipelineView ReadView(string? text) => Enum.GetValues<PipelineView>().FirstOrDefault(view => string.Equals(view.ToString(), text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a month, as in 2026-11; null where it is none.</summary>
    public static Month? ReadMonth(string? text) => DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Fiscal.Month.Of(day) : null;

    /// <summary>Reads a day, as in 2026-11-24; null where it is none.</summary>
    public static DateOnly? ReadDay(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 2200 ? day : null;
}

/// <summary>Those whose pipeline is shown.</summary>
/// <param name="Name">In words.</param>
/// <param name="People">Who they are; null for everyone, and what nobody works with it.</param>
/// <param name="Whose">As asked for, or as is usual.</param>
internal sealed record PipelineScope(string Name, IReadOnlyList<long>? People, PipelineWhose Whose)
{
    /// <summary>Finds who is meant: a team as it was on the day. Where nothing is said a manager sees those below, a salesperson what is their own, and others everyone's.</summary>
    /// <exception cref="RefusedException">There is no such person or team.</exception>
    public static PipelineScope Of(PipelineWhose whose, Colleagues people, long me, DateOnly day)
    {
        var mine = people.Find(me);
        var below = people.Below(me);
        var teams = whose.Team is { } asked ? people.WithSubteams(asked) : new HashSet<long>();
        var usual = whose switch
        {
            { Person: null, Team: null, Group: null } when below.Count > 0 => whose with { Group = PipelineWhose.Line },
            { Person: null, Team: null, Group: null } when mine?.Roles.HasFlag(Roles.Salesperson) == true => whose with { Person = me },
            { Person: null, Team: null } when whose.Group != PipelineWhose.Line => whose with { Group = PipelineWhose.Everyone },
            _ => whose,
        };
        return usual switch
        {
            { Person: { } person } => new(people.Find(person)?.Name ?? throw RefusedException.NotFound("person"), [person], usual),
            { Team: { } team } => new(
                people.Teams.FirstOrDefault(t => t.Id == team)?.Name ?? throw RefusedException.NotFound("team"),
                [.. people.People.Where(p => teams.Contains(people.Roster.TeamOn(p.Id, day))).Select(p => p.Id)], usual),
            { Group: PipelineWhose.Line } => new("Your people", [me, .. below], usual),
            _ => new("Everyone", null, usual),
        };
    }
}

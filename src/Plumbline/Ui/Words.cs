using Plumbline.People;

namespace Plumbline.Ui;

/// <summary>Whether a figure is as it should be. Always shown with an icon and a word, never by colour alone.</summary>
public enum Standing
{
    /// <summary>Neither.</summary>
    Neutral,

    /// <summary>As it should be, or better.</summary>
    Good,

    /// <summary>Worth a look.</summary>
    Watch,

    /// <summary>Not as it should be.</summary>
    Bad,
}

/// <summary>What a notice is about.</summary>
public enum NoticeKind
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>It was done.</summary>
    Done,

    /// <summary>Something is missing or doubtful.</summary>
    Warning,

    /// <summary>It could not be done.</summary>
    Error,

    /// <summary>Two people changed the same thing.</summary>
    Conflict,
}

/// <summary>A link in a row of tabs, breadcrumbs or a menu.</summary>
public sealed record PageLink(string Words, string Href, bool Current = false);

/// <summary>A month, quarter or half of a chart. Null where a figure is not known.</summary>
/// <param name="Label">As short as "Nov".</param>
/// <param name="Actual">What happened; null for time to come.</param>
/// <param name="Target">What was agreed.</param>
/// <param name="Before">The same a year or a period ago.</param>
public sealed record ChartPoint(string Label, decimal? Actual, decimal? Target, decimal? Before = null);

/// <summary>What is likely at a chart's end, drawn as a band that opens from the last point that is known.</summary>
/// <param name="From">The place of that point among the chart's points, from 0.</param>
/// <param name="At">The place of the point that it is about.</param>
/// <param name="Low">With a chance of one in ten it is less.</param>
/// <param name="Expected">The mean.</param>
/// <param name="High">With a chance of one in ten it is more.</param>
/// <param name="Words">The same in words.</param>
/// <param name="Href">Where it is explained.</param>
public sealed record ChartBand(int From, int At, decimal Low, decimal Expected, decimal High, string Words, string Href);

/// <summary>A place in the left rail, shown to whoever has any of the roles; to everyone where there are none.</summary>
public sealed record NavigationItem(string Words, string Href, string Icon, Roles For = Roles.None);

/// <summary>The places of the left rail, in order: a phone shows the first few, so what a role uses most stands first.</summary>
public static class Navigation
{
    private static readonly NavigationItem[] _items =
    [
        new("Today", "today", "sun"),
        new("Team", "team", "users", Roles.Manager),
        new("Outlook", "outlook", "eye", Roles.Leadership),
        new("My plan", "plans", "clipboard-text", Roles.Salesperson | Roles.Manager),
        new("Accounts", "accounts", "building"),
        new("Pipeline", "pipeline", "layout-kanban"),
        new("Forecast", "forecast", "target-arrow", Roles.Salesperson | Roles.Manager | Roles.Leadership),
        new("Signals", "signals", "alert-circle", Roles.Salesperson | Roles.Manager | Roles.Leadership | Roles.Marketing),
        new("Scoreboard", "scoreboard", "trophy"),
        new("Products", "outlook/products", "chart-bar", Roles.Manager), // Leadership finds it in the outlook.
        new("Activities", "activities", "list-check"),
        new("Commitments", "commitments", "checklist"),
        new("Meetings", "meetings", "message", Roles.Salesperson | Roles.Manager),
        new("Presentations", "presentations", "presentation"),
        new("Reviews", "reviews", "refresh", Roles.Salesperson | Roles.Manager | Roles.Leadership),
        new("Coaching", "coaching", "user", Roles.Salesperson | Roles.Manager),
        new("Marketing", "marketing", "speakerphone"),
        new("Programs", "programs", "discount", Roles.Marketing | Roles.Manager | Roles.Leadership | Roles.Salesperson | Roles.Administrator),
        new("Inspection", "inspection", "user-check", Roles.Manager),
        new("Import", "imports", "table-import", Roles.Administrator),
        new("Administration", "administration", "settings", Roles.Administrator),
    ];

    /// <summary>What a person with these roles is shown.</summary>
    public static IEnumerable<NavigationItem> For(Roles roles) => _items.Where(item => item.For == Roles.None || (item.For & roles) != 0);
}

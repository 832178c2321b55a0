using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Book;

/// <summary>Whose accounts are listed.</summary>
internal enum Whose
{
    /// <summary>Everyone's, and nobody's.</summary>
    All,

    /// <summary>Those that the reader looks after.</summary>
    Mine,

    /// <summary>Those that the reader or someone below looks after.</summary>
    People,

    /// <summary>Those that nobody looks after.</summary>
    Nobody,
}

/// <summary>
/// A list of accounts as asked for, and its address. Sorted by a column, with a minus before it for the other direction.
/// </summary>
internal sealed record AccountsAsk
{
    public const string ByName = "name";
    public const string ByContact = "contact";
    public const string ByOpen = "open";
    public const string ByYear = "year";
    public const string ByLastYear = "last";

    private const int LongestText = 200;

    private static readonly string[] _columns = [ByName, ByContact, ByOpen, ByYear, ByLastYear];

    public Whose Whose { get; init; }

    public string? Industry { get; init; }

    public string? Region { get; init; }

    /// <summary>The beginning of the name or of a word in it.</summary>
    public string? Text { get; init; }

    /// <summary>Only those whom nobody had to do with for <see cref="AccountList.QuietDays"/> days.</summary>
    public bool Quiet { get; init; }

    /// <summary>Only those with open pipeline.</summary>
    public bool Open { get; init; }

    /// <summary>Only those that bought in the last fiscal year, and not yet in this one.</summary>
    public bool Lapsed { get; init; }

    /// <summary>Only those for which nobody has a plan this quarter.</summary>
    public bool Unplanned { get; init; }

    public string Sort { get; init; } = ByName;

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>The column without its direction.</summary>
    public string Column => Sort.TrimStart('-');

    public bool IsTurned => Sort.StartsWith('-');

    /// <summary>Whether anything but whose they are narrows the list.</summary>
    public bool IsNarrowed => Industry is not null || Region is not null || Text is not null || Quiet || Open || Lapsed || Unplanned;

    /// <summary>Reads an address's query; what it does not say is as <paramref name="usual"/> has it.</summary>
    public static AccountsAsk Read(Func<string, string?> said, Whose usual) => new()
    {
        Whose = Enum.TryParse<Whose>(said("whose"), ignoreCase: true, out var whose) && Enum.IsDefined(whose) ? whose : usual,
        Industry = Tidy(said("industry")),
        Region = Tidy(said("region")),
        Text = Tidy(said("q")),
        Quiet = said("quiet") == "1",
        Open = said("open") == "1",
        Lapsed = said("lapsed") == "1",
        Unplanned = said("unplanned") == "1",
        Sort = said("sort") is { } sort && _columns.Contains(sort.TrimStart('-')) ? sort : ByName,
        Page = Asked.Page(said("page")),
    };

    /// <summary>Reads a query that was kept.</summary>
    public static AccountsAsk Read(string query)
    {
        var said = QueryHelpers.ParseQuery(query);
        return Read(name => said.TryGetValue(name, out var value) ? value.ToString() : null, Whose.All);
    }

    /// <summary>The page's address.</summary>
    public string Href => $"accounts?{Query}{(Page > 1 ? string.Create(CultureInfo.InvariantCulture, $"&page={Page}") : "")}";

    /// <summary>The filters and the order, as kept in a view.</summary>
    public string Query => string.Join('&', Said());

    /// <summary>Sorted by a column, or the other way round where it is already.</summary>
    public AccountsAsk SortedBy(string column) => this with { Sort = Sort == column ? "-" + column : column, Page = 1 };

    /// <summary>The address of all lines as a file: csv or xlsx.</summary>
    public string Export(string format) => $"accounts/export.{format}?{Query}";

    private IEnumerable<string> Said()
    {
        yield return $"whose={Whose.ToString().ToLowerInvariant()}";
        foreach (var (name, value) in new[] { ("industry", Industry), ("region", Region), ("q", Text), ("quiet", Flag(Quiet)), ("open", Flag(Open)), ("lapsed", Flag(Lapsed)), ("unplanned", Flag(Unplanned)), ("sort", Sort == ByName ? null : Sort) })
        {
            if (value is not null)
            {
                yield return $"{name}={Uri.EscapeDataString(value)}";
            }
        }
    }

    private static string? Flag(bool on) => on ? "1" : null;

    private static string? Tidy(string? text) => TypedText.OrNull(text) is var tidy && tidy?.Length > LongestText ? tidy[..LongestText] : tidy;
}

namespace Plumbline.Book;

/// <summary>A list of accounts as a person wants to see it again: the filters and the order, under a name.</summary>
public sealed class SavedView
{
    /// <summary>How many one person can keep.</summary>
    public const int Most = 20;

    private const int LongestName = 60;
    private const int LongestQuery = 1_000;

    /// <summary>Keeps a view.</summary>
    /// <exception cref="RefusedException">It has no name, or too long a one.</exception>
    public SavedView(long personId, string name, string query)
    {
        Refuse.Unless(query.Length <= LongestQuery, Refusal.Invalid, "There is too much in this filter to keep it.");
        (PersonId, Name, Query) = (personId, Checked(name), query);
    }

    private SavedView() => (Name, Query) = ("", "");

    /// <summary>The database's number for the view; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>Whose it is; nobody else sees it.</summary>
    public long PersonId { get; private set; }

    /// <summary>What the person calls it.</summary>
    public string Name { get; private set; }

    /// <summary>The filters and the order, as in an address.</summary>
    public string Query { get; private set; }

    /// <summary>Calls it differently.</summary>
    /// <exception cref="RefusedException">It has no name, or too long a one.</exception>
    public void Rename(string name) => Name = Checked(name);

    private static string Checked(string name)
    {
        var given = name.Trim();
        Refuse.Unless(given.Length is > 0 and <= LongestName, Refusal.Invalid, given.Length == 0 ? "Give the view a name." : $"Keep the name below {LongestName} characters.", "Name");
        return given;
    }
}

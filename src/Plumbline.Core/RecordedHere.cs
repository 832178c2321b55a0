namespace Plumbline;

/// <summary>What marks records that somebody made here by hand, beside those that came from another system.</summary>
public static class RecordedHere
{
    /// <summary>Stands as the system of such records.</summary>
    public const string System = "here";

    /// <summary>The longest key that is taken from a browser.</summary>
    private const int LongestKey = 64;

    /// <summary>Whether a key that a browser made for a record may stand as its id: short, of letters, digits and hyphens. The same key twice is the same record.</summary>
    public static bool IsKey(string? key) => key is { Length: > 0 and <= LongestKey } && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}

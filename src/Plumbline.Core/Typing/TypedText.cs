namespace Plumbline.Typing;

/// <summary>Reads text as people type it and files hold it.</summary>
public static class TypedText
{
    private const int MostShown = 40; // Characters.

    /// <summary>The text without blanks around it; null where nothing is left.</summary>
    public static string? OrNull(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    /// <summary>As much of the text as is told again where it cannot be read: a message is not to be a page long.</summary>
    public static string Beginning(string? typed) => typed is { Length: > MostShown } ? typed[..MostShown] + "…" : typed ?? "";
}

namespace Plumbline.Typing;

/// <summary>Reads text as people type it and files hold it.</summary>
public static class TypedText
{
    /// <summary>The text without blanks around it; null where nothing is left.</summary>
    public static string? OrNull(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}

namespace Plumbline.Ui;

/// <summary>A form that was sent from an older page is shown once more: without it nothing would be done, and the refusal of a move that is closed by now would have no place to stand.</summary>
internal static class Posted
{
    private const string Handler = "_handler";

    /// <summary>Whether this request is the post of the form.</summary>
    public static bool Is(HttpContext http, string form) => http.Request.HasFormContentType && http.Request.Form[Handler] == form;
}

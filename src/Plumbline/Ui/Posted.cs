namespace Plumbline.Ui;

/// <summary>A form that was sent from an older page is shown once more: without it nothing would be done, and the refusal of a move that is closed by now would have no place to stand.</summary>
internal static class Posted
{
    private const string Handler = "_handler";

    /// <summary>Whether this request is the post of one of the forms.</summary>
    public static bool Is(HttpContext http, params string[] forms) => http.Request.HasFormContentType && forms.Contains(http.Request.Form[Handler].ToString());
}

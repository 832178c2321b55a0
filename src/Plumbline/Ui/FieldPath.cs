using Microsoft.AspNetCore.Components.Forms;

namespace Plumbline.Ui;

/// <summary>How a form's fields are called: in the post ("Input.Rows[3].Revenue"), in a refusal ("Rows[3].Revenue"), and in the page.</summary>
internal static class FieldPath
{
    /// <summary>The key under which a form's name stands in its context.</summary>
    public const string FormName = "form";

    public static string Within(string posted) => posted[(posted.IndexOf('.', StringComparison.Ordinal) + 1)..];

    public static string Id(EditContext? form, string path) => form is not null && form.Properties.TryGetValue(FormName, out var name) ? $"{name}-{path}" : path;
}

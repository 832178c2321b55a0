namespace Plumbline.Inspection;

/// <summary>A form by which people are validated, as administrators keep it.</summary>
public sealed class ValidationForm
{
    /// <summary>A new form.</summary>
    /// <param name="content">What it asks.</param>
    /// <param name="isRequired">Whether an area is only validated once this form is passed.</param>
    /// <exception cref="RefusedException">It cannot be asked.</exception>
    public ValidationForm(FormContent content, bool isRequired)
    {
        content.RefuseUnfit();
        (Content, IsRequired) = (content, isRequired);
    }

    private ValidationForm() => Content = null!;

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>What it asks.</summary>
    public FormContent Content { get; private set; }

    /// <summary>Whether its area is only validated once this form is passed.</summary>
    public bool IsRequired { get; private set; }

    /// <summary>Whether it is no longer in use. What came of it is kept.</summary>
    public bool IsRetired { get; private set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>Writes it anew. Results of before stand as they were asked.</summary>
    /// <param name="content">What it asks from now on.</param>
    /// <param name="isRequired">Whether an area is only validated once this form is passed.</param>
    /// <param name="isRetired">Whether it is no longer in use.</param>
    /// <param name="hasResults">Whether anybody was validated by it already: then it stays what it is a form for.</param>
    /// <exception cref="RefusedException">It cannot be asked, or would turn results into those of something else.</exception>
    public void Write(FormContent content, bool isRequired, bool isRetired, bool hasResults)
    {
        content.RefuseUnfit();
        Refuse.Unless(
            !hasResults || (content.Validates == Content.Validates && content.Kind == Content.Kind), Refusal.Invalid,
            "People were validated by this form already, so that its area and its kind stay. Retire it, and make another.", nameof(content.Kind));
        (Content, IsRequired, IsRetired) = (content, isRequired, isRetired);
    }
}

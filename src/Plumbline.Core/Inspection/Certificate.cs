using Plumbline.Files;

namespace Plumbline.Inspection;

/// <summary>Somebody else certified the person, as a vendor does.</summary>
public sealed class Certificate : Validation
{
    /// <summary>Records one.</summary>
    /// <param name="personId">Whose it is.</param>
    /// <param name="form">The form, in use.</param>
    /// <param name="observerId">Who saw it; see <see cref="Validation.RefuseObserver"/>.</param>
    /// <param name="number">As printed on it.</param>
    /// <param name="issuedOn">The day on which it was issued.</param>
    /// <param name="expiresOn">Its last day; null where it says none, and the form's months count.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">The form is none for certificates, or something cannot be.</exception>
    public Certificate(long personId, ValidationForm form, long observerId, string number, DateOnly issuedOn, DateOnly? expiresOn, DateOnly today)
        : base(personId, form, observerId, issuedOn)
    {
        Refuse.Unless(form.Content.Kind == FormKind.Certificate, Refusal.Invalid, $"“{form.Content.Name}” is no certificate.");
        Refuse.Unless(number.Length is > 0 and <= 100, Refusal.Invalid, "Give the number on the certificate.", nameof(Number));
        Refuse.Unless(issuedOn <= today, Refusal.Invalid, "It was not issued on a day to come.", "Day");
        Refuse.Unless(expiresOn is not { } last || last >= issuedOn, Refusal.Invalid, "It expires before it was issued.", nameof(ExpiresOn));
        (Number, ExpiresOn) = (number, expiresOn);
        End(null, passed: true, expiresOn ?? issuedOn.AddMonths(form.Content.Months));
    }

    private Certificate() => Number = "";

    /// <summary>Puts the certificate itself beside what was recorded, where it is not there yet.</summary>
    /// <exception cref="RefusedException">Another file is there.</exception>
    public void Attach(KeptFile file)
    {
        Refuse.Unless(FileId is null && File is null, Refusal.Conflict, "This certificate was recorded already, with a file. That one stays.", nameof(File));
        File = file;
    }

    /// <summary>As printed on it.</summary>
    public string Number { get; private set; }

    /// <summary>Its last day; null where it says none.</summary>
    public DateOnly? ExpiresOn { get; private set; }

    /// <summary>The certificate itself; null where it was not put beside it, or is not read along.</summary>
    public KeptFile? File { get; private set; }

    /// <summary>The number of <see cref="File"/>; null where there is none.</summary>
    public long? FileId { get; private set; }
}

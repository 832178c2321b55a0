using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Plumbline.Storage;

namespace Plumbline.Mailing;

/// <summary>Lets whoever got a mail turn its kind off from the mail itself, without a sign-in. The links are sealed with the site's keys, and do not end: an old mail's must do, too.</summary>
internal sealed class Unsubscribing(PlumblineDb db, IDataProtectionProvider protection)
{
    public const string Route = "/mail/unsubscribe/{Token}";

    private readonly IDataProtector _protector = protection.CreateProtector("Plumbline.Mailing.Unsubscribe");

    /// <summary>Where a person turns off mail of a kind: an address within the site.</summary>
    public string Path(long person, MailKind kind) => "mail/unsubscribe/" + _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{person} {kind}"));

    /// <summary>The kind that a link is about; null where it is none of ours.</summary>
    public MailKind? KindOf(string token) => Read(token)?.Kind;

    /// <summary>Turns off what the link says. Once more does no harm.</summary>
    /// <returns>What was turned off; null where the link is none of ours.</returns>
    public async Task<MailKind?> TurnOff(string token, CancellationToken cancel)
    {
        if (Read(token) is not var (person, kind) || !await db.People.AnyAsync(p => p.Id == person, cancel))
        {
            return null;
        }

        db.ActingPersonId ??= person;
        for (var again = false; ; again = true)
        {
            try
            {
                var choice = await db.MailChoices.SingleOrDefaultAsync(c => c.PersonId == person, cancel) ?? db.Add(new MailChoice(person)).Entity;
                choice.TurnOff(kind);
                await db.SaveChangesAsync(cancel);
                break;
            }
            catch (Exception met) when (!again && met is DbUpdateException or RefusedException { Refusal: Refusal.Conflict })
            {
                db.ChangeTracker.Clear(); // The person chose something else at the same moment: once more, on top of that.
            }
        }

        await db.OutgoingMails.Where(m => m.PersonId == person && m.Kind == kind && m.State == MailState.Waiting).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MailState.Dropped).SetProperty(m => m.Html, "").SetProperty(m => m.Text, "").SetProperty(m => m.Calendar, (string?)null), cancel);
        return kind;
    }

    private (long Person, MailKind Kind)? Read(string token)
    {
        try
        {
            var words = _protector.Unprotect(token).Split(' ');
            return (long.Parse(words[0], CultureInfo.InvariantCulture), Enum.Parse<MailKind>(words[1]));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

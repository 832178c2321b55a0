using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Book;

/// <summary>An account as it can be changed here.</summary>
/// <param name="Account">The account.</param>
/// <param name="Parent">The name of the one it belongs to; null where it stands alone.</param>
internal sealed record AccountRecord(Account Account, string? Parent);

/// <summary>A contact as it can be changed here, with the name of the account.</summary>
internal sealed record ContactRecord(Contact Contact, string? Account);

/// <summary>
/// Adds and changes accounts and contacts by hand. Of those that another system looks after only the owner of an account is said here, until an import names one: the rest would be overwritten by the next.
/// </summary>
internal sealed class AccountRecords(PlumblineDb db, CurrentPerson me, AccountNames names, TimeProvider clock)
{
    /// <summary>The roles that keep records of customers.</summary>
    public const Roles Keepers = Roles.Salesperson | Roles.Manager | Roles.Administrator;

    private const int LongestText = 200;
    private const int DeepestTree = 50;

    public async Task<AccountRecord?> Read(long id, CancellationToken cancel) =>
        await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.MergedIntoId == null, cancel) is { } account
            ? new(account, await db.Accounts.Where(a => a.Id == account.ParentId).Select(a => a.Name).SingleOrDefaultAsync(cancel))
            : null;

    public async Task<ContactRecord?> ReadContact(long id, CancellationToken cancel) =>
        await db.Contacts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is { } contact
            ? new(contact, await db.Accounts.Where(a => a.Id == contact.AccountId).Select(a => a.Name).SingleOrDefaultAsync(cancel))
            : null;

    /// <summary>Who can look after an account, and who does though no longer here.</summary>
    public async Task<IReadOnlyList<Person>> Owners(long? now, CancellationToken cancel)
    {
        var colleagues = await me.Colleagues(cancel);
        return [.. colleagues.Working(clock.GetUtcNow()).Where(p => (p.Roles & (Roles.Salesperson | Roles.Manager)) != 0 || p.Id == now).Union(now is { } owner && colleagues.Find(owner) is { } one ? [one] : [])];
    }

    /// <summary>Adds an account. The same key again adds nothing.</summary>
    /// <returns>Its number.</returns>
    public async Task<long> Add(AccountInput input, CancellationToken cancel)
    {
        Refuse.Unless(RecordedHere.IsKey(input.Key), Refusal.Invalid, "The form is broken. Load the page again.");
        if (await Sent() is { } there)
        {
            return there;
        }

        var account = new Account { Name = "", System = RecordedHere.System, ExternalId = input.Key };
        await Put(input, account, cancel);
        db.Add(account);
        return await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), async () => await Sent() is not null) ? account.Id : (await Sent())!.Value;

        Task<long?> Sent() => db.Accounts.Where(a => a.System == RecordedHere.System && a.ExternalId == input.Key).Select(a => (long?)a.Id).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Saves what was typed; refuses where someone else saved since it was read.</summary>
    public Task Change(long id, AccountInput input, CancellationToken cancel) => Change(
        id, input.Revision,
        async account =>
        {
            if (account.IsFromElsewhere)
            {
                (account.OwnerId, account.PaymentDays) = (await Owner(input.OwnerId, account.OwnerId, cancel), PaymentDays(input));
            }
            else
            {
                await Put(input, account, cancel);
            }
        },
        cancel);

    /// <summary>Says who looks after it from now on, as the form that changes it does.</summary>
    public Task Give(long id, int revision, string? owner, CancellationToken cancel) => Change(id, revision, async account => account.OwnerId = await Owner(owner, account.OwnerId, cancel), cancel);

    /// <summary>Adds a contact. The same key again adds nothing.</summary>
    public async Task AddContact(long accountId, ContactInput input, CancellationToken cancel)
    {
        Refuse.Unless(RecordedHere.IsKey(input.Key), Refusal.Invalid, "The form is broken. Load the page again.");
        Refuse.Unless(await db.Accounts.AnyAsync(a => a.Id == accountId && a.MergedIntoId == null, cancel), Refusal.NotFound, "There is no such account.");
        if (!await IsThere())
        {
            var contact = new Contact { Name = "", AccountId = accountId, System = RecordedHere.System, ExternalId = input.Key };
            Put(input, contact);
            db.Add(contact);
            await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), IsThere);
        }

        Task<bool> IsThere() => db.Contacts.AnyAsync(c => c.System == RecordedHere.System && c.ExternalId == input.Key, cancel);
    }

    /// <summary>Saves what was typed; refuses where someone else saved since it was read.</summary>
    public async Task ChangeContact(long id, ContactInput input, CancellationToken cancel)
    {
        var contact = await FindContact(id, cancel);
        Refuse.Stale("this contact", input.Revision, contact.Revision);
        Put(input, contact);
        contact.Revision++;
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Deletes a contact; activities with them stay, without their name.</summary>
    public async Task DeleteContact(long id, CancellationToken cancel)
    {
        db.Remove(await FindContact(id, cancel));
        await db.SaveChangesAsync(cancel);
    }

    private async Task Change(long id, int revision, Func<Account, Task> change, CancellationToken cancel)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == id && a.MergedIntoId == null, cancel) ?? throw RefusedException.NotFound("account");
        Refuse.Stale("this account", revision, account.Revision);
        await change(account);
        account.Revision++;
        await db.SaveChangesAsync(cancel);
    }

    private async Task<Contact> FindContact(long id, CancellationToken cancel)
    {
        var contact = await db.Contacts.SingleOrDefaultAsync(c => c.Id == id, cancel) ?? throw RefusedException.NotFound("contact");
        Refuse.Unless(!contact.IsFromElsewhere, Refusal.NotAllowed, $"This contact comes from {contact.System}. Change it there; the next import brings it here.");
        return contact;
    }

    private async Task Put(AccountInput input, Account account, CancellationToken cancel)
    {
        var (name, industry, region) = (Required(input.Name, nameof(input.Name)), Text(input.Industry, nameof(input.Industry)), Text(input.Region, nameof(input.Region)));
        var (parent, owner) = (await names.Meant(input.ParentId, input.Parent, nameof(input.Parent), cancel), await Owner(input.OwnerId, account.OwnerId, cancel));
        await RefuseCircle(account.Id, parent, cancel);
        var folded = Folded.Name(name);
        Refuse.Unless(
            folded == account.FoldedName || !await db.Accounts.AnyAsync(a => a.FoldedName == folded && a.MergedIntoId == null && a.Id != account.Id, cancel),
            Refusal.Invalid, $"There is an account called {name} already. If this is another one, tell the two apart in the name.", nameof(input.Name));
        (account.Name, account.Industry, account.Region, account.PaymentDays, account.ParentId, account.OwnerId) = (name, industry, region, PaymentDays(input), parent, owner);
    }

    private static int? PaymentDays(AccountInput input)
    {
        if (string.IsNullOrWhiteSpace(input.PaymentDays))
        {
            return null;
        }

        Refuse.Unless(PaymentTerm.TryRead(input.PaymentDays, out var term), Refusal.Invalid, $"Whole days from 0 to {PaymentTerm.Longest:0}, or leave it empty.", nameof(input.PaymentDays));
        return term.Days;
    }

    private static void Put(ContactInput input, Contact contact)
    {
        var (name, title, mail, phone) = (Required(input.Name, nameof(input.Name)), Text(input.Title, nameof(input.Title)), Text(input.Email, nameof(input.Email)), Text(input.Phone, nameof(input.Phone)));
        Refuse.Unless(mail is null || (mail.IndexOf('@', StringComparison.Ordinal) > 0 && !mail.Any(char.IsWhiteSpace)), Refusal.Invalid, $"“{mail}” is no mail address.", nameof(input.Email));
        (contact.Name, contact.Title, contact.Email, contact.Phone) = (name, title, mail, phone);
    }

    private async Task<long?> Owner(string? typed, long? now, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        var owners = await Owners(now, cancel);
        Refuse.Unless(long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var owner) && owners.Any(p => p.Id == owner), Refusal.Invalid, "Choose someone from the list.", nameof(AccountInput.OwnerId));
        return owner;
    }

    private async Task RefuseCircle(long id, long? parent, CancellationToken cancel)
    {
        for (var (above, steps) = (parent, 0); above is { } at && id != 0; above = await db.Accounts.Where(a => a.Id == at).Select(a => a.ParentId).SingleOrDefaultAsync(cancel), steps++)
        {
            Refuse.Unless(at != id && steps < DeepestTree, Refusal.Invalid, "An account cannot belong to itself, nor to one that belongs to it.", nameof(AccountInput.Parent));
        }
    }

    private static string Required(string? typed, string field) => Text(typed, field) ?? throw new RefusedException(Refusal.Invalid, "Give a name.", field);

    private static string? Text(string? typed, string field)
    {
        var text = TypedText.OrNull(typed);
        Refuse.Unless(text is null || text.Length <= LongestText, Refusal.Invalid, $"Keep it below {LongestText} characters.", field);
        return text;
    }
}

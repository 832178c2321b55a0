using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Plumbline.Storage;

namespace Plumbline.People;

/// <summary>Gives people their sign-ins, and takes them away. For administrators and the command line.</summary>
internal sealed class SignIns(PlumblineDb db, UserManager<SignIn> users, Links links)
{
    public static readonly TimeSpan InvitationHolds = TimeSpan.FromDays(7);
    public static readonly TimeSpan ResetHolds = TimeSpan.FromDays(1);

    private const string Purpose = "password";

    /// <summary>To be called before a transaction in which someone is invited.</summary>
    public void MakeReady() => links.MakeReady();

    /// <summary>Invites a person who has not signed in yet; an earlier invitation ends.</summary>
    /// <returns>The path of the link by which the person chooses a password, for once.</returns>
    public async Task<string> Invite(long personId, CancellationToken cancel)
    {
        var path = "";
        links.MakeReady();
        await db.AllOrNothing(
            async () =>
            {
                var signIn = await Find(personId, cancel) ?? await Add(personId, null, cancel);
                Refuse.Unless(signIn.PasswordHash is null, Refusal.Invalid, "This person signs in already. Reset the sign-in instead.");
                await users.UpdateSecurityStampAsync(signIn);
                path = LinkFor(signIn, InvitationHolds);
            },
            cancel);
        return path;
    }

    /// <summary>Makes a new beginning: the password no longer counts, and the person is signed out everywhere.</summary>
    /// <param name="personId">Whose sign-in.</param>
    /// <param name="everything">Whether the second factor and the passkeys go, too, as after a lost phone.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The path of the link by which the person chooses a password, for once.</returns>
    public async Task<string> Reset(long personId, bool everything, CancellationToken cancel)
    {
        Refuse.Unless(personId != db.ActingPersonId, Refusal.Invalid, "Your own password you change on your account's page.");
        var path = "";
        links.MakeReady();
        await db.AllOrNothing(
            async () =>
            {
                var signIn = await Find(personId, cancel) ?? throw new RefusedException(Refusal.Invalid, "This person has no sign-in yet. Invite them.");
                Refuse.Unless(!signIn.IsDisabled, Refusal.Invalid, "This sign-in is disabled. Enable it first.");
                if (everything)
                {
                    foreach (var passkey in await users.GetPasskeysAsync(signIn))
                    {
                        Expect(await users.RemovePasskeyAsync(signIn, passkey.CredentialId));
                    }

                    Expect(await users.SetTwoFactorEnabledAsync(signIn, false));
                    Expect(await users.ResetAuthenticatorKeyAsync(signIn));
                }

                Expect(await users.RemovePasswordAsync(signIn));
                Expect(await users.SetLockoutEndDateAsync(signIn, null));
                Expect(await users.ResetAccessFailedCountAsync(signIn));
                path = LinkFor(signIn, ResetHolds);
            },
            cancel);
        return path;
    }

    /// <summary>Shuts a person's way in and signs them out everywhere, or opens it again.</summary>
    public async Task Disable(long personId, bool disabled, CancellationToken cancel)
    {
        Refuse.Unless(!disabled || personId != db.ActingPersonId, Refusal.Invalid, "You cannot shut yourself out. Ask another administrator.");
        if (disabled)
        {
            PeopleRules.SomeoneAdministersBesides(personId, await Administrators(cancel));
        }

        await db.AllOrNothing(
            async () =>
            {
                var signIn = await Find(personId, cancel) ?? throw RefusedException.NotFound("sign-in");
                signIn.IsDisabled = disabled;
                Expect(await users.UpdateSecurityStampAsync(signIn));
            },
            cancel);
    }

    /// <summary>Gives a person a sign-in with a password at once, as for the sample company.</summary>
    public Task<SignIn> Create(long personId, string password, CancellationToken cancel) => Add(personId, password, cancel);

    /// <summary>Lets the sign-in follow the person's mail address.</summary>
    public async Task Follow(Person person, CancellationToken cancel)
    {
        if (await Find(person.Id, cancel) is { } signIn && signIn.Email != person.Email)
        {
            Refuse.Unless(person.Email is not null, Refusal.Invalid, "This person signs in with the mail address, so there must be one.", "Email");
            (signIn.UserName, signIn.Email) = (person.Email, person.Email);
            Expect(await users.UpdateAsync(signIn), "Email");
        }
    }

    /// <summary>Whom a link is for; null where it has been used, has ended or is none of ours.</summary>
    public async Task<SignIn?> Read(string token)
    {
        if (links.Read(Purpose, token)?.Split(' ') is not [var id, var stamp])
        {
            return null;
        }

        return await users.FindByIdAsync(id) is { IsDisabled: false } signIn && signIn.SecurityStamp == stamp ? signIn : null;
    }

    /// <summary>Sets the password of the person whom the link is for; the link ends with that.</summary>
    public async Task<SignIn> ChoosePassword(string token, string password, CancellationToken cancel)
    {
        SignIn? signIn = null;
        links.MakeReady();
        await db.AllOrNothing(
            async () =>
            {
                signIn = await Read(token) ?? throw new RefusedException(Refusal.Invalid, "This link has been used or has ended. Ask an administrator for a new one.");
                Expect(await users.AddPasswordAsync(signIn, password), "Password");
            },
            cancel);
        return signIn!;
    }

    /// <summary>Those who can sign in as administrators.</summary>
    public Task<List<long>> Administrators(CancellationToken cancel) =>
        db.Users.Where(s => !s.IsDisabled && db.People.Any(p => p.Id == s.PersonId && p.Left == null && p.Roles.HasFlag(Roles.Administrator))).Select(s => s.PersonId).ToListAsync(cancel);

    /// <summary>Turns the framework's refusal into ours.</summary>
    public static void Expect(IdentityResult result, string? field = null) =>
        Refuse.Unless(result.Succeeded, Refusal.Invalid, string.Join(' ', result.Errors.Select(e => e.Description).Distinct()), field);

    private Task<SignIn?> Find(long personId, CancellationToken cancel) => db.Users.SingleOrDefaultAsync(s => s.PersonId == personId, cancel);

    private async Task<SignIn> Add(long personId, string? password, CancellationToken cancel)
    {
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == personId, cancel) ?? throw RefusedException.NotFound("person");
        Refuse.Unless(person.Email is not null, Refusal.Invalid, "This person needs a mail address to sign in with.", "Email");
        var signIn = new SignIn { PersonId = personId, UserName = person.Email, Email = person.Email };
        Expect(password is null ? await users.CreateAsync(signIn) : await users.CreateAsync(signIn, password), password is null ? "Email" : "Password");
        return signIn;
    }

    private string LinkFor(SignIn signIn, TimeSpan validFor) =>
        "/sign-in/link/" + links.Make(Purpose, string.Create(CultureInfo.InvariantCulture, $"{signIn.Id} {signIn.SecurityStamp}"), validFor);
}

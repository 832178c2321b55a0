using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Plumbline.Storage;

namespace Plumbline.People;

/// <summary>Lets people in. What it says when it does not is the same whether or not there is such an account.</summary>
internal sealed class SigningIn(SignInManager<SignIn> signIns, UserManager<SignIn> users, IPasswordHasher<SignIn> hasher, AttemptLimit attempts, ColleaguesByVersion byVersion, PlumblineDb db, TimeProvider clock)
{
    private const string OurTokens = "Plumbline";
    private const string LastCode = "LastCode";

    private static string? _nobodysHash;

    /// <summary>Signs in by mail address and password.</summary>
    /// <returns>Whether that suffices; otherwise the second factor is asked next.</returns>
    public async Task<bool> WithPassword(string email, string password, bool keep, CancellationToken cancel)
    {
        attempts.Count(email);
        if (await users.FindByNameAsync(email.Trim()) is not { } signIn || !await MaySignIn(signIn, cancel))
        {
            // As slow as for a real account.
            _nobodysHash ??= hasher.HashPassword(new(), Guid.NewGuid().ToString());
            hasher.VerifyHashedPassword(new(), _nobodysHash, password);
            throw Wrong();
        }

        var result = await signIns.PasswordSignInAsync(signIn, password, keep, lockoutOnFailure: true);
        return result.Succeeded || (result.RequiresTwoFactor ? false : throw Wrong());

        static RefusedException Wrong() => new(Refusal.NotAllowed,
            $"That mail address and password do not let you in. After {SignInSetup.FailuresUntilLocked} failures in a row an account is locked for {SignInSetup.LockedFor.TotalMinutes:0} minutes.");
    }

    /// <summary>Whether someone has given a password just now and still owes the second factor.</summary>
    public async Task<bool> OwesSecondFactor() => await signIns.GetTwoFactorAuthenticationUserAsync() is not null;

    /// <summary>Completes a sign-in with a code from the app.</summary>
    public async Task WithCode(string code, bool keep, CancellationToken cancel)
    {
        await UseUp(await Second(cancel), Plain(code));
        var result = await signIns.TwoFactorAuthenticatorSignInAsync(Plain(code), keep, rememberClient: false);
        Refuse.Unless(result.Succeeded, Refusal.NotAllowed, "That code does not let you in. Take the one that the app shows now; after some failures, wait a quarter of an hour.", "Code");
    }

    /// <summary>Completes a sign-in with a recovery code, which ends with that.</summary>
    public async Task WithRecoveryCode(string code, CancellationToken cancel)
    {
        await Second(cancel);
        var result = await signIns.TwoFactorRecoveryCodeSignInAsync(code.Trim().ToUpperInvariant());
        Refuse.Unless(result.Succeeded, Refusal.NotAllowed, "That recovery code does not let you in. Each one works once.", "Code");
    }

    /// <summary>What the browser needs to ask for a passkey, as JSON.</summary>
    public Task<string> PasskeyOptions() => signIns.MakePasskeyRequestOptionsAsync(null);

    /// <summary>Signs in with what the browser got from a passkey.</summary>
    public async Task WithPasskey(string credential, CancellationToken cancel)
    {
        Refuse.Unless(credential != "", Refusal.Invalid, "The browser gave no passkey. Try again, or use your password.");
        var result = await signIns.PerformPasskeyAssertionAsync(credential);
        Refuse.Unless(result.Succeeded && await MaySignIn(result.User, cancel), Refusal.NotAllowed, "That passkey does not let you in. Use your password, and see on your account's page which passkeys are yours.");
        SignIns.Expect(await users.AddOrUpdatePasskeyAsync(result.User, result.Passkey)); // It counts its uses, which gives a copied key away.
        await signIns.SignInAsync(result.User, isPersistent: false);
    }

    /// <summary>Signs in someone who has just proved who they are by a link; the second factor is still asked.</summary>
    public async Task AfterLink(SignIn signIn, string password) => await signIns.PasswordSignInAsync(signIn, password, isPersistent: false, lockoutOnFailure: false);

    public Task SignOut() => signIns.SignOutAsync();

    /// <summary>The digits that an app shows, however they were typed.</summary>
    public static string Plain(string code) => string.Concat(code.Where(char.IsAsciiDigit));

    private async Task<SignIn> Second(CancellationToken cancel)
    {
        var signIn = await signIns.GetTwoFactorAuthenticationUserAsync();
        Refuse.Unless(signIn is not null && await MaySignIn(signIn, cancel), Refusal.NotAllowed, "That took too long. Start with your password again.");
        attempts.Count("second factor of " + signIn.UserName);
        return signIn;
    }

    /// <summary>A code that was right once, and those before it, let nobody in again: someone may have looked over the shoulder. Of two who send it at once the second is refused by the sign-in's stamp.</summary>
    private async Task UseUp(SignIn signIn, string code)
    {
        // The framework reads the real clock for it, too.
        if (await users.GetAuthenticatorKeyAsync(signIn) is not { } key || CodeStep.Of(key, code, TimeProvider.System.GetUtcNow()) is not { } step)
        {
            return;
        }

        var last = await users.GetAuthenticationTokenAsync(signIn, OurTokens, LastCode);
        Refuse.Unless(last is null || step > long.Parse(last, CultureInfo.InvariantCulture), Refusal.NotAllowed, "That code was used already. Wait until the app shows the next one.", "Code");
        SignIns.Expect(await users.SetAuthenticationTokenAsync(signIn, OurTokens, LastCode, step.ToString(CultureInfo.InvariantCulture)), "Code");
    }

    private async Task<bool> MaySignIn(SignIn signIn, CancellationToken cancel) => (await byVersion.Load(db, cancel)).StampOf(signIn.PersonId, clock.GetUtcNow()) is not null;
}

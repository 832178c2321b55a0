using System.Buffers.Text;
using System.Globalization;
using Microsoft.AspNetCore.Identity;

namespace Plumbline.People;

/// <summary>A passkey as its owner sees it.</summary>
internal sealed record OwnPasskey(string Id, string Name, DateTimeOffset Added);

/// <summary>The account page: what it shows of a person's own sign-in.</summary>
internal sealed record OwnAccountView(string Email, bool HasSecondFactor, int RecoveryCodesLeft, IReadOnlyList<OwnPasskey> Passkeys);

/// <summary>A person looks after their own sign-in.</summary>
internal sealed class OwnAccount(SignInManager<SignIn> signIns, UserManager<SignIn> users, IHttpContextAccessor http)
{
    private const int RecoveryCodes = 10;

    public async Task<OwnAccountView> Read()
    {
        var me = await Me();
        var passkeys = await users.GetPasskeysAsync(me);
        return new(me.Email!, me.TwoFactorEnabled, await users.CountRecoveryCodesAsync(me), [.. passkeys.OrderBy(p => p.CreatedAt).Select(p => new OwnPasskey(Base64Url.EncodeToString(p.CredentialId), p.Name ?? "Passkey", p.CreatedAt))]);
    }

    /// <summary>Changes the password; other devices are signed out.</summary>
    public async Task ChangePassword(string current, string chosen)
    {
        var me = await Me();
        await CheckPassword(me, current, "Current");
        SignIns.Expect(await users.ChangePasswordAsync(me, current, chosen), "Chosen");
        await signIns.RefreshSignInAsync(me);
    }

    /// <summary>Begins to set up an app for codes, with a new key.</summary>
    public async Task BeginSecondFactor()
    {
        var me = await Me();
        Refuse.Unless(!me.TwoFactorEnabled, Refusal.Invalid, "Codes are on already. Turn them off before you set up another app.");
        SignIns.Expect(await users.ResetAuthenticatorKeyAsync(me));
        await signIns.RefreshSignInAsync(me);
    }

    /// <summary>The key for the app while it is being set up; null before that, and after: nobody can read the key of one that is in use.</summary>
    public async Task<string?> SecondFactorKey()
    {
        var me = await Me();
        return me.TwoFactorEnabled ? null : await users.GetAuthenticatorKeyAsync(me);
    }

    /// <summary>The address behind the QR code, as apps for codes read it (the key URI format of Google Authenticator, which all follow).</summary>
    public async Task<string?> SecondFactorAddress() => await SecondFactorKey() is not { } key ? null
        : $"otpauth://totp/Plumbline:{Uri.EscapeDataString((await Me()).Email!)}?secret={key}&issuer=Plumbline&digits=6";

    /// <summary>Turns codes on, once the app has shown that it has the key.</summary>
    /// <returns>The recovery codes, which are shown this once.</returns>
    public async Task<IReadOnlyList<string>> TurnOnSecondFactor(string code)
    {
        var me = await Me();
        Refuse.Unless(
            await SecondFactorKey() is not null && await users.VerifyTwoFactorTokenAsync(me, users.Options.Tokens.AuthenticatorTokenProvider, SigningIn.Plain(code)),
            Refusal.Invalid, "That is not the code that the app should show. Is the clock of the phone right?", "Code");
        SignIns.Expect(await users.SetTwoFactorEnabledAsync(me, true));
        return await NewRecoveryCodes(me);
    }

    /// <summary>Makes new recovery codes; those from before end.</summary>
    public async Task<IReadOnlyList<string>> RenewRecoveryCodes(string password)
    {
        var me = await Me();
        await CheckPassword(me, password, "Password");
        Refuse.Unless(me.TwoFactorEnabled, Refusal.Invalid, "Codes are off, so there is nothing to recover.");
        return await NewRecoveryCodes(me);
    }

    public async Task TurnOffSecondFactor(string password)
    {
        var me = await Me();
        await CheckPassword(me, password, "Password");
        SignIns.Expect(await users.SetTwoFactorEnabledAsync(me, false));
        SignIns.Expect(await users.ResetAuthenticatorKeyAsync(me));
        await signIns.RefreshSignInAsync(me);
    }

    /// <summary>What the browser needs to make a passkey, as JSON.</summary>
    public async Task<string> PasskeyOptions()
    {
        var me = await Me();
        return await signIns.MakePasskeyCreationOptionsAsync(new() { Id = me.Id.ToString(CultureInfo.InvariantCulture), Name = me.Email!, DisplayName = me.Email! });
    }

    public async Task AddPasskey(string credential, string name)
    {
        Refuse.Unless(credential != "", Refusal.Invalid, "The browser gave no passkey. Try again.");
        var result = await signIns.PerformPasskeyAttestationAsync(credential);
        Refuse.Unless(result.Succeeded, Refusal.Invalid, "The browser's passkey could not be taken. Try again.");
        result.Passkey.Name = Named(name);
        SignIns.Expect(await users.AddOrUpdatePasskeyAsync(await Me(), result.Passkey));
    }

    public async Task RenamePasskey(string id, string name)
    {
        var (me, passkey) = await Find(id);
        passkey.Name = Named(name);
        SignIns.Expect(await users.AddOrUpdatePasskeyAsync(me, passkey));
    }

    public async Task RemovePasskey(string id)
    {
        var (me, passkey) = await Find(id);
        SignIns.Expect(await users.RemovePasskeyAsync(me, passkey.CredentialId));
    }

    /// <summary>Signs out here and on every other device.</summary>
    public async Task SignOutEverywhere()
    {
        SignIns.Expect(await users.UpdateSecurityStampAsync(await Me()));
        await signIns.SignOutAsync();
    }

    private async Task<SignIn> Me() => await users.GetUserAsync(http.HttpContext!.User) ?? throw new RefusedException(Refusal.NotAllowed, "Sign in first.");

    private async Task<IReadOnlyList<string>> NewRecoveryCodes(SignIn me)
    {
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(me, RecoveryCodes);
        await signIns.RefreshSignInAsync(me);
        return [.. codes!];
    }

    /// <summary>Asks for the password again before what a stranger at an open screen must not do; failures count towards the lock.</summary>
    private async Task CheckPassword(SignIn me, string password, string field)
    {
        var result = await signIns.CheckPasswordSignInAsync(me, password, lockoutOnFailure: true);
        Refuse.Unless(result.Succeeded, Refusal.Invalid, result.IsLockedOut ? "That was wrong too often. Wait a quarter of an hour." : "That is not your password.", field);
    }

    private async Task<(SignIn Me, UserPasskeyInfo Passkey)> Find(string id)
    {
        var me = await Me();
        var passkey = (await users.GetPasskeysAsync(me)).SingleOrDefault(p => Base64Url.EncodeToString(p.CredentialId) == id) ?? throw RefusedException.NotFound("passkey");
        return (me, passkey);
    }

    private static string Named(string name) => name.Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, 100)] : "Passkey";
}

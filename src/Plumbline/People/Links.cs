using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Plumbline.People;

/// <summary>
/// Makes links that let someone in without a password, and reads them. They are sealed with the site's keys, end by themselves, and are kept nowhere.
/// </summary>
internal sealed class Links(IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Plumbline.Links");

    /// <summary>
    /// Reads the site's keys, or makes them where this is the first link ever. They are kept over a connection of their own, which would wait for the transaction of whoever makes a link within one:
    /// so this comes before it.
    /// </summary>
    public void MakeReady() => _protector.Protect("");

    /// <summary>A token that says <paramref name="words"/> and for what purpose, until it ends.</summary>
    public string Make(string purpose, string words, TimeSpan validFor) =>
        _protector.CreateProtector(purpose).Protect(string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().Add(validFor).ToUnixTimeSeconds()} {words}"));

    /// <summary>What the token says; null where it is not ours, is for something else, or has ended.</summary>
    public string? Read(string purpose, string token)
    {
        string text;
        try
        {
            text = _protector.CreateProtector(purpose).Unprotect(token);
        }
        catch (CryptographicException)
        {
            return null;
        }

        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return long.Parse(text.AsSpan(0, space), CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds() ? text[(space + 1)..] : null;
    }
}

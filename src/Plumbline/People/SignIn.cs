using Microsoft.AspNetCore.Identity;

namespace Plumbline.People;

/// <summary>A person's way in: password, second factor, passkeys. What the person may do here stands with the person.</summary>
internal sealed class SignIn : IdentityUser<long>
{
    public long PersonId { get; init; }

    /// <summary>Whether an administrator has shut the way in, until it is opened again.</summary>
    public bool IsDisabled { get; set; }
}

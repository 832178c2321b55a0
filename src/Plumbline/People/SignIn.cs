using Microsoft.AspNetCore.Identity;

namespace Plumbline.People;

/// <summary>A person's way in: password, second factor, passkeys. What the person may do here stands with the person.</summary>
internal sealed class SignIn : IdentityUser<long>
{
    public long PersonId { get; init; }
}

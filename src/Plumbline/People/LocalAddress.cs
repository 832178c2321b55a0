namespace Plumbline.People;

internal static class LocalAddress
{
    /// <summary>Where someone wanted to go before the sign-in; the first page where that is not an address of ours.</summary>
    public static string Of(string? returnUrl) => returnUrl is ['/', ..] and not ['/', '/' or '\\', ..] && !returnUrl.Any(char.IsControl) ? returnUrl : "/";
}

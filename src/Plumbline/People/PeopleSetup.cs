using System.Text;
using QRCoder;

namespace Plumbline.People;

internal static class PeopleSetup
{
    /// <summary>What the pages of this feature ask for beside themselves.</summary>
    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in/passkey/options", async (SigningIn signingIn) => TypedResults.Text(await signingIn.PasskeyOptions(), "application/json"))
            .AllowAnonymous().RequireRateLimiting(Hosting.Limits.SignIn);

        routes.MapPost("/account/passkeys/options", async (OwnAccount account) => TypedResults.Text(await account.PasskeyOptions(), "application/json"))
            .RequireAuthorization(Access.Everyone);

        routes.MapGet("/people/names", async (string? q, CurrentPerson me, TimeProvider clock, CancellationToken cancel) =>
            PersonProposal.Of((await me.Colleagues(cancel)).Working(clock.GetUtcNow()), q ?? "")).RequireAuthorization(Access.Everyone);

        routes.MapGet("/account/second-factor/qr.svg", async (OwnAccount account, HttpResponse response) =>
        {
            if (await account.SecondFactorAddress() is not { } address)
            {
                return Results.NotFound();
            }

            response.Headers.CacheControl = "no-store";
            using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
            using var image = new SvgQRCode(code);
            return Results.Text(image.GetGraphic(4), "image/svg+xml", Encoding.UTF8);
        }).RequireAuthorization(Access.Everyone);
    }
}

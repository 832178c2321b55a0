using Microsoft.AspNetCore.Components.Web;
using Plumbline.Jobs;

namespace Plumbline.Mailing;

internal static class MailingSetup
{
    /// <exception cref="RefusedException">A setting of mail cannot be used.</exception>
    public static void AddMailing(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(MailSettings.Read(builder.Configuration));
        builder.Services.AddScoped<HtmlRenderer>();
        builder.Services.AddScoped<MailQueue>();
        builder.Services.AddScoped<MailWriting>();
        builder.Services.AddScoped<Unsubscribing>();
        builder.Services.AddScoped<OwnMail>();
        builder.Services.AddScoped<MailDesk>();
        builder.Services.AddJob<SendMail>(SendMail.Every);
    }

    /// <summary>
    /// Where mail is turned off, by one click in a mail program or by the page's button: the link is the proof, so that neither a sign-in nor a form's token is asked for. Before the page of the same address, which is for looking.
    /// </summary>
    public static void MapMailing(this IEndpointRouteBuilder routes) => routes.MapPost(Unsubscribing.Route, TurnOff).AllowAnonymous().DisableAntiforgery().WithOrder(-1);

    private static async Task<IResult> TurnOff(string token, HttpRequest request, Unsubscribing unsubscribing, CancellationToken cancel)
    {
        var isPage = request.HasFormContentType && (await request.ReadFormAsync(cancel)).ContainsKey("page");
        return await unsubscribing.TurnOff(token, cancel) switch
        {
            null when isPage => TypedResults.LocalRedirect($"/mail/unsubscribe/{Uri.EscapeDataString(token)}"),
            null => TypedResults.Text("This link cannot be read. It may have been cut off.", statusCode: StatusCodes.Status400BadRequest),
            _ when isPage => TypedResults.LocalRedirect($"/mail/unsubscribe/{Uri.EscapeDataString(token)}?done=true"),
            { } kind => TypedResults.Text($"You no longer get {MailWords.Of(kind)} by mail."), // RFC 8058: a mail program follows no redirect.
        };
    }
}

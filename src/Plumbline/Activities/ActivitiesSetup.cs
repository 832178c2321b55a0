using Microsoft.AspNetCore.Antiforgery;
using Plumbline.People;

namespace Plumbline.Activities;

/// <summary>A token for the next post, fresh, and whose it is: what a browser kept for one person is not sent as another's.</summary>
internal sealed record SendingToken(string Token, long Person);

internal static class ActivitiesSetup
{
    public static void AddActivities(this IServiceCollection services)
    {
        services.AddScoped<ActivityDesk>();
        services.AddScoped<ActivityList>();
        services.AddScoped<ActivityTypes>();
        services.AddScoped<LogChoices>();
    }

    /// <summary>What the form that logs an activity asks for and sends, also long after it was drawn.</summary>
    public static void MapActivities(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/activities/token", (HttpContext http, IAntiforgery forgery, CurrentPerson me) => new SendingToken(forgery.GetAndStoreTokens(http).RequestToken!, me.Id)).RequireAuthorization(Access.Everyone);
        routes.MapPost("/activities/logged", (ActivityInput input, ActivityDesk desk, CancellationToken cancel) => desk.Log(input, cancel)).RequireAuthorization(Access.Everyone);
        routes.MapPost("/activities/{id:long}/deleted", async (long id, ActivityDesk desk, CancellationToken cancel) =>
        {
            await desk.Delete(id, cancel);
            return TypedResults.NoContent();
        }).RequireAuthorization(Access.Everyone);
        routes.MapGet("/activities/accounts", (string? q, LogChoices choices, CancellationToken cancel) => choices.Accounts(q, cancel)).RequireAuthorization(Access.Everyone);
        routes.MapGet("/activities/accounts/{id:long}", (long id, LogChoices choices, CancellationToken cancel) => choices.Of(id, cancel)).RequireAuthorization(Access.Everyone);
    }
}

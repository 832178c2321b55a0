using Plumbline.Comments;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Plans.Writing;

namespace Plumbline.Plans;

internal static class PlansSetup
{
    public static void AddPlans(this IServiceCollection services)
    {
        services.AddAgreements();
        services.AddScoped<PlanDesk>();
        services.AddScoped<PlanNews>();
        services.AddScoped<PlanRemarks>();
        services.AddSingleton(new SubjectFinder(SubjectKind.BusinessPlan, PlanNews.Find));
        services.AddSingleton(new SubjectFinder(SubjectKind.AccountPlan, PlanNews.Find));
        services.AddScoped<PlanFacts>();
        services.AddScoped<AccountFacts>();
        services.AddScoped<AccountPlanList>();
        services.AddScoped<PlanViews>();
        services.AddScoped<PlanResultsReader>();
        services.AddScoped<PlanList>();
        services.AddScoped<PlanNames>();
        services.AddScoped<PlanPanels>();
        services.AddScoped<PlanWriting>();
        services.AddScoped<WaitingPlans>();
    }

    /// <summary>Keeps what is agreed: for the command line, too.</summary>
    public static IServiceCollection AddAgreements(this IServiceCollection services) => services.AddScoped<Agreements>().AddScoped<PlanCommitments>().AddScoped<Notifier>();

    /// <summary>What the page on which a plan is written asks for and sends while someone types.</summary>
    public static void MapPlanWriting(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/plans/{id:long}/draft", async (long id, DraftRequest request, PlanWriting writing, PlanPanels panels, CancellationToken cancel) =>
        {
            var (answer, content) = await writing.Type(id, request, cancel);
            return TypedResults.Json(
                answer with { Panels = await panels.Draw(id, content, cancel) },
                statusCode: answer.Conflicts.Count > 0 ? StatusCodes.Status409Conflict : answer.Errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
        }).RequireAuthorization(Access.Planning);

        routes.MapGet("/plans/names", (string of, string? q, long? account, long? salesperson, PlanNames names, CancellationToken cancel) => names.Propose(of, q ?? "", account, salesperson, cancel)).RequireAuthorization(Access.Planning);
    }

    /// <summary>Ways to plans that are no pages.</summary>
    public static void MapPlanViews(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/plans/of/{person:long}/{period}", PlanLinks.Find).RequireAuthorization(Access.Everyone);
}

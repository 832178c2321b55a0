using Plumbline.People;

namespace Plumbline.Opportunities;

internal static class OpportunitiesSetup
{
    public static void AddOpportunities(this IServiceCollection services)
    {
        services.AddSingleton<UsualByVersion>();
        services.AddScoped<StageBook>();
        services.AddScoped<StageRecords>();
        services.AddScoped<OpportunityDesk>();
        services.AddScoped<OpportunityViews>();
        services.AddScoped<PipelineLines>();
        services.AddScoped<PipelineDesk>();
        services.AddScoped<PastPipeline>();
        services.AddScoped<CoverageFigures>();
    }

    /// <summary>What the board sends, and what is proposed while an opportunity is typed.</summary>
    public static void MapOpportunities(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/opportunities/{id:long}/move", async (long id, MoveInput input, OpportunityDesk desk, CancellationToken cancel) =>
        {
            await desk.Move(id, input, cancel);
            return TypedResults.NoContent();
        }).RequireAuthorization(Access.Planning);
    }
}

using Plumbline.Plans;

namespace Plumbline.Presentations;

internal static class PresentationsSetup
{
    public static void AddPresentations(this IServiceCollection services)
    {
        services.AddScoped<PresentationReader>();
        services.AddScoped<PresentationDesk>();
        services.AddScoped<HearingDesk>();
        services.AddScoped<Presenting>();
        services.AddScoped<CommitmentBoard>();
        services.AddScoped<WaitingPresentations>();
        services.AddScoped<PlanAside>(services => async (view, cancel) => view.Account is null && await services.GetRequiredService<PresentationReader>().Of(view.Plan.Id, cancel) is { Count: > 0 } presented
            ? builder =>
            {
                builder.OpenComponent<PresentedCard>(0);
                builder.AddComponentParameter(1, nameof(PresentedCard.View), view);
                builder.AddComponentParameter(2, nameof(PresentedCard.Presented), presented);
                builder.CloseComponent();
            }
        : null);
    }
}

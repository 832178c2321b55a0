namespace Plumbline.Training;

internal static class TrainingSetup
{
    public static void AddTraining(this IServiceCollection services)
    {
        services.AddScoped<TrainingReader>();
        services.AddScoped<TrainingDesk>();
    }
}

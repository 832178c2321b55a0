namespace Plumbline.CommandLine;

/// <summary>Settings from plumbline.json in the working folder, overridden by environment variables that begin with PLUMBLINE_.</summary>
internal static class Settings
{
    public static IConfigurationBuilder AddPlumbline(this IConfigurationBuilder builder) => builder
        .AddJsonFile(Path.GetFullPath("plumbline.json"), optional: true)
        .AddEnvironmentVariables("PLUMBLINE_");

    public static IConfiguration Read() => new ConfigurationBuilder().AddPlumbline().Build();
}

namespace Plumbline.CommandLine;

/// <summary>Settings from plumbline.json in the working folder, overridden by environment variables that begin with PLUMBLINE_.</summary>
internal static class Settings
{
    public static IConfigurationBuilder AddPlumbline(this IConfigurationBuilder builder) => builder
        .AddJsonFile(Path.GetFullPath("plumbline.json"), optional: true)
        .AddEnvironmentVariables("PLUMBLINE_");

    /// <exception cref="RefusedException">plumbline.json is no JSON.</exception>
    public static IConfiguration Read()
    {
        try
        {
            return new ConfigurationBuilder().AddPlumbline().Build();
        }
        catch (InvalidDataException broken)
        {
            throw new RefusedException(Refusal.Invalid, $"{Path.GetFullPath("plumbline.json")} cannot be read: {broken.GetBaseException().Message} Mend it, or take it away.");
        }
    }
}

namespace Plumbline.Files;

internal static class FilesSetup
{
    /// <exception cref="RefusedException">The setting of the virus scanner cannot be used.</exception>
    public static void AddFiles(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(ScanSettings.Read(builder.Configuration["Scan"]));
        builder.Services.AddSingleton<VirusScan>();
        builder.Services.AddScoped<FileShelf>();
    }
}

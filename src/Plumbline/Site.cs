using Plumbline.CommandLine;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline;

/// <summary>What the web app is made of.</summary>
internal static class Site
{
    /// <summary>Builds the site on the data at the location; <paramref name="adjust"/> has the last word before it is built.</summary>
    public static WebApplication Build(DataLocation location, Action<WebApplicationBuilder> adjust)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "plumbline", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddPlumbline();
        builder.WebHost.UseStaticWebAssets();

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddStorage(location);
        builder.Services.AddScoped<OurCompany>();
        builder.Services.AddAccess();

        adjust(builder);
        var app = builder.Build();

        app.UseAuthorization();

        return app;
    }

    /// <summary>Brings the database up to date, then listens.</summary>
    public static async Task Start(this WebApplication site, CancellationToken cancel)
    {
        await using (var scope = site.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<PlumblineDb>().BringUpToDate(scope.ServiceProvider.GetRequiredService<DataLocation>(), cancel);
        }

        await site.StartAsync(cancel);
    }
}

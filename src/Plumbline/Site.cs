using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Administration;
using Plumbline.Book;
using Plumbline.Coaching;
using Plumbline.CommandLine;
using Plumbline.Comments;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Cosell;
using Plumbline.Digests;
using Plumbline.Files;
using Plumbline.Finance;
using Plumbline.Forecasting;
using Plumbline.Hosting;
using Plumbline.Importing;
using Plumbline.Importing.Uploading;
using Plumbline.Inspecting;
using Plumbline.Inspection;
using Plumbline.Jobs;
using Plumbline.Leadership;
using Plumbline.Mailing;
using Plumbline.Marketing;
using Plumbline.Markets;
using Plumbline.Meetings;
using Plumbline.Notifications;
using Plumbline.Opportunities;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Presentations;
using Plumbline.Reviews;
using Plumbline.Scoring;
using Plumbline.Search;
using Plumbline.Signals;
using Plumbline.Storage;
using Plumbline.Training;
using Plumbline.Ui;
using Plumbline.Workday;

namespace Plumbline;

/// <summary>What the web app is made of.</summary>
internal static class Site
{
    /// <summary>Builds the site on the data at the location; <paramref name="adjust"/> has the last word before it is built.</summary>
    public static WebApplication Build(DataLocation location, Action<WebApplicationBuilder> adjust)
    {
        // Settings are read once: to watch every folder of the program for others is a good part of a start, and for nothing.
        string[] settings = ["--hostBuilder:reloadConfigOnChange=false"];
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ApplicationName = "plumbline", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddPlumbline();
        builder.WebHost.UseStaticWebAssets();
        builder.AddLogs();
        builder.AddTelemetry();
        builder.AddLimits();

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddStorage(location);
        builder.Services.AddHealth();
        builder.Services.AddErrors();
        builder.Services.AddTextCheck();
        builder.Services.AddAntiforgery(forgery => (forgery.Cookie.Name, forgery.Cookie.SecurePolicy) = ("plumbline.form", CookieSecurePolicy.SameAsRequest));
        builder.Services.AddScoped<OurCompany>();
        builder.Services.AddAccess();
        builder.Services.AddSigningIn();
        builder.Services.AddAdministration();
        builder.Services.AddAccounts();
        builder.Services.AddActivities();
        builder.Services.AddComments();
        builder.AddFiles();
        builder.Services.AddCommitments();
        builder.Services.AddNotifications();
        builder.Services.AddScoreboards();
        builder.Services.AddImporting();
        builder.Services.AddUploading();
        builder.Services.AddPlans();
        builder.Services.AddOpportunities();
        builder.Services.AddBook();
        builder.Services.AddMarkets();
        builder.Services.AddSearch();
        builder.Services.AddMeetings();
        builder.Services.AddInspection();
        builder.Services.AddForecasting();
        builder.Services.AddSignals();
        builder.Services.AddTraining();
        builder.Services.AddMarketing();
        builder.Services.AddReviews();
        builder.Services.AddPrograms();
        builder.Services.AddCosell();
        builder.Services.AddPresentations();
        builder.Services.AddInspecting();
        builder.Services.AddFunctions();
        builder.Services.AddFinance();
        builder.Services.AddLeadership();
        builder.Services.AddCoaching();
        builder.Services.AddCalendars();
        builder.Services.AddWorkday();
        builder.Services.AddJobs(location);
        builder.AddMailing();
        builder.Services.AddDigests();
        builder.Services.AddOutputCache(VersionedCache.Limit);
        builder.Services.AddRazorComponents(pages => pages.MaxFormMappingCollectionSize = 5_000);

        adjust(builder);
        var app = builder.Build();

        app.UseSecurityHeaders();
        app.UseNamedProxies();
        app.UseErrors();
        app.UseAddressCheck();
        app.UseHsts();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseOutputCache(); // After it is known who asks, and what they may see.
        app.UseResponseCompression(); // Within what is kept, so that a page is compressed once.
        app.UseForgeryCheck();
        app.UseFormCheck();
        app.UseGoneForms();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
        app.MapPeople();
        app.MapActivities();
        app.MapScoreboards();
        app.MapUploading();
        app.MapCommitments();
        app.MapPlanViews();
        app.MapPlanWriting();
        app.MapOpportunities();
        app.MapAccounts();
        app.MapBook();
        app.MapMarkets();
        app.MapSearch();
        app.MapMailing();
        app.MapInspection();
        app.MapMarketing();
        app.MapFinance();
        app.MapForecasting();
        app.MapAskedDays("/forecast").RequireAuthorization(Access.Everyone);
        app.MapAskedDays("/outlook/products").RequireAuthorization(Access.Leading);
        app.MapLeadership();
        app.MapCalendars();
        app.MapRazorComponents<App>();

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

using Plumbline.Companies;
using Plumbline.People;

namespace Plumbline.Scoring;

internal static class ScoringSetup
{
    public static IServiceCollection AddScoreboards(this IServiceCollection services)
    {
        services.AddScoped<ItemScores>();
        services.AddScoped<Scoreboard>();
        services.AddScoped<ScoreRecords>();
        services.AddScoped<PersonScores>();
        return services;
    }

    /// <summary>Scoreboards as files.</summary>
    public static void MapScoreboards(this IEndpointRouteBuilder routes) => routes
        .MapGet("/scoreboard/export.{format:regex(^(csv|xlsx)$)}", async (string format, string? period, string? by, string? team, string? person, string? sort, Scoreboard scoreboard, OurCompany company, CancellationToken cancel) =>
        {
            var fiscal = (await company.Load(cancel)).FiscalYear;
            var ask = new ScoreboardAsk(
                ScoreboardAsk.ReadPeriod(period, fiscal), ScoreboardAsk.ReadBy(by), new(ScoreboardAsk.ReadId(team), ScoreboardAsk.ReadId(person)), sort, Page: null);
            var view = await scoreboard.Read(ask, cancel);
            var file = new MemoryStream();
            if (format == "csv")
            {
                ScoreboardFile.Csv(file, view.Lines, forExcel: true);
            }
            else
            {
                ScoreboardFile.Sheet(file, $"Scoreboard {fiscal.Name(ask.Period)}", view.Lines);
            }

            file.Position = 0;
            var type = format == "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            return TypedResults.File(file, type, $"scoreboard-{fiscal.Name(ask.Period)}-{ask.By.ToString().ToLowerInvariant()}.{format}");
        })
        .RequireAuthorization(Access.Everyone);
}

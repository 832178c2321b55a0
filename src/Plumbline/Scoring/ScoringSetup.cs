using Microsoft.AspNetCore.Http.HttpResults;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Ui;

namespace Plumbline.Scoring;

internal static class ScoringSetup
{
    public static IServiceCollection AddScoreboards(this IServiceCollection services)
    {
        services.AddScoped<ActivityStandings>();
        services.AddSingleton<RatesByVersion>();
        services.AddSingleton<ClosingByVersion>();
        services.AddScoped<SellingHistory>();
        services.AddScoped<ItemScores>();
        services.AddScoped<UsualMargins>();
        services.AddScoped<Scoreboard>();
        services.AddScoped<ScoreRecords>();
        services.AddScoped<PersonSales>();
        services.AddScoped<PersonScores>();
        services.AddScoped<ScoreboardExport>();
        return services;
    }

    /// <summary>Scoreboards as files.</summary>
    public static void MapScoreboards(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/scoreboard/export.csv", (string? period, string? by, string? measure, string? team, string? person, string? sort, ScoreboardExport export, CancellationToken cancel) =>
            export.Csv(period, by, measure, team, person, sort, cancel)).RequireAuthorization(Access.Everyone);
        routes.MapGet("/scoreboard/export.xlsx", (string? period, string? by, string? measure, string? team, string? person, string? sort, ScoreboardExport export, CancellationToken cancel) =>
            export.Sheet(period, by, measure, team, person, sort, cancel)).RequireAuthorization(Access.Everyone);
    }
}

/// <summary>Answers with the lines of a scoreboard as a file.</summary>
internal sealed class ScoreboardExport(Scoreboard scoreboard, OurCompany company)
{
    public async Task<FileStreamHttpResult> Csv(string? period, string? by, string? measure, string? team, string? person, string? sort, CancellationToken cancel)
    {
        var (view, name) = await Read(period, by, measure, team, person, sort, cancel);
        var file = new MemoryStream();
        ScoreboardFile.Csv(file, view.Lines, forExcel: true);
        return Answer(file, "text/csv; charset=utf-8", $"{name}.csv");
    }

    public async Task<FileStreamHttpResult> Sheet(string? period, string? by, string? measure, string? team, string? person, string? sort, CancellationToken cancel)
    {
        var (view, name) = await Read(period, by, measure, team, person, sort, cancel);
        var file = new MemoryStream();
        ScoreboardFile.Sheet(file, name, view.Lines);
        return Answer(file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{name}.xlsx");
    }

    private async Task<(ScoreboardView View, string Name)> Read(string? period, string? by, string? measure, string? team, string? person, string? sort, CancellationToken cancel)
    {
        var fiscal = (await company.Load(cancel)).FiscalYear;
        var shown = period is null ? fiscal.Quarter(await company.Today(cancel)) : ScoreboardAsk.ReadPeriod(period, fiscal);
        var view = await scoreboard.Read(new(shown, ScoreboardAsk.ReadBy(by), new(Asked.Id(team), Asked.Id(person)), sort, Page: null) { IsOfMargin = ScoreboardAsk.ReadIsOfMargin(measure) }, cancel);
        return (view, $"scoreboard-{fiscal.Name(shown)}-{view.Ask.By.ToString().ToLowerInvariant()}{(view.Ask.IsOfMargin ? $"-{ScoreboardAsk.Margin}" : "")}");
    }

    private static FileStreamHttpResult Answer(MemoryStream file, string type, string name)
    {
        file.Position = 0;
        return TypedResults.File(file, type, name);
    }
}

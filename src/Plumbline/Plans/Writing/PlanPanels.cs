using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Plumbline.Plans.Writing;

/// <summary>Draws the panels that follow what is typed: what does not add up, how far each section is, the arithmetic, and what stands beside the quotas.</summary>
internal sealed class PlanPanels(PlanDesk desk, PlanFacts facts, IEnumerable<QuotaAside> asides, IServiceProvider services, ILoggerFactory logs)
{
    /// <summary>Where that stands which other features put beside the quotas.</summary>
    public const string BesideQuotas = "beside-quotas";

    /// <summary>Where a forecast line says whether its client is an account.</summary>
    public static string KindId(string key) => $"kind-{key}";

    /// <summary>Whether a forecast line's client is an account or a prospect.</summary>
    public static string Kind(ForecastLine line) => line.AccountId is not null ? "account" : line.Client == "" ? "" : "prospect";

    public async Task<IReadOnlyDictionary<string, string>> Draw(long planId, PlanContent content, CancellationToken cancel)
    {
        var opened = await desk.Open(planId, cancel) ?? throw RefusedException.NotFound("plan");
        var known = await facts.Known(opened.Plan.SalespersonId, content, cancel);
        IReadOnlyList<Finding> findings = [.. PlanChecks.Of(content, known), .. await facts.Offers(opened.Plan, content, cancel)];
        await using var renderer = new HtmlRenderer(services, logs);
        var panels = new Dictionary<string, string>((content as BusinessPlanContent)?.Forecast.Select(l => KeyValuePair.Create(KindId(l.Key), Kind(l))) ?? [])
        {
            ["checks"] = await Draw<PlanFindings>(new() { [nameof(PlanFindings.PlanId)] = planId, [nameof(PlanFindings.Findings)] = findings }),
            ["progress"] = await Draw<PlanProgress>(new() { [nameof(PlanProgress.PlanId)] = planId, [nameof(PlanProgress.Content)] = content, [nameof(PlanProgress.Findings)] = findings }),
        };
        if (known.Arithmetic is { } arithmetic)
        {
            panels["arithmetic"] = await Draw<PlanReckoning>(new() { [nameof(PlanReckoning.Arithmetic)] = arithmetic });
        }

        if (await asides.Beside(opened.Plan, content, null, cancel) is { Count: > 0 } cards)
        {
            panels[BesideQuotas] = await Draw<QuotaCards>(new() { [nameof(QuotaCards.Cards)] = cards });
        }

        return panels;

        Task<string> Draw<T>(Dictionary<string, object?> parameters)
            where T : IComponent => renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}

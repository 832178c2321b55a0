using System.CommandLine;
using System.Text.Json;
using Plumbline.Plans;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.CommandLine;

/// <summary><c>plumbline verify</c>: recounts every summary from the facts, and every quota from the plans that were agreed.</summary>
internal static class VerifyVerb
{
    private static readonly Option<bool> _asJson = new("--json") { Description = "Write the result as JSON: { \"differences\": [...] }." };

    public static Command Create()
    {
        var verify = new Command("verify", "Recount every summary from the facts, and compare plans and quotas with what was signed. Exits with 1, and tells where, if one differs.") { _asJson };
        verify.SetAction((parsed, cancel) => Verify(Verb.Existing(DataOptions.Location(parsed)), parsed.InvocationConfiguration.Output, parsed.GetValue(_asJson), cancel));
        return verify;
    }

    public static Task<int> Verify(DataLocation location, TextWriter output, bool asJson, CancellationToken cancel) =>
        Verb.Run(location, services => services.AddQuotas().AddAgreements(), (services, stop) => Verify(services, output, asJson, stop), cancel);

    private static async Task<int> Verify(IServiceProvider services, TextWriter output, bool asJson, CancellationToken cancel)
    {
        var db = services.GetRequiredService<PlumblineDb>();
        await using var still = await db.BeginSnapshot(cancel);
        IReadOnlyList<string> differences =
        [
            .. await Recounting.Differences(db, cancel),
            .. await services.GetRequiredService<QuotaWriter>().Differences(cancel),
            .. await services.GetRequiredService<Agreements>().Differences(cancel),
        ];
        if (asJson)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new { Differences = differences }, JsonSerializerOptions.Web));
            return differences.Count == 0 ? 0 : 1;
        }

        foreach (var difference in differences)
        {
            await output.WriteLineAsync(difference);
        }

        await output.WriteLineAsync(differences.Count switch
        {
            0 => "All summaries are as the facts say, and all plans and quotas as they were signed.",
            1 => "1 figure is not what it should be.",
            var count => $"{count} figures are not what they should be.",
        });
        return differences.Count == 0 ? 0 : 1;
    }
}

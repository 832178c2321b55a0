using System.CommandLine;
using Plumbline.Plans;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.CommandLine;

/// <summary><c>plumbline verify</c>: recounts every summary from the facts, and every quota from the plans that were agreed.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var verify = new Command("verify", "Recount every summary from the facts, and compare plans and quotas with what was signed. Exits with 1, and tells where, if one differs.");
        verify.SetAction((parsed, cancel) => Verify(DataOptions.Location(parsed), Console.Out, cancel));
        return verify;
    }

    public static Task<int> Verify(DataLocation location, TextWriter output, CancellationToken cancel) =>
        Verb.Run(location, services => services.AddQuotas().AddAgreements(), (services, stop) => Verify(services, output, stop), cancel);

    private static async Task<int> Verify(IServiceProvider services, TextWriter output, CancellationToken cancel)
    {
        var db = services.GetRequiredService<PlumblineDb>();
        await using var still = await db.BeginSnapshot(cancel);
        IReadOnlyList<string> differences =
        [
            .. await Recounting.Differences(db, cancel),
            .. await services.GetRequiredService<QuotaWriter>().Differences(cancel),
            .. await services.GetRequiredService<Agreements>().Differences(cancel),
        ];
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

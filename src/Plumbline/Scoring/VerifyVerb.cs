using System.CommandLine;
using Plumbline.CommandLine;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary><c>plumbline verify</c>: recounts every summary from the facts.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var verify = new Command("verify", "Recount every summary from the facts. Exits with 1, and tells where, if one differs.");
        verify.SetAction((parsed, cancel) => Verb.Run(parsed, services => services.AddQuotas(), Run, cancel));
        return verify;
    }

    private static async Task<int> Run(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<PlumblineDb>();
        await using var still = await db.BeginSnapshot(cancel);
        IReadOnlyList<string> differences = [.. await Recounting.Differences(db, cancel), .. await services.GetRequiredService<QuotaWriter>().Differences(cancel)];
        foreach (var difference in differences)
        {
            Console.WriteLine(difference);
        }

        Console.WriteLine(differences.Count == 0 ? "All summaries are as the facts say." : $"{differences.Count} summaries differ from the facts.");
        return differences.Count == 0 ? 0 : 1;
    }
}

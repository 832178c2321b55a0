using System.CommandLine;
using Plumbline.Administration;
using Plumbline.Backtesting;
using Plumbline.CommandLine;
using Plumbline.Importing;
using Plumbline.Sample;
using Plumbline.Scoring;

namespace Plumbline;

/// <summary>What the command line is made of.</summary>
internal static class Verbs
{
    private static readonly RootCommand _plumbline = new("Plumbline: a sales team that manages itself.")
    {
        DataOptions.Folder,
        DataOptions.Database,
        ServeVerb.Create(),
        DemoVerb.Create(),
        ImportVerb.Create(),
        ScoreboardVerb.Create(),
        BacktestVerb.Create(),
        VerifyVerb.Create(),
        PeopleVerb.Create(),
    };

    /// <summary>Runs what the arguments ask for, and tells mistakes in a sentence where errors go.</summary>
    /// <returns>What the process exits with.</returns>
    public static async Task<int> Run(IReadOnlyList<string> arguments, InvocationConfiguration where, CancellationToken cancel = default)
    {
        where.EnableDefaultExceptionHandler = false;
        try
        {
            return await _plumbline.Parse(arguments).InvokeAsync(where, cancel);
        }
        catch (OperationCanceledException)
        {
            return 1;
        }
        catch (Exception failed)
        {
            await where.Error.WriteLineAsync(Mistake.In(failed) ?? $"This is a fault of ours. Whoever looks into it needs what follows.\n{failed}");
            return 1;
        }
    }
}

using System.CommandLine;
using Plumbline.Administration;
using Plumbline.CommandLine;
using Plumbline.Importing;
using Plumbline.Sample;
using Plumbline.Scoring;

var plumbline = new RootCommand("Plumbline: a sales team that manages itself.")
{
    DataOptions.Folder,
    DataOptions.Database,
    ServeVerb.Create(),
    DemoVerb.Create(),
    ImportVerb.Create(),
    ScoreboardVerb.Create(),
    VerifyVerb.Create(),
    PeopleVerb.Create(),
};

try
{
    return await plumbline.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (OperationCanceledException)
{
    return 1;
}
catch (Exception failed)
{
    await Console.Error.WriteLineAsync(Mistake.In(failed) ?? $"This is a fault of ours. Whoever looks into it needs what follows.\n{failed}");
    return 1;
}

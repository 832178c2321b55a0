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

return await plumbline.Parse(args).InvokeAsync();

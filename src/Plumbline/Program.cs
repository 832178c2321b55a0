using System.CommandLine;
using Plumbline.CommandLine;
using Plumbline.People;

var plumbline = new RootCommand("Plumbline: a sales team that manages itself.")
{
    DataOptions.Folder,
    DataOptions.Database,
    ServeVerb.Create(),
    PeopleVerb.Create(),
};

return await plumbline.Parse(args).InvokeAsync();

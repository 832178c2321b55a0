using System.CommandLine;
using Plumbline.CommandLine;

var plumbline = new RootCommand("Plumbline: a sales team that manages itself.")
{
    DataOptions.Folder,
    DataOptions.Database,
    ServeVerb.Create(),
};

return await plumbline.Parse(args).InvokeAsync();

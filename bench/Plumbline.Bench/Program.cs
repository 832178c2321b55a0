using System.Globalization;
using Plumbline.Bench;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var only = args.FirstOrDefault();
var folder = Directory.CreateTempSubdirectory("plumbline-bench-").FullName;
try
{
    Console.WriteLine("| what | Plumbline | reference | ratio | goal |");
    Console.WriteLine("| --- | --- | --- | --- | --- |");
    if (only is null or "import")
    {
        Print(ImportBench.Run(folder, rows: 1_000_000));
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static void Print(IEnumerable<Measured> lines)
{
    foreach (var line in lines)
    {
        Console.WriteLine(line);
    }
}

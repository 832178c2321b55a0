using Plumbline.Importing.Reading;

namespace Plumbline.Importing;

/// <summary>The sales sets beside the repository; a test that needs one is skipped, saying so, where they are absent.</summary>
internal static class SharedData
{
    public static string Folder(params string[] below)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var data = Path.Combine(at.FullName, "shared", "data");
            if (Directory.Exists(data))
            {
                return Path.Combine([data, .. below]);
            }
        }

        Assert.Skip("There is no folder shared/data beside the repository.");
        return "";
    }

    public static IReadOnlyList<RecognisedFile> Open(ReadingOptions options, params string[] below) => SourceSet.Open([Folder(below)], options).Files;
}

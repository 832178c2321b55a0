using Plumbline.Importing.Reading;

namespace Plumbline;

/// <summary>The real exports, which lie beside the repository and are never copied into it.</summary>
public static class SharedData
{
    /// <summary>The path of a set, as in "maven-crm", or of what lies below it; skips the test where the sets are not on this machine.</summary>
    public static string Folder(string set, params string[] below)
    {
        for (var place = new DirectoryInfo(AppContext.BaseDirectory); place is not null; place = place.Parent)
        {
            var folder = Path.Combine(place.FullName, "shared", "data", set);
            if (Directory.Exists(folder))
            {
                return Path.Combine([folder, .. below]);
            }
        }

        Assert.Skip($"The real data is not on this machine: there is no shared/data/{set} beside the repository.");
        return "";
    }

    /// <summary>Recognises the files of a set, or of what lies below it.</summary>
    internal static IReadOnlyList<RecognisedFile> Open(ReadingOptions options, string set, params string[] below) => SourceSet.Open([Folder(set, below)], options).Files;
}

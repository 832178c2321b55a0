namespace Plumbline;

/// <summary>The real exports, which lie beside the repository and are never copied into it.</summary>
public static class SharedData
{
    /// <summary>The folder of one set, as in "maven-crm"; skips the test where the sets are not on this machine.</summary>
    public static string Folder(string name)
    {
        for (var place = new DirectoryInfo(AppContext.BaseDirectory); place is not null; place = place.Parent)
        {
            var folder = Path.Combine(place.FullName, "shared", "data", name);
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        Assert.Skip($"The real data is not on this machine: there is no shared/data/{name} beside the repository.");
        return "";
    }
}

namespace Plumbline.Storage;

/// <summary>
/// A temporary folder for all databases of this test run, removed at its end. A run that was killed leaves its folder, and maybe its PostgreSQL,
/// behind: the next run removes both. The lock tells which run still lives; the system gives it up with the process, however that ends.
/// </summary>
public static class RunFolder
{
    internal const string Prefix = "plumbline-tests-";

    /// <summary>Where such folders lie: in memory where there is room, since a copy of a PostgreSQL database takes 20 ms there and 300 ms on a disk.</summary>
    internal static readonly string Root = Directory.Exists(InMemory) && new DriveInfo(InMemory) is { IsReady: true, AvailableFreeSpace: > Room } ? InMemory : System.IO.Path.GetTempPath();

    private const string InMemory = "/dev/shm";
    private const long Room = 2L << 30;
    private static readonly Lazy<(string Path, FileStream Lock)> _folder = new(Make);

    /// <summary>The folder, made when first asked for.</summary>
    public static string Path => _folder.Value.Path;

    /// <summary>Removes what killed runs left behind.</summary>
    public static void Sweep()
    {
        foreach (var folder in Directory.EnumerateDirectories(Root, Prefix + "*"))
        {
            try
            {
                using var unlocked = Lock(folder, FileMode.Open);
                Remove(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A run that lives, is just starting or belongs to someone else: not ours to remove.
            }
        }
    }

    private static (string Path, FileStream Lock) Make()
    {
        Sweep();
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(Root, Prefix + Guid.NewGuid().ToString("N"))).FullName;
        var held = Lock(folder, FileMode.CreateNew);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
        return (folder, held);
    }

    private static FileStream Lock(string folder, FileMode mode) =>
        new(System.IO.Path.Combine(folder, "lock"), mode, FileAccess.ReadWrite, FileShare.None);

    private static void Remove(string folder)
    {
        PostgresServer.Stop(folder);
        Directory.Delete(folder, recursive: true);
    }
}

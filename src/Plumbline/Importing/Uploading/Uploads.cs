using System.Globalization;
using System.Security.Cryptography;
using Plumbline.Files;
using Plumbline.Importing.Reading;
using Plumbline.Storage;

namespace Plumbline.Importing.Uploading;

/// <summary>Keeps files that were sent, in a folder of the data, until they have landed or a day has gone.</summary>
internal sealed class Uploads(DataLocation location, TimeProvider clock)
{
    /// <summary>The most that can be sent at once, in bytes. The command line takes files of any size.</summary>
    public const long MostBytes = 256L * 1024 * 1024;

    /// <summary>The most files that can be sent at once.</summary>
    public const int MostFiles = 100;

    /// <summary>How long files wait for what is to be said about them.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromDays(1);

    private const string About = "upload.json";

    private string Root => Path.Combine(location.Folder, "uploads");

    /// <summary>Keeps the files, or refuses and keeps none.</summary>
    public async Task<Upload> Keep(IReadOnlyList<IFormFile> files, CancellationToken cancel)
    {
        Sweep();
        Refuse.Unless(files.Count > 0, Refusal.Invalid, "Choose at least one file.", "Files");
        Refuse.Unless(files.Count <= MostFiles, Refusal.Invalid, $"These are {files.Count} files. Send at most {MostFiles} at once.", "Files");
        Refuse.Unless(files.Any(f => f.Length > 0), Refusal.Invalid, "There is nothing in what you sent.", "Files");
        var upload = new Upload(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), clock.GetUtcNow(), Names(files.Select(f => f.FileName)), new());
        var folder = Path.Combine(Root, upload.Id);
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (i, file) in files.Index())
            {
                await using var to = new FileStream(PathOf(upload, i), FileMode.CreateNew);
                await file.CopyToAsync(to, cancel);
            }

            await Save(upload, cancel);
            return upload;
        }
        catch (Exception e)
        {
            Remove(upload.Id);
            Refuse.Unless(!DiskFull.IsWhy(e), Refusal.Invalid, $"{DiskFull.Words} Nothing of what you sent was kept.", "Files");
            throw;
        }
    }

    /// <summary>What was sent; null where it has landed, is too old, or never was.</summary>
    public async Task<Upload?> Find(string id, CancellationToken cancel)
    {
        var about = Path.Combine(Root, id, About);
        return IsId(id) && File.Exists(about) ? Json.Read<Upload>(await File.ReadAllTextAsync(about, cancel)) : null;
    }

    /// <summary>Keeps what was said about the files.</summary>
    public async Task Save(Upload upload, CancellationToken cancel)
    {
        var about = Path.Combine(Root, upload.Id, About);
        await File.WriteAllTextAsync(about + ".new", Json.Write(upload), cancel);
        File.Move(about + ".new", about, overwrite: true);
        Directory.SetLastWriteTimeUtc(Path.Combine(Root, upload.Id), upload.At.UtcDateTime);
    }

    /// <summary>Where the files lie, and what their sender calls them.</summary>
    public IEnumerable<SourcePath> Sources(Upload upload) => upload.Files.Select((name, i) => new SourcePath(PathOf(upload, i), name));

    /// <summary>Forgets the files.</summary>
    public void Remove(string id)
    {
        if (IsId(id) && Directory.Exists(Path.Combine(Root, id)))
        {
            Directory.Delete(Path.Combine(Root, id), recursive: true);
        }
    }

    /// <summary>Forgets what has waited for too long.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(Root))
        {
            return;
        }

        foreach (var folder in new DirectoryInfo(Root).EnumerateDirectories().Where(d => IsId(d.Name) && clock.GetUtcNow() - d.LastWriteTimeUtc > Waits))
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>File names as they can be shown, and each once.</summary>
    internal static IReadOnlyList<string> Names(IEnumerable<string> sent)
    {
        var names = new List<string>();
        foreach (var name in sent.Select(FileName.Clean))
        {
            var stem = name[..^FileName.Extension(name).Length];
            var unique = name;
            for (var n = 2; names.Contains(unique, StringComparer.OrdinalIgnoreCase); n++)
            {
                unique = string.Create(CultureInfo.InvariantCulture, $"{stem} ({n}){name[stem.Length..]}");
            }

            names.Add(unique);
        }

        return names;
    }

    private static bool IsId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);

    private string PathOf(Upload upload, int file) => Path.Combine(Root, upload.Id, file.ToString("000", CultureInfo.InvariantCulture));
}

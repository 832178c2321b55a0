using System.Globalization;
using Plumbline.Importing.Reading;
using Plumbline.Storage;

namespace Plumbline.Importing.Uploading;

/// <summary>Keeps the rows that imports refused, as files in a folder of the data, so that they can be mended and imported again.</summary>
internal sealed class RefusedRows(DataLocation location, TimeProvider clock)
{
    /// <summary>How long they are kept: they hold the company's data.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private string Root => Path.Combine(location.Folder, "refused");

    /// <summary>Writes the refused rows of an import that landed.</summary>
    public void Keep(SourceSet set, ImportResult result)
    {
        Sweep();
        foreach (var file in result.Refused.Keys)
        {
            Directory.CreateDirectory(FolderOf(result.ImportId!.Value));
            using var to = File.Create(PathOf(result.ImportId.Value, file));
            FileImport.WriteRefused(set, result, file, to);
            Directory.SetLastWriteTimeUtc(FolderOf(result.ImportId.Value), clock.GetUtcNow().UtcDateTime);
        }
    }

    /// <summary>The file of refused rows of the import's file at this place; null where it is not kept.</summary>
    public string? Find(long importId, int file) => PathOf(importId, file) is var path && File.Exists(path) ? path : null;

    /// <summary>Forgets the rows of an import.</summary>
    public void Remove(long importId)
    {
        if (Directory.Exists(FolderOf(importId)))
        {
            Directory.Delete(FolderOf(importId), recursive: true);
        }
    }

    private void Sweep()
    {
        if (Directory.Exists(Root))
        {
            foreach (var folder in new DirectoryInfo(Root).EnumerateDirectories().Where(d => clock.GetUtcNow() - d.LastWriteTimeUtc > Kept))
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private string FolderOf(long importId) => Path.Combine(Root, importId.ToString(CultureInfo.InvariantCulture));

    private string PathOf(long importId, int file) => Path.Combine(FolderOf(importId), file.ToString("000'.csv'", CultureInfo.InvariantCulture));
}

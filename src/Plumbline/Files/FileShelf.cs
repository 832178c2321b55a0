using Microsoft.EntityFrameworkCore;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Files;

/// <summary>Where files are kept that people put beside what they prove: in the database, so that one backup holds them, every node finds them, and none lies around without what it proves.</summary>
internal sealed class FileShelf(PlumblineDb db, VirusScan scan, CurrentPerson me, TimeProvider clock)
{
    /// <summary>The most that a page which takes files is sent, in bytes. Well above what is kept, so that a file that is too large is refused beside its field, in words, rather than cut off.</summary>
    public const long MostSent = 64L * 1024 * 1024;

    /// <summary>Puts a file that was sent into the context. The caller saves it, together with what it proves.</summary>
    /// <param name="sent">The file.</param>
    /// <param name="field">The input that it came by, as refusals name it: "File" of "Input.File".</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="RefusedException">It may not be kept, a scanner refused it, or it could not be scanned.</exception>
    public async Task<KeptFile> Keep(IFormFile sent, string field, CancellationToken cancel)
    {
        var name = FileName.Clean(sent.FileName);
        FileRules.RefuseSize(name, sent.Length, field);
        var bytes = new byte[sent.Length];
        await using (var from = sent.OpenReadStream())
        {
            await from.ReadExactlyAsync(bytes, cancel);
        }

        var file = new KeptFile(new(name, bytes, Packing.PartsOf(bytes), field), me.Id, clock.GetUtcNow());
        await scan.Pass(file, bytes, field, cancel);
        db.Add(file);
        db.Add(new FileContent(file, bytes));
        return file;
    }

    /// <summary>A kept file with its bytes; null where there is none. Who asks has made sure that the person may read what it proves.</summary>
    public Task<FileContent?> Read(long id, CancellationToken cancel) => db.Set<FileContent>().AsNoTracking().Include(c => c.File).SingleOrDefaultAsync(c => c.FileId == id, cancel);
}

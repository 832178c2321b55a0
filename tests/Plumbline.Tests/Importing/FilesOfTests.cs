using System.Text;
using Plumbline.Importing.Reading;

namespace Plumbline.Importing;

/// <summary>Files that a test writes for itself.</summary>
public abstract class FilesOfTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-reading-");

    protected string Write(string name, string text, Encoding? encoding = null)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text, encoding ?? new UTF8Encoding(false));
        return path;
    }

    protected string PathOf(string name) => Path.Combine(_folder.FullName, name);

    internal RecognisedFile Open(string name, string text, ReadingOptions? options = null, Encoding? encoding = null) =>
        SourceSet.Open([Write(name, text, encoding)], options ?? new()).Files.Single();

    internal static List<T> Facts<T>(RecognisedFile file)
        where T : FactRow => [.. file.Read(CancellationToken.None).Select(r => r.Fact).OfType<T>()];

    internal static List<RefusedRow> Refused(RecognisedFile file) => [.. file.Read(CancellationToken.None).Where(r => r.Refused is not null).Select(r => r.Refused!)];

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}

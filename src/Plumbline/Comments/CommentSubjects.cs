namespace Plumbline.Comments;

/// <summary>A record that is commented on.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Href">Where its comments stand, as in "accounts/7".</param>
/// <param name="Concerned">Whose it is: they are told of comments.</param>
/// <param name="MaySee">Whether a person sees it, and so its comments.</param>
internal sealed record CommentedOn(string Title, string Href, IReadOnlyList<long> Concerned, Func<long, bool> MaySee);

/// <summary>How a feature finds a record of its own that is commented on, whoever asks; null where there is none.</summary>
internal sealed record SubjectFinder(SubjectKind Kind, Func<IServiceProvider, long, CancellationToken, Task<CommentedOn?>> Find);

/// <summary>Finds what comments are about. Each feature adds a <see cref="SubjectFinder"/> for what is its own, so that comments are seen by whoever sees what they are about.</summary>
internal sealed class CommentSubjects(IEnumerable<SubjectFinder> finders, IServiceProvider services)
{
    private readonly Dictionary<(SubjectKind, long), CommentedOn?> _found = [];

    /// <summary>The record, where this person sees it; else null.</summary>
    public async Task<CommentedOn?> Find(Subject subject, long personId, CancellationToken cancel)
    {
        var key = (subject.Kind, subject.Id);
        if (!_found.TryGetValue(key, out var found))
        {
            _found[key] = found = finders.FirstOrDefault(f => f.Kind == subject.Kind) is { } finder ? await finder.Find(services, subject.Id, cancel) : null;
        }

        return found?.MaySee(personId) == true ? found : null;
    }
}

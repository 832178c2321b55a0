namespace Plumbline.Comments;

/// <summary>A record that is commented on.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Href">Where its comments stand, as in "accounts/7".</param>
/// <param name="Concerned">Whose it is: they are told of comments.</param>
/// <param name="MaySee">Whether a person sees it, and so its comments.</param>
internal sealed record CommentedOn(string Title, string Href, IReadOnlyList<long> Concerned, Func<long, bool> MaySee);

/// <summary>How a feature finds records of its own that are commented on, by their numbers, whoever asks; those that are not there are left out.</summary>
internal sealed record SubjectFinder(SubjectKind Kind, Func<IServiceProvider, long[], CancellationToken, Task<IReadOnlyDictionary<long, CommentedOn>>> Find);

/// <summary>Finds what comments are about. Each feature adds a <see cref="SubjectFinder"/> for what is its own, so that comments are seen by whoever sees what they are about.</summary>
internal sealed class CommentSubjects(IEnumerable<SubjectFinder> finders, IServiceProvider services)
{
    private readonly Dictionary<(SubjectKind, long), CommentedOn?> _found = [];

    /// <summary>The record, where this person sees it; else null.</summary>
    public async Task<CommentedOn?> Find(Subject subject, long personId, CancellationToken cancel) => (await Find([subject], personId, cancel)).GetValueOrDefault(subject);

    /// <summary>Those of the records that this person sees: one look for all of a kind.</summary>
    public async Task<IReadOnlyDictionary<Subject, CommentedOn>> Find(IReadOnlyCollection<Subject> subjects, long personId, CancellationToken cancel)
    {
        foreach (var finder in finders)
        {
            long[] ids = [.. subjects.Where(s => s.Kind == finder.Kind && !_found.ContainsKey((s.Kind, s.Id))).Select(s => s.Id).Distinct()];
            var found = ids.Length == 0 ? null : await finder.Find(services, ids, cancel);
            foreach (var id in ids)
            {
                _found[(finder.Kind, id)] = found!.GetValueOrDefault(id);
            }
        }

        return (from subject in subjects.Distinct()
                let record = _found.GetValueOrDefault((subject.Kind, subject.Id))
                where record?.MaySee(personId) == true
                select KeyValuePair.Create(subject, record)).ToDictionary();
    }
}

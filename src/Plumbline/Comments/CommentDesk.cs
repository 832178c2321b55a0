using Microsoft.EntityFrameworkCore;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

#pragma warning disable CA1309 // Said in SQL, where words are kept in the order of their bytes.

namespace Plumbline.Comments;

/// <summary>Some of the comments on a record, the latest last.</summary>
/// <param name="Lines">The comments.</param>
/// <param name="HasOlder">Whether there are some before them.</param>
/// <param name="IsLatest">Whether none come after them.</param>
/// <param name="Me">Who reads.</param>
/// <param name="People">Whose names they bear.</param>
internal sealed record CommentsView(IReadOnlyList<Comment> Lines, bool HasOlder, bool IsLatest, long Me, Colleagues People);

/// <summary>A comment found by its words, with what it is about.</summary>
internal sealed record CommentFound(Comment Comment, CommentedOn On);

/// <summary>Reads and takes comments. Whoever sees what they are about sees them, and may say something.</summary>
internal sealed class CommentDesk(PlumblineDb db, CurrentPerson me, CommentSubjects subjects, Notifier notifier, TimeProvider clock)
{
    public const int AtOnce = 20;
    private const int LookedAtAtOnce = 100;
    private const int MostRounds = 20; // While someone types a search ends some time, however much they may not see.

    /// <summary>The latest comments, or where <paramref name="upTo"/> is older than these, those up to it.</summary>
    public async Task<CommentsView> Read(Subject subject, long? upTo, CancellationToken cancel)
    {
        await Find(subject, cancel);
        var all = db.Set<Comment>().AsNoTracking().Where(c => c.Kind == subject.Kind && c.SubjectId == subject.Id).OrderByDescending(c => c.Id);
        var lines = await all.Take(AtOnce + 1).ToListAsync(cancel);
        var isLatest = upTo is null || lines.Take(AtOnce).LastOrDefault()?.Id <= upTo;
        if (!isLatest)
        {
            lines = await all.Where(c => c.Id <= upTo).Take(AtOnce + 1).ToListAsync(cancel);
        }

        return new([.. lines.Take(AtOnce).Reverse()], lines.Count > AtOnce, isLatest, me.Id, await me.Colleagues(cancel));
    }

    /// <summary>Says something, and tells those who are mentioned and those whose it is about. The same key again says nothing new.</summary>
    /// <returns>The comment's number.</returns>
    /// <exception cref="RefusedException">Something else was said with the key.</exception>
    public async Task<long> Say(Subject subject, string key, string text, CancellationToken cancel)
    {
        var on = await Find(subject, cancel);
        var people = await Mentionable(cancel);
        var comment = new Comment(subject, key, me.Id, Mentions.Complete(Comment.Said(text), people), clock.GetUtcNow());
        if (await WithKey(key, cancel) is { } before)
        {
            return SameAs(before, comment);
        }

        var mentioned = await Mentioned(comment.Text, people, on, cancel);
        var isNew = await db.SaveUnlessThere(
            () => db.AllOrNothing(
                async () =>
                {
                    db.Add(comment);
                    await db.SaveChangesAsync(cancel); // For its number, by which it is linked.
                    await Index(comment, cancel);
                    await notifier.Tell(NotificationKind.Mentioned, mentioned, on.Title, Href(on, comment.Id), comment.Text, cancel);
                    await notifier.Tell(NotificationKind.Commented, on.Concerned.Except(mentioned), on.Title, Href(on, comment.Id), comment.Text, cancel);
                    await db.SaveChangesAsync(cancel);
                },
                cancel),
            async () => await WithKey(key, cancel) is not null);
        return isNew ? comment.Id : SameAs((await WithKey(key, cancel))!, comment);
    }

    /// <summary>Says it differently, and tells those who are mentioned only now.</summary>
    public async Task Edit(long id, int read, string text, CancellationToken cancel)
    {
        var comment = await Own(id, cancel);
        var on = await Find(comment.Subject, cancel);
        var people = await Mentionable(cancel);
        var before = Mentions.In(comment.Text, people).Select(m => m.PersonId).ToHashSet();
        comment.Edit(me.Id, read, Mentions.Complete(Comment.Said(text), people), clock.GetUtcNow());
        var mentioned = await Mentioned(comment.Text, people, on, cancel);
        await Index(comment, cancel);
        await notifier.Tell(NotificationKind.Mentioned, mentioned.Where(p => !before.Contains(p)), on.Title, Href(on, id), comment.Text, cancel);
        await db.SaveChangesAsync(cancel);
    }

    public async Task Delete(long id, int read, CancellationToken cancel)
    {
        var comment = await Own(id, cancel);
        await Find(comment.Subject, cancel);
        comment.Delete(me.Id, read, clock.GetUtcNow());
        await Index(comment, cancel);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The latest comments in which each word of the text begins some word, of those that this person sees.</summary>
    public async Task<IReadOnlyList<CommentFound>> Look(string text, int most, CancellationToken cancel)
    {
        var words = CommentWord.In(text);
        if (words.Count == 0)
        {
            return [];
        }

        var comments = db.Set<Comment>().AsNoTracking().Where(c => c.DeletedAt == null);
        foreach (var word in words)
        {
            var behind = Folded.Behind(word);
            comments = comments.Where(c => db.Set<CommentWord>().Any(w => w.CommentId == c.Id && string.Compare(w.Word, word) >= 0 && string.Compare(w.Word, behind) < 0));
        }

        // Who sees few of them must not miss their own behind those of others.
        List<CommentFound> found = [];
        var before = long.MaxValue;
        for (var round = 0; round < MostRounds && found.Count < most; round++)
        {
            var from = before;
            var latest = await comments.Where(c => c.Id < from).OrderByDescending(c => c.Id).Take(LookedAtAtOnce).ToListAsync(cancel);
            var seen = await subjects.Find(latest.ConvertAll(c => c.Subject), me.Id, cancel);
            found.AddRange(latest.Where(c => seen.ContainsKey(c.Subject)).Take(most - found.Count).Select(c => new CommentFound(c, seen[c.Subject])));
            if (latest.Count < LookedAtAtOnce)
            {
                break;
            }

            before = latest[^1].Id;
        }

        return found;
    }

    /// <summary>Where a comment stands on the page of what it is about.</summary>
    public static string Href(CommentedOn on, long id) => FormattableString.Invariant($"{on.Href}?comments-to={id}#comment-{id}");

    private async Task<CommentedOn> Find(Subject subject, CancellationToken cancel) => await subjects.Find(subject, me.Id, cancel) ?? throw RefusedException.NotFound("record");

    private async Task<Comment> Own(long id, CancellationToken cancel) => await db.Set<Comment>().SingleOrDefaultAsync(c => c.Id == id && c.PersonId == me.Id, cancel) ?? throw RefusedException.NotFound("comment");

    private Task<Comment?> WithKey(string key, CancellationToken cancel) => db.Set<Comment>().AsNoTracking().SingleOrDefaultAsync(c => c.PersonId == me.Id && c.Key == key, cancel);

    private static long SameAs(Comment before, Comment comment)
    {
        Refuse.Unless(
            (before.Subject, before.Text) == (comment.Subject, comment.Text), Refusal.Conflict,
            "You sent this form before, with other words, and they stand as you sent them. Send it once more if you mean to say this, too.", "Text");
        return before.Id;
    }

    /// <summary>Who is here to be mentioned.</summary>
    private async Task<IReadOnlyCollection<Mentionable>> Mentionable(CancellationToken cancel) =>
        [.. (await me.Colleagues(cancel)).Working(clock.GetUtcNow()).Select(p => new Mentionable(p.Id, p.Name))];

    private async Task<IReadOnlyList<long>> Mentioned(string text, IReadOnlyCollection<Mentionable> people, CommentedOn on, CancellationToken cancel)
    {
        long[] mentioned = [.. Mentions.In(text, people).Select(m => m.PersonId).Distinct()];
        var colleagues = await me.Colleagues(cancel);
        Refuse.Unless(
            mentioned.All(on.MaySee), Refusal.Invalid,
            $"{string.Join(", ", mentioned.Where(p => !on.MaySee(p)).Select(p => colleagues.NameOf(p)))} may not read this yet, so a mention would not reach them. Leave out the @.", "Text");
        return mentioned;
    }

    private async Task Index(Comment comment, CancellationToken cancel)
    {
        var kept = await db.Set<CommentWord>().Where(w => w.CommentId == comment.Id).ToListAsync(cancel);
        var said = CommentWord.In(comment.Text);
        db.RemoveRange(kept.Where(w => !said.Contains(w.Word)));
        db.AddRange(said.Except(kept.Select(w => w.Word)).Select(w => new CommentWord { Word = w, CommentId = comment.Id }));
    }
}

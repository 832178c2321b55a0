using Microsoft.EntityFrameworkCore;
using Plumbline.Comments;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

#pragma warning disable CA1309 // Said in SQL, where words are kept in the order of their bytes.

namespace Plumbline.Plans;

/// <summary>A remark found by its words, with the plan that it was made about.</summary>
internal sealed record RemarkFound(PlanComment Remark, long PlanId, string Title);

/// <summary>Finds what was remarked in talks about plans: only the two sides see it.</summary>
internal sealed class PlanRemarks(PlumblineDb db, CurrentPerson me)
{
    private const int PlansAtOnce = 25;
    private const int MostRounds = 8; // Words that stand in many plans, and in no remark together, end the search some time.

    /// <summary>Remarks in which each word of the text begins some word, of plans of the person and those below; of the latest plans first.</summary>
    public async Task<IReadOnlyList<RemarkFound>> Look(string text, int most, CancellationToken cancel)
    {
        var words = CommentWord.In(text);
        long[] line = [.. await me.Line(cancel)];
        var plans = db.Plans.Where(p => EF.Parameter(line).Contains(p.SalespersonId));
        foreach (var word in words)
        {
            var behind = Folded.Behind(word);
            plans = plans.Where(p => db.Set<PlanCommentWord>().Any(w => w.PlanId == p.Id && string.Compare(w.Word, word) >= 0 && string.Compare(w.Word, behind) < 0));
        }

        // The words of one plan may stand in different remarks.
        var people = await me.Colleagues(cancel);
        List<RemarkFound> found = [];
        var before = long.MaxValue;
        for (var round = 0; round < MostRounds && words.Count > 0 && found.Count < most; round++)
        {
            var from = before;
            var some = plans.Where(p => p.Id < from).OrderByDescending(p => p.Id).Take(PlansAtOnce);
            var remarks = await some.IgnoreAutoIncludes().Select(p => new { p.Id, Said = EF.Property<List<PlanComment>>(p, "_comments") }).ToListAsync(cancel);
            var titles = await PlanNews.Named(db, some).ToDictionaryAsync(p => p.Id, p => PlanNews.Title(p, people), cancel);
            found.AddRange(remarks.SelectMany(p => p.Said.Where(r => Says(r, words)).Reverse().Select(r => new RemarkFound(r, p.Id, titles[p.Id]))).Take(most - found.Count));
            if (remarks.Count < PlansAtOnce)
            {
                break;
            }

            before = remarks[^1].Id;
        }

        return found;
    }

    /// <summary>Keeps the words of a remark, by which it is found. To be called behind what saves it, in the same transaction.</summary>
    public static async Task Index(PlumblineDb db, long planId, string text, CancellationToken cancel)
    {
        string[] words = [.. CommentWord.In(text)];
        var kept = await db.Set<PlanCommentWord>().Where(w => w.PlanId == planId && EF.Parameter(words).Contains(w.Word)).Select(w => w.Word).ToListAsync(cancel);
        db.AddRange(words.Except(kept).Select(w => new PlanCommentWord { Word = w, PlanId = planId }));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Whether something was remarked, and of nothing the words are kept.</summary>
    public static async Task<bool> LackWords(PlumblineDb db, CancellationToken cancel) => !await db.Set<PlanCommentWord>().AnyAsync(cancel) && await Remarked(db).AnyAsync(cancel);

    /// <summary>The same for all that was remarked before words were kept.</summary>
    public static async Task Index(PlumblineDb db, CancellationToken cancel)
    {
        foreach (var planId in await Remarked(db).ToListAsync(cancel))
        {
            var said = await db.Plans.IgnoreAutoIncludes().Where(p => p.Id == planId).Select(p => EF.Property<List<PlanComment>>(p, "_comments")).SingleAsync(cancel);
            await Index(db, planId, string.Join(' ', said.Select(r => r.Text)), cancel);
        }
    }

    /// <summary>The plans about which something was remarked.</summary>
    private static IQueryable<long> Remarked(PlumblineDb db) => db.Database.SqlQueryRaw<long>("""SELECT "Id" AS "Value" FROM "Plans" WHERE "Comments" <> '[]'""");

    private static bool Says(PlanComment remark, IEnumerable<string> words)
    {
        var said = CommentWord.In(remark.Text);
        return words.All(word => said.Any(s => s.StartsWith(word, StringComparison.Ordinal)));
    }
}

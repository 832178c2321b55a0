using Microsoft.EntityFrameworkCore;
using Plumbline.Typing;

#pragma warning disable CA1309, CA1310 // Compared in SQL, byte by byte.

namespace Plumbline.Pipeline;

/// <summary>Finds opportunities by the beginnings of the words of their names, by index however many there are.</summary>
internal static class OpportunityNames
{
    /// <summary>What they are found by: the name as a whole, and each word after its first.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        [nameof(Opportunity.FoldedName), nameof(Opportunity.SecondWord), nameof(Opportunity.ThirdWord), nameof(Opportunity.FourthWord), nameof(Opportunity.FifthWord), nameof(Opportunity.SixthWord)];

    extension(IQueryable<Opportunity> opportunities)
    {
        /// <summary>
        /// Those in whose name some word begins with each word typed, the longest of them, by which few are found, one of the first six words: first those whose name begins with that one, then those of which the second word does, and so on.
        /// To be asked of open ones, or of those that are not: the indexes are of either.
        /// </summary>
        public IEnumerable<IQueryable<Opportunity>> Named(string typed)
        {
            var words = Folded.Words(typed);
            var longest = words.MaxBy(w => w.Length)!;
            var behind = Folded.Behind(longest);
            var others = words.Where(w => w != longest).Select(w => " " + w).Aggregate(opportunities, (some, word) => some.Where(o => (" " + o.FoldedName).Contains(word)));
            return Columns.Select(column => others
                .Where(o => string.Compare(EF.Property<string?>(o, column), longest) >= 0 && string.Compare(EF.Property<string?>(o, column), behind) < 0)
                .OrderBy(o => EF.Property<string?>(o, column)).AsQueryable());
        }
    }
}

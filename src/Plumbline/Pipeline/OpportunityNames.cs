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

    private const int MostWords = 3; // By so many of those typed is looked; the others only have to be there.

    extension(IQueryable<Opportunity> opportunities)
    {
        /// <summary>
        /// Those in whose name some word begins with each word typed, one of these being among the first six: by the longest, of which there are few, then by the others; first those whose name begins with it, then those of which the
        /// second word does, and so on. Ways may find the same. To be asked of open ones, or of those that are not: the indexes are of either.
        /// </summary>
        public IEnumerable<IQueryable<Opportunity>> Named(string typed)
        {
            var words = Folded.Words(typed);
            return words.OrderByDescending(w => w.Length).Take(MostWords).SelectMany(word =>
            {
                var behind = Folded.Behind(word);
                var others = words.Where(w => w != word).Select(w => " " + w).Aggregate(opportunities, (some, other) => some.Where(o => (" " + o.FoldedName).Contains(other)));
                return Columns.Select(column => others
                    .Where(o => string.Compare(EF.Property<string?>(o, column), word) >= 0 && string.Compare(EF.Property<string?>(o, column), behind) < 0)
                    .OrderBy(o => EF.Property<string?>(o, column)).AsQueryable());
            });
        }
    }
}

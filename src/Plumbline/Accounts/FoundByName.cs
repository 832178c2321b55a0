using Microsoft.EntityFrameworkCore;
using Plumbline.Typing;

#pragma warning disable CA1309, CA1310 // Compared in SQL, byte by byte.

namespace Plumbline.Accounts;

/// <summary>Finds records by what is typed of their names, by index however many there are.</summary>
internal static class FoundByName
{
    extension<T>(IQueryable<T> records) where T : class, IFoundByName
    {
        /// <summary>Those of whose first three words one begins with the first word typed, and some words with the others.</summary>
        public IQueryable<T> Named(string typed)
        {
            var words = Folded.Of(typed).Split(' ');
            var (first, behind) = (words[0], Folded.Behind(words[0]));
            var found = records.Where(r =>
                (string.Compare(r.FoldedName, first) >= 0 && string.Compare(r.FoldedName, behind) < 0)
                || (string.Compare(r.FromSecondWord, first) >= 0 && string.Compare(r.FromSecondWord, behind) < 0)
                || (string.Compare(r.FromThirdWord, first) >= 0 && string.Compare(r.FromThirdWord, behind) < 0));
            return words.Skip(1).Select(word => " " + word).Aggregate(found, (some, word) => some.Where(r => (" " + r.FoldedName).Contains(word)));
        }

        /// <summary>The first few: those whose name begins so, then those that have it from their second or third word, then those with the words anywhere.</summary>
        public async Task<IReadOnlyList<T>> First(string typed, int most, CancellationToken cancel)
        {
            var (text, behind) = (Folded.Of(typed), Folded.Behind(Folded.Of(typed)));
            IQueryable<T>[] ways =
            [
                records.Where(r => string.Compare(r.FoldedName, text) >= 0 && string.Compare(r.FoldedName, behind) < 0).OrderBy(r => r.FoldedName),
                records.Where(r => string.Compare(r.FromSecondWord, text) >= 0 && string.Compare(r.FromSecondWord, behind) < 0).OrderBy(r => r.FromSecondWord),
                records.Where(r => string.Compare(r.FromThirdWord, text) >= 0 && string.Compare(r.FromThirdWord, behind) < 0).OrderBy(r => r.FromThirdWord),
                .. text.Contains(' ', StringComparison.Ordinal) ? (IQueryable<T>[])[records.Named(typed).OrderBy(r => r.FoldedName)] : [],
            ];
            Dictionary<long, T> found = [];
            for (var way = 0; way < ways.Length && found.Count < most; way++)
            {
                foreach (var record in await ways[way].Take(most).ToListAsync(cancel))
                {
                    found.TryAdd(record.Id, record);
                }
            }

            return [.. found.Values.Take(most)];
        }
    }
}

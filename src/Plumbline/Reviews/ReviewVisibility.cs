using Microsoft.EntityFrameworkCore;

namespace Plumbline.Reviews;

internal static class ReviewVisibility
{
    extension(IQueryable<QuarterlyReview> reviews)
    {
        /// <summary>
        /// A review is seen by the salesperson and the managers above. <paramref name="line"/> is the reader and everyone below. Of what is written in it, <see cref="QuarterlyReview.OwnFor"/> and
        /// <see cref="QuarterlyReview.AnswerFor"/> hold back what the other side may not read yet.
        /// </summary>
        public IQueryable<QuarterlyReview> VisibleTo(IReadOnlySet<long> line)
        {
            long[] ids = [.. line];
            return reviews.Where(r => EF.Parameter(ids).Contains(r.SalespersonId));
        }
    }
}

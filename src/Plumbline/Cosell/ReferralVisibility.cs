using Microsoft.EntityFrameworkCore;

namespace Plumbline.Cosell;

internal static class ReferralVisibility
{
    extension(IQueryable<Referral> referrals)
    {
        /// <summary>A referral names a customer and people at a vendor: its owner and the managers above read it, marketing and the leadership read all.</summary>
        /// <param name="line">The reader and everyone below.</param>
        /// <param name="readsAll">Whether the reader is of marketing or of the leadership.</param>
        public IQueryable<Referral> VisibleTo(IReadOnlySet<long> line, bool readsAll)
        {
            long[] ids = [.. line];
            return readsAll ? referrals : referrals.Where(r => EF.Parameter(ids).Contains(r.OwnerId));
        }

        /// <summary>Those of which something can still come: the query of <see cref="Referral.IsOpen"/>.</summary>
        public IQueryable<Referral> Open() => referrals.Where(r => r.State == ReferralState.New || r.State == ReferralState.Shared || r.State == ReferralState.Active);
    }
}

using Microsoft.EntityFrameworkCore;
using Plumbline.Storage;

namespace Plumbline.Plans;

internal static class PlanVisibility
{
    private static readonly PlanState[] _everyones = [PlanState.Agreed, PlanState.Amending, PlanState.Reviewed];

    /// <summary>Whether a plan in this state is everyone's to read.</summary>
    public static bool IsEveryones(PlanState state) => _everyones.Contains(state);

    extension<T>(IQueryable<T> plans)
        where T : Plan
    {
        /// <summary>
        /// What is agreed is everyone's; until then a plan is the author's and the line's above. <paramref name="line"/> is the reader and everyone below, see <see cref="People.CurrentPerson.Line"/>.
        /// Of an agreed plan, drafts and proposals stay with the two sides: <see cref="OpenedPlan.Versions"/> leaves them out for others.
        /// </summary>
        public IQueryable<T> VisibleTo(IReadOnlySet<long> line)
        {
            long[] ids = [.. line];
            return plans.Where(p => ids.Contains(p.SalespersonId) || EF.Constant(_everyones).Contains(p.State));
        }
    }

    extension(IQueryable<AccountPlan> plans)
    {
        /// <summary>Those for an account, and for the accounts that went into it: a plan stays with the one that its signed text names.</summary>
        public IQueryable<AccountPlan> For(long account, PlumblineDb db)
        {
            var same = db.Accounts.Where(a => a.Id == account || a.MergedIntoId == account).Select(a => a.Id);
            return plans.Where(p => same.Contains(p.AccountId));
        }

        /// <summary>The same for several accounts.</summary>
        public IQueryable<AccountPlan> For(long[] accounts, PlumblineDb db)
        {
            var same = db.Accounts.Where(a => EF.Parameter(accounts).Contains(a.Id) || (a.MergedIntoId != null && EF.Parameter(accounts).Contains(a.MergedIntoId.Value))).Select(a => a.Id);
            return plans.Where(p => same.Contains(p.AccountId));
        }
    }
}

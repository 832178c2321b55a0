using Microsoft.EntityFrameworkCore;

namespace Plumbline.Marketing;

internal static class LocalActivityQueries
{
    extension(IQueryable<LocalActivity> activities)
    {
        /// <summary>Those that take place, or did: the query of what <see cref="LocalActivity.IsOff"/> says no to.</summary>
        public IQueryable<LocalActivity> TakingPlace() => activities.Where(a => a.Stage != FundingStage.Cancelled && !(a.Stage == FundingStage.Refused && a.Spent == null));

        /// <summary>Those that can still be claimed, as far as their day allows.</summary>
        public IQueryable<LocalActivity> Unclaimed() => activities.Where(a => a.Claimed == null && a.ClaimBy != null && a.Stage != FundingStage.Cancelled && a.Stage != FundingStage.Refused);

        /// <summary>Those that a person looks after, or helps with.</summary>
        public IQueryable<LocalActivity> WorkedBy(long person) => activities.Where(a => a.OwnerId == person || EF.Property<List<long>>(a, "_helpers").Contains(person));

        /// <summary>Those that a person may change, who is in marketing or not, and whose line these are: the query of what <see cref="MarketingReader.MayChange"/> says yes to.</summary>
        public IQueryable<LocalActivity> ChangedBy(long person, long[] line, bool isMarketing) =>
            activities.Where(a => isMarketing || EF.Parameter(line).Contains(a.OwnerId) || EF.Property<List<long>>(a, "_helpers").Contains(person));

        /// <summary>Those with accounts in their audience.</summary>
        public IQueryable<LocalActivity> WithAccounts() => activities.Where(a => EF.Property<List<long>>(a, "_accounts").Count > 0);
    }
}

using FsCheck.Xunit;
using Plumbline.Fiscal;
using Plumbline.People;

namespace Plumbline.Scoring;

public class QuotasTests
{
    private static readonly Month _jan = new(2027, 1);
    private static readonly Roster _all = new([new Person { Name = "Anna" }], [], []);

    [Fact]
    public void Of_overlapping_targets_the_shortest_counts_and_the_rest_stays_split_evenly()
    {
        var quotas = Quotas.Of([], [Target(_jan, 3, 300), Target(_jan.Plus(1), 1, 50)], _all);

        Assert.Equal([100, 50, 100], quotas.Select(q => q.Revenue!.Value));
        Assert.All(quotas, q => Assert.Equal(QuotaSource.ImportedTarget, q.Source));
    }

    [Fact]
    public void The_version_agreed_last_by_the_months_end_counts_or_else_the_first_and_targets_only_where_there_is_none()
    {
        AgreedQuota Version(int month, decimal revenue, DateOnly agreed, long version) => new(1, new(2027, month), revenue, null, agreed, version);
        var quotas = Quotas.Of(
            [
                Version(1, 10, new(2027, 2, 10), 1), Version(2, 20, new(2027, 2, 10), 1), Version(3, 30, new(2027, 2, 10), 1),
                Version(1, 11, new(2027, 3, 20), 2), Version(2, 22, new(2027, 3, 20), 2), Version(3, 33, new(2027, 3, 20), 2),
            ],
            [Target(_jan, 12, 1200)], _all);

        Assert.Equal([10, 20, 33, 100], quotas.Take(4).Select(q => q.Revenue!.Value));
        Assert.Equal([QuotaSource.AgreedPlan, QuotaSource.AgreedPlan, QuotaSource.AgreedPlan, QuotaSource.ImportedTarget], quotas.Take(4).Select(q => q.Source));
    }

    [Fact]
    public void Of_a_day_that_is_gone_what_was_agreed_later_replaces_nothing()
    {
        AgreedQuota Version(int month, decimal revenue, DateOnly agreed, long version) => new(1, new(2027, month), revenue, null, agreed, version);
        AgreedQuota[] agreed = [Version(1, 10, new(2027, 1, 5), 1), Version(3, 30, new(2027, 1, 5), 1), Version(3, 33, new(2027, 3, 20), 2), Version(4, 40, new(2027, 3, 20), 2)];

        Assert.Equal([10, 30, 40], Quotas.Of(agreed, [], _all, by: new(2027, 3, 19)).Select(q => q.Revenue!.Value)); // Of April nothing else was ever agreed.
        Assert.Equal([10, 33, 40], Quotas.Of(agreed, [], _all, by: new(2027, 3, 20)).Select(q => q.Revenue!.Value));
        Assert.Equal([10, 33, 40], Quotas.Of(agreed, [], _all).Select(q => q.Revenue!.Value));

        // A target that counted by then is not replaced either.
        Target[] targets = [Target(new(2027, 3), 2, 100)];
        Assert.Equal([(10, QuotaSource.AgreedPlan), (30, QuotaSource.AgreedPlan), (50, QuotaSource.ImportedTarget)], Quotas.Of(agreed, targets, _all, by: new(2027, 3, 19)).Select(q => (q.Revenue!.Value, q.Source)));
        Assert.Equal([(10, QuotaSource.AgreedPlan), (33, QuotaSource.AgreedPlan), (40, QuotaSource.AgreedPlan)], Quotas.Of(agreed, targets, _all, by: new(2027, 3, 20)).Select(q => (q.Revenue!.Value, q.Source)));
        Assert.Equal([10, 33, 40], Quotas.Of(agreed, targets, _all).Select(q => q.Revenue!.Value));
    }

    [Fact]
    public void A_late_joiner_has_the_share_of_the_working_days_and_a_move_splits_the_month()
    {
        // February 2027 has 20 working days; the 15th is a Monday.
        var roster = new Roster([], [new TeamMembership { PersonId = 0, TeamId = 1, Until = new(2027, 2, 14) }, new TeamMembership { PersonId = 0, TeamId = 2, From = new(2027, 2, 15) }], [new Absence { PersonId = 0, From = new(2027, 2, 1), Until = new(2027, 2, 7) }]);

        var quotas = Quotas.Of([], [Target(new(2027, 2), 1, 1000, person: 0)], roster);

        Assert.Equal([(1L, 250m), (2L, 500m)], quotas.Select(q => (q.TeamId, q.Revenue!.Value)));
    }

    [Property]
    public void Splitting_over_months_and_teams_loses_nothing(int cents, byte months, byte moved)
    {
        var length = (months % 24) + 1;
        var amount = Math.Abs((decimal)cents) / 100;
        var move = new DateOnly(2027, 1, 1).AddDays(moved);
        var roster = new Roster([], [new TeamMembership { PersonId = 1, TeamId = 1, Until = move.AddDays(-1) }, new TeamMembership { PersonId = 1, TeamId = 2, From = move }], []);

        var quotas = Quotas.Of([], [Target(_jan, length, amount)], roster);

        Assert.Equal(amount, quotas.Sum(q => q.Revenue!.Value));
        Assert.Equal(length, quotas.Select(q => q.Month).Distinct().Count());
    }

    /// <summary>A quota that asks for neither would name a source for what is not there.</summary>
    [Property]
    public void Only_what_asks_for_revenue_or_margin_is_a_quota(int seed)
    {
        var chance = new Random(seed);
        var agreed = Enumerable.Range(0, chance.Next(6)).Select(i => new AgreedQuota(chance.Next(2), _jan.Plus(chance.Next(4)), Asked(), Asked(), new(2027, 1, 10), i)).ToList();
        var targets = Enumerable.Range(0, chance.Next(4)).Select(i => new Target
        {
            System = "test",
            ExternalId = $"{i}",
            SalespersonId = chance.Next(2),
            First = _jan.Plus(chance.Next(4)),
            Months = chance.Next(1, 4),
            Revenue = Asked(),
            Margin = Asked(),
        }).ToList();

        var quotas = Quotas.Of(agreed, targets, _all);

        Assert.All(quotas, q => Assert.True(q.Revenue is not null || q.Margin is not null));
        Assert.All(
            agreed.Where(a => !agreed.Exists(later => (later.SalespersonId, later.Month) == (a.SalespersonId, a.Month) && later.Version > a.Version)),
            a => Assert.Equal(a.Revenue is not null || a.Margin is not null, quotas.Any(q => (q.SalespersonId, q.Month) == (a.SalespersonId, a.Month))));

        decimal? Asked() => chance.Next(2) == 0 ? null : chance.Next(3) * 10;
    }

    private static Target Target(Month first, int months, decimal revenue, long person = 1) =>
        new() { System = "test", ExternalId = $"{first}{months}", SalespersonId = person, First = first, Months = months, Revenue = revenue };
}

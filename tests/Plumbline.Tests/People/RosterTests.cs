using Plumbline.Fiscal;

namespace Plumbline.People;

public class RosterTests
{
    private static readonly Month _march = new(2026, 3); // 22 working days, from Monday the 2nd to Tuesday the 31st.

    [Fact]
    public void A_move_in_mid_month_shares_the_month_by_working_days()
    {
        var roster = new Roster([Anna()], [Member(1, null, new(2026, 3, 13)), Member(2, new(2026, 3, 14), null)], []);

        Assert.Equal([(1, 10m / 22), (2, 12m / 22)], roster.Shares(0, _march));
        Assert.Equal(1, roster.TeamOn(0, new(2026, 3, 13)));
        Assert.Equal(2, roster.TeamOn(0, new(2026, 3, 14)));
    }

    [Fact]
    public void Days_before_joining_after_leaving_and_away_do_not_count()
    {
        var anna = Anna();
        anna.Joined = new(2026, 3, 9);
        anna.Left = new(2026, 3, 27);
        var roster = new Roster([anna], [], [new Absence { PersonId = 0, From = new(2026, 3, 12), Until = new(2026, 3, 15) }]);

        Assert.Equal([(0, 13m / 22)], roster.Shares(0, _march));
        Assert.Empty(roster.Shares(0, new(2026, 4)));
    }

    [Fact]
    public void Who_joined_late_or_was_away_is_measured_by_the_days_they_have()
    {
        var quarter = new Period(new(2026, 1), 3);
        var (late, middle) = (Anna(), new DateOnly(2026, 3, 16));
        late.Joined = new(2026, 3, 2);

        Assert.Equal(11m / 22, Roster(late).ShareGone(0, quarter, middle));
        Assert.Equal(11m / 20, Roster(late, new Absence { PersonId = 0, From = new(2026, 3, 30), Until = new(2026, 4, 5) }).ShareGone(0, quarter, middle));
        Assert.Equal(WorkingDays.ShareGone(quarter, middle), Roster(Anna()).ShareGone(0, quarter, middle));
        Assert.Equal((0, 0, 1), (Roster(late).ShareGone(0, quarter, new(2025, 12, 31)), Roster(late).ShareGone(0, quarter, new(2026, 2, 27)), Roster(late).ShareGone(0, quarter, new(2026, 5, 1))));

        late.Joined = new(2026, 6, 1); // Not there at all: as everybody.
        Assert.Equal(WorkingDays.ShareGone(quarter, middle), Roster(late).ShareGone(0, quarter, middle));

        static Roster Roster(Person person, params Absence[] away) => new([person], [], away);
    }

    [Fact]
    public void Of_two_memberships_that_overlap_the_later_counts()
    {
        var roster = new Roster([Anna()], [Member(2, new(2026, 3, 1), null), Member(1, null, null)], []);

        Assert.Equal(2, roster.TeamOn(0, new(2026, 3, 2)));
        Assert.Equal(1, roster.TeamOn(0, new(2026, 2, 27)));
    }

    private static Person Anna() => new() { Name = "Anna" };

    private static TeamMembership Member(long team, DateOnly? from, DateOnly? until) => new() { PersonId = 0, TeamId = team, From = from, Until = until };
}

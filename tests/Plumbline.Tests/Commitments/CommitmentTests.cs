using FsCheck;
using FsCheck.Fluent;
using Plumbline.Fiscal;

namespace Plumbline.Commitments;

public class CommitmentTests
{
    private static readonly DateOnly _monday = new(2026, 11, 23);
    private static readonly DateOnly _friday = new(2026, 11, 27);

    [Theory]
    [InlineData(0, PromiseStanding.Kept)]
    [InlineData(4, PromiseStanding.Kept)]
    [InlineData(5, PromiseStanding.Late)]
    public void What_is_done_on_the_day_is_kept_and_after_it_late(int day, PromiseStanding standing)
    {
        var promise = Promised();
        promise.Do("Sent", _monday.AddDays(day), _monday.AddDays(day));

        Assert.Equal(standing, promise.StandingOn(_monday.AddDays(30)));
    }

    [Fact]
    public void What_is_not_done_is_overdue_from_the_day_after()
    {
        var promise = Promised();

        Assert.Equal((PromiseStanding.Open, PromiseStanding.Overdue), (promise.StandingOn(_friday), promise.StandingOn(_friday.AddDays(1))));
    }

    [Fact]
    public void What_is_given_up_is_broken_and_needs_a_reason()
    {
        var promise = Promised();

        Assert.Equal("Reason", Assert.Throws<RefusedException>(() => promise.GiveUp(" ", _monday)).Field);
        promise.GiveUp("The customer was sold", _monday);
        Assert.Equal(PromiseStanding.Broken, promise.StandingOn(_monday));
    }

    [Fact]
    public void Moving_it_before_its_day_is_honest_and_the_new_day_is_what_counts()
    {
        var promise = Promised();
        promise.Renegotiate(_friday.AddDays(7), "They are on holiday", _friday);
        promise.Do(null, _friday.AddDays(7), _friday.AddDays(7));

        Assert.Equal(PromiseStanding.Kept, promise.StandingOn(_friday.AddDays(30)));
        Assert.Equal([new(_friday, PromiseStanding.Renegotiated), new(_friday.AddDays(7), PromiseStanding.Kept)], promise.Promises(_friday.AddDays(30)));
    }

    [Fact]
    public void Moving_it_after_its_day_leaves_it_late_whatever_comes()
    {
        var promise = Promised();
        promise.Renegotiate(_friday.AddDays(7), "Forgotten", _friday.AddDays(1));
        promise.Do(null, _friday.AddDays(2), _friday.AddDays(2));

        Assert.Equal(PromiseStanding.Late, promise.StandingOn(_friday.AddDays(30)));
        Assert.Equal([new(_friday, PromiseStanding.Late), new(_friday.AddDays(7), PromiseStanding.Kept)], promise.Promises(_friday.AddDays(30)));
    }

    [Fact]
    public void A_day_that_is_past_or_the_same_is_no_new_promise()
    {
        var promise = Promised();

        Assert.Throws<RefusedException>(() => promise.Renegotiate(_friday, "Why not", _monday));
        Assert.Throws<RefusedException>(() => promise.Renegotiate(_monday.AddDays(-1), "Why not", _monday));
        Assert.Throws<RefusedException>(() => promise.Renegotiate(_friday.AddDays(1), "", _monday));
        Assert.Empty(promise.Renegotiations);
    }

    [Fact]
    public void It_is_not_done_on_a_day_to_come_nor_before_it_was_promised()
    {
        var promise = Promised();

        Assert.Throws<RefusedException>(() => promise.Do(null, _friday, _monday));
        Assert.Throws<RefusedException>(() => promise.Do(null, _monday.AddDays(-1), _monday));
    }

    [Fact]
    public void A_colleague_who_is_asked_has_promised_nothing_until_they_accept()
    {
        var asked = Asked();
        Assert.Equal(PromiseStanding.Asked, asked.StandingOn(_friday.AddDays(30)));

        asked.Accept(_monday.AddDays(1));

        Assert.Equal(PromiseStanding.Open, asked.StandingOn(_friday));
        Assert.Throws<RefusedException>(() => asked.Decline("Too late", _friday));
    }

    [Fact]
    public void Who_declines_says_why_and_owes_nothing()
    {
        var asked = Asked();
        Assert.Throws<RefusedException>(() => asked.Decline("", _monday));

        asked.Decline("On leave", _monday);

        Assert.Equal(PromiseStanding.Void, asked.StandingOn(_friday.AddDays(30)));
        asked.Follow(2, "Bring the architect", _friday, "Amended", askedBy: 1, _monday);
        Assert.Equal(CommitmentState.Declined, asked.State); // No is no ...
        asked.Follow(3, "Bring the architect", _friday, "Amended", askedBy: 1, _monday);
        Assert.Equal((3L, CommitmentState.Asked), (asked.PersonId, asked.State)); // ... until somebody else is asked.
    }

    [Fact]
    public void A_promise_follows_its_plan_and_a_new_day_is_a_renegotiation()
    {
        var promise = Promised();
        promise.Follow(1, "Send the offer and call", _friday.AddDays(7), "The customer asked for it", askedBy: null, _monday);

        Assert.Equal(("Send the offer and call", _friday.AddDays(7)), (promise.What, promise.Due));
        Assert.Equal(new Renegotiation(_monday, _friday, _friday.AddDays(7), "The customer asked for it"), Assert.Single(promise.Renegotiations));
    }

    [Fact]
    public void What_is_done_stays_as_it_was_done_when_the_plan_changes()
    {
        var promise = Promised();
        promise.Do(null, _monday, _monday);
        promise.Follow(1, "Something else", _friday.AddDays(7), "Amended", askedBy: null, _monday);
        promise.Drop(_friday.AddDays(2));

        Assert.Equal(("Send the offer", PromiseStanding.Kept), (promise.What, promise.StandingOn(_friday.AddDays(9))));
    }

    [Fact]
    public void What_a_plan_drops_in_time_is_owed_no_more_and_after_its_day_it_was_broken()
    {
        var (early, late) = (Promised(), Promised());
        early.Drop(_friday);
        late.Drop(_friday.AddDays(1));

        Assert.Equal((PromiseStanding.Void, PromiseStanding.Broken), (early.StandingOn(_friday.AddDays(9)), late.StandingOn(_friday.AddDays(9))));
    }

    [Fact]
    public void The_rate_is_kept_on_the_day_by_made_without_what_was_moved_in_time()
    {
        var (kept, late, moved, open) = (Promised(), Promised(), Promised(), Promised());
        kept.Do(null, _friday, _friday);
        late.Do(null, _friday.AddDays(1), _friday.AddDays(1));
        moved.Renegotiate(new(2027, 1, 8), "Later", _monday);

        var counted = PromisesKept.Of([kept, late, moved, open], new Period(new(2026, 11), 1), _friday.AddDays(3));

        Assert.Equal(new(Kept: 1, Late: 1, Broken: 0, Overdue: 1, Renegotiated: 1, StillOpen: 0), counted);
        Assert.Equal(1 / 3m, counted.Rate);
    }

    /// <summary>Whatever is done with a promise in whatever order: each day promised counts once, in order, and only the last can still be open.</summary>
    [Fact]
    public void Each_day_promised_counts_once()
    {
        var moves = ArbMap.Default.ArbFor<(byte What, byte Days)>().Generator.ListOf(10).ToArbitrary();
        Check.QuickThrowOnFailure(Prop.ForAll(moves, list =>
        {
            var (promise, today) = (Promised(), _monday);
            foreach (var (what, days) in list)
            {
                today = today.AddDays(days % 4);
                try
                {
                    Act(promise, what % 5, today, days);
                }
                catch (RefusedException)
                {
                    continue; // What is refused changes nothing.
                }
            }

            var promises = promise.Promises(today);
            Assert.Equal(promise.Renegotiations.Count + 1, promises.Count);
            Assert.Equal(promise.Due, promises[^1].Due);
            Assert.DoesNotContain(promises.SkipLast(1), p => p.Standing is PromiseStanding.Open or PromiseStanding.Overdue or PromiseStanding.Asked);
            var counts = PromisesKept.Of(promises);
            Assert.Equal(promises.Count(p => p.Standing is not (PromiseStanding.Void or PromiseStanding.Asked)), counts.Made + counts.Renegotiated + counts.StillOpen);
        }));
    }

    private static void Act(Commitment promise, int what, DateOnly today, byte days)
    {
        switch (what)
        {
            case 0:
                promise.Renegotiate(today.AddDays(days % 9), "Moved", today);
                break;
            case 1:
                promise.Do(null, today, today);
                break;
            case 2:
                promise.GiveUp("No more", today);
                break;
            case 3:
                promise.Reopen();
                break;
            default:
                promise.Drop(today);
                break;
        }
    }

    private static Commitment Promised() => new(CommitmentKind.Tactic, "plan/1/tactics.1", 1, "Send the offer", _monday, _friday);

    private static Commitment Asked() => new(CommitmentKind.Tactic, "plan/1/tactics.1", 2, "Bring the architect", _monday, _friday, askedBy: 1);
}

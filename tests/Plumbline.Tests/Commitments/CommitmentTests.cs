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
    public void What_is_carried_over_after_its_day_was_late_and_stays_so()
    {
        var (inTime, late) = (Promised(), Promised());
        inTime.CarryOver("the next plan", _friday);
        late.CarryOver("the next plan", _friday.AddDays(1));
        late.Follow(7, null, "Another's", _friday.AddDays(30), "Agreed anew", null, _friday.AddDays(2));

        Assert.Equal((PromiseStanding.Renegotiated, PromiseStanding.Late), (inTime.StandingOn(_friday.AddDays(30)), late.StandingOn(_friday.AddDays(30))));
        Assert.Throws<RefusedException>(inTime.Reopen);
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
        asked.Follow(2, 1, "Bring the architect", _friday, "Amended", askedBy: 1, _monday);
        Assert.Equal(CommitmentState.Declined, asked.State); // No is no ...
        asked.Follow(3, 1, "Bring the architect", _friday, "Amended", askedBy: 1, _monday);
        Assert.Equal((3L, CommitmentState.Asked), (asked.PersonId, asked.State)); // ... until somebody else is asked.
    }

    [Fact]
    public void A_promise_follows_its_plan_and_a_new_day_is_a_renegotiation()
    {
        var promise = Promised();
        promise.Follow(1, 9, "Send the offer and call", _friday.AddDays(7), "The customer asked for it", askedBy: null, _monday);

        Assert.Equal(("Send the offer and call", _friday.AddDays(7)), (promise.What, promise.Due));
        Assert.Equal(new Renegotiation(_monday, _friday, _friday.AddDays(7), "The customer asked for it"), Assert.Single(promise.Renegotiations));
    }

    [Fact]
    public void Who_takes_it_over_inherits_neither_what_was_moved_nor_to_whom_it_was_promised()
    {
        var promise = Promised();
        promise.Renegotiate(_friday.AddDays(7), "Forgotten", _friday.AddDays(1));
        promise.Follow(2, 1, "Send the offer", _friday.AddDays(14), "Amended", askedBy: 1, _friday.AddDays(2));

        Assert.Equal((2L, 1L, 1L, CommitmentState.Asked), (promise.PersonId, promise.ToId!.Value, promise.AskedBy!.Value, promise.State));
        promise.Accept(_friday.AddDays(3));
        promise.Do(null, _friday.AddDays(14), _friday.AddDays(14));
        Assert.Equal([new(_friday.AddDays(14), PromiseStanding.Kept)], promise.Promises(_friday.AddDays(30)));
    }

    [Fact]
    public void What_nobody_has_promised_is_not_given_up()
    {
        var asked = Asked();
        Assert.Throws<RefusedException>(() => asked.GiveUp("No time", _monday));
        Assert.Equal(CommitmentState.Asked, asked.State);
    }

    [Fact]
    public void An_ask_that_was_dropped_was_no_promise_and_may_be_asked_again()
    {
        var asked = Asked();
        asked.Drop(_friday.AddDays(5));
        Assert.Equal((CommitmentState.Withdrawn, PromiseStanding.Void), (asked.State, asked.StandingOn(_friday.AddDays(30))));

        asked.Follow(2, 1, "Bring the architect", _friday.AddDays(9), "Amended", askedBy: 1, _friday.AddDays(6));

        Assert.Equal((2L, CommitmentState.Asked, _friday.AddDays(9)), (asked.PersonId, asked.State, asked.Due));
        asked.Accept(_friday.AddDays(7));
        Assert.Null(asked.EndedOn);
    }

    [Fact]
    public void What_is_done_stays_as_it_was_done_when_the_plan_changes()
    {
        var promise = Promised();
        promise.Do(null, _monday, _monday);
        promise.Follow(1, 9, "Something else", _friday.AddDays(7), "Amended", askedBy: null, _monday);
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

    /// <summary>However it is asked for, answered, dropped and handed on: it is ended if and only if it has a day on which it was, and what is owed was promised by whoever owes it.</summary>
    [Fact]
    public void Who_owes_it_has_promised_it()
    {
        var moves = ArbMap.Default.ArbFor<(byte What, byte Days)>().Generator.ListOf(12).ToArbitrary();
        Check.QuickThrowOnFailure(Prop.ForAll(moves, list =>
        {
            var (promise, today, promised) = (Asked(), _monday, new HashSet<long>());
            foreach (var (what, days) in list)
            {
                today = today.AddDays(days % 4);
                var before = promise.PersonId;
                try
                {
                    Answer(promise, what % 9, today, days);
                }
                catch (RefusedException)
                {
                    continue;
                }

                if (promise.PersonId != before)
                {
                    Assert.Empty(promise.Renegotiations);
                    promised.Clear();
                }

                if (what % 9 is 1 or 5 || promise is { State: CommitmentState.Open, AskedBy: null }) // Done, accepted, or promised by themselves.
                {
                    promised.Add(promise.PersonId);
                }

                Assert.Equal(promise.IsOpen, promise.EndedOn is null);
                Assert.True(promise.StandingOn(today) is PromiseStanding.Void or PromiseStanding.Asked || promised.Contains(promise.PersonId), $"{promise.State} of {promise.PersonId}, who promised nothing.");
            }
        }));
    }

    private static void Answer(Commitment promise, int what, DateOnly today, byte days)
    {
        switch (what)
        {
            case 5:
                promise.Accept(today);
                break;
            case 6:
                promise.Decline("No", today);
                break;
            case 7 or 8:
                promise.Follow(1 + (days % 3), 1, "Bring the architect", today.AddDays(days % 9), "Amended", askedBy: 1, today);
                break;
            default:
                Act(promise, what, today, days);
                break;
        }
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

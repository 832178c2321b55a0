using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Plumbline.Commitments;

namespace Plumbline.Signals;

/// <summary>What becomes of a signal.</summary>
public sealed class SignalTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    [Fact]
    public void A_cause_is_one_signal_however_often_it_is_looked_at()
    {
        var raised = Assert.Single(Follow([], [Found("opportunity/1")], _today));
        Assert.Equal((_today, true), (raised.RaisedOn, raised.IsOpen));

        Assert.Empty(Follow([raised], [Found("opportunity/1", stake: 500)], _today.AddDays(3)));
        Assert.Equal((500m, _today), (raised.Stake, raised.RaisedOn));
        Assert.Empty(Follow([raised], [], _today.AddDays(4)));
        Assert.Equal(_today.AddDays(4), raised.ResolvedOn);
        Assert.Empty(Follow([raised], [Found("opportunity/1")], _today.AddDays(4 + Signal.SameDays)));
        Assert.True(raised.IsOpen, "What comes back within days is the same one.");

        Follow([raised], [], _today.AddDays(20));
        Assert.NotSame(raised, Assert.Single(Follow([raised], [Found("opportunity/1")], _today.AddDays(21 + Signal.SameDays))));
        Assert.Throws<InvalidOperationException>(() => Follow([], [Found("opportunity/1"), Found("opportunity/1")], _today));
    }

    [Fact]
    public void The_day_to_act_by_does_not_move_on_while_nobody_acts()
    {
        var signal = Signal.Raise("rule", Found("a") with { By = _today.AddDays(7) }, _today);
        signal.See(Found("a") with { By = _today.AddDays(8) });
        Assert.Equal((_today.AddDays(7), 0), (signal.By, signal.Revision));
        signal.See(Found("a") with { By = _today.AddDays(2) });
        Assert.Equal(_today.AddDays(2), signal.By);
    }

    [Fact]
    public void Once_all_that_it_stood_for_is_mended_what_came_since_has_its_own_time()
    {
        var signal = Signal.Raise("rule", Of(_today.AddDays(7), "first", "second"), _today);
        signal.See(Of(_today.AddDays(10), "second", "third"));
        Assert.Equal(_today.AddDays(7), signal.By);
        signal.See(Of(_today.AddDays(14), "fourth"));
        Assert.Equal(_today.AddDays(14), signal.By);

        static Finding Of(DateOnly by, params string[] hrefs) => Found("a") with { By = by, Evidence = [.. hrefs.Select(h => new SignalEvidence(h, h))] };
    }

    [Fact]
    public void A_day_that_somebody_gave_follows_when_it_is_moved()
    {
        var signal = Signal.Raise("rule", Found("a") with { By = _today.AddDays(7), IsDayGiven = true }, _today);
        signal.See(Found("a") with { By = _today.AddDays(30), IsDayGiven = true });
        Assert.Equal(_today.AddDays(30), signal.By);
    }

    [Fact]
    public void One_that_was_put_off_is_told_again_where_it_stands_for_more_than_then()
    {
        var signal = Signal.Raise("rule", Found("a") with { Count = 2 }, _today);
        signal.Snooze("Both wait for the buyer", _today.AddDays(60), by: 7, _today);

        signal.See(Found("a") with { Count = 1 });
        Assert.True(signal.IsSnoozed(_today.AddDays(1)));
        signal.See(Found("a") with { Count = 2 }); // One was mended, and another came of which nobody has said that it can wait.
        Assert.Equal((false, null, null, null), (signal.IsSnoozed(_today.AddDays(1)), signal.SnoozeReason, signal.SnoozedBy, signal.SnoozedCount));
    }

    [Fact]
    public void Of_the_few_that_are_shown_one_is_what_no_money_tells_and_is_past_its_day()
    {
        List<Signal> inOrder = [.. Enumerable.Range(1, 6).Select(n => Signal.Raise("rule", Found($"{n}", stake: 100 - n) with { By = _today.AddDays(90) }, _today)), Late("soon", 3), Late("late", -1), Late("later", -9)];

        Assert.Equal(["1", "2", "3", "4", "later"], Signal.Handful(inOrder, 5, _today).Select(s => s.Cause));
        Assert.Equal(inOrder, Signal.Handful(inOrder, 20, _today));
        Assert.Equal(["1", "2", "3", "4", "5"], Signal.Handful(inOrder[..7], 5, _today).Select(s => s.Cause)); // What is still to come can wait.
        Assert.Equal(["soon", "late", "later"], Signal.Handful([.. inOrder.Skip(6)], 3, _today).Select(s => s.Cause));

        Signal Late(string cause, int days) => Signal.Raise("rule", Found(cause, stake: 0) with { By = _today.AddDays(days) }, _today);
    }

    [Fact]
    public void One_that_is_found_as_it_was_changes_nothing()
    {
        var signal = Signal.Raise("rule", Found("a"), _today);
        signal.See(Found("a"));
        Assert.Equal(0, signal.Revision);
        signal.See(Found("a") with { Evidence = [new("Another fact")] });
        Assert.Equal(1, signal.Revision);
    }

    [Fact]
    public void It_is_put_off_with_a_reason_until_a_day_and_told_again_on_it()
    {
        var signal = Signal.Raise("rule", Found("a"), _today);
        signal.Snooze(" The buyer is on leave ", _today.AddDays(10), by: 7, _today);

        Assert.Equal(("The buyer is on leave", 7L), (signal.SnoozeReason, signal.SnoozedBy));
        Assert.True(signal.IsSnoozed(_today.AddDays(9)));
        Assert.False(signal.IsSnoozed(_today.AddDays(10)));
        signal.Wake();
        Assert.False(signal.IsSnoozed(_today));
    }

    [Theory]
    [InlineData("", 1, "Reason")]
    [InlineData("   ", 1, "Reason")]
    [InlineData("It waits", 0, "Until")]
    [InlineData("It waits", Signal.LongestSnooze + 1, "Until")]
    [InlineData("It waits", null, "Until")]
    public void It_is_not_put_off_without_a_reason_or_a_day_to_come(string reason, int? days, string field)
    {
        var signal = Signal.Raise("rule", Found("a"), _today);
        var refused = Assert.Throws<RefusedException>(() => signal.Snooze(reason, days is { } d ? _today.AddDays(d) : null, 7, _today));
        Assert.Equal((field, null), (refused.Field, signal.SnoozedUntil));
    }

    [Fact]
    public void What_is_gone_cannot_be_put_off()
    {
        var signal = Signal.Raise("rule", Found("a"), _today);
        signal.Resolve(_today);
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(() => signal.Snooze("It waits", _today.AddDays(1), 7, _today)).Refusal);
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(signal.Wake).Refusal);
    }

    [Theory]
    [InlineData(24, 90, "2026-11-27")] // On Tuesday the Friday of this week,
    [InlineData(26, 90, "2026-12-04")] // on Thursday that of the next, since tomorrow is too soon,
    [InlineData(24, 2, "2026-11-26")] // or the day by which it is to be done where that comes first,
    [InlineData(24, -9, "2026-11-24")] // and never a day that is past.
    public void A_day_is_proposed_for_what_is_done_about_it(int today, int byInDays, string proposed)
    {
        var day = new DateOnly(2026, 11, today);
        Assert.Equal(DateOnly.Parse(proposed, System.Globalization.CultureInfo.InvariantCulture), Signal.Raise("rule", Found("a") with { By = day.AddDays(byInDays) }, day).DayProposed(day));
    }

    [Fact]
    public void What_is_done_about_it_is_promised_by_a_person_to_their_manager_and_by_a_manager_to_the_person()
    {
        var signal = Signal.Raise("rule", Found("a"), _today);
        var own = signal.Promise("k1", " Begin two ", _today, by: 1, managerId: 7, _today);
        Assert.Equal((CommitmentKind.Signal, "signal/0/k1", 1L, 7L, "Begin two", CommitmentState.Open), (own.Kind, own.Source, own.PersonId, own.ToId, own.What, own.State));
        var managers = signal.Promise("k2", "Call them", _today.AddDays(3), by: 7, managerId: 9, _today);
        Assert.Equal((7L, 1L, _today.AddDays(3)), (managers.PersonId, managers.ToId, managers.Due));
    }

    [Theory]
    [InlineData(" ", 1, "What")]
    [InlineData("Begin two", null, "Due")]
    [InlineData("Begin two", -1, "Due")]
    [InlineData(null, 1, "What")]
    public void Nothing_is_promised_without_words_or_a_day_to_come(string? what, int? days, string field) =>
        Assert.Equal(field, Assert.Throws<RefusedException>(() => Signal.Raise("rule", Found("a"), _today).Promise("k", what, days is { } d ? _today.AddDays(d) : null, 1, null, _today)).Field);

    [Fact]
    public void Neither_too_much_is_promised_nor_about_what_is_gone()
    {
        var signal = Signal.Raise("rule", Found("a"), _today);
        Assert.Equal("What", Assert.Throws<RefusedException>(() => signal.Promise("k", new('x', Signal.LongestPromise + 1), _today, 1, null, _today)).Field);
        signal.Resolve(_today);
        Assert.Contains("nothing to promise any more", Assert.Throws<RefusedException>(() => signal.Promise("k", "Begin two", _today, 1, null, _today)).Message, StringComparison.Ordinal);
    }

    [Property]
    public Property Weight_rises_with_what_is_at_stake_and_falls_the_more_time_there_is() => Prop.ForAll(
        ArbMap.Default.ArbFor<PositiveInt>(), ArbMap.Default.ArbFor<PositiveInt>(), ArbMap.Default.ArbFor<NonNegativeInt>(),
        (stake, more, days) =>
        {
            var by = _today.AddDays(days.Get % 300);
            return Signal.Weigh(stake.Get + more.Get, by, _today) > Signal.Weigh(stake.Get, by, _today)
                && Signal.Weigh(stake.Get, by.AddDays(1), _today) < Signal.Weigh(stake.Get, by, _today)
                && Math.Abs(Signal.Weigh(stake.Get, by.AddDays(Signal.HalfDays), _today) - (Signal.Weigh(stake.Get, by, _today) / 2)) < 1e-6 * stake.Get
                && Signal.Weigh(stake.Get, _today.AddDays(-5), _today) == stake.Get;
        });

    [Fact]
    public void A_rule_takes_numbers_that_make_sense_and_remembers_only_what_is_not_usual()
    {
        var (limit, policy) = (new RuleLimit(14, 0, 92, "days"), new SignalPolicy("rule"));
        policy.Set(isMuted: true, 20, limit, "Limit");
        Assert.Equal((true, 20m), (policy.IsMuted, policy.Limit!.Value));
        policy.Set(isMuted: false, 14, limit, "Limit");
        Assert.Null(policy.Limit);
        Assert.Equal("From 0 to 92 days.", Assert.Throws<RefusedException>(() => policy.Set(false, 93, limit, "Limit")).Message);
        Assert.Throws<RefusedException>(() => policy.Set(false, 1, null, "Limit"));
    }

    [Fact]
    public void Self_management_only_lowers_how_often_the_two_sit_down()
    {
        var unknown = SelfManagement.Of(new(0, 0, 0, 0, 0, 0), isPlanAgreed: false, 0, 8, default);
        Assert.Equal((CheckIn.Weekly, 0), (unknown.CheckIn, unknown.Met));
        var worst = SelfManagement.Of(new(0, 9, 9, 9, 0, 0), isPlanAgreed: false, 0, 8, new(4, 0.9m));
        Assert.Equal(CheckIn.Weekly, worst.CheckIn);

        var half = SelfManagement.Of(new(0, 0, 0, 0, 0, 0), isPlanAgreed: true, 7, 8, default);
        Assert.Equal(CheckIn.EveryTwoWeeks, half.CheckIn);
        var all = SelfManagement.Of(new(Kept: 9, Late: 1, Broken: 0, Overdue: 0, Renegotiated: 30, StillOpen: 2), isPlanAgreed: true, 5, 5, new(3, -0.05m));
        Assert.Equal(CheckIn.Monthly, all.CheckIn);
        Assert.Contains("was about right, −5.0% off", all.Parts[3].Words, StringComparison.Ordinal);
        Assert.Contains("9 of 10 promises of the last 90 days kept on the day", all.Parts[0].Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.10, true, "about right, +10.0% off")]
    [InlineData(0.104, false, "too rosy, +10.4% off")]
    [InlineData(-0.104, false, "too careful, −10.4% off")]
    public void What_is_called_is_about_right_where_it_speaks_for_less_attention(double bias, bool isMet, string words)
    {
        var called = SelfManagement.Of(new(0, 0, 0, 0, 0, 0), isPlanAgreed: false, 0, 8, new(3, (decimal)bias)).Parts[3];
        Assert.Equal(isMet, called.IsMet);
        Assert.Contains(words, called.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_was_away_is_held_against_the_weeks_at_work_alone()
    {
        Assert.True(Logging(3, 3));
        Assert.False(Logging(2, 2)); // Of two weeks nothing is known yet.
        Assert.True(Logging(7, 8));
        Assert.False(Logging(6, 8));
        Assert.False(Logging(0, 0));

        static bool Logging(int logged, int atWork) => SelfManagement.Of(new(0, 0, 0, 0, 0, 0), false, logged, atWork, default).Parts[2].IsMet;
    }

    private static IReadOnlyList<Signal> Follow(IEnumerable<Signal> known, Finding[] found, DateOnly today) => Signal.Follow(known, found.Select(f => ("rule", f)), today);

    private static Finding Found(string cause, decimal stake = 100) => new(1, cause, stake, _today, "Title", "Words", [new("Fact", "today")], new("Do it", "today"));
}

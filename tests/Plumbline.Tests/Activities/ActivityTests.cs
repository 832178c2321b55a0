namespace Plumbline.Activities;

public class ActivityTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    [Fact]
    public void What_is_told_is_taken_down()
    {
        var activity = Blank();

        activity.Tell(new(3, _today, 5, 7, 9, "They want a quote", "Send the quote", _today.AddDays(2)), _today);

        Assert.Equal((3L, _today, 5L, 7L, 9L, "They want a quote", "Send the quote", _today.AddDays(2)),
            (activity.TypeId, activity.Date, activity.AccountId, activity.ContactId, activity.OpportunityId, activity.Outcome, activity.NextStep, activity.NextStepDue!.Value));
    }

    [Fact]
    public void A_day_to_come_is_refused_with_a_days_grace_for_other_time_zones()
    {
        Blank().Tell(Told(_today.AddDays(1)), _today);

        Assert.Equal("Day", Refused(Told(_today.AddDays(2))));
    }

    [Fact]
    public void A_next_step_has_words_and_a_day_that_does_not_come_before()
    {
        Assert.Equal("NextStepDue", Refused(Told(_today) with { NextStep = "Call back" }));
        Assert.Equal("NextStep", Refused(Told(_today) with { NextStepDue = _today }));
        Assert.Equal("NextStepDue", Refused(Told(_today) with { NextStep = "Call back", NextStepDue = _today.AddDays(-1) }));
    }

    [Fact]
    public void A_note_beyond_its_length_is_refused() => Assert.Equal("Outcome", Refused(Told(_today) with { Outcome = new('x', Activity.MostLetters + 1) }));

    [Theory]
    [InlineData("Call", ActivityKind.Conversation)]
    [InlineData("Customer visit", ActivityKind.Meeting)]
    [InlineData("Follow-up on QUOTE", ActivityKind.Proposal)]
    [InlineData("E-Mail", ActivityKind.Touch)]
    [InlineData("Training", ActivityKind.Other)]
    public void A_type_from_elsewhere_is_taken_for_what_its_name_says(string name, ActivityKind kind) => Assert.Equal(kind, UsualTypes.KindOf(name));

    [Fact]
    public void The_usual_types_stand_in_order_each_once()
    {
        Assert.Equal(UsualTypes.Names, UsualTypes.All.OrderBy(t => t.Order).Select(t => t.Name));
        Assert.All(UsualTypes.All, t => Assert.True(t.Order < UsualTypes.Last && t.IsOffered));
    }

    private static ToldActivity Told(DateOnly day) => new(1, day, null, null, null, null, null, null);

    private static Activity Blank() => new() { System = RecordedHere.System, ExternalId = "k", TypeId = 0 };

    private static string? Refused(ToldActivity told) => Assert.Throws<RefusedException>(() => Blank().Tell(told, _today)).Field;
}

namespace Plumbline.Presentations;

public class PresentationTests
{
    private const long Chief = 1;
    private const long Finance = 2;
    private const long Mary = 3;
    private const long Ben = 4;
    private const long Plan = 10;

    private static readonly DateTimeOffset _at = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
    private static readonly PlanHeard _nothing = new([], [], 0, 0);

    private static Presentation Meeting(PresentationKind kind)
    {
        var meeting = new Presentation(kind, new("Plans", _at, 60, "Room 1"), Chief);
        meeting.Add(Plan, Mary);
        meeting.Invite(Finance, LeadershipFunction.Finance);
        return meeting;
    }

    [Fact]
    public void What_a_calendar_must_know_of_counts_and_everyone_is_told_of_it_once()
    {
        var meeting = Meeting(PresentationKind.Leadership);
        Assert.True(meeting.HasNews);
        meeting.Told();
        Assert.False(meeting.HasNews);

        meeting.Move(new("Plans", _at, 60, "Room 1"));
        Assert.False(meeting.HasNews); // Nothing changed.
        meeting.Move(new("Plans", _at.AddHours(1), 60, "Room 1"));
        Assert.True(meeting.HasNews);
        meeting.Told();
        meeting.Cancel();
        Assert.True(meeting.HasNews);
        Assert.Equal(PresentationState.Cancelled, meeting.State);
        Refused("was cancelled", () => meeting.Move(new("Plans", _at, 60, "")));
    }

    [Fact]
    public void One_that_nobody_was_told_of_is_cancelled_without_a_word()
    {
        var meeting = Meeting(PresentationKind.Peers);
        meeting.Cancel();
        Assert.False(meeting.HasNews);
    }

    [Fact]
    public void Plans_stand_in_the_order_given_each_once()
    {
        var meeting = Meeting(PresentationKind.Peers);
        meeting.Add(11, Ben);
        meeting.Add(Plan, Mary);
        meeting.Add(12, Finance);
        Assert.Equal([Plan, 11, 12], meeting.Plans.Select(p => p.PlanId));
        meeting.Earlier(12);
        meeting.Earlier(Plan); // It is the first.
        Assert.Equal([Plan, 12, 11], meeting.Plans.Select(p => p.PlanId));
        meeting.Remove(12, isSpokenTo: false);
        meeting.Earlier(11);
        Assert.Equal([11, Plan], meeting.Plans.Select(p => p.PlanId));
        Refused("spoken to this plan", () => meeting.Remove(11, isSpokenTo: true));
        Assert.Equal([Chief, Ben, Mary, Finance], meeting.Everybody);
    }

    [Theory]
    [InlineData("", 60, "title")]
    [InlineData("Plans", 4, "5 to 480")]
    [InlineData("Plans", 481, "5 to 480")]
    public void A_meeting_has_a_title_and_a_length(string title, int minutes, string says) => Refused(says, () => _ = new Presentation(PresentationKind.Peers, new(title, _at, minutes, ""), Chief));

    [Fact]
    public void It_is_held_once_it_has_begun_and_has_a_plan()
    {
        Refused("still to come", () => Meeting(PresentationKind.Peers).Hold(_at.AddHours(-2)));
        Refused("No plan", () => new Presentation(PresentationKind.Peers, new("Plans", _at, 60, ""), Chief).Hold(_at));
        var meeting = Meeting(PresentationKind.Peers);
        meeting.Hold(_at);
        Refused("was held", () => meeting.Write("Too late"));
    }

    [Fact]
    public void The_leadership_endorses_and_only_who_was_asked_to_come()
    {
        var meeting = Meeting(PresentationKind.Leadership);
        var voice = Speak(meeting, Finance, VoiceKind.Endorsed);
        Assert.Equal(LeadershipFunction.Finance, voice.Function);
        Refused("Only who was asked", () => Speak(meeting, Ben, VoiceKind.Endorsed));
        Refused("your own plan", () => Speak(meeting, Mary, VoiceKind.Endorsed));
        Refused("Colleagues applaud", () => Speak(meeting, Ben, VoiceKind.Applauded));
        Refused("endorsed by the leadership", () => Speak(Meeting(PresentationKind.Peers), Finance, VoiceKind.Endorsed));
        Refused("Colleagues witness", () => Speak(meeting, Ben, VoiceKind.Witnessed, new([], [], 1, 0)));
    }

    [Fact]
    public void A_question_is_answered_by_the_author_before_who_asked_endorses()
    {
        var meeting = Meeting(PresentationKind.Leadership);
        var question = new PlanQuestion(meeting, Plan, Finance, "k", " Which month is short? ", _at);
        Assert.Equal("Which month is short?", question.Text);
        var open = new PlanHeard([], [question], 0, 0);
        Assert.Equal(PlanDecision.Questions, open.Decision);
        Refused("waits for its answer", () => Speak(meeting, Finance, VoiceKind.Endorsed, open));
        Refused("Only the plan’s author", () => question.Reply(Finance, Mary, "September", _at));
        Refused("Write the answer", () => question.Reply(Mary, Mary, " ", _at));
        question.Reply(Mary, Mary, "September", _at);
        Assert.Equal(PlanDecision.Endorsed, (open with { Voices = [Speak(meeting, Finance, VoiceKind.Endorsed, open)] }).Decision);
        Refused("Only who was asked", () => _ = new PlanQuestion(meeting, Plan, Ben, "k", "Why?", _at));
        Refused("leadership’s", () => _ = new PlanQuestion(Meeting(PresentationKind.Peers), Plan, Finance, "k", "Why?", _at));
    }

    [Fact]
    public void What_was_read_back_is_witnessed_and_stays_as_it_was_heard()
    {
        var meeting = Meeting(PresentationKind.Peers);
        Refused("nothing to witness", () => Speak(meeting, Ben, VoiceKind.Witnessed));
        Refused("not been read back", () => Speak(meeting, Ben, VoiceKind.Witnessed, new([], [], 1, 1)));
        var witnessed = new PlanHeard([Speak(meeting, Ben, VoiceKind.Witnessed, new([], [], 1, 0))], [], 1, 0);
        Refused("signed as witness", witnessed.RefuseWitnessed);
        _nothing.RefuseWitnessed();
    }

    [Fact]
    public void Nothing_is_said_to_a_meeting_that_was_cancelled()
    {
        var meeting = Meeting(PresentationKind.Leadership);
        meeting.Cancel();
        Refused("cancelled", () => Speak(meeting, Finance, VoiceKind.Endorsed));
        Refused("cancelled", () => _ = new PlanQuestion(meeting, Plan, Finance, "k", "Why?", _at));
    }

    [Theory]
    [InlineData("CFO", LeadershipFunction.Finance)]
    [InlineData("Chief financial officer", LeadershipFunction.Finance)]
    [InlineData("VP Marketing", LeadershipFunction.Marketing)]
    [InlineData("Head of operations", LeadershipFunction.Production)]
    [InlineData("Chief executive", LeadershipFunction.Executive)]
    [InlineData("Poet", LeadershipFunction.None)]
    [InlineData(null, LeadershipFunction.None)]
    public void A_title_says_for_what_somebody_listens(string? title, LeadershipFunction function) => Assert.Equal(function, PresentationDesk.FunctionBy(title));

    private static PlanVoice Speak(Presentation meeting, long person, VoiceKind kind, PlanHeard? heard = null) => new(meeting, Plan, person, kind, heard ?? _nothing, "", _at);

    private static void Refused(string says, Action act) => Assert.Contains(says, Assert.Throws<RefusedException>(act).Message, StringComparison.Ordinal);
}

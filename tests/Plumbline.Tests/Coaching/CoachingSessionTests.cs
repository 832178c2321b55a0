using Plumbline.Plans;
using Plumbline.Signals;

namespace Plumbline.Coaching;

public class CoachingSessionTests
{
    private const long Paul = 2;
    private const long Mary = 1;
    private static readonly DateOnly _today = new(2026, 11, 24);
    private static readonly CoachingTalk _talk = new() { Topic = "First meetings", Goal = "Three a week by the end of January" };

    [Fact]
    public void Only_a_manager_above_coaches() =>
        Assert.Equal(Refusal.NotAllowed, Assert.Throws<RefusedException>(() => new CoachingSession(Mary, new(3, IsInLine: false), _today, [])).Refusal);

    [Fact]
    public void The_coach_takes_down_what_is_said_and_says_when_it_was_held()
    {
        var session = Session();
        Assert.Equal(Refusal.NotAllowed, Assert.Throws<RefusedException>(() => session.Write(Mary, _talk, CoachingFigure.None)).Refusal);
        Assert.Equal("Topic", Assert.Throws<RefusedException>(() => session.Hold(Paul, [], null, _today.AddDays(7), _today)).Field);
        session.Write(Paul, _talk with { Goal = "" }, CoachingFigure.None);
        Assert.Equal("Goal", Assert.Throws<RefusedException>(() => session.Hold(Paul, [], null, _today.AddDays(7), _today)).Field);
        session.Write(Paul, _talk, CoachingFigure.WinRate);
        Assert.Equal("NextOn", Assert.Throws<RefusedException>(() => session.Hold(Paul, [], 0.3m, _today, _today)).Field);
        session.Hold(Paul, [], 0.3m, _today.AddDays(7), _today);
        Assert.Equal((CoachingState.Held, 0.3m, _today.AddDays(7)), (session.State, session.Before!.Value, session.NextOn!.Value));
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(() => session.Hold(Paul, [], 0.3m, _today.AddDays(7), _today)).Refusal);
        Assert.Equal("Figure", Assert.Throws<RefusedException>(() => session.Write(Paul, _talk, CoachingFigure.Activities)).Field);
    }

    [Fact]
    public void Who_was_coached_acts_and_adds_words_once_it_was_held()
    {
        var session = Session();
        Assert.Equal(Refusal.NotAllowed, Assert.Throws<RefusedException>(() => session.Act(Mary, "k1", "Call", _today, null, _today)).Refusal);
        Assert.Equal(Refusal.Conflict, Assert.Throws<RefusedException>(() => session.Answer(Mary, "Yes")).Refusal);
        session.Act(Paul, "k1", "Call the bakery", _today.AddDays(3), 7, _today);
        session.Write(Paul, _talk, CoachingFigure.None);
        session.Hold(Paul, [], 0.5m, _today.AddDays(14), _today);
        Assert.Null(session.Before);
        session.Act(Mary, "k2", "Ask for a name", _today.AddDays(3), null, _today);
        session.Answer(Mary, " It helped. ");
        Assert.Equal("It helped.", session.Reply);
        Assert.Equal(2, session.Actions.Count);
        Assert.Equal(Refusal.NotAllowed, Assert.Throws<RefusedException>(() => session.Answer(Paul, "So it did")).Refusal);
        Assert.Equal("Confidence", Assert.Throws<RefusedException>(() => session.Act(Mary, "k3", "Ask", _today, 11, _today)).Field);
        Assert.Equal("Due", Assert.Throws<RefusedException>(() => session.Act(Mary, "k3", "Ask", _today.AddDays(-1), null, _today)).Field);
    }

    [Theory]
    [InlineData(CheckIn.Weekly, 7)]
    [InlineData(CheckIn.EveryTwoWeeks, 14)]
    [InlineData(CheckIn.Monthly, 28)]
    public void The_rhythm_proposes_the_next_day(CheckIn rhythm, int days) => Assert.Equal(_today.AddDays(days), CoachingSession.Propose(_today, rhythm));

    private static CoachingSession Session() => new(Mary, new Party(Paul, IsInLine: true), _today, [new("Win rate", "30%")]);
}

using Plumbline.Commitments;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Scoring;

namespace Plumbline.Meetings;

/// <summary>What a member of the team promised, what became of it, and what the plan needs besides.</summary>
/// <param name="Person">Who.</param>
/// <param name="Rating">How the past week went for them; null until they say.</param>
/// <param name="Last">Each day promised since the last meeting, also where it was moved since.</param>
/// <param name="Next">What is promised for this week: what names an account or an opportunity first.</param>
/// <param name="Needs">What the person's plan and pipeline need this week and nobody has promised.</param>
internal sealed record MeetingMember(Person Person, WeekRating? Rating, IReadOnlyList<LedgerLine> Last, IReadOnlyList<LedgerLine> Next, IReadOnlyList<MeetingNeed> Needs);

/// <summary>Something to be done this week that nobody has promised, and where it is seen; null where its words are all.</summary>
internal sealed record MeetingNeed(string Words, string? Href);

/// <summary>A team meeting as its page shows it; <paramref name="Forecast"/> is what the team's month has booked and open, <paramref name="ToCreate"/> the pipeline still to be created for the months ahead; null where the month is over.</summary>
internal sealed record MeetingView(
    TeamMeeting Meeting, Team Team, IReadOnlyList<MeetingMember> Members, PromisesKept Kept, Period Month, ScoreboardView Standing, CoverageLine? Forecast, decimal? ToCreate, DateOnly Today, Colleagues People, bool IsMember, bool MayHold, TeamMeeting? Before)
{
    /// <summary>The week's last day.</summary>
    public DateOnly WeekEnd => Meeting.Week.AddDays(6);
}

/// <summary>A meeting in the list of a team's.</summary>
internal sealed record MeetingEntry(long? Id, DateOnly Week, bool IsOver, decimal? Mood, int Ratings);

/// <summary>The meetings of a team, the latest first.</summary>
internal sealed record TeamMeetings(Team Team, IReadOnlyList<MeetingEntry> Entries);

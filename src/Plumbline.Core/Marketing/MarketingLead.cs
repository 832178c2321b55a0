using Plumbline.Typing;

namespace Plumbline.Marketing;

/// <summary>What became of a lead.</summary>
public enum LeadOutcome
{
    /// <summary>Nobody has followed it up.</summary>
    Waiting,

    /// <summary>Somebody has spoken with them.</summary>
    FollowedUp,

    /// <summary>They do not want to buy.</summary>
    NotInterested,

    /// <summary>There is an opportunity.</summary>
    Opportunity,
}

/// <summary>Somebody who came to an activity, or answered it.</summary>
public sealed class MarketingLead
{
    /// <summary>The longest of its texts but for the note.</summary>
    public const int LongestText = 200;

    /// <summary>The longest note.</summary>
    public const int LongestNote = 1_000;

    /// <summary>Notes one.</summary>
    /// <param name="activityId">Where they came.</param>
    /// <param name="line">Who they are.</param>
    /// <param name="accountId">The account of the company's name, where there is one only.</param>
    /// <param name="followerId">Who follows it up.</param>
    /// <param name="by">Who notes it.</param>
    /// <param name="on">The company's day, or the earlier one on which another system noted it.</param>
    public MarketingLead(long activityId, LeadLine line, long? accountId, long followerId, long by, DateOnly on) =>
        (ActivityId, Name, Company, Mail, Note, AccountId, FollowerId, NotedBy, NotedOn) = (activityId, line.Name, line.Company, line.Mail, line.Note, accountId, followerId, by, on);

    private MarketingLead() => (Name, Company, Mail, Note) = ("", "", "", "");

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>Where they came.</summary>
    public long ActivityId { get; private set; }

    /// <summary>The person.</summary>
    public string Name { get; private set; }

    /// <summary>The company, in words; empty where it is not said.</summary>
    public string Company { get; private set; }

    /// <summary>The mail address; empty where it is not said.</summary>
    public string Mail { get; private set; }

    /// <summary>What else is known; empty where nothing is.</summary>
    public string Note { get; private set; }

    /// <summary>Who they are, folded: the same person is on an activity's list once. It follows name, company and mail by itself.</summary>
    public string Key { get => KeyOf(new(Name, Company, Mail, "")); private set { } }

    /// <summary>The account; null where none has the company's name, or several do.</summary>
    public long? AccountId { get; private set; }

    /// <summary>Who follows it up.</summary>
    public long FollowerId { get; private set; }

    /// <summary>Who noted it.</summary>
    public long NotedBy { get; private set; }

    /// <summary>The company's day on which it was noted.</summary>
    public DateOnly NotedOn { get; private set; }

    /// <summary>What became of it.</summary>
    public LeadOutcome Outcome { get; private set; }

    /// <summary>The day on which somebody followed it up; null while it waits.</summary>
    public DateOnly? FollowedUpOn { get; private set; }

    /// <summary>The opportunity that it became; null where it did not.</summary>
    public long? OpportunityId { get; private set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>The day until which it is to be followed up: so many days after the activity was over, or after it was noted where that was later.</summary>
    public static DateOnly DueOn(DateOnly lastDay, DateOnly notedOn, int followUpDays) => (notedOn > lastDay ? notedOn : lastDay).AddDays(followUpDays);

    /// <summary>Who somebody is, folded.</summary>
    public static string KeyOf(LeadLine line) => Folded.Of($"{line.Name} {line.Company} {line.Mail}");

    /// <summary>Says what became of it.</summary>
    /// <param name="outcome">What; to let it wait again is open, too.</param>
    /// <param name="on">The day; of the past or today.</param>
    /// <param name="opportunityId">The opportunity that it became; null where it did not.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">The day is to come, or the opportunity is missing.</exception>
    public void Become(LeadOutcome outcome, DateOnly on, long? opportunityId, DateOnly today)
    {
        Refuse.Unless(on <= today, Refusal.Invalid, "Note it once it happened: that day is to come.", nameof(FollowedUpOn));
        Refuse.Unless(outcome != LeadOutcome.Opportunity || opportunityId is not null, Refusal.Invalid, "Say which opportunity it became.", "Opportunity");
        (Outcome, FollowedUpOn, OpportunityId) = (outcome, outcome == LeadOutcome.Waiting ? null : on, outcome == LeadOutcome.Opportunity ? opportunityId : null);
    }

    /// <summary>Gives it to somebody to follow up.</summary>
    public void GiveTo(long followerId) => FollowerId = followerId;

    /// <summary>Notes what else is known.</summary>
    /// <exception cref="RefusedException">It is too long.</exception>
    public void Say(string? note)
    {
        var said = TypedText.OrNull(note) ?? "";
        Refuse.Unless(said.Length <= LongestNote, Refusal.Invalid, $"This is {said.Length:0} characters long; {LongestNote:0} fit.", nameof(Note));
        Note = said;
    }
}

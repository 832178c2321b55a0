using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Meetings;

/// <summary>What a form of the meeting's page posts, as typed.</summary>
public sealed class MeetingInput
{
    /// <summary>The team whose meeting is begun.</summary>
    public string? Team { get; set; }

    /// <summary>The week's rating, 1 to 5.</summary>
    public string? Score { get; set; }

    /// <summary>Why the week went so, or what is promised.</summary>
    public string? Words { get; set; }

    /// <summary>The day by which.</summary>
    public string? Day { get; set; }

    /// <summary>Who is to do it.</summary>
    public string? Person { get; set; }

    /// <summary>The account's number, where one was chosen.</summary>
    public string? Account { get; set; }

    /// <summary>The account as typed.</summary>
    public string? AccountName { get; set; }

    /// <summary>The meeting's notes.</summary>
    public string? Notes { get; set; }

    /// <summary>The revision of the notes that was read.</summary>
    public int Revision { get; set; }

    /// <summary>A key of the form's own, so that a promise sent twice is one.</summary>
    public string? Key { get; set; }
}

/// <summary>Holds team meetings: begins them, takes ratings and promises, keeps the notes, ends them. Members and those above in the line may.</summary>
internal sealed class MeetingMoves(PlumblineDb db, CurrentPerson me, OurCompany company, AccountNames accounts, MeetingReader reader, Notifier notifier, TimeProvider clock)
{
    /// <summary>Begins this week's meeting of a team, or finds the one that somebody else has begun.</summary>
    /// <returns>The meeting's number.</returns>
    public async Task<long> Begin(long teamId, CancellationToken cancel)
    {
        Refuse.Unless((await reader.Teams(cancel)).Any(t => t.Id == teamId), Refusal.NotFound, "There is no such team, or it is not yours to see.");
        var week = await reader.ThisWeek(cancel);
        if (await Begun() is { } begun)
        {
            return begun;
        }

        var meeting = new TeamMeeting(teamId, week, me.Id, clock.GetUtcNow());
        db.TeamMeetings.Add(meeting);
        return await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), async () => await Begun() is not null) ? meeting.Id : (await Begun())!.Value;

        Task<long?> Begun() => db.TeamMeetings.Where(m => m.TeamId == teamId && m.Week == week).Select(m => (long?)m.Id).SingleOrDefaultAsync(cancel);
    }

    public async Task Rate(long id, MeetingInput input, CancellationToken cancel)
    {
        var meeting = await Find(id, cancel);
        var earlier = await db.WeekRatings.SingleOrDefaultAsync(r => r.MeetingId == id && r.PersonId == me.Id, cancel);
        var rating = meeting.Rate(earlier, me.Id, int.TryParse(input.Score, NumberStyles.None, CultureInfo.InvariantCulture, out var score) ? score : 0, input.Words);
        if (earlier is null)
        {
            db.WeekRatings.Add(rating);
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Promises something for oneself, or asks a colleague of the team for it.</summary>
    public async Task Promise(long id, MeetingInput input, CancellationToken cancel)
    {
        var meeting = await Find(id, cancel);
        meeting.RefuseEnded();
        var (people, today) = (await me.Colleagues(cancel), await company.Today(cancel));
        Refuse.Unless(RecordedHere.IsKey(input.Key), Refusal.Invalid, "Open the page anew and type it once more.");
        Refuse.Unless(
            long.TryParse(input.Person, NumberStyles.None, CultureInfo.InvariantCulture, out var person)
            && (person == me.Id || MeetingReader.MembersOf(people.Teams.First(t => t.Id == meeting.TeamId), people, today).Any(m => m.Id == person)), Refusal.Invalid, "Choose who of the team is to do it.", nameof(input.Person));
        var due = TypedDay.Required(input.Day, nameof(input.Day));
        Refuse.Unless(due >= today, Refusal.Invalid, "Promise a day to come.", nameof(input.Day));
        Refuse.Unless(!string.IsNullOrWhiteSpace(input.Words), Refusal.Invalid, "Say what will be done.", nameof(input.Words));
        var account = await AccountOf(input, cancel);
        var source = string.Create(CultureInfo.InvariantCulture, $"meeting/{id}/{input.Key}");
        if (!await db.Commitments.AnyAsync(c => c.Source == source, cancel))
        {
            var promise = new Commitment(CommitmentKind.Meeting, source, person, input.Words!, today, due, askedBy: me.Id) { AccountId = account };
            db.Commitments.Add(promise);
            if (promise.State == CommitmentState.Asked)
            {
                await notifier.Tell(NotificationKind.HelpAsked, [person], promise.What, "today", null, cancel);
            }

            await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), () => db.Commitments.AnyAsync(c => c.Source == source, cancel));
        }
    }

    public async Task Write(long id, MeetingInput input, CancellationToken cancel)
    {
        var meeting = await Find(id, cancel);
        Refuse.Stale("the notes", input.Revision, meeting.Revision);
        meeting.Write(input.Notes);
        meeting.Revision++;
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Ends the meeting, with the notes as they stand in the form.</summary>
    public async Task End(long id, MeetingInput input, CancellationToken cancel)
    {
        var meeting = await Find(id, cancel);
        Refuse.Stale("the notes", input.Revision, meeting.Revision);
        meeting.Write(input.Notes);
        meeting.End(clock.GetUtcNow());
        meeting.Revision++;
        var people = await me.Colleagues(cancel);
        var team = people.Teams.First(t => t.Id == meeting.TeamId);
        await notifier.Tell(
            NotificationKind.MeetingNotes, MeetingReader.MembersOf(team, people, await company.Today(cancel)).Select(m => m.Id), $"{team.Name}, week of {Ui.Figures.Day(meeting.Week)}",
            FormattableString.Invariant($"meetings/{id}#notes"), meeting.Notes == "" ? null : meeting.Notes, cancel);
        await db.SaveChangesAsync(cancel);
    }

    private async Task<TeamMeeting> Find(long id, CancellationToken cancel)
    {
        var meeting = await db.TeamMeetings.SingleOrDefaultAsync(m => m.Id == id, cancel) ?? throw RefusedException.NotFound("meeting");
        var team = (await reader.Teams(cancel)).FirstOrDefault(t => t.Id == meeting.TeamId) ?? throw RefusedException.NotFound("meeting");
        Refuse.Unless(await reader.MayHold(team, cancel), Refusal.NotAllowed, "Only the team and the managers above hold this meeting.");
        return meeting;
    }

    private async Task<long?> AccountOf(MeetingInput input, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(input.AccountName))
        {
            return null;
        }

        var name = input.AccountName.Trim();
        var named = await accounts.Called(input.Account, name, cancel);
        return named is [var only] ? only
            : throw new RefusedException(Refusal.Invalid, named.Count == 0 ? $"There is no account “{name}”. Choose one from the list, or leave it empty." : $"Several accounts are called “{name}”. Choose one from the list.", nameof(input.AccountName));
    }
}

internal static class MeetingsSetup
{
    public static void AddMeetings(this IServiceCollection services)
    {
        services.AddScoped<MeetingReader>();
        services.AddScoped<MeetingMoves>();
    }
}

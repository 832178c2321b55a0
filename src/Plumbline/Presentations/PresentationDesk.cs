using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Presentations;

/// <summary>What a form about a meeting posts, as typed.</summary>
public sealed class PresentationInput
{
    /// <summary>Before whom: the name of a <see cref="PresentationKind"/>.</summary>
    public string? Kind { get; set; }

    /// <summary>What it is called.</summary>
    public string? Title { get; set; }

    /// <summary>The day.</summary>
    public string? Day { get; set; }

    /// <summary>The time on the wall where the company is.</summary>
    public string? Time { get; set; }

    /// <summary>How long, in minutes.</summary>
    public string? Minutes { get; set; }

    /// <summary>Where.</summary>
    public string? Place { get; set; }

    /// <summary>The minutes taken.</summary>
    public string? Notes { get; set; }

    /// <summary>A plan, a person or a team by number.</summary>
    public string? Of { get; set; }

    /// <summary>For what part of the company somebody listens.</summary>
    public string? Function { get; set; }

    /// <summary>Which button was pressed.</summary>
    public string? Move { get; set; }

    /// <summary>A key of the form's own, so that a meeting called twice is one.</summary>
    public string? Key { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }
}

/// <summary>Calls meetings in which plans are presented, and looks after agenda, people and minutes.</summary>
internal sealed class PresentationDesk(PlumblineDb db, CurrentPerson me, OurCompany company, PresentationReader reader, Invitations invitations, TimeProvider clock)
{
    /// <summary>Calls a meeting with the people and the plans that are likely meant: the leadership, or the salespeople below; the plans that are agreed and not over, of the months for which most are, as many as a meeting has time for.</summary>
    /// <returns>Its number.</returns>
    public async Task<long> Convene(PresentationInput input, CancellationToken cancel)
    {
        Refuse.Unless(await reader.MayConvene(cancel), Refusal.NotAllowed, "Managers and the leadership call these meetings.");
        Refuse.Unless(RecordedHere.IsKey(input.Key), Refusal.Invalid, "Open the page anew and type it once more.");
        Refuse.Unless(Enum.TryParse<PresentationKind>(input.Kind, out var kind) && Enum.IsDefined(kind), Refusal.Invalid, "Choose before whom.", nameof(input.Kind));
        var meeting = new Presentation(kind, await Time(input, cancel), me.Id, input.Key);
        if (await Called() is { } called)
        {
            return called; // Sent twice.
        }

        var people = await me.Colleagues(cancel);
        var months = (await reader.Agreed(people, cancel)).GroupBy(p => p.Period).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key.First).FirstOrDefault(); // Those of the same months; the later ones where there are as many.
        List<PlanChoice> plans = months is null ? [] : [.. months.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Take(Presentation.MostPlans)];
        foreach (var plan in plans)
        {
            meeting.Add(plan.PlanId, plan.PersonId);
        }

        var presenters = plans.Select(p => p.PersonId).ToHashSet();
        var line = await me.Line(cancel);
        foreach (var person in people.Working(clock.GetUtcNow()).Where(p => kind == PresentationKind.Leadership ? p.Roles.HasFlag(Roles.Leadership) : p.Roles.HasFlag(Roles.Salesperson) && line.Contains(p.Id) && !presenters.Contains(p.Id)).Take(Presentation.MostAttendees))
        {
            meeting.Invite(person.Id, FunctionBy(person.Title));
        }

        db.Add(meeting);
        return await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), async () => await Called() is not null) ? meeting.Id : (await Called())!.Value;

        Task<long?> Called() => db.Presentations.Where(p => p.Key == input.Key && p.ConvenerId == me.Id).Select(p => (long?)p.Id).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Moves it, or names it anew.</summary>
    public async Task Move(long id, PresentationInput input, CancellationToken cancel)
    {
        var meeting = await Find(id, cancel);
        Refuse.Stale("this meeting", input.Revision, meeting.Revision);
        meeting.Move(await Time(input, cancel));
        await Save(meeting, cancel);
    }

    /// <summary>Says that it does not take place, and tells those who were asked to come.</summary>
    public async Task Cancel(long id, CancellationToken cancel)
    {
        var meeting = await Find(id, cancel);
        meeting.Cancel();
        await Save(meeting, cancel);
        if (meeting.HasNews)
        {
            await Tell(meeting, cancel);
        }
    }

    /// <summary>Tells everyone when and where it is, or that it is not.</summary>
    public async Task Tell(long id, CancellationToken cancel)
    {
        var meeting = await Find(id, cancel);
        Refuse.Unless(meeting.State != PresentationState.Held, Refusal.Conflict, "This meeting is over.");
        await Tell(meeting, cancel);
    }

    /// <summary>Puts an agreed plan on the agenda.</summary>
    public async Task Add(long id, PresentationInput input, CancellationToken cancel)
    {
        var meeting = await Find(id, cancel);
        var plan = Number(input.Of);
        var found = await reader.Agreed(await me.Colleagues(cancel), cancel, plan);
        Refuse.Unless(found is [_], Refusal.Invalid, "Choose a plan that is agreed and whose months are not over.", nameof(input.Of));
        meeting.Add(found[0].PlanId, found[0].PersonId);
        await Save(meeting, cancel);
    }

    /// <summary>Takes a plan off the agenda, or has it presented earlier.</summary>
    public async Task Arrange(long id, PresentationInput input, CancellationToken cancel)
    {
        var meeting = await Find(id, cancel);
        var plan = Number(input.Of);
        if (input.Move == "earlier")
        {
            meeting.Earlier(plan);
        }
        else
        {
            meeting.Remove(plan, await db.PlanVoices.AnyAsync(v => v.PresentationId == id && v.PlanId == plan, cancel) || await db.PlanQuestions.AnyAsync(q => q.PresentationId == id && q.PlanId == plan, cancel)
                || await db.Commitments.MadeIn(id, plan, [.. meeting.Plans.Where(p => p.PlanId == plan).Select(p => p.SalespersonId)]).AnyAsync(cancel));
        }

        await Save(meeting, cancel);
    }

    /// <summary>Asks a person, or the salespeople of a team ("team/3"), to come.</summary>
    public async Task Invite(long id, PresentationInput input, CancellationToken cancel)
    {
        var meeting = await Find(id, cancel);
        var people = await me.Colleagues(cancel);
        var function = Enum.TryParse<LeadershipFunction>(input.Function, out var chosen) && Enum.IsDefined(chosen) ? chosen : LeadershipFunction.None;
        if (input.Of is ['t', 'e', 'a', 'm', '/', .. var team] && people.Teams.FirstOrDefault(t => t.Id == Number(team)) is { } known)
        {
            var (teams, today) = (people.WithSubteams(known.Id), await company.Today(cancel));
            var presenters = meeting.Plans.Select(p => p.SalespersonId).ToHashSet();
            foreach (var member in people.Working(clock.GetUtcNow()).Where(p => teams.Contains(people.Roster.TeamOn(p.Id, today)) && !presenters.Contains(p.Id)))
            {
                meeting.Invite(member.Id, meeting.FunctionOf(member.Id) ?? LeadershipFunction.None);
            }
        }
        else
        {
            var person = people.Working(clock.GetUtcNow()).FirstOrDefault(p => p.Id == Number(input.Of));
            Refuse.Unless(person is not null, Refusal.Invalid, "Choose who is to come.", nameof(input.Of));
            meeting.Invite(person.Id, function == LeadershipFunction.None ? FunctionBy(person.Title) : function);
        }

        await Save(meeting, cancel);
    }

    /// <summary>Asks somebody no longer.</summary>
    public async Task Uninvite(long id, PresentationInput input, CancellationToken cancel)
    {
        var meeting = await Find(id, cancel);
        meeting.Uninvite(Number(input.Of));
        await Save(meeting, cancel);
    }

    /// <summary>Keeps the minutes; says that the meeting was held where that is asked.</summary>
    public async Task Write(long id, PresentationInput input, CancellationToken cancel)
    {
        var meeting = await Find(id, cancel);
        Refuse.Stale("the minutes", input.Revision, meeting.Revision);
        meeting.Write(input.Notes);
        await Save(meeting, cancel);
        input.Revision = meeting.Revision; // They are kept, also where the meeting cannot be over yet.
        if (input.Move == "hold")
        {
            meeting.Hold(clock.GetUtcNow());
            await Save(meeting, cancel);
        }
    }

    /// <summary>For what somebody with this title is likely to listen.</summary>
    internal static LeadershipFunction FunctionBy(string? title) => title?.ToUpperInvariant() switch
    {
        null => LeadershipFunction.None,
        var t when t.Contains("FINANC", StringComparison.Ordinal) || t.Contains("CFO", StringComparison.Ordinal) => LeadershipFunction.Finance,
        var t when t.Contains("MARKETING", StringComparison.Ordinal) || t.Contains("CMO", StringComparison.Ordinal) => LeadershipFunction.Marketing,
        var t when t.Contains("PRODUCTION", StringComparison.Ordinal) || t.Contains("OPERATION", StringComparison.Ordinal) || t.Contains("COO", StringComparison.Ordinal) => LeadershipFunction.Production,
        var t when t.Contains("CHIEF", StringComparison.Ordinal) || t.Contains("CEO", StringComparison.Ordinal) || t.Contains("MANAGING", StringComparison.Ordinal) => LeadershipFunction.Executive,
        _ => LeadershipFunction.None,
    };

    private async Task Tell(Presentation meeting, CancellationToken cancel)
    {
        await invitations.Send(meeting, cancel);
        meeting.Told();
        await Save(meeting, cancel);
    }

    private async Task<PresentationTime> Time(PresentationInput input, CancellationToken cancel)
    {
        var day = TypedDay.Required(input.Day, nameof(input.Day));
        Refuse.Unless(TimeOnly.TryParse(input.Time, CultureInfo.InvariantCulture, out var time), Refusal.Invalid, "Write the time as 09:30.", nameof(input.Time));
        return new(input.Title ?? "", (await company.Clock(cancel)).At(day, time), int.TryParse(input.Minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : 0, input.Place ?? "");
    }

    private async Task<Presentation> Find(long id, CancellationToken cancel)
    {
        var meeting = await (await reader.Visible(db.Presentations.AsSplitQuery(), cancel)).SingleOrDefaultAsync(p => p.Id == id, cancel) ?? throw RefusedException.NotFound("meeting");
        Refuse.Unless(await reader.MayChair(meeting, cancel), Refusal.NotAllowed, "Who called the meeting and the leadership look after it; before colleagues the managers above those who present, too.");
        return meeting;
    }

    private async Task Save(Presentation meeting, CancellationToken cancel)
    {
        // Two who ask the same person at once meet at that row, and not at the meeting's.
        var (id, read) = (meeting.Id, meeting.Revision++);
        Refuse.Unless(
            await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), () => db.Presentations.AnyAsync(p => p.Id == id && p.Revision > read, cancel)),
            Refusal.Conflict, "Someone changed this meeting at the same moment. It is shown as it stands; do yours again if it still holds.");
    }

    private static long Number(string? typed) => long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

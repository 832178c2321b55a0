using Microsoft.EntityFrameworkCore;
using Plumbline.Coaching;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Marketing;
using Plumbline.Meetings;
using Plumbline.People;
using Plumbline.Reviews;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Presentations;

/// <summary>Something on a day of a person: what and where, and nothing of what is said there.</summary>
/// <param name="Key">The same whenever it is read, so that a calendar changes what it has.</param>
/// <param name="Day">The company's day.</param>
/// <param name="Words">As in "Coaching talk with Mary".</param>
/// <param name="Href">Where it is seen: an address within the site.</param>
internal sealed record CalendarEntry(string Key, DateOnly Day, string Words, string Href)
{
    /// <summary>From when to when; null where it is of the whole day.</summary>
    public (DateTimeOffset From, DateTimeOffset Until)? Time { get; init; }

    /// <summary>Where; empty where it is not said.</summary>
    public string Place { get; init; } = "";

    /// <summary>Whether it does not take place.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Counts changes of time, place and words.</summary>
    public int Sequence { get; init; }
}

/// <summary>Reads what is when for a person. It asks for nobody's sign-in, since programs read a feed without one.</summary>
internal sealed class CalendarReader(PlumblineDb db, OurCompany company, ColleaguesByVersion byVersion, TimeProvider clock)
{
    private const int MostOfAKind = 500;

    /// <summary>What is from a day to another, both counted, in order of time; what is of the whole day comes first.</summary>
    public async Task<IReadOnlyList<CalendarEntry>> Read(Person person, DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var people = await byVersion.Load(db, cancel);
        IEnumerable<CalendarEntry>[] all =
        [
            await Presentations(person.Id, from, until, cancel),
            await Talks(person.Id, people, from, until, cancel),
            await TeamMeetings(person.Id, people, from, until, cancel),
            await Reviews(person, people, from, until, cancel),
            await Marketing(person.Id, people, from, until, cancel),
        ];
        return [.. all.SelectMany(entries => entries).OrderBy(e => e.Day).ThenBy(e => e.Time?.From ?? DateTimeOffset.MinValue).ThenBy(e => e.Key, StringComparer.Ordinal)];
    }

    private async Task<IEnumerable<CalendarEntry>> Presentations(long me, DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var wall = await company.Clock(cancel);
        var (begin, end) = (wall.BeginOf(from), wall.EndOf(until));
        var found = await db.Presentations.IgnoreAutoIncludes()
            .Where(p => p.StartsAt >= begin && p.StartsAt < end && (p.ConvenerId == me || p.ToldSequence != null) && (p.ConvenerId == me || EF.Property<IEnumerable<Attendee>>(p, "_attendees").Any(a => a.PersonId == me) || EF.Property<IEnumerable<PresentedPlan>>(p, "_plans").Any(a => a.SalespersonId == me)))
            .OrderBy(p => p.StartsAt).Take(MostOfAKind).Select(p => new { p.Id, p.Title, p.StartsAt, p.Minutes, p.Place, p.State, p.Sequence }).ToListAsync(cancel);
        return found.Select(p => new CalendarEntry(Key($"presentation-{p.Id}"), wall.DayOf(p.StartsAt), p.Title, Key($"presentations/{p.Id}"))
        {
            Time = (p.StartsAt, p.StartsAt.AddMinutes(p.Minutes)),
            Place = p.Place,
            IsCancelled = p.State == PresentationState.Cancelled,
            Sequence = p.Sequence,
        });
    }

    /// <summary>The day on which two wanted to sit down next, unless they did so earlier.</summary>
    private async Task<IEnumerable<CalendarEntry>> Talks(long me, Colleagues people, DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var found = await db.CoachingSessions
            .Where(s => (s.PersonId == me || s.CoachId == me) && s.State == CoachingState.Held && s.NextOn >= from && s.NextOn <= until)
            .Where(s => !db.CoachingSessions.Any(later => later.PersonId == s.PersonId && later.CoachId == s.CoachId && later.State == CoachingState.Held && later.Id > s.Id && later.Day < s.NextOn))
            .OrderBy(s => s.NextOn).Take(MostOfAKind).Select(s => new { s.Id, s.PersonId, s.CoachId, s.NextOn }).ToListAsync(cancel);
        return found.Select(s => new CalendarEntry(Key($"coaching-{s.Id}"), s.NextOn!.Value, $"Coaching talk with {people.NameOf(s.PersonId == me ? s.CoachId : s.PersonId)}", Key($"coaching/{s.Id}")));
    }

    /// <summary>The marketing activities that the person looks after or helps with, and of their own the last days on which vendors take their claims.</summary>
    private async Task<IEnumerable<CalendarEntry>> Marketing(long me, Colleagues people, DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var all = db.Set<LocalActivity>().AsNoTracking();
        var held = await all.WorkedBy(me).TakingPlace().Where(a => a.First >= from && a.First <= until).OrderBy(a => a.First).ThenBy(a => a.Id).Take(MostOfAKind).ToListAsync(cancel);
        var claims = await all.Unclaimed().Where(a => a.OwnerId == me && a.ClaimBy >= from && a.ClaimBy <= until).OrderBy(a => a.ClaimBy).ThenBy(a => a.Id).Take(MostOfAKind).ToListAsync(cancel);
        return
        [
            .. held.Select(a => new CalendarEntry(Key($"marketing-{a.Id}"), a.First, a.OwnerId == me ? a.Outline.Title : $"{a.Outline.Title}, with {people.NameOf(a.OwnerId)}", Key($"marketing/{a.Id}")) { Place = a.Outline.Place }),
            .. claims.Select(a => new CalendarEntry(Key($"claim-{a.Id}"), a.ClaimBy!.Value, $"Last day to claim: {a.Outline.Title}", Key($"marketing/{a.Id}"))),
        ];
    }

    private async Task<IEnumerable<CalendarEntry>> TeamMeetings(long me, Colleagues people, DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var wall = await company.Clock(cancel);
        var (begin, end) = (wall.BeginOf(from), wall.EndOf(until));
        var teams = people.Teams.Where(t => t.LeaderId == me).Select(t => t.Id).Concat(people.Roster.Stays(me, from, until).Select(s => s.TeamId)).ToHashSet();
        long[] ids = [.. teams];
        var found = await db.TeamMeetings.Where(m => EF.Parameter(ids).Contains(m.TeamId) && m.BegunAt >= begin && m.BegunAt < end).OrderBy(m => m.BegunAt).Take(MostOfAKind).Select(m => new { m.Id, m.TeamId, m.Week, m.BegunAt }).ToListAsync(cancel);
        return from meeting in found
               let team = people.Teams.Single(t => t.Id == meeting.TeamId)
               where MeetingReader.MembersOf(team, people, meeting.Week.AddDays(Week.Days - 1)).Any(p => p.Id == me)
               select new CalendarEntry(Key($"meeting-{meeting.Id}"), wall.DayOf(meeting.BegunAt), $"Weekly meeting of {team.Name}", Key($"meetings/{meeting.Id}"));
    }

    /// <summary>By when a person's part is to be done: of their own reviews, also of quarters to come for which they have a quota, and of those that who reports to them handed in.</summary>
    private async Task<IEnumerable<CalendarEntry>> Reviews(Person person, Colleagues people, DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var (me, fiscal) = (person.Id, (await company.Load(cancel)).FiscalYear);
        long[] reports = [.. people.Working(clock.GetUtcNow()).Where(p => p.ManagerId == me).Select(p => p.Id)];
        var begun = await db.Reviews
            .Where(r => r.SalespersonId == me || (EF.Parameter(reports).Contains(r.SalespersonId) && (r.State == ReviewState.Answer || r.State == ReviewState.Talk)))
            .OrderByDescending(r => r.Id).Take(MostOfAKind).Select(r => new { r.Id, r.SalespersonId, r.Quarter, r.State, r.HandedInOn }).ToListAsync(cancel);
        var due = begun.Where(r => r.SalespersonId != me || r.State != ReviewState.Answer).Select(r => (r.SalespersonId, r.Quarter, State: (ReviewState?)r.State, Due: ReviewRhythm.Due(r.State, r.Quarter, r.HandedInOn), Href: Key($"reviews/{r.Id}"))).ToList();
        if (person.Roles.HasFlag(Roles.Salesperson))
        {
            var first = fiscal.Quarter(from.AddDays(-ReviewRhythm.OwnDays));
            var last = fiscal.Quarter(until).Last;
            var measured = (await db.QuotaMonths.Where(q => q.SalespersonId == me && q.Month >= first.First && q.Month <= last && q.Revenue != null).Select(q => q.Month).Distinct().ToListAsync(cancel)).ToHashSet();
            for (var quarter = first; quarter.First <= last; quarter = quarter.Next)
            {
                if (quarter.Months.Any(measured.Contains) && !begun.Exists(r => r.SalespersonId == me && r.Quarter == quarter))
                {
                    due.Add((me, quarter, null, ReviewRhythm.Due(null, quarter, null), "reviews"));
                }
            }
        }

        return due.Where(d => d.Due >= from && d.Due <= until)
            .Select(d => new CalendarEntry(Key($"review-{d.SalespersonId}-{d.Quarter.First}"), d.Due!.Value, Say(d.SalespersonId == me ? null : people.NameOf(d.SalespersonId), Figures.Name(d.Quarter, fiscal), d.State), d.Href));
    }

    private static string Say(string? whose, string quarter, ReviewState? state) => (state, whose) switch
    {
        (ReviewState.Talk, null) => $"Review of {quarter}: recommit by today",
        (ReviewState.Talk, _) => $"Review of {quarter}: recommit with {whose} by today",
        (_, null) => $"Review of {quarter}: hand in by today",
        _ => $"Review of {quarter}: answer {whose} by today",
    };

    private static string Key(FormattableString key) => FormattableString.Invariant(key);
}

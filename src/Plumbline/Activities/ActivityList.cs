using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Activities;

/// <summary>Whose activities are shown.</summary>
internal enum ActivitiesOf
{
    /// <summary>One person's.</summary>
    Person,

    /// <summary>Those of everyone below the reader, and the reader's own.</summary>
    Line,

    /// <summary>The whole company's.</summary>
    Everyone,
}

/// <summary>Activities as asked for, and their address. Both days are counted; a type or an account only where one is given.</summary>
internal sealed record ActivitiesAsk(ActivitiesOf Of, long PersonId, DateOnly From, DateOnly Until, long? TypeId = null, long? AccountId = null, int Page = 1)
{
    public string Href => "activities?" + Query + (Page > 1 ? string.Create(CultureInfo.InvariantCulture, $"&page={Page}") : "");

    /// <summary>The calendar of the same person or people.</summary>
    public string Calendar(DateOnly on, bool isWeek) => string.Create(CultureInfo.InvariantCulture, $"activities/calendar?{Whose}&on={on:yyyy-MM-dd}{(isWeek ? "&by=week" : "")}{(TypeId is { } type ? $"&type={type}" : "")}");

    private string Whose => string.Create(CultureInfo.InvariantCulture, $"of={(Of == ActivitiesOf.Person ? PersonId : Of.ToString().ToLowerInvariant())}");

    private string Query => string.Create(
        CultureInfo.InvariantCulture,
        $"{Whose}&from={From:yyyy-MM-dd}&until={Until:yyyy-MM-dd}{(TypeId is { } type ? $"&type={type}" : "")}{(AccountId is { } account ? $"&account={account}" : "")}");

    /// <summary>Reads whose: a person's number, "line" or "everyone"; the reader's own where it is not said.</summary>
    public static (ActivitiesOf Of, long PersonId) ReadOf(string? text, long me) =>
        Enum.TryParse<ActivitiesOf>(text, ignoreCase: true, out var of) && of != ActivitiesOf.Person && text?.All(char.IsAsciiLetter) == true ? (of, me) : (ActivitiesOf.Person, Asked.Id(text) ?? me);

    /// <summary>Reads a day; <paramref name="otherwise"/> where none can be read.</summary>
    public static DateOnly ReadDay(string? text, DateOnly otherwise) => TypedDay.TryRead(text, otherwise, out var day, out _) ? day : otherwise;
}

/// <summary>An activity with its names.</summary>
public sealed record DoneLine(
    long Id, DateOnly Date, string Type, long SalespersonId, long? AccountId, string? Account, string? Contact, string? Opportunity, string? Subject, string? Outcome, string? NextStep, DateOnly? NextStepDue, string System);

/// <summary>A page of activities; of very many only so many are counted (<see cref="ActivityList.MostCounted"/>).</summary>
internal sealed record ActivitiesFound(ActivitiesAsk Ask, string Whose, IReadOnlyList<DoneLine> Lines, int Found)
{
    public int Pages => Math.Max(1, (Found + ActivityList.PerPage - 1) / ActivityList.PerPage);
}

/// <summary>A day of the calendar; <paramref name="Found"/> counts also what is not among <paramref name="Lines"/>.</summary>
internal sealed record CalendarDay(DateOnly Date, bool IsInMonth, IReadOnlyList<DoneLine> Lines, int Found);

/// <summary>Lists activities, and lays them out by day. Everyone of the company may read them.</summary>
internal sealed class ActivityList(PlumblineDb db, CurrentPerson me, OurCompany company)
{
    public const int PerPage = 50;

    /// <summary>Beyond these nobody leafs.</summary>
    public const int MostCounted = 10_000;

    private const int MostOfCalendar = 2_000;

    public async Task<ActivitiesFound> Find(ActivitiesAsk ask, CancellationToken cancel)
    {
        var all = await Asked(ask, cancel);
        var lines = await Lines(db, all.OrderByDescending(a => a.Date).ThenByDescending(a => a.Id).Skip((ask.Page - 1) * PerPage).Take(PerPage)).ToListAsync(cancel);
        return new(ask, await WhoseName(ask, cancel), lines, await all.Take(MostCounted).CountAsync(cancel));
    }

    /// <summary>The days of the week or the month that holds the day, in whole weeks as the company counts them.</summary>
    /// <param name="ask">Whose, and of which type; its days are not looked at.</param>
    /// <param name="on">The day.</param>
    /// <param name="isWeek">The week; else the month.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<(string Whose, IReadOnlyList<CalendarDay> Days)> Calendar(ActivitiesAsk ask, DateOnly on, bool isWeek, CancellationToken cancel)
    {
        var month = new Period(Month.Of(on), 1);
        var begins = (await company.Load(cancel)).FirstDayOfWeek;
        var first = Week.Of(isWeek ? on : month.FirstDay, begins).FirstDay;
        var last = Week.Of(isWeek ? on : month.LastDay, begins).LastDay;
        var all = await Asked(ask with { From = first, Until = last }, cancel);
        var lines = (await Lines(db, all.OrderBy(a => a.Date).ThenBy(a => a.Id).Take(MostOfCalendar)).ToListAsync(cancel)).ToLookup(l => l.Date);
        var counts = await all.GroupBy(a => a.Date).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return (await WhoseName(ask, cancel),
            [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).Select(d => new CalendarDay(d, isWeek || month.Contains(d), [.. lines[d]], counts.GetValueOrDefault(d)))]);
    }

    private async Task<IQueryable<Activity>> Asked(ActivitiesAsk ask, CancellationToken cancel)
    {
        var (from, until, type, account) = (ask.From, ask.Until, ask.TypeId, ask.AccountId);
        var all = db.Activities.AsNoTracking().Where(a => a.Date >= from && a.Date <= until);
        all = type is null ? all : all.Where(a => a.TypeId == type);
        all = account is null ? all : all.Where(a => a.AccountId == account);
        if (ask.Of == ActivitiesOf.Everyone)
        {
            return all;
        }

        long[] people = ask.Of == ActivitiesOf.Line ? [.. await me.Line(cancel)] : [ask.PersonId];
        return people is [var one] ? all.Where(a => a.SalespersonId == one) : all.Where(a => EF.Parameter(people).Contains(a.SalespersonId));
    }

    /// <summary>The activities with their names, to be shown in an <see cref="ActivityTable"/>.</summary>
    public static IQueryable<DoneLine> Lines(PlumblineDb db, IQueryable<Activity> activities) => activities.Select(a => new DoneLine(
        a.Id, a.Date, db.ActivityTypes.First(t => t.Id == a.TypeId).Name, a.SalespersonId, a.AccountId, db.Accounts.Where(c => c.Id == a.AccountId).Select(c => c.Name).FirstOrDefault(),
        db.Contacts.Where(c => c.Id == a.ContactId).Select(c => c.Name).FirstOrDefault(), db.Opportunities.Where(o => o.Id == a.OpportunityId).Select(o => o.Name).FirstOrDefault(),
        a.Subject, a.Outcome, a.NextStep, a.NextStepDue, a.System));

    private async Task<string> WhoseName(ActivitiesAsk ask, CancellationToken cancel) => ask.Of switch
    {
        ActivitiesOf.Everyone => "Everyone",
        ActivitiesOf.Line => "Your people",
        _ when ask.PersonId == me.Id => "You",
        _ => ((await me.Colleagues(cancel)).Find(ask.PersonId) ?? throw RefusedException.NotFound("person")).Name,
    };
}

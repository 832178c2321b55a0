using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Files;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Marketing;

/// <summary>Which of the activities are shown.</summary>
internal enum MarketingShow
{
    /// <summary>What is planned, applied for or approved, the next first.</summary>
    Coming,

    /// <summary>What took place and is not claimed, by the day on which it must be; what has lapsed behind it.</summary>
    Claims,

    /// <summary>What is claimed, paid, refused, called off or over, the latest first.</summary>
    Done,
}

/// <summary>A row of a business plan in force that nobody has taken up yet.</summary>
internal sealed record PlannedMarketing(long PlanId, Plans.MarketingActivity Row)
{
    /// <summary>Whose plan it is, where that was asked.</summary>
    public long OwnerId { get; init; }
}

/// <summary>The activities asked for, and what the reader's own plans name besides.</summary>
internal sealed record MarketingView(MarketingShow Show, IReadOnlyList<LocalActivity> Lines, int Found, int Page, IReadOnlyDictionary<MarketingShow, int> Counts, IReadOnlyList<PlannedMarketing> FromPlans, IReadOnlyDictionary<long, string> Programs, Colleagues People, DateOnly Today)
{
    public int Pages => Math.Max(1, (Found + MarketingReader.PerPage - 1) / MarketingReader.PerPage);
}

/// <summary>An activity in the calendar, with those on the same days.</summary>
internal sealed record CalendarActivity(LocalActivity Activity, IReadOnlyList<LocalActivity> Overlaps);

/// <summary>A quarter's activities of the whole company, by day; <paramref name="Found"/> of them in all.</summary>
internal sealed record MarketingCalendar(Period Quarter, IReadOnlyList<CalendarActivity> Lines, int Found, Colleagues People, DateOnly Today);

/// <summary>A program that may pay for a part, with the funds that may be used.</summary>
public sealed record PayingProgram(MarketingProgram Program, IReadOnlyList<ProgramFund> Funds);

/// <summary>An activity with what belongs to it.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Program">The program that pays a part; null where none does.</param>
/// <param name="Fund">The fund that it uses; null where none.</param>
/// <param name="Files">The proofs' files by number.</param>
/// <param name="MayChange">Whether the reader may.</param>
/// <param name="People">By name.</param>
/// <param name="Today">The company's day.</param>
internal sealed record LocalActivityView(LocalActivity Activity, MarketingProgram? Program, ProgramFund? Fund, IReadOnlyDictionary<long, KeptFile> Files, bool MayChange, Colleagues People, DateOnly Today);

/// <summary>Reads local marketing. Everyone of the company may: it is planned and paid for in the open.</summary>
internal sealed class MarketingReader(PlumblineDb db, CurrentPerson me, OurCompany company, FileShelf shelf)
{
    public const int PerPage = 50;
    private const int MostRows = 20;
    private const int MostInCalendar = 300;

    public async Task<MarketingView> List(MarketingShow show, int page, CancellationToken cancel)
    {
        var (people, today) = (await me.Colleagues(cancel), await company.Today(cancel));
        var counts = (await db.Set<LocalActivity>().GroupBy(a => new { a.Stage, IsFunded = a.ProgramId != null }).Select(g => new { g.Key.Stage, g.Key.IsFunded, Count = g.Count() }).ToListAsync(cancel))
            .GroupBy(c => ShowOf(c.Stage, c.IsFunded)).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
        var asked = Of(show);
        var lines = await (show switch
        {
            MarketingShow.Coming => asked.OrderBy(a => a.First).ThenBy(a => a.Id),
            MarketingShow.Claims => asked.OrderBy(a => a.ClaimBy != null && a.ClaimBy < today).ThenBy(a => a.ClaimBy == null).ThenBy(a => a.ClaimBy).ThenBy(a => a.Id), // What has lapsed comes last: nothing can be done about it.
            _ => asked.OrderByDescending(a => a.Last).ThenByDescending(a => a.Id),
        }).Skip((page - 1) * PerPage).Take(PerPage).ToListAsync(cancel);
        long[] programs = [.. lines.Select(a => a.ProgramId).OfType<long>().Distinct()];
        var names = programs.Length == 0 ? [] : await db.Set<MarketingProgram>().AsNoTracking().Where(p => EF.Parameter(programs).Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => $"{p.Terms.Vendor}: {p.Terms.Name}", cancel);
        return new(show, lines, counts.GetValueOrDefault(show), page, counts, await FromPlans(today, cancel), names, people, today);
    }

    /// <summary>All that takes place in a quarter, and what falls on the same days.</summary>
    public async Task<MarketingCalendar> Calendar(Period quarter, CancellationToken cancel)
    {
        var (first, last) = (quarter.FirstDay, quarter.LastDay);
        var all = db.Set<LocalActivity>().AsNoTracking().TakingPlace().Where(a => a.First <= last && a.Last >= first);
        var shown = await all.OrderBy(a => a.First).ThenBy(a => a.Id).Take(MostInCalendar).ToListAsync(cancel);
        return new(quarter, [.. shown.Zip(Overlaps.Of(shown), (activity, same) => new CalendarActivity(activity, same))], shown.Count < MostInCalendar ? shown.Count : await all.CountAsync(cancel), await me.Colleagues(cancel), await company.Today(cancel));
    }

    /// <summary>Null where there is no such activity.</summary>
    public async Task<LocalActivityView?> Read(long id, CancellationToken cancel)
    {
        if (await db.Set<LocalActivity>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) is not { } activity)
        {
            return null;
        }

        long[] files = [.. activity.Proof.Select(p => p.FileId)];
        return new(
            activity,
            activity.ProgramId is { } program ? await db.Set<MarketingProgram>().AsNoTracking().SingleAsync(p => p.Id == program, cancel) : null,
            activity.FundId is { } fund ? await db.Set<ProgramFund>().AsNoTracking().SingleAsync(f => f.Id == fund, cancel) : null,
            files.Length == 0 ? new Dictionary<long, KeptFile>() : await db.Set<KeptFile>().AsNoTracking().Where(f => EF.Parameter(files).Contains(f.Id)).ToDictionaryAsync(f => f.Id, cancel),
            await MayChange(activity, cancel), await me.Colleagues(cancel), await company.Today(cancel));
    }

    /// <summary>The file of a proof, for everyone who may read the activity; null where there is none.</summary>
    public async Task<FileContent?> File(long id, string key, CancellationToken cancel) =>
        await db.Set<LocalActivity>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) is { } activity && activity.Proof.FirstOrDefault(p => p.Key == key) is { } item && await MayRead(activity, cancel) ? await shelf.Read(item.FileId, cancel) : null;

    /// <summary>The programs under which something new may be planned, and one that is used already, by vendor and name.</summary>
    public async Task<IReadOnlyList<PayingProgram>> Paying(LocalActivity? used, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var (program, fund) = (used?.ProgramId, used?.FundId);
        var programs = await db.Set<MarketingProgram>().AsNoTracking().Where(p => !p.IsRetired || p.Id == program).ToListAsync(cancel);
        var funds = (await db.Set<ProgramFund>().AsNoTracking().Where(f => f.ClaimBy >= today || f.Id == fund).OrderBy(f => f.UsableFrom).ToListAsync(cancel)).ToLookup(f => f.ProgramId);
        return [.. programs.OrderBy(p => p.Terms.Vendor, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.Terms.Name, StringComparer.OrdinalIgnoreCase).Select(p => new PayingProgram(p, [.. funds[p.Id]]))];
    }

    /// <summary>Whom the reader may put in charge: themselves and those below, for marketing everyone who works here.</summary>
    public async Task<IReadOnlyList<Person>> Owners(DateTimeOffset now, CancellationToken cancel)
    {
        var (people, line, isMarketing) = (await me.Colleagues(cancel), await me.Line(cancel), await me.Has(Roles.Marketing, cancel));
        return [.. people.Working(now).Where(p => p.Roles != Roles.None && (isMarketing || line.Contains(p.Id))).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The owner, who helps, the managers above, and marketing look after an activity.</summary>
    public async Task<bool> MayChange(LocalActivity activity, CancellationToken cancel) => (await me.Line(cancel)).Contains(activity.OwnerId) || activity.HelperIds.Contains(me.Id) || await me.Has(Roles.Marketing, cancel);

    /// <exception cref="RefusedException">The reader does not look after it.</exception>
    public async Task RefuseOthers(LocalActivity activity, CancellationToken cancel) =>
        Refuse.Unless(await MayChange(activity, cancel), Refusal.NotAllowed, "Who looks after the activity, who helps, the managers above and marketing change it.");

    /// <summary>The activity that is made of a plan's row; null where nobody has taken it up.</summary>
    public async Task<long?> Taken(PlannedMarketing row, CancellationToken cancel)
    {
        var source = SourceOf(row);
        return await db.Set<LocalActivity>().Where(a => a.Source == source).Select(a => (long?)a.Id).SingleOrDefaultAsync(cancel);
    }

    /// <summary>The row of a business plan that an activity is made of; null where the reader has none such.</summary>
    public async Task<PlannedMarketing?> Row(long plan, string key, CancellationToken cancel) =>
        (await db.BusinessPlans.AsNoTracking().AsSplitQuery().SingleOrDefaultAsync(p => p.Id == plan, cancel)) is { InForce.Content: BusinessPlanContent content } found && (await me.Line(cancel)).Contains(found.SalespersonId) && content.Marketing.FirstOrDefault(r => r.Key == key) is { } row
            ? new(plan, row) { OwnerId = found.SalespersonId }
            : null;

    /// <summary>Proof holds invoices and names of guests: those who look after it, the leadership and the administrators of programs read it.</summary>
    private async Task<bool> MayRead(LocalActivity activity, CancellationToken cancel) => await MayChange(activity, cancel) || await me.Has(Roles.Leadership | Roles.Administrator, cancel);

    private IQueryable<LocalActivity> Of(MarketingShow show) => show switch
    {
        MarketingShow.Coming => db.Set<LocalActivity>().AsNoTracking().Where(a => a.Stage == FundingStage.Planned || a.Stage == FundingStage.Applied || a.Stage == FundingStage.Approved),
        MarketingShow.Claims => db.Set<LocalActivity>().AsNoTracking().Where(a => a.ProgramId != null && (a.Stage == FundingStage.Executed || a.Stage == FundingStage.Proven)),
        _ => db.Set<LocalActivity>().AsNoTracking().Where(a => a.Stage == FundingStage.Claimed || a.Stage == FundingStage.Paid || a.Stage == FundingStage.Refused || a.Stage == FundingStage.Cancelled || (a.Stage == FundingStage.Executed && a.ProgramId == null)),
    };

    private static MarketingShow ShowOf(FundingStage stage, bool isFunded) => stage switch
    {
        FundingStage.Planned or FundingStage.Applied or FundingStage.Approved => MarketingShow.Coming,
        FundingStage.Executed or FundingStage.Proven when isFunded => MarketingShow.Claims,
        _ => MarketingShow.Done,
    };

    /// <summary>What the reader's own plans in force name and nobody has taken up, the next first.</summary>
    private async Task<IReadOnlyList<PlannedMarketing>> FromPlans(DateOnly today, CancellationToken cancel)
    {
        var own = await db.BusinessPlans.IgnoreAutoIncludes().Where(p => p.SalespersonId == me.Id).Select(p => new { p.Id, p.Period }).ToListAsync(cancel); // Of all but those that run the months alone: plans keep every version whole.
        long[] running = [.. own.Where(p => p.Period.LastDay >= today).Select(p => p.Id)];
        if (running.Length == 0)
        {
            return [];
        }

        var rows = (await db.BusinessPlans.AsNoTracking().AsSplitQuery().Where(p => EF.Parameter(running).Contains(p.Id)).ToListAsync(cancel))
            .SelectMany(p => (p.InForce?.Content as BusinessPlanContent)?.Marketing.Where(r => r.Title != "").Select(r => new PlannedMarketing(p.Id, r)) ?? []).OrderBy(r => r.Row.Starts ?? DateOnly.MaxValue).ToList();
        string[] sources = [.. rows.Select(SourceOf)];
        var taken = (await db.Set<LocalActivity>().Where(a => EF.Parameter(sources).Contains(a.Source)).Select(a => a.Source).ToListAsync(cancel)).ToHashSet();
        return [.. rows.Where(r => !taken.Contains(SourceOf(r))).Take(MostRows)];
    }

    /// <summary>Where an activity comes from that is made of a plan's row.</summary>
    public static string SourceOf(PlannedMarketing row) => string.Create(CultureInfo.InvariantCulture, $"plan/{row.PlanId}/marketing.{row.Row.Key}");
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Importing;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Marketing;

/// <summary>A file of leads, as it is sent.</summary>
internal sealed class LeadFileInput
{
    /// <summary>The file.</summary>
    public IFormFile? File { get; set; }

    /// <summary>The activity of rows that name no campaign; empty where all do.</summary>
    public string? Activity { get; set; }

    /// <summary>Whether days have the day or the month first; empty where the file tells it.</summary>
    public string? Days { get; set; }
}

/// <summary>Why a row is not taken.</summary>
/// <param name="Line">The file's line on which it begins.</param>
/// <param name="Name">Who it is, as far as it is told.</param>
/// <param name="Why">In words.</param>
/// <param name="Campaign">The campaign that no activity has; null where something else is in the way.</param>
internal sealed record RefusedLead(int Line, string Name, string Why, string? Campaign);

/// <summary>How many leads came to an activity.</summary>
/// <param name="Activity">Which.</param>
/// <param name="Added">Of them, those that were not on its list.</param>
/// <param name="There">Those that were on its list, or stand in the file more than once.</param>
internal sealed record LeadsBrought(LocalActivity Activity, int Added, int There);

/// <summary>What became of a file of leads.</summary>
/// <param name="Brought">By activity, the most first.</param>
/// <param name="Refused">In the file's order.</param>
/// <param name="Unread">The headers of columns that were not read.</param>
/// <param name="Undated">How many rows say a day that cannot be read, or is to come: their leads are noted today.</param>
/// <param name="People">By name.</param>
internal sealed record LeadsTaken(IReadOnlyList<LeadsBrought> Brought, IReadOnlyList<RefusedLead> Refused, IReadOnlyList<string> Unread, int Undated, Colleagues People)
{
    public int Added => Brought.Sum(b => b.Added);

    /// <summary>The campaigns that no activity has, with their rows, the most first.</summary>
    public IReadOnlyList<(string Name, int Rows)> UnknownCampaigns =>
        [.. Refused.Where(r => r.Campaign is not null).GroupBy(r => Folded.Name(r.Campaign!)).Select(g => (g.First().Campaign!, g.Count())).OrderByDescending(c => c.Item2)];
}

/// <summary>
/// Takes leads from a file onto the lists of the activities whose campaigns the rows name. What can be taken is taken, all of it or nothing; who is on a list stays as they are, so that a file that was mended is sent again as a whole.
/// Apart from the import of facts, as the list of programs is: leads belong to activities of ours, which no other system has.
/// </summary>
internal sealed class LeadImport(PlumblineDb db, CurrentPerson me, OurCompany company, MarketingReader reader, LeadDesk desk)
{
    /// <summary>So many rows can be in a file.</summary>
    public const int MostRows = 5_000;

    /// <summary>So many activities can be chosen from.</summary>
    public const int MostChoices = 200;

    // Reports may have their title above the headers.
    private const int MostAboveRows = 10;

    // A file sent twice at the same time meets itself once; what is new in it is taken then.
    private const int MostTries = 3;

    /// <summary>The activities that leads can be brought to without a campaign: those that the reader may change, of the last year and to come, the latest first; and the one asked for, if they may.</summary>
    public async Task<IReadOnlyList<LocalActivity>> Choices(long? asked, CancellationToken cancel)
    {
        var since = (await company.Today(cancel)).AddYears(-1);
        return await db.Set<LocalActivity>().AsNoTracking().TakingPlace().ChangedBy(me.Id, [.. await me.Line(cancel)], await me.Has(Roles.Marketing, cancel))
            .Where(a => a.Last >= since || a.Id == asked).OrderBy(a => a.Id != asked).ThenByDescending(a => a.First).ThenByDescending(a => a.Id).Take(MostChoices).ToListAsync(cancel);
    }

    /// <summary>Takes the file's leads.</summary>
    /// <exception cref="RefusedException">The file cannot be read, or something about all of it must be said first.</exception>
    public async Task<LeadsTaken> Take(LeadFileInput input, CancellationToken cancel)
    {
        var (columns, rows) = RowsOf(await ListFile.Read(input.File, MostRows + MostAboveRows, nameof(input.File), cancel));
        var chosen = await Chosen(input, cancel);
        Refuse.Unless(columns.HasCampaign || chosen is not null, Refusal.Invalid, "The file has no campaign column. Choose the activity that they came to.", nameof(input.Activity));
        var (order, today, people) = (OrderOf(input, rows), await company.Today(cancel), await me.Colleagues(cancel));
        var activities = await Activities(rows, cancel);
        var (refused, wanted, undated) = (new List<RefusedLead>(), new List<Wanted>(), 0);
        foreach (var (line, row) in rows)
        {
            var activity = row.Campaigns.Count == 0 ? chosen : row.Campaigns.Select(c => activities.GetValueOrDefault(Folded.Name(c))?.Activity).FirstOrDefault(a => a is not null);
            if ((row.Problem ?? (activity is null ? Unknown(row) : WhyNot(activity))) is { } why)
            {
                refused.Add(new(line, row.Lead.Name, why, row.Problem is null && activity is null && row.Campaigns is [var campaign, ..] ? campaign : null));
                continue;
            }

            var isRead = DateText.TryWritten(row.Created, order, out var created) && DateOnly.FromDateTime(created) <= today;
            undated += isRead || row.Created == "" ? 0 : 1;
            wanted.Add(new(activity!, row.Lead, isRead ? DateOnly.FromDateTime(created) : today));
        }

        return new(await Bring(wanted, cancel), refused, columns.Unread, undated, people);

        string? WhyNot(LocalActivity activity) => activity.IsOff ? $"“{activity.Outline.Title}” does not take place, so nobody came of it"
            : activity != chosen && !activities[activity.FoldedCode!].MayChange ? $"“{activity.Outline.Title}” is looked after by {people.NameOf(activity.OwnerId)}; they, who helps, the managers above and marketing bring leads to it"
            : null;
    }

    private static string Unknown(LeadRow row) => row.Campaigns.Count == 0 ? "it names no campaign, and no activity is chosen for such rows" : $"no activity has the campaign code “{row.Campaigns[0]}”";

    private static (LeadColumns Columns, List<(int Line, LeadRow Row)> Rows) RowsOf(List<ListRow> all)
    {
        foreach (var (at, head) in all.Take(MostAboveRows).Index())
        {
            if (LeadColumns.Of(head.Cells.ConvertAll(c => c.Text)) is { } columns)
            {
                var rows = all.Skip(at + 1).Select(r => (r.Line, Row: columns.Read(r.Cells.ConvertAll(c => c.Text)) is var row && r.IsBroken ? row with { Problem = "a quotation mark is opened and never closed" } : row)).ToList();
                Refuse.Unless(rows.Count > 0, Refusal.Invalid, "There is no row below the headers.", nameof(LeadFileInput.File));
                Refuse.Unless(rows.Count <= MostRows, Refusal.Invalid, $"These are more than {MostRows:#,0} rows. Send them in parts.", nameof(LeadFileInput.File));
                return (columns, rows);
            }
        }

        throw new RefusedException(Refusal.Invalid, "There is no column of names. The first line names the columns: “Name”, or “First Name” and “Last Name”, and what else you have.", nameof(LeadFileInput.File));
    }

    private static DateOrder OrderOf(LeadFileInput input, List<(int Line, LeadRow Row)> rows)
    {
        if (Enum.TryParse<DateOrder>(input.Days, out var said) && Enum.IsDefined(said))
        {
            return said;
        }

        var (order, example) = LeadColumns.OrderOf(rows.Select(r => r.Row.Created));
        return order ?? throw new RefusedException(Refusal.Invalid, $"“{example}” can be read in two ways. Choose what stands first in the file’s days.", nameof(input.Days));
    }

    /// <summary>The activity for rows that name no campaign; null where none is chosen.</summary>
    private async Task<LocalActivity?> Chosen(LeadFileInput input, CancellationToken cancel)
    {
        if (!long.TryParse(input.Activity, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        var activity = await db.Set<LocalActivity>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw RefusedException.NotFound("activity");
        await reader.RefuseOthers(activity, cancel);
        Refuse.Unless(!activity.IsOff, Refusal.Invalid, "It does not take place, so nobody came of it. Choose another.", nameof(input.Activity));
        return activity;
    }

    /// <summary>The activities whose codes the rows name, by code.</summary>
    private async Task<Dictionary<string, Named>> Activities(List<(int Line, LeadRow Row)> rows, CancellationToken cancel)
    {
        string[] codes = [.. rows.SelectMany(r => r.Row.Campaigns).Select(Folded.Name).Distinct()];
        var found = new Dictionary<string, Named>();
        foreach (var activity in codes.Length == 0 ? [] : await db.Set<LocalActivity>().AsNoTracking().Where(a => EF.Parameter(codes).Contains(a.FoldedCode)).ToListAsync(cancel))
        {
            found.Add(activity.FoldedCode!, new(activity, await reader.MayChange(activity, cancel)));
        }

        return found;
    }

    private async Task<IReadOnlyList<LeadsBrought>> Bring(List<Wanted> wanted, CancellationToken cancel)
    {
        long[] ids = [.. wanted.Select(w => w.Activity.Id).Distinct()];
        string[] keys = [.. wanted.Select(w => w.Key).Distinct()];
        var accounts = await desk.Accounts([.. wanted.Select(w => w.Lead)], cancel);
        for (var attempt = 1; ; attempt++)
        {
            var there = await There();
            var added = wanted.DistinctBy(w => (w.Activity.Id, w.Key)).Where(w => !there.Contains((w.Activity.Id, w.Key))).ToList();
            if (added.Count == 0 || await db.SaveUnlessThere(() => Save(added), async () => attempt < MostTries && (await There()).Count > there.Count))
            {
                var counts = added.CountBy(w => w.Activity.Id).ToDictionary();
                return [.. wanted.GroupBy(w => w.Activity.Id).Select(g => new LeadsBrought(g.First().Activity, counts.GetValueOrDefault(g.Key), g.Count() - counts.GetValueOrDefault(g.Key))).OrderByDescending(b => b.Added).ThenBy(b => b.Activity.Id)];
            }
        }

        async Task<HashSet<(long Activity, string Key)>> There() =>
            wanted.Count == 0 ? [] : [.. (await db.Set<MarketingLead>().Where(l => EF.Parameter(ids).Contains(l.ActivityId) && EF.Parameter(keys).Contains(l.Key)).Select(l => new { l.ActivityId, l.Key }).ToListAsync(cancel)).Select(l => (l.ActivityId, l.Key))];

        Task Save(List<Wanted> added) => db.AllOrNothing(
            async () =>
            {
                db.AddRange(added.Select(w => new MarketingLead(w.Activity.Id, w.Lead, accounts.GetValueOrDefault(Folded.Name(w.Lead.Company)), w.Activity.OwnerId, me.Id, w.On)));
                await db.SaveChangesAsync(cancel);
                await FactsChanged.Note(db, added.Select(w => w.Activity.OwnerId).ToHashSet(), cancel);
            },
            cancel);
    }

    private sealed record Named(LocalActivity Activity, bool MayChange);

    private sealed record Wanted(LocalActivity Activity, LeadLine Lead, DateOnly On)
    {
        public string Key { get; } = MarketingLead.KeyOf(Lead);
    }
}

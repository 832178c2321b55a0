using Microsoft.EntityFrameworkCore;
using Plumbline.Importing.Reading;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Importing;

/// <summary>
/// Under which system the rows of files are here already. A header may fit several systems, and what was imported once keeps the system that it then got: its rows are looked for under each,
/// so that the same rows are never taken for new ones.
/// </summary>
internal sealed class KnownSystems(PlumblineDb db)
{
    private const int RowsLookedAt = 400;
    private const string Generic = "generic";
    private const string Files = "files";

    /// <summary>The system by profile, for those profiles whose rows are known under another than their own.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Of(IReadOnlyList<RecognisedFile> files, CancellationToken cancel)
    {
        var known = new Dictionary<string, string>();
        var own = new HashSet<string>();
        foreach (var file in files.Where(f => f.MayBeFrom.Count > 1))
        {
            var rows = await Task.Run(() => Sample(file, cancel), cancel);
            var (profile, candidates) = (file.Profile!, file.MayBeFrom.Select(LandingFile.SystemOf).Distinct().ToArray());
            var counts = rows.Count == 0 ? [] : (await Records(file.Kind!.Value, candidates, rows, cancel)).CountBy(s => s).ToDictionary();
            if (counts.ContainsKey(LandingFile.SystemOf(profile)))
            {
                own.Add(profile);
            }
            else if (counts.Count > 0 && counts.MaxBy(c => c.Value) is var most && most.Value * 2 >= rows.Count)
            {
                known.TryAdd(profile, most.Key);
            }
        }

        return known.Where(k => !own.Contains(k.Key)).ToDictionary();
    }

    /// <summary>
    /// The system of files that tell none by themselves, by file: under which their rows are known here, and else that of the opportunities beside them that theirs, or most of what a history is about, are.
    /// Opportunities have to say the same of the day of opening, or of the name, since small numbers are ids in many systems.
    /// </summary>
    public async Task<IReadOnlyDictionary<RecognisedFile, string>> OfLoose(IReadOnlyList<RecognisedFile> files, CancellationToken cancel)
    {
        var found = new Dictionary<RecognisedFile, string>();
        var loose = files.Where(f => f is { Profile: Generic, Kind: FactKind.Opportunity or FactKind.OpportunityChange }).OrderBy(f => f.Kind).ToList();
        foreach (var file in loose)
        {
            if (await Known(file, cancel) is { } system)
            {
                found.Add(file, system);
            }
        }

        var open = loose.Where(f => !found.ContainsKey(f)).ToList();
        var beside = open.Count == 0 ? [] : await Task.Run(() => files.Where(f => f.Kind == FactKind.Opportunity).GroupBy(f => LandingFile.SystemOf(f.Profile!)).ToDictionary(g => g.Key, g => Told(g, cancel)), cancel);
        foreach (var file in beside.Count < 2 && beside.ContainsKey(Files) ? [] : open)
        {
            // Of opportunities each other system is asked; what a history is about may be in a list of no system, too.
            var (system, same, all) = await Task.Run(() => Best(file, beside, cancel), cancel);
            if (system != Files && (file.Kind == FactKind.Opportunity ? same > 0 : same * 2 > all))
            {
                found.Add(file, system);
            }
        }

        return found;
    }

    /// <summary>Under which one system the first rows are known here; null where they are under none or several. Of opportunities most that have such an id have to say the same; of what a history is about most have to be there.</summary>
    private async Task<string?> Known(RecognisedFile file, CancellationToken cancel)
    {
        string[] systems = [.. Recognition.Profiles.Select(LandingFile.SystemOf).Distinct()];
        var rows = await Task.Run(() => file.Read(cancel).Select(r => r.Fact).OfType<FactRow>().Take(RowsLookedAt).ToList(), cancel);
        var told = rows.OfType<OpportunityRow>().Where(r => r.Id is not null).DistinctBy(r => r.Id).ToDictionary(r => r.Id!, FactRow (r) => r);
        string[] ids = [.. rows.OfType<OpportunityChangeRow>().Select(r => r.Opportunity.Id).OfType<string>().Concat(told.Keys).Distinct()];
        var there = (await db.Opportunities.Where(o => EF.Parameter(systems).Contains(o.System) && EF.Parameter(ids).Contains(o.ExternalId)).GroupBy(o => o.System).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel)).ToDictionary(s => s.Key, s => s.Count);
        var same = there.Count == 0 ? [] : file.Kind == FactKind.Opportunity ? (await Records(FactKind.Opportunity, systems, told, cancel)).CountBy(s => s).ToDictionary() : there;
        return same.Where(s => s.Value * 2 > (file.Kind == FactKind.Opportunity ? there[s.Key] : ids.Length)).GroupBy(s => s.Value, s => s.Key).MaxBy(g => g.Key)?.ToList() is [var one] ? one : null;
    }

    private static Dictionary<string, (DateOnly? Opened, string? Name)> Told(IEnumerable<RecognisedFile> files, CancellationToken cancel)
    {
        var told = new Dictionary<string, (DateOnly?, string?)>();
        foreach (var row in files.SelectMany(f => f.Read(cancel)).Select(r => r.Fact).OfType<OpportunityRow>().Where(r => r.Id is not null))
        {
            told.TryAdd(row.Id!, (row.Opened, row.Name));
        }

        return told;
    }

    /// <summary>The system whose opportunities a file's rows are mostly about, of how many, and how many of its rows there are; of opportunities the file's own are no other's.</summary>
    private static (string System, int Same, int All) Best(RecognisedFile file, Dictionary<string, Dictionary<string, (DateOnly? Opened, string? Name)>> beside, CancellationToken cancel)
    {
        var (same, different, all) = (beside.Keys.ToDictionary(s => s, _ => 0), beside.Keys.ToDictionary(s => s, _ => 0), 0);
        foreach (var fact in file.Read(cancel).Select(r => r.Fact).OfType<FactRow>())
        {
            all++;
            foreach (var (system, told) in beside)
            {
                if (fact is OpportunityChangeRow { Opportunity.Id: { } of })
                {
                    same[system] += told.ContainsKey(of) ? 1 : 0;
                }
                else if (fact is OpportunityRow { Id: { } id } row && system != Files && told.TryGetValue(id, out var other))
                {
                    var isSame = (row.Opened is { } day && day == other.Opened) || (row.Name is not null && other.Name is not null && IsSame(row.Name, other.Name));
                    (isSame ? same : different)[system]++;
                }
            }
        }

        // Where several have as many nobody can say whose they are.
        var most = beside.Keys.Where(s => same[s] > different[s]).GroupBy(s => same[s]).MaxBy(g => g.Key)?.ToList();
        return most is [var one] ? (one, same[one], all) : (Files, 0, all);
    }

    private static Dictionary<string, FactRow> Sample(RecognisedFile file, CancellationToken cancel)
    {
        var rows = new Dictionary<string, FactRow>();
        foreach (var row in file.Read(cancel).Select(r => r.Fact).OfType<FactRow>().Take(RowsLookedAt))
        {
            if (KeyOf(row) is { } key)
            {
                rows.TryAdd(key, row);
            }
        }

        return rows;
    }

    private static string? KeyOf(FactRow row) => row switch
    {
        OpportunityRow opportunity => OpportunityLanding.KeyOf(opportunity),
        BookingRow booking => BookingLanding.KeyOf(booking),
        ActivityRow activity => ActivityLanding.KeyOf(activity),
        _ => row.Id,
    };

    /// <summary>The system, among the candidates, of each record that has the key of one of the rows and says the same: small numbers are ids in many systems. Found by the index of systems and ids.</summary>
    private async Task<IEnumerable<string>> Records(FactKind kind, string[] candidates, Dictionary<string, FactRow> rows, CancellationToken cancel)
    {
        string[] keys = [.. rows.Keys];
        return kind switch
        {
            FactKind.Opportunity => (await db.Opportunities.Where(o => EF.Parameter(candidates).Contains(o.System) && EF.Parameter(keys).Contains(o.ExternalId)).Select(o => new { o.System, o.ExternalId, o.Name, o.Opened }).ToListAsync(cancel))
                .Where(o => rows[o.ExternalId] is OpportunityRow row && (row.Name is null ? row.Opened == o.Opened : IsSame(row.Name, o.Name))).Select(o => o.System),
            FactKind.Booking => (await db.Bookings.Where(b => EF.Parameter(candidates).Contains(b.System) && EF.Parameter(keys).Contains(b.ExternalId)).Select(b => new { b.System, b.ExternalId, b.Date }).ToListAsync(cancel))
                .Where(b => rows[b.ExternalId] is BookingRow row && row.Date == b.Date).Select(b => b.System),
            FactKind.Activity => (await db.Activities.Where(a => EF.Parameter(candidates).Contains(a.System) && EF.Parameter(keys).Contains(a.ExternalId)).Select(a => new { a.System, a.ExternalId, a.Date }).ToListAsync(cancel))
                .Where(a => rows[a.ExternalId] is ActivityRow row && row.Date == a.Date).Select(a => a.System),
            FactKind.Account => (await db.Accounts.Where(a => a.System != null && a.ExternalId != null && EF.Parameter(candidates).Contains(a.System) && EF.Parameter(keys).Contains(a.ExternalId)).Select(a => new { a.System, a.ExternalId, a.Name }).ToListAsync(cancel))
                .Where(a => rows[a.ExternalId!] is AccountRow row && IsSame(row.Name, a.Name)).Select(a => a.System!),
            FactKind.Product => (await db.Products.Where(p => p.System != null && p.ExternalId != null && EF.Parameter(candidates).Contains(p.System) && EF.Parameter(keys).Contains(p.ExternalId)).Select(p => new { p.System, p.ExternalId, p.Name }).ToListAsync(cancel))
                .Where(p => rows[p.ExternalId!] is ProductRow row && IsSame(row.Name, p.Name)).Select(p => p.System!),
            FactKind.Contact => (await db.Contacts.Where(c => c.System != null && c.ExternalId != null && EF.Parameter(candidates).Contains(c.System) && EF.Parameter(keys).Contains(c.ExternalId)).Select(c => new { c.System, c.ExternalId, c.Name }).ToListAsync(cancel))
                .Where(c => rows[c.ExternalId!] is ContactRow row && IsSame(row.Name, c.Name)).Select(c => c.System!),
            _ => [],
        };
    }

    private static bool IsSame(string name, string other) => NameLikeness.Key(name) == NameLikeness.Key(other);
}

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
    /// Files of no particular system beside opportunities of one: where their rows are about these opportunities, by id, they are of that system. Of a history it is enough that half of its rows are;
    /// opportunities have to say the same of those that stand in both, since small numbers are ids in many systems.
    /// </summary>
    public static async Task<IReadOnlyDictionary<RecognisedFile, string>> Beside(IReadOnlyList<RecognisedFile> files, CancellationToken cancel)
    {
        var found = new Dictionary<RecognisedFile, string>();
        var loose = files.Where(f => f is { Profile: Generic, Kind: FactKind.Opportunity or FactKind.OpportunityChange }).ToList();
        foreach (var system in loose.Count == 0 ? [] : files.Where(f => f.Kind == FactKind.Opportunity && f.Profile != Generic).GroupBy(f => f.Profile!))
        {
            var theirs = await Task.Run(() => Days(system, cancel), cancel);
            foreach (var file in loose.Where(f => !found.ContainsKey(f)))
            {
                var rows = await Task.Run(() => file.Read(cancel).Select(r => r.Fact).OfType<FactRow>().Take(file.Kind == FactKind.Opportunity ? int.MaxValue : RowsLookedAt).ToList(), cancel);
                var same = rows.OfType<OpportunityRow>().Where(r => r.Id is not null && theirs.ContainsKey(r.Id)).ToList();
                if (rows.OfType<OpportunityChangeRow>().Count(r => r.Opportunity.Id is { } id && theirs.ContainsKey(id)) * 2 > rows.Count
                    || (same.Count > 0 && same.Count(r => theirs[r.Id!] == r.Opened) * 2 > same.Count))
                {
                    found.Add(file, LandingFile.SystemOf(system.Key));
                }
            }
        }

        return found;

        static Dictionary<string, DateOnly?> Days(IEnumerable<RecognisedFile> files, CancellationToken cancel)
        {
            var days = new Dictionary<string, DateOnly?>();
            foreach (var row in files.SelectMany(f => f.Read(cancel)).Select(r => r.Fact).OfType<OpportunityRow>().Where(r => r.Id is not null))
            {
                days.TryAdd(row.Id!, row.Opened);
            }

            return days;
        }
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

using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Products;
using Plumbline.Scoring;
using Plumbline.Storage;

#pragma warning disable EF1002 // The names of tables and columns are the model's own.

namespace Plumbline.Importing;

/// <summary>What came of taking an import back.</summary>
/// <param name="Deleted">Records that it had added and that are gone.</param>
/// <param name="Restored">Records that it had changed and that say again what they said.</param>
/// <param name="Kept">Records that it had added and that others refer to by now, or that somebody has worked on since, in words: they stay.</param>
/// <param name="ByHand">Values that it had changed and that somebody changed again since: they stay as typed.</param>
internal sealed record UndoResult(int Deleted, int Restored, IReadOnlyList<string> Kept, int ByHand);

/// <summary>
/// Takes the latest import back: what it added goes, what it changed is as before. What somebody changed by hand since stays as they left it, and so does what they commented on or named in a plan.
/// So does the ledger of promises, which is no import's: a next step that the import dropped stands with the opportunity again, and is promised again when it is next saved.
/// </summary>
internal sealed class Undo(PlumblineDb db, QuotaWriter quotas)
{
    private const int ChangesAtOnce = 5_000;

    private readonly HashSet<(string Subject, long Id, string Property)> _byHand = [];
    private int _deleted;
    private int _restored;

    /// <summary>Takes the import back in one transaction.</summary>
    /// <exception cref="RefusedException">There is no such import, it was taken back already, or later ones stand on it.</exception>
    public async Task<UndoResult> Run(long importId, CancellationToken cancel)
    {
        (_deleted, _restored) = (0, 0);
        _byHand.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using var tuned = await BulkTuning.Begin(db, cancel);
        using var bulk = BulkWriter.Of(db);
        var import = await Latest(importId, cancel);
        var worked = await WorkedOn.Load(db, importId, await LastAudit(importId, cancel), cancel);

        var before = await CountingContext.Load(db, cancel);
        var quotasConcerned = await QuotasConcerned(importId, cancel);
        var merged = await MergedRecords.Load(db, cancel);
        var counting = before.NewCounting();
        await Restore<Opportunity>(bulk, importId, merged, counting.Uncount, counting.Count, cancel);
        await Restore<Activity>(bulk, importId, merged, counting.Uncount, counting.Count, cancel);
        await RestoreBookings(bulk, importId, merged, counting, cancel);
        await TakeFactsBack(importId, worked, counting, cancel);
        SummaryWriter.Apply(bulk, counting.Counted);

        await Restore<OpportunityChange>(bulk, importId, merged, null, null, cancel);
        await Restore<Target>(bulk, importId, merged, null, null, cancel);
        await Restore<Contact>(bulk, importId, merged, null, null, cancel);
        await Restore<Stage>(bulk, importId, merged, null, null, cancel);
        await Restore<Account>(bulk, importId, merged, null, null, cancel);
        await Restore<Product>(bulk, importId, merged, null, null, cancel);
        await Restore<TeamMembership>(bulk, importId, merged, null, null, cancel);
        await Restore<Team>(bulk, importId, merged, null, null, cancel);
        await Restore<Person>(bulk, importId, merged, null, null, cancel);
        await Restore<Company>(bulk, importId, merged, null, null, cancel);
        var kept = await TakeRecordsBack(importId, worked, cancel);
        await Recounting.Follow(db, bulk, before, cancel);
        await FactsChanged.Note(db, FactsChanged.AllOfThem, cancel);

        var now = await CountingContext.Load(db, cancel);
        await quotas.Write(bulk, [.. quotasConcerned.Union(now.QuotasChanged(before))], cancel);
        await db.ImportChanges.Where(c => c.ImportId == importId).ExecuteDeleteAsync(cancel);
        import.State = ImportState.Undone;
        await db.SaveChangesAsync(cancel);
        await db.RaiseVersion(cancel);
        await transaction.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return new(_deleted, _restored, kept, _byHand.Count);
    }

    /// <summary>The import that can be taken back: the latest that changed anything and still stands. Null where there is none.</summary>
    public async Task<Import?> Candidate(CancellationToken cancel)
    {
        await foreach (var import in db.Imports.AsNoTracking().Where(i => i.State == ImportState.Done).OrderByDescending(i => i.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (ChangedAnything(import))
            {
                return import;
            }
        }

        return null;
    }

    private static bool ChangedAnything(Import import) => import.Files.Any(f => f.Added + f.Changed > 0);

    private async Task<Import> Latest(long importId, CancellationToken cancel)
    {
        var import = await db.Imports.SingleOrDefaultAsync(i => i.Id == importId, cancel) ?? throw RefusedException.NotFound("import");
        Refuse.Unless(import.State == ImportState.Done, Refusal.Conflict, $"Import {importId} was taken back already.");
        var newer = (await db.Imports.AsNoTracking().Where(i => i.Id > importId && i.State == ImportState.Done).OrderBy(i => i.Id).ToListAsync(cancel)).Where(ChangedAnything).ToList();
        Refuse.Unless(newer.Count == 0, Refusal.Conflict, $"Later imports stand on import {importId}. Take them back first, the latest one first: {string.Join(", ", newer.Select(i => i.Id).Reverse())}.");
        return import;
    }

    private async Task<HashSet<long>> QuotasConcerned(long importId, CancellationToken cancel)
    {
        var changed = db.ImportChanges.Where(c => c.ImportId == importId && c.Subject == nameof(Target)).Select(c => c.RecordId);
        var people = await db.Targets.Where(t => t.ImportId == importId || changed.Contains(t.Id)).Select(t => t.SalespersonId).Distinct().ToListAsync(cancel);
        foreach (var change in await db.ImportChanges.AsNoTracking().Where(c => c.ImportId == importId && c.Subject == nameof(Target)).ToListAsync(cancel))
        {
            if (JsonSerializer.Deserialize<JsonElement>(change.Before).TryGetProperty(nameof(Target.SalespersonId), out var person))
            {
                people.Add(person.GetProperty("before").GetInt64());
                people.Add(person.GetProperty("after").GetInt64());
            }
        }

        return [.. people];
    }

    /// <summary>The end of the import in the audit trail: what stands behind it was changed since, and by somebody.</summary>
    private async Task<long> LastAudit(long importId, CancellationToken cancel)
    {
        var number = importId.ToString(CultureInfo.InvariantCulture);
        return await db.Audit.Where(a => a.Subject == nameof(Import) && a.SubjectId == number).MaxAsync(a => (long?)a.Id, cancel) ?? long.MaxValue;
    }

    /// <summary>Sets records back to what they said, the latest change first, so that of several the first one counts.</summary>
    private async Task Restore<T>(BulkWriter bulk, long importId, MergedRecords merged, Action<T>? uncount, Action<T>? count, CancellationToken cancel) where T : class
    {
        var table = bulk.Table<T>();
        var name = typeof(T).Name;
        for (var until = long.MaxValue; ;)
        {
            var upTo = until;
            var changes = await db.ImportChanges.AsNoTracking().Where(c => c.ImportId == importId && c.Subject == name && c.Id < upTo).OrderByDescending(c => c.Id).Take(ChangesAtOnce).ToListAsync(cancel);
            if (changes.Count == 0)
            {
                return;
            }

            until = changes[^1].Id;
            long[] ids = [.. changes.Select(c => c.RecordId).Distinct()];
            var rows = await db.Set<T>().AsNoTracking().Where(r => EF.Parameter(ids).Contains(EF.Property<long>(r, "Id"))).Select(r => new { Id = EF.Property<long>(r, "Id"), Row = r }).ToDictionaryAsync(r => r.Id, r => r.Row, cancel);
            foreach (var row in rows.Values)
            {
                uncount?.Invoke(row);
            }

            foreach (var change in changes)
            {
                if (rows.TryGetValue(change.RecordId, out var row))
                {
                    foreach (var property in table.Restore(row, JsonSerializer.Deserialize<JsonElement>(change.Before), merged.Follow))
                    {
                        _byHand.Add((name, change.RecordId, property));
                    }
                }
            }

            foreach (var row in rows.Values)
            {
                merged.Follow(row);
                table.RaiseRevision(row);
                count?.Invoke(row);
            }

            bulk.Update([.. rows.Values]);
            _restored += rows.Count;
        }
    }

    /// <summary>A booking counts with its credits, so both are set back before it is counted again.</summary>
    private async Task RestoreBookings(BulkWriter bulk, long importId, MergedRecords merged, Counting counting, CancellationToken cancel)
    {
        var concerned = db.ImportChanges.Where(c => c.ImportId == importId && (c.Subject == nameof(Booking) || c.Subject == nameof(BookingCredit))).Select(c => c.RecordId);
        await Recounting.EachBooking(db, db.Bookings.Where(b => concerned.Contains(b.Id)), counting.Uncount, cancel);
        await Restore<Booking>(bulk, importId, merged, null, null, cancel);
        foreach (var change in await db.ImportChanges.AsNoTracking().Where(c => c.ImportId == importId && c.Subject == nameof(BookingCredit)).OrderByDescending(c => c.Id).ToListAsync(cancel))
        {
            var credits = Json.Read<List<BookingCredit>>(change.Before);
            credits.ForEach(merged.Follow);
            await db.BookingCredits.Where(c => c.BookingId == change.RecordId).ExecuteDeleteAsync(cancel);
            bulk.Insert(credits);
        }

        await Recounting.EachBooking(db, db.Bookings.Where(b => concerned.Contains(b.Id)), counting.Count, cancel);
    }

    private async Task TakeFactsBack(long importId, WorkedOn worked, Counting counting, CancellationToken cancel)
    {
        var opportunities = db.Opportunities.AsNoTracking().Where(o => o.ImportId == importId);
        await foreach (var opportunity in opportunities.AsAsyncEnumerable().WithCancellation(cancel))
        {
            counting.Uncount(opportunity);
        }

        await Recounting.EachBooking(db, db.Bookings.Where(b => b.ImportId == importId), counting.Uncount, cancel);
        await foreach (var activity in db.Activities.AsNoTracking().Where(a => a.ImportId == importId).AsAsyncEnumerable().WithCancellation(cancel))
        {
            counting.Uncount(activity);
        }

        _deleted += await db.Activities.Where(a => a.ImportId == importId).ExecuteDeleteAsync(cancel);
        _deleted += await db.OpportunityChanges.Where(c => c.ImportId == importId).ExecuteDeleteAsync(cancel);
        _deleted += await db.Bookings.Where(b => b.ImportId == importId).ExecuteDeleteAsync(cancel);
        await DeleteUnreferred<Opportunity>(importId, null, worked.Of<Opportunity>(), cancel);
        await foreach (var stays in opportunities.AsAsyncEnumerable().WithCancellation(cancel))
        {
            counting.Count(stays);
        }
    }

    /// <summary>Deletes what nothing refers to any more and nobody has worked on, and names what stays.</summary>
    private async Task<IReadOnlyList<string>> TakeRecordsBack(long importId, WorkedOn worked, CancellationToken cancel)
    {
        await db.KnownNames.Where(n => n.ImportId == importId).ExecuteDeleteAsync(cancel);
        _deleted += await db.Targets.Where(t => t.ImportId == importId).ExecuteDeleteAsync(cancel);
        _deleted += await db.TeamMemberships.Where(m => m.ImportId == importId).ExecuteDeleteAsync(cancel);
        await DeleteUnreferred<Stage>(importId, null, [], cancel);
        await DeleteUnreferred<ActivityType>(importId, null, worked.Of<ActivityType>(), cancel);
        await DeleteUnreferred<Contact>(importId, null, worked.Of<Contact>(), cancel);
        await DeleteUnreferred<Account>(importId, FactKind.Account, worked.Of<Account>(), cancel);
        await DeleteUnreferred<Product>(importId, FactKind.Product, worked.Of<Product>(), cancel);
        await DeleteUnreferred<Team>(importId, FactKind.Team, worked.Of<Team>(), cancel);
        await DeleteUnreferred<Person>(importId, FactKind.Person, worked.Of<Person>(), cancel);
        return
        [
            .. await Stay<Person>(db.People.Where(p => p.ImportId == importId).Select(p => new KeyValuePair<long, string>(p.Id, p.Name)), "", "this person"),
            .. await Stay<Team>(db.Teams.Where(t => t.ImportId == importId).Select(t => new KeyValuePair<long, string>(t.Id, t.Name)), "The team ", "it"),
            .. await Stay<Product>(db.Products.Where(p => p.ImportId == importId).Select(p => new KeyValuePair<long, string>(p.Id, p.Name)), "The product ", "it"),
            .. await Stay<Account>(db.Accounts.Where(a => a.ImportId == importId).Select(a => new KeyValuePair<long, string>(a.Id, a.Name)), "The account ", "it"),
            .. await Stay<Contact>(db.Contacts.Where(c => c.ImportId == importId).Select(c => new KeyValuePair<long, string>(c.Id, c.Name)), "The contact ", "it"),
            .. await Stay<Opportunity>(db.Opportunities.Where(o => o.ImportId == importId).Select(o => new KeyValuePair<long, string>(o.Id, o.Name)), "The opportunity ", "it"),
            .. await Stay<ActivityType>(db.ActivityTypes.Where(t => t.ImportId == importId).Select(t => new KeyValuePair<long, string>(t.Id, t.Name)), "The activity type ", "it"),
        ];

        async Task<IEnumerable<string>> Stay<T>(IQueryable<KeyValuePair<long, string>> still, string called, string it) =>
            (await still.ToListAsync(cancel)).OrderBy(r => r.Value, StringComparer.Ordinal).Select(r => $"{called}{r.Value} stays: {worked.WordsFor<T>(r.Key, it) ?? $"others refer to {it} by now"}.");
    }

    /// <summary>Deletes those of the import that no row of any table refers to, but for some; a tree goes leaf by leaf.</summary>
    private async Task DeleteUnreferred<T>(long importId, FactKind? known, IReadOnlyList<long> butFor, CancellationToken cancel) where T : class
    {
        var table = ReferringColumn.TableOf<T>(db);
        var unreferred = string.Concat(ReferringColumn.To<T>(db).Select(c => $" AND NOT EXISTS (SELECT 1 FROM {c.Table} r WHERE r.{c.Column} = {table}.\"Id\")"));
        var others = butFor.Count > 0 ? $" AND {table}.\"Id\" NOT IN ({string.Join(',', butFor)})" : "";
        var unnamed = known is { } kind ? $" AND NOT EXISTS (SELECT 1 FROM \"KnownNames\" n WHERE n.\"Kind\" = {(int)kind} AND n.\"RecordId\" = {table}.\"Id\")" : "";
        int gone;
        do
        {
            gone = await db.Database.ExecuteSqlRawAsync($"DELETE FROM {table} WHERE \"ImportId\" = {{0}}{unreferred}{others}{unnamed}", [importId], cancel);
            _deleted += gone;
        }
        while (gone > 0);
    }
}

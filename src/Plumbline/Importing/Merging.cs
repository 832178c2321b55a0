using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Comments;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Products;
using Plumbline.Scoring;
using Plumbline.Storage;
using Plumbline.Typing;

#pragma warning disable EF1002 // The names of tables and columns are the model's own.

namespace Plumbline.Importing;

/// <summary>Two records that may be the same. The one with the lower number came first. <paramref name="IsApart"/>: somebody said that they are not.</summary>
internal sealed record MergeSuggestion(FactKind Kind, long Id, string Name, long OtherId, string OtherName, bool IsApart);

/// <summary>A name, in capitals, that imports took for a record which is written a little otherwise.</summary>
internal sealed record JoinedName(FactKind Kind, string Text, long RecordId, string Name);

/// <summary>Makes one record of two that mean the same. What pointed to the one points to the other, and files that name the one mean the other from now on.</summary>
internal sealed class Merging(PlumblineDb db, QuotaWriter quotas)
{
    // What is moved when a person goes into another; a person whom anything else refers to has worked here and stays.
    private static readonly HashSet<Type> _movable = [typeof(Opportunity), typeof(OpportunityChange), typeof(Activity), typeof(Target), typeof(Account), typeof(Person), typeof(Team), typeof(Absence)];

    /// <summary>Products, accounts and people with names so alike that they may be the same.</summary>
    public async Task<IReadOnlyList<MergeSuggestion>> Suggestions(CancellationToken cancel)
    {
        var apart = (await db.KnownNames.AsNoTracking().Where(n => n.Text.StartsWith(KnownRecords.ApartMark)).Select(n => new { n.Kind, n.Text }).ToListAsync(cancel)).Select(n => (n.Kind, n.Text)).ToHashSet();
        return
        [
            .. Suggest(FactKind.Product, apart, await db.Products.Where(p => p.MergedIntoId == null).Select(p => new KeyValuePair<long, string>(p.Id, p.Name)).ToListAsync(cancel)),
            .. Suggest(FactKind.Account, apart, await db.Accounts.Where(a => a.MergedIntoId == null).Select(a => new KeyValuePair<long, string>(a.Id, a.Name)).ToListAsync(cancel)),
            .. Suggest(FactKind.Person, apart, await db.People.Select(p => new KeyValuePair<long, string>(p.Id, p.Name)).ToListAsync(cancel)),
        ];
    }

    /// <summary>Remembers that two names do not mean the same, or that they may after all.</summary>
    public async Task KeepApart(MergeSuggestion pair, bool isApart, CancellationToken cancel)
    {
        var text = KnownRecords.Apart(pair.Name, pair.OtherName);
        var known = await db.KnownNames.FindAsync([pair.Kind, text], cancel);
        if (isApart && known is null)
        {
            db.KnownNames.Add(new() { Kind = pair.Kind, Text = text, RecordId = 0 }); // It is about two names, whatever records bear them.
        }
        else if (!isApart && known is not null)
        {
            db.KnownNames.Remove(known);
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Names that imports took for a record which is written otherwise, and may be another.</summary>
    public async Task<IReadOnlyList<JoinedName>> Joined(CancellationToken cancel)
    {
        var known = db.KnownNames.AsNoTracking().Where(n => n.ImportId != null).Where(KnownRecords.IsName);
        List<JoinedName> names =
        [
            .. await known.Where(n => n.Kind == FactKind.Product).Join(db.Products, n => n.RecordId, p => p.Id, (n, p) => new JoinedName(n.Kind, n.Text, p.Id, p.Name)).ToListAsync(cancel),
            .. await known.Where(n => n.Kind == FactKind.Account).Join(db.Accounts, n => n.RecordId, a => a.Id, (n, a) => new JoinedName(n.Kind, n.Text, a.Id, a.Name)).ToListAsync(cancel),
            .. await known.Where(n => n.Kind == FactKind.Person).Join(db.People, n => n.RecordId, p => p.Id, (n, p) => new JoinedName(n.Kind, n.Text, p.Id, p.Name)).ToListAsync(cancel),
        ];
        return [.. names.Where(n => n.Kind == FactKind.Person ? IsPersonAlike(n.Text, n.Name) : IsAlike(n.Text, n.Name)).OrderBy(n => n.Kind).ThenBy(n => n.Name, StringComparer.Ordinal)];
    }

    private static bool IsAlike(string text, string name) => text != NameLikeness.Key(name) && NameLikeness.Fold(text) == NameLikeness.Fold(name);

    /// <summary>The last name before the first is no other way to write it.</summary>
    private static bool IsPersonAlike(string text, string name) =>
        NameLikeness.Key(NameLikeness.InOrder(text)) is var inOrder && (IsAlike(inOrder, name) || (inOrder != NameLikeness.Key(name) && NameLikeness.WaysToWrite(text).Intersect(NameLikeness.WaysToWrite(name)).Any()));

    /// <summary>Parts a name from the record that it was taken for. Rows that were joined move to a record of their own when their file is imported again: only the file knows which they are.</summary>
    /// <exception cref="RefusedException">They are parted already.</exception>
    public async Task Part(JoinedName joined, CancellationToken cancel)
    {
        var known = await db.KnownNames.FindAsync([joined.Kind, joined.Text], cancel) ?? throw new RefusedException(Refusal.Conflict, "These are parted already. Load the page again.");
        var ids = await db.KnownNames.Where(n => n.Kind == joined.Kind && n.RecordId == joined.RecordId && n.ImportId == known.ImportId).Where(KnownRecords.IsId).ToListAsync(cancel);
        db.KnownNames.RemoveRange([known, .. ids]); // An id that came with the name goes, too; the record's own is learned again by its name.
        var apart = KnownRecords.Apart(joined.Text, joined.Name);
        if (await db.KnownNames.FindAsync([joined.Kind, apart], cancel) is null)
        {
            db.KnownNames.Add(new() { Kind = joined.Kind, Text = apart, RecordId = 0 });
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Makes one product of two.</summary>
    /// <exception cref="RefusedException">One of them is not there, or was merged already.</exception>
    public Task Products(long from, long into, CancellationToken cancel) => InTransaction(
        async bulk =>
        {
            var gone = await db.Products.SingleOrDefaultAsync(p => p.Id == from, cancel) ?? throw RefusedException.NotFound("product");
            var stays = await db.Products.SingleOrDefaultAsync(p => p.Id == into, cancel) ?? throw RefusedException.NotFound("product");
            RefuseUnlessTwo(from, into, gone.MergedIntoId, stays.MergedIntoId);
            var counting = (await CountingContext.Load(db, cancel)).NewCounting();
            await Recount(counting, db.Opportunities.Where(o => o.ProductId == from), o => o.ProductId = into, cancel);
            await Recounting.EachBooking(db, db.Bookings.Where(b => b.ProductId == from), Again(counting, b => b.ProductId = into), cancel);
            await Repoint<Product>(from, into, cancel);
            (gone.MergedIntoId, gone.IsSold, gone.Revision) = (into, false, gone.Revision + 1);
            await Remember(FactKind.Product, from, into, gone.Name, gone.System, gone.ExternalId, cancel);
            await db.SaveChangesAsync(cancel);
            SummaryWriter.Apply(bulk, counting.Counted);
        },
        cancel);

    /// <summary>Makes one account of two.</summary>
    /// <exception cref="RefusedException">One of them is not there, or was merged already.</exception>
    public Task Accounts(long from, long into, CancellationToken cancel) => InTransaction(
        async bulk =>
        {
            var gone = await db.Accounts.SingleOrDefaultAsync(a => a.Id == from, cancel) ?? throw RefusedException.NotFound("account");
            var stays = await db.Accounts.SingleOrDefaultAsync(a => a.Id == into, cancel) ?? throw RefusedException.NotFound("account");
            RefuseUnlessTwo(from, into, gone.MergedIntoId, stays.MergedIntoId);
            var counting = (await CountingContext.Load(db, cancel)).NewCounting();
            await Recount(counting, db.Opportunities.Where(o => o.AccountId == from), o => o.AccountId = into, cancel);
            await Recounting.EachBooking(db, db.Bookings.Where(b => b.AccountId == from), Again(counting, b => b.AccountId = into), cancel);
            (gone.MergedIntoId, gone.Revision) = (into, gone.Revision + 1);
            if (IsBelow(into, from, await db.Accounts.Where(a => a.ParentId != null).ToDictionaryAsync(a => a.Id, a => a.ParentId, cancel)))
            {
                (stays.ParentId, stays.Revision) = (gone.ParentId, stays.Revision + 1); // Or else the two together would belong to themselves.
            }

            if (stays.PaymentDays is null && gone.PaymentDays is { } days)
            {
                (stays.PaymentDays, stays.Revision) = (days, stays.Revision + 1); // What was sold to it is paid as before.
            }

            gone.ParentId = null;
            await Remember(FactKind.Account, from, into, gone.Name, gone.System, gone.ExternalId, cancel);
            await db.SaveChangesAsync(cancel);
            await Repoint<Account>(from, into, cancel);
            await db.Set<Comment>().Where(c => c.Kind == SubjectKind.Account && c.SubjectId == from).ExecuteUpdateAsync(set => set.SetProperty(c => c.SubjectId, into), cancel);
            (counting.Counted.Contacts[from], counting.Counted.Contacts[into]) = (default, default); // Activities moved, which count the same whoever they were with.
            SummaryWriter.Apply(bulk, counting.Counted);
        },
        cancel);

    /// <summary>Makes one person of two; the one who is merged is deleted.</summary>
    /// <exception cref="RefusedException">One of them is not there, or the one to go has worked here with Plumbline.</exception>
    public Task People(long from, long into, CancellationToken cancel) => InTransaction(
        async bulk =>
        {
            var gone = await db.People.SingleOrDefaultAsync(p => p.Id == from, cancel) ?? throw RefusedException.NotFound("person");
            var stays = await db.People.SingleOrDefaultAsync(p => p.Id == into, cancel) ?? throw RefusedException.NotFound("person");
            RefuseUnlessTwo(from, into, null, null);
            await RefuseWhoWorkedHere(gone, cancel);

            var before = await CountingContext.Load(db, cancel);
            var counting = before.NewCounting();
            await Recount(counting, db.Opportunities.Where(o => o.SalespersonId == from), o => o.SalespersonId = into, cancel);
            await foreach (var activity in db.Activities.AsNoTracking().Where(a => a.SalespersonId == from).AsAsyncEnumerable().WithCancellation(cancel))
            {
                counting.Uncount(activity);
                activity.SalespersonId = into;
                counting.Count(activity);
            }

            await MoveCredits(bulk, counting, from, into, cancel);
            SummaryWriter.Apply(bulk, counting.Counted);

            if (IsBelow(into, from, before.People.ToDictionary(p => p.Id, p => p.ManagerId)))
            {
                stays.ManagerId = gone.ManagerId; // Or else the two together would report to themselves.
            }

            stays.ManagerId = stays.ManagerId == into ? null : stays.ManagerId;
            stays.Roles |= gone.Roles;
            stays.Revision++;
            gone.ManagerId = null;
            await Remember(FactKind.Person, from, into, gone.Name, null, null, cancel);
            await db.SaveChangesAsync(cancel);
            await Repoint<Person>(from, into, cancel);
            if (!await db.TeamMemberships.AnyAsync(m => m.PersonId == into, cancel))
            {
                await db.TeamMemberships.Where(m => m.PersonId == from).ExecuteUpdateAsync(set => set.SetProperty(m => m.PersonId, into), cancel);
            }

            db.People.Remove(gone);
            await db.SaveChangesAsync(cancel);
            await Recounting.Follow(db, bulk, before, cancel);
            await quotas.Write(bulk, [from, into], cancel);
        },
        cancel);

    private static IEnumerable<MergeSuggestion> Suggest(FactKind kind, HashSet<(FactKind, string)> apart, IReadOnlyList<KeyValuePair<long, string>> named)
    {
        var names = named.ToDictionary();
        return NameLikeness.Pairs(named.Select(n => (n.Key, n.Value)))
            .Select(p => new MergeSuggestion(kind, p.First, names[p.First], p.Second, names[p.Second], apart.Contains((kind, KnownRecords.Apart(names[p.First], names[p.Second])))));
    }

    private static void RefuseUnlessTwo(long from, long into, long? fromMerged, long? intoMerged)
    {
        Refuse.Unless(from != into, Refusal.Invalid, "That is the same record twice. Choose another one to merge it into.");
        Refuse.Unless(fromMerged is null && intoMerged is null, Refusal.Conflict, "One of the two was merged already. Load the page again.");
    }

    private static bool IsBelow(long below, long above, Dictionary<long, long?> upward)
    {
        var seen = new HashSet<long>();
        for (var at = upward.GetValueOrDefault(below); at is { } next && seen.Add(next); at = upward.GetValueOrDefault(next))
        {
            if (next == above)
            {
                return true;
            }
        }

        return false;
    }

    private async Task InTransaction(Func<BulkWriter, Task> merge, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        using var bulk = BulkWriter.Of(db);
        await merge(bulk);
        await FactsChanged.Note(db, FactsChanged.AllOfThem, cancel);
        await db.RaiseVersion(cancel);
        await transaction.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private static async Task Recount(Counting counting, IQueryable<Opportunity> concerned, Action<Opportunity> change, CancellationToken cancel)
    {
        await foreach (var opportunity in concerned.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            counting.Uncount(opportunity);
            change(opportunity);
            counting.Count(opportunity);
        }
    }

    private static Action<Booking, IReadOnlyList<BookingCredit>> Again(Counting counting, Action<Booking> change) => (booking, credits) =>
    {
        counting.Uncount(booking, credits);
        change(booking);
        counting.Count(booking, credits);
    };

    private async Task RefuseWhoWorkedHere(Person gone, CancellationToken cancel)
    {
        foreach (var column in ReferringColumn.To<Person>(db).Where(c => !_movable.Contains(c.From) && c.From != typeof(BookingCredit) && c.From != typeof(TeamMembership)))
        {
            var found = await db.Database.SqlQueryRaw<int>($"SELECT count(*) AS \"Value\" FROM {column.Table} WHERE {column.Column} = {{0}}", gone.Id).SingleAsync(cancel);
            Refuse.Unless(found == 0, Refusal.Conflict, $"{gone.Name} signs in or has plans here, and so cannot be merged into someone else. Merge the other way round.");
        }
    }

    /// <summary>Everything that refers to the one refers to the other, of whatever feature it is. Team membership and credit, of which one person has one, are not moved here; an account plan stays with the account that its signed text names.</summary>
    private async Task Repoint<T>(long from, long into, CancellationToken cancel)
    {
        foreach (var column in ReferringColumn.To<T>(db).Where(c => c.From != typeof(BookingCredit) && c.From != typeof(TeamMembership) && c.From != typeof(AccountPlan)))
        {
            await db.Database.ExecuteSqlRawAsync($"UPDATE {column.Table} SET {column.Column} = {{0}} WHERE {column.Column} = {{1}}", [into, from], cancel);
        }
    }

    private async Task MoveCredits(BulkWriter bulk, Counting counting, long from, long into, CancellationToken cancel)
    {
        var moved = new List<(long BookingId, List<BookingCredit> Credits)>();
        await Recounting.EachBooking(
            db, db.Bookings.Where(b => db.BookingCredits.Any(c => c.BookingId == b.Id && c.SalespersonId == from)),
            (booking, credits) =>
            {
                List<BookingCredit> after =
                [
                    .. credits.GroupBy(c => c.SalespersonId == from ? into : c.SalespersonId).OrderBy(c => c.Key)
                        .Select(c => new BookingCredit { BookingId = booking.Id, SalespersonId = c.Key, Share = c.Sum(s => s.Share), Date = booking.Date }),
                ];
                counting.Uncount(booking, credits);
                counting.Count(booking, after);
                moved.Add((booking.Id, after));
            },
            cancel);
        foreach (var some in moved.Chunk(1000))
        {
            long[] ids = [.. some.Select(m => m.BookingId)];
            await db.BookingCredits.Where(c => EF.Parameter(ids).Contains(c.BookingId)).ExecuteDeleteAsync(cancel);
            bulk.Insert([.. some.SelectMany(m => m.Credits)]);
        }
    }

    /// <summary>From now on its name, its ids and our own number mean the other record.</summary>
    private async Task Remember(FactKind kind, long from, long into, string name, string? system, string? externalId, CancellationToken cancel)
    {
        foreach (var known in await db.KnownNames.Where(n => n.Kind == kind && n.RecordId == from).ToListAsync(cancel))
        {
            (known.RecordId, known.ImportId) = (into, null);
        }

        foreach (var text in (string[])[NameLikeness.Key(name), MergedRecords.TextOf(from), .. system is not null && externalId is not null ? (string[])[KnownRecords.TextOf(system, externalId)] : []])
        {
            if (await db.KnownNames.FindAsync([kind, text], cancel) is { } known)
            {
                (known.RecordId, known.ImportId) = (into, null);
            }
            else
            {
                db.KnownNames.Add(new() { Kind = kind, Text = text, RecordId = into });
            }
        }
    }
}

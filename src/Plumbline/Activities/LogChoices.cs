using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Typing;

#pragma warning disable CA1304, CA1311, CA1862 // Said in SQL, by the database's rules for letters; SQLite folds A to Z only.

namespace Plumbline.Activities;

/// <summary>Something to choose while logging.</summary>
public sealed record LogChoice(long Id, string Label, string? Detail = null);

/// <summary>Whom one may have met at an account, and about what.</summary>
public sealed record AccountChoices(IReadOnlyList<LogChoice> Contacts, IReadOnlyList<LogChoice> Opportunities);

/// <summary>What is offered on the form that logs an activity.</summary>
internal sealed class LogChoices(PlumblineDb db, CurrentPerson me)
{
    private const int MostAccounts = 8;
    private const int MostOfAccount = 100;
    private const int LatestActivities = 200;

    /// <summary>The types offered, in their order, and <paramref name="also"/> where an activity has it already.</summary>
    public async Task<IReadOnlyList<LogChoice>> Types(long? also, CancellationToken cancel) => await db.ActivityTypes
        .Where(t => t.IsOffered || t.Id == also).OrderBy(t => t.Order).ThenBy(t => t.Name).Select(t => new LogChoice(t.Id, t.Name, null)).ToListAsync(cancel);

    /// <summary>Accounts of which the name, or a word in it, begins with the text: those that the person dealt with last, then their own, then others. Without a text only the first two.</summary>
    public async Task<IReadOnlyList<LogChoice>> Accounts(string? text, CancellationToken cancel)
    {
        var mine = me.Id;
        var latest = await db.Activities.Where(a => a.SalespersonId == mine).OrderByDescending(a => a.Date).ThenByDescending(a => a.Id).Take(LatestActivities).Where(a => a.AccountId != null).Select(a => a.AccountId!.Value).ToListAsync(cancel);
        var recent = latest.Distinct().ToList();
        var all = db.Accounts.AsNoTracking().Where(a => a.MergedIntoId == null);
        var near = all.Where(a => a.OwnerId == mine || EF.Parameter(recent).Contains(a.Id));
        IEnumerable<Account> found = Folded.Words(text ?? "").Count == 0
            ? await near.OrderBy(a => a.OwnerId != mine).ThenBy(a => a.FoldedName).Take(MostAccounts + recent.Count).ToListAsync(cancel)
            : [.. await near.First(text!, MostAccounts, cancel), .. await all.First(text!, MostAccounts, cancel)];
        return
        [
            .. found.DistinctBy(a => a.Id).OrderBy(a => recent.IndexOf(a.Id) is >= 0 and var at ? at : int.MaxValue).ThenBy(a => a.OwnerId != mine)
                .Take(MostAccounts).Select(a => new LogChoice(a.Id, a.Name, a.Industry)),
        ];
    }

    /// <summary>The account of this number; null where there is none.</summary>
    public Task<LogChoice?> Account(long? id, CancellationToken cancel) => db.Accounts.Where(a => a.Id == id && a.MergedIntoId == null).Select(a => new LogChoice(a.Id, a.Name, a.Industry)).SingleOrDefaultAsync(cancel);

    /// <summary>The account of an opportunity; null where none is named.</summary>
    public Task<long?> AccountOf(long opportunity, CancellationToken cancel) => db.Opportunities.Where(o => o.Id == opportunity).Select(o => o.AccountId).SingleOrDefaultAsync(cancel);

    /// <summary>The account that a filter names: the one of the number while its name stands beside it, else the first of that name; null where there is none.</summary>
    public async Task<LogChoice?> Account(long? id, string? name, CancellationToken cancel)
    {
        var typed = name?.Trim().ToLowerInvariant();
        var chosen = typed == "" ? null : await Account(id, cancel);
        return typed is null or "" || chosen?.Label.ToLowerInvariant() == typed ? chosen
            : await db.Accounts.Where(a => a.MergedIntoId == null && a.Name.ToLower() == typed).OrderBy(a => a.Id).Select(a => new LogChoice(a.Id, a.Name, a.Industry)).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The contacts and opportunities of an account, the open ones first.</summary>
    public async Task<AccountChoices> Of(long account, CancellationToken cancel) => new(
        await db.Contacts.Where(c => c.AccountId == account).OrderBy(c => c.Name).ThenBy(c => c.Id).Take(MostOfAccount).Select(c => new LogChoice(c.Id, c.Name, c.Title)).ToListAsync(cancel),
        await db.Opportunities.Where(o => o.AccountId == account).OrderBy(o => o.State != OpportunityState.Open).ThenByDescending(o => o.Closed ?? o.Opened).ThenByDescending(o => o.Id).Take(MostOfAccount)
            .Select(o => new LogChoice(o.Id, o.Name, o.State == OpportunityState.Open ? o.Stage : o.State == OpportunityState.Won ? "won" : "lost")).ToListAsync(cancel));
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Accounts;

/// <summary>An account that can be chosen while its name is typed.</summary>
internal sealed record AccountProposal(long Id, string Label, string? Detail);

/// <summary>Tells accounts by their names.</summary>
internal sealed class AccountNames(PlumblineDb db)
{
    private const int MostProposed = 8;
    private const int MostCalled = 100;

    /// <summary>The accounts that stand for themselves.</summary>
    private IQueryable<Account> Accounts => db.Accounts.AsNoTracking().Where(a => a.MergedIntoId == null);

    /// <summary>Accounts of which the name, or a word in it, begins with the text.</summary>
    public async Task<IReadOnlyList<AccountProposal>> Propose(string text, CancellationToken cancel) =>
        string.IsNullOrWhiteSpace(text) ? [] : [.. (await Accounts.First(text, MostProposed, cancel)).Select(a => new AccountProposal(a.Id, a.Name, a.Industry))];

    /// <summary>The account chosen by its number where one was, while its name stands beside it; else all of the name.</summary>
    public async Task<IReadOnlyList<long>> Called(string? id, string name, CancellationToken cancel)
    {
        var folded = Folded.Name(name);
        if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var chosen)
            && await db.Accounts.Where(a => a.Id == chosen && a.FoldedName == folded).Select(a => a.MergedIntoId ?? (long?)a.Id).SingleOrDefaultAsync(cancel) is { } one)
        {
            return [one]; // The other one, where the form was kept in a browser while someone merged the two.
        }

        return await Accounts.Where(a => a.FoldedName == folded).Select(a => a.Id).Take(MostCalled).ToListAsync(cancel);
    }

    /// <summary>The account chosen by its number where one was, else the only one of the name typed. Null where nothing was typed.</summary>
    /// <exception cref="RefusedException">No account, or several, of that name.</exception>
    public async Task<long?> Meant(string? id, string? name, string field, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var found = await Called(id, name, cancel);
        Refuse.Unless(found.Count > 0, Refusal.Invalid, $"There is no account “{name.Trim()}”. Choose one that is there, or add it first.", field);
        Refuse.Unless(found.Count == 1, Refusal.Invalid, $"There are {found.Count} accounts called “{name.Trim()}”. Choose one of them from the list that opens while you type.", field);
        return found[0];
    }
}

internal static class AccountsSetup
{
    public static void AddAccounts(this IServiceCollection services) => services.AddScoped<AccountNames>();

    /// <summary>Accounts for whoever types one.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/accounts/names", (string? q, AccountNames names, CancellationToken cancel) => names.Propose(q ?? "", cancel)).RequireAuthorization(Access.Everyone);
}

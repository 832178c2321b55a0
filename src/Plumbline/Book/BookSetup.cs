using Microsoft.EntityFrameworkCore;
using Plumbline.Comments;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Book;

internal static class BookSetup
{
    public static void AddBook(this IServiceCollection services)
    {
        services.AddScoped<AccountList>();
        services.AddScoped<AccountOverview>();
        services.AddScoped<AccountRecords>();
        services.AddScoped<AccountsExport>();
        services.AddScoped<LeftDesk>();
        services.AddScoped<SavedViews>();
        services.AddScoped<Whitespaces>();
        services.AddSingleton(new SubjectFinder(SubjectKind.Account, Find));
    }

    /// <summary>Accounts as files.</summary>
    public static void MapBook(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/accounts/export.csv", (HttpRequest request, AccountsExport export, CancellationToken cancel) => export.Csv(request, cancel)).RequireAuthorization(Access.Everyone);
        routes.MapGet("/accounts/export.xlsx", (HttpRequest request, AccountsExport export, CancellationToken cancel) => export.Sheet(request, cancel)).RequireAuthorization(Access.Everyone);
    }

    /// <summary>Accounts are seen by everyone; comments concern whoever looks after the account.</summary>
    private static async Task<IReadOnlyDictionary<long, CommentedOn>> Find(IServiceProvider services, long[] ids, CancellationToken cancel) =>
        (await services.GetRequiredService<PlumblineDb>().Accounts.Where(a => EF.Parameter(ids).Contains(a.Id)).Select(a => new { a.Id, a.Name, a.OwnerId }).ToListAsync(cancel))
            .ToDictionary(a => a.Id, a => new CommentedOn(a.Name, FormattableString.Invariant($"accounts/{a.Id}"), a.OwnerId is { } owner ? [owner] : [], _ => true));
}

namespace Plumbline.Accounts;

internal static class AccountsSetup
{
    public static void AddAccounts(this IServiceCollection services) => services.AddScoped<AccountOverview>();
}

using Microsoft.AspNetCore.Authorization;

namespace Plumbline.People;

/// <summary>
/// Who may open a page or call an endpoint: each names one of these, or allows anonymous, and a test fails for one that does not. Which records are seen there is decided by each aggregate's <c>VisibleTo</c>.
/// </summary>
internal static class Access
{
    /// <summary>Everyone who has signed in.</summary>
    public const string Everyone = nameof(Everyone);

    /// <summary>Those who write business plans or agree them.</summary>
    public const string Planning = nameof(Planning);

    /// <summary>Those who keep the records of customers.</summary>
    public const string Selling = nameof(Selling);

    /// <summary>Those whom others report to.</summary>
    public const string Managers = nameof(Managers);

    /// <summary>Those who keep the catalogue of vendors' programs and the money in them.</summary>
    public const string Programs = nameof(Programs);

    /// <summary>Those who look at what is coming for the whole company.</summary>
    public const string Leaders = nameof(Leaders);

    /// <summary>Those who lead: whom others report to, and who look at the whole company.</summary>
    public const string Leading = nameof(Leading);

    /// <summary>Those who set the product up.</summary>
    public const string Administrators = nameof(Administrators);

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<ColleaguesByVersion>();
        services.AddScoped<CurrentPerson>();
        services.AddScoped<IAuthorizationHandler, HasRoleHandler>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Everyone, Anyone(Roles.None))
            .AddPolicy(Planning, Anyone(Roles.Salesperson | Roles.Manager))
            .AddPolicy(Selling, Anyone(Roles.Salesperson | Roles.Manager | Roles.Administrator))
            .AddPolicy(Managers, Anyone(Roles.Manager))
            .AddPolicy(Programs, Anyone(Roles.Marketing | Roles.Administrator))
            .AddPolicy(Leaders, Anyone(Roles.Leadership))
            .AddPolicy(Leading, Anyone(Roles.Manager | Roles.Leadership))
            .AddPolicy(Administrators, Anyone(Roles.Administrator))
            .SetFallbackPolicy(Anyone(Roles.None));
    }

    private static AuthorizationPolicy Anyone(Roles any) => new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new HasRole(any)).Build();
}

using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Plumbline.Storage;

namespace Plumbline.People;

/// <summary>How people sign in.</summary>
internal static class SignInSetup
{
    /// <summary>Failures after which an account is locked for <see cref="LockedFor"/>.</summary>
    public const int FailuresUntilLocked = 5;

    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    /// <summary>Sign-ins, their links and the keys that seal them: for the site and for the command line.</summary>
    public static IdentityBuilder AddSignIns(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Plumbline").PersistKeysToDbContext<PlumblineDb>();
        services.AddSingleton<Links>();
        services.AddScoped<SignIns>();
        return services
            .AddIdentityCore<SignIn>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                identity.User.AllowedUserNameCharacters = "";
                identity.Lockout.MaxFailedAccessAttempts = FailuresUntilLocked;
                identity.Lockout.DefaultLockoutTimeSpan = LockedFor;

                // Length is what makes a password strong; rules about signs make it one that is written down.
                identity.Password.RequiredLength = 10;
                identity.Password.RequiredUniqueChars = 4;
                identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
            })
            .AddEntityFrameworkStores<PlumblineDb>()
            .AddErrorDescriber<SignInWords>()
            .AddTokenProvider<AuthenticatorTokenProvider<SignIn>>(TokenOptions.DefaultAuthenticatorProvider);
    }

    /// <summary>What the site needs to let people in and to know them again.</summary>
    public static void AddSigningIn(this IServiceCollection services)
    {
        services.AddSignIns().AddSignInManager().AddClaimsPrincipalFactory<PersonClaims>();
        services.AddSingleton<AttemptLimit>();
        services.AddScoped<SigningIn>();
        services.AddScoped<OwnAccount>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(cookie =>
        {
            cookie.Cookie.Name = "plumbline";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.SlidingExpiration = true;
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.Events.OnValidatePrincipal = StillStands;
            cookie.Events.OnRedirectToLogin = context => AskToSignIn(context);
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        }));
    }

    /// <summary>A page that is read leads to the sign-in and back; for a program, or a form sent too late, the status says it.</summary>
    private static Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        return Task.CompletedTask;
    }

    /// <summary>Asked of each request: a sign-out everywhere, a new password, a disabled sign-in and a last day at work count at once, at the cost of no query.</summary>
    private static async Task StillStands(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var colleagues = await services.GetRequiredService<CurrentPerson>().Colleagues(context.HttpContext.RequestAborted);
        var stamp = context.Principal?.FindFirstValue(services.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity.SecurityStampClaimType);
        if (CurrentPerson.IdOf(context.Principal) is { } person && stamp is not null && colleagues.StampOf(person, services.GetRequiredService<TimeProvider>().GetUtcNow()) == stamp)
        {
            services.GetRequiredService<PlumblineDb>().ActingPersonId = person;
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}

/// <summary>Names the person in what a sign-in says of them.</summary>
internal sealed class PersonClaims(UserManager<SignIn> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<SignIn>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(SignIn user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(CurrentPerson.Claim, user.PersonId.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return identity;
    }
}

/// <summary>The framework's refusals, in our words.</summary>
internal sealed class SignInWords : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => Say(nameof(PasswordTooShort), $"Take at least {length} characters. A few words in a row are easy to remember.");

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Say(nameof(PasswordRequiresUniqueChars), $"Take at least {uniqueChars} different characters.");

    public override IdentityError PasswordMismatch() => Say(nameof(PasswordMismatch), "That is not your password.");

    public override IdentityError DuplicateUserName(string userName) => DuplicateEmail(userName);

    public override IdentityError DuplicateEmail(string email) => Say(nameof(DuplicateEmail), $"Someone else signs in with {email}.");

    public override IdentityError InvalidUserName(string? userName) => InvalidEmail(userName);

    public override IdentityError InvalidEmail(string? email) => Say(nameof(InvalidEmail), "That is not a mail address.");

    private static IdentityError Say(string code, string words) => new() { Code = code, Description = words };
}

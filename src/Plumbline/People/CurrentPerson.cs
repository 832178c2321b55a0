using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Plumbline.Storage;

namespace Plumbline.People;

/// <summary>The person behind the request, and what they may do.</summary>
internal sealed class CurrentPerson(IHttpContextAccessor http, PlumblineDb db, ColleaguesByVersion byVersion, CommittedVersion committed)
{
    /// <summary>The claim that names the person of a sign-in.</summary>
    public const string Claim = "person";

    private Colleagues? _colleagues;

    public long Id => IdOf(http.HttpContext?.User) ?? throw new RefusedException(Refusal.NotAllowed, "Sign in first.");

    /// <summary>Everyone, as of this request.</summary>
    public async Task<Colleagues> Colleagues(CancellationToken cancel) => _colleagues ??= await byVersion.Load(db, committed, cancel);

    public async Task<Person> Load(CancellationToken cancel) =>
        (await Colleagues(cancel)).Find(Id) ?? throw new RefusedException(Refusal.NotAllowed, "Your sign-in is no longer tied to a person. Ask an administrator.");

    public async Task<bool> Has(Roles any, CancellationToken cancel) => ((await Load(cancel)).Roles & any) != 0;

    /// <summary>The people whose drafts and private notes the person may read: themselves and everyone below them in the line.</summary>
    public async Task<IReadOnlySet<long>> Line(CancellationToken cancel)
    {
        var below = new HashSet<long>((await Colleagues(cancel)).Below(Id)) { Id };
        return below;
    }

    internal static long? IdOf(ClaimsPrincipal? user) => long.TryParse(user?.FindFirstValue(Claim), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}

/// <summary>Asks for any of these roles, as they stand now and not as they stood at sign-in.</summary>
internal sealed record HasRole(Roles Any) : IAuthorizationRequirement;

/// <summary>Decides on <see cref="HasRole"/>.</summary>
internal sealed class HasRoleHandler(CurrentPerson me) : AuthorizationHandler<HasRole>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, HasRole requirement)
    {
        if (CurrentPerson.IdOf(context.User) is null || (await me.Colleagues(CancellationToken.None)).Find(me.Id) is not { } person)
        {
            return;
        }

        if (requirement.Any == Roles.None || (person.Roles & requirement.Any) != 0)
        {
            context.Succeed(requirement);
        }
    }
}

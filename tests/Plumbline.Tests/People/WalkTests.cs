using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Plans;

namespace Plumbline.People;

/// <summary>Walks every page and endpoint as everyone who might. A page that is new belongs into the table, with who may open it.</summary>
public sealed class WalkTests
{
    private const string Anyone = "anyone";

    /// <summary>Every address of the site, with the policy that it must declare.</summary>
    private static readonly Dictionary<string, string> _mayOpen = new()
    {
        ["/health/live"] = Anyone,
        ["/health/ready"] = Anyone,
        ["/error"] = Anyone,
        ["/not-allowed"] = Anyone,
        ["/not-found"] = Anyone,
        ["/status/{Code:int}"] = Anyone,
        ["/first-run/{Token}"] = Anyone,
        ["/sign-in"] = Anyone,
        ["/sign-in/second-factor"] = Anyone,
        ["/sign-in/forgotten"] = Anyone,
        ["/sign-in/link/{Token}"] = Anyone,
        ["/sign-in/passkey/options"] = Anyone,
        ["/sign-out"] = Anyone,
        ["/mail/unsubscribe/{Token}"] = Anyone,
        ["/calendar/{Token}.ics"] = Anyone,
        ["/"] = Access.Everyone,
        ["/today"] = Access.Everyone,
        ["/commitments"] = Access.Everyone,
        ["/commitments/{Id:long}"] = Access.Everyone,
        ["/commitments/export.csv"] = Access.Everyone,
        ["/calendar"] = Access.Everyone,
        ["/meetings"] = Access.Everyone,
        ["/meetings/{Id:long}"] = Access.Everyone,
        ["/coaching"] = Access.Everyone,
        ["/coaching/{Id:long}"] = Access.Everyone,
        ["/coaching/of/{Person:long}"] = Access.Everyone,
        ["/reviews/month/{Person:long}"] = Access.Everyone,
        ["/inspection/{id:long}/file"] = Access.Everyone,
        ["/marketing"] = Access.Everyone,
        ["/marketing/calendar"] = Access.Everyone,
        ["/marketing/budget"] = Access.Everyone,
        ["/marketing/budget.csv"] = Access.Everyone,
        ["/marketing/budget.xlsx"] = Access.Everyone,
        ["/marketing/results"] = Access.Everyone,
        ["/marketing/results.csv"] = Access.Everyone,
        ["/marketing/results.xlsx"] = Access.Everyone,
        ["/marketing/opportunities"] = Access.Everyone,
        ["/marketing/leads/import"] = Access.Everyone,
        ["/marketing/leads/{Id:long}"] = Access.Everyone,
        ["/marketing/new"] = Access.Everyone,
        ["/marketing/{Id:long}"] = Access.Everyone,
        ["/marketing/{Id:long}/edit"] = Access.Everyone,
        ["/marketing/{id:long}/proof/{key}"] = Access.Everyone,
        ["/cosell"] = Access.Everyone,
        ["/cosell/new"] = Access.Everyone,
        ["/cosell/{Id:long}"] = Access.Everyone,
        ["/cosell/{Id:long}/edit"] = Access.Everyone,
        ["/designations"] = Access.Everyone,
        ["/designations/{Id:long}"] = Access.Everyone,
        ["/designations/new"] = Access.Programs,
        ["/designations/{Id:long}/edit"] = Access.Programs,
        ["/training"] = Access.Everyone,
        ["/programs"] = Access.Everyone,
        ["/programs/{Id:long}"] = Access.Everyone,
        ["/programs/new"] = Access.Programs,
        ["/programs/import"] = Access.Programs,
        ["/programs/{Id:long}/edit"] = Access.Programs,
        ["/programs/{Id:long}/funds/new"] = Access.Programs,
        ["/programs/{Id:long}/funds/{Fund:long}"] = Access.Programs,
        ["/outlook"] = Access.Leaders,
        ["/outlook/exceptions.csv"] = Access.Leaders,
        ["/outlook/exceptions.xlsx"] = Access.Leaders,
        ["/outlook/finance"] = Access.Leaders,
        ["/outlook/finance.csv"] = Access.Leaders,
        ["/outlook/finance.xlsx"] = Access.Leaders,
        ["/outlook/production"] = Access.Leaders,
        ["/outlook/production.csv"] = Access.Leaders,
        ["/outlook/production.xlsx"] = Access.Leaders,
        ["/outlook/products"] = Access.Leading,
        ["/outlook/products.csv"] = Access.Leading,
        ["/outlook/products.xlsx"] = Access.Leading,
        ["/outlook/products/reckoning"] = Access.Leading,
        ["/inspecting"] = Access.Managers,
        ["/presentations"] = Access.Everyone,
        ["/presentations/board"] = Access.Everyone,
        ["/presentations/{Id:long}"] = Access.Everyone,
        ["/presentations/{Id:long}/minutes"] = Access.Everyone,
        ["/presentations/{Id:long}/plans/{Plan:long}"] = Access.Everyone,
        ["/present/{Id:long}"] = Access.Everyone,
        ["/present/{Id:long}/notes"] = Access.Everyone,
        ["/reviews"] = Access.Everyone,
        ["/reviews/{Id:long}"] = Access.Everyone,
        ["/presentations/functions"] = Access.Everyone,
        ["/forecast"] = Access.Everyone,
        ["/forecast/reckoning"] = Access.Everyone,
        ["/forecast/accuracy"] = Access.Everyone,
        ["/forecast/accuracy.csv"] = Access.Everyone,
        ["/forecast/accuracy.xlsx"] = Access.Everyone,
        ["/outlook/markets"] = Access.Leaders,
        ["/outlook/markets/export.csv"] = Access.Leaders,
        ["/outlook/markets/export.xlsx"] = Access.Leaders,
        ["/scoreboard"] = Access.Everyone,
        ["/scoreboard/records"] = Access.Everyone,
        ["/scoreboard/export.csv"] = Access.Everyone,
        ["/scoreboard/export.xlsx"] = Access.Everyone,
        ["/people/{Id:long}"] = Access.Everyone,
        ["/people/{Id:long}/left"] = Access.Selling,
        ["/accounts/unowned"] = Access.Selling,
        ["/accounts"] = Access.Everyone,
        ["/accounts/export.csv"] = Access.Everyone,
        ["/accounts/export.xlsx"] = Access.Everyone,
        ["/accounts/names"] = Access.Everyone,
        ["/accounts/{Id:long}"] = Access.Everyone,
        ["/activities"] = Access.Everyone,
        ["/activities/{Id:long}"] = Access.Everyone,
        ["/activities/{id:long}/deleted"] = Access.Everyone,
        ["/activities/accounts"] = Access.Everyone,
        ["/activities/accounts/{id:long}"] = Access.Everyone,
        ["/activities/calendar"] = Access.Everyone,
        ["/activities/log"] = Access.Everyone,
        ["/activities/logged"] = Access.Everyone,
        ["/activities/offline"] = Access.Everyone,
        ["/activities/token"] = Access.Everyone,
        ["/activities/types"] = Access.Administrators,
        ["/accounts/new"] = Access.Selling,
        ["/accounts/{Id:long}/edit"] = Access.Selling,
        ["/accounts/{AccountId:long}/contacts/new"] = Access.Selling,
        ["/contacts/{Id:long}"] = Access.Selling,
        ["/people/names"] = Access.Everyone,
        ["/notifications"] = Access.Everyone,
        ["/notifications/preferences"] = Access.Everyone,
        ["/search"] = Access.Everyone,
        ["/search/find"] = Access.Everyone,
        ["/signals"] = Access.Everyone,
        ["/signals/{Id:long}"] = Access.Everyone,
        ["/administration/signals"] = Access.Administrators,
        ["/team"] = Access.Managers,
        ["/inspection"] = Access.Everyone,
        ["/inspection/observe"] = Access.Everyone,
        ["/inspection/{Id:long}"] = Access.Everyone,
        ["/inspection/quiz/{Id:long}"] = Access.Everyone,
        ["/administration/validation"] = Access.Administrators,
        ["/administration/validation/new"] = Access.Administrators,
        ["/administration/validation/{Id:long}"] = Access.Administrators,
        ["/pipeline"] = Access.Everyone,
        ["/opportunities/{Id:long}"] = Access.Everyone,
        ["/opportunities/new"] = Access.Planning,
        ["/opportunities/{Id:long}/edit"] = Access.Planning,
        ["/opportunities/{Id:long}/close"] = Access.Planning,
        ["/opportunities/{id:long}/move"] = Access.Planning,
        ["/plans/{Id:long}"] = Access.Everyone,
        ["/plans/{Id:long}/versions/{Number:int}"] = Access.Everyone,
        ["/plans/{Id:long}/compare"] = Access.Everyone,
        ["/plans/{Id:long}/negotiate"] = Access.Planning,
        ["/plans/of/{person:long}/{period}"] = Access.Everyone,
        ["/plans"] = Access.Planning,
        ["/plans/begin"] = Access.Planning,
        ["/plans/begin-account"] = Access.Planning,
        ["/plans/{Id:long}/edit"] = Access.Planning,
        ["/plans/{id:long}/draft"] = Access.Planning,
        ["/plans/names"] = Access.Planning,
        ["/account"] = Access.Everyone,
        ["/account/second-factor"] = Access.Everyone,
        ["/account/second-factor/qr.svg"] = Access.Everyone,
        ["/account/passkeys/{Id}"] = Access.Everyone,
        ["/account/passkeys/options"] = Access.Everyone,
        ["/administration"] = Access.Administrators,
        ["/administration/first-steps"] = Access.Administrators,
        ["/administration/company"] = Access.Administrators,
        ["/administration/people"] = Access.Administrators,
        ["/administration/people/new"] = Access.Administrators,
        ["/administration/people/{Id:long}"] = Access.Administrators,
        ["/administration/teams"] = Access.Administrators,
        ["/administration/teams/{Id:long}"] = Access.Administrators,
        ["/administration/absences"] = Access.Administrators,
        ["/administration/mail"] = Access.Administrators,
        ["/administration/stages"] = Access.Administrators,
        ["/products"] = Access.Administrators,
        ["/products/{Id:long}"] = Access.Administrators,
        ["/imports"] = Access.Administrators,
        ["/imports/{Id:long}"] = Access.Administrators,
        ["/imports/{id:long}/refused/{file:int}"] = Access.Administrators,
        ["/imports/new/{Id}"] = Access.Administrators,
        ["/imports/new/{id}/progress"] = Access.Administrators,
        ["/imports/merges"] = Access.Administrators,
    };

    private static readonly Dictionary<string, Roles> _roles = new()
    {
        [Access.Everyone] = Roles.Salesperson | Roles.Manager | Roles.Leadership | Roles.Marketing | Roles.Administrator,
        [Access.Planning] = Roles.Salesperson | Roles.Manager,
        [Access.Selling] = Roles.Salesperson | Roles.Manager | Roles.Administrator,
        [Access.Managers] = Roles.Manager,
        [Access.Programs] = Roles.Marketing | Roles.Administrator,
        [Access.Leaders] = Roles.Leadership,
        [Access.Leading] = Roles.Manager | Roles.Leadership,
        [Access.Administrators] = Roles.Administrator,
    };

    /// <summary>What nobody means who asks for a number, a day, a period or a name.</summary>
    private static readonly string[] _odd = ["", "abc", "-1", "99999999999", "99999999999999999999999", "9999-12", "\0\u0001\ud83d\ude00'\"<%"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_and_endpoint_declares_who_may_use_it_as_the_table_says()
    {
        await using var site = await TheSite.Start();

        var declared = Endpoints(site).Select(e => $"{e.Path}: {DeclaredBy(e.Endpoint)}").Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(_mayOpen.Select(m => $"{m.Key}: {m.Value}").Order(StringComparer.Ordinal), declared);
    }

    [Fact]
    public async Task Every_page_opens_for_those_who_may_and_for_nobody_else()
    {
        await using var site = await TheSite.Start();
        var visitors = await Everyone(site);
        var wrong = new List<string>();
        foreach (var (path, _) in Endpoints(site).Where(e => Methods(e.Endpoint).Contains("GET")))
        {
            foreach (var (role, visitor) in visitors)
            {
                var page = await visitor.Get(Filled(path));
                var outcome = page.Status switch
                {
                    HttpStatusCode.Forbidden => "forbidden",
                    HttpStatusCode.Redirect when page.Answer.Headers.Location!.ToString().Contains("/sign-in?returnUrl=", StringComparison.Ordinal) => "asked to sign in",
                    < HttpStatusCode.InternalServerError => "open",
                    _ => $"failed with {page.Status}: {page.Text}",
                };
                Assert.Equal(Hosting.SecurityHeaders.Policy, Assert.Single(page.Answer.Headers.GetValues("Content-Security-Policy")));
                Assert.DoesNotMatch("<script(?![^>]*\\ssrc=)|<style|\\sstyle=|\\son[a-z]+=", page.Body);
                var expected = IsOpen(path, role) ? "open" : role is null ? "asked to sign in" : "forbidden";
                if (outcome != expected && !(path is "/error" or "/status/{Code:int}" or "/not-allowed" && outcome != "asked to sign in"))
                {
                    wrong.Add($"{path} is {outcome} for {role?.ToString() ?? "a stranger"}, not {expected}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory, EachDatabase]
    public async Task Whatever_an_address_asks_for_no_page_breaks(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var everything = await site.Add("Everything", RoleNames.All.Aggregate(Roles.None, (all, role) => all | role.Role));
        await site.Change(db => db.Add(new BusinessPlan(everything.Id, new(everything.Id, false), new(new Fiscal.Period(new(2027, 1), 6)), site.Clock.GetUtcNow())));
        var visitors = new[] { await site.As(everything), site.Stranger() };
        var wrong = new List<string>();
        foreach (var (path, endpoint) in Endpoints(site).Where(e => Methods(e.Endpoint).Contains("GET")))
        {
            var visitor = visitors[_mayOpen[path] == Anyone ? 1 : 0];
            foreach (var asked in _odd.Where(_ => AskedFor(endpoint).Any()).Select(value => string.Join('&', AskedFor(endpoint).Select(name => $"{name}={Uri.EscapeDataString(value)}"))))
            {
                var page = await visitor.Get($"{Filled(path)}?{asked}");
                if (page.Status >= HttpStatusCode.InternalServerError)
                {
                    wrong.Add($"{path}?{asked}: {page.Status}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Nothing_is_changed_without_the_forms_token_nor_by_the_wrong_people()
    {
        await using var site = await TheSite.Start();
        var visitors = await Everyone(site);
        var wrong = new List<string>();
        foreach (var (path, endpoint) in Endpoints(site))
        {
            foreach (var method in Methods(endpoint).Except(["GET", "HEAD"]))
            {
                foreach (var (role, visitor) in visitors)
                {
                    using var request = new HttpRequestMessage(new(method), Filled(path)) { Content = new FormUrlEncodedContent([]) };
                    using var answer = await visitor.Http.SendAsync(request, Cancel);
                    var expected = IsOpen(path, role) ? HttpStatusCode.BadRequest : role is null ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden;
                    if (answer.StatusCode != expected)
                    {
                        wrong.Add($"{method} {path} answers {answer.StatusCode} to {role?.ToString() ?? "a stranger"}, not {expected}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static bool IsOpen(string path, Roles? role) => _mayOpen[path] == Anyone || (role is { } has && (_roles[_mayOpen[path]] & has) != 0);

    private static async Task<List<(Roles? Role, Visitor Visitor)>> Everyone(TheSite site)
    {
        List<(Roles?, Visitor)> visitors = [(null, site.Stranger())];
        foreach (var role in RoleNames.All)
        {
            visitors.Add((role.Role, await site.As(await site.Add(role.Name, role.Role))));
        }

        return visitors;
    }

    private static IEnumerable<(string Path, RouteEndpoint Endpoint)> Endpoints(TheSite site) => site.Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        // Files for everyone, and what stands in for files that are being edited, which the site without a declaration opens to those signed in only.
        .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null && e.RoutePattern.RawText?.TrimStart('/') != "{**path:file}" && e.RoutePattern.RawText?.Contains("_framework", StringComparison.Ordinal) != true)
        .Select(e => ("/" + e.RoutePattern.RawText!.TrimStart('/'), e));

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    /// <summary>The names that a page, or an endpoint, reads from the query.</summary>
    private static IEnumerable<string> AskedFor(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type is { } page
        ? page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(p => p.GetCustomAttribute<SupplyParameterFromQueryAttribute>() is { } asked ? asked.Name ?? p.Name : null).OfType<string>()
        : endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters().Where(p => p.ParameterType == typeof(string) || p.ParameterType.IsValueType).Select(p => p.Name!).Where(name => !endpoint.RoutePattern.Parameters.Any(p => p.Name == name)) ?? [];

    private static string DeclaredBy(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? Anyone
        : endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>() is [{ Policy: { } policy }] ? policy
        : "nothing";

    private static string Filled(string path) => path.Replace("{Id:long}", "1", StringComparison.OrdinalIgnoreCase).Replace("{file:int}", "0", StringComparison.Ordinal).Replace("{Number:int}", "1", StringComparison.Ordinal).Replace("{Plan:long}", "1", StringComparison.Ordinal).Replace("{Fund:long}", "1", StringComparison.Ordinal).Replace("{AccountId:long}", "1", StringComparison.Ordinal).Replace("{person:long}", "1", StringComparison.OrdinalIgnoreCase).Replace("{period}", "2027", StringComparison.Ordinal).Replace("{Code:int}", "404", StringComparison.Ordinal)
        .Replace("{Token}", "abc", StringComparison.Ordinal).Replace("{key}", "abc", StringComparison.Ordinal).Replace("{Id}", "abc", StringComparison.OrdinalIgnoreCase);
}

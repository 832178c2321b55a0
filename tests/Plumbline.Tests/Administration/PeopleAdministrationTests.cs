using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Administration;

public sealed class PeopleAdministrationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_person_is_added_changed_and_found(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ada = await site.As(await site.Add("Ada", Roles.Administrator));
        var paul = await site.Add("Paul", Roles.Manager);

        var added = await (await ada.Open("/administration/people/new")).Submit("add", new()
        {
            ["Name"] = " Мария Петрова ",
            ["Email"] = "maria@example.com",
            ["Manager"] = $"{paul.Id}",
            ["Joined"] = "24 Nov 2026",
            ["Roles"] = "on",
        });
        var list = await ada.Open("/administration/people?q=петрова");

        Assert.Contains("1 person", list.Text, StringComparison.Ordinal);
        Assert.Contains("Мария Петрова", list.Text, StringComparison.Ordinal);
        var maria = await site.Db(db => db.People.SingleAsync(p => p.Email == "maria@example.com", Cancel));
        Assert.Equal(($"/administration/people/{maria.Id}", "Мария Петрова", new DateOnly(2026, 11, 24), paul.Id), (added.Path, maria.Name, maria.Joined, maria.ManagerId));
        Assert.NotEqual(Roles.None, maria.Roles);
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_at_its_field_and_nothing_typed_is_lost()
    {
        await using var site = await TheSite.Start();
        var ada = await site.As(await site.Add("Ada", Roles.Administrator));

        var page = await (await ada.Open("/administration/people/new")).Submit("add", new() { ["Name"] = "Mary", ["Joined"] = "3/4/2026" });

        Assert.Contains("“3/4/2026” could be two different days", page.Text, StringComparison.Ordinal);
        Assert.Equal("true", page.The("input[name='Input.Joined']").GetAttribute("aria-invalid"));
        Assert.Equal(("Mary", "3/4/2026"), (page.The("input[name='Input.Name']").GetAttribute("value"), page.The("input[name='Input.Joined']").GetAttribute("value")));
    }

    [Theory, EachDatabase]
    public async Task The_second_who_changes_a_person_sees_both_versions_and_decides(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ada = await site.As(await site.Add("Ada", Roles.Administrator));
        var mary = await site.Add("Mary", Roles.Salesperson);
        var path = $"/administration/people/{mary.Id}";
        var mine = await ada.Open(path);

        await (await ada.Open(path)).Submit("change", new() { ["Title"] = "Theirs" });
        var told = await mine.Submit("change", new() { ["Title"] = "Mine" });

        Assert.Contains("Someone changed this person", told.Text, StringComparison.Ordinal);
        Assert.Contains("Saved meanwhile: Theirs", told.Text, StringComparison.Ordinal);
        Assert.Equal("Mine", told.The("input[name='Input.Title']").GetAttribute("value"));
        Assert.Equal("Theirs", await Title());

        await told.Submit("change");
        Assert.Equal("Mine", await Title());

        Task<string?> Title() => site.Db(db => db.People.Where(p => p.Id == mary.Id).Select(p => p.Title).SingleAsync(Cancel));
    }

    [Theory, EachDatabase]
    public async Task The_last_administrator_keeps_the_role(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var person = await site.Add("Ada", Roles.Administrator);
        var ada = await site.As(person);

        var page = await (await ada.Open($"/administration/people/{person.Id}")).Submit("change", new() { ["Roles"] = "" });

        Assert.Contains("This is the last administrator", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await ada.Get("/administration")).Status);
    }

    [Theory, EachDatabase]
    public async Task A_sign_in_follows_a_new_mail_address(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ada = await site.As(await site.Add("Ada", Roles.Administrator));
        var mary = await site.Add("Mary", Roles.Salesperson, password: "nine green bottles");
        var paul = await site.Add("Paul", Roles.Salesperson, password: "nine green bottles");

        await (await ada.Open($"/administration/people/{mary.Id}")).Submit("change", new() { ["Email"] = "mm@example.com" });
        var taken = await (await ada.Open($"/administration/people/{paul.Id}")).Submit("change", new() { ["Email"] = "MM@example.com" });

        Assert.Contains("Someone else signs in with", taken.Text, StringComparison.Ordinal);
        Assert.Equal("Paul@example.com", await site.Db(db => db.People.Where(p => p.Id == paul.Id).Select(p => p.Email).SingleAsync(Cancel)));
        var inside = await (await site.Stranger().Open("/sign-in?returnUrl=%2Faccount")).Submit("sign-in", new() { ["Email"] = "mm@example.com", ["Password"] = "nine green bottles" });
        Assert.Equal("/account", inside.Path);
    }

    [Theory, EachDatabase]
    public async Task Teams_form_a_tree_and_a_move_keeps_history(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ada = await site.As(await site.Add("Ada", Roles.Administrator));
        var mary = await site.Add("Mary", Roles.Salesperson);
        await (await ada.Open("/administration/teams")).Submit("add", new() { ["Name"] = "Europe" });
        var north = await (await ada.Open("/administration/teams")).Submit("add", new() { ["Name"] = "North", ["Parent"] = "1" });
        Assert.Equal("/administration/teams/2", north.Path);

        await (await ada.Open("/administration/teams/1")).Submit("move", new() { ["Person"] = $"{mary.Id}", ["From"] = "2026-01-01" });
        var moved = await (await ada.Open($"/administration/people/{mary.Id}")).Submit("move", new() { ["Team"] = "2", ["From"] = "2026-07-01" });

        Assert.Contains("North from Wed 1 Jul 2026", moved.Text, StringComparison.Ordinal);
        Assert.Contains("Europe from Thu 1 Jan 2026 until Tue 30 Jun 2026", moved.Text, StringComparison.Ordinal);
        var loop = await (await ada.Open("/administration/teams/1")).Submit("change", new() { ["Parent"] = "2" });
        Assert.Contains("stands below this one", loop.Text, StringComparison.Ordinal);
        Assert.Contains("— North", (await ada.Open("/administration/teams")).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task An_absence_is_added_once_and_removed(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ada = await site.As(await site.Add("Ada", Roles.Administrator));
        var mary = await site.Add("Mary", Roles.Salesperson);
        var typed = new Dictionary<string, string> { ["Person"] = $"{mary.Id}", ["From"] = "2026-06-01", ["Until"] = "2026-08-31", ["Reason"] = "leave" };

        var added = await (await ada.Open("/administration/absences")).Submit("add", typed);
        var again = await added.Submit("add", typed);
        Assert.Contains("already an absence", again.Text, StringComparison.Ordinal);
        var id = await site.Db(db => db.Absences.Select(a => a.Id).SingleAsync(Cancel));
        await added.Submit($"remove-{id}");

        Assert.Equal(0, await site.Db(db => db.Absences.CountAsync(Cancel)));
    }

    [Fact]
    public async Task The_audit_trail_names_who_did_it_and_no_secret()
    {
        await using var site = await TheSite.Start();
        var person = await site.Add("Ada", Roles.Administrator);
        var ada = await site.As(person);
        var mary = await site.Add("Mary", Roles.Salesperson, password: "nine green bottles");
        var hash = await site.Db(db => db.Users.Where(s => s.PersonId == mary.Id).Select(s => s.PasswordHash!).SingleAsync(Cancel));

        await (await ada.Open($"/administration/people/{mary.Id}")).Submit("change", new() { ["Title"] = "Account executive" });
        await (await ada.Open($"/administration/people/{mary.Id}")).Submit("reset");

        var trail = await site.Db(db => db.Audit.ToListAsync(Cancel));
        Assert.Contains(trail, e => e.PersonId == person.Id && e.Subject == "Person" && e.After!.Contains("Account executive", StringComparison.Ordinal));
        Assert.Contains(trail, e => e.PersonId == person.Id && e.Subject == "SignIn" && Told(e.Before).Contains("PasswordHash: not shown"));
        Assert.DoesNotContain(trail, e => Told(e.Before).Concat(Told(e.After)).Any(told => told.Contains(hash, StringComparison.Ordinal)));

        static IEnumerable<string> Told(string? json) => json is null ? [] : JsonDocument.Parse(json).RootElement.EnumerateObject().Select(p => $"{p.Name}: {p.Value}");
    }

    [Theory, EachDatabase]
    public async Task The_command_line_adds_lists_invites_and_resets(Provider provider)
    {
        await using var site = await TheSite.Start(provider);

        var added = JsonDocument.Parse(await Run(site, "add", "Ada Lovelace", "--email", "ada@example.com", "--roles", "administrator,manager", "--invite", "--json")).RootElement;
        var link = new Uri(added.GetProperty("link").GetString()!);
        Assert.Equal(new Uri("https://plumbline.example"), new Uri(link.GetLeftPart(UriPartial.Authority)));
        var visitor = site.Stranger();
        await (await visitor.Open(link.PathAndQuery)).Submit("choose", new() { ["Password"] = "nine green bottles", ["Again"] = "nine green bottles" });
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/administration/people")).Status);

        await Run(site, "roles", "ada@example.com", "manager,administrator,salesperson");
        var listed = JsonDocument.Parse(await Run(site, "list", "--json")).RootElement[0];
        Assert.Equal("yes", listed.GetProperty("signsIn").GetString());
        Assert.Equal("Salesperson, Manager, Administrator", listed.GetProperty("roles").GetString());

        var reset = await Run(site, "reset", "Ada Lovelace");
        Assert.StartsWith("/sign-in", (await visitor.Open("/account")).Path, StringComparison.Ordinal);
        Assert.Contains("https://plumbline.example/sign-in/link/", reset, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Someone_is_invited_to_a_company_that_was_never_served(Provider provider)
    {
        var folder = Directory.CreateDirectory(Path.Combine(RunFolder.Path, Guid.NewGuid().ToString("N"))).FullName;
        var database = provider == Provider.Postgres ? await PostgresServer.Create() : null;

        var (exit, told) = await RunAt(new(folder, database), "add", "Ada", "--email", "ada@example.com", "--invite");

        Assert.Equal(0, exit);
        Assert.Contains("https://plumbline.example/sign-in/link/", told, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAt(new(folder, database), "add", "Ben", "--email", "nonsense")).Exit);
        Assert.Equal(1, (await RunAt(new(folder, database), "add", " ada ")).Exit);
        Assert.Equal(0, (await RunAt(new(folder, database), "add", "Ada", "--again")).Exit);
        if (database is not null)
        {
            await PostgresServer.Drop(database);
        }
    }

    private static async Task<(int Exit, string Output)> RunAt(DataLocation data, params string[] arguments)
    {
        using var output = new StringWriter();
        string[] where = data.Postgres is { } postgres ? ["--data", data.Folder, "--database", postgres] : ["--data", data.Folder];
        var exit = await Verbs.Run(["people", .. arguments, "--address", "https://plumbline.example/", .. where], new() { Output = output, Error = TextWriter.Null, ProcessTerminationTimeout = null }, Cancel);
        return (exit, output.ToString());
    }

    private static async Task<string> Run(TheSite site, params string[] arguments)
    {
        var (exit, output) = await RunAt(site.Data, arguments);
        Assert.Equal(0, exit);
        return output;
    }
}

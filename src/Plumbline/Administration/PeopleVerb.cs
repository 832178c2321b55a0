using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Plumbline.CommandLine;
using Plumbline.People;
using Plumbline.Scoring;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Administration;

/// <summary><c>plumbline people</c>: who is here, and how they get in, for whoever runs the server.</summary>
internal static class PeopleVerb
{
    private static readonly Option<bool> _json = new("--json") { Description = "Answer in JSON.", Recursive = true };
    private static readonly Option<string> _address = new("--address") { Description = "Where people reach the site, for links. Default: PLUMBLINE_ADDRESS, else http://localhost:5080.", HelpName = "URL", Recursive = true };

    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The person's name." };
        var email = new Option<string?>("--email") { Description = "The mail address, to sign in with.", HelpName = "ADDRESS" };
        var title = new Option<string?>("--title") { Description = "The job title.", HelpName = "TITLE" };
        var manager = new Option<string?>("--manager") { Description = "The mail address or name of the person's manager.", HelpName = "WHO" };
        var roles = new Option<string>("--roles") { Description = "salesperson, manager, leadership, marketing, administrator, with commas between.", HelpName = "ROLES", DefaultValueFactory = _ => "salesperson" };
        var invite = new Option<bool>("--invite") { Description = "Print an invitation, too." };
        var again = new Option<bool>("--again") { Description = "Add the person although there is one of this name." };
        var add = new Command("add", "Add a person.") { name, email, title, manager, roles, invite, again };
        add.SetAction((parsed, cancel) => Run(parsed, (people, stop) => people.Add(
            parsed.GetValue(name)!, parsed.GetValue(email), parsed.GetValue(title), parsed.GetValue(manager), RoleNames.Read(parsed.GetValue(roles)!), parsed.GetValue(invite), parsed.GetValue(again), stop), cancel));

        var list = new Command("list", "List everyone.");
        list.SetAction((parsed, cancel) => Run(parsed, (people, stop) => people.List(stop), cancel));

        var whom = new Argument<string>("who") { Description = "A mail address, a name, or a number of the list." };
        var inviting = new Command("invite", "Print a link by which a person chooses a first password. It holds seven days.") { whom };
        inviting.SetAction((parsed, cancel) => Run(parsed, (people, stop) => people.Invite(parsed.GetValue(whom)!, stop), cancel));

        var everything = new Option<bool>("--everything") { Description = "Also remove the second factor and the passkeys, as after a lost phone." };
        var reset = new Command("reset", "End a person's password and print a link to choose a new one. It holds a day.") { whom, everything };
        reset.SetAction((parsed, cancel) => Run(parsed, (people, stop) => people.Reset(parsed.GetValue(whom)!, parsed.GetValue(everything), stop), cancel));

        var newRoles = new Argument<string>("roles") { Description = "All roles that the person is to have, with commas between." };
        var changing = new Command("roles", "Say what a person does here.") { whom, newRoles };
        changing.SetAction((parsed, cancel) => Run(parsed, (people, stop) => people.SetRoles(parsed.GetValue(whom)!, RoleNames.Read(parsed.GetValue(newRoles)!), stop), cancel));

        return new Command("people", "Add and list people, invite them, reset their sign-in.") { add, list, inviting, reset, changing, _json, _address };
    }

    private static Task<int> Run(ParseResult parsed, Func<PeopleAtTheTerminal, CancellationToken, Task> act, CancellationToken cancel) => Verb.Run(
        parsed,
        services =>
        {
            services.AddSignIns();
            services.AddQuotas();
            services.AddScoped<RosterChanges>();
            services.AddScoped<PersonRecord>();
        },
        async (services, stop) =>
        {
            var address = parsed.GetValue(_address) ?? Settings.Read()["Address"] ?? "http://localhost:5080";
            await act(new(services.GetRequiredService<PlumblineDb>(), services.GetRequiredService<PersonRecord>(), services.GetRequiredService<SignIns>(), parsed.InvocationConfiguration.Output, parsed.GetValue(_json), address.TrimEnd('/')), stop);
            return 0;
        },
        cancel);
}

/// <summary>A person as the terminal shows them; also the JSON that other programs read.</summary>
internal sealed record PersonAtTheTerminal(long Id, string Name, string? Email, string Roles, string SignsIn, string? Link = null);

/// <summary>Does what the verb says and prints what came of it.</summary>
internal sealed class PeopleAtTheTerminal(PlumblineDb db, PersonRecord record, SignIns signIns, TextWriter output, bool json, string address)
{
    public async Task Add(string name, string? email, string? title, string? manager, Roles roles, bool invite, bool again, CancellationToken cancel)
    {
        var tidy = name.Trim();
        var same = again ? [] : (await db.People.AsNoTracking().ToListAsync(cancel)).Where(p => string.Equals(p.Name, tidy, StringComparison.OrdinalIgnoreCase)).ToList();
        Refuse.Unless(same.Count == 0, Refusal.Conflict, $"There is a {tidy} already, with the number {string.Join(" and ", same.Select(p => p.Id))}. Say --again if this is somebody else.");
        signIns.MakeReady();
        Person? person = null;
        string? link = null;
        await db.AllOrNothing(
            async () =>
            {
                var managerId = manager is null ? null : (long?)(await Find(manager, cancel)).Id;
                var id = await record.Add(new(tidy, TypedText.OrNull(email), title, roles, managerId, null, null, 0), cancel);
                link = invite ? await signIns.Invite(id, cancel) : null;
                person = await db.People.SingleAsync(p => p.Id == id, cancel);
            },
            cancel);
        await Tell(person!, link, cancel);
    }

    public async Task List(CancellationToken cancel)
    {
        var ways = await db.Users.ToDictionaryAsync(s => s.PersonId, cancel);
        var all = (await db.People.AsNoTracking().OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(cancel)).ConvertAll(p => Of(p, ways.GetValueOrDefault(p.Id), null));
        if (json)
        {
            await output.WriteLineAsync(Json.Write(all));
            return;
        }

        foreach (var line in all)
        {
            await output.WriteLineAsync($"{line.Id,6}  {line.Name,-30}  {line.Email ?? "",-34}  {line.SignsIn,-8}  {line.Roles}");
        }
    }

    public async Task Invite(string who, CancellationToken cancel)
    {
        var person = await Find(who, cancel);
        await Tell(person, await signIns.Invite(person.Id, cancel), cancel);
    }

    public async Task Reset(string who, bool everything, CancellationToken cancel)
    {
        var person = await Find(who, cancel);
        await Tell(person, await signIns.Reset(person.Id, everything, cancel), cancel);
    }

    public async Task SetRoles(string who, Roles roles, CancellationToken cancel)
    {
        var person = await Find(who, cancel);
        await record.Change(person.Id, (await record.Read(person.Id, cancel))!.Facts with { Roles = roles }, cancel);
        await Tell(await Find(who, cancel), null, cancel);
    }

    private async Task Tell(Person person, string? path, CancellationToken cancel)
    {
        var told = Of(person, await db.Users.SingleOrDefaultAsync(s => s.PersonId == person.Id, cancel), path is null ? null : address + path);
        await output.WriteLineAsync(json ? Json.Write(told) : $"{told.Name} ({told.Id}): {told.Roles}.{(told.Link is null ? "" : $" This link works once:\n{told.Link}")}");
    }

    private static PersonAtTheTerminal Of(Person person, SignIn? signIn, string? link) => new(
        person.Id, person.Name, person.Email, RoleNames.Of(person.Roles), signIn is null ? "no" : signIn.IsDisabled ? "disabled" : signIn.PasswordHash is null ? "invited" : "yes", link);

    private async Task<Person> Find(string who, CancellationToken cancel)
    {
        var all = await db.People.ToListAsync(cancel);
        var found = all.Where(p => string.Equals(p.Email, who, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 0)
        {
            found = all.Where(p => string.Equals(p.Name, who, StringComparison.OrdinalIgnoreCase) || p.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == who).ToList();
        }

        return found is [var one] ? one
            : throw new RefusedException(Refusal.NotFound, found.Count == 0 ? $"There is nobody called {who}." : $"Several are called {who}: name one by mail address or number ({string.Join(", ", found.Select(p => p.Id))}).");
    }
}

using Microsoft.EntityFrameworkCore;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Administration;

/// <summary>What is known of a person, as it is to be kept; <paramref name="Revision"/> is the one that was read, 0 for someone new.</summary>
internal sealed record PersonFacts(string Name, string? Email, string? Title, Roles Roles, long? ManagerId, DateOnly? Joined, DateOnly? Left, int Revision);

/// <summary>A person, and how they get in.</summary>
internal sealed record PersonView(long Id, PersonFacts Facts, WayIn WayIn, bool IsLocked, bool HasSecondFactor);

/// <summary>Adds people and changes what is known of them.</summary>
internal sealed class PersonRecord(PlumblineDb db, SignIns signIns, RosterChanges changes, TimeProvider clock)
{
    public async Task<PersonView?> Read(long id, CancellationToken cancel)
    {
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } person)
        {
            return null;
        }

        var signIn = await db.Users.AsNoTracking().SingleOrDefaultAsync(s => s.PersonId == id, cancel);
        var way = signIn is null ? WayIn.None : signIn.IsDisabled ? WayIn.Disabled : signIn.PasswordHash is null ? WayIn.Invited : WayIn.Open;
        return new(id, Facts(person), way, signIn?.LockoutEnd > clock.GetUtcNow(), signIn?.TwoFactorEnabled == true);
    }

    /// <summary>Adds a person.</summary>
    /// <returns>The person's number.</returns>
    public async Task<long> Add(PersonFacts facts, CancellationToken cancel)
    {
        var person = new Person { Name = "" };
        await Check(person, facts, cancel);
        Take(person, facts);
        db.People.Add(person);
        await changes.Save(cancel);
        return person.Id;
    }

    /// <summary>Changes a person; refuses where someone else did since it was read.</summary>
    public async Task Change(long id, PersonFacts facts, CancellationToken cancel)
    {
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == id, cancel) ?? throw RefusedException.NotFound("person");
        Refuse.Stale("this person", facts.Revision, person.Revision);
        await Check(person, facts, cancel);
        var movesDays = (person.Joined, person.Left) != (facts.Joined, facts.Left);
        await db.AllOrNothing(
            async () =>
            {
                Take(person, facts);
                person.Revision++;
                await (movesDays ? changes.Save(cancel) : db.SaveChangesAsync(cancel));
                await signIns.Follow(person, cancel);
            },
            cancel);
    }

    private async Task Check(Person person, PersonFacts facts, CancellationToken cancel)
    {
        Refuse.Unless(facts.Name.Length > 0, Refusal.Invalid, "Give a name.", "Name");
        if (facts.Email is { } email && email != person.Email)
        {
            PeopleRules.IsMailAddress(email);
        }

        PeopleRules.InOrder(facts.Joined, facts.Left, "Left");
        var everyone = await db.People.AsNoTracking().ToListAsync(cancel);
        PeopleRules.MayReportTo(person.Id, facts.ManagerId, everyone);
        if (person.Id == 0)
        {
            return;
        }

        PeopleRules.MayHaveRoles(facts.Roles, person.Id, everyone);
        if (!facts.Roles.HasFlag(Roles.Administrator) || facts.Left is not null)
        {
            PeopleRules.SomeoneAdministersBesides(person.Id, await signIns.Administrators(cancel));
        }
    }

    private static PersonFacts Facts(Person person) => new(person.Name, person.Email, person.Title, person.Roles, person.ManagerId, person.Joined, person.Left, person.Revision);

    private static void Take(Person person, PersonFacts facts) =>
        (person.Name, person.Email, person.Title, person.Roles, person.ManagerId, person.Joined, person.Left) = (facts.Name, facts.Email, facts.Title, facts.Roles, facts.ManagerId, facts.Joined, facts.Left);
}

using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Plumbline.Activities;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Administration;

/// <summary>What the first page asks: the company, and the person who sets it up.</summary>
internal sealed class FirstRunInput : IValidatableObject
{
    public CompanyInput? Company { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Password { get; set; }

    /// <summary>All that is missing at once: whoever sees this page has never seen another of ours.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (string? Typed, string Words, string Field)[] wanted =
        [
            (Company?.Name, "Give the company's name.", "Company.Name"), (Company?.Currency, "Give the company's currency in three letters, as in EUR.", "Company.Currency"),
            (Company?.TimeZone, "Give the time zone, as in Europe/Vienna.", "Company.TimeZone"),
            (Name, "Give your name.", nameof(Name)), (Email, "Give your mail address, to sign in with.", nameof(Email)), (Password, "Choose a password.", nameof(Password)),
        ];
        return wanted.Where(w => string.IsNullOrWhiteSpace(w.Typed)).Select(w => new ValidationResult(w.Words, [w.Field]));
    }
}

/// <summary>Begins a new company, by a link that the server's console shows while nobody can administer it.</summary>
internal sealed class FirstRun(PlumblineDb db, SignIns signIns, Links links, ActivityTypes activityTypes)
{
    public static readonly TimeSpan LinkHolds = TimeSpan.FromDays(1);

    private const string Purpose = "first run";

    /// <summary>The path of the link; null where there is an administrator.</summary>
    public async Task<string?> Link(CancellationToken cancel) => await IsDue(cancel) ? "/first-run/" + links.Make(Purpose, "", LinkHolds) : null;

    /// <summary>Whether the link still begins something.</summary>
    public async Task<bool> Opens(string token, CancellationToken cancel) => links.Read(Purpose, token) is not null && await IsDue(cancel);

    /// <summary>Sets the company up and makes its first administrator. With that every such link has ended.</summary>
    /// <returns>The administrator's way in.</returns>
    public async Task<SignIn> Begin(string token, FirstRunInput input, CancellationToken cancel)
    {
        SignIn? signIn = null;
        links.MakeReady();
        await db.AllOrNothing(
            async () =>
            {
                // Of two who use the link at once the second waits here until the first is done.
                await db.RaiseVersion(cancel);
                Refuse.Unless(await Opens(token, cancel), Refusal.Invalid, "This link has ended. Start Plumbline again to get a new one, or sign in.");
                Refuse.Unless(!input.Validate(new(input)).Any(), Refusal.Invalid, "Something is missing. Fill in all fields.");
                PeopleRules.IsMailAddress(input.Email!.Trim());
                (input.Company ?? new()).PutInto(await db.Companies.SingleAsync(cancel));
                var person = new Person { Name = input.Name!.Trim(), Email = input.Email.Trim(), Roles = Roles.Administrator };
                db.People.Add(person);
                await activityTypes.AddUsual(cancel);
                await db.SaveChangesAsync(cancel);
                signIn = await signIns.Create(person.Id, input.Password ?? "", cancel);
            },
            cancel);
        return signIn!;
    }

    private async Task<bool> IsDue(CancellationToken cancel) => (await signIns.Administrators(cancel)).Count == 0;
}

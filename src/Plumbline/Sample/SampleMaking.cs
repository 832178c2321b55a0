using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Importing;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Reviews;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Sample;

/// <summary>Puts the sample company into an empty database, by the same ways as a real one: its files land, its plans are signed.</summary>
internal sealed class SampleMaking(PlumblineDb db, Landing landing, QuotaWriter quotas, Agreements agreements, AccountFacts accountFacts, PackReader packs, SignIns signIns, TimeProvider clock)
{
    public const string Password = "plumb line demo";

    private const string Profile = "sample";

    /// <summary>Who can be tried, and what for.</summary>
    public static readonly (string Name, string For)[] Guests =
    [
        ("Amelia Brandt", "salesperson, with a plan under negotiation"),
        ("Clara Nyström", "salesperson, drafting the next plan"),
        ("Sven Aldridge", "sales manager of Mid-market"),
        ("Johanna Weiss", "sales director"),
        ("Tobias Renner", "chief financial officer"),
        ("Priya Raman", "administrator"),
    ];

    /// <summary>Whether the sample company is there already.</summary>
    /// <exception cref="RefusedException">Another company is.</exception>
    public async Task<bool> IsMade(CancellationToken cancel)
    {
        var first = await db.Imports.AsNoTracking().OrderBy(i => i.Id).FirstOrDefaultAsync(cancel);
        Refuse.Unless(
            first?.Files is [{ Profile: Profile }, ..] || !await db.People.AnyAsync(cancel),
            Refusal.Conflict, "This is the data of a real company. For the sample company, name a folder or a database of its own.");
        return first is not null;
    }

    public async Task Make(CancellationToken cancel)
    {
        var sample = new SampleCompany(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        await SetUp(cancel);
        await Land(cancel, ("teams", FactKind.Team, SampleCompany.Teams()), ("people", FactKind.Person, sample.People()));
        await MovePeople(sample, cancel);
        await Land(
            cancel,
            ("products", FactKind.Product, SampleCompany.Products()),
            ("accounts", FactKind.Account, sample.Accounts),
            ("contacts", FactKind.Contact, sample.Contacts()),
            ("stages", FactKind.Stage, SampleOpportunities.Stages()),
            ("opportunities", FactKind.Opportunity, sample.Pipeline.Opportunities),
            ("changes", FactKind.OpportunityChange, sample.Pipeline.Changes),
            ("activities", FactKind.Activity, sample.Pipeline.Activities),
            ("targets", FactKind.Target, sample.Targets()));
        await KeepPipeline(sample, cancel);
        await SampleActivities.Log(db, sample.Today, cancel);
        await Plan(sample, cancel);
        await new SampleAccountPlans(sample, db, accountFacts, agreements).Make(cancel);
        await new SampleCommitments(sample, db).Make(cancel);
        await new SampleCalls(sample, db).Make(cancel);
        await new SampleInspection(sample, db).Make(cancel);
        await new SampleTraining(sample, db).Make(cancel);
        await new SamplePrograms(sample, db).Make(cancel);
        await new SampleMarketing(sample, db).Make(cancel);
        await new SampleCosell(sample, db).Make(cancel);
        await new SampleResults(sample, db).Make(cancel);
        await new SampleReviews(sample, db, packs).Make(cancel);
        await new SampleCoaching(sample, db).Make(cancel);
        await new SamplePresentations(sample, db, CompanyClock.Of(await db.Companies.AsNoTracking().SingleAsync(cancel))).Make(cancel);
        await db.AllOrNothing(async () => await new SampleTalk(db, sample).Add(await db.People.AsNoTracking().ToDictionaryAsync(p => p.Name, cancel), cancel), cancel);
    }

    private async Task SetUp(CancellationToken cancel)
    {
        var company = await db.Companies.SingleAsync(cancel);
        (company.Name, company.Currency, company.TimeZone) = (SampleNames.Company, "EUR", "Europe/Berlin");
        await db.SaveChangesAsync(cancel);
    }

    private async Task Land(CancellationToken cancel, params (string Name, FactKind Kind, IEnumerable<FactRow> Rows)[] files)
    {
        var result = await landing.Run([.. files.Select(f => new LandingFile(f.Name, f.Kind, Profile, _ => f.Rows.Select(r => new ReadResult(r, null)), () => []))], [], new LandingOptions { Currency = "EUR" }, null, cancel);
        if (result.Refused.Values.SelectMany(r => r).FirstOrDefault() is { } refused)
        {
            throw new InvalidOperationException($"The sample does not fit: {refused.Reason}");
        }
    }

    /// <summary>Says what everyone does here, moves one to another team and sends one on parental leave.</summary>
    private async Task MovePeople(SampleCompany sample, CancellationToken cancel)
    {
        var people = await db.People.ToDictionaryAsync(p => p.Name, cancel);
        foreach (var (name, roles) in new[] { ("Henrike Solberg", Roles.Leadership | Roles.Manager), ("Tobias Renner", Roles.Leadership), ("Leila Haddad", Roles.Leadership | Roles.Marketing), ("Marcus Eklund", Roles.Leadership), ("Priya Raman", Roles.Administrator) })
        {
            people[name].Roles = roles;
        }

        var moved = people["Lars Pemberton"].Id;
        var membership = await db.TeamMemberships.SingleAsync(m => m.PersonId == moved, cancel);
        var moves = sample.Begin.AddMonths(15);
        var other = await db.Teams.SingleAsync(t => t.Name == "Public and education", cancel);
        membership.Until = moves.AddDays(-1);
        db.TeamMemberships.Add(new() { PersonId = moved, TeamId = other.Id, From = moves });
        db.Absences.Add(new() { PersonId = people["Hugo Castellan"].Id, From = sample.Today.AddDays(-75), Until = sample.Today.AddDays(-47), Reason = "Parental leave" });
        await db.SaveChangesAsync(cancel);
        foreach (var (name, _) in Guests)
        {
            await signIns.Create(people[name].Id, Password, cancel);
        }

        db.ChangeTracker.Clear();
    }

    /// <summary>Plans next steps, and lets opportunities be worked here, so that all of it can be tried.</summary>
    private async Task KeepPipeline(SampleCompany sample, CancellationToken cancel)
    {
        new SampleOpportunities(sample).Plan(await db.Opportunities.Where(o => o.State == OpportunityState.Open).ToListAsync(cancel));
        await db.Stages.ForEachAsync(s => s.IsQualified = SampleOpportunities.IsQualified(s.Name), cancel);
        db.Stages.AddRange(SampleOpportunities.OurStages());
        (await db.Companies.SingleAsync(cancel)).KeptHere = OpportunityFields.All;
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private async Task Plan(SampleCompany sample, CancellationToken cancel)
    {
        var plans = new SamplePlans(
            sample,
            await db.People.AsNoTracking().ToDictionaryAsync(p => p.Name, cancel),
            await db.Accounts.ToDictionaryAsync(a => a.ExternalId!, a => a.Id, cancel),
            await db.Products.AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancel),
            await db.ActivityTypes.ToDictionaryAsync(t => t.Name, t => t.Id, cancel),
            await db.Opportunities.AsNoTracking().Where(o => o.State == OpportunityState.Open).ToDictionaryAsync(o => o.ExternalId, cancel));
        await db.AllOrNothing(
            async () =>
            {
                foreach (var plan in plans.All())
                {
                    db.Add(plan);
                    await agreements.Save(plan, cancel);
                }
            },
            cancel);
        db.ChangeTracker.Clear();
        using var transaction = await db.Database.BeginTransactionAsync(cancel);
        using var bulk = BulkWriter.Of(db);
        await quotas.Write(bulk, await db.People.Select(p => p.Id).ToListAsync(cancel), cancel);
        await transaction.CommitAsync(cancel);
    }
}

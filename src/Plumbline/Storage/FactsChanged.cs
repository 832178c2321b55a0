using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Commitments;
using Plumbline.Cosell;
using Plumbline.Forecasting;
using Plumbline.Inspection;
using Plumbline.Marketing;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Scoring;
using Plumbline.Signals.Rules;

namespace Plumbline.Storage;

/// <summary>Whose facts have changed since what follows from them, as signals do, was looked at. Noted in the transaction that changes them, so that nobody is forgotten.</summary>
internal sealed class FactsChanged
{
    /// <summary>Stands for everyone.</summary>
    public const long Everyone = 0;

    private const int MostNamed = 20; // Of a change that concerns more, as of a stage, everyone is noted in one line.

    /// <summary>As a file concerns them, whose rows are written past the context.</summary>
    public static IReadOnlySet<long> AllOfThem { get; } = new HashSet<long> { Everyone };

    public required long PersonId { get; init; }

    /// <summary>Another number for each change: who has looked takes the note away only where nothing changed meanwhile.</summary>
    public int Mark { get; init; }

    /// <summary>Whom the facts that are about to be saved concern, also those who had them before: of a plan the manager, too, whose answer it may wait for, of an activity who looks after the account, of what is handed on or over who was told that its owner left it behind, of an account that had nobody who was told of that, and of an opportunity that is over who shares it with a vendor. Ask before saving.</summary>
    public static async Task<IReadOnlySet<long>> Concerned(PlumblineDb db, CancellationToken cancel)
    {
        var isTakenOn = false;
        var (people, planners, accounts, givers, over) = (new HashSet<long>(), new HashSet<long>(), new HashSet<long>(), new HashSet<long>(), new HashSet<long>());
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            var column = entry.Entity switch
            {
                Opportunity or Activity or Plan or CalledForecast => nameof(Opportunity.SalespersonId),
                Commitment or Validation => nameof(Commitment.PersonId),
                LocalActivity or Referral => nameof(LocalActivity.OwnerId),
                Account => nameof(Account.OwnerId),
                MarketingLead => nameof(MarketingLead.FollowerId),
                Person => nameof(Person.ManagerId),
                TeamMembership or Absence => nameof(Absence.PersonId),
                Target => nameof(Target.SalespersonId),
                _ => null,
            };
            if (entry.Entity is ValidationForm or Team)
            {
                people.Add(Everyone); // What is required is required of all, and who leads a team is told of all in it.
            }
            else if (column is not null)
            {
                Add(entry.State == EntityState.Added ? null : entry.OriginalValues[column]);
                Add(entry.CurrentValues[column]);
                if (entry is { Entity: Opportunity or Account, State: EntityState.Modified } && entry.OriginalValues[column] is long before && (!before.Equals(entry.CurrentValues[column]) || IsOver(entry)))
                {
                    givers.Add(before);
                }
            }

            isTakenOn |= entry is { Entity: Account { OwnerId: not null }, State: EntityState.Modified } && entry.OriginalValues[nameof(Account.OwnerId)] is null;
            if (entry.Entity is Person { Id: > 0 } person)
            {
                people.Add(person.Id);
            }
            else if (entry.Entity is Plan plan)
            {
                planners.Add(plan.SalespersonId);
            }
            else if (entry.Entity is Activity { AccountId: { } account })
            {
                accounts.Add(account);
            }
            else if (entry.Entity is Opportunity opportunity && IsOver(entry))
            {
                over.Add(opportunity.Id);
            }
        }

        if (people.Count <= MostNamed && planners.Count > 0)
        {
            people.UnionWith(await db.People.Where(p => EF.Parameter(planners.ToArray()).Contains(p.Id) && p.ManagerId != null).Select(p => p.ManagerId!.Value).ToListAsync(cancel));
        }

        if (people.Count <= MostNamed && accounts.Count is > 0 and <= MostNamed)
        {
            people.UnionWith(await db.Accounts.Where(a => EF.Parameter(accounts.ToArray()).Contains(a.Id) && a.OwnerId != null).Select(a => a.OwnerId!.Value).ToListAsync(cancel));
        }

        if (people.Count <= MostNamed && (givers.Count > 0 || isTakenOn))
        {
            string[] causes = [.. givers.Select(LeftBehind.CauseOf), .. isTakenOn ? [AccountsUnowned.Cause] : Array.Empty<string>()];
            people.UnionWith(await db.Signals.Where(s => s.ResolvedOn == null && EF.Parameter(causes).Contains(s.Cause)).Select(s => s.PersonId).Distinct().ToListAsync(cancel));
        }

        if (people.Count <= MostNamed && over.Count is > 0 and <= MostNamed)
        {
            people.UnionWith(await db.Set<Referral>().Where(r => r.OpportunityId != null && EF.Parameter(over.ToArray()).Contains(r.OpportunityId.Value)).Select(r => r.OwnerId).ToListAsync(cancel));
        }

        return people.Count > MostNamed ? AllOfThem : people;

        static bool IsOver(EntityEntry entry) => entry is { Entity: Opportunity, State: EntityState.Modified } && !Equals(entry.OriginalValues[nameof(Opportunity.State)], entry.CurrentValues[nameof(Opportunity.State)]);

        void Add(object? known)
        {
            if (known is long id)
            {
                people.Add(id);
            }
        }
    }

    /// <summary>Notes it down, in the transaction that is open.</summary>
    public static async Task Note(PlumblineDb db, IReadOnlySet<long> people, CancellationToken cancel)
    {
        foreach (var person in people.Order())
        {
            var mark = Guid.NewGuid().GetHashCode();
            await db.Database.ExecuteSqlAsync($"INSERT INTO \"FactsChanged\" (\"PersonId\", \"Mark\") VALUES ({person}, {mark}) ON CONFLICT (\"PersonId\") DO UPDATE SET \"Mark\" = {mark}", cancel);
        }
    }
}

internal sealed class FactsChangedMapping : IEntityTypeConfiguration<FactsChanged>
{
    public void Configure(EntityTypeBuilder<FactsChanged> builder)
    {
        builder.ToTable("FactsChanged").HasKey(d => d.PersonId);
        builder.Property(d => d.PersonId).ValueGeneratedNever();
    }
}

/// <summary>Marks a table of what follows from other records: it holds none of them back, and goes with them.</summary>
internal static class Derived
{
    public const string Annotation = "Plumbline:Derived";
}

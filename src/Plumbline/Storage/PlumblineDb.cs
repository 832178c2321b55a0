using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Auditing;
using Plumbline.Coaching;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Importing;
using Plumbline.Inspection;
using Plumbline.Mailing;
using Plumbline.Meetings;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Presentations;
using Plumbline.Products;
using Plumbline.Reviews;
using Plumbline.Scoring;
using Plumbline.Signals;

namespace Plumbline.Storage;

/// <summary>Everything the company keeps. Each feature maps its own tables in its folder.</summary>
internal abstract class PlumblineDb(DbContextOptions options) : IdentityUserContext<SignIn, long>(options), IDataProtectionKeyContext
{
    private static readonly MoneyGuard _moneyGuard = new();

    // The tables of sign-ins depend on a service's options, so a context that is made without services (for migrations) brings its own.
    private static readonly ServiceProvider _alone = new ServiceCollection().AddSingleton(TimeProvider.System).AddSignInTables().BuildServiceProvider();

    public DbSet<Company> Companies => Set<Company>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<TeamMembership> TeamMemberships => Set<TeamMembership>();

    public DbSet<Absence> Absences => Set<Absence>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<Stage> Stages => Set<Stage>();

    public DbSet<Opportunity> Opportunities => Set<Opportunity>();

    public DbSet<OpportunityChange> OpportunityChanges => Set<OpportunityChange>();

    public DbSet<Booking> Bookings => Set<Booking>();

    public DbSet<BookingCredit> BookingCredits => Set<BookingCredit>();

    public DbSet<ActivityType> ActivityTypes => Set<ActivityType>();

    public DbSet<Activity> Activities => Set<Activity>();

    public DbSet<Target> Targets => Set<Target>();

    public DbSet<AgreedQuota> AgreedQuotas => Set<AgreedQuota>();

    public DbSet<AgreedActivity> AgreedActivities => Set<AgreedActivity>();

    public DbSet<QuotaMonth> QuotaMonths => Set<QuotaMonth>();

    public DbSet<PersonMonth> PersonMonths => Set<PersonMonth>();

    public DbSet<ItemMonth> ItemMonths => Set<ItemMonth>();

    public DbSet<PipelineMonth> PipelineMonths => Set<PipelineMonth>();

    public DbSet<ActivityMonth> ActivityMonths => Set<ActivityMonth>();

    public DbSet<Commitment> Commitments => Set<Commitment>();

    public DbSet<Plan> Plans => Set<Plan>();

    public DbSet<AccountYear> AccountYears => Set<AccountYear>();

    public DbSet<AccountPipeline> AccountPipelines => Set<AccountPipeline>();

    public DbSet<AccountContact> AccountContacts => Set<AccountContact>();

    public DbSet<BusinessPlan> BusinessPlans => Set<BusinessPlan>();

    public DbSet<AccountPlan> AccountPlans => Set<AccountPlan>();

    public DbSet<TeamMeeting> TeamMeetings => Set<TeamMeeting>();

    public DbSet<WeekRating> WeekRatings => Set<WeekRating>();

    public DbSet<Presentation> Presentations => Set<Presentation>();

    public DbSet<PlanVoice> PlanVoices => Set<PlanVoice>();

    public DbSet<PlanQuestion> PlanQuestions => Set<PlanQuestion>();

    public DbSet<CoachingSession> CoachingSessions => Set<CoachingSession>();

    public DbSet<QuarterlyReview> Reviews => Set<QuarterlyReview>();

    public DbSet<ValidationForm> ValidationForms => Set<ValidationForm>();

    public DbSet<Validation> Validations => Set<Validation>();

    public DbSet<KeptForecast> Forecasts => Set<KeptForecast>();

    public DbSet<Signal> Signals => Set<Signal>();

    public DbSet<CalledForecast> Calls => Set<CalledForecast>();

    public DbSet<KeptWhatIf> WhatIfs => Set<KeptWhatIf>();

    public DbSet<OutgoingMail> OutgoingMails => Set<OutgoingMail>();

    public DbSet<MailChoice> MailChoices => Set<MailChoice>();

    public DbSet<Import> Imports => Set<Import>();

    public DbSet<ImportChange> ImportChanges => Set<ImportChange>();

    public DbSet<KnownName> KnownNames => Set<KnownName>();

    public DbSet<ColumnMapping> ColumnMappings => Set<ColumnMapping>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<DataVersion> Versions => Set<DataVersion>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Whether what is being saved is on no page that is kept, as a draft that only its writers see, mail on its way, or what rules find: then the version of the data stands, and pages shown to others are still true.</summary>
    public bool IsDrafting { get; set; }

    /// <summary>Who is behind the changes that this context saves, for the audit trail; null for the command line.</summary>
    public long? ActingPersonId { get; set; }

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        optionsBuilder.AddInterceptors(_moneyGuard);
        if (optionsBuilder.Options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider is null)
        {
            optionsBuilder.UseApplicationServiceProvider(_alone);
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PlumblineDb).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Month>().HaveConversion<MonthConverter>();
        configurationBuilder.Properties<decimal>().HavePrecision(18, 4);
    }

    /// <summary>
    /// Saves all or nothing, with the audit trail and the summaries of the facts saved, and raises the version of the data in the same transaction. Loses nobody's work: what changed under us is refused, never overwritten.
    /// </summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        AuditTrail.Write(this);
        try
        {
            if (Database.CurrentTransaction is not null)
            {
                return await SaveAndCount(acceptAllChangesOnSuccess, cancellationToken);
            }

            await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
            var saved = await SaveAndCount(acceptAllChangesOnSuccess, cancellationToken);
            if (!IsDrafting)
            {
                await this.RaiseVersion(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            return saved;
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RefusedException(Refusal.Conflict, "Someone changed this while you had it open. Nothing of yours was saved over it.");
        }
        catch (Exception failed) when (DiskTrouble.Of(failed) is { } refused)
        {
            throw refused;
        }
    }

    /// <summary>Only for the framework's store of keys, which knows no other way and changes nothing of the company's.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => ChangeTracker.Entries().All(e => e.Entity is DataProtectionKey)
        ? base.SaveChanges(acceptAllChangesOnSuccess)
        : throw new NotSupportedException("Save with SaveChangesAsync.");

    private async Task<int> SaveAndCount(bool acceptAllChangesOnSuccess, CancellationToken cancel)
    {
        var (counted, concerned) = (await FactsSaved.Count(this, cancel), await FactsChanged.Concerned(this, cancel));
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
        if (counted is not null)
        {
            FactsSaved.Apply(this, counted);
        }

        await FactsChanged.Note(this, concerned, cancel);
        return saved;
    }

    private sealed class MonthConverter() : ValueConverter<Month, DateOnly>(month => month.FirstDay, day => Month.Of(day));
}

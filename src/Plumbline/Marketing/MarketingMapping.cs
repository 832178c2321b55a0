using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Accounts;
using Plumbline.Auditing;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Marketing;

internal sealed class MarketingMapping : IEntityTypeConfiguration<MarketingProgram>, IEntityTypeConfiguration<ProgramVersion>, IEntityTypeConfiguration<ProgramFund>, IEntityTypeConfiguration<LocalActivity>, IEntityTypeConfiguration<MarketingTouch>, IEntityTypeConfiguration<MarketingLead>
{
    public void Configure(EntityTypeBuilder<MarketingProgram> builder)
    {
        builder.ToTable("MarketingPrograms");
        builder.Ignore(p => p.Versions);
        builder.Property(p => p.Revision).IsConcurrencyToken();
        builder.Property(p => p.Terms).AsJson();
        builder.HasIndex(p => p.Key).IsUnique();
        builder.HasMany<ProgramVersion>("_versions").WithOne().HasForeignKey("ProgramId");
    }

    public void Configure(EntityTypeBuilder<ProgramVersion> builder)
    {
        builder.ToTable("MarketingProgramVersions").HasKey("ProgramId", nameof(ProgramVersion.Number));
        builder.Property(v => v.Terms).AsJson();
        builder.HasOne<Person>().WithMany().HasForeignKey(v => v.By).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ProgramFund> builder)
    {
        builder.ToTable("ProgramFunds");
        builder.Property(f => f.Revision).IsConcurrencyToken();
        builder.HasIndex(f => f.ClaimBy);
        builder.HasIndex(f => f.Key).IsUnique();
        builder.HasOne<MarketingProgram>().WithMany().HasForeignKey(f => f.ProgramId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<LocalActivity> builder)
    {
        builder.ToTable("LocalActivities");
        builder.Ignore(a => a.IsOpen).Ignore(a => a.IsOff).Ignore(a => a.IsFunded).Ignore(a => a.MissingProof).Ignore(a => a.Moves).Ignore(a => a.Deadline).Ignore(a => a.Funded).Ignore(a => a.Own).Ignore(a => a.Cost).Ignore(a => a.Steps).Ignore(a => a.Proof).Ignore(a => a.Checks).Ignore(a => a.AccountIds).Ignore(a => a.HelperIds);
        builder.Property(a => a.Revision).IsConcurrencyToken();
        builder.Property(a => a.Outline).AsJson();
        builder.Property(a => a.Terms).AsJson();
        builder.Property<List<FundingStep>>("_steps").HasColumnName("Steps").AsJson();
        builder.Property<List<CheckItem>>("_checks").HasColumnName("Checks").AsJson();
        builder.Property<List<ProofItem>>("_proof").HasColumnName("Proof").AsJson();
        builder.PrimitiveCollection<List<long>>("_accounts").HasColumnName("Accounts");
        builder.PrimitiveCollection<List<long>>("_helpers").HasColumnName("Helpers");
        builder.HasIndex(a => a.Source).IsUnique();
        builder.HasIndex(a => a.First);
        builder.Property(a => a.FoldedCode).InByteOrder();
        builder.HasIndex(a => a.FoldedCode).IsUnique().HasFilter("\"FoldedCode\" IS NOT NULL");
        builder.HasIndex(a => new { a.Stage, a.ClaimBy });
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<MarketingProgram>().WithMany().HasForeignKey(a => a.ProgramId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ProgramFund>().WithMany().HasForeignKey(a => a.FundId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<MarketingTouch> builder)
    {
        builder.ToTable("MarketingTouches").HasKey(t => new { t.ActivityId, t.OpportunityId });
        builder.HasIndex(t => t.OpportunityId);
        builder.HasOne<LocalActivity>().WithMany().HasForeignKey(t => t.ActivityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Opportunity>().WithMany().HasForeignKey(t => t.OpportunityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(t => t.By).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<MarketingLead> builder)
    {
        builder.ToTable("MarketingLeads");
        foreach (var theirs in new[] { nameof(MarketingLead.Name), nameof(MarketingLead.Company), nameof(MarketingLead.Mail), nameof(MarketingLead.Note), nameof(MarketingLead.Key) })
        {
            builder.Property(theirs).HasAnnotation(Secret.Annotation, true); // Who asks to be taken off the list is to be named nowhere.
        }

        builder.Property(l => l.Revision).IsConcurrencyToken();
        builder.HasIndex(l => new { l.ActivityId, l.Key }).IsUnique();
        builder.HasIndex(l => new { l.FollowerId, l.Outcome });
        builder.HasIndex(l => l.OpportunityId).HasFilter("\"OpportunityId\" IS NOT NULL");
        builder.HasOne<LocalActivity>().WithMany().HasForeignKey(l => l.ActivityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Opportunity>().WithMany().HasForeignKey(l => l.OpportunityId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(l => l.FollowerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(l => l.NotedBy).OnDelete(DeleteBehavior.Restrict);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Accounts;
using Plumbline.Auditing;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Inspection;

/// <summary>Attempts of all kinds are in one table. What was noted and answered is the two people's and the line's: the audit trail tells that it changed, and not what it says.</summary>
internal sealed class InspectionMapping : IEntityTypeConfiguration<ValidationForm>, IEntityTypeConfiguration<Validation>, IEntityTypeConfiguration<Observation>, IEntityTypeConfiguration<QuizAttempt>, IEntityTypeConfiguration<Certificate>
{
    private const string Kind = "Kind";

    public void Configure(EntityTypeBuilder<ValidationForm> builder)
    {
        builder.ToTable("ValidationForms");
        builder.Property(f => f.Revision).IsConcurrencyToken();
        builder.Property(f => f.Content).AsJson();
    }

    public void Configure(EntityTypeBuilder<Validation> builder)
    {
        builder.ToTable("Validations");
        builder.HasDiscriminator<ValidationKind>(Kind).HasValue<Observation>(ValidationKind.Observation).HasValue<QuizAttempt>(ValidationKind.Quiz).HasValue<Certificate>(ValidationKind.Certificate);
        builder.Ignore(v => v.IsFinal);
        builder.Property(v => v.Revision).IsConcurrencyToken();
        builder.Property(v => v.Asked).AsJson();
        builder.Property(v => v.Score).HasAnnotation(Secret.Annotation, true);
        builder.Property(v => v.Passed).HasAnnotation(Secret.Annotation, true);
        builder.Property(v => v.ValidUntil).HasAnnotation(Secret.Annotation, true);
        builder.HasIndex(v => new { v.PersonId, v.FormId, v.Day });
        builder.HasOne<Person>().WithMany().HasForeignKey(v => v.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(v => v.ObserverId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ValidationForm>().WithMany().HasForeignKey(v => v.FormId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Observation> builder)
    {
        builder.Property(o => o.Notes).AsJson().HasAnnotation(Secret.Annotation, true);
        builder.Property(o => o.Comment).HasAnnotation(Secret.Annotation, true);
        builder.HasOne<Account>().WithMany().HasForeignKey(o => o.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => new { o.ObserverId, o.PersonId, o.FormId }).IsUnique().HasFilter($"\"{Kind}\" = 0 AND \"State\" = 0"); // One that is being written: its address names the two and the form.
    }

    public void Configure(EntityTypeBuilder<QuizAttempt> builder)
    {
        builder.Ignore(q => q.Questions);
        builder.Property(q => q.Answers).AsJson().HasAnnotation(Secret.Annotation, true);
        builder.HasIndex(q => new { q.PersonId, q.FormId }).IsUnique().HasFilter($"\"{Kind}\" = 1 AND \"State\" = 1"); // Who begins twice at once begins once.
    }

    public void Configure(EntityTypeBuilder<Certificate> builder) => builder.HasOne(c => c.File).WithMany().HasForeignKey(c => c.FileId).OnDelete(DeleteBehavior.Restrict);

    private enum ValidationKind
    {
        Observation,
        Quiz,
        Certificate,
    }
}

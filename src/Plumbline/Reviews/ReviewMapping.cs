using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Auditing;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Reviews;

internal sealed class ReviewMapping : IEntityTypeConfiguration<QuarterlyReview>
{
    public void Configure(EntityTypeBuilder<QuarterlyReview> builder)
    {
        builder.Ignore(r => r.Decisions).Ignore(r => r.Recommitments).Ignore(r => r.IsIntact);
        builder.Property(r => r.Quarter).HasConversion(quarter => Json.WritePeriod(quarter), text => Json.ReadPeriod(text));
        builder.Property(r => r.Revision).IsConcurrencyToken();
        // Between the two sides: the audit trail, which administrators read, says that it was written and not what.
        builder.Property(r => r.Pack).HasAnnotation(Secret.Annotation, true).AsJson();
        builder.Property<Dictionary<string, string>>("Own").HasAnnotation(Secret.Annotation, true).AsJson();
        builder.Property<Dictionary<string, string>>("Answer").HasAnnotation(Secret.Annotation, true).AsJson();
        builder.Property<List<ReviewDecision>>("_decisions").HasColumnName("Decisions").AsJson();
        builder.Property<List<Recommitment>>("_recommitments").HasColumnName("Recommitments").AsJson();
        builder.HasIndex(r => new { r.SalespersonId, r.Quarter }).IsUnique(); // Two who begin the same review at once begin one.
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.SalespersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

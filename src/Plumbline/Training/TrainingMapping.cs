using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Commitments;
using Plumbline.People;

namespace Plumbline.Training;

internal sealed class TrainingMapping : IEntityTypeConfiguration<TrainingBooking>
{
    public void Configure(EntityTypeBuilder<TrainingBooking> builder)
    {
        builder.ToTable("TrainingBookings");
        builder.Property(b => b.Revision).IsConcurrencyToken();
        builder.Property(b => b.With).HasMaxLength(TrainingBooking.LongestWords);
        builder.HasIndex(b => b.CommitmentId).IsUnique();
        builder.HasOne<Commitment>().WithOne().HasForeignKey<TrainingBooking>(b => b.CommitmentId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(b => b.BookedBy).OnDelete(DeleteBehavior.Restrict);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.People;

namespace Plumbline.Meetings;

internal sealed class MeetingMapping : IEntityTypeConfiguration<TeamMeeting>, IEntityTypeConfiguration<WeekRating>
{
    public void Configure(EntityTypeBuilder<TeamMeeting> builder)
    {
        builder.HasIndex(m => new { m.TeamId, m.Week }).IsUnique(); // Two who begin the same meeting at once begin one.
        builder.Property(m => m.Revision).IsConcurrencyToken();
        builder.HasOne<Team>().WithMany().HasForeignKey(m => m.TeamId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.BegunBy).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<WeekRating> builder)
    {
        builder.HasKey(r => new { r.MeetingId, r.PersonId }); // A row each, so that all can rate at once.
        builder.HasOne<TeamMeeting>().WithMany().HasForeignKey(r => r.MeetingId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

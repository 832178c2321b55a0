using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Plumbline.People;

internal sealed class PeopleMapping : IEntityTypeConfiguration<Person>, IEntityTypeConfiguration<Team>, IEntityTypeConfiguration<TeamMembership>, IEntityTypeConfiguration<Absence>, IEntityTypeConfiguration<SignIn>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("People");
        builder.Property(p => p.Revision).IsConcurrencyToken();
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.ManagerId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.Property(t => t.Revision).IsConcurrencyToken();
        builder.HasOne<Team>().WithMany().HasForeignKey(t => t.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(t => t.LeaderId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<TeamMembership> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Team>().WithMany().HasForeignKey(m => m.TeamId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Absence> builder) =>
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Cascade);

    public void Configure(EntityTypeBuilder<SignIn> builder)
    {
        builder.ToTable("SignIns");
        builder.HasIndex(s => s.PersonId).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Cascade);
        foreach (var secret in new[] { nameof(SignIn.PasswordHash), nameof(SignIn.SecurityStamp), nameof(SignIn.ConcurrencyStamp) })
        {
            builder.Property(secret).HasAnnotation(Auditing.Secret.Annotation, true);
        }
    }
}

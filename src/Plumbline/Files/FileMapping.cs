using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.People;

namespace Plumbline.Files;

internal sealed class FileMapping : IEntityTypeConfiguration<KeptFile>, IEntityTypeConfiguration<FileContent>
{
    public void Configure(EntityTypeBuilder<KeptFile> builder)
    {
        builder.ToTable("KeptFiles");
        builder.HasOne<Person>().WithMany().HasForeignKey(f => f.KeptBy).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<FileContent> builder)
    {
        builder.ToTable("FileContents").HasKey(c => c.FileId);
        builder.Property(c => c.FileId).ValueGeneratedNever();
        builder.HasOne(c => c.File).WithOne().HasForeignKey<FileContent>(c => c.FileId).OnDelete(DeleteBehavior.Cascade);
    }
}

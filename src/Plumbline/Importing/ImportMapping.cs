using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Storage;

namespace Plumbline.Importing;

internal sealed class ImportMapping : IEntityTypeConfiguration<Import>, IEntityTypeConfiguration<ImportChange>, IEntityTypeConfiguration<KnownName>, IEntityTypeConfiguration<ColumnMapping>
{
    public void Configure(EntityTypeBuilder<Import> builder) => builder.Property(i => i.Files).AsJson();

    public void Configure(EntityTypeBuilder<ImportChange> builder)
    {
        builder.HasIndex(c => c.ImportId);
        builder.HasOne<Import>().WithMany().HasForeignKey(c => c.ImportId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<KnownName> builder) => builder.HasKey(n => new { n.Kind, n.Text });

    public void Configure(EntityTypeBuilder<ColumnMapping> builder)
    {
        builder.HasKey(m => m.Signature);
        builder.Property(m => m.Columns).AsJson();
    }
}

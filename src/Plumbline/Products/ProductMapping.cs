using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Plumbline.Products;

internal sealed class ProductMapping : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.Property(p => p.Revision).IsConcurrencyToken();
        builder.HasIndex(p => new { p.System, p.ExternalId }).IsUnique();
        builder.HasOne<Product>().WithMany().HasForeignKey(p => p.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(p => p.MarginShare);
    }
}

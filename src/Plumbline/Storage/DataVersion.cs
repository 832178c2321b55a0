using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Plumbline.Storage;

/// <summary>
/// Counts the transactions that changed anything. Raised in the transaction itself, so who reads the version and then the data never takes old data for new:
/// what was rendered for a version may be shown again as long as the version stands.
/// </summary>
internal sealed class DataVersion
{
    public const long TheOne = 1;

    public long Id { get; private set; } = TheOne;

    public long Value { get; private set; }
}

internal sealed class DataVersionMapping : IEntityTypeConfiguration<DataVersion>
{
    public void Configure(EntityTypeBuilder<DataVersion> builder)
    {
        builder.ToTable("DataVersion");
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.HasData(new { Id = DataVersion.TheOne, Value = 0L });
    }
}

internal static class DataVersions
{
    extension(PlumblineDb db)
    {
        /// <summary>Raises the version, last in a transaction, since others wait on it until the commit.</summary>
        public Task RaiseVersion(CancellationToken cancel) => db.Versions.ExecuteUpdateAsync(set => set.SetProperty(v => v.Value, v => v.Value + 1), cancel);

        public Task<long> CurrentVersion(CancellationToken cancel) => db.Versions.Select(v => v.Value).SingleAsync(cancel);
    }
}

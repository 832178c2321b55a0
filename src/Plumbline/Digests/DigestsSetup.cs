using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Jobs;

namespace Plumbline.Digests;

internal static class DigestsSetup
{
    public static void AddDigests(this IServiceCollection services)
    {
        services.AddScoped<DigestReader>();
        services.AddJob<WriteMail>(WriteMail.Every);
    }
}

/// <summary>When it was last looked whose mail is due, so that each hour is looked at once.</summary>
internal sealed class LastWriting
{
    public const long TheOne = 1;

    public long Id { get; private set; } = TheOne;

    /// <summary>Null where it never was.</summary>
    public DateTimeOffset? LookedAt { get; set; }
}

internal sealed class DigestMapping : IEntityTypeConfiguration<LastWriting>
{
    public void Configure(EntityTypeBuilder<LastWriting> builder)
    {
        builder.ToTable("LastWriting");
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.HasData(new { Id = LastWriting.TheOne });
    }
}

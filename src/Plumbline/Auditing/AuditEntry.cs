using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Plumbline.Auditing;

/// <summary>Who changed what, when, from what to what.</summary>
internal sealed class AuditEntry
{
    public long Id { get; private set; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null for the command line.</summary>
    public long? PersonId { get; init; }

    /// <summary>Added, changed or deleted.</summary>
    public required string Action { get; init; }

    /// <summary>The kind of record, as in "Person".</summary>
    public required string Subject { get; init; }

    /// <summary>The record's key; null where the record was added in the same breath and had none yet.</summary>
    public string? SubjectId { get; init; }

    /// <summary>The values before, as JSON; null for what was added.</summary>
    public string? Before { get; init; }

    /// <summary>The values after, as JSON; null for what was deleted.</summary>
    public string? After { get; init; }
}

internal sealed class AuditMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("Audit");
        builder.HasIndex(e => new { e.Subject, e.SubjectId });
        builder.HasIndex(e => e.At);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Plumbline.Storage;

namespace Plumbline.Auditing;

/// <summary>Marks a column that the audit trail names as changed without its value: a password's hash, a key.</summary>
internal static class Secret
{
    public const string Annotation = "Plumbline:Secret";
}

/// <summary>Writes down every change that is saved, in the transaction that saves it.</summary>
internal static class AuditTrail
{
    // Derived figures (signals as rules find them, and days that forecasts are asked for, too), what is in files (of which the hash is told), drafts and suppositions that only their writers see, what people are told, and the sign-in system's own tokens tell nothing about who did what; an import keeps its own record of what was before.
    private static readonly HashSet<string> _untold =
    [
        nameof(AuditEntry), nameof(DataVersion), nameof(Scoring.PersonMonth), nameof(Scoring.ItemMonth), nameof(Scoring.PipelineMonth), nameof(Scoring.ActivityMonth), nameof(Scoring.QuotaMonth), nameof(Scoring.AgreedQuota), nameof(Scoring.AgreedActivity), nameof(Scoring.AccountYear), nameof(Scoring.AccountPipeline), nameof(Scoring.AccountContact), nameof(Forecasting.AskedDay), nameof(Forecasting.KeptWhatIf),
        nameof(Importing.ImportChange), nameof(Plans.PlanDraft), nameof(Notifications.Notification), nameof(Mailing.OutgoingMail), nameof(Comments.CommentWord), nameof(Plans.PlanCommentWord), nameof(Files.FileContent), "DataProtectionKey", "IdentityUserToken<long>",
    ];

    public static void Write(PlumblineDb db)
    {
        var now = db.GetService<TimeProvider>().GetUtcNow();
        db.ChangeTracker.DetectChanges();
        AuditEntry[] entries =
        [
            .. db.ChangeTracker.Entries()
                .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && !_untold.Contains(e.Metadata.ShortName()) && !IsCounterOnly(e) && !(db.IsDrafting && e.Entity is Signals.Signal))
                .Select(e => Describe(e, db.ActingPersonId, now)),
        ];
        db.Audit.AddRange(entries);
    }

    private static AuditEntry Describe(EntityEntry entry, long? personId, DateTimeOffset at)
    {
        var told = entry.Properties.Where(p => entry.State != EntityState.Modified || p.IsModified).Where(p => !p.Metadata.IsPrimaryKey() && p.Metadata.FindAnnotation(ByteOrder.Annotation) is null).ToList();
        return new()
        {
            At = at,
            PersonId = personId,
            Action = entry.State switch { EntityState.Added => "added", EntityState.Deleted => "deleted", _ => "changed" },
            Subject = entry.Metadata.ShortName(),
            SubjectId = entry.State == EntityState.Added && entry.Properties.Any(p => p.IsTemporary) ? null : string.Join('/', entry.Properties.Where(p => p.Metadata.IsPrimaryKey()).Select(p => p.CurrentValue)),
            Before = entry.State == EntityState.Added ? null : Json.Write(told.ToDictionary(p => p.Metadata.Name, p => Tell(p, p.OriginalValue))),
            After = entry.State == EntityState.Deleted ? null : Json.Write(told.ToDictionary(p => p.Metadata.Name, p => Tell(p, p.CurrentValue))),
        };
    }

    private static bool IsCounterOnly(EntityEntry entry) => entry.State == EntityState.Modified && entry.Properties.Where(p => p.IsModified).All(p => p.Metadata.Name == "Revision");

    private static object? Tell(PropertyEntry property, object? value) => property.Metadata.FindAnnotation(Secret.Annotation) is null ? value : "not shown";
}

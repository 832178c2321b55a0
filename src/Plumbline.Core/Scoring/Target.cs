using Plumbline.Fiscal;

namespace Plumbline.Scoring;

/// <summary>A quota set elsewhere and imported. It counts where no agreed plan of ours is in force.</summary>
public sealed class Target
{
    /// <summary>The database's number for the target; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>The system it came from.</summary>
    public required string System { get; set; }

    /// <summary>Its id in that system, or its natural key.</summary>
    public required string ExternalId { get; set; }

    /// <summary>Whose it is.</summary>
    public required long SalespersonId { get; set; }

    /// <summary>The first month it covers.</summary>
    public required Month First { get; set; }

    /// <summary>How many months it covers.</summary>
    public required int Months { get; set; }

    /// <summary>The revenue asked for; null where only margin is.</summary>
    public decimal? Revenue { get; set; }

    /// <summary>The margin asked for; null where only revenue is.</summary>
    public decimal? Margin { get; set; }

    /// <summary>The import that added it; null where added by hand.</summary>
    public long? ImportId { get; set; }

    /// <summary>The months it covers.</summary>
    public Period Period => new(First, Months);
}

/// <summary>Where a month's quota comes from.</summary>
public enum QuotaSource
{
    /// <summary>A plan that both have signed.</summary>
    AgreedPlan,

    /// <summary>A target imported from elsewhere.</summary>
    ImportedTarget,
}

/// <summary>The quota that counts for a person in a month while in a team, after prorating.</summary>
public sealed class QuotaMonth
{
    /// <summary>The month.</summary>
    public required Month Month { get; init; }

    /// <summary>Whose quota.</summary>
    public required long SalespersonId { get; init; }

    /// <summary>The team the person was in; 0 for none.</summary>
    public required long TeamId { get; init; }

    /// <summary>The revenue asked for; null where none is.</summary>
    public decimal? Revenue { get; set; }

    /// <summary>The margin asked for; null where none is.</summary>
    public decimal? Margin { get; set; }

    /// <summary>Where it comes from.</summary>
    public QuotaSource Source { get; set; }
}

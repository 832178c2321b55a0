namespace Plumbline.Marketing;

/// <summary>How far a local marketing activity and its funding are. Without funding it goes from planned to executed.</summary>
public enum FundingStage
{
    /// <summary>Planned.</summary>
    Planned,

    /// <summary>The vendor is asked.</summary>
    Applied,

    /// <summary>The vendor said yes.</summary>
    Approved,

    /// <summary>It took place.</summary>
    Executed,

    /// <summary>The proof is together.</summary>
    Proven,

    /// <summary>Claimed from the vendor.</summary>
    Claimed,

    /// <summary>The vendor has paid.</summary>
    Paid,

    /// <summary>The vendor will not pay.</summary>
    Refused,

    /// <summary>It does not take place.</summary>
    Cancelled,
}

/// <summary>Something that happened to an activity's funding.</summary>
/// <param name="Stage">What it came to.</param>
/// <param name="On">The company's day.</param>
/// <param name="By">Who noted it.</param>
/// <param name="Amount">How much: approved, spent, claimed or paid; null where there is none.</param>
/// <param name="Words">A reference, a claim's number, or why; empty where nothing is said.</param>
public sealed record FundingStep(FundingStage Stage, DateOnly On, long By, decimal? Amount, string Words);

/// <summary>A file that proves that the activity took place.</summary>
/// <param name="Key">Its own within the activity.</param>
/// <param name="FileId">The kept file.</param>
/// <param name="Kind">Which of the proofs that the vendor asks for; empty where none of them.</param>
public sealed record ProofItem(string Key, long FileId, string Kind);

/// <summary>Something to do before the activity.</summary>
public sealed record CheckItem(string Key, string What, bool IsDone);

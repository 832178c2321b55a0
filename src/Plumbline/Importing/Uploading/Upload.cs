using System.Collections.Immutable;
using Plumbline.Companies;
using Plumbline.Importing.Reading;

namespace Plumbline.Importing.Uploading;

/// <summary>Files that someone sent to be imported, and what they said about them so far.</summary>
/// <param name="Id">32 hexadecimal digits; nobody can guess it.</param>
/// <param name="At">When they came.</param>
/// <param name="Files">By what their sender calls them; they lie under names of ours, in this order.</param>
/// <param name="Answers">What was said about them.</param>
public sealed record Upload(string Id, DateTimeOffset At, IReadOnlyList<string> Files, UploadAnswers Answers);

/// <summary>What the files do not say themselves. All of it may be left out.</summary>
public sealed record UploadAnswers
{
    /// <summary>The company's currency.</summary>
    public string? Currency { get; init; }

    /// <summary>The order of day and month.</summary>
    public DateOrder? Dates { get; init; }

    /// <summary>The decimal mark.</summary>
    public DecimalMark? Decimals { get; init; }

    /// <summary>Where results come from.</summary>
    public BookingsFrom? BookingsFrom { get; init; }

    /// <summary>Whether targets that may be meant for shared territories are left.</summary>
    public bool LeavesSharedTargets { get; init; }

    /// <summary>Columns mapped by hand, by the signature of the header.</summary>
    public ImmutableDictionary<string, RememberedMapping> Mappings { get; init; } = ImmutableDictionary<string, RememberedMapping>.Empty;

    /// <summary>Tables left out by hand, by the signature of the header.</summary>
    public ImmutableHashSet<string> LeftOut { get; init; } = [];

    /// <summary>What the reading of the files is told.</summary>
    internal ReadingOptions ForReading() => new() { Currency = Currency, Dates = Dates, Decimals = Decimals, LeavesSharedTargets = LeavesSharedTargets, Remembered = Mappings, LeftOut = LeftOut };

    /// <summary>What the landing of the files is told.</summary>
    internal LandingOptions ForLanding() => new() { Currency = Currency, BookingsFrom = BookingsFrom };
}

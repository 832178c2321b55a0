using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Plumbline.Fiscal;

namespace Plumbline.Reviews;

/// <summary>What became of something that was promised.</summary>
public enum PackVerdict
{
    /// <summary>Nothing was promised, or it cannot be told.</summary>
    Neither,

    /// <summary>It came as promised, or better.</summary>
    Met,

    /// <summary>Less came than was promised, or later.</summary>
    Missed,

    /// <summary>Its day has not come, or nobody has answered for it.</summary>
    Open,
}

/// <summary>Something that was promised for the quarter, and what happened, both as they read.</summary>
/// <param name="Key">Its place within the part; the same thing has the same key in a pack that is built later.</param>
/// <param name="What">What was promised.</param>
/// <param name="Planned">How much, or by when; empty where nothing was.</param>
/// <param name="Came">What happened.</param>
/// <param name="Verdict">How the two compare.</param>
/// <param name="Why">The reason that is recorded; null where none is.</param>
/// <param name="IsSum">Whether it adds up lines above it.</param>
public sealed record PackLine(string Key, string What, string Planned, string Came, PackVerdict Verdict, string? Why = null, bool IsSum = false);

/// <summary>A part of a pack, as the quota by month or the promises.</summary>
/// <param name="Key">One of <see cref="PackParts"/>.</param>
/// <param name="Title">As it reads.</param>
/// <param name="Summary">The part in a sentence; null where there is none.</param>
/// <param name="Lines">Line by line.</param>
public sealed record PackPart(string Key, string Title, string? Summary, IReadOnlyList<PackLine> Lines);

/// <summary>The parts of a pack.</summary>
public static class PackParts
{
    /// <summary>Quota and result by month.</summary>
    public const string Results = "results";

    /// <summary>The forecast by client and product.</summary>
    public const string Forecast = "forecast";

    /// <summary>Opportunities won and lost.</summary>
    public const string Deals = "deals";

    /// <summary>Activities against the agreed level.</summary>
    public const string Activities = "activities";

    /// <summary>Goals.</summary>
    public const string Goals = "goals";

    /// <summary>Steps and tactics of account plans.</summary>
    public const string Accounts = "accounts";

    /// <summary>Training needs.</summary>
    public const string Training = "training";

    /// <summary>In what the person is validated.</summary>
    public const string Validations = "validations";

    /// <summary>Local marketing.</summary>
    public const string Marketing = "marketing";

    /// <summary>All other promises.</summary>
    public const string Promises = "promises";

    /// <summary>What was called, and what came.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>What colleagues did for the person, and the person for colleagues.</summary>
    public const string Help = "help";

    /// <summary>All of them, as they stand below one another.</summary>
    public static IList<string> InOrder { get; } = [Results, Forecast, Deals, Activities, Goals, Accounts, Training, Validations, Marketing, Promises, Accuracy, Help];

    /// <summary>Those about which the salesperson says what happened, why, and what will change.</summary>
    public static IReadOnlyList<string> Answered { get; } = [Results, Forecast, Activities, Goals, Accounts, Training, Marketing];
}

/// <summary>Everything that was promised for a quarter beside what happened. It builds itself from the records; once handed in it is kept as it was, with a hash.</summary>
/// <param name="Quarter">The months.</param>
/// <param name="PlanId">The business plan in force; null where none was agreed.</param>
/// <param name="PlanVersion">Its version; null where none was agreed.</param>
/// <param name="Quota">Revenue agreed for the quarter, in the company's currency; null where none was.</param>
/// <param name="Revenue">Revenue that came.</param>
/// <param name="Parts">Part by part; those about which there is nothing are left out.</param>
public sealed record ReviewPack(Period Quarter, long? PlanId, int? PlanVersion, decimal? Quota, decimal Revenue, IReadOnlyList<PackPart> Parts)
{
    /// <summary>Actual ÷ quota, a fraction; null without a quota.</summary>
    public decimal? Attainment => Quota > 0 ? Revenue / Quota : null;

    /// <summary>SHA-256 of all that it says, as 64 hexadecimal digits in lower case. The same pack has the same hash.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text())));

    /// <summary>The lines that say something else in a pack built <paramref name="later"/>, by part and key, as they read now; null for one that is gone.</summary>
    public IReadOnlyDictionary<(string Part, string Key), PackLine?> ChangesTo(ReviewPack later)
    {
        var now = later.Parts.SelectMany(p => p.Lines, (p, l) => (Place: (p.Key, l.Key), Line: l)).DistinctBy(l => l.Place).ToDictionary(l => l.Place, l => l.Line);
        return Parts.SelectMany(p => p.Lines, (p, l) => (Place: (p.Key, l.Key), Line: l)).DistinctBy(l => l.Place).Where(l => now.GetValueOrDefault(l.Place) != l.Line).ToDictionary(l => l.Place, l => now.GetValueOrDefault(l.Place));
    }

    // One line a fact, each value led by its length, so that no two packs read the same.
    private string Text()
    {
        var text = new StringBuilder();
        void Say(string? value) => text.Append(CultureInfo.InvariantCulture, $"{value?.Length ?? -1}:{value}\n");
        Say(Quarter.ToString());
        Say(PlanId?.ToString(CultureInfo.InvariantCulture));
        Say(PlanVersion?.ToString(CultureInfo.InvariantCulture));
        Say(Quota?.ToString("0.####", CultureInfo.InvariantCulture));
        Say(Revenue.ToString("0.####", CultureInfo.InvariantCulture));
        foreach (var part in Parts)
        {
            Say(part.Key);
            Say(part.Title);
            Say(part.Summary);
            foreach (var line in part.Lines)
            {
                Say(line.Key);
                Say(line.What);
                Say(line.Planned);
                Say(line.Came);
                Say(line.Verdict.ToString());
                Say(line.Why);
            }
        }

        return text.ToString();
    }
}

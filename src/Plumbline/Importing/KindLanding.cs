using Plumbline.Typing;

namespace Plumbline.Importing;

/// <summary>Lands the rows of one file, and counts what came of them.</summary>
internal abstract class KindLanding(LandingRun run, string system)
{
    protected const int FirstYear = 1901;
    protected const int LastYear = 2200;
    private const decimal MostMoney = 10_000_000_000_000m;

    private readonly Dictionary<string, (int Line, int Print)> _seen = [];
    private readonly SortedDictionary<string, int> _counted = new(StringComparer.Ordinal);

    public int Added { get; protected set; }

    public int Changed { get; protected set; }

    public int Unchanged { get; protected set; }

    public List<RefusedRow> Refused { get; } = [];

    /// <summary>Rows that say nothing of ours: not taken, not refused, but noted.</summary>
    public int Left { get; private set; }

    /// <summary>What to say about the rows, with how many each concerns.</summary>
    public IEnumerable<string> Notes => _counted.Select(c => $"{c.Key} ({c.Value} {(c.Value == 1 ? "row" : "rows")}).");

    protected LandingRun Run => run;

    protected string System => system;

    /// <summary>Lands some rows, in the file's order.</summary>
    public abstract void Take(IReadOnlyList<FactRow> rows);

    /// <summary>Lands what had to wait until all rows of the file are known.</summary>
    public virtual void EndOfFile()
    {
    }

    /// <summary>Ends what had to wait until all people and accounts are known.</summary>
    public virtual void Finish()
    {
    }

    protected void Note(string what) => _counted[what] = _counted.GetValueOrDefault(what) + 1;

    protected void Leave(string because)
    {
        Left++;
        Note($"Left: {because}");
    }

    protected void Refuse(FactRow row, string reason) => Refused.Add(new(row.Line, reason, []));

    /// <summary>Whether the file had a row with this key before: the same once more is no news, another one is refused.</summary>
    /// <param name="row">The row.</param>
    /// <param name="key">What tells it from others.</param>
    /// <param name="called">What it is about, in a word.</param>
    /// <param name="ifTheSame">What to say about the same once more; null where that needs no word.</param>
    protected bool IsRepeated(FactRow row, string key, string called, string? ifTheSame = null)
    {
        var print = Print(row);
        if (_seen.TryAdd(key, (row.Line, print)))
        {
            return false;
        }

        var first = _seen[key];
        if (first.Print == print)
        {
            Unchanged++;
            if (ifTheSame is not null)
            {
                Note(ifTheSame);
            }
        }
        else
        {
            Refuse(row, $"Line {first.Line} is about the same {called}, and says something else. Keep the one that is right.");
        }

        return true;
    }

    protected void Count(bool isAdded, bool isChanged)
    {
        Added += isAdded ? 1 : 0;
        Changed += !isAdded && isChanged ? 1 : 0;
        Unchanged += !isAdded && !isChanged ? 1 : 0;
    }

    /// <summary>Why a day cannot be right; null where it can.</summary>
    protected static string? ProblemWith(string what, DateOnly? day) => day is { Year: < FirstYear or > LastYear } ? $"{what} is {day:yyyy-MM-dd}: the year cannot be right." : null;

    /// <summary>Why an amount cannot be kept; null where it can.</summary>
    protected static string? ProblemWith(string what, decimal? amount) => amount is > MostMoney or < -MostMoney ? $"{what} is {amount:0.####}: more than can be kept." : null;

    /// <summary>As kept: with four places.</summary>
    public static decimal? Kept(decimal? amount) => amount is { } known ? Math.Round(known, 4) : null;

    /// <summary>Names a thing within a natural key.</summary>
    protected static string Key(Reference reference) => reference.Name is { } name ? NameLikeness.Key(name) : reference.Id ?? "";

    private static int Print(FactRow row) => row switch
    {
        BookingRow booking => HashCode.Combine(booking with { Line = 0, Credits = [] }, booking.Credits.Aggregate(0, (hash, credit) => HashCode.Combine(hash, credit))),
        PersonRow person => HashCode.Combine(person with { Line = 0, OtherIds = [] }, string.Join(' ', person.OtherIds)),
        _ => (row with { Line = 0 }).GetHashCode(),
    };
}

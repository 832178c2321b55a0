namespace Plumbline.Plans;

/// <summary>Which of the accounts and products that a plan names went into which others since. What was signed keeps its numbers, and is read by these.</summary>
/// <param name="Accounts">From the number that is gone to the one that stayed.</param>
/// <param name="Products">The same of products.</param>
public sealed record PlanMerges(IReadOnlyDictionary<long, long> Accounts, IReadOnlyDictionary<long, long> Products)
{
    /// <summary>Everything is as it was named.</summary>
    public static PlanMerges None { get; } = new(new Dictionary<long, long>(), new Dictionary<long, long>());

    /// <summary>The line with the numbers under which its account and product are known now.</summary>
    public ForecastLine Follow(ForecastLine line) => line with { AccountId = Now(line.AccountId, Accounts), ProductId = Product(line.ProductId) };

    /// <summary>The same of a named account.</summary>
    public NamedAccount Follow(NamedAccount named) => named with { AccountId = Now(named.AccountId, Accounts), ProductId = Now(named.ProductId, Products) };

    /// <summary>The lines, each as <see cref="Follow(ForecastLine)"/> says.</summary>
    public Rows<ForecastLine> Follow(Rows<ForecastLine> lines) => [.. lines.Select(Follow)];

    /// <summary>The number under which the product is known now.</summary>
    public long? Product(long? id) => Now(id, Products);

    private static long? Now(long? id, IReadOnlyDictionary<long, long> merged) => id is { } named && merged.TryGetValue(named, out var into) ? into : id;
}

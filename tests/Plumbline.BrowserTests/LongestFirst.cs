using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Plumbline.LongestFirst))]

namespace Plumbline;

/// <summary>Begins with the classes that take longest: begun last, they would be waited for alone, a minute and a half of six.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] _longest = [nameof(Sample.TourTests), nameof(Plans.WriteTests), "People.LookTests", nameof(Plans.AccountPlanTests), nameof(Plans.NegotiateTests)];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(c => Array.FindIndex(_longest, name => c.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is >= 0 and var at ? at : _longest.Length)];
}

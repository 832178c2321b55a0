using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Plumbline;

/// <summary>Where the product keeps its data.</summary>
public enum Provider
{
    Sqlite,
    Postgres,
}

/// <summary>Runs a test once on SQLite and once on a real PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow<Provider>(Provider.Sqlite), new TheoryDataRow<Provider>(Provider.Postgres)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
